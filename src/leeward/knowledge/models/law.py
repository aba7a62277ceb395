# SPDX-License-Identifier: Apache-2.0
"""Law by jurisdiction. Not legal advice; every provision carries its source and confidence."""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.entry import Entry, Id, Value

Route = Literal["criminal", "protective-order", "civil", "reporting", "school"]
Relationship = Literal["any", "intimate-or-family"]


class Provision(Entry, frozen=True, kw_only=True):
    """One provision. `relationship`: who it is open to, where that matters; None: no limit known."""

    kind: Id
    route: Route
    citation: str
    title: str
    summary: str
    relationship: Relationship | None = None
    minors: str | None = None
    caution: str | None = None


class Jurisdiction(Value, frozen=True, kw_only=True):
    """A state, a territory, DC or the federal level (US-FED)."""

    jurisdiction: str
    name: str
    recording_consent: Literal["one-party", "all-party", "mixed"]
    recording_consent_note: str
    provisions: tuple[Provision, ...]
    gaps: tuple[str, ...] = ()
