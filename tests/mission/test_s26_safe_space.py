# SPDX-License-Identifier: Apache-2.0
"""S26 A space that is really safe to speak in.

Today: sealed before it is stored, found by nobody else, on record, neutral where others could look. Roles,
consent, a ledger and retention are to come.
"""

from __future__ import annotations

from tests.support.answers import example
from tests.support.practice import Home
from tests.support.visits import visit_with

WORDS = ("quokkamarker", "zanzibarplover")


def test_what_was_said_is_read_by_its_clinician_and_by_nobody_and_nothing_else(home: Home) -> None:
    at = visit_with(home, example("session-a-mother"), reason="quokkamarker", code_name="zanzibarplover")
    at.browser.post(at.url("meaning"), {"notes": "zanzibarplover notes", "notes_seen": "1"})
    assert "quokkamarker" in at.get("meaning")
    for colleague in ("sam", "alex"):
        assert home.signed_in(colleague).get(at.url("meaning")).status_code == 404
    home.agent.lock()
    assert at.browser.get(at.url("meaning"))["Location"] == "/unlock/"
    disk = b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file()).lower()
    assert [word for word in WORDS if word.encode() in disk or word.encode("utf-16-le") in disk] == []


def test_every_look_is_on_record_and_the_record_holds_no_word(home: Home) -> None:
    from leeward.practice.models import AuditEntry

    at = visit_with(home, example("session-a-mother"), code_name="zanzibarplover")
    before = AuditEntry.objects.count()
    at.get("meaning")
    home.signed_in("sam").get(at.url("meaning"))
    rows = list(AuditEntry.objects.order_by("id")[before:])
    assert ("visit.see", True) in {(row.action, row.is_allowed) for row in rows}
    assert ("visit.see", False) in {(row.action, row.is_allowed) for row in rows}
    said = " ".join(str(value) for row in rows for value in vars(row).values())
    assert "zanzibarplover" not in said


def test_addresses_and_titles_say_nothing(home: Home) -> None:
    import re

    at = visit_with(home, example("session-b-boy"), code_name="zanzibarplover")
    for page in ("ask", "aloud", "meaning", "board", "plan", "paper", "ending", "minutes"):
        answer = at.browser.get(at.url(page), follow=True)
        title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
        assert title
        assert not re.search(
            r"stalk|abuse|suicid|threat|violen|zanzibar|extort", title[1] + at.url(page), re.I
        )
