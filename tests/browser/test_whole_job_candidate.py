# SPDX-License-Identifier: Apache-2.0
"""The whole job with a candidate: sexual deepfake, racist raids, her address posted, the vote in eight days.

Session C of the clinical review. What counts: a threat to kill and to a child, the police on her terms,
and a call to dispatch that waits for nothing.
"""

from __future__ import annotations

import pytest
from tests.browser.job import NO, Job, Practice, in_days
from tests.browser.verdicts import assert_it_gives_nobody_away, assert_nothing_was_wrong, words_of
from tests.support.answers import example, the_book

pytestmark = pytest.mark.long
LOOKED_AT = {"minutes", "plan"}
"""Names in urls.py whose pages this walk looks at, in a state of their own."""
CODE_NAME, OWN_WORDS = "Plover", "They know which bus my daughter takes"
SESSION = example("session-c-candidate")
NOT_NOW = "police-report"


@pytest.fixture(scope="module")
def job(at_work: Practice) -> Job:
    """The walk; the tests look at what it kept."""
    job = at_work.job()
    job.sign_in()
    job.new_client(
        CODE_NAME,
        persons=[{"age": "41", "language": "English"}],
        setting="room",
        alone="yes",
        phone="off",
        state="US-GA",
        limits_said="yes",
        consent="yes",
        reason=OWN_WORDS,
        affected="group",
        police="with",
        next_kind="vote",
        next_at=in_days(8, 7),
    )
    job.begin_visit()
    job.answer_all(SESSION["answers"])
    job.read_aloud(dict.fromkeys("1234", NO))
    job.press(f"a.button[href='/visits/{job.visit}/ask/']")
    job.ask_more()
    job.answer_all(SESSION["answers"], until="i5")
    job.press("a.ten")
    job.look("minutes", "-candidate")
    job.keep("minutes")
    job.kept["first line"] = job.page.locator(".lines .do").first.inner_text()
    job.kept["police"] = job.page.locator(".room dl").inner_text()
    _choose_and_print(job)
    return job


def _choose_and_print(job: Job) -> None:
    job.go(f"/visits/{job.visit}/board/")
    job.kept["options"] = " ".join(job.options_shown())
    swatting = job.page.locator("li.option:has(input[name='v:swatting-prep'])")
    job.kept["before the call"] = " ".join(swatting.locator(".needs").all_inner_texts())
    job.say_on_board(dict.fromkeys(SESSION["wanted"], "wanted") | {NOT_NOW: "not-now"})
    job.to("plan")
    job.make_plan(again_at=in_days(2, 10))
    job.look("plan", "-candidate")
    job.keep("plan")
    job.press(f"main a[href='/visits/{job.visit}/paper/']")
    job.client_paper(safe="yes", way="paper", name="candidate")
    job.go(f"/visits/{job.visit}/paper/")
    job.print_form("form:has(input[name=what][value=record])", "record-candidate")
    job.end_visit()


def test_the_first_line_is_the_one_that_counts(job: Job) -> None:
    """A threat to her child by strangers weighs as much as one by an ex."""
    assert the_book().line_by_id["kill-and-child"].text.en == job.kept["first line"]
    for words in ("school and bus", "the night and the day after", "plain clothes"):
        assert words in job.kept["minutes"]
    assert "7:00 a.m. (in 8 days)" in job.clocks["minutes"]


def test_police_only_on_her_terms(job: Job) -> None:
    assert "With someone" in job.kept["police"]
    assert "on the client's terms: who calls, who comes, who is present" in job.kept["minutes"]


def test_the_call_to_dispatch_is_on_the_board_and_waits_for_nothing(job: Job) -> None:
    options = job.kept["options"].split()
    assert {"swatting-prep", "threat-assessment-unit", "community-security-help"} <= set(options)
    assert options.index("swatting-prep") < options.index("doxxing-cleanup")
    assert job.kept["before the call"] == ""


def test_the_plan_is_printed_with_what_she_chose(job: Job) -> None:
    book = the_book()
    hers, record = words_of(job.papers["candidate"]), words_of(job.papers["record-candidate"])
    for option_id in SESSION["wanted"]:
        assert book.option(option_id).title.en in record
    assert "Get ready for a false police call" in hers
    assert (book.option(NOT_NOW).title.en in hers, book.option(NOT_NOW).title.en in record) == (False, True)


def test_nothing_gives_her_away(job: Job) -> None:
    assert_it_gives_nobody_away(job, CODE_NAME, OWN_WORDS)


def test_axe_finds_nothing_and_the_keyboard_is_enough(job: Job) -> None:
    assert_nothing_was_wrong(job)
    assert LOOKED_AT == job.seen.visited
