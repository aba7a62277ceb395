# SPDX-License-Identifier: Apache-2.0
"""T34. Zip bombs, nested and overlapping zips, a million members: listed within limits, never unpacked.

Promise P6. Here for files that come with a message; what an evidence store does with an archive
comes with the evidence store.
"""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.copying import IS_LONG
from tests.support.strategies import often

from leeward.formats.archives import ARCHIVE_LIMITS, list_archive
from leeward.formats.confined import Confined
from leeward.formats.inside import contains
from leeward.formats.sniffing import ZIP, sniff
from leeward.formats.values import Mail

MEMBERS = 1_000_000 if IS_LONG else 200_000


def entry(name: bytes, size: int, packed: int, offset: int = 0, extra: bytes = b"") -> bytes:
    """One line of a central directory."""
    return (
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            packed,
            size,
            len(name),
            len(extra),
            0,
            0,
            0,
            0,
            offset,
        )
        + name
        + extra
    )


def zip_of(entries: bytes, count: int, body: bytes = b"PK\3\4" + b"\0" * 60) -> bytes:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entries), len(body), 0)
    return body + entries + end


def real_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def quine() -> bytes:
    """An archive that holds itself, as far as its list of members says."""
    return zip_of(entry(b"r.zip", 440, 440), 1)


BOMBS = {
    "ratio": real_zip({"zeros": b"\0" * 40_000_000}),
    "too-large": zip_of(b"".join(entry(b"%d" % n, 0xFFFFFFF0, 9, 10 * n) for n in range(16)), 16),
    "overlap": zip_of(entry(b"a", 20_000_000, 40) + entry(b"b", 20_000_000, 40), 2),
    "nested": real_zip({"a.zip": real_zip({"b.zip": b"PK"})}),
    "damaged": zip_of(entry(b"a", 1, 1)[:-3], 9),
    "cut-off": real_zip({"a.txt": b"x", "b.exe": b"y"})[:-30],
    "too-many-members": zip_of(entry(b"a", 1, 1) * 60_000, 60_000),
}


@pytest.mark.parametrize("fault", sorted(BOMBS))
def test_what_would_burst_is_named(fault: str) -> None:
    data = BOMBS[fault]
    assert fault in list_archive(data).faults


def test_members_are_listed_as_pythons_own_reader_lists_them() -> None:
    data = b"MZ in front" + real_zip({"a.txt": b"x" * 100, "ni\u00f1a/b.exe": b"y"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        theirs = [(one.filename, one.file_size, one.compress_size) for one in archive.infolist()]
    listing = list_archive(data[11:])
    assert theirs == [(one.name, one.size, one.packed) for one in listing.members]
    assert listing.faults == ()


def test_zip64_sizes_are_read() -> None:
    extra = struct.pack("<2H2Q", 1, 16, 5_000_000_000, 7)
    listing = list_archive(zip_of(entry(b"big", 0xFFFFFFFF, 0xFFFFFFFF, 0, extra), 1))
    assert [(one.size, one.packed) for one in listing.members] == [(5_000_000_000, 7)]


def test_a_million_members_and_a_quine_cost_next_to_nothing() -> None:
    many = zip_of(entry(b"a", 1, 1) * MEMBERS, 0)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert "too-many-members" in list_archive(many).faults
    assert len(list_archive(many).members) == ARCHIVE_LIMITS.members
    assert "nested" in list_archive(quine()).faults
    assert time.monotonic() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_bomb_in_a_message_is_carried_closed() -> None:
    message = EmailMessage()
    message["Subject"] = "photos"
    message.set_content("see the file")
    message.add_attachment(BOMBS["ratio"], maintype="image", subtype="jpeg", filename="photos.jpg")
    with Confined() as child:
        mail = child.read("message", bytes(message))
    assert isinstance(mail, Mail)
    part = mail.parts[-1]
    assert (part.sniffed, part.size, part.data) == (ZIP, len(BOMBS["ratio"]), BOMBS["ratio"])
    assert "bomb" in contains(part.data, part.sniffed)


@pytest.mark.parametrize("data", [zlib.compress(b"x"), b"PK\3\4", b"PK\5\6" + b"\xff" * 18, b""])
def test_scraps_of_an_archive_are_an_answer(data: bytes) -> None:
    listing = list_archive(data)
    assert listing.members == () and listing.kind in ("", ZIP) and sniff(data) == listing.kind


@often(5)
@given(
    st.sampled_from([*BOMBS.values()][:1] + [data for data in BOMBS.values() if len(data) < 5_000]), st.data()
)
def test_a_spoiled_archive_is_an_answer(data: bytes, draw: st.DataObject) -> None:
    spoiled = bytearray(data[-4_000:])
    for _ in range(draw.draw(st.integers(1, 12))):
        spoiled[draw.draw(st.integers(4, len(spoiled) - 1))] = draw.draw(
            st.sampled_from([0, 1, 0x50, 0x7F, 0xFF])
        )
    listing = list_archive(b"PK\3\4" + bytes(spoiled))
    assert len(listing.members) <= ARCHIVE_LIMITS.members
    assert isinstance(contains(bytes(spoiled), ZIP), tuple)
