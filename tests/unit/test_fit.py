# SPDX-License-Identifier: Apache-2.0
"""Which options fit and why: what is not known hides nothing, what is known narrows."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.support.answers import Raw, by_hand, pictured, the_book, visit
from tests.support.strategies import contexts

from leeward.knowledge import Catalogue
from leeward.planning.fit import Fit, Situation, fit_option, situation_of
from leeward.planning.place import features_of
from leeward.terms.because import Because


def situation(raw: Raw) -> Situation:
    """What options are matched against in a visit."""
    picture = pictured(raw)
    return situation_of(picture, features_of(picture.findings.answers.context.state, the_book()), the_book())


def fit(option_id: str, raw: Raw) -> Fit:
    """Whether one option fits a visit."""
    return fit_option(the_book().option(option_id), situation(raw), the_book())


def test_an_option_for_anyone_fits_an_empty_visit() -> None:
    """With the plainest of reasons."""
    assert Fit(True, (Because("rule", "fits-anyone"),), None, ()) == fit("safety-plan", visit())


@pytest.mark.parametrize(
    ("relationship", "dv", "stalking"),
    [
        (None, True, True),
        ("ex-partner", True, False),
        ("parent", True, False),
        ("stranger", False, True),
        ("police-or-court", False, True),
    ],
)
def test_which_order_fits_hangs_on_who_it_is(relationship: str | None, dv: bool, stalking: bool) -> None:
    """S5: known or not changes the options; not knowing hides neither."""
    raw = visit(relationship=relationship, state="US-WA")
    assert (dv, stalking) == (
        fit("protective-order-dv", raw).fits,
        fit("protective-order-stalking", raw).fits,
    )


def test_a_state_that_is_not_known_hides_nothing(book: Catalogue) -> None:
    """And a known one shows what it has."""
    wanting = [one for one in book.options if one.shown_when.jurisdiction and not one.shown_when.relationship]
    assert wanting
    for option in wanting:
        soft = option.shown_when
        if soft.flags or soft.scenarios or soft.means or soft.mechanisms or soft.age:
            continue
        assert fit(option.id, visit()).fits


def test_an_unknown_age_is_not_taken_for_a_minor() -> None:
    """The talk with a parent needs a young person."""
    assert not fit("parent-teen-talk", visit()).fits
    assert fit("parent-teen-talk", visit(age=14)).fits
    assert not fit("parent-teen-talk", visit(age=34)).fits


def test_a_flag_shows_an_option_and_is_its_reason() -> None:
    """A group of flags counts by the one that is up."""
    got = fit("firearms-surrender", by_hand("weapon-access"))
    assert got.fits
    assert Because("flag", "weapon-access") in got.because
    assert not fit("firearms-surrender", visit()).fits


@pytest.mark.parametrize(
    ("option", "flag", "instead"),
    [
        ("police-report", "offender-police-or-court", "police-other-agency"),
        ("parent-teen-talk", "offender-parent-or-guardian", "tell-one-person"),
        ("family-briefing", "offender-parent-or-guardian", "tell-one-person"),
        ("save-before-delete", "minor-image", "links-not-copies-minor"),
        ("block-now", "threat-to-kill", "filter-to-folder"),
        ("small-test", "strangulation", "who-knew-list"),
        ("no-contact-letter", "strangulation", "advocate-meeting"),
    ],
)
def test_what_would_do_harm_is_held_back_for_something_named(option: str, flag: str, instead: str) -> None:
    """The rule names its reason and its substitute."""
    held = fit(option, by_hand(flag, age=14)).held_back
    assert held is not None
    assert instead == held.instead
    assert fit(option, visit(age=14)).held_back is None


def test_a_minor_is_never_offered_a_letter_to_an_ex() -> None:
    """Never contact the ex for any reason: by relationship as by scenario."""
    for raw in (
        visit(relationship="ex-partner"),
        visit(scenario="ex-partner-separation"),
        visit({"w1": "ex_partner"}),
    ):
        assert fit("no-contact-letter", raw).held_back is not None


@given(context=contexts())
def test_every_rule_says_why_in_both_languages(context: Raw) -> None:
    """Held back or cautioned: with words."""
    found = situation(visit(**context))
    for option in the_book().options:
        got = fit_option(option, found, the_book())
        assert bool(got.because) is got.fits
        assert all(text.en and text.es for text in got.cautions)
        if got.held_back is not None:
            assert got.held_back.because.en and got.held_back.because.es
