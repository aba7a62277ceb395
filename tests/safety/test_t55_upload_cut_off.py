# SPDX-License-Identifier: Apache-2.0
"""T55. A sealed upload is cut off at any point: the file is complete, or plainly absent with a notice.

Promise P6. Against a real server: the socket is closed at 1 to 99 percent of the body.
"""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.uploading import Staff, staff_at_work, upload_of

SIZE = 600_000
POINTS = range(1, 100) if os.environ.get("LEEWARD_LONG") else (1, 13, 37, 50, 71, 88, 99)


@pytest.fixture(scope="module")
def staff() -> Iterator[Staff]:
    with staff_at_work() as staff:
        yield staff


def settled(folder: Path) -> list[str]:
    """What lies in the vault once nothing there changes any more."""
    before: list[str] = ["?"]
    for _ in range(60):
        now = sorted(one.name for one in folder.glob("*")) if folder.exists() else []
        if now == before and not any(name.startswith(".") for name in now):
            return now
        before = now
        time.sleep(0.1)
    return before


def test_at_every_point_the_file_is_whole_or_plainly_absent(staff: Staff) -> None:
    vault = staff.home / "vault"
    for percent in POINTS:
        note_id = staff.new_note()
        before = settled(vault)
        head, body = upload_of(staff, note_id, os.urandom(SIZE if percent % 2 else 2_000_000))
        staff.send_and_hang_up(head, body[: len(body) * percent // 100])
        assert settled(vault) == before, f"something was left at {percent} percent"
        page = staff.get(f"/notes/{note_id}/change/")
        assert 'href="/files/' not in page, f"a file can be opened at {percent} percent"


def test_a_file_that_came_whole_while_its_form_did_not_is_absent_too(staff: Staff) -> None:
    note_id = staff.new_note()
    before = settled(staff.home / "vault")
    head, body = upload_of(staff, note_id, os.urandom(SIZE))
    staff.send_and_hang_up(head, body[: body.rindex(b'name="end"')])
    time.sleep(0.5)
    assert settled(staff.home / "vault") == before
    assert 'href="/files/' not in staff.get(f"/notes/{note_id}/change/")


@pytest.mark.parametrize("size", [SIZE, 3_000_000], ids=["waited for whole", "sealed as it comes"])
def test_the_page_says_that_a_file_was_cut_off(staff: Staff, size: int) -> None:
    note_id = staff.new_note()
    head, body = upload_of(staff, note_id, b"x" * size)
    staff.send_and_hang_up(head, body[: len(body) // 2])
    page = ""
    for _ in range(100):
        page = staff.get(f"/notes/{note_id}/change/")
        if "it was cut off on its way" in page:
            break
        time.sleep(0.1)
    assert "it was cut off on its way" in page
    assert "letter.pdf" in page and 'href="/files/' not in page


def test_the_whole_file_is_there_and_comes_back_the_same(staff: Staff) -> None:
    note_id, content = staff.new_note(), os.urandom(SIZE)
    head, body = upload_of(staff, note_id, content)
    assert b" 302 " in staff.send(head + body)[:20]
    page = staff.get(f"/notes/{note_id}/change/")
    (file_id,) = set(re.findall(r'href="/files/([0-9a-f]{24})/"', page))
    assert staff.get_bytes(f"/files/{file_id}/") == content


def test_a_server_that_is_killed_in_the_middle_leaves_nothing_named(staff: Staff) -> None:
    """What lies half written has the name of a part, and the sweep takes it; no row stands for it."""
    note_id = staff.new_note()
    before = settled(staff.home / "vault")
    head, body = upload_of(staff, note_id, b"x" * 3_000_000)
    line = socket.create_connection((staff.host, staff.port))
    line.sendall(head + body[: len(body) // 2])
    time.sleep(0.3)
    named = [one.name for one in (staff.home / "vault").glob("*") if not one.name.startswith(".")]
    assert sorted(named) == [name for name in before if not name.startswith(".")]
    line.close()
