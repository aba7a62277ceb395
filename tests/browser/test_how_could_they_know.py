# SPDX-License-Identifier: Apache-2.0
"""From "they know where I was" to an ordered list on plan and paper, by keyboard, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.browser.job import Job, Practice
from tests.browser.verdicts import assert_nothing_was_wrong, words_of
from tests.support.answers import the_book

LOOKED_AT = {"picture"}
"""Names in urls.py whose pages this walk looks at."""
CODE_NAMES = {"en": "Plover", "es": "Chorlo"}
SIGNS = ("knows-location-past", "they-set-it-up", "sharing-is-on")


@dataclass
class Walked:
    """What a walk kept: the steps on the plan, in order, and the words of the paper."""

    job: Job
    steps: list[str]
    paper: str


@pytest.fixture(scope="module", params=["en", pytest.param("es", marks=pytest.mark.long)])
def walked(request: pytest.FixtureRequest, at_work: Practice) -> Walked:
    job = at_work.job(request.param)
    job.sign_in()
    job.new_client(
        CODE_NAMES[job.language],
        persons=[{"age": "34", "language": {"en": "English", "es": "Español"}[job.language]}],
        setting="room",
        alone="yes",
        consent="yes",
    )
    job.begin_visit()
    job.press(f".way a[href='/visits/{job.visit}/picture/']")
    _signs(job)
    _picture(job)
    return _plan(job)


def _signs(job: Job) -> None:
    """What happened, group by group; one save takes what was marked in any of them."""
    for sign in SIGNS:
        job.choose(f"s:{sign}", "reported")
    job.choose("h:they-set-it-up", "1")
    job.press("button[name=save][value=location]")
    job.keep("what was told")
    name = job.page.locator("fieldset.asked input[type=radio]").first.get_attribute("name") or ""
    job.asked.append(name)
    job.choose(name, "denied")
    job.press("#next > p.row button:not([name])")


def _picture(job: Job) -> None:
    job.look("picture", both=True)
    job.keep("picture")
    job.press("button[name=checks]")
    job.choose("agreed", "yes")
    job.press("form:has([name=agreed]) button")
    job.press("li:has(h4) button[name=add][value^='r:']")
    job.press(".a-step button[name=add] >> nth=-1")
    job.look("picture", "-agreed", both=True)


def _plan(job: Job) -> Walked:
    job.to("plan")
    job.keep("plan")
    steps = [" ".join(text.split()) for text in job.page.locator(".checks h4").all_text_contents()]
    paper = words_of(job.print_form(f"form[action='/visits/{job.visit}/picture/paper/']", "check list"))
    return Walked(job, steps, paper)


def test_what_they_told_stands_on_the_page_and_the_picture_builds_up(walked: Walked) -> None:
    book, language = the_book(), walked.job.language
    told = walked.job.kept["what was told"]
    assert [sign for sign in SIGNS if getattr(book.sign(sign).text, language) not in told] == []
    assert getattr(book.mechanism("location-sharing").name, language) in walked.job.kept["picture"]
    assert walked.job.asked[0].removeprefix("q:") not in SIGNS


def test_the_plan_holds_the_steps_in_their_order(walked: Walked) -> None:
    """What was looked at first stands above what changes something, and proof stands before both."""
    language = walked.job.language
    kinds = [_kind(step, language) for step in walked.steps]
    assert {"check", "act", "document"} <= set(kinds)
    assert kinds.index("document") < kinds.index("act")
    assert max(at for at, kind in enumerate(kinds) if kind == "check") < kinds.index("act")


def _kind(step: str, language: str) -> str:
    """What kind of step a text on the plan begins with."""
    for mechanism in the_book().mechanisms:
        for check in mechanism.how_to_check:
            if step.startswith(" ".join(getattr(check.text, language).split())):
                return "check"
        for response in mechanism.how_to_respond:
            if step.startswith(" ".join(getattr(response.text, language).split())):
                return response.kind
    return "unknown"


def test_the_paper_holds_the_same_steps_in_the_same_order(walked: Walked) -> None:
    """And says in its own language that it stays here."""
    marks = [" ".join(step.split()[:6]) for step in walked.steps]
    places = [walked.paper.index(mark) for mark in marks]
    assert sorted(places) == places
    assert {"en": "Stays here.", "es": "Se queda aquí."}[walked.job.language] in walked.paper


def test_axe_finds_nothing_and_the_keyboard_is_enough(walked: Walked) -> None:
    assert_nothing_was_wrong(walked.job)
    assert LOOKED_AT == walked.job.seen.visited


def test_no_title_or_address_tells_what_it_is_about(walked: Walked) -> None:
    said = " ".join(walked.job.seen.titles | walked.job.seen.urls).lower()
    assert [sign for sign in (*SIGNS, CODE_NAMES[walked.job.language].lower()) if sign in said] == []
