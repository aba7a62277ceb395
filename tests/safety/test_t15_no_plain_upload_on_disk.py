# SPDX-License-Identifier: Apache-2.0
"""T15. A canary in an upload: no plain byte touches the disk while the server takes it in, or gives it out.

Promise P1. Watched from three sides: every open file of the server (/proc), the folder for temporary files
and the whole home, and, where strace can attach, every file the server makes and every byte it writes.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.support.uploading import Staff, file_to, staff_at_work, upload_of

CANARY = b"quokkamarker-in-a-letter "
SIZE = 50_000_000 if os.environ.get("LEEWARD_LONG") else 12_000_000
MOST = 20 * 1024 * 1024
PIECES = 25


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def staff(temporary: Path) -> Iterator[Staff]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with staff_at_work() as staff:
            yield staff


def server_processes(staff: Staff) -> list[int]:
    """The server and its workers."""
    found = [staff.served.process.pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(id) for id in task.read_text().split()]
    return found


def holds_canary(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file() and CANARY in path.read_bytes()
    return False


def plain_now(staff: Staff, temporary: Path) -> list[str]:
    """Files that hold the canary: in the home, among temporary ones, or open in the server, deleted too."""
    files = [*staff.home.rglob("*"), *temporary.rglob("*")]
    for process in server_processes(staff):
        for handle in Path(f"/proc/{process}/fd").glob("*"):
            with suppress(OSError):
                if re.match(r"/(?!dev/|proc/|sys/)", str(handle.readlink())):
                    files.append(handle)
    return [str(one) for one in files if holds_canary(one)]


@contextmanager
def traced(staff: Staff, out: Path) -> Iterator[bool]:
    """Under strace; False where it is not there or may not attach."""
    program = shutil.which("strace")
    if program is None:
        yield False
        return
    calls = "trace=openat,creat,memfd_create,write,pwrite64,writev"
    ids = [part for one in server_processes(staff) for part in ("-p", str(one))]
    tracer = subprocess.Popen(
        [program, "-f", "-qq", "-s", "4096", "-e", calls, "-o", str(out), *ids], stderr=subprocess.DEVNULL
    )
    time.sleep(1.0)
    try:
        yield tracer.poll() is None
    finally:
        with suppress(ProcessLookupError):
            tracer.send_signal(signal.SIGINT)
        tracer.wait(20)


def test_no_plain_byte_of_an_upload_touches_the_disk(staff: Staff, temporary: Path, tmp_path: Path) -> None:
    note_id = staff.new_note()
    content = CANARY * (SIZE // len(CANARY))
    head, body = upload_of(staff, note_id, content)
    plain: list[str] = []
    with traced(staff, tmp_path / "calls") as is_traced:
        with socket.create_connection((staff.host, staff.port), timeout=60) as line:
            line.sendall(head)
            step = len(body) // PIECES + 1
            for at in range(0, len(body), step):
                line.sendall(body[at : at + step])
                plain += plain_now(staff, temporary)
            answer = line.recv(4096)
        plain += plain_now(staff, temporary)
    assert b" 302 " in answer[:20]
    assert plain == []
    assert list(temporary.rglob("*")) == []
    if is_traced:
        calls = (tmp_path / "calls").read_bytes()
        assert b"/vault/.leeward-part-" in calls, "strace did not see the server write"
        assert CANARY not in calls
    listed = re.search(r'href="/files/([0-9a-f]{24})/"', staff.get(f"/notes/{note_id}/change/"))
    assert (listed is not None) == (len(content) <= MOST)


def test_giving_a_file_out_leaves_no_plain_file(staff: Staff, temporary: Path) -> None:
    note_id = staff.new_note()
    head, body = upload_of(staff, note_id, CANARY * 40_000)
    staff.send(head + body)
    listed = re.search(r'href="/files/([0-9a-f]{24})/"', staff.get(f"/notes/{note_id}/change/"))
    assert listed is not None
    assert staff.get_bytes(f"/files/{listed[1]}/") == CANARY * 40_000
    assert plain_now(staff, temporary) == []


@pytest.mark.parametrize("path", ["/look/message/", "/look/apps/"])
def test_a_file_that_is_only_looked_at_touches_no_disk_at_all(
    staff: Staff, temporary: Path, path: str
) -> None:
    head, body = file_to(staff, path, path, b"package:com.example\n" * 9 + CANARY * 200_000)
    before = {one for one in staff.home.rglob("*") if "vault" in one.parts}
    plain: list[str] = []
    with socket.create_connection((staff.host, staff.port), timeout=60) as line:
        line.sendall(head)
        step = len(body) // 8 + 1
        for at in range(0, len(body), step):
            line.sendall(body[at : at + step])
            plain += plain_now(staff, temporary)
        answer = line.recv(4096)
    assert answer[9:12] in (b"200", b"422"), answer[:40]
    assert plain + plain_now(staff, temporary) == []
    assert {one for one in staff.home.rglob("*") if "vault" in one.parts} == before
    assert list(temporary.rglob("*")) == []


def test_the_watch_would_see_a_plain_file(staff: Staff, temporary: Path) -> None:
    """Else all of the above would pass on a machine where nothing can be seen."""
    (temporary / "upload.tmp").write_bytes(b"head " + CANARY)
    try:
        assert plain_now(staff, temporary) == [str(temporary / "upload.tmp")]
    finally:
        (temporary / "upload.tmp").unlink()
