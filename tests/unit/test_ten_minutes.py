# SPDX-License-Identifier: Apache-2.0
"""The next ten minutes, for any set of flags: few lines, none twice, none against another."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import Raw, by_hand, found, the_book, visit
from tests.support.strategies import contexts, flag_sets, often

from leeward.knowledge import Catalogue
from leeward.knowledge.models.flag import SLOTS
from leeward.papers.ten_minutes import WHO_DEPENDS, slot_name
from leeward.screening.ten_minutes import MinuteLine

MOST = 7
MANY = often(8)
OF_POLICE = ("offender-police-or-court", "police-not-wanted")
CALLS_POLICE = re.compile(
    r"\b(call|calls|dispatch|report to|police first)\b[^.?!]*"
    r"\b(911|police|dispatch|station|then locks|notes)\b",
    re.I,
)
HANDS_OVER_PAPER = re.compile(
    r"\b(print|hand (them|the client)|give (them|the client) (a|the)|they can (carry|hold)|sheet|leaflet)\b",
    re.I,
)
RINGS_THEM = re.compile(r"\bwho calls (whom|back)\b|\bwe (call|ring|text|phone) (them|the client)\b", re.I)
A_LIFE_NOW = frozenset({"stay-acute", "stay-acute-tele", "offender-not-caretaker"})
"""988 or 911 for someone about to die: no wish about police stands before it."""


def lines_of(*flags: str, **context: Any) -> tuple[MinuteLine, ...]:
    """All lines for flags raised by hand, those folded under "also" included."""
    ten = found(by_hand(*flags, **context)).ten_minutes
    return (*ten.first, *ten.also)


@MANY
@given(context=contexts())
def test_at_most_seven_lines_in_slot_order_and_none_twice(context: Raw) -> None:
    """Seven is what can be read with someone crying opposite."""
    ten = found(visit(**context)).ten_minutes
    assert len(ten.first) <= MOST
    ids = [line.id for line in (*ten.first, *ten.also)]
    assert len(set(ids)) == len(ids)
    for part in (ten.first, ten.also):
        slots = [SLOTS.index(line.slot) for line in part]
        assert sorted(slots) == slots
    texts = [line.text.en for line in (*ten.first, *ten.also)]
    assert len(set(texts)) == len(texts)


@MANY
@given(context=contexts())
def test_nothing_is_folded_away_while_there_is_room(context: Raw) -> None:
    """Under "also" stands only what did not fit into seven."""
    ten = found(visit(**context)).ten_minutes
    assert ten.also == () or len(ten.first) == MOST


@MANY
@given(context=contexts())
def test_no_slot_crowds_out_another(context: Raw) -> None:
    """However many lines speak of life, the children and tonight keep their first line."""
    ten = found(visit(**context)).ten_minutes
    shown = {line.slot for line in ten.first}
    assert {line.slot for line in ten.also} <= shown


@MANY
@given(context=contexts())
def test_a_third_line_of_a_slot_waits_for_the_second_of_the_others(context: Raw) -> None:
    """Five lines about life would leave no place for the children or for tonight."""
    ten = found(visit(**context)).ten_minutes
    shown = Counter(line.slot for line in ten.first)
    every = shown + Counter(line.slot for line in ten.also)
    if max(shown.values(), default=0) > 2:
        assert {slot: min(2, count) for slot, count in every.items()} == {
            slot: min(2, count) for slot, count in shown.items()
        }


@MANY
@given(context=contexts())
def test_a_line_that_another_already_says_is_absent(context: Raw) -> None:
    """Two lines that say the same are one line too many."""
    ten = found(visit(**context)).ten_minutes
    shown = [the_book().line_by_id[line.id] for line in (*ten.first, *ten.also)]
    for line in shown:
        for other in shown:
            both_ways = line.id in other.covers and other.id in line.covers
            assert other.id == line.id or both_ways or other.id not in line.covers


@MANY
@given(context=contexts())
def test_no_line_contradicts_a_flag(context: Raw) -> None:
    """Where a variant exists for a flag that is up, the plain line is never shown."""
    findings = found(visit(**context))
    for line in (*findings.ten_minutes.first, *findings.ten_minutes.also):
        replaced = [
            one.use for one in the_book().line_by_id[line.id].unless if findings.flag_ids & set(one.flags)
        ]
        assert replaced == [], f"{line.id} stands although {replaced} would fit"
        assert findings.flag_ids >= set(the_book().line_by_id[line.id].needs_flags)


@MANY
@given(context=contexts(), more=st.sampled_from(OF_POLICE))
def test_police_are_not_called_where_that_is_the_danger_or_not_wanted(context: Raw, more: str) -> None:
    """No "call 911" or "police first" when he is police, or when she said no police."""
    context["flags_by_hand"] = [*context["flags_by_hand"], more]
    ten = found(visit(**context)).ten_minutes
    wrong = {line.id for line in (*ten.first, *ten.also) if CALLS_POLICE.search(line.text.en)}
    allowed = A_LIFE_NOW | {
        "threat-team-no-police",
        "swatting-no-police",
        "swatting-other",
        "offender-police",
    }
    assert set() == wrong - allowed


@MANY
@given(context=contexts())
def test_nothing_is_handed_over_that_cannot_be_carried(context: Raw) -> None:
    """No print, no card, no sheet, when paper would be found."""
    context["flags_by_hand"] = [*context["flags_by_hand"], "no-takeaway"]
    ten = found(visit(**context)).ten_minutes
    assert [] == [line.id for line in (*ten.first, *ten.also) if HANDS_OVER_PAPER.search(line.text.en)]


@MANY
@given(context=contexts())
def test_nobody_is_rung_who_must_not_be_rung(context: Raw) -> None:
    """48 hours, yes; a surprise call, no."""
    context["flags_by_hand"] = [*context["flags_by_hand"], "no-contact-outside"]
    ten = found(visit(**context)).ten_minutes
    assert [] == [line.id for line in (*ten.first, *ten.also) if RINGS_THEM.search(line.text.en)]


def test_the_words_looked_for_are_words_that_lines_use(book: Catalogue) -> None:
    """The three patterns above find the plain lines, so that they can fail."""
    text = {line.id: line.text.en for line in book.ten_minutes.lines}
    assert all(CALLS_POLICE.search(text[name]) for name in ("imminent-911", "threat-team", "inside-tonight"))
    assert all(HANDS_OVER_PAPER.search(text[name]) for name in ("safety-plan", "plan-low"))
    assert all(RINGS_THEM.search(text[name]) for name in ("contact-48h", "tele-drop"))


@MANY
@given(context=contexts())
def test_every_critical_flag_is_named_by_a_line(context: Raw) -> None:
    """A critical flag without a line of its own would be an alarm nobody hears."""
    findings = found(visit(**context))
    ten = findings.ten_minutes
    named = {one.ref for line in (*ten.first, *ten.also) for one in line.because}
    critical = {flag.id for flag in findings.flags if flag.severity == "critical"}
    assert set() == critical - named


@MANY
@given(context=contexts())
def test_every_line_is_said_in_both_languages_and_says_why(context: Raw) -> None:
    """Both never empty; the reasons are flags that are up."""
    findings = found(visit(**context))
    ten = findings.ten_minutes
    for line in (*ten.first, *ten.also):
        assert line.text.en.strip() and line.text.es.strip()
        assert line.because
        assert {one.ref for one in line.because} <= findings.flag_ids
    assert ten.notice.en and ten.notice.es


@given(flags=flag_sets(), context=contexts(with_flags=False))
def test_the_order_in_which_flags_were_raised_does_not_matter(flags: list[str], context: Raw) -> None:
    """The same danger gives the same page."""
    forward = found(visit(**context, flags_by_hand=flags)).ten_minutes
    backward = found(visit(**context, flags_by_hand=flags[::-1])).ten_minutes
    assert [line.id for line in forward.first] == [line.id for line in backward.first]


def test_no_flags_no_lines() -> None:
    """And the notice still says that a missing line is no all-clear."""
    ten = found(visit()).ten_minutes
    assert ((), ()) == (ten.first, ten.also)
    assert "not an all-clear" in ten.notice.en


def test_a_dated_contact_shows_its_hour_and_how_long() -> None:
    """The deadline at nine, in four hours; never a ticking clock."""
    raw = by_hand(
        "extortion-deadline",
        now="2026-11-23T16:30",
        next_contact=[{"kind": "deadline", "at": "2026-11-23T21:00"}],
    )
    line = next(one for one in found(raw).ten_minutes.first if one.id == "deadline-clock")
    assert datetime(2026, 11, 23, 21) == line.at
    assert "Mon 23 Nov, 9:00 p.m. (in 4 hours)" in line.text.en
    assert "lun 23 de nov, 9:00 p.\xa0m. (en 4 horas)" in line.text.es


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-23T14:00", "Fri 27 Nov, 5:00 p.m. (in 4 days)."),
        ("2026-11-27T14:30", "Fri 27 Nov, 5:00 p.m. (in 2 hours)."),
        (None, "Fri 27 Nov, 5:00 p.m."),
    ],
)
def test_the_next_hand_over_is_the_clock_of_the_plan(now: str | None, ends: str) -> None:
    """Days when it is days away, hours when it is today."""
    raw = by_hand(
        "children-threatened",
        "prior-intimate",
        now=now,
        next_contact=[
            {"kind": "handover", "at": "2026-12-04T17:00"},
            {"kind": "handover", "at": "2026-11-27T17:00"},
        ],
    )
    line = next(one for one in found(raw).ten_minutes.first if one.id == "hand-over")
    assert line.text.en.endswith(ends)


def test_a_contact_that_is_over_shows_no_date() -> None:
    """Yesterday's deadline would send everyone the wrong way."""
    raw = by_hand(
        "extortion-deadline",
        now="2026-11-23T22:00",
        next_contact=[{"kind": "deadline", "at": "2026-11-23T21:00"}],
    )
    line = next(one for one in found(raw).ten_minutes.first if one.id == "deadline-clock")
    assert line.at is None
    assert line.text.en.endswith("The deadline: when?")


