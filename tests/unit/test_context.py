# SPDX-License-Identifier: Apache-2.0
"""The context: every part may be missing, nothing in it is guessed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from leeward.knowledge import Catalogue
from leeward.screening.context import read_context
from leeward.terms.context import Context
from leeward.terms.errors import InputError


def test_an_empty_context_is_a_context(book: Catalogue) -> None:
    """Nothing need be known before anything can be said."""
    assert Context() == read_context({}, book)


@pytest.mark.parametrize("raw", [[], "office", 3, None])
def test_a_context_that_is_no_object_is_refused(raw: Any, book: Catalogue) -> None:
    """One object of optional fields."""
    with pytest.raises(InputError, match="optional fields"):
        read_context(raw, book)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", -1),
        ("age", 121),
        ("age", "old"),
        ("age", 14.5),
        ("age", True),
        ("age", [14]),
        ("relationship", "enemy"),
        ("relationship", 3),
        ("state", "US-XX"),
        ("state", "Washington"),
        ("state", "US-FED"),
        ("state", 48),
        ("scenario", "drama"),
        ("scenario", {}),
        ("setting", "car"),
        ("setting", ["office"]),
        ("police", "maybe"),
        ("language", "English"),
        ("language", 1),
        ("next_contact", {"kind": "hearing", "at": "2026-12-01T09:00"}),
        ("next_contact", [{"kind": "party", "at": "2026-12-01T09:00"}]),
        ("next_contact", [{"kind": "hearing"}]),
        ("next_contact", [{"kind": "hearing", "at": "soon"}]),
        ("next_contact", [{"kind": None, "at": "2026-12-01T09:00"}]),
        ("next_contact", [{"kind": "hearing", "at": "2026-12-01T09:00Z"}]),
        ("now", "2026-11-23T14:00+00:00"),
        ("now", "today"),
        ("now", 20261123),
        ("flags_by_hand", "silenced"),
        ("flags_by_hand", ["no-such-flag"]),
        ("flags_by_hand", [1]),
    ],
)
def test_what_does_not_fit_is_refused_by_field(field: str, value: Any, book: Catalogue) -> None:
    """The message names the field, what was found, what was expected and what to do."""
    with pytest.raises(InputError) as caught:
        read_context({field: value}, book)
    error = caught.value
    assert field in error.where
    assert all((error.found, error.expected, error.do))


def test_an_unknown_key_is_named_with_the_known_ones(book: Catalogue) -> None:
    """A misspelled key would otherwise be a fact that is silently lost."""
    with pytest.raises(InputError, match=r"'aeg'.*age, .*state"):
        read_context({"aeg": 14}, book)


@pytest.mark.parametrize(
    ("age", "bands"),
    [
        (0, {"child", "minor"}),
        (11, {"child", "minor"}),
        (12, {"teen", "minor"}),
        (17, {"teen", "minor"}),
        (18, {"young-adult", "adult"}),
        (24, {"young-adult", "adult"}),
        (25, {"adult"}),
        (60, {"adult", "older-adult"}),
        (120, {"adult", "older-adult"}),
        ("teen", {"teen", "minor"}),
        ("minor", {"minor"}),
        ("older-adult", {"older-adult", "adult"}),
    ],
)
def test_an_age_falls_into_every_band_that_holds(age: Any, bands: set[str], book: Catalogue) -> None:
    """Both ends of a band belong to it, and a narrow band also means the wider one."""
    context = read_context({"age": age}, book)
    assert bands == set(context.age_bands)
    assert ("minor" in bands) is context.is_minor


@pytest.mark.parametrize("word", ["US-WA", "us-wa", "WA", "wa", "US_WA"])
def test_a_state_may_be_written_in_any_usual_way(word: str, book: Catalogue) -> None:
    """Nobody loses a state's law to a hyphen."""
    assert "US-WA" == read_context({"state": word}, book).state


def test_contacts_come_soonest_first(book: Catalogue) -> None:
    """The plan hangs from the next one."""
    context = read_context(
        {
            "next_contact": [
                {"kind": "hearing", "at": "2026-12-01T09:00"},
                {"kind": "handover", "at": "2026-11-27T17:00"},
            ]
        },
        book,
    )
    assert [("handover", datetime(2026, 11, 27, 17)), ("hearing", datetime(2026, 12, 1, 9))] == [
        (one.kind, one.at) for one in context.next_contact
    ]


def test_old_spellings_of_flags_and_relationships_resolve(book: Catalogue) -> None:
    """Ids are public: what an older file says still holds."""
    context = read_context({"flags_by_hand": ["no_takeaway", "no-takeaway"]}, book)
    assert ("no-takeaway",) == context.flags_by_hand


def test_a_variant_names_its_scenario(book: Catalogue) -> None:
    """An MHP who names the narrow thing has named the wider one."""
    assert "image-extortion" == read_context({"scenario": "image-extortion-minor-peer"}, book).scenario


def test_today_is_the_day_of_the_visit(book: Catalogue) -> None:
    """Without a time of visit there is no today to count from."""
    assert datetime(2026, 11, 23).date() == read_context({"now": "2026-11-23T14:00"}, book).today
    assert read_context({}, book).today is None
