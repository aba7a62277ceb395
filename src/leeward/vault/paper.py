# SPDX-License-Identifier: Apache-2.0
"""The words on the recovery paper: a long code in five numbered rows, made to be typed by hand.

    1   QAYT 74YC UGH7   5K
    2   ...
    Check code: 7XQ2-M0DV

Each row ends in two letters that only that row gives, so that a slip is found in its row. The check
code names the practice's key, not the secret: two papers with one check code open the same ring.

Letters are those of age's own code (no 1, B, I, O): what looks like one of these is read as l, 8, l, 0.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from leeward.vault import age
from leeward.vault.faults import WrongKey
from leeward.vault.keys import FileIdentity

_ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_CODE_LETTERS = 58
_GROUP = 4
_ROW = 12
_LOOKALIKE = str.maketrans({"1": "L", "I": "L", "B": "8", "O": "0"})

LOSING_BOTH = (
    "Without the passphrase and without this paper the records cannot be opened by anyone, ever."
    " Nobody keeps another key, the makers of this program included."
)


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryPaper:
    """What is printed once and kept away from the computer. `rows` are secret, `check_code` is not."""

    rows: tuple[str, ...]
    check_code: str

    def text(self) -> str:
        """The paper as plain text; typing this in again opens the ring."""
        return "\n".join([*self.rows, f"Check code: {self.check_code}"])

    def __repr__(self) -> str:
        return f"<RecoveryPaper {self.check_code}, rows hidden>"


def written(identity: FileIdentity, ring_id: str) -> RecoveryPaper:
    """The paper of an identity."""
    code = identity.reveal().removeprefix(age.IDENTITY_PREFIX)
    rows = []
    for number, at in enumerate(range(0, len(code), _ROW), start=1):
        part = code[at : at + _ROW]
        groups = " ".join(part[start : start + _GROUP] for start in range(0, len(part), _GROUP))
        rows.append(f"{number}   {groups}   {_letters(f'row {number} {part}', 2)}")
    return RecoveryPaper(tuple(rows), check_code(age.recipient_of(identity), ring_id))


def check_code(recipient: str, ring_id: str) -> str:
    """Eight letters that name a paper and its ring, and tell nothing about the secret."""
    letters = _letters(f"paper {recipient} {ring_id}", 8)
    return f"{letters[:4]}-{letters[4:]}"


def read(text: str) -> FileIdentity:
    """The identity that a paper's text holds, as typed or scanned; the check code may be left out.

    Raises WrongKey: naming the row that holds a slip.
    """
    rows = _typed_rows(text)
    code = ""
    for number, row in enumerate(rows, start=1):
        part, check = row[:-2], row[-2:]
        if _letters(f"row {number} {part}", 2) != check:
            raise _slip(
                f"A slip in row {number} of the recovery code", f"Compare row {number} letter by letter"
            )
        code += part
    if len(code) != _CODE_LETTERS:
        raise _slip(
            f"A recovery code of {len(code)} letters",
            f"Type all five rows, {_CODE_LETTERS} letters and their checks",
        )
    identity = FileIdentity(age.IDENTITY_PREFIX + code)
    try:
        age.recipient_of(identity)
    except age.AgeError as error:
        raise _slip("A recovery code that does not add up", "Compare every row letter by letter") from error
    return identity


def _typed_rows(text: str) -> list[str]:
    """The letters of each row, without row numbers, spaces and the check code line."""
    rows = []
    for line in text.upper().splitlines():
        if ":" in line or not line.strip():
            continue
        line = re.sub(r"^\s*[1-5][\s.)]+", "", line)
        letters = re.sub(r"[^0-9A-Z]", "", line).translate(_LOOKALIKE)
        if letters:
            rows.append(letters)
    return rows


def _letters(words: str, count: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"leeward {words}".encode()).digest(), "big")
    return "".join(_ALPHABET[(number >> (5 * at)) & 31] for at in range(count))


def _slip(found: str, do: str) -> WrongKey:
    return WrongKey(found, expected="the code as it is printed", do=do)
