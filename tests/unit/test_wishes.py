# SPDX-License-Identifier: Apache-2.0
"""What was tried, what is wanted, what is "not now": read as said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.support.answers import Raw, answered, visit

from leeward.knowledge import Catalogue
from leeward.planning import Wishes, read_wishes
from leeward.planning.wishes import OPTIONS_TRIED_AS
from leeward.terms.errors import InputError


def wishes(raw: Raw, book: Catalogue, given: Raw | None = None) -> Wishes:
    """The wishes in raw input, with what r1 and r2 say."""
    return read_wishes(raw, answered(visit(given)), book)


def test_no_wishes_is_a_good_answer(book: Catalogue) -> None:
    """Nothing wanted, nothing refused, nothing tried."""
    assert Wishes(tried={}, wanted=(), not_now={}) == wishes({}, book)


def test_lists_and_objects_are_both_read(book: Catalogue) -> None:
    """An outcome and a date where they are known, nothing where they are not."""
    got = wishes(
        {
            "tried": {"block-now": "worse"},
            "wanted": ["safety-plan"],
            "not_now": {"police-report": "2026-12-14"},
        },
        book,
    )
    assert {"block-now": "worse"} == dict(got.tried)
    assert ("safety-plan",) == got.wanted
    assert {"police-report": date(2026, 12, 14)} == dict(got.not_now)
    plain = wishes({"tried": ["block-now"], "not_now": ["police-report"]}, book)
    assert ({"block-now": None}, {"police-report": None}) == (dict(plain.tried), dict(plain.not_now))


def test_old_spellings_resolve(book: Catalogue) -> None:
    """Ids are public; an underscore is a hyphen."""
    got = wishes({"wanted": ["safety_plan"], "tried": {"block_now": "too_soon"}}, book)
    assert ("safety-plan",) == got.wanted
    assert {"block-now": "too-soon"} == dict(got.tried)


def test_an_option_both_wanted_and_not_now_is_refused(book: Catalogue) -> None:
    """Ask again which it is."""
    with pytest.raises(InputError, match="both wanted and not now") as caught:
        wishes({"wanted": ["police-report"], "not_now": ["police_report"]}, book)
    assert "police-report" in caught.value.found


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({"wanted": ["no-such-option"]}, "wanted"),
        ({"wanted": "safety-plan"}, "wanted"),
        ({"wanted": [1]}, "wanted"),
        ({"wanted": {"safety-plan": 1}}, "wanted"),
        ({"tried": {"block-now": "badly"}}, "tried"),
        ({"tried": 3}, "tried"),
        ({"not_now": {"police-report": "soon"}}, "not_now.police-report"),
        ({"not_now": {"police-report": "2026-13-01"}}, "not_now.police-report"),
        ({"not_now": None}, "not_now"),
    ],
)
def test_what_cannot_be_read_is_refused_by_place(raw: Raw, where: Any, book: Catalogue) -> None:
    """The message names the list, and for a date the option."""
    with pytest.raises(InputError) as caught:
        wishes(raw, book)
    assert where == caught.value.where


def test_what_the_screen_says_was_tried_counts(book: Catalogue) -> None:
    """The answers r1 and r2 are not asked twice."""
    got = wishes({}, book, {"r1": ["blocked", "police"], "r2": {"blocked": "worse", "police": "too_soon"}})
    assert {"block-now": "worse", "police-report": "too-soon"} == dict(got.tried)


def test_what_is_written_down_outweighs_the_screen(book: Catalogue) -> None:
    """The later word holds."""
    got = wishes({"tried": {"block-now": "helped"}}, book, {"r1": ["blocked"], "r2": {"blocked": "worse"}})
    assert {"block-now": "helped"} == dict(got.tried)


def test_every_option_named_for_an_answer_exists(book: Catalogue) -> None:
    """The table between r1 and the options has no dead end."""
    codes = {choice.code for choice in book.screen.choices_of(book.items["r1"])}
    assert set(OPTIONS_TRIED_AS) <= codes
    assert [] == [
        name for names in OPTIONS_TRIED_AS.values() for name in names if book.option(name).id != name
    ]
