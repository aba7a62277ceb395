# SPDX-License-Identifier: Apache-2.0
"""The whole job with a mother who left five weeks ago, in English, by keyboard, from sign-in to paper.

Session A of the clinical review. What counts is the sentence he said about ending it, the day of the
next hand-over, and that she can carry nothing. On the way a browser dies and two windows disagree.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.job import NO, Job, Practice, in_days
from tests.browser.verdicts import assert_it_gives_nobody_away, assert_nothing_was_wrong
from tests.support.answers import example, the_book

LOOKED_AT = {
    "today",
    "new-client",
    "client",
    "ask",
    "aloud",
    "minutes",
    "visit-minutes",
    "meaning",
    "board",
    "plan",
    "paper",
    "ending",
}
"""Names in urls.py whose pages this walk looks at."""
CODE_NAME, OWN_WORDS, HER_NOTE = (
    "Heron",
    "He knew where I had been before I got home",
    "she looks at the door",
)
FIRST_NOTE, SECOND_NOTE = "Her sister could come along on Friday", "Ask again who has a key"
SESSION = example("session-a-mother")
ANSWERS = {**SESSION["answers"], "e1": "Friday at five, at the school gate", "o4": "The dentist"}
HEART = ("kite", "Thursday, ten", "my aunt")
PAGES_OF_THE_VISIT = {"ask", "aloud", "minutes", "meaning", "board", "plan", "paper", "ending"}


@pytest.fixture(scope="module")
def job(at_work: Practice) -> Job:
    """The walk; the tests look at what it kept."""
    job = at_work.job()
    job.sign_in()
    _come_in(job)
    _ask(job)
    _next_ten_minutes(job)
    _means_come_last(job)
    _board_and_plan(job)
    _leave(job)
    return job


def _come_in(job: Job) -> None:
    job.new_client(
        CODE_NAME,
        persons=[{"age": "34", "language": "English"}],
        look=True,
        setting="room",
        alone="yes",
        phone="here",
        state="US-WA",
        limits_said="yes",
        consent="yes",
        reason=OWN_WORDS,
        next_kind="handover",
        next_at=in_days(5, 17),
        next_where="At the school gate",
        police="with",
    )
    job.look("client")
    job.begin_visit()


def _ask(job: Job) -> None:
    """The first visit's questions; one browser dies, two windows disagree; then the ASQ."""
    job.answer_all(ANSWERS)
    job.look("ask", "-phone-may-hear")
    job.keep("her phone may hear")
    job.press("button[name=heard_on]")
    job.answer_all(ANSWERS, until="c7")
    job.write("notes", HER_NOTE)
    job.answer_all(ANSWERS, until="c11")
    job.close_the_browser()
    job.sign_in()
    job.look("today", "-going-on")
    job.press(f"a[href='/visits/{job.visit}/ask/']")
    job.kept["the question after"] = job.at_question()
    job.kept["the note after"] = job.page.locator("[name=notes]").input_value()
    job.answer_all(ANSWERS, until="w1")
    _two_windows(job)
    job.answer_all(ANSWERS, looks={"w7": ""})
    job.look("aloud")
    job.keep("aloud")
    job.read_aloud(dict.fromkeys("1234", NO))
    job.look("aloud", "-negative")
    job.press(f"a.button[href='/visits/{job.visit}/ask/']")
    job.look("ask", "-through")


def _two_windows(job: Job) -> None:
    """Both show the same question; the first answers it, then the second answers otherwise."""
    first, second = job.page, job.page.context.new_page()
    second.goto(first.url)
    job.write("notes", FIRST_NOTE)
    job.answer("ex_partner")
    job.page = second
    job.write("notes", SECOND_NOTE)
    job.answer("stranger")
    job.look("ask", "-two-windows", both=False)
    job.keep("two windows")
    job.kept["the second's text"] = second.locator("[name=notes]").input_value()
    second.close()
    job.page = first
    job.kept["the first's text"] = first.locator("[name=notes]").input_value()


def _next_ten_minutes(job: Job) -> None:
    job.ask_more()
    job.answer_all(ANSWERS, until="g2")
    job.keep("ask")
    job.press("a.ten")
    job.look("minutes")
    job.keep("minutes")
    job.kept["first line"] = job.page.locator(".lines .do").first.inner_text()
    summary = job.page.locator("#at-1 summary")
    summary.press("Enter")
    job.press("#at-1 button[value=did-it]")
    job.look("visit-minutes", "-noted")
    job.keep("noted")
    job.print_form("form[action$='/minutes/paper/']", "minutes")
    job.press(f"main a[href='/visits/{job.visit}/ask/']")


def _means_come_last(job: Job) -> None:
    job.answer_all(ANSWERS, until="m1")
    job.press(f"form a[href='/visits/{job.visit}/meaning/']")
    job.look("meaning")
    job.keep("meaning")


