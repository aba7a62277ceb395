# SPDX-License-Identifier: Apache-2.0
"""The way back in with the recovery paper: asked for, waited for, called off, opened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.practice import PASSPHRASE, Home

PAGE = "/unlock/paper/"
NEW = "five plain herons walk at noon"
BOTH = {"passphrase": NEW, "again": NEW}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def rows(home: Home) -> dict[str, str]:
    """A practice that is locked, and its paper as it would be typed."""
    from leeward.practice.first_run.services import prove_paper

    paper = home.agent.make_paper()
    prove_paper(paper.text())
    home.agent.lock()
    return typed(paper.rows)


def typed(rows: tuple[str, ...]) -> dict[str, str]:
    return {f"row_{number}": " ".join(row.split()[1:]) for number, row in enumerate(rows, start=1)}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def actions() -> list[tuple[str, bool]]:
    from leeward.practice.audit.models import AuditEntry

    return [
        (one.action, one.is_allowed)
        for one in AuditEntry.objects.filter(action__startswith="practice.").order_by("id")
        if one.action not in ("practice.name", "practice.set-up")
    ]


def test_the_whole_way_asked_waited_opened(home: Home, clock: Clock, rows: dict[str, str]) -> None:
    browser = home.browser()
    assert PAGE in text_of(browser.get("/unlock/"))
    assert browser.post(PAGE, rows)["Location"] == PAGE
    for page in (PAGE, "/unlock/"):  # seen by everyone who works here
        said = text_of(home.browser().get(page))
        assert "Asked for on Nov. 23, 2026 at 9:00 a.m." in said
        assert "From Nov. 26, 2026 at 9:00 a.m. the paper opens the records" in said
    clock.step(hours=72)
    assert "The paper opens the records now" in text_of(browser.get(PAGE))
    answer = browser.post(PAGE, {**rows, **BOTH})
    assert answer.status_code == 200
    assert home.agent.status().ring == "unlocked"
    home.agent.lock()
    assert browser.post("/unlock/", {"passphrase": PASSPHRASE}).status_code == 422
    assert browser.post("/unlock/", {"passphrase": NEW}).status_code == 302
    assert home.signed_in().get("/today/").status_code == 200
    assert actions() == [
        ("practice.paper-ask", True),
        ("practice.paper-open", True),
        ("practice.unlock", False),
        ("practice.unlock", True),
    ]


def test_the_paper_stays_good_and_a_second_time_waits_again(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    for _ in range(2):
        assert home.browser().post(PAGE, rows).status_code == 302
        clock.step(hours=71)
        assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 422
        clock.step(hours=1)
        assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 200
        assert home.agent.status().paper_proven
        home.agent.lock()


def test_too_early_nothing_opens_and_the_try_is_on_record(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 302  # asks; a passphrase is not read
    clock.step(hours=71, minutes=59)
    answer = home.browser().post(PAGE, {**rows, **BOTH})
    assert answer.status_code == 422
    assert "It is too early" in text_of(answer)
    assert home.agent.status().ring == "locked"
    assert actions()[-1] == ("practice.paper-open", False)


def test_the_passphrase_calls_it_off(home: Home, clock: Clock, rows: dict[str, str]) -> None:
    home.browser().post(PAGE, rows)
    clock.step(hours=73)
    assert home.browser().post("/unlock/", {"passphrase": "wrong"}).status_code == 422
    assert "Asked for on" in text_of(home.browser().get("/unlock/"))
    assert home.browser().post("/unlock/", {"passphrase": PASSPHRASE}).status_code == 302
    assert actions()[-1] == ("practice.paper-call-off", True)
    home.agent.lock()
    assert "Asked for on" not in text_of(home.browser().get("/unlock/"))
    assert home.browser().post(PAGE, {**rows, **BOTH})["Location"] == PAGE  # it asks anew
    assert home.agent.status().ring == "locked"


def test_asking_again_does_not_move_the_hour(home: Home, clock: Clock, rows: dict[str, str]) -> None:
    home.browser().post(PAGE, rows)
    clock.step(hours=40)
    home.browser().post(PAGE, rows)
    assert "From Nov. 26, 2026 at 9:00 a.m." in text_of(home.browser().get(PAGE))


def test_a_slip_is_named_in_its_row_when_asking_and_when_opening(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    wrong = {**rows, "row_4": rows["row_3"]}
    answer = home.browser().post(PAGE, wrong)
    assert answer.status_code == 422
    assert 'id="id_row_4_error"' in text_of(answer)
    assert rows["row_1"] in text_of(answer)  # what was typed is still there
    assert actions()[-1] == ("practice.paper-ask", False)
    home.browser().post(PAGE, rows)
    clock.step(hours=72)
    answer = home.browser().post(PAGE, {**wrong, **BOTH})
    assert answer.status_code == 422
    assert 'id="id_row_4_error"' in text_of(answer)
    assert (home.agent.status().ring, actions()[-1]) == ("locked", ("practice.paper-open", False))
    assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 200  # a slip costs no second wait


def test_an_older_paper_is_told_when_asking_not_after_three_days(home: Home, clock: Clock) -> None:
    from leeward.practice.first_run.services import prove_paper

    old, new = home.agent.make_paper(), None
    prove_paper(old.text())
    new = home.agent.make_paper()
    prove_paper(new.text())
    home.agent.lock()
    assert new.check_code in text_of(home.browser().get(PAGE))
    answer = home.browser().post(PAGE, typed(old.rows))
    assert answer.status_code == 422
    assert "not the newest paper" in text_of(answer)
    assert home.browser().post(PAGE, typed(new.rows)).status_code == 302


@pytest.mark.parametrize(
    ("passphrase", "again", "field"),
    [("short", "short", "passphrase"), (NEW, NEW + "x", "again"), ("", "", "passphrase")],
)
def test_a_weak_new_passphrase_is_refused(
    home: Home, clock: Clock, rows: dict[str, str], passphrase: str, again: str, field: str
) -> None:
    home.browser().post(PAGE, rows)
    clock.step(hours=72)
    answer = home.browser().post(PAGE, {**rows, "passphrase": passphrase, "again": again})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert home.agent.status().ring == "locked"


def test_a_clock_set_back_begins_the_wait_anew_and_shuts_nobody_out(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    home.browser().post(PAGE, rows)
    clock.step(days=-800)
    assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 422
    clock.step(hours=71)
    assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 422
    clock.step(hours=1)
    assert home.browser().post(PAGE, {**rows, **BOTH}).status_code == 200


def test_whoever_was_signed_in_before_must_sign_in_again(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    from django.contrib.sessions.models import Session

    home.agent.unlock(PASSPHRASE)
    browser = home.signed_in()
    home.agent.lock()
    home.browser().post(PAGE, rows)
    clock.step(hours=72)
    Session.objects.update(expire_date=clock.now + timedelta(hours=1))  # one that did not end by itself
    home.browser().post(PAGE, {**rows, **BOTH})
    assert browser.get("/today/")["Location"] == "/sign-in/"


def test_the_page_is_only_there_while_locked_and_only_with_a_paper(home: Home, rows: dict[str, str]) -> None:
    home.agent.unlock(PASSPHRASE)
    assert home.browser().get(PAGE)["Location"] == "/sign-in/"


def test_made_up_records_have_no_paper_and_say_nothing_of_one(empty_home: Home) -> None:
    from leeward.practice.first_run.services import set_up_example

    set_up_example()
    empty_home.agent.lock()
    assert PAGE not in text_of(empty_home.browser().get("/unlock/"))
    assert empty_home.browser().get(PAGE)["Location"] == "/unlock/"


def test_the_paper_is_not_taken_for_records_of_another_ring(
    home: Home, clock: Clock, rows: dict[str, str]
) -> None:
    from leeward.practice.first_run.models import Practice

    home.browser().post(PAGE, rows)
    clock.step(hours=72)
    Practice.objects.update(ring_id="0" * 32)
    answer = home.browser().post(PAGE, {**rows, **BOTH})
    assert answer.status_code == 503
    assert home.agent.status().ring == "locked"


def test_no_letter_of_the_paper_is_kept(home: Home, clock: Clock, rows: dict[str, str]) -> None:
    from django.db import connection

    home.browser().post(PAGE, rows)
    clock.step(hours=72)
    home.browser().post(PAGE, {**rows, **BOTH})
    connection.close()
    kept = b"".join(path.read_bytes() for path in sorted(home.path.rglob("*")) if path.is_file())
    for row in rows.values():
        assert row.encode() not in kept
        assert "".join(row.split()).encode() not in kept
