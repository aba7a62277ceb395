# SPDX-License-Identifier: Apache-2.0
"""The words of the steps: each says what to do, and none speaks as if something had been found already."""

from __future__ import annotations

import re

import pytest
from tests.support.answers import pictured, the_book, visit

from leeward.knowledge import Catalogue
from leeward.planning.checks import NOTHING_SETTLED, check_list

STATEMENT = re.compile(r"((?!Bring)\w+ing|Removal|Legal help|StopNCII|Take It Down|One|Home|Teens)\b")
HELD = re.compile(r"\b(the tag|the thing|photograph it in place|the rule|that device|the camera,)", re.I)
ON_ANOTHER_DEVICE = ("Ask the maker to end",)
WITHOUT_A_DEVICE = ("Ask the court to name the car", "Erase phones and digital keys")


def test_a_step_says_what_to_do(book: Catalogue) -> None:
    """ "Put on the plan" makes an order of a statement: nobody is told to take a battery out by a remark."""
    steps = [(one.id, step.text.en) for one in book.mechanisms for step in one.how_to_respond]
    assert len(steps) > 300
    assert [] == [(id, text) for id, text in steps if STATEMENT.match(text)]


@pytest.mark.parametrize("kind", ["tracker", "physical", "account"])
def test_no_step_takes_a_find_for_granted(kind: str, book: Catalogue) -> None:
    """Before anything was found, what to do with a find is said with "if"."""
    texts = [step.text.en for one in book.mechanisms if one.family == kind for step in one.how_to_respond]
    assert [] == [text for text in texts if HELD.search(text) and not text.startswith("If ")]


def test_a_judge_and_a_car_need_no_other_device() -> None:
    """What is asked of a court, or done in the car, is not done on any device of the client."""
    picture = pictured({**visit(age=34), "reported_signs": ["knows-only-by-car"]})
    steps = check_list(("connected-car",), picture, NOTHING_SETTLED, the_book()).steps
    needs = {step.text.en: step.safe_device_needed for step in steps}
    assert all(needs[text] for text in needs if text.startswith(ON_ANOTHER_DEVICE))
    assert {False} == {needs[text] for text in needs if text.startswith(WITHOUT_A_DEVICE)}
