# SPDX-License-Identifier: Apache-2.0
"""The account check-up: what to look at on each platform, in the client's own hands.

A kind (devices that are signed in, say) is worded once; each platform says where its menu is, and what
differs there. Nothing is changed while looking: what to change comes later, in an agreed order.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.knowledge.models.mechanism import Noticeable
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Sources = Annotated[tuple[Source, ...], msgspec.Meta(min_length=1)]


class CheckupKind(Entry, frozen=True, kw_only=True):
    """One thing to look at, wherever it is found.

    `look`: what to look for. `could_mean`: a possibility. `innocent`: an everyday reason. `sign`: what it
    becomes in the picture when it is found; None where no sign fits. `opening`, `changing`: whether
    somebody may notice that. `tips_off`: who would be told, and when. `keep`: before anything changes.
    `later`: what may be changed, `noticed`: what the person doing this would see of that.
    `needs_custody`: it is about a child's account or device, whoever's account it stands in.
    """

    title: ClientText
    look: ClientText
    could_mean: ClientText
    innocent: ClientText
    sign: Id | None = None
    opening: Noticeable = "no"
    changing: Noticeable
    tips_off: ClientText
    keep: ClientText
    later: ClientText
    noticed: ClientText
    needs_custody: bool = False


class CheckupItem(Value, frozen=True, kw_only=True):
    """One thing to look at on one platform. `where`: the way through its menus, its own labels first.

    `look`, `tips_off`, `opening`, `changing`: where this platform differs from the kind.
    """

    kind: Id
    where: Text
    look: ClientText | None = None
    tips_off: ClientText | None = None
    opening: Noticeable | None = None
    changing: Noticeable | None = None
    sources: Sources
    confidence: Confidence


class Checkup(Entry, frozen=True, kw_only=True):
    """The check-up of one platform, under the platform's own id.

    `as_of`: ISO date the menus are from. `first`: what to know before its first page is opened.
    """

    as_of: str
    first: ClientText | None = None
    items: Annotated[tuple[CheckupItem, ...], msgspec.Meta(min_length=1)]
