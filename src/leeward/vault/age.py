# SPDX-License-Identifier: Apache-2.0
"""The few words of age this house uses (pyrage), typed, with one kind of error.

pyrage tells a stream's error as text and can end a broken stream in a panic; both become `AgeError`,
whose message never holds what was in the stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pyrage  # type: ignore[import-untyped]

from leeward.vault.keys import FileIdentity

IDENTITY_PREFIX = "AGE-SECRET-KEY-1"


class AgeError(Exception):
    """age would not seal or open."""


class Reader(Protocol):
    """Where age reads from."""

    def read(self, size: int = ..., /) -> bytes: ...


class Writer(Protocol):
    """Where age writes to; takes all it is given."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


def new_identity() -> FileIdentity:
    """A fresh X25519 identity."""
    return FileIdentity(str(pyrage.x25519.Identity.generate()))


def recipient_of(identity: FileIdentity) -> str:
    """The public half (`age1...`). Raises AgeError: no identity."""
    with _as_age_error():
        return str(_identity(identity).to_public())


def seal_bytes(plain: bytes, recipient: str) -> bytes:
    """A few bytes, sealed to a recipient."""
    with _as_age_error():
        return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)]))


def open_bytes(sealed: bytes, identity: FileIdentity) -> bytes:
    """The bytes sealed to this identity."""
    with _as_age_error():
        return bytes(pyrage.decrypt(sealed, [_identity(identity)]))


def seal_stream(reader: Reader, writer: Writer, recipient: str) -> None:
    """Seals all that `reader` gives, 64 KiB at a time."""
    with _as_age_error():
        pyrage.encrypt_io(reader, writer, [pyrage.x25519.Recipient.from_str(recipient)])


def open_stream(reader: Reader, writer: Writer, identity: FileIdentity) -> None:
    """Opens what was sealed. May have written some bytes before it finds a fault."""
    with _as_age_error():
        pyrage.decrypt_io(reader, writer, [_identity(identity)])


def _identity(identity: FileIdentity) -> Any:
    return pyrage.x25519.Identity.from_str(identity.reveal())


@contextmanager
def _as_age_error() -> Iterator[None]:
    try:
        yield
    except (pyrage.EncryptError, pyrage.DecryptError, pyrage.IdentityError, pyrage.RecipientError) as error:
        raise AgeError(type(error).__name__) from None
    except (OSError, ValueError) as error:
        raise AgeError(type(error).__name__) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise AgeError("panic") from None
