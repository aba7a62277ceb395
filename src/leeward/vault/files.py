# SPDX-License-Identifier: Apache-2.0
"""Sealed files: age, to the X25519 identity of a case, as a stream in little memory.

The format is age's own (age-encryption.org/v1), so that what a practice holds can be opened by any
age program with the case's identity, without us. Sealing needs only the public recipient; opening
needs the identity, which the case key wraps.

age proves that a file is whole, not who made it or that it is the file that was meant: anyone may
seal to a public recipient. So sealing gives a keyed digest of the sealed bytes and of the file's
own id; it belongs in the sealed manifest, and opening checks it before the file takes its name.

An opened file is written to a temporary file of mode 0600 and renamed at the very end. A file that
is cut short gives nothing: age writes what it has before it notices, and that is removed here. What is
only shown once is read into memory instead (`read_file`), so that no plain copy ever touches the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from leeward.vault import age
from leeward.vault.binding import bind
from leeward.vault.durable import whole_file
from leeward.vault.faults import ValueDamaged, disk_reported, disk_trouble
from leeward.vault.keys import CaseKey, FileIdentity

_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What the manifest keeps: sizes, and the keyed digest of the sealed bytes."""

    plain_bytes: int
    sealed_bytes: int
    digest: bytes


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


class _Tap:
    """A stream that passes bytes on, counts and hashes them, and remembers what went wrong."""

    def __init__(self, stream: BinaryIO, digest: _Hash | None = None) -> None:
        self._stream = stream
        self._digest = digest
        self.passed_bytes = 0
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        return self._passed(lambda: self._stream.read(size))

    def write(self, data: bytes) -> int:
        self._passed(lambda: self._written(data))
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def _written(self, data: bytes) -> bytes:
        self._stream.write(data)
        return data

    def _passed(self, act: Callable[[], bytes]) -> bytes:
        try:
            data = act()
        except Exception as error:
            self.failure = error  # age would tell it as text; `_told` raises it as it was
            raise
        self.passed_bytes += len(data)
        if self._digest is not None:
            self._digest.update(data)
        return data


def seal_file(source: BinaryIO, target: Path, *, recipient: str, key: CaseKey, file_id: str) -> SealedFile:
    """Seals a stream to `target`, which appears only when it is whole and on the disk.

    Raises DiskTrouble: a full or unwritable disk. WouldOverwrite: `target` exists already.
    """
    digest = _digest(key, file_id)
    with whole_file(target) as stream:
        reading, writing = _Tap(source), _Tap(stream, digest)
        with _told(reading, writing, file_id):
            age.seal_stream(reading, writing, recipient)
    return SealedFile(reading.passed_bytes, writing.passed_bytes, digest.digest())


def open_file(
    sealed: Path, target: Path, *, identity: FileIdentity, key: CaseKey, file_id: str, digest: bytes
) -> int:
    """Opens a sealed file to `target` (0600); how many bytes.

    Raises ValueDamaged: altered, cut short, another file, or sealed for another case; no `target`
    is left. DiskTrouble: the sealed file is missing, or the disk is full.
    """
    with whole_file(target) as stream:
        writing = _Tap(stream)
        _open_into(writing, sealed, identity, key, file_id, digest)
    return writing.passed_bytes


def read_file(sealed: Path, *, identity: FileIdentity, key: CaseKey, file_id: str, digest: bytes) -> bytes:
    """A sealed file opened in memory, all of it or nothing. Raises as `open_file`."""
    plain = io.BytesIO()
    with disk_reported(f"file {file_id[:40]}"):
        _open_into(_Tap(plain), sealed, identity, key, file_id, digest)
    return plain.getvalue()


def file_is_whole(sealed: Path, *, key: CaseKey, file_id: str, digest: bytes) -> bool:
    """Whether the sealed bytes are those that were sealed. Opens nothing: for the nightly check."""
    found = _digest(key, file_id)
    try:
        with sealed.open("rb") as source:
            while chunk := source.read(_CHUNK_BYTES):
                found.update(chunk)
    except FileNotFoundError:
        return False
    return hmac.compare_digest(found.digest(), digest)


def _open_into(
    writing: _Tap, sealed: Path, identity: FileIdentity, key: CaseKey, file_id: str, digest: bytes
) -> None:
    """Opens a sealed file into a stream; what came is of use only if this returns. Raises as `open_file`."""
    found = _digest(key, file_id)
    with sealed.open("rb") as source:
        reading = _Tap(source, found)
        with _told(reading, writing, file_id):
            age.open_stream(reading, writing, identity)
        while reading.read(_CHUNK_BYTES):
            pass  # bytes behind age's own end count for the digest too
    if not hmac.compare_digest(found.digest(), digest):
        raise _damaged(file_id)


def _digest(key: CaseKey, file_id: str) -> hmac.HMAC:
    return hmac.new(key.subkey("file-digest"), bind("leeward-file", file_id), hashlib.sha256)


@contextmanager
def _told(reading: _Tap, writing: _Tap, file_id: str) -> Iterator[None]:
    """Raises the stream's own error where there was one, and `ValueDamaged` for age's."""
    try:
        yield
    except age.AgeError as error:
        failure = reading.failure or writing.failure
        if isinstance(failure, OSError):
            raise disk_trouble(failure, f"file {file_id[:40]}") from failure
        if failure is not None:
            raise failure from None
        raise _damaged(file_id) from error


def _damaged(file_id: str) -> ValueDamaged:
    return ValueDamaged(
        "a sealed file that was altered, cut short or put in another's place",
        expected="the file as it was sealed",
        do="Nothing was opened. Restore this file from a backup",
        where=f"file {file_id[:40]}",
    )
