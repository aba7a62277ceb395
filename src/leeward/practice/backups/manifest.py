# SPDX-License-Identifier: Apache-2.0
"""The manifest: the last file written into a back-up, and the first one read.

Ids, numbers and hours only, and the names of the practice's own entries, which are about no client.

What stays compatible: `format` only grows, and a newer one is refused untouched. It finds damage, not
malice: whoever can write into the folder can write a manifest too. Sealed words guard themselves.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from leeward.knowledge.files import MAX_OVERLAY_FOLDERS
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.durable import PRIVATE_FILE, whole_file

MANIFEST = "manifest.json"
FORMAT = 3
"""The newest. A back-up has the lowest that holds what is in it, which older programs read too."""
FILES = "vault"
"""The folder of sealed files, in a home and in a back-up."""
OVERLAY = "overlay"
"""The folder of the practice's own entries, in a home and in a back-up."""
_AT_ONCE_BYTES = 1024 * 1024
_MAX_BYTES = 64 * 1024 * 1024
_SEALED = re.compile(rf"{FILES}/[0-9a-f]{{24}}")

Kind = Literal["records", "keys"]
Engine = Literal["sqlite", "postgresql", "ring"]
FILE_OF: dict[Engine, str] = {
    "sqlite": "records.sqlite3",
    "postgresql": "records.pgdump",
    "ring": "ring.sqlite3",
}


class FileFacts(msgspec.Struct, frozen=True):
    """One file of a back-up."""

    name: str
    size_bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a back-up says of itself. `made_at` is ISO, UTC; `schema` is the newest migration, or empty."""

    format: int = 1
    kind: Kind
    id: str
    made_at: str
    program: str
    engine: Engine
    schema: str = ""
    ring_id: str
    files: tuple[FileFacts, ...]

    @property
    def when(self) -> datetime:
        """When it was made, aware."""
        return datetime.fromisoformat(self.made_at)

    @property
    def file(self) -> FileFacts:
        """The records, or the key ring."""
        return self.files[0]

    @property
    def sealed_files(self) -> tuple[FileFacts, ...]:
        """Sealed files that go with the records; from format 2 on."""
        return tuple(one for one in self.files if one.name.startswith(f"{FILES}/"))

    @property
    def overlay_files(self) -> tuple[FileFacts, ...]:
        """The practice's own entries; from format 3 on."""
        return tuple(one for one in self.files if one.name.startswith(f"{OVERLAY}/"))

    @property
    def size_bytes(self) -> int:
        """All of it."""
        return sum(one.size_bytes for one in self.files)


class _Head(msgspec.Struct):
    format: int


def facts_of(path: Path, name: str = "") -> FileFacts:
    """Size and digest of a file, as it stands on the disk. `name`: as a manifest has it, else its own."""
    with _opened(path) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return FileFacts(name or path.name, os.fstat(stream.fileno()).st_size, digest)


def format_of(names: Iterable[str]) -> int:
    """The lowest format that holds such files beside the records or the ring."""
    return max((FORMAT if name.startswith(f"{OVERLAY}/") else 2 for name in names), default=1)


def is_overlay_name(name: str) -> bool:
    """Whether a manifest may name a file of the overlay so: it leads nowhere else, and can be shown."""
    parts = name.split("/")
    return (
        parts[0] == OVERLAY
        and 2 <= len(parts) <= MAX_OVERLAY_FOLDERS + 2
        and not {"", ".", ".."} & set(parts)
        and name.isprintable()
    )


def copied(source: Path, target: Path, name: str) -> FileFacts:
    """A new copy, closed to others and on the disk; what was copied is what was counted."""
    with _opened(source) as stream:
        return poured(stream, target, name)


def _opened(path: Path) -> BufferedReader:
    """A plain file, without following a link or waiting at a pipe that somebody put in its place."""
    stream = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        return stream
    stream.close()
    raise InputError(
        f"{path.name} is no plain file",
        expected="a whole back-up that `leeward backup` made",
        do="Take another back-up, and look after this disk; nothing was changed",
        where=str(path.parent),
    )


def poured(stream: BinaryIO, target: Path, name: str) -> FileFacts:
    """The same, of what is open already."""
    digest, size_bytes = hashlib.sha256(), 0
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as copy:
        while data := stream.read(_AT_ONCE_BYTES):
            digest.update(data)
            size_bytes += len(data)
            copy.write(data)
        copy.flush()
        os.fsync(copy.fileno())
    return FileFacts(name, size_bytes, digest.hexdigest())


def require_same(found: FileFacts, wanted: FileFacts, *, where: str) -> None:
    """Raises InputError: this is not the file of the manifest."""
    if found != wanted:
        how = "of another size" if found.size_bytes != wanted.size_bytes else "altered"
        raise InputError(
            f"{wanted.name} is {how}",
            expected="the bytes that its manifest names",
            do="Take another back-up, and look after this disk; nothing was changed",
            where=where,
        )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Whole or not at all, closed to others."""
    with whole_file(folder / MANIFEST) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a back-up.

    Raises:
        InputError: there is none, or it is damaged.
        LeewardError: a newer program wrote it.
    """
    try:
        with (folder / MANIFEST).open("rb") as stream:
            data = stream.read(_MAX_BYTES)
    except OSError as error:
        raise _unreadable(folder, f"no manifest to read ({error.strerror})") from error
    try:
        version = msgspec.json.decode(data, type=_Head).format
        if version > FORMAT:
            raise LeewardError(
                f"A back-up of format {version}",
                expected=f"format {FORMAT}",
                do="Update Leeward; nothing was changed",
                where=str(folder),
            )
        found = msgspec.json.decode(data, type=Manifest)
        is_sound = found.when.utcoffset() == UTC.utcoffset(None)
    except (msgspec.DecodeError, ValueError) as error:
        raise _unreadable(folder, "a damaged manifest") from error
    is_sound = is_sound and _has_its_files(found)
    if not is_sound or (found.kind == "keys") != (found.engine == "ring"):
        raise _unreadable(folder, "a damaged manifest")
    return found


def _has_its_files(found: Manifest) -> bool:
    names = [one.name for one in found.files]
    more = names[1:]
    return (
        names[:1] == [FILE_OF[found.engine]]
        and all(_SEALED.fullmatch(name) or is_overlay_name(name) for name in more)
        and len(set(more)) == len(more)
        and not (more and found.kind == "keys")
        and found.format >= format_of(more)
    )


def _unreadable(folder: Path, found: str) -> InputError:
    return InputError(
        found,
        expected="a whole back-up that `leeward backup` made",
        do="Take another back-up; nothing was changed",
        where=str(folder),
    )
