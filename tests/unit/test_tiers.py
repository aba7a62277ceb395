# SPDX-License-Identifier: Apache-2.0
"""How near to the law a source stands, and what a provision may be called by it."""

from __future__ import annotations

import msgspec
import pytest
from tests.support.catalogues import real_catalogue

from leeward.knowledge.models.eligibility import Eligibility
from leeward.knowledge.models.law import Jurisdiction, OwnTier, Provision, SourceTiers, Tier
from leeward.knowledge.models.reporting import Reporting
from leeward.knowledge.tiers import best_tier, standing, tier_of, tier_of_provision, weighed
from leeward.terms.source import Confidence, Source

TIERS = SourceTiers(
    schema="leeward.source-tiers/1",
    reviewed="2026-11-22",
    official=("legis.example.gov", "github.com/Council"),
    mirror=("courts.example.gov",),
    organisation=("legalaid.example.org",),
    other=("github.com/Council/scratch",),
)


def read(url: str) -> Source:
    return Source(url=url, seen="2026-11-22")


def provision(*sources: Source, confidence: Confidence = "confirmed", own: Tier | None = None) -> Provision:
    return Provision(
        id="xx-order",
        kind="protective-order",
        route="protective-order",
        citation="Ex. Code 1",
        title="Order",
        summary="A made-up order.",
        sources=sources,
        confidence=confidence,
        own_tier=OwnTier(tier=own, reason="Read beside the code.") if own else None,
    )


@pytest.mark.parametrize(
    ("url", "tier"),
    [
        ("https://legis.example.gov/code/1", "official"),
        ("https://www.legis.example.gov/code/1", "official"),
        ("https://north.courts.example.gov/forms", "mirror"),
        ("https://legalaid.example.org", "organisation"),
        ("https://github.com/Council/law/blob/main/1.xml", "official"),
        ("https://github.com/Council/scratch/1.txt", "other"),
        ("https://github.com/CouncilOfOthers/law", "other"),
        ("https://fakelegis.example.gov/code/1", "other"),
        ("https://legis.example.gov.evil.example/code/1", "other"),
        ("Ex. Code 1, on paper", "other"),
    ],
)
def test_a_tier_goes_by_host_and_path(url: str, tier: str) -> None:
    assert tier_of(read(url), TIERS) == tier


def test_the_best_of_what_was_read_counts() -> None:
    named_only = Source(url="https://legis.example.gov/code/1")
    assert best_tier((read("https://blog.example/1"), named_only), TIERS) == "other"
    assert (
        best_tier((read("https://blog.example/1"), read("https://legis.example.gov/1")), TIERS) == "official"
    )
    assert best_tier((named_only,), TIERS) == "official"


@pytest.mark.parametrize(
    ("url", "written", "shown"),
    [
        ("https://blog.example/1", "confirmed", "likely"),
        ("https://blog.example/1", "likely", "likely"),
        ("https://blog.example/1", "unverified", "unverified"),
        ("https://legalaid.example.org/1", "confirmed", "confirmed"),
        ("https://legis.example.gov/1", "likely", "likely"),
    ],
)
def test_resting_on_the_last_tier_alone_it_is_likely_at_most(
    url: str, written: Confidence, shown: Confidence
) -> None:
    assert standing(provision(read(url), confidence=written), TIERS) == shown


def test_a_tier_given_by_hand_wins() -> None:
    given = provision(read("https://blog.example/1"), own="mirror")
    assert tier_of_provision(given, TIERS) == "mirror"
    assert standing(given, TIERS) == "confirmed"


def test_the_loader_lowers_ours_and_leaves_what_a_practice_wrote() -> None:
    ours = provision(read("https://blog.example/1"))
    theirs = msgspec.structs.replace(ours, id="xx-theirs", local=True)
    place = Jurisdiction(
        jurisdiction="US-XX",
        name="X",
        recording_consent="mixed",
        recording_consent_note="",
        provisions=(ours, theirs),
    )
    first, second = weighed(place, TIERS).provisions
    assert (first.confidence, first.lowered) == ("likely", True)
    assert (second.confidence, second.lowered) == ("confirmed", False)


def test_a_block_confirmed_by_the_last_tier_alone_is_likely() -> None:
    block = Eligibility(
        relationships=("any",), confidence="confirmed", sources=(read("https://blog.example/1"),)
    )
    held = msgspec.structs.replace(provision(read("https://legis.example.gov/1")), eligibility=block)
    place = Jurisdiction(
        jurisdiction="US-XX",
        name="X",
        recording_consent="mixed",
        recording_consent_note="",
        provisions=(held,),
    )
    weighed_block = weighed(place, TIERS).provisions[0].eligibility
    assert weighed_block is not None and weighed_block.confidence == "likely"


def test_a_duty_confirmed_by_the_last_tier_alone_is_likely() -> None:
    block = Reporting(by_carer="must", confidence="confirmed", sources=(read("https://blog.example/1"),))
    held = msgspec.structs.replace(provision(read("https://legis.example.gov/1")), reporting=block)
    place = Jurisdiction(
        jurisdiction="US-XX",
        name="X",
        recording_consent="mixed",
        recording_consent_note="",
        provisions=(held,),
    )
    weighed_block = weighed(place, TIERS).provisions[0].reporting
    assert weighed_block is not None and weighed_block.confidence == "likely"


def test_nothing_of_ours_is_confirmed_by_the_last_tier_alone() -> None:
    book = real_catalogue()
    wrong = [
        one.id
        for place in book.law
        for one in place.provisions
        if one.confidence == "confirmed" and tier_of_provision(one, book.source_tiers) == "other"
    ]
    assert wrong == []
