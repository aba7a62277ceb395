# SPDX-License-Identifier: Apache-2.0
"""T32: an option without its consequences is no option. Who could notice, what proof could be lost,
how long it takes, where it comes from and how sure we are: the schema and the check refuse one without."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.catalogues import changed, content_file, found_by, raw_entry, real_catalogue

from leeward.knowledge.check import sources
from leeward.knowledge.models.option import Option
from leeward.knowledge.parsing import parse_content

OPTIONS = real_catalogue().options
REVIEWED = "2026-11-22"


def real_card() -> dict[str, Any]:
    """A real option as it stands in its file."""
    return raw_entry("options/safety-now.yaml", "options", "safety-plan")


def refusals(card: dict[str, Any], *, reviewed: str = REVIEWED) -> list[str]:
    """What the schema says of a file that holds this one card."""
    file = content_file("options/one.yaml", {"reviewed": reviewed, "options": [card]})
    return [problem.message for problem in parse_content([file]).problems]


def test_the_card_is_accepted_as_it_stands() -> None:
    assert refusals(real_card()) == []


@pytest.mark.parametrize(
    "field",
    [
        "who_could_notice",
        "evidence_lost",
        "time",
        "sources",
        "confidence",
        "could_help_by",
        "could_backfire_by",
        "before_this",
        "answers_now",
        "effort",
        "cost",
        "who_helps",
        "first_step",
        "if_declined",
    ],
)
def test_a_card_without_a_consequence_is_refused(field: str) -> None:
    card = real_card()
    del card[field]
    assert refusals(card) == [f"safety-plan: Object missing required field `{field}`"]


@pytest.mark.parametrize("field", ["level", "who", "when"])
def test_a_card_that_says_only_in_part_who_could_notice_is_refused(field: str) -> None:
    card = real_card()
    card["who_could_notice"] = {key: one for key, one in card["who_could_notice"].items() if key != field}
    assert refusals(card) == [
        f"safety-plan: Object missing required field `{field}` - at `$.who_could_notice`"
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("field", ["evidence_lost", "first_step", "if_declined"])
def test_a_consequence_told_in_one_language_is_refused(field: str, language: str) -> None:
    card = real_card()
    card[field] = {key: one for key, one in card[field].items() if key != language}
    assert refusals(card) == [f"safety-plan: Object missing required field `{language}` - at `$.{field}`"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time", "a while"),
        ("time", None),
        ("confidence", "certain"),
        ("confidence", None),
        ("sources", []),
        ("sources", None),
        ("evidence_lost", ""),
        ("who_could_notice", "maybe"),
    ],
)
def test_a_card_with_a_consequence_that_says_nothing_is_refused(field: str, value: object) -> None:
    found = refusals({**real_card(), field: value})
    assert len(found) == 1
    assert found[0].endswith(f"at `$.{field}`")


def test_a_card_without_a_date_fails_the_check() -> None:
    undated = changed("options", "safety-plan", reviewed="")
    undated_sources = tuple(source for source in undated.option("safety-plan").sources if not source.seen)
    book = changed("options", "safety-plan", reviewed="", confidence="likely", sources=undated_sources)
    assert [problem.split(": ", 1)[1] for problem in found_by(sources.review_dates, book)] == [
        "safety-plan: no review date"
    ]


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.id)
def test_every_option_says_what_it_may_cost(option: Option) -> None:
    notice = option.who_could_notice
    texts = [
        option.evidence_lost,
        notice.who,
        notice.when,
        option.first_step,
        option.if_declined,
        *option.could_help_by,
        *(one.how for one in option.could_backfire_by),
    ]
    assert [text for text in texts if not (text.en.strip() and text.es.strip())] == []
    assert option.could_help_by
    assert option.sources
    assert option.reviewed == REVIEWED