@pytest.mark.parametrize(
    ("flags", "present", "absent"),
    [
        (("suicide-nonacute", "no-contact-outside"), "contact-48h-agreed", "contact-48h"),
        (("suicide-nonacute", "no-takeaway"), "safety-plan-by-heart", "safety-plan"),
        (("imminent-danger", "offender-police-or-court"), "imminent-other-agency", "imminent-911"),
        (("imminent-danger", "police-not-wanted"), "imminent-no-police", "imminent-911"),
        (("imminent-danger", "police-with-conditions"), "imminent-terms", "imminent-911"),
        (("break-in", "offender-police-or-court"), "inside-tonight-terms", "inside-tonight"),
        (("minor-image", "forced-to-harm-others"), "no-look-lawyer", "no-look"),
    ],
)
def test_two_flags_that_fight_are_settled_by_rule(flags: tuple[str, ...], present: str, absent: str) -> None:
    """One line that fits both, instead of two that fight."""
    ids = {line.id for line in lines_of(*flags)}
    assert present in ids
    assert absent not in ids


@pytest.mark.parametrize("flag", ["offender-parent-or-guardian"])
def test_a_parent_who_does_it_is_not_the_safe_adult(flag: str) -> None:
    """The second direction of fault 2 can get a child beaten."""
    ids = {line.id for line in lines_of("suicide-nonacute", flag, age=14)}
    assert "safe-adult-not-parent" in ids
    assert "safe-adult" not in ids


def test_a_line_on_an_adults_care_is_not_headed_children() -> None:
    lines = found(visit({"w1": "carer", "e4": "yes"}, age=74)).ten_minutes
    adult = next(one for one in (*lines.first, *lines.also) if one.id == "dependent-adult")
    assert slot_name(adult) == WHO_DEPENDS
    threatened = found(visit({"t1": ["hurt_children"], "w1": "ex_partner"}, age=34)).ten_minutes
    named = {slot_name(one).en for one in (*threatened.first, *threatened.also) if one.slot == "children"}
    assert "Children" in named
