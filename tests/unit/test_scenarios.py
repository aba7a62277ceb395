# SPDX-License-Identifier: Apache-2.0
"""Which scenarios fit, most dangerous first, with the answers that say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.support.answers import SIX, Raw, example, pictured, visit
from tests.support.strategies import contexts, given_answers

from leeward.formulation.scenarios import FoundScenario
from leeward.knowledge import Catalogue
from leeward.terms.because import Because


def scenarios(raw: Raw) -> tuple[FoundScenario, ...]:
    """The scenarios of raw input."""
    return pictured(raw).scenarios


@pytest.mark.parametrize(("scenario", "name"), SIX.items(), ids=SIX)
def test_each_example_raises_its_scenario_first(scenario: str, name: str) -> None:
    """The six of the article, each on its own example."""
    found = scenarios(example(name))
    assert scenario == found[0].id
    assert found[0].because


def test_nothing_told_is_no_scenario() -> None:
    """No scenario is assumed."""
    assert () == scenarios(visit())


@pytest.mark.parametrize(
    ("given", "context", "expected"),
    [
        ({"w1": "ex_partner", "c2": "yes"}, {}, ("ex-partner-separation", None)),
        ({"b1": "school", "b2": ["race"]}, {}, ("identity-bullying", "hate-bullying-school")),
        ({"b1": "work", "b2": ["orientation"]}, {}, ("identity-bullying", "hate-bullying-organisation")),
        (
            {"c6": "yes", "x1": "nude", "x3": "peer"},
            {"age": 14},
            ("image-extortion", "image-extortion-minor-peer"),
        ),
        (
            {"c6": "yes", "x1": "nude", "x3": "adult"},
            {"age": 14},
            ("image-extortion", "image-extortion-minor-adult"),
        ),
        (
            {"d1": "candidate", "d2": "yes", "m0": ["deepfake"]},
            {"age": 40},
            ("political-deepfake", "deepfake-candidate"),
        ),
    ],
)
def test_a_variant_is_told_apart(given: Raw, context: Raw, expected: tuple[str, str | None]) -> None:
    """A peer and an adult, a school and a workplace, lead to other steps."""
    found = {one.id: one.variant for one in scenarios(visit(given, **context))}
    name, variant = expected
    assert name in found
    assert variant is None or variant == found[name]


@pytest.mark.parametrize("name", list(SIX))
def test_the_mhp_may_name_the_scenario(name: str) -> None:
    """What the MHP knows counts before any question was asked."""
    found = scenarios(visit(scenario=name))
    assert name in [one.id for one in found]
    reasons = next(one.because for one in found if one.id == name)
    assert Because("context", "scenario", name) in reasons


@given(given=given_answers(), context=contexts())
def test_danger_comes_before_fit(given: Raw, context: Raw) -> None:
    """Sorted by danger, then specificity, then strength; each says why."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    found = scenarios(visit(given, **context))
    keys = [(one.danger, -one.specificity, -one.strength) for one in found]
    assert sorted(keys) == keys
    assert len({one.id for one in found}) == len(found)
    assert all(one.because for one in found)


def test_saying_the_same_in_two_ways_does_not_make_a_scenario_stronger(book: Catalogue) -> None:
    """Of the ways to one variant only the strongest counts."""
    once = {one.id: one.strength for one in scenarios(visit({"c8": "group"}))}
    twice = {one.id: one.strength for one in scenarios(visit({"c8": "group", "b4": "yes", "w1": "many"}))}
    assert once["community-group"] == twice["community-group"]


def test_a_scenario_with_its_own_critical_flag_comes_first() -> None:
    """A threat to kill lifts the scenario it belongs to above one that fits more exactly."""
    quiet = {"c6": "yes", "x1": "nude", "w1": "ex_partner", "c2": "yes"}
    assert "image-extortion" == scenarios(visit(quiet, age=30))[0].id
    loud = {**quiet, "t1": ["kill"], "w6": "yes"}
    assert "ex-partner-separation" == scenarios(visit(loud, age=30))[0].id
