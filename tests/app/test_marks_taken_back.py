# SPDX-License-Identifier: Apache-2.0
"""A mark on a service is taken back by whoever made it, or who answers for others; everybody sees who did."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.support.practice import PASSWORD, Home

pytestmark = pytest.mark.db
WRONG = "A colleague found this wrong on"


def marked_wrong(browser: Any, service_id: str = "ndvh") -> str:
    """The id of the mark, as the page of whoever made it offers it."""
    browser.post("/directory/queue/", {"service": service_id, "outcome": "called-wrong"})
    (mark_id,) = set(offered(browser))
    return str(mark_id)


def queue(browser: Any) -> str:
    return re.sub(r"\s+", " ", unescape(browser.get("/directory/queue/").content.decode()))


def offered(browser: Any) -> list[str]:
    return re.findall(r'name="back" value="(\w+)"', queue(browser))


def told(home: Home) -> list[tuple[str, str, bool]]:
    """The ledger's rows of marks: whose, what in words, whether it was allowed."""
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.audit.words import ledger_key, open_words

    rows = AuditEntry.objects.filter(action="directory.mark").order_by("at")
    return [(row.actor_id, open_words(ledger_key(), row).detail, row.is_allowed) for row in rows]


def test_nobody_takes_back_a_colleagues_warning(home: Home) -> None:
    """Neither by a button, which is not there, nor by a press of one's own making."""
    robin, sam = home.signed_in(), home.signed_in("sam")
    mark_id = marked_wrong(robin)
    assert offered(sam) == []
    assert "robin or a supervisor can take it back." in queue(sam)
    assert sam.post("/directory/queue/", {"back": mark_id}).status_code == 404
    assert WRONG in unescape(sam.get("/directory/", {"words": "ndvh"}).content.decode()) or WRONG in queue(
        sam
    )
    assert robin.post("/directory/queue/", {"back": mark_id}).status_code == 302
    assert WRONG not in queue(robin)


@pytest.mark.parametrize("by", ["supervisor", "administrator"])
def test_who_answers_for_others_takes_it_back_and_all_see_who(home: Home, by: str) -> None:
    from leeward.practice.accounts.services import add_account
    from leeward.practice.models import ServiceCheck
    from leeward.stewardship import Role

    role = Role.SUPERVISOR if by == "supervisor" else Role.ADMINISTRATOR
    add_account("uma", PASSWORD, (Role.CLINICIAN, role))
    sam, uma = home.signed_in("sam"), home.signed_in("uma")
    mark_id = marked_wrong(sam)
    assert offered(uma) == [mark_id]
    assert uma.post("/directory/queue/", {"back": mark_id}).status_code == 302
    row = ServiceCheck.objects.get()
    assert row.undone_at is not None and row.undone_by.actor() == home_actor("uma")
    assert re.search(r"Marked by sam\. Taken back by uma on [A-Z]", queue(sam))
    assert uma.post("/directory/queue/", {"back": mark_id}).status_code == 404
    assert ServiceCheck.objects.get().undone_at == row.undone_at


def home_actor(name: str) -> Any:
    from leeward.practice.accounts.services import account_named

    account = account_named(name)
    assert account is not None
    return account.actor()


def test_the_ledger_names_the_mark(home: Home) -> None:
    """Made, refused to a colleague, taken back."""
    robin, sam = home.signed_in(), home.signed_in("sam")
    mark_id = marked_wrong(robin)
    sam.post("/directory/queue/", {"back": mark_id})
    robin.post("/directory/queue/", {"back": mark_id})
    ours, theirs = home_actor("robin").id, home_actor("sam").id
    assert told(home) == [
        (ours, f"mark {mark_id}", True),
        (theirs, "", False),
        (ours, f"take back mark {mark_id}", True),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_today_names_own_entries_that_are_not_in_force(home: Home, language: str) -> None:
    """To everybody who starts the day there."""
    from django.test import override_settings

    from leeward.practice.book import read_anew

    folder = home.path / "overlay" / "screening"
    folder.mkdir(parents=True)
    (folder / "flags.yaml").write_text(
        "reviewed: '2026-11-22'\nflags:\n- id: imminent-danger\n  title: {en: Later, es: Luego}\n"
        "  severity: circumstance\n  confidence: likely\n"
    )
    with override_settings(HOME=home.path):
        read_anew()
        try:
            browser = home.signed_in("sam")
            browser.post("/language/", {"language": language, "next": "/today/"})
            page = unescape(browser.get("/today/").content.decode())
        finally:
            read_anew()
    assert "imminent-danger" in page and "severity" in page and "overlay/screening/flags.yaml" in page
    assert ("no están en vigor" if language == "es" else "not in force") in page
