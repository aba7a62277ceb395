# SPDX-License-Identifier: Apache-2.0
"""T38 for app lists: what was read and what was not add up to the file; hostile bytes get an answer.

Also T34 for these files: a dump of 100 MB is read in a confined process of at most 300 MB.
"""

from __future__ import annotations

import json
import plistlib
import random
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.app_lists import isdi_dump, package_block, package_dump
from tests.support.copying import IS_LONG, SEED

from leeward.formats.app_lists import read_app_list
from leeward.formats.app_lists_types import APP_LIST_LIMITS, AppList
from leeward.formats.confined import Fault, Limits, read_confined
from leeward.formats.faults import Unreadable
from leeward.inspection.apps import check_apps
from leeward.knowledge.indicators import load_indicators

TRIES = 3000 if IS_LONG else 150
DUMP = (
    isdi_dump(
        package_dump(
            package_block("com.example.a", granted=("CAMERA", "RECORD_AUDIO")),
            package_block("com.example.b", is_new=False, users=(0, 10), absent=(95,)),
            hidden_system=("com.example.b",),
        ),
        ("accessibility", "     Enabled services:{{com.example.a/.S}}\n"),
        ("device_policy", "  Enabled Device Admins (User 0):\n    com.example.a/.A:\n"),
    )
    + "DUMP OF SETTINGS secure\nenabled_notification_listeners=com.example.a/.L\n"
)
PM = "package:/data/app/~~R==/com.example.a-R==/base.apk=com.example.a  installer=null uid:10123\n" * 3
IOS = json.dumps({"apps": {"com.example.a": {"CFBundleIdentifier": "com.example.a"}}, "devinfo": {}})
PLIST = plistlib.dumps([{"CFBundleIdentifier": "com.example.a"}], fmt=plistlib.FMT_BINARY)
SAMPLES = (DUMP.encode(), PM.encode(), IOS.encode(), PLIST, b"WhatsApp\nmSpy\n")


def read_or_refused(data: bytes) -> AppList | None:
    """The list, whose stretches add up; None where there was nothing to read. Anything else is a fault."""
    try:
        listed = read_app_list(data)
    except Unreadable:
        return None
    assert listed.total == sum(stretch.count for stretch in listed.stretches)
    assert all(stretch.count > 0 for stretch in listed.stretches)
    return listed


@pytest.mark.parametrize("sample", SAMPLES, ids=["dump", "pm", "ios", "plist", "names"])
def test_what_is_cut_anywhere_still_adds_up(sample: bytes) -> None:
    """Every length of the file, from nothing to whole."""
    known = load_indicators()
    step = 1 if IS_LONG or len(sample) < 400 else 7
    for end in range(0, len(sample) + 1, step):
        listed = read_or_refused(sample[:end])
        if listed is not None:
            check_apps(listed, known)


def test_lines_of_a_text_are_all_accounted_for() -> None:
    """As many as the file has, however it ends."""
    for text in (DUMP, PM, DUMP.rstrip("\n"), PM + "\n\nodd\n" + PM, DUMP + PM + DUMP):
        listed = read_or_refused(text.encode())
        assert listed is not None
        assert text.count("\n") + (0 if text.endswith("\n") else 1) == listed.total


@pytest.mark.parametrize("tail", [b"\0", b"\0\0", b"\xff\0", b"\0\n\0", b"\x01"])
@pytest.mark.parametrize("whole", [PM, DUMP])
def test_a_last_line_of_nothing_readable_is_counted(whole: str, tail: bytes) -> None:
    """What is dropped on reading is a line all the same."""
    listed = read_or_refused(whole.encode() + tail)
    assert listed is not None
    assert whole.count("\n") + tail.count(b"\n") + 1 == listed.total


def test_damaged_bytes_get_an_answer() -> None:
    """Bytes changed, doubled, taken out or swapped: an answer or a clear refusal, each time."""
    chance = random.Random(SEED)  # noqa: S311
    known = load_indicators()
    for _ in range(TRIES):
        data = bytearray(chance.choice(SAMPLES))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 60)]
                case _:
                    data[at:at] = bytes(chance.choice((0, 10, 13, 61, 123, 255)) for _ in range(3))
            if not data:
                break
        listed = read_or_refused(bytes(data))
        if listed is not None:
            check_apps(listed, known, since="2026-01-01")


@settings(max_examples=600 if IS_LONG else 60, deadline=None)
@example("\0")
@given(st.text(max_size=400))
def test_any_words_get_an_answer(text: str) -> None:
    """Whatever is pasted."""
    read_or_refused(text.encode("utf-8", "surrogatepass"))
    read_or_refused(("Packages:\n  Package [com.example.a] (1):\n" + text).encode("utf-8", "surrogatepass"))


def test_no_line_makes_the_reader_slow() -> None:
    """Long lines, deep nesting and a thousand near-beginnings stay linear."""
    hostile = (
        b"package:" + b"=" * 2_000_000,
        b"package:" + b" uid:1" * 300_000,
        b"Packages:\n  Package [" + b"a" * 3_000_000,
        b"Packages:\n" + b"  Package [a] (1):\n" * 60_000,
        b"DUMP OF SERVICE accessibility\n  Enabled services:{{" + b"a.b/c" * 400_000,
        b"Packages:\n  Package [a.b] (1):\n    User 0:" + b" : granted=true" * 150_000,
        b'{"apps": ' * 20_000,
        b"<plist>" + b"<array>" * 20_000,
    )
    for data in hostile:
        started = time.process_time()
        read_or_refused(data)
        assert time.process_time() - started < 5, data[:40]


def test_a_hundred_megabytes_are_read_in_little_room(tmp_path: Path) -> None:
    """The part about apps is found; the child stays within 300 MB, or says that it could not."""
    path = tmp_path / "ex-dump.txt"
    filler = b"    some line about the use of nothing in particular 12345\n" * 10_000
    with path.open("wb") as stream:
        stream.write(DUMP.encode() + b"DUMP OF SERVICE usagestats\n")
        for _ in range(165 if IS_LONG else 60):
            stream.write(filler)
    listed = read_confined("apps", path, limits=Limits(read_bytes=APP_LIST_LIMITS.read_bytes))
    assert not isinstance(listed, Fault)
    assert {"com.example.a", "com.example.b"} == {app.id for app in listed.apps}
