# SPDX-License-Identifier: Apache-2.0
"""The whole job in Spanish: the pages, the questions on a device in her hands, and the paper.

A woman of 61 whose home somebody seems to study (example 6). She may carry paper, so hers says what it says.
"""

from __future__ import annotations

import re

import pytest
from tests.browser.job import NO, Job, Practice, in_days
from tests.browser.verdicts import assert_it_gives_nobody_away, assert_nothing_was_wrong, words_of
from tests.support.answers import example, the_book

LOOKED_AT = {
    "today",
    "client",
    "ask",
    "hand-over",
    "questions",
    "questions-done",
    "aloud",
    "minutes",
    "meaning",
    "board",
    "plan",
    "paper",
    "ending",
}
"""Names in urls.py whose pages this walk looks at."""
CODE_NAME, OWN_WORDS = "Garza", "Alguien mira mi casa cuando salgo"
EXAMPLE = example("6-watching-before-a-theft")
ANSWERS = EXAMPLE["answers"]
HEART = ("cometa", "jueves a las diez", "mi hermana")


@pytest.fixture(scope="module")
def job(at_work: Practice) -> Job:
    """The walk; the tests look at what it kept."""
    job = at_work.job("es")
    job.sign_in()
    _come_in(job)
    _device(job)
    _what_is_left(job)
    _board_and_plan(job)
    _leave(job)
    return job


def _come_in(job: Job) -> None:
    job.new_client(
        CODE_NAME,
        persons=[{"age": "61", "language": "Español"}],
        setting="room",
        alone="yes",
        phone="here",
        state="US-FL",
        limits_said="yes",
        consent="yes",
        reason=OWN_WORDS,
        police="yes",
    )
    job.look("client")
    job.begin_visit()


def _device(job: Job) -> None:
    """She answers alone; the device ends with the same page as ever, and knows nobody."""
    job.answer_all(ANSWERS, until="c9")
    job.look("ask")
    job.hand_over("es")
    job.look("questions", "-welcome", both=False)
    job.kept["asked on the device"] = " ".join(
        job.answer_on_device(ANSWERS, looks={"c3": "", "c10": "-scale", "g1": "-several"})
    )
    job.look("questions-done", both=False)
    job.keep("her last page")
    job.kept["where it ends"] = job.page.url
    job.go(f"/visits/{job.visit}/meaning/")
    job.kept["what the device gets"] = job.page.url
    job.sign_in()
    job.look("today", "-device-back")
    job.keep("today with the sign")
    job.kept["who came back"] = job.page.locator(".cameback").inner_text()
    job.press(".cameback a.button")
    job.keep("meaning")
    job.go("/today/")
    job.kept["signs afterwards"] = str(job.page.locator(".cameback, .band .back").count())
    job.press(f"a[href='/visits/{job.visit}/ask/']")


def _what_is_left(job: Job) -> None:
    """Danger today is asked by a person, never by a device; then the ASQ, read in Spanish."""
    job.asked.clear()
    job.answer_all(ANSWERS)
    job.look("aloud")
    job.keep("aloud")
    job.read_aloud(dict.fromkeys("1234", NO))
    job.press(f"a.button[href='/visits/{job.visit}/ask/']")
    job.keep("through")
    job.press("a.ten")
    job.look("minutes")
    job.keep("minutes")


def _board_and_plan(job: Job) -> None:
    job.go(f"/visits/{job.visit}/meaning/")
    job.look("meaning")
    job.to("board")
    job.look("board")
    job.say_on_board(dict.fromkeys(EXAMPLE["wanted"], "wanted"))
    job.to("plan")
    job.make_plan(HEART, again_at=in_days(6, 10))
    job.look("plan")
    job.keep("plan")


def _leave(job: Job) -> None:
    job.press(f"main a[href='/visits/{job.visit}/paper/']")
    job.look("paper")
    job.keep("paper")
    job.client_paper(safe="yes", way="paper", name="client-es")
    job.to("ending")
    job.look("ending")
    job.keep("ending")
    job.end_visit()
    job.go("/today/")
    job.keep("today")


def test_a_device_asks_in_spanish_and_never_about_danger_today_or_suicide(job: Job) -> None:
    asked = set(job.kept["asked on the device"].split())
    assert {"c2", "g1", "k1"} <= asked
    assert {"c9", "w7", "i5", "i10"}.isdisjoint(asked)
    assert "Gracias." in job.kept["her last page"]
    assert job.kept["where it ends"].endswith("/questions/done/")
    assert "/sign-in/" in job.kept["what the device gets"]


def test_what_came_back_has_a_sign_on_today_until_somebody_looks(job: Job) -> None:
    assert CODE_NAME in job.kept["who came back"]
    assert job.kept["signs afterwards"] == "0"


def test_what_a_device_may_not_ask_is_asked_by_a_person(job: Job) -> None:
    assert job.asked[0] == "c9"
    assert set(job.asked).isdisjoint(job.kept["asked on the device"].split())
    assert "¿ha deseado estar muerto" in job.kept["aloud"] or "¿ha deseado estar muerta" in job.kept["aloud"]


def test_what_she_said_there_is_known_here(job: Job) -> None:
    book = the_book()
    assert book.scenario("burglary-recon").title.es in job.kept["meaning"]
    assert "avise hoy a vecinos" in job.kept["minutes"]


def test_every_page_is_in_spanish(job: Job) -> None:
    """Less what is marked as English (two of the suicide questions, the law), and names."""
    english = re.compile(r"\b(What|Before|Save|Skip|Today|Clients?|the|and|with)\b")
    assert len(job.own) > 8
    for name, page in job.own.items():
        assert english.findall(page) == [], name


def test_her_paper_says_the_steps_she_chose_in_spanish(job: Job) -> None:
    paper = words_of(job.papers["client-es"])
    book = the_book()
    assert [one for one in EXAMPLE["wanted"] if book.option(one).title.es not in paper] == []
    assert [thing for thing in HEART if thing not in paper] == []


def test_nothing_gives_her_away(job: Job) -> None:
    assert_it_gives_nobody_away(job, CODE_NAME, OWN_WORDS)


def test_axe_finds_nothing_and_the_keyboard_is_enough(job: Job) -> None:
    assert_nothing_was_wrong(job)
    assert LOOKED_AT == job.seen.visited
