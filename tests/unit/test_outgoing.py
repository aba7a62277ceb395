# SPDX-License-Identifier: Apache-2.0
"""Whether a message may leave, which sender tells too much, and the store that stops a flood."""

from __future__ import annotations

import doctest

import pytest

import leeward.practice.lan.stores
import leeward.stewardship.outgoing
from leeward.practice.lan.stores import Quota
from leeward.stewardship.outgoing import tells_of_the_work


@pytest.mark.parametrize("module", [leeward.stewardship.outgoing, leeward.practice.lan.stores])
def test_the_examples_of_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sender", ["office@plain.example", "desk@house-on-the-hill.example", "m.rivera@post.example"]
)
def test_a_plain_sender_is_taken(sender: str) -> None:
    assert not tells_of_the_work(sender)


@pytest.mark.parametrize(
    "sender",
    [
        "office@safehouse.example",
        "victim.services@x.example",
        "dr@TraumaCare.example",
        "info@consejeria.example",
    ],
)
def test_a_sender_that_names_the_work_is_seen(sender: str) -> None:
    assert tells_of_the_work(sender)


def test_what_went_well_is_given_back_and_never_more_than_there_was() -> None:
    tries = Quota(most=2, a_second=0.001, clock=lambda: 0.0)
    assert tries.takes("tablet")
    for _ in range(5):
        tries.gives_back("tablet")
    assert [tries.takes("tablet") for _ in range(3)] == [True, True, False]
