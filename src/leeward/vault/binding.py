# SPDX-License-Identifier: Apache-2.0
"""Several parts as one run of bytes that no other parts can give, and digests keyed with it.

>>> bind("ab", "c") == bind("a", "bc")
False
>>> bind(None) == bind("")
False
"""

from __future__ import annotations

import hmac
import struct

from leeward.vault.keys import Secret

_LENGTH = struct.Struct(">cI")


def bind(*parts: str | int | bytes | None) -> bytes:
    """The parts, each led by its type and length; what a sealed value is bound to."""
    pieces: list[bytes] = []
    for part in parts:
        if isinstance(part, str):  # the usual one first: lists bind thousands
            tag, data = b"s", part.encode("utf-8", "surrogatepass")
        elif part is None:
            tag, data = b"-", b""
        elif isinstance(part, int):
            tag, data = b"i", str(part).encode()
        else:
            tag, data = b"b", bytes(part)
        pieces += (_LENGTH.pack(tag, len(data)), data)
    return b"".join(pieces)


def commitment(key: Secret, purpose: str, *parts: str | int | bytes | None) -> bytes:
    """32 bytes that only a holder of `key` can make or check: for the ledger and for blob digests."""
    return hmac.digest(key.subkey(f"commitment/{purpose}"), bind(*parts), "sha256")
