# SPDX-License-Identifier: Apache-2.0
"""How long a state asks that the records of a client be kept."""

from __future__ import annotations

from typing import Annotated

import msgspec

from leeward.knowledge.models.entry import Entry
from leeward.terms.text import Text

Years = Annotated[int, msgspec.Meta(ge=1, le=40)]


class RetentionRule(Entry, frozen=True, kw_only=True):
    """One rule for the licences in `who`.

    `years`: after the last contact. `minor_until_age`: the birthday up to which the record of whoever was
    under 18 is kept at least. `longest_years`: where a rule also sets an end.
    """

    jurisdiction: Annotated[str, msgspec.Meta(pattern=r"^US-[A-Z]{2,3}$")]
    who: Text
    years: Years
    minor_until_age: Years | None = None
    longest_years: Years | None = None
    citation: str
    note: Text
