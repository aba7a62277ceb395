# SPDX-License-Identifier: Apache-2.0
"""T29: "not safe", "not now", stopping and an answer that needs someone look like any other finish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.device import THANKS, Device, handed, only
from tests.support.practice import Home

from leeward.screening.device_questions import Way

ONE_DATABASE_IS_ENOUGH = True


def finished(device: Device) -> Any:
    device.start().answer("o1", "yes")
    device.answer("o2", "yes")
    return device.answer("w6", "no")


def stopped(device: Device) -> Any:
    return device.start().press("stop", question="o1")


def not_private(device: Device) -> Any:
    device.start().answer("o1", "yes")
    return device.answer("o2", "not_sure")


def not_now(device: Device) -> Any:
    return device.press("not-now")


def not_today(device: Device) -> Any:
    return device.start().answer("o1", "not_now")


def asked_for_more(device: Device) -> Any:
    return device.start().answer("o1", "tell_me")


def needs_someone(device: Device) -> Any:
    device.start().answer("o1", "yes")
    device.answer("o2", "yes")
    return device.answer("w6", "yes")


WAYS: dict[Callable[[Device], Any], Way] = {
    finished: "finished",
    stopped: "stopped",
    not_private: "not-private",
    not_now: "not-now",
    not_today: "not-now",
    asked_for_more: "stopped-for-staff",
    needs_someone: "stopped-for-staff",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_end_looks_alike_to_the_last_byte(home: Home, language: str) -> None:
    seen = {}
    for way in WAYS:
        device = handed(home, only("o1", "o2", "w6"), language=language, with_led="on")
        last = way(device)
        closing = device.browser.get(last["Location"])
        again = device.browser.get("/questions/")
        heads = [sorted((name, value) for name, value in one.headers.items()) for one in (last, closing)]
        seen[way.__name__] = (last.status_code, last.content, closing.status_code, closing.content, *heads)
        assert (again.status_code, again.content) == (closing.status_code, closing.content)
    assert [name for name, one in seen.items() if one != seen["finished"]] == []
    assert seen["finished"][0] == 302
    thanks = THANKS if language == "en" else "toca esperar a la persona que atiende"
    assert thanks in seen["finished"][3].decode()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_how_it_ended_is_told_to_the_mhp_alone(home: Home, way: Callable[[Device], Any]) -> None:
    from leeward.practice.visits.models import HandOver

    device = handed(home, only("o1", "o2", "w6"), with_led="on")
    way(device)
    assert device.kept()["device_end"] == WAYS[way]
    assert device.kept()["voice"] == "clinician"
    assert HandOver.objects.get().ended_at is not None
    assert device.at.words.waits_since is not None
    for table in ("practice_handover", "practice_visit", "practice_auditentry"):
        assert WAYS[way] not in _rows_of(table)


def test_a_token_that_never_was_and_none_at_all_look_the_same(home: Home) -> None:
    device = handed(home, only("o1"))
    not_now(device)
    ended = device.browser.get("/questions/").content
    stranger = home.browser()
    assert stranger.get("/questions/").content == ended
    stranger.cookies["leeward-questions"] = "made-up"
    assert stranger.get("/questions/").content == ended
    home.agent.lock()
    assert stranger.get("/questions/").content == ended


def _rows_of(table: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return str(cursor.fetchall())
