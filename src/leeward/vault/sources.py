# SPDX-License-Identifier: Apache-2.0
"""Ways in: where the key that wraps the practice key comes from.

A *passphrase* (Argon2id) is the usual way: a thief of the disk has nothing without it. A *key file*
lets a server start unattended, and gives all records to whoever takes the disk with the file on it.

    source = Passphrase("six plain words somebody can remember")
    parameters = source.fresh()          # stored beside the wrapped key
    key = source.key(parameters)         # the same key each time

Passphrases are compared in Unicode form NFC, so that one typed on a phone opens what was set on a
laptop. A new one has at least 15 characters; nothing else is asked of it.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
import unicodedata
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from argon2.low_level import Type, hash_secret_raw

from leeward.terms.errors import VaultError
from leeward.vault.durable import whole_file
from leeward.vault.faults import KeyMissing, WrongKey, disk_trouble
from leeward.vault.keys import KEY_BYTES, WrappingKey

MIN_PASSPHRASE_LETTERS = 15
MAX_PASSPHRASE_LETTERS = 1024
_SALT_BYTES = 16
_MAX_MEMORY_KIB = 4 * 1024 * 1024
_KEY_FILE_HEAD = "leeward-key-file-1"
_MAX_KEY_FILE_BYTES = 4096

Kind = Literal["passphrase", "key-file"]


class Cost(msgspec.Struct, frozen=True):
    """What one guess costs. Source: RFC 9106 (64 MiB class), measured in ADR 9."""

    memory_kib: int = 64 * 1024
    passes: int = 2
    lanes: int = 1


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to make the wrapping key again; stored in the clear, bound to what it wraps."""

    kind: Kind
    salt: bytes
    cost: Cost | None = None

    def stored(self) -> bytes:
        """One run of bytes, the same each time."""
        return msgspec.json.encode(self, order="deterministic")


class KeySource(Protocol):
    """A way in: a passphrase or a key file."""

    @property
    def kind(self) -> Kind: ...

    def fresh(self) -> Parameters:
        """New parameters with a new salt, for wrapping. Refuses a source too weak to be set anew."""
        ...

    def key(self, parameters: Parameters) -> WrappingKey:
        """The wrapping key that these parameters give."""
        ...


def read_parameters(stored: bytes) -> Parameters:
    """Stored parameters. Raises WrongKey: damaged, or of a cost no honest program set."""
    try:
        found = msgspec.json.decode(stored, type=Parameters)
    except msgspec.DecodeError as error:
        raise _unreadable() from error
    cost = found.cost
    if cost is not None and not (
        8 * cost.lanes <= cost.memory_kib <= _MAX_MEMORY_KIB
        and 1 <= cost.passes <= 64
        and 1 <= cost.lanes <= 64
    ):
        raise _unreadable()
    return found


class Passphrase:
    """A passphrase a person types."""

    __slots__ = ("_cost", "_text")
    kind: Kind = "passphrase"

    def __init__(self, text: str, *, cost: Cost | None = None) -> None:
        self._text = unicodedata.normalize("NFC", text)
        self._cost = cost or Cost()

    def fresh(self) -> Parameters:
        if not MIN_PASSPHRASE_LETTERS <= len(self._text) <= MAX_PASSPHRASE_LETTERS:
            raise VaultError(
                f"A passphrase of {len(self._text)} characters",
                expected=f"{MIN_PASSPHRASE_LETTERS} to {MAX_PASSPHRASE_LETTERS} characters",
                do="Take five or six plain words that belong to no song and to nobody you know",
            )
        return Parameters(self.kind, secrets.token_bytes(_SALT_BYTES), self._cost)

    def key(self, parameters: Parameters) -> WrappingKey:
        cost = parameters.cost or Cost()
        text = self._text[: MAX_PASSPHRASE_LETTERS + 1].encode("utf-8", "surrogatepass")
        return WrappingKey(
            hash_secret_raw(
                text, parameters.salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
            )
        )

    def __repr__(self) -> str:
        return "<Passphrase hidden>"


class KeyFile:
    """A file of mode 0600 (or 0400, as systemd gives credentials) that holds a random key."""

    __slots__ = ("_path",)
    kind: Kind = "key-file"
    says = (
        "With a key file the program starts by itself, and whoever takes the disk with that file on it"
        " can read every record. Keep the file on another device, or use a passphrase."
    )

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def make(cls, path: Path) -> KeyFile:
        """A new key file. Raises WouldOverwrite: a file of that name exists."""
        text = f"{_KEY_FILE_HEAD} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
        with whole_file(path) as stream:
            stream.write(text.encode())
        return cls(path)

    def fresh(self) -> Parameters:
        return Parameters(self.kind, secrets.token_bytes(_SALT_BYTES))

    def key(self, parameters: Parameters) -> WrappingKey:
        return WrappingKey(WrappingKey(self._read()).subkey(f"key-file/{parameters.salt.hex()}"))

    def _read(self) -> bytes:
        try:
            handle = os.open(self._path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError as error:
            raise KeyMissing(
                f"No key file at {self._path}",
                expected="the key file this practice was set up with",
                do="Put it back where it was, or unlock with the recovery paper; no new key was made",
            ) from error
        except OSError as error:
            raise disk_trouble(error, "key file") from error
        with os.fdopen(handle, "rb") as stream:
            mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
            if mode & 0o077:
                raise VaultError(
                    f"A key file that others may read (mode {mode:04o})",
                    expected="mode 0600 or 0400",
                    do=f"Run: chmod 600 {self._path}",
                )
            return _parse_key_file(stream.read(_MAX_KEY_FILE_BYTES))


def _parse_key_file(data: bytes) -> bytes:
    try:
        head, text = data.decode("ascii").split()
        value = base64.b64decode(text, validate=True)
        if head == _KEY_FILE_HEAD and len(value) == KEY_BYTES:
            return value
    except (UnicodeDecodeError, ValueError, binascii.Error):
        pass
    raise WrongKey(
        "A key file that is damaged or of another kind",
        expected=f"one line that begins with {_KEY_FILE_HEAD}",
        do="Put the right file in its place, or unlock with the recovery paper; no new key was made",
    )


def _unreadable() -> WrongKey:
    return WrongKey(
        "The way in that the key ring holds is damaged",
        expected="parameters this program wrote",
        do="Put the newest copy of the key ring in its place, or use the recovery paper",
    )
