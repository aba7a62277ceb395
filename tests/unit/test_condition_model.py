# SPDX-License-Identifier: Apache-2.0
"""Each condition of content has exactly one form; anything else is refused when it is read."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import msgspec
import pytest

from leeward.knowledge.models.condition import Condition

FORMS: dict[str, dict[str, Any]] = {
    "any": {"any": [{"flag": "silenced"}]},
    "all": {"all": [{"flag": "silenced"}]},
    "not": {"not": {"flag": "silenced"}},
    "at-least": {"at_least": 2, "of": [{"flag": "silenced"}, {"flag": "despair"}]},
    "question-in": {"q": "c1", "in": ["yes"]},
    "question-contains": {"q": "t1", "contains": ["kill"]},
    "question-lacks": {"q": "t1", "lacks": ["kill"]},
    "question-gte": {"q": "i1", "gte": 7},
    "question-answered": {"q": "c1", "answered": True},
    "instrument": {"instrument": "asq", "band": "acute-positive"},
    "flag": {"flag": "silenced"},
    "context": {"ctx": "age", "in": ["teen"]},
}
VALUES = {key: value for form in FORMS.values() for key, value in form.items()}


def read(raw: dict[str, Any]) -> Condition:
    return msgspec.convert(raw, Condition)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read_and_knows_its_name(form: str) -> None:
    assert read(FORMS[form]).form == form


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_written_as_it_was_read(form: str) -> None:
    assert msgspec.json.decode(msgspec.json.encode(read(FORMS[form]))) == FORMS[form]


def test_every_other_choice_of_up_to_three_keys_is_refused() -> None:
    known = {frozenset(form) for form in FORMS.values()}
    others = [
        keys for size in (1, 2, 3) for keys in combinations(sorted(VALUES), size) if set(keys) not in known
    ]
    assert len(others) > 500
    for keys in others:
        with pytest.raises(msgspec.ValidationError, match="has none of the known forms"):
            read({key: VALUES[key] for key in keys})


def test_an_empty_condition_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="condition with nothing has none of the known forms"):
        read({})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"q": "c1", "in": "yes"}, r"Expected `array \| null`, got `str`"),
        ({"q": "i1", "gte": "7"}, r"Expected `int \| null`, got `str`"),
        ({"ctx": "weather", "in": ["rain"]}, "Invalid enum value 'weather'"),
        ({"q": "c1", "is_in": ["yes"]}, "unknown field `is_in`"),
        ({"q": "c1", "equals": "yes"}, "unknown field `equals`"),
    ],
)
def test_a_key_or_value_of_another_kind_is_refused(raw: dict[str, Any], message: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=message):
        read(raw)


@pytest.mark.parametrize("key", ["any", "all", "of", "in", "contains", "lacks"])
def test_a_list_with_nothing_in_it_is_refused(key: str) -> None:
    form = next(form for form in FORMS.values() if key in form)
    with pytest.raises(msgspec.ValidationError, match=f"condition with nothing in '{key}'"):
        read({**form, key: []})


@pytest.mark.parametrize("at_least", [-1, 0, 3])
def test_a_count_that_always_or_never_holds_is_refused(at_least: int) -> None:
    with pytest.raises(msgspec.ValidationError, match=f"condition wants at least {at_least} of 2"):
        read({**FORMS["at-least"], "at_least": at_least})


def test_a_fault_deep_inside_is_refused_with_its_place() -> None:
    raw = {"any": [{"flag": "silenced"}, {"not": {"all": [{"q": "c1"}]}}]}
    with pytest.raises(msgspec.ValidationError, match=r"\$\.any\[1\]\.not\.all\[0\]"):
        read(raw)


def test_walking_meets_every_part_outermost_first() -> None:
    condition = read(
        {"any": [{"not": {"flag": "a"}}, {"at_least": 1, "of": [{"flag": "b"}, {"all": [{"flag": "c"}]}]}]}
    )
    walked = [part.flag or part.form for part in condition.walk()]
    assert walked == ["any", "not", "a", "at-least", "b", "all", "c"]
