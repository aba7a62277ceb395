# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: how many entries, and their root, signed (C2SP tlog-checkpoint in a signed-note).

>>> from leeward.vault.ledger_keys import LedgerSeed
>>> seed = LedgerSeed.random()
>>> note = sign_checkpoint(Checkpoint("ledger/4f2a", 7, bytes(32)), seed)
>>> print(note.splitlines()[1])
7
>>> open_checkpoint(note, "ledger/4f2a", seed.public()).size
7

The origin is a random id: a checkpoint kept outside names no practice. Signatures of other keys are
left aside, as the note says; one of ours that does not hold refuses the whole note.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from leeward.terms.errors import VaultError
from leeward.vault.ledger_keys import LedgerSeed, is_signed, key_hash
from leeward.vault.merkle import HASH_BYTES

MAX_NOTE_BYTES = 16 * 1024
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_SIGNATURE = re.compile(r"— (\S+) (\S+)")


class NotACheckpoint(VaultError):
    """A text that is no checkpoint, or none that this ledger's key signed."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger was at one moment. `size` counts entries."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


def sign_checkpoint(checkpoint: Checkpoint, seed: LedgerSeed) -> str:
    """The whole note, under the origin as the key's name."""
    text, public = checkpoint.text(), seed.public()
    signed = key_hash(checkpoint.origin, public) + seed.sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {base64.b64encode(signed).decode('ascii')}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """What a note says, whoever signed it. Raises NotACheckpoint."""
    return _parts(note)[0]


def open_checkpoint(note: str, name: str, public: bytes) -> Checkpoint:
    """What a note says that this key signed. Raises NotACheckpoint: no note, or of another key."""
    found, text, signatures = _parts(note)
    known = key_hash(name, public)
    ours = [one[4:] for signer, one in signatures if signer == name and one[:4] == known]
    if not ours or not all(is_signed(public, text.encode(), one) for one in ours):
        raise _refused("no signature of this ledger's key that holds")
    if found.origin != name:
        raise _refused("the origin of another ledger")
    return found


def _parts(note: str) -> tuple[Checkpoint, str, list[tuple[str, bytes]]]:
    if len(note.encode("utf-8", "surrogatepass")) > MAX_NOTE_BYTES or _has_controls(note):
        raise _refused("a text that is no note")
    body, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise _refused("no signature after an empty line")
    lines = body.split("\n")
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise _refused("not an origin, a size and a root")
    root = _from_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise _refused("a root of another length")
    signatures = []
    for line in tail[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        if match is None:
            raise _refused("a line that is no signature")
        signatures.append((match[1], _from_base64(match[2])))
    return Checkpoint(lines[0], int(lines[1]), root), body + "\n", signatures


def _has_controls(note: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in note)


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused("letters that are no base64") from error
    if base64.b64encode(data).decode("ascii") != text:
        raise _refused("base64 written another way")
    return data


def _refused(found: str) -> NotACheckpoint:
    return NotACheckpoint(
        found,
        expected="a checkpoint as `leeward ledger checkpoint` writes it, signed by this ledger's key",
        do="Look whether the file is the one that was kept, unchanged",
    )
