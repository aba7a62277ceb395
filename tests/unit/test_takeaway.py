# SPDX-License-Identifier: Apache-2.0
"""How much a paper may say: quieter may be asked for, louder is never given."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from leeward.planning import Takeaway, quieter

FORMS: tuple[Takeaway, ...] = get_args(Takeaway)


def test_the_forms_stand_from_the_quietest_to_the_loudest() -> None:
    assert FORMS == ("by-heart", "ordinary", "own-words")


@pytest.mark.parametrize(
    ("allowed", "asked", "given"),
    [
        ("own-words", "ordinary", "ordinary"),
        ("own-words", "by-heart", "by-heart"),
        ("ordinary", "by-heart", "by-heart"),
        ("ordinary", "own-words", "ordinary"),
        ("by-heart", "ordinary", "by-heart"),
        ("by-heart", "own-words", "by-heart"),
    ],
)
def test_a_quieter_form_is_given_and_a_louder_one_is_not(
    allowed: Takeaway, asked: Takeaway, given: Takeaway
) -> None:
    assert given == quieter(allowed, asked)


@pytest.mark.parametrize("allowed", FORMS)
def test_where_nothing_is_asked_what_is_allowed_stands(allowed: Takeaway) -> None:
    assert allowed == quieter(allowed, None)


@pytest.mark.parametrize(("allowed", "asked"), list(product(FORMS, FORMS)))
def test_no_form_is_ever_louder_than_allowed_or_asked(allowed: Takeaway, asked: Takeaway) -> None:
    given = FORMS.index(quieter(allowed, asked))
    assert given <= FORMS.index(allowed)
    assert given <= FORMS.index(asked)
