# SPDX-License-Identifier: Apache-2.0
"""T06: nothing that could be sent by mail lets anybody in: only a code two people stood for, or the paper."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.matrix import account
from tests.support.practice import PASSPHRASE, PASSWORD, Home

from leeward.stewardship.readmission import WAIT

NEW = "four lanterns over the weir"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def rows(paper: str) -> dict[str, str]:
    lines = [line for line in paper.splitlines() if line[:1].isdigit()]
    return {f"row_{number}": line[1:].strip() for number, line in enumerate(lines, start=1)}


@pytest.fixture
def alone(home: Home) -> tuple[Home, dict[str, str]]:
    """A practice in which robin alone could let anybody in, and the paper just proven."""
    from leeward.practice.accounts.models import Account
    from leeward.practice.first_run.services import prove_paper

    paper = home.agent.make_paper().text()
    prove_paper(paper)
    Account.objects.exclude(id=account("robin").id).update(is_active=False)
    return home, rows(paper)


def sign_in(home: Home, password: str, name: str = "robin") -> int:
    return int(home.browser().post("/sign-in/", {"name": name, "password": password}).status_code)


def choose(home: Home, **sent: str) -> Any:
    return home.browser().post("/sign-in/lost/", {"password": NEW, "again": NEW, **sent})


def test_t06_no_address_takes_a_link_and_no_page_asks_for_mail() -> None:
    urls = Path("src/leeward/practice/urls.py").read_text(encoding="utf-8")
    assert [line for line in urls.splitlines() if "token" in line or "uidb" in line] == []
    assert "django.contrib.auth.urls" not in urls


def test_t06_without_a_code_the_page_for_a_lost_password_opens_nothing(home: Home) -> None:
    for code in ("", "0", "ABCD-EFGH-JKLM", "!" * 40):
        assert choose(home, name="sam", code=code).status_code == 422
    assert sign_in(home, NEW, "sam") == 422
    assert sign_in(home, PASSWORD, "sam") == 302


def test_t06_a_new_password_is_no_key_while_the_records_are_locked(home: Home) -> None:
    home.agent.lock()
    answer = home.browser().post("/sign-in/lost/", {"name": "robin", "code": "A" * 12, "password": NEW})
    assert (answer.status_code, answer["Location"]) == (302, "/unlock/")
    home.agent.unlock(PASSPHRASE)
    assert sign_in(home, NEW) == 422


def test_t06_alone_the_paper_opens_after_72_hours_and_no_sooner(
    alone: tuple[Home, dict[str, str]], clock: Clock
) -> None:
    home, paper = alone
    sent = {"name": "robin", **paper}
    assert home.browser().post("/sign-in/paper/", sent).status_code == 302
    assert "Somebody with the recovery paper" in home.browser().get("/sign-in/").content.decode()
    both = {**sent, "password": NEW, "again": NEW}
    for hours in (0, 71.9):
        clock.now += timedelta(hours=hours)
        home.browser().post("/sign-in/paper/", both)
        assert sign_in(home, NEW) == 422
    clock.now += WAIT
    clock.now -= timedelta(hours=71)
    answer = home.browser().post("/sign-in/paper/", both)
    assert answer.status_code == 200, answer.content.decode()
    assert sign_in(home, PASSWORD) == 422
    assert sign_in(home, NEW) == 302


def test_t06_signing_in_calls_the_paper_off(alone: tuple[Home, dict[str, str]], clock: Clock) -> None:
    home, paper = alone
    sent = {"name": "robin", **paper}
    home.browser().post("/sign-in/paper/", sent)
    assert sign_in(home, PASSWORD) == 302
    assert "Somebody with the recovery paper" not in home.browser().get("/sign-in/").content.decode()
    clock.now += WAIT + timedelta(hours=1)
    home.browser().post("/sign-in/paper/", {**sent, "password": NEW, "again": NEW})
    assert sign_in(home, NEW) == 422


def test_t06_a_slip_or_another_paper_asks_for_nothing(alone: tuple[Home, dict[str, str]]) -> None:
    home, paper = alone
    other = rows(home.agent.make_paper().text())
    for wrong in (other, {**paper, "row_2": paper["row_3"]}):
        assert home.browser().post("/sign-in/paper/", {"name": "robin", **wrong}).status_code == 422
    assert "Somebody with the recovery paper" not in home.browser().get("/sign-in/").content.decode()


def test_t06_where_two_others_can_do_it_the_paper_does_not(home: Home) -> None:
    from leeward.practice.first_run.services import prove_paper

    paper = home.agent.make_paper().text()
    prove_paper(paper)
    answer = home.browser().post("/sign-in/paper/", {"name": "sam", **rows(paper)})
    assert answer.status_code == 422
    assert "Two people here can let you in" in answer.content.decode()
