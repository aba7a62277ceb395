# SPDX-License-Identifier: Apache-2.0
"""Secrets with types of their own, so that none is printed, pickled or mistaken for another.

>>> key = CaseKey.random()
>>> key
<CaseKey hidden>
>>> key == CaseKey.random()
False

A practice key wraps case keys, a case key wraps person keys. No key is used directly: each use has
a sub-key (`subkey`), so that a nonce used for wrapping can never meet one used for sealing.

Limits: Python copies bytes freely. `wipe` clears the copy held here and no other; what protects a
running machine is that the agent's memory cannot be read or dumped (see `process`).

What stays compatible: the sub-key of a purpose never changes, since stored values depend on it.
"""

from __future__ import annotations

import hmac
import secrets
from typing import ClassVar, NoReturn, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
KEY_ID_BYTES = 8


class Secret:
    """32 secret bytes. `reveal` is the only way to them, so that every use can be found by name."""

    __slots__ = ("_bytes", "_subkeys")
    kind: ClassVar[str] = "secret"

    def __init__(self, value: bytes) -> None:
        if len(value) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._bytes = bytearray(value)
        self._subkeys: dict[str, bytes] = {}

    @classmethod
    def random(cls) -> Self:
        """A new key from the system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def reveal(self) -> bytes:
        """The bytes themselves. For wrapping and for the agent's answer only."""
        if not self._bytes:
            raise ValueError("this key was wiped")
        return bytes(self._bytes)

    def subkey(self, purpose: str) -> bytes:
        """The 32 bytes of this key for one purpose (HKDF-Expand; the key is random already)."""
        found = self._subkeys.get(purpose)
        if found is None:
            info = f"leeward/1/{self.kind}/{purpose}".encode()
            found = HKDFExpand(hashes.SHA256(), KEY_BYTES, info).derive(self.reveal())
            self._subkeys[purpose] = found
        return found

    @property
    def key_id(self) -> bytes:
        """8 bytes that name this key without telling it; they stand in every value it sealed."""
        return self.subkey("key-id")[:KEY_ID_BYTES]

    def wipe(self) -> None:
        """Clears the bytes held here; the key cannot be used again."""
        for at in range(len(self._bytes)):
            self._bytes[at] = 0
        self._bytes.clear()
        self._subkeys.clear()

    def __eq__(self, other: object) -> bool:
        """In constant time, and only between keys of one kind."""
        if type(other) is not type(self):
            return NotImplemented
        return hmac.compare_digest(self._bytes, other._bytes)

    __hash__ = None  # type: ignore[assignment]  # a secret is no dictionary key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} hidden>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is never pickled or copied")


class PracticeKey(Secret):
    """Wraps case keys. Never leaves the key agent."""

    __slots__ = ()
    kind = "practice"


class CaseKey(Secret):
    """Seals what belongs to a case as a whole, and wraps its person keys and file identity."""

    __slots__ = ()
    kind = "case"


class PersonKey(Secret):
    """Seals what belongs to one person in one case."""

    __slots__ = ()
    kind = "person"


class SessionKey(Secret):
    """Seals working papers until they are filed; dropped with the session, and they with it."""

    __slots__ = ()
    kind = "session"


class WrappingKey(Secret):
    """Made from a passphrase or a key file; wraps the practice key and nothing else."""

    __slots__ = ()
    kind = "way-in"


class FileIdentity:
    """The secret half of a case's age recipient, as age writes it (`AGE-SECRET-KEY-1...`)."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for age and for wrapping only."""
        return self._text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FileIdentity):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "<FileIdentity hidden>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a FileIdentity is never pickled or copied")


FieldKey = CaseKey | PersonKey | SessionKey
"""The keys that seal fields."""
