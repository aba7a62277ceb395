# SPDX-License-Identifier: Apache-2.0
"""T03: unknown name, wrong password, an account that waits or is closed: one text, one status, one hash."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.matrix import account
from tests.support.practice import PASSWORD, Home


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each password that is compared; the comparing itself is the real one."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    seen: list[str] = []
    real = MD5PasswordHasher.verify

    def verify(self: Any, password: str, encoded: str) -> bool:
        seen.append(password)
        return bool(real(self, password, encoded))

    monkeypatch.setattr(MD5PasswordHasher, "verify", verify)
    return seen


def told(answer: Any) -> str:
    """What the page says, without what differs in every answer or was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(r'value="[^"]*"', "", text)


def test_t03_one_answer_and_one_hash_whoever_it_is(
    home: Home, hashes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.services import dummy_hash

    Clock(monkeypatch)
    dummy_hash()
    closed = account("sam")
    Account.objects.filter(id=closed.id).update(is_active=False)
    for _ in range(5):
        home.browser().post("/sign-in/", {"name": "alex", "password": "wrong"})
    tried = {
        "unknown": ("nobody here", PASSWORD),
        "wrong": ("robin", "not the password"),
        "closed, right password": ("sam", PASSWORD),
        "waits, right password": ("alex", PASSWORD),
    }
    answers = {}
    for what, (name, password) in tried.items():
        hashes.clear()
        answer = home.browser().post("/sign-in/", {"name": name, "password": password})
        answers[what] = (answer.status_code, told(answer), len(hashes), sorted(answer.cookies))
    assert len(set(map(str, answers.values()))) == 1, {what: one[0] for what, one in answers.items()}
    assert answers["unknown"][0] == 422
    assert answers["unknown"][2] == 1


def test_t03_a_code_too_takes_one_hash_or_none_for_everybody(
    home: Home, hashes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    _, codes = enrol(home.signed_in(), PASSWORD, clock)
    counts = set()
    for typed in (codes[0][:4] + "-XXXX-XXXX", "ZZZZ-ZZZZ-ZZZZ"):  # a handle there is, and one there is not
        browser = home.browser()
        browser.post("/sign-in/", {"name": "robin", "password": PASSWORD})
        hashes.clear()
        assert browser.post("/sign-in/code/", {"code": typed}).status_code == 422
        counts.add(len(hashes))
    assert counts == {1}


def test_t03_the_page_for_a_lost_password_tells_no_name_either(home: Home, hashes: list[str]) -> None:
    from leeward.practice.accounts.services import dummy_hash

    dummy_hash()
    new = "four lanterns over the weir"
    answers = set()
    for name in ("nobody here", "robin"):
        hashes.clear()
        sent = {"name": name, "code": "AAAA-AAAA-AAAA", "password": new, "again": new}
        answer = home.browser().post("/sign-in/lost/", sent)
        answers.add((answer.status_code, told(answer), len(hashes)))
    assert [(status, count) for status, _, count in answers] == [(422, 1)]
