# SPDX-License-Identifier: Apache-2.0
"""Outlook messages for tests, built from properties: a compound file with as little as readers ask for."""

from __future__ import annotations

import struct
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"

_SECTOR = 512
_MINI = 64
_CUTOFF = 4_096
_END = 0xFFFFFFFE
_NONE = 0xFFFFFFFF


class _Entry:
    def __init__(self, name: str, kind: int, size: int = 0) -> None:
        self.name, self.kind, self.size = name, kind, size
        self.right = self.child = _NONE
        self.start = 0

    def line(self) -> bytes:
        wide = self.name.encode("utf-16-le")
        head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, self.kind, 1)
        links = struct.pack("<3L", _NONE, self.right, self.child)
        return head + links + b"\0" * 36 + struct.pack("<3L", self.start, self.size, 0)


class _Chains:
    """Streams one after the other in sectors of one size, and the table that says which follows which."""

    def __init__(self, sector: int) -> None:
        self.sector = sector
        self.body = b""
        self.table: list[int] = []

    def put(self, content: bytes) -> int:
        start, count = len(self.table), -(-len(content) // self.sector)
        if not count:
            return _END
        self.table += [*range(start + 1, start + count), _END]
        self.body += content.ljust(count * self.sector, b"\0")
        return start

    def packed_table(self) -> bytes:
        return struct.pack(f"<{len(self.table)}L", *self.table)


def compound_file(tree: Tree) -> bytes:
    """Storages (dicts) and streams (bytes) -> the bytes of a compound file, version 3."""
    entries = [_Entry("Root Entry", 5)]
    large, small = _Chains(_SECTOR), _Chains(_MINI)
    _add(tree, entries[0], entries, large, small)
    entries[0].start, entries[0].size = large.put(small.body), len(small.body)
    small_table = small.packed_table()
    small_at = large.put(small_table.ljust(-(-len(small_table) // _SECTOR) * _SECTOR, b"\xff"))
    directory_at = large.put(b"".join(entry.line() for entry in entries))
    tables = -(-(len(large.table) + 1) // (_SECTOR // 4 - 1))
    where = list(range(len(large.table), len(large.table) + tables))
    large.table += [0xFFFFFFFD] * tables
    table = large.packed_table().ljust(tables * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_sectors = -(-len(small_table) // _SECTOR)
    head += struct.pack("<9L", 0, tables, directory_at, 0, _CUTOFF, small_at, small_sectors, _END, 0)
    return head + struct.pack("<109L", *(where + [_NONE] * (109 - tables))) + large.body + table


def _add(tree: Tree, parent: _Entry, entries: list[_Entry], large: _Chains, small: _Chains) -> None:
    """Children hang one to the right of the other, which is a tree too."""
    last: _Entry | None = None
    for name, content in tree.items():
        if isinstance(content, bytes):
            entry = _Entry(name, 2, len(content))
            entry.start = (large if len(content) >= _CUTOFF else small).put(content)
        else:
            entry = _Entry(name, 1)
        number = len(entries)
        entries.append(entry)
        if isinstance(content, dict):
            _add(content, entry, entries, large, small)
        if last is None:
            parent.child = number
        else:
            last.right = number
        last = entry


def words(**properties: str) -> Tree:
    """Unicode properties by number: `words(x0037="subject")`."""
    return {
        f"__substg1.0_{name[1:].upper()}001F": said.encode("utf-16-le") for name, said in properties.items()
    }


def numbers(head: int, **properties: int) -> bytes:
    """The stream of fixed properties, with the head that its place asks for (32, 24 or 8 bytes)."""
    rows = [struct.pack("<HHLLL", 3, int(name[1:], 16), 6, value, 0) for name, value in properties.items()]
    return b"\0" * head + b"".join(rows)


def message(head: int = 32, **properties: str) -> Tree:
    return {"__properties_version1.0": numbers(head), **words(**properties)}
