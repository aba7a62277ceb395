# SPDX-License-Identifier: Apache-2.0
"""The content we ship passes its own check, and there is no less of it than we say."""

from __future__ import annotations

from functools import cache

import pytest
from tests.support.catalogues import TODAY, content_file, real_catalogue

from leeward.knowledge.check import Report, check_content
from leeward.knowledge.check.report import check_files
from leeward.knowledge.files import package_content

AT_LEAST = {
    "jurisdiction": 55,
    "provision": 1100,
    "mechanism": 73,
    "sign": 110,
    "option": 100,
    "service": 130,
    "scenario": 16,
    "flag": 62,
    "screen item": 93,
    "instrument": 8,
    "state help": 51,
    "platform": 26,
    "awareness text": 50,
    "glossary term": 120,
}


@cache
def report() -> Report:
    return check_content(today=TODAY)


def test_our_content_has_no_problems() -> None:
    assert [str(problem) for problem in report().problems] == []


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_is_as_much_content_as_we_say(kind: str) -> None:
    assert report().counts[kind] >= AT_LEAST[kind]


def test_the_counts_are_those_of_the_catalogue() -> None:
    entries = {kind: len(found) for kind, found in real_catalogue().kinds().items()}
    assert report().counts == entries


def test_every_state_the_district_three_territories_and_the_federal_level_have_their_law() -> None:
    states = {f"US-{help_here.code}" for help_here in real_catalogue().state_help}
    places = {place.jurisdiction for place in real_catalogue().law}
    assert len(states) == 51
    assert places == states | {"US-FED", "US-GU", "US-PR", "US-VI"}


def test_reviews_are_no_content() -> None:
    assert [file.name for file in package_content() if file.name.startswith("reviews/")] == []


def test_a_file_that_cannot_be_read_is_told_beside_what_it_leaves_missing() -> None:
    damaged = tuple(
        content_file(file.name, "signs: [\n") if file.name == "mechanisms/signs.yaml" else file
        for file in package_content()
    )
    found = check_files(damaged, today=TODAY)
    assert found.counts == {}
    assert [str(problem).split(";")[0] for problem in found.problems] == [
        "content:1: no content for signs. Expected every kind of content. Install the package again",
        "mechanisms/signs.yaml:2: text that is not YAML (did not find expected node content)",
    ]


def test_an_entry_that_cannot_be_read_does_not_stop_the_other_rules() -> None:
    broken = tuple(
        content_file(file.name, file.data.decode().replace("strength: strong", "strength: huge", 1))
        if file.name == "mechanisms/mechanisms-device.yaml"
        else file
        for file in package_content()
    )
    found = check_files(broken, today=TODAY)
    messages = [problem.message for problem in found.problems]
    assert any("Invalid enum value 'huge'" in message for message in messages)
    assert any("which stands for nothing" in message for message in messages)
    assert found.counts["mechanism"] == report().counts["mechanism"] - 1
