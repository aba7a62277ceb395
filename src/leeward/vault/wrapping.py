# SPDX-License-Identifier: Apache-2.0
"""One key sealed under another, for one place only.

Layout: format (1 byte), nonce (12), AES-256-GCM of the inner bytes, tag (16). The associated data
is the format and the context given (ring, kind of key, ids), so that a wrapped key copied to
another row, case or ring does not open.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leeward.vault.binding import bind
from leeward.vault.faults import NewerFormat, ValueDamaged
from leeward.vault.keys import Secret

FORMAT = 1
_NONCE_BYTES = 12
_TAG_BYTES = 16

Part = str | int | bytes | None


def wrap(outer: Secret, inner: bytes, *context: Part) -> bytes:
    """`inner` sealed under `outer`, to be opened with the same context alone."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(outer.subkey("wrap")).encrypt(nonce, inner, bind("leeward-wrap", FORMAT, *context))
    return bytes([FORMAT]) + nonce + sealed


def unwrap(outer: Secret, wrapped: bytes, *context: Part) -> bytes:
    """What `wrap` was given.

    Raises ValueDamaged: altered, cut short, from another place, or wrapped under another key.
    """
    if len(wrapped) <= 1 + _NONCE_BYTES + _TAG_BYTES:
        raise _damaged("a wrapped key that is cut short")
    if wrapped[0] > FORMAT:
        raise NewerFormat(
            f"a key wrapped in format {wrapped[0]}",
            expected=f"format {FORMAT} or older",
            do="Update Leeward; if it is up to date, the key is damaged: use a copy of the ring",
        )
    nonce, sealed = wrapped[1 : 1 + _NONCE_BYTES], wrapped[1 + _NONCE_BYTES :]
    try:
        return AESGCM(outer.subkey("wrap")).decrypt(nonce, sealed, bind("leeward-wrap", wrapped[0], *context))
    except InvalidTag as error:
        raise _damaged("a wrapped key that does not open") from error


def _damaged(found: str) -> ValueDamaged:
    return ValueDamaged(
        found,
        expected="a key as this program wrapped it, in its own place",
        do="Restore the newest copy of the key ring; nothing was changed",
    )
