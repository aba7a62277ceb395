# SPDX-License-Identifier: Apache-2.0
"""What is said about the apps on a phone: why one stands out, what it can do, what to do and not to do.

The rule that adds reasons up is in `leeward.inspection.apps`.
"""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.entry import ClientText, Entry

AppStrength = Literal["strong", "some", "weak"]


class AppReason(Entry, frozen=True, kw_only=True):
    """Why an app stands out. `innocent`: when it means nothing of the kind.

    `strength`: the most it counts for; the rules count it for less where the rest of a list makes it so.
    """

    strength: AppStrength
    says: ClientText
    innocent: tuple[ClientText, ...]


class AppAbility(Entry, frozen=True, kw_only=True):
    """What an app can do. `by`: the permissions, roles or kinds of app that allow it, any of them."""

    by: tuple[str, ...]
    text: ClientText


class AppAdvice(Entry, frozen=True, kw_only=True):
    """A sentence for the whole answer, in the order of the file.

    `part`: said first of all, as a next step, of what a list cannot show, when nothing was found, or of
    the phone itself. `when`: platforms or settings it holds for; empty: always.
    """

    part: Literal["first", "next", "cannot-show", "nothing-found", "phone", "read"]
    when: tuple[str, ...] = ()
    text: ClientText
