# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of a second factor: codes by the clock, codes on paper, and the picture an app reads.

>>> matching_step(FactorSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "287 082", at=59, last_step=0)
1
>>> matching_step(FactorSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "287 082", at=59, last_step=1) is None
True

Codes by the clock are those of RFC 6238 with what every app expects: SHA-1, six digits, 30 seconds.
"""

from __future__ import annotations

import hmac
import secrets
from typing import NewType

import pyotp
import segno

FactorSecret = NewType("FactorSecret", str)

STEP_SECONDS = 30
CODES = 10
HANDLE = 4
_DIGITS = 6
_EITHER_SIDE = 1
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LETTERS = 12
_GROUP = 4


def new_secret() -> FactorSecret:
    """160 random bits, as apps take them."""
    return FactorSecret(pyotp.random_base32(32))


def in_groups(text: str) -> str:
    """Four letters and a space, so that a person can type it."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def picture(secret: FactorSecret) -> str:
    """The secret as an SVG for the app's camera. It names the program and no person."""
    address = pyotp.TOTP(secret).provisioning_uri(name="Leeward")
    made: str = segno.make_qr(address, error="m").svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return made


def bare(typed: str) -> str:
    """A code without spaces and hyphens, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())


def is_by_clock(typed: str) -> bool:
    """Whether it has the shape of an app's code; anything else is read as a recovery code."""
    digits = bare(typed)
    return len(digits) == _DIGITS and digits.isdigit()


def matching_step(secret: FactorSecret, typed: str, *, at: float, last_step: int) -> int | None:
    """The time step a code belongs to: this one, the one before or after, and later than the last one used.

    Args:
        at: seconds since 1970, UTC.
        last_step: of the code that was taken last; a code works once.
    """
    given, now = bare(typed).encode(), int(at) // STEP_SECONDS
    by_step = pyotp.HOTP(secret)
    for step in range(max(now - _EITHER_SIDE, last_step + 1), now + _EITHER_SIDE + 1):
        if hmac.compare_digest(by_step.at(step).encode(), given):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes, bare. The first four letters of each are its handle: they find it, the rest prove it."""
    handles: set[str] = set()
    while len(handles) < CODES:
        handles.add(_random(HANDLE))
    return [handle + _random(_LETTERS - HANDLE) for handle in sorted(handles)]


def written(code: str) -> str:
    """A recovery code as it stands on paper."""
    return "-".join(in_groups(code).split())


def _random(count: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(count))
