# SPDX-License-Identifier: Apache-2.0
"""What a zip says it holds, without unpacking a byte of it.

    listing = list_archive(data)
    [(member.name, member.faults) for member in listing.members]
    listing.faults                       # "overlap", "ratio", "too-many-members", ...

Read from the central directory alone, by our own few lines: `zipfile` makes an object of each of
a million members before one may look. Nothing is ever written, so a name cannot lead anywhere;
names that would, elsewhere, are marked. 7z, rar, gz and others are recognised, not listed.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
from typing import Final

import msgspec

from leeward.formats.sniffing import ARCHIVES, DISK_IMAGES, RAR, SEVEN_ZIP, ZIPS, sniff
from leeward.formats.values import MEGABYTE

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_FULL: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_AES_7Z: Final = b"\x06\xf1\x07\x01"

_DEVICE: Final = re.compile(
    r"(?:\A|[/\\])(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.[^/\\]*)?(?:\Z|[/\\])", re.I
)
_CLIMBS: Final = re.compile(r"(?:\A|[/\\])\.\.(?:\Z|[/\\])")
_ABSOLUTE: Final = re.compile(r"\A(?:[/\\]|[A-Za-z]:)")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_ARCHIVE_NAME: Final = re.compile(
    r"\.(?:zip|jar|7z|rar|gz|tgz|tar|bz2|xz|cab|ace|arj|lzh|iso|img|vhdx?|wim|dmg)\Z", re.I
)


class ArchiveLimits(msgspec.Struct, frozen=True):
    """Counts, bytes, and packed:unpacked; beyond them a listing says so and stops."""

    members: int = 2_000
    name_length: int = 255
    total_bytes: int = 2_000 * MEGABYTE
    ratio: int = 200
    """Unpacked bytes for each packed one; looked at from 10 MB unpacked on."""


ARCHIVE_LIMITS: Final = ArchiveLimits()


class Member(msgspec.Struct, frozen=True):
    """One line of the list."""

    name: str
    size: int
    packed: int
    is_encrypted: bool
    is_archive: bool
    faults: tuple[str, ...]
    """absolute, climbs, device-name, control, turns-direction, too-long, link, special, twin"""


class Listing(msgspec.Struct, frozen=True):
    """What an archive says of itself."""

    kind: str
    """As `sniff` names it; "" where the bytes are no archive."""
    members: tuple[Member, ...]
    count: int
    """Members announced, also where fewer are listed."""
    total_bytes: int
    """Unpacked, as announced, of the members listed."""
    faults: tuple[str, ...]
    """too-many-members, too-large, ratio, overlap, nested, cut-off, damaged, encrypted, not-listed"""


class _Entry(msgspec.Struct, frozen=True):
    name: bytes
    flags: int
    size: int
    packed: int
    offset: int
    mode: int


def list_archive(data: bytes, limits: ArchiveLimits = ARCHIVE_LIMITS) -> Listing:
    """The members of a zip; of other archives what they are and whether they are locked."""
    kind = sniff(data)
    if kind not in ZIPS:
        is_archive = kind in ARCHIVES or kind in DISK_IMAGES
        locked = ("encrypted",) if is_archive and _is_locked(data, kind) else ()
        return Listing(kind if is_archive else "", (), 0, 0, ("not-listed", *locked) if is_archive else ())
    found = _directory(data)
    if found is None:
        entries, faults = _by_local_headers(data, limits), ["cut-off"]
        count = len(entries)
    else:
        start, end, count, shift = found
        entries, faults = _entries(data, start, end, shift, limits)
        if len(entries) < min(count, limits.members):
            faults.append("damaged")
    if count > limits.members or len(entries) >= limits.members:
        faults.append("too-many-members")
    members = _members(entries, limits)
    total = sum(entry.size for entry in entries)
    faults += _of_the_whole(entries, members, total, len(data), limits)
    return Listing(kind, members, count, total, tuple(dict.fromkeys(faults)))


def _directory(data: bytes) -> tuple[int, int, int, int] | None:
    """Where the central directory begins and ends, members announced, and bytes put before the archive."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        return None
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, at)
    end = at
    locator = at - _LOCATOR.size
    if locator >= 0 and data.startswith(b"PK\x06\x07", locator):
        place = _LOCATOR.unpack_from(data, locator)[2]
        if not data.startswith(b"PK\x06\x06", place):
            place = data.rfind(b"PK\x06\x06", 0, locator)
        if 0 <= place <= len(data) - _END_64.size:
            count, size, offset = _END_64.unpack_from(data, place)[7:10]
            end = place
    start = end - size
    if start < 0 or (size and not data.startswith(b"PK\x01\x02", start)):
        start = offset
    return start, end, count, start - offset


