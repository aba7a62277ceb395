# SPDX-License-Identifier: Apache-2.0
"""The whole job with an extorted boy of 14 who speaks English; his mother, who speaks Spanish, waits outside.

Session B of the clinical review. What counts: the suicide questions whatever he says, two tellings, and
a sheet for her that betrays nothing. Another boy of 14 says no to everything first.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from tests.browser.job import NO, YES, Job, Practice
from tests.browser.verdicts import assert_it_gives_nobody_away, assert_nothing_was_wrong, words_of
from tests.support.answers import example, the_book

pytestmark = pytest.mark.long
LOOKED_AT = {
    "today",
    "hand-over",
    "questions",
    "questions-done",
    "ask",
    "aloud",
    "minutes",
    "meaning",
    "plan",
    "paper",
    "ending",
}
"""Names in urls.py whose pages this walk looks at."""
QUIET, CODE_NAME, OWN_WORDS = "Wren", "Finch", "They said nine o'clock or everybody sees it"
SESSION = example("session-b-boy")
ANSWERS = {name: said for name, said in SESSION["answers"].items() if not name.startswith("asq")}
SAYS_NO = {
    "o1": "yes",
    "o2": "yes",
    **dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c11", "c12"), "no"),
}
MOTHER = {"called": "His mother", "language": "Spanish", "interpreter": "yes"}
NEVER_FOR_HER = r"foto|imagen|imágen|video|chantaj|extors|sext|desnud|amenaz|internet|policía"
NEVER_ON_HIS = (
    r"pictur|photo|image|nude|sext|extort|threat|suicid|police|FBI|Take It Down|CyberTipline|mother"
)


@pytest.fixture(scope="module")
def job(at_work: Practice) -> Job:
    """The walk; the tests look at what it kept."""
    job = at_work.job()
    job.sign_in()
    job.press("a.ten")
    job.look("minutes", "-no-visit")
    _quiet_boy(job)
    _come_in(job)
    _suicide_first(job)
    _close(job)
    _mother(job)
    _go_on(job)
    _leave(job)
    return job


def _quiet_boy(job: Job) -> None:
    """He was told to keep quiet, so he says no to all of it, on a device."""
    job.new_client(QUIET, persons=[{"age": "14", "language": "English"}], setting="room", state="US-WA")
    job.begin_visit()
    job.hand_over("en")
    job.look("questions", "-welcome", both=False)
    job.kept["he was asked"] = " ".join(job.answer_on_device(SAYS_NO, looks={"c2": ""}))
    job.look("questions-done", both=False)
    job.keep("his last page")
    job.sign_in()
    job.press(".cameback a.button")
    job.keep("quiet boy")
    job.to("ask")
    job.answer_all({"o3": "no", "c9": "no"})
    job.kept["where he is"] = job.page.url
    job.asked.clear()


def _come_in(job: Job) -> None:
    job.new_client(
        CODE_NAME,
        persons=[{"age": "14", "language": "English"}, MOTHER],
        setting="room",
        alone="yes",
        phone="here",
        state="US-TX",
        limits_said="yes",
        consent="yes",
        reason=OWN_WORDS,
        next_kind="deadline",
        next_at=(datetime.now() + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M"),
        contact="through",
        contact_how="His mother, on her own phone",
    )
    job.begin_visit()


def _suicide_first(job: Job) -> None:
    """After the room and danger today comes the ASQ; a positive one stops the questions."""
    job.answer_all(ANSWERS)
    job.kept["asked before the ASQ"] = " ".join(job.asked)
    job.read_aloud({"1": YES, "2": NO, "3": YES, "4": NO})
    job.look("aloud", "-mistake", both=False)
    job.keep("the fifth is asked")
    job.read_aloud({"1": YES, "2": NO, "3": YES, "4": NO, "5": NO})
    job.look("aloud", "-positive")
    job.keep("positive")
    job.to("ask")
    job.look("ask", "-stopped")
    job.kept["question while stopped"] = job.at_question()
    job.end_visit()
    job.look("ending", "-refused", both=False)
    job.keep("refused")


def _close(job: Job) -> None:
    """A safe adult is told of the danger: who, in which language, through whom."""
    job.press("main a[href$='/aloud/']")
    job.close_for_minor(
        "safe-adult-told", who="His mother", language="Spanish", through="An interpreter by phone"
    )
    job.look("aloud", "-closed")
    job.keep("closed")


def _mother(job: Job) -> None:
    """The contact within 48 hours is agreed, and her sheet printed, before anything else is asked."""
    job.to("plan")
    job.look("plan", "-within-48-hours")
    job.make_plan()
    job.press(f"main a[href='/visits/{job.visit}/paper/']")
    job.look("paper", "-adult")
    job.adult_paper(language="es", again="Martes, a las diez")
    job.go("/today/")
    job.look("today", "-agreed")
    job.keep("today")


def _go_on(job: Job) -> None:
    job.press(f"a[href='/visits/{job.visit}/ask/']")
    job.press("button[name=gone_on]")
    job.answer_all(ANSWERS)
    job.ask_more()
    job.answer_all(ANSWERS, until="g2")
    job.press("a.ten")
    job.look("minutes", "-deadline")
    job.keep("minutes")


def _leave(job: Job) -> None:
    job.press(f"main a[href='/visits/{job.visit}/ask/']")
    job.to("meaning")
    job.look("meaning", "-positive")
    job.to("board")
    job.kept["options"] = " ".join(job.options_shown())
    job.say_on_board(dict.fromkeys(SESSION["wanted"], "wanted"))
    job.to("plan")
    job.press(f"main a[href='/visits/{job.visit}/paper/']")
    job.choose("quieter", "ordinary")
    job.client_paper(safe="yes", way="paper", name="boy")
    job.end_visit()
    job.keep("after the end")


def test_a_boy_who_says_no_to_all_of_it_is_still_asked_about_suicide(job: Job) -> None:
    assert {"c1", "c6", "c7"} <= set(job.kept["he was asked"].split())
    assert "Please wait for your counselor" in job.kept["his last page"]
    assert "The questions about suicide are due in this visit" in job.kept["quiet boy"]
    assert job.kept["where he is"].endswith("/aloud/")


def test_the_suicide_questions_come_first_and_the_fifth_is_not_forgotten(job: Job) -> None:
    assert {"o1", "o2", "o3", "c9"} == set(job.kept["asked before the ASQ"].split())
    assert "One answer was yes: ask this one now." in job.kept["the fifth is asked"]


def test_a_positive_screen_stops_the_questions_and_the_end(job: Job) -> None:
    assert "They stay until the short safety assessment is done" in job.kept["positive"]
    assert job.kept["question while stopped"] == ""
    assert "This visit cannot end yet" in job.kept["refused"]


def test_who_was_told_in_which_language_and_through_whom_is_written_down(job: Job) -> None:
    assert "Written down" in job.kept["closed"]
    assert the_book().asq_closing.say.es in job.kept["closed"]


def test_her_sheet_is_in_spanish_and_names_no_picture_and_no_extortion(job: Job) -> None:
    sheet = words_of(job.papers["adult"])
    assert "ha pensado en quitarse la vida" in sheet
    assert "Martes, a las diez" in sheet
    assert re.findall(NEVER_FOR_HER, sheet, re.I) == []


def test_his_own_paper_says_nothing(job: Job) -> None:
    assert re.findall(NEVER_ON_HIS, words_of(job.papers["boy"]), re.I) == []
    assert "988" in words_of(job.papers["boy"])


def test_the_contact_within_48_hours_stands_on_today(job: Job) -> None:
    assert re.search(
        rf"{CODE_NAME} \d\d?:00 [ap]\.m\. Contact within 48 hours By which way: Through someone",
        job.kept["today"],
    )


def test_tonight_comes_before_everything_else(job: Job) -> None:
    """The clock to the deadline, what to do at it, and reports that hang on nothing."""
    assert "(in 3 h 5" in job.clocks["minutes"]
    for words in ("do not look", "2 a.m.", "You are not in trouble", "interpreter by phone"):
        assert words in job.kept["minutes"]
    options = job.kept["options"].split()
    assert options.index("suicide-safety-plan") < 3
    assert {"ncmec-report", "takedown-minor", "save-words"} <= set(options)
    assert "save-before-delete" not in options


def test_the_visit_ends_once_it_is_closed(job: Job) -> None:
    assert "Visits" in job.kept["after the end"]
    assert "goes on" not in job.kept["after the end"]


def test_nothing_gives_him_away(job: Job) -> None:
    assert {"adult", "boy"} == set(job.papers)
    assert_it_gives_nobody_away(job, CODE_NAME, QUIET, OWN_WORDS, "His mother")


def test_axe_finds_nothing_and_the_keyboard_is_enough(job: Job) -> None:
    assert_nothing_was_wrong(job)
    assert LOOKED_AT == job.seen.visited