def _board_and_plan(job: Job) -> None:
    job.to("board")
    job.look("board")
    job.keep("board")
    job.kept["options"] = " ".join(job.options_shown())
    job.kept["after"] = " ".join(job.page.locator(".needs a").evaluate_all("all => all.map(e => e.hash)"))
    job.kept["places"] = " ".join(
        job.page.locator("[id^='o-']").evaluate_all("all => all.map(e => '#' + e.id)")
    )
    job.say_on_board(dict.fromkeys(SESSION["wanted"], "wanted"))
    job.look("board", "-chosen")
    job.to("plan")
    job.make_plan(HEART, again_at=in_days(3, 10))
    job.look("plan")
    job.keep("plan")


def _leave(job: Job) -> None:
    job.press(f"main a[href='/visits/{job.visit}/paper/']")
    job.look("paper")
    job.keep("paper")
    job.on_the_screen(safe="no", way="paper")
    job.look("paper", "-refused", both=False)
    job.keep("paper refused")
    job.on_the_screen(safe="no", way="by-heart")
    job.look("paper", "-by-heart", both=False)
    job.keep("by heart")
    job.go(f"/visits/{job.visit}/paper/")
    job.print_form("form:has(input[name=what][value=record])", "record")
    job.to("ending")
    job.look("ending")
    job.keep("ending")
    job.end_visit()
    job.keep("after the end")
    job.go("/today/")
    job.look("today")
    job.keep("today")


def test_the_first_line_is_the_one_that_counts(job: Job) -> None:
    """His suicide talk, the separation, the threats about the children; seven lines at most."""
    assert the_book().line_by_id["hs-full"].text.en == job.kept["first line"]
    assert "treat as an emergency" in job.kept["first line"]
    assert "Did it" in job.kept["noted"]


def test_a_phone_that_may_hear_stops_the_questions_until_the_clinician_goes_on(job: Job) -> None:
    assert "A device here may hear you." in job.kept["her phone may hear"]
    assert job.asked[:4] == ["o1", "o2", "o3", "c9"]


def test_the_hand_over_stands_on_every_page_of_the_visit(job: Job) -> None:
    clocks = {name: job.clocks[name] for name in PAGES_OF_THE_VISIT}
    assert [
        name for name, clock in clocks.items() if "5:00 p.m., At the school gate (in 5 days)" not in clock
    ] == []


def test_nothing_is_asked_of_means_before_danger(job: Job) -> None:
    section_of = {link_id: section.id for link_id, section in the_book().section_of.items()}
    means = [at for at, link_id in enumerate(job.asked) if section_of[link_id] == "means"]
    danger = [at for at, link_id in enumerate(job.asked) if section_of[link_id] in ("room", "core", "danger")]
    assert means
    assert max(danger) < min(means)
    assert job.asked.index("w7") < 16, "the lethal questions are among the first"


def test_help_that_answers_today_is_on_the_board_and_waits_for_nothing_hidden(job: Job) -> None:
    options = job.kept["options"].split()
    assert {"dv-hotline", "advocate-meeting", "police-report", "protective-order-dv"} <= set(options)
    assert options.index("dv-hotline") < 5
    assert set(job.kept["after"].split()) <= set(job.kept["places"].split())


def test_she_carries_three_things_by_heart_and_no_step(job: Job) -> None:
    assert "After these answers nothing is carried" in job.kept["paper refused"]
    page = job.kept["by heart"]
    assert [thing for thing in HEART if thing not in page] == []
    book = the_book()
    titles = [book.option(option).title.en for option in job.kept["options"].split()]
    assert [title for title in titles if title in page] == []
    assert {"client", "adult"}.isdisjoint(job.papers)


def test_a_browser_that_dies_loses_nothing(job: Job) -> None:
    assert (job.kept["the question after"], job.kept["the note after"]) == ("c11", HER_NOTE)
    assert job.asked.count("c7") == 1


def test_two_windows_get_one_message_and_both_texts_are_kept(job: Job) -> None:
    said = "Not saved: this was changed in another window"
    assert job.kept["two windows"].count(said) == 1
    assert job.kept["the second's text"] == SECOND_NOTE
    assert job.kept["the first's text"] == FIRST_NOTE


def test_what_was_agreed_stands_on_today(job: Job) -> None:
    assert f"{CODE_NAME} 10:00 a.m. Talk again" in job.kept["today"]


def test_nothing_gives_her_away(job: Job) -> None:
    assert {"minutes", "record"} == set(job.papers)
    assert_it_gives_nobody_away(
        job, CODE_NAME, OWN_WORDS, HER_NOTE, FIRST_NOTE, SECOND_NOTE, "The dentist", *HEART[:1]
    )


def test_axe_finds_nothing_and_the_keyboard_is_enough(job: Job) -> None:
    assert_nothing_was_wrong(job)
    assert LOOKED_AT == job.seen.visited
    driver = "".join(Path(__file__).with_name(file).read_text() for file in ("job.py", "looking.py"))
    assert [word for word in (".click(", ".tap(", ".hover(", ".mouse", ".drag_") if word in driver] == []
