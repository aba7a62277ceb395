# SPDX-License-Identifier: Apache-2.0
"""What every entry of the catalogue has: an id, old spellings, sources, a confidence."""

from __future__ import annotations

from typing import Annotated

import msgspec

from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]

ReviewDate = Annotated[str, msgspec.Meta(pattern=r"^(20[0-9]{2}-[01][0-9]-[0-3][0-9])?$")]
"""An ISO date of our time, or nothing."""

ClientText = Annotated[Text, msgspec.Meta(extra={"audience": "client"})]
"""Text a client reads or hears: bilingual, and held to the reading grade by `content check`."""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the frozen values of content files: an unknown key is refused by name."""


class Entry(Value, frozen=True, kw_only=True):
    """Base of everything the catalogue holds under an id of its own.

    `reviewed`: ISO date of the last reading, taken from the head of the file when absent.
    `local`: set by the loader when the entry comes from a practice's overlay.
    """

    id: Id
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence
    reviewed: ReviewDate = ""
    local: bool = False
