# SPDX-License-Identifier: Apache-2.0
"""A loaded directory in the practice: found with ours, marked as unchecked, offered and referred to."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.support.answers import NINE, example, the_book
from tests.support.directories import terms, theirs
from tests.support.practice import Home
from tests.support.referrals import begun, page_of
from tests.support.visits import visit_with

from leeward.exchange.hsds import fed_services, read_json
from leeward.exchange.hsds.needs import words_of_needs
from leeward.knowledge.feed_building import put_feed
from leeward.knowledge.feeds import FILE_NAME, FeedInfo

ONE_DATABASE_IS_ENOUGH = True
FED = "feed-ex-county-0b1f7b0e-6a5e-4b2c-9c0f-6a9f0a6f6d01"


@pytest.fixture
def loaded(home: Home) -> Iterator[Path]:
    """The home of the practice with one loaded directory of one service; taken out again."""
    from django.conf import settings

    folder = Path(settings.HOME)
    data = json.dumps([theirs(assured_date=None)]).encode()
    services = fed_services(read_json(data, "f"), terms(source="https://example.org/feed")).services
    info = FeedInfo("ex-county", "https://example.org/feed", "2026-11-23", 0)
    put_feed(folder, info, services, words_of_needs(the_book()))
    yield folder
    (folder / FILE_NAME).unlink(missing_ok=True)


def searched(home: Home, **asked: Any) -> str:
    answer = home.signed_in("robin").post("/directory/", asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("asked", [{"words": "harbor advocates"}, {"needs": "legal", "state": "US-WA"}])
def test_it_is_found_with_where_it_is_from(home: Home, loaded: Path, asked: dict[str, Any]) -> None:
    """With its source and day, the words for what nobody checked, and that it says nothing of traces."""
    beside = searched(home, **asked).split(f'data-entry="service:{FED}"')[1].split("data-entry=")[0]
    assert "Harbor Street Advocates" in beside
    assert "Not verified" in beside
    assert "ex-county" in beside and "https://example.org/feed" in beside
    assert "This directory does not say what contact leaves behind." in beside


@pytest.mark.parametrize(("tongue", "label"), [("en", "E-mail:"), ("es", "Correo electrónico:")])
def test_its_address_is_called_e_mail_and_its_english_is_english(
    home: Home, loaded: Path, tongue: str, label: str
) -> None:
    """Nobody is to ask for an e-mail address; a screen reader reads English as English."""
    browser = home.signed_in("robin")
    browser.post("/language/", {"language": tongue, "next": "/directory/"})
    page = unescape(browser.post("/directory/", {"words": "harbor advocates"}).content.decode())
    beside = page.split(f'data-entry="service:{FED}"')[1].split("data-entry=")[0]
    assert f'<b>{label}</b> <span class="address">desk@example.org</span>' in beside
    english = " ".join(re.findall(r'lang="en">([^<]*)', beside))
    for text in ("Advocates who know the court.", "Closed on public holidays"):
        assert text in beside
        assert (text in english) == (tongue == "es")
    assert "leaves behind" not in english and "huella" not in english  # our own words, in the page's language


def test_it_is_not_found_for_another_state(home: Home, loaded: Path) -> None:
    """As with any of ours."""
    assert f"service:{FED}" not in searched(home, needs="legal", state="US-OR")


def test_a_client_can_be_referred_to_it(home: Home, loaded: Path) -> None:
    """And the referral stays when the directory is taken out again."""
    at = visit_with(home, example(NINE[0]))
    where = begun(at, "Harbor Street Advocates", service=FED, said="agreed")
    (loaded / FILE_NAME).unlink()
    assert "Harbor Street Advocates" in page_of(at, where)


def test_a_damaged_file_leaves_our_own_directory(home: Home, loaded: Path) -> None:
    """And says so."""
    (loaded / FILE_NAME).write_bytes(b"SQLite format 3\x00" + b"\xff" * 9_000)
    text = searched(home, needs="crisis")
    assert "A directory that was loaded here cannot be read." in text
    assert 'data-entry="service:988-lifeline"' in text


SPOILT = {
    "damaged": b"x" * 5_000,
    "damaged within": b"SQLite format 3\x00" + b"\xff" * 9_000,
    "empty": b"",
}


def spoil(path: Path, how: str) -> None:
    """The file of loaded directories as a bad disk, or an upgrade, may leave it."""
    if how in SPOILT:
        path.write_bytes(SPOILT[how])
        return
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 99" if how == "newer" else "UPDATE bodies SET body = x'00'")
        base.commit()


@pytest.mark.parametrize("how", [*SPOILT, "newer", "bodies"])
def test_a_spoilt_file_shuts_no_referral(home: Home, loaded: Path, how: str) -> None:
    """What was referred to it opens with the name it was given, and ours can be referred to as ever."""
    at = visit_with(home, example(NINE[0]))
    theirs_at = begun(at, "Harbor Street Advocates", service=FED, said="agreed")
    ours_at = begun(at, "A line of ours", service="988-lifeline", said="agreed")
    spoil(loaded / FILE_NAME, how)
    assert "Harbor Street Advocates" in page_of(at, theirs_at)
    assert 'data-entry="service:988-lifeline"' in page_of(at, ours_at) or "988" in page_of(at, ours_at)
    new = f"/clients/{at.case_id}/referrals/new/"
    for service in ("988-lifeline", FED):
        assert at.browser.post(new, {"service": service}).status_code == 200
    assert at.browser.get(f"/clients/{at.case_id}/referrals/").status_code == 200
    assert at.browser.get("/today/").status_code == 200
    assert begun(at, "Another office", service="988-lifeline", said="agreed")


def test_a_referral_of_before_finds_its_service_under_the_id_it_has_now(home: Home) -> None:
    """Ids of feeds whose services have no UUID were made anew, so that none clash."""
    from django.conf import settings

    from leeward.practice.referrals.selectors import open_with

    folder = Path(settings.HOME)
    data = json.dumps([theirs(id="x1", assured_date=None)]).encode()
    (service,) = fed_services(read_json(data, "f"), terms()).services
    put_feed(folder, FeedInfo("ex-county", "", "2026-11-23", 0), [service], words_of_needs(the_book()))
    try:
        at = visit_with(home, example(NINE[0]))
        where = begun(at, "Harbor Street Advocates", service="feed-ex-county-x1", said="agreed")
        assert f'data-entry="service:{service.id}"' in page_of(at, where) or "ex-county" in page_of(at, where)
        assert open_with(at.case_id, service.id) == where.strip("/").split("/")[-1]
    finally:
        (folder / FILE_NAME).unlink()
