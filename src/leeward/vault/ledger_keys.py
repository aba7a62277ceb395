# SPDX-License-Identifier: Apache-2.0
"""The key that signs checkpoints: Ed25519, named and written as C2SP signed-note says.

>>> key = LedgerSeed.random()
>>> public = key.public()
>>> is_signed(public, b"text", key.sign(b"text"))
True
>>> is_signed(public, b"other text", key.sign(b"text"))
False

The seed is sealed before it is stored and lives in memory while a checkpoint is signed. There is one for
each ring: changing it is not built. Whoever keeps a checkpoint keeps the verifier key with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from leeward.vault.keys import Secret

PUBLIC_BYTES = 32
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]{1,200}")


class LedgerSeed(Secret):
    """Signs checkpoints, and nothing else."""

    __slots__ = ()
    kind = "ledger-seed"

    def sign(self, text: bytes) -> bytes:
        """64 bytes that only this key can make."""
        return Ed25519PrivateKey.from_private_bytes(self.reveal()).sign(text)

    def public(self) -> bytes:
        """What everybody may know of it."""
        return Ed25519PrivateKey.from_private_bytes(self.reveal()).public_key().public_bytes_raw()


def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the key with this public half signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_hash(name: str, public: bytes) -> bytes:
    """Four bytes that name a key in a note."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """The public half as people pass it on."""
    return f"{name}+{key_hash(name, public).hex()}+{base64.b64encode(_ED25519 + public).decode('ascii')}"


def read_verifier_key(text: str) -> tuple[str, bytes] | None:
    """Name and public half; None for anything that is no Ed25519 verifier key."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        return None
    try:
        key = base64.b64decode(parts[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    name, public = parts[0], key[1:]
    is_whole = key[:1] == _ED25519 and len(public) == PUBLIC_BYTES
    return (name, public) if is_whole and key_hash(name, public).hex() == parts[1] else None
