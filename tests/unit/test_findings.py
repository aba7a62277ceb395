# SPDX-License-Identifier: Apache-2.0
"""Findings: means, acts, targets and wishes, each with the answers it rests on."""

from __future__ import annotations

from hypothesis import given
from tests.support.answers import Raw, answered, example, found, visit
from tests.support.strategies import contexts, given_answers

from leeward.knowledge import Catalogue
from leeward.screening import find
from leeward.terms.because import Because


def ids(things: tuple[object, ...]) -> list[str]:
    """The ids of means, acts or targets."""
    return [thing.id for thing in things]  # type: ignore[attr-defined]


def test_a_means_is_found_because_of_its_answer() -> None:
    """Means are words of the vocabulary, the reasons are answer codes."""
    findings = found(visit({"m0": ["tracking_device", "email"]}))
    assert ["tracking-device", "email"] == ids(findings.means)
    assert (Because("answer", "m0", "tracking_device"),) == findings.means[0].because


def test_a_narrow_means_also_stands_for_the_wider_one(book: Catalogue) -> None:
    """An option for hacked accounts fits a client who only says that an account was taken over."""
    findings = found(visit({"m0": ["account_takeover"]}))
    assert "account-access" in findings.means_with_broader(book)


def test_acts_are_told_apart(book: Catalogue) -> None:
    """Tracking is not harassing, and each names its own answer."""
    assert ["tracking"] == ids(found(visit({"p1": ["tracking"]})).acts)
    assert ["harassing"] == ids(found(visit({"p1": ["harassing"]})).acts)
    every = {act.id for act in book.vocabulary.acts}
    assert every == set(
        ids(found(visit({"p1": ["tracking", "following", "intimidating", "harassing"]})).acts)
    )


def test_somebody_is_always_affected_once_something_is_told() -> None:
    """Without a wider answer it is the one who came."""
    assert [] == ids(found(visit()).targets)
    assert ["individual"] == ids(found(visit({"c1": "yes"})).targets)
    assert {"individual", "family", "group"} <= set(ids(found(visit({"p5": ["family", "group"]})).targets))


def test_wishes_are_kept_in_the_order_given() -> None:
    """What comes first to the client comes first."""
    assert ("know-how", "stop") == found(visit({"g1": ["know_how", "stop"]})).wishes


def test_findings_say_what_they_were_made_with(book: Catalogue) -> None:
    """An old finding can be told from a new one."""
    findings = found(visit())
    assert (book.version, book.screen.version) == (findings.content_version, findings.screen_version)


@given(given=given_answers(), context=contexts())
def test_the_same_answers_give_the_same_findings(given: Raw, context: Raw) -> None:
    """Pure: no clock, no chance, no memory; and every finding says why."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    raw = visit(given, **context)
    findings = found(raw)
    assert findings == found(raw)
    for thing in (*findings.means, *findings.acts, *findings.targets):
        assert thing.because


@given(given=given_answers(), context=contexts())
def test_the_order_of_the_answers_does_not_matter(given: Raw, context: Raw) -> None:
    """A conversation jumps; the findings do not."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    forward = found(visit(given, **context))
    backward = found(visit(dict(reversed(given.items())), **context))
    assert (forward.flags, forward.means, forward.ten_minutes) == (
        backward.flags,
        backward.means,
        backward.ten_minutes,
    )


def test_unanswered_names_what_was_skipped_not_what_was_never_reached() -> None:
    """In the order of the screen, instruments after it."""
    given = {"phq9-9": None, "w6": None, "c1": "yes", "o3": None}
    assert ("o3", "w6", "phq9-9") == found(visit(given)).unanswered


def test_findings_of_an_example_name_its_means(book: Catalogue) -> None:
    """The mother's three ways in are found, none is made up."""
    findings = find(answered(example("session-a-mother")), book)
    assert {"child-device", "vehicle", "location-sharing"} == set(ids(findings.means))
