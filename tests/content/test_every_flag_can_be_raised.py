# SPDX-License-Identifier: Apache-2.0
"""One vocabulary, in both directions: every flag can come up, and every danger answer reaches one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.answers import flags_of, leaves, raised_by, the_book, visit

from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import When
from leeward.terms.because import Because

RAISED_BY_ANSWERS = tuple(flag.id for flag in the_book().flags if flag.raised_when is not None)
BY_HAND_ONLY = frozenset(flag.id for flag in the_book().flags if flag.raised_when is None)
DANGER_ANSWERS = tuple(
    (item.linkId, code) for item in the_book().items.values() for code in item.danger_codes
)


@pytest.mark.parametrize("flag_id", RAISED_BY_ANSWERS)
def test_some_answers_raise_the_flag(flag_id: str) -> None:
    """Dead wiring is silent: nobody notices a flag that never comes up."""
    raw = raised_by(flag_id)
    assert raw is not None, f"no answers and no context raise {flag_id}"
    assert raw["context"].get("flags_by_hand") is None, f"{flag_id} needs another flag raised by hand"


def test_only_what_no_question_asks_is_raised_by_hand_alone() -> None:
    """What no question can know, the MHP says; the list is short and known."""
    expected = {"client-may-be-doing-it", "dependent-adult", "mhp-targeted"}
    assert expected == set(BY_HAND_ONLY)


@pytest.mark.parametrize("flag_id", sorted(BY_HAND_ONLY))
def test_a_flag_raised_by_hand_is_up_and_says_so(flag_id: str) -> None:
    """The reason of a flag set by hand is the hand."""
    assert flag_id in flags_of(visit(flags_by_hand=[flag_id]))


@pytest.mark.parametrize(("link_id", "code"), DANGER_ANSWERS)
def test_every_danger_answer_reaches_a_flag(link_id: str, code: str, book: Catalogue) -> None:
    """A client who says a dangerous thing is heard by at least one flag, and the flag says why."""
    reason = Because("answer", link_id, code)
    reading = [
        flag.id
        for flag in book.flags
        if flag.raised_when is not None
        and any(
            leaf.q == link_id and code in (*(leaf.is_in or ()), *(leaf.contains or ()))
            for leaf in leaves(flag.raised_when)
        )
    ]
    assert any(raised_by(flag_id, reason) is not None for flag_id in reading), (
        f"the danger answer {link_id}={code} raises nothing"
    )


def _whens(book: Catalogue) -> Iterator[tuple[str, str]]:
    for option in book.options:
        rules: tuple[When, ...] = (*option.hidden_when, *option.caution_when)
        for word in (*option.shown_when.flags, *(word for rule in rules for word in rule.flags)):
            yield option.id, word


def test_every_flag_word_of_an_option_can_come_up(book: Catalogue) -> None:
    """Fault 2: words that map to nothing hide or show nothing, for ever."""
    known = {flag.id for flag in book.flags}
    dead = {
        (option_id, word)
        for option_id, word in _whens(book)
        if not book.flags_named([word]) or not book.flags_named([word]) <= known
    }
    assert set() == dead


def test_every_flag_named_by_a_scenario_line_or_band_exists(book: Catalogue) -> None:
    """The same words mean the same flags in scenarios, lines and instruments."""
    named = {name for scenario in book.scenarios for name in scenario.danger_flags}
    named |= {name for line in book.ten_minutes.lines for name in line.needs_flags}
    named |= {name for line in book.ten_minutes.lines for variant in line.unless for name in variant.flags}
    named |= {name for one in book.instruments for band in one.bands for name in band.raises}
    assert set() == named - {flag.id for flag in book.flags}


@pytest.mark.parametrize("link_id", ["w6", "w5", "w7", "t4", "c9"])
def test_not_sure_about_what_can_kill_is_asked_in_person_today(link_id: str) -> None:
    """Not remembering is what strangling does to memory: not sure is not no."""
    assert "ask-in-person-today" in flags_of(visit({link_id: "not_sure"}))
    assert "ask-in-person-today" not in flags_of(visit({link_id: "no"}))


def test_every_flag_that_has_lines_can_show_one(book: Catalogue) -> None:
    """A flag with something to do now leads to at least one line of the next ten minutes."""
    critical_or_high = [flag for flag in book.flags if flag.severity in ("critical", "high")]
    assert [] == [flag.id for flag in critical_or_high if not flag.lines]


def test_a_flag_says_what_to_do_and_what_not(book: Catalogue) -> None:
    """A critical flag without a word of what to do is an alarm and nothing else."""
    assert [] == [flag.id for flag in book.flags if flag.severity == "critical" and not flag.now]
