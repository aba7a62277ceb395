# SPDX-License-Identifier: Apache-2.0
"""How much of the law was read, how near to the law's own text, and who may ask for which order.

rows = coverage(catalogue)       # one row for each kind of law, then one for all
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.models.law import Provision, SourceTiers
from leeward.knowledge.tiers import TIERS, tier_of_provision
from leeward.terms.source import Confidence

ALL = "all"


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one kind of law. `written`: confidences as the files say them; `shown`: by the rule of tiers.

    `eligibility`: with a block on who may ask; `eligibility_confirmed`: read, and from those tiers.
    """

    kind: str
    provisions: int
    written: dict[str, int]
    shown: dict[str, int]
    by_tier: dict[str, int]
    never_read: int
    eligibility: int
    eligibility_confirmed: int


def coverage(catalogue: Catalogue) -> tuple[Coverage, ...]:
    """A row for each kind of law in the order of the vocabulary, then one for all of them."""
    provisions = [provision for place in catalogue.law for provision in place.provisions]
    kinds = [term.id for term in catalogue.vocabulary.legal_kinds]
    rows = [
        _row(kind, [one for one in provisions if one.kind == kind], catalogue.source_tiers) for kind in kinds
    ]
    return (*rows, _row(ALL, provisions, catalogue.source_tiers))


def _row(kind: str, provisions: list[Provision], tiers: SourceTiers) -> Coverage:
    blocks = [one.eligibility for one in provisions if one.eligibility is not None]
    return Coverage(
        kind=kind,
        provisions=len(provisions),
        written=_counts(_written(one) for one in provisions),
        shown=_counts(one.confidence for one in provisions),
        by_tier={
            tier: sum(tier_of_provision(one, tiers) == tier and _was_read(one) for one in provisions)
            for tier in TIERS
        },
        never_read=sum(not _was_read(one) for one in provisions),
        eligibility=len(blocks),
        eligibility_confirmed=sum(block.confidence == "confirmed" for block in blocks),
    )


def _written(provision: Provision) -> Confidence:
    return "confirmed" if provision.lowered else provision.confidence


def _was_read(provision: Provision) -> bool:
    return any(source.seen is not None for source in provision.sources)


def _counts(values: Iterable[str]) -> dict[str, int]:
    found = Counter(values)
    return {name: found[name] for name in ("confirmed", "likely", "unverified")}
