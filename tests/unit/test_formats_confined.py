# SPDX-License-Identifier: Apache-2.0
"""A file is read in a child with limits, and whatever happens to the child is an answer."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from leeward.formats.confined import Confined, Fault, Limits, Reader, read_confined
from leeward.formats.values import WHYS, Mail

MESSAGE = b"From: ex@example.org\nSubject: hi\n\nwords"


def reader(name: str) -> Reader:
    return Reader(f"tests.support.hostile_readers:{name}", "builtins:list")


@pytest.fixture(scope="module")
def child() -> Iterator[Confined]:
    with Confined(Limits(cpu_seconds=1, wall_seconds=8, answer_bytes=1_000_000)) as child:
        yield child


def still_reads(child: Confined) -> bool:
    mail = child.read("message", MESSAGE)
    return isinstance(mail, Mail) and mail.headers[1].value == "hi"


def test_a_message_comes_back_as_a_typed_value(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MESSAGE)
    mail = read_confined("message", path)
    assert isinstance(mail, Mail)
    assert [(mail.kind, part.text) for part in mail.parts] == [("eml", "words")]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("eat", "too-large"),
        ("loop", "too-slow"),
        ("abort", "crashed"),
        ("leave", "crashed"),
        ("fail", "crashed"),
        ("deep", "crashed"),
        ("too_much", "too-large"),
    ],
)
def test_a_reader_that_runs_wild_is_an_answer(child: Confined, name: str, why: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert child.read(reader(name), b"") == Fault(why)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert still_reads(child)


def test_an_answer_of_another_type_is_not_believed(child: Confined) -> None:
    assert child.read(reader("wrong_type"), b"") == Fault("crashed")


def test_waiting_ends_where_the_clock_is_up() -> None:
    with Confined(Limits(cpu_seconds=60, wall_seconds=1)) as child:
        assert child.read(reader("loop"), b"") == Fault("too-slow")


def test_the_child_reaches_nothing(child: Confined) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        reached = child.read(reader("reach_out"), str(port).encode())
    # Python's own guard does not see a named pipe being made; the kernel does, where it has Landlock.
    Path("/tmp/leeward-confined").unlink(missing_ok=True)  # noqa: S108
    assert reached == ([] if "landlock" in child.walls else ["pipe"])


def test_a_new_network_namespace_where_the_machine_allows_one(child: Confined) -> None:
    assert still_reads(child)
    assert child._child is not None
    theirs, ours = Path(f"/proc/{child._child.pid}/ns/net"), Path("/proc/self/ns/net")
    is_apart = theirs.readlink() != ours.readlink()
    assert is_apart is ("network-namespace" in child.walls)


def test_the_child_loads_no_more_than_it_needs(child: Confined) -> None:
    assert still_reads(child)
    assert child.read(reader("rooms"), b"") == ["leeward.formats", "leeward.terms"]


def test_no_more_than_the_limit_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes(b"x" * 3_000)
    with Confined(Limits(read_bytes=1_000)) as child:
        assert child.read(reader("size"), path) == ["1001"]
        assert child.read(reader("size"), b"x" * 3_000) == ["1001"]


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path, child: Confined) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, tmp_path, tmp_path / "missing", Path("/dev/zero")):
        fault = child.read("message", place)
        assert isinstance(fault, Fault) and fault.why == "unreadable" and fault.do


def test_an_unreadable_file_says_what_to_do(child: Confined) -> None:
    fault = child.read("message", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    assert isinstance(fault, Fault)
    assert fault.why in WHYS and "image/png" in fault.found and fault.do
