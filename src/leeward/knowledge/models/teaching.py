# SPDX-License-Identifier: Apache-2.0
"""Two minutes on one means, for an MHP who has never met it: how it works, how to ask, what to do first.

Only to the depth needed to notice and to stop it. A finer means without a page of its own is taught on the
page of its broader one.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Value
from leeward.terms.text import Text

Day = Annotated[str, msgspec.Meta(pattern=r"^20[0-9]{2}(-[01][0-9](-[0-3][0-9])?)?$")]
"""A day, a month or a year, as exactly as it is known."""


class FirstSteps(Value, frozen=True, kw_only=True):
    """The first steps, whatever it turns out to be: what to keep, what to leave as it is, who helps."""

    keep: Text
    leave: Text
    helps: Text


class Lately(Value, frozen=True, kw_only=True):
    """What changed, and since when."""

    on: Day
    text: Text


class Teaching(Entry, frozen=True, kw_only=True):
    """The page of one means, under the id of the means in the vocabulary.

    `says`: what a client may say, in our words. `ask`: questions an MHP may put as they stand.
    `everyday`: a harmless cause that looks the same.
    """

    how: Text
    says: Annotated[tuple[ClientText, ...], msgspec.Meta(min_length=3)]
    ask: Annotated[tuple[ClientText, ...], msgspec.Meta(min_length=1)]
    first: FirstSteps
    mistake: Text
    everyday: Text
    lately: tuple[Lately, ...]
