# SPDX-License-Identifier: Apache-2.0
"""Each form of a condition: when it holds, when it does not, and because of what."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from tests.support.answers import Raw, answered, the_book, visit
from tests.support.strategies import contexts, given_answers

from leeward.knowledge.models.condition import Condition
from leeward.screening.conditions import Facts, Held, hold
from leeward.terms.because import Because


def condition(raw: Raw) -> Condition:
    """A condition as a content file writes it."""
    return msgspec.convert(raw, Condition)


def held(raw: Raw, visited: Raw, *, up: tuple[str, ...] = (), bands: Any = None) -> Held:
    """Whether a condition holds for a visit in which the flags `up` are up."""
    facts = Facts(
        answered(visited), bands or {}, lambda name: Held(name in up, (Because("flag", name),) * (name in up))
    )
    return hold(condition(raw), facts)


C1_YES = {"q": "c1", "in": ["yes"]}
C2_YES = {"q": "c2", "in": ["yes"]}
C3_YES = {"q": "c3", "in": ["yes"]}


@pytest.mark.parametrize(
    ("raw", "given", "expected"),
    [
        (C1_YES, {"c1": "yes"}, True),
        (C1_YES, {"c1": "no"}, False),
        (C1_YES, {"c1": None}, False),
        (C1_YES, {}, False),
        ({"q": "t1", "contains": ["kill", "hurt"]}, {"t1": ["hurt", "share"]}, True),
        ({"q": "t1", "contains": ["kill"]}, {"t1": ["hurt"]}, False),
        ({"q": "t1", "lacks": ["kill"]}, {"t1": ["hurt"]}, True),
        ({"q": "t1", "lacks": ["kill"]}, {"t1": ["hurt", "kill"]}, False),
        ({"q": "t1", "lacks": ["kill"]}, {"t1": None}, False),
        ({"q": "t1", "lacks": ["kill"]}, {}, False),
        ({"q": "c10", "gte": 7}, {"c10": 7}, True),
        ({"q": "c10", "gte": 7}, {"c10": 6}, False),
        ({"q": "c10", "gte": 0}, {"c10": None}, False),
        ({"q": "c1", "answered": True}, {"c1": "no"}, True),
        ({"q": "c1", "answered": True}, {"c1": None}, False),
        ({"q": "c1", "answered": False}, {"c1": None}, True),
        ({"q": "c1", "answered": False}, {"c1": "no"}, False),
        ({"any": [C1_YES, C2_YES]}, {"c2": "yes"}, True),
        ({"any": [C1_YES, C2_YES]}, {"c2": "no"}, False),
        ({"all": [C1_YES, C2_YES]}, {"c1": "yes", "c2": "yes"}, True),
        ({"all": [C1_YES, C2_YES]}, {"c1": "yes"}, False),
        ({"not": C1_YES}, {"c1": "no"}, True),
        ({"not": C1_YES}, {"c1": "yes"}, False),
        ({"at_least": 2, "of": [C1_YES, C2_YES, C3_YES]}, {"c1": "yes", "c3": "yes"}, True),
        ({"at_least": 2, "of": [C1_YES, C2_YES, C3_YES]}, {"c1": "yes"}, False),
    ],
)
def test_a_form_holds_or_not(raw: Raw, given: Raw, expected: bool) -> None:
    """A skipped question never counts, neither as yes nor as no."""
    assert expected is held(raw, visit(given)).holds


@pytest.mark.parametrize(("now", "expected"), [("2026-11-22T21:00", True), ("2026-11-22T20:59", False)])
def test_a_contact_is_near_from_48_hours_before(now: str, expected: bool) -> None:
    """Forty-eight hours to the minute, and the kind is the reason."""
    raw = {"ctx": "near_contact", "in": ["deadline"]}
    found = held(raw, visit(now=now, next_contact=[{"kind": "deadline", "at": "2026-11-24T21:00"}]))
    assert expected is found.holds
    assert ((Because("context", "near_contact", "deadline"),) if expected else ()) == found.because


def test_reasons_are_those_that_hold_in_order() -> None:
    """What does not hold is no reason."""
    raw = {"at_least": 2, "of": [C3_YES, C2_YES, C1_YES]}
    expected = (Because("answer", "c3", "yes"), Because("answer", "c1", "yes"))
    assert expected == held(raw, visit({"c1": "yes", "c2": "no", "c3": "yes"})).because


def test_an_instrument_counts_by_its_band() -> None:
    """Bands are read, never totals."""
    raw = {"instrument": "asq", "band": "acute-positive"}
    assert held(raw, visit(), bands={"asq": ("acute-positive", "incomplete")}).holds
    assert not held(raw, visit(), bands={"asq": ("incomplete",)}).holds
    assert not held(raw, visit()).holds


def test_another_flag_counts_when_it_is_up() -> None:
    """A flag may stand on another."""
    assert held({"flag": "silenced"}, visit(), up=("silenced",)).holds
    assert not held({"flag": "silenced"}, visit()).holds


@pytest.mark.parametrize(
    ("raw", "context", "expected"),
    [
        ({"ctx": "age", "in": ["minor"]}, {"age": 14}, True),
        ({"ctx": "age", "in": ["minor"]}, {"age": 18}, False),
        ({"ctx": "age", "in": ["minor"]}, {}, False),
        ({"ctx": "relationship", "in": ["parent"]}, {"relationship": "parent"}, True),
        ({"ctx": "state", "in": ["US-WA"]}, {"state": "US-OR"}, False),
        ({"ctx": "setting", "in": ["telehealth"]}, {"setting": "telehealth"}, True),
        ({"ctx": "police", "in": ["not"]}, {"police": "not"}, True),
        ({"ctx": "language", "in": ["es"]}, {"language": "es"}, True),
        ({"ctx": "scenario", "in": ["elder"]}, {"scenario": "elder"}, True),
    ],
)
def test_the_context_counts_where_it_is_known(raw: Raw, context: Raw, expected: bool) -> None:
    """What is not known holds nothing up."""
    assert expected is held(raw, visit(**context)).holds


def test_the_teen_voice_alone_says_teen() -> None:
    """A tablet handed over in the teen voice is in a teen's hands, whatever the file lacks."""
    assert held({"ctx": "age", "in": ["teen"]}, visit(voice="teen")).holds
    assert not held({"ctx": "age", "in": ["adult"]}, visit(voice="teen")).holds


@pytest.mark.parametrize(
    "raw", [{}, {"q": "c1"}, {"any": [C1_YES], "all": [C2_YES]}, {"q": "c1", "in": ["yes"], "gte": 3}]
)
def test_a_condition_with_no_known_form_is_refused(raw: Raw) -> None:
    """Two forms at once would be read in one of two ways."""
    with pytest.raises(msgspec.ValidationError):
        condition(raw)


@given(given=given_answers(), context=contexts(with_flags=False))
def test_a_negated_condition_always_holds_the_other_way(given: Raw, context: Raw) -> None:
    """For every condition of the flags and every visit."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    facts = Facts(answered(visit(given, **context)), {}, lambda _: Held(False))
    for flag in the_book().flags:
        if flag.raised_when is not None:
            plain = hold(flag.raised_when, facts)
            assert plain.holds is not hold(Condition(negated=flag.raised_when), facts).holds
            assert plain.holds or plain.because == ()