def _entries(
    data: bytes, start: int, end: int, shift: int, limits: ArchiveLimits
) -> tuple[list[_Entry], list[str]]:
    found: list[_Entry] = []
    at = max(0, start)
    while at + _ENTRY.size <= end and len(found) < limits.members:
        if not data.startswith(b"PK\x01\x02", at):
            return found, ["damaged"]
        head = _ENTRY.unpack_from(data, at)
        flags, packed, size = head[3], head[8], head[9]
        name_length, more, note = head[10:13]
        mode, offset = head[15] >> 16, head[16]
        name_at = at + _ENTRY.size
        extra = data[name_at + name_length : name_at + name_length + more]
        if _FULL in (size, packed, offset):
            size, packed, offset = _sixty_four(extra, size, packed, offset)
        found.append(_Entry(data[name_at : name_at + name_length], flags, size, packed, offset + shift, mode))
        at = name_at + name_length + more + note
    return found, []


def _sixty_four(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            numbers = list(struct.unpack_from(f"<{len(body) // 8}Q", body))
            size = numbers.pop(0) if size == _FULL and numbers else size
            packed = numbers.pop(0) if packed == _FULL and numbers else packed
            offset = numbers.pop(0) if offset == _FULL and numbers else offset
            break
        at += 4 + length
    return size, packed, offset


def _by_local_headers(data: bytes, limits: ArchiveLimits) -> list[_Entry]:
    """The end is missing: what the members say of themselves, one after the other."""
    found: list[_Entry] = []
    at = data.find(b"PK\x03\x04")
    while 0 <= at <= len(data) - _LOCAL.size and len(found) < limits.members:
        head = _LOCAL.unpack_from(data, at)
        flags, packed, size, name_length, more = head[2], head[7], head[8], head[9], head[10]
        name_at = at + _LOCAL.size
        found.append(_Entry(data[name_at : name_at + name_length], flags, size, packed, at, 0))
        at = data.find(b"PK\x03\x04", name_at + name_length + more + (packed if packed != _FULL else 0))
    return found


def _members(entries: list[_Entry], limits: ArchiveLimits) -> tuple[Member, ...]:
    seen: set[str] = set()
    members = []
    for entry in entries:
        name = _name(entry)
        faults = name_faults(name, limits)
        kind = stat.S_IFMT(entry.mode)
        if kind == stat.S_IFLNK:
            faults.append("link")
        elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            faults.append("special")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            faults.append("twin")
        seen.add(same)
        members.append(
            Member(
                name=name[: limits.name_length],
                size=entry.size,
                packed=entry.packed,
                is_encrypted=bool(entry.flags & _ENCRYPTED),
                is_archive=bool(_ARCHIVE_NAME.search(name)),
                faults=tuple(faults),
            )
        )
    return tuple(members)


def _name(entry: _Entry) -> str:
    try:
        return entry.name.decode("utf-8")
    except UnicodeError:
        return entry.name.decode("utf-8", "replace") if entry.flags & _UTF8 else entry.name.decode("cp437")


def name_faults(name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> list[str]:
    """What would be wrong with a file of this name, were it ever written."""
    found = []
    if _ABSOLUTE.search(name):
        found.append("absolute")
    if _CLIMBS.search(name):
        found.append("climbs")
    if _DEVICE.search(name):
        found.append("device-name")
    if _CONTROL.search(name):
        found.append("control")
    if _TURNS.search(name):
        found.append("turns-direction")
    if len(name) > limits.name_length:
        found.append("too-long")
    return found


def _of_the_whole(
    entries: list[_Entry], members: tuple[Member, ...], total: int, size: int, limits: ArchiveLimits
) -> list[str]:
    faults = []
    if total > limits.total_bytes:
        faults.append("too-large")
    if total > 10 * MEGABYTE and total > limits.ratio * size:
        faults.append("ratio")
    if _overlap(entries, size):
        faults.append("overlap")
    if any(member.is_archive for member in members):
        faults.append("nested")
    if any(member.is_encrypted for member in members):
        faults.append("encrypted")
    return faults


def _overlap(entries: list[_Entry], size: int) -> bool:
    """Two members out of the same bytes, or bytes that are not there."""
    last = 0
    for offset, packed in sorted((entry.offset, entry.packed) for entry in entries):
        if offset < last or offset + _LOCAL.size + packed > size:
            return True
        last = offset + _LOCAL.size + packed
    return False


def _is_locked(data: bytes, kind: str) -> bool:
    """Whether a rar or a 7z hides even its list of members."""
    if kind == SEVEN_ZIP:
        return data.find(_AES_7Z, max(0, len(data) - 4_096)) >= 0
    if kind != RAR or len(data) < 20:
        return False
    if data[6] == 1:
        # RAR 5: signature, CRC of four bytes, a length of one to three, then the kind; 4 is "encrypted".
        at = 12
        while at < 15 and data[at] & 0x80:
            at += 1
        return data[at + 1] == 4
    return bool(int.from_bytes(data[10:12], "little") & 0x80)
