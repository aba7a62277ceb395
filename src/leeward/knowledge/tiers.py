# SPDX-License-Identifier: Apache-2.0
"""How near to the law a source stands, and what a provision may therefore be called.

    tier_of(source, tiers)          # "official", "mirror", "organisation" or "other", by its address
    standing(provision, tiers)      # the provision's confidence once its sources are weighed

The loader weighs every provision of ours once (`weighed`), so that pages, papers and commands all
show the same confidence. A practice's own provisions stand as the practice wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args
from urllib.parse import urlsplit

import msgspec

from leeward.knowledge.models.law import Jurisdiction, PageKind, Provision, SourceTiers, Tier
from leeward.knowledge.models.reporting import Reporting
from leeward.terms.source import Confidence, Source

TIERS: tuple[Tier, ...] = get_args(Tier)
"""From the law's own text to what anyone may have written."""
OF_NO_TIER: tuple[Literal["press", "personal", "law_office"], ...] = ("press", "personal", "law_office")
HEARSAY: frozenset[PageKind] = frozenset({"press", "personal"})


def tier_of(source: Source, tiers: SourceTiers) -> Tier:
    """The tier of a source by its host and path; `other` where no name fits."""
    address = urlsplit(source.url)
    host, path = (address.hostname or "").removeprefix("www."), address.path.strip("/")
    best: tuple[int, Tier] = (0, "other")
    for tier in TIERS:
        for name in getattr(tiers, tier):
            if _covers(name, host, path):
                best = max(best, (len(name), tier), key=lambda one: one[0])
    return best[1]


def _covers(name: str, host: str, path: str) -> bool:
    named_host, _, named_path = name.partition("/")
    if host != named_host and not host.endswith(f".{named_host}"):
        return False
    return not named_path or f"{path}/".startswith(f"{named_path}/")


def page_kind(source: Source, tiers: SourceTiers) -> PageKind:
    """What kind of page it is, for a reader: a tier, else press, somebody's own page, a law office."""
    tier = tier_of(source, tiers)
    if tier != "other":
        return tier
    address = urlsplit(source.url)
    host, path = (address.hostname or "").removeprefix("www."), address.path.strip("/")
    for kind in OF_NO_TIER:
        if any(_covers(name, host, path) for name in getattr(tiers, kind)):
            return kind
    return "other"


def rests_on_hearsay(sources: Sequence[Source], tiers: SourceTiers) -> bool:
    """Whether all that was read is press or somebody's own page: nothing is confirmed by that alone."""
    read = [source for source in sources if source.seen is not None]
    return bool(read) and all(page_kind(source, tiers) in HEARSAY for source in read)


def best_tier(sources: Sequence[Source], tiers: SourceTiers) -> Tier:
    """The best tier of what was read; of what is only named, where nothing was read."""
    read = [source for source in sources if source.seen is not None]
    found = [tier_of(source, tiers) for source in read or sources]
    return min(found, key=TIERS.index, default="other")


def tier_of_provision(provision: Provision, tiers: SourceTiers) -> Tier:
    """The tier a provision rests on: the one given by hand, else the best of its sources."""
    return provision.own_tier.tier if provision.own_tier else best_tier(provision.sources, tiers)


def standing(provision: Provision, tiers: SourceTiers) -> Confidence:
    """The confidence a provision may show: resting on `other` alone it is likely at most."""
    if provision.confidence == "confirmed" and tier_of_provision(provision, tiers) == "other":
        return "likely"
    return provision.confidence


def weighed(place: Jurisdiction, tiers: SourceTiers) -> Jurisdiction:
    """The place with the confidence of each of our provisions as its sources bear it."""
    return msgspec.structs.replace(
        place, provisions=tuple(_weighed(provision, tiers) for provision in place.provisions)
    )


def _weighed(provision: Provision, tiers: SourceTiers) -> Provision:
    if provision.local:
        return provision
    given = standing(provision, tiers)
    block = provision.eligibility
    if block is not None and block.confidence == "confirmed" and given != "confirmed" and not block.sources:
        block = msgspec.structs.replace(block, confidence=given)
    if block is not None and block.confidence == "confirmed" and block.sources:
        if best_tier(block.sources, tiers) == "other":
            block = msgspec.structs.replace(block, confidence="likely")
    return msgspec.structs.replace(
        provision,
        confidence=given,
        lowered=given != provision.confidence,
        eligibility=block,
        reporting=_weighed_duty(provision.reporting, tiers),
    )


def _weighed_duty(block: Reporting | None, tiers: SourceTiers) -> Reporting | None:
    """A duty whose own sources are of the last tier is likely at most."""
    if block is None or block.confidence != "confirmed" or best_tier(block.sources, tiers) != "other":
        return block
    return msgspec.structs.replace(block, confidence="likely")
