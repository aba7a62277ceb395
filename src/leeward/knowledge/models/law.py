# SPDX-License-Identifier: Apache-2.0
"""Law by jurisdiction. Not legal advice; every provision carries its source and confidence."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.eligibility import Eligibility
from leeward.knowledge.models.entry import Entry, Id, ReviewDate, Value
from leeward.knowledge.models.reporting import Reporting

Route = Literal["criminal", "protective-order", "civil", "reporting", "school"]
Relationship = Literal["any", "intimate-or-family"]
Tier = Literal["official", "mirror", "organisation", "other"]


PageKind = Literal["official", "mirror", "organisation", "press", "personal", "law_office", "other"]
"""What kind of page a source is: a tier, or which of the others."""


class OwnTier(Value, frozen=True, kw_only=True):
    """A tier given to one provision by hand, and why the rule by host does not fit it."""

    tier: Tier
    reason: Annotated[str, msgspec.Meta(min_length=10)]


class Provision(Entry, frozen=True, kw_only=True):
    """One provision. `relationship`: who it is open to, where that matters; None: no limit known.

    `eligibility`: who may ask for a protective order; None: not read.
    `reporting`: by whom, how fast and to whom a duty to report holds; None: not read.
    `lowered`: set by the loader where the file says confirmed, but nothing better than a source of
    the last tier was read; see `leeward.knowledge.tiers`.
    """

    kind: Id
    route: Route
    citation: str
    title: str
    summary: str
    relationship: Relationship | None = None
    minors: str | None = None
    caution: str | None = None
    eligibility: Eligibility | None = None
    reporting: Reporting | None = None
    own_tier: OwnTier | None = None
    lowered: bool = False


class Jurisdiction(Value, frozen=True, kw_only=True):
    """A state, a territory, DC or the federal level (US-FED)."""

    jurisdiction: str
    name: str
    recording_consent: Literal["one-party", "all-party", "mixed"]
    recording_consent_note: str
    provisions: tuple[Provision, ...]
    gaps: tuple[str, ...] = ()


class CountsBefore(Value, frozen=True, kw_only=True):
    """How many provisions of a kind stood how, before sources had tiers; kept to compare with."""

    kind: str
    provisions: int
    confirmed: int
    likely: int
    unverified: int
    never_read: int


class SourceTiers(Value, frozen=True, kw_only=True):
    """Which tier a web address belongs to: hosts, and hosts with the start of a path, by tier.

    A host covers the hosts below it (`courts.ca.gov` covers `selfhelp.courts.ca.gov`); the longest
    name that fits decides; what no name fits is `other`. `press`, `personal` and `law_office` are no tiers:
    they say what kind of page it is, in words, and what nothing may be confirmed by alone.
    """

    schema: Literal["leeward.source-tiers/1"]
    reviewed: ReviewDate
    official: tuple[str, ...]
    mirror: tuple[str, ...]
    organisation: tuple[str, ...]
    other: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    law_office: tuple[str, ...] = ()
    before: tuple[CountsBefore, ...] = ()
