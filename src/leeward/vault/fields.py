# SPDX-License-Identifier: Apache-2.0
"""Sealed fields: a short value that opens only in its own place.

>>> from leeward.vault.labels import Labels
>>> from leeward.vault.keys import PersonKey
>>> labels = Labels(); _ = labels.register("answer.value", 201)
>>> key, place = PersonKey.random(), Place("answer.value", record_id="r1", person_id="p1", row_version=1)
>>> sealed = seal_text(key, place, "he knew where I was", labels=labels)
>>> open_text(key, place, sealed, labels=labels)
'he knew where I was'

A value moved to another record, field, person or version of its row is refused, as is one with any
bit changed. Layout, 32 bytes of header and then AES-256-GCM with its tag:

    magic "Lw" | format | 0 | label id | shape | key id | row version | nonce
       2           1      1      2         2       8           4          12

The whole header is associated data, with the label, record and person that the *caller* names. The
plain bytes are padded (`padding`). Nonces are random, 96 bits: fine for four thousand million
values under one key, and a key here belongs to one person in one case.

What stays compatible: format 1 is read for ever; `needs_reseal` says what is worth writing anew.
"""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leeward.terms.errors import VaultError
from leeward.vault.binding import bind
from leeward.vault.faults import NewerFormat, ValueDamaged
from leeward.vault.keys import FieldKey
from leeward.vault.labels import LABELS, Label, Labels
from leeward.vault.padding import pad, unpad

FORMAT: Final = 1
MAX_PLAIN_BYTES: Final = 1024 * 1024
_MAGIC: Final = b"Lw"
_HEADER: Final = struct.Struct(">2sBBHH8sI12s")
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_USE: Final = "fields"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value belongs. `person_id`: None for what belongs to the case as a whole.

    `row_version`: of the row when the value was sealed. A row whose version grows seals its values
    anew (microseconds), or keeps for each the version it was sealed at.
    """

    label: str
    record_id: str
    person_id: str | None
    row_version: int

    def said(self) -> str:
        """For messages: the label and the random record id, never content."""
        return f"{self.label} of record {self.record_id[:40]}"


@dataclass(frozen=True, slots=True, repr=False)
class SealedText:
    """A sealed value as it is stored. `data` goes to the database as it stands."""

    data: bytes

    def __repr__(self) -> str:
        return f"<SealedText, {len(self.data)} bytes>"


@dataclass(frozen=True, slots=True)
class _Header:
    format: int
    reserved: int
    label_id: int
    shape: int
    key_id: bytes
    row_version: int
    nonce: bytes


def seal_text(key: FieldKey, place: Place, text: str, *, labels: Labels = LABELS) -> SealedText:
    """A text sealed for one place."""
    return seal_bytes(key, place, text.encode("utf-8"), labels=labels)


def open_text(key: FieldKey, place: Place, sealed: SealedText, *, labels: Labels = LABELS) -> str:
    """The text sealed for this place. Raises as `open_bytes`."""
    return open_bytes(key, place, sealed, labels=labels).decode("utf-8")


def seal_bytes(key: FieldKey, place: Place, plain: bytes, *, labels: Labels = LABELS) -> SealedText:
    """Bytes sealed for one place. Raises VaultError: an unknown label, or more than 1 MiB."""
    label = labels[place.label]
    if len(plain) > MAX_PLAIN_BYTES or not 0 <= place.row_version <= 0xFFFFFFFF:
        raise VaultError(
            f"{len(plain)} bytes, row version {place.row_version}",
            expected=f"at most {MAX_PLAIN_BYTES} bytes and a version that fits four bytes",
            do="Seal it as a file",
            where=place.said(),
        )
    nonce = secrets.token_bytes(_NONCE_BYTES)
    header = _HEADER.pack(_MAGIC, FORMAT, 0, label.id, label.shape, key.key_id, place.row_version, nonce)
    sealed = AESGCM(key.subkey(_USE)).encrypt(nonce, pad(plain), header + _bound_to(label, place))
    return SealedText(header + sealed)


def open_bytes(key: FieldKey, place: Place, sealed: SealedText, *, labels: Labels = LABELS) -> bytes:
    """The bytes sealed for this place, in the label's present shape.

    Raises:
        ValueDamaged: altered, cut short, or sealed for another place, version or key.
        NewerFormat: written by a newer version of the program.
    """
    label = labels[place.label]
    header = _read_header(sealed, place)
    _refuse_elsewhere(header, label, place, key)
    raw = sealed.data[: _HEADER.size]
    try:
        padded = AESGCM(key.subkey(_USE)).decrypt(
            header.nonce, sealed.data[_HEADER.size :], raw + _bound_to(label, place)
        )
        plain = unpad(padded)
    except (InvalidTag, ValueError) as error:
        raise _damaged("a sealed value that was altered or belongs to another record", place) from error
    if not 1 <= header.shape <= label.shape:
        raise _newer(f"a value of shape {header.shape}", f"shape {label.shape} or older", place)
    return label.lift(plain, header.shape)


def needs_reseal(sealed: SealedText, label: str, *, labels: Labels = LABELS) -> bool:
    """Whether the value is of an older format or shape than is written today. Opens nothing."""
    header = _unpack(sealed)
    return header is not None and (header.format < FORMAT or header.shape < labels[label].shape)


def reseal(
    key: FieldKey, place: Place, sealed: SealedText, *, row_version: int, labels: Labels = LABELS
) -> SealedText:
    """The same value in today's shape, for the next version of its row."""
    plain = open_bytes(key, place, sealed, labels=labels)
    following = Place(place.label, place.record_id, place.person_id, row_version)
    return seal_bytes(key, following, plain, labels=labels)


def _bound_to(label: Label, place: Place) -> bytes:
    return bind("leeward-field", label.id, place.record_id, place.person_id, place.row_version)


def _unpack(sealed: SealedText) -> _Header | None:
    if len(sealed.data) < _HEADER.size + _TAG_BYTES:
        return None
    magic, *rest = _HEADER.unpack_from(sealed.data)
    return _Header(*rest) if magic == _MAGIC else None


def _read_header(sealed: SealedText, place: Place) -> _Header:
    header = _unpack(sealed)
    if header is None or header.format == 0:
        raise _damaged("bytes that are no sealed value, or part of one", place)
    if header.format > FORMAT:
        raise _newer(f"a value in format {header.format}", f"format {FORMAT} or older", place)
    return header


def _refuse_elsewhere(header: _Header, label: Label, place: Place, key: FieldKey) -> None:
    """Says plainly what is wrong where the header tells; the tag would refuse all of these too."""
    if header.label_id != label.id:
        raise _damaged(f"a value sealed under label {header.label_id}", place)
    if header.key_id != key.key_id:
        raise _damaged("a value sealed with another key", place)
    if header.row_version != place.row_version:
        raise _damaged(f"a value of row version {header.row_version}, not {place.row_version}", place)


def _damaged(found: str, place: Place) -> ValueDamaged:
    return ValueDamaged(
        found,
        expected="the value that was sealed here",
        do="Show the rest of the record; restore this value from a backup",
        where=place.said(),
    )


def _newer(found: str, expected: str, place: Place) -> NewerFormat:
    return NewerFormat(
        found,
        expected=expected,
        do="Update Leeward; if it is up to date, the value is damaged: restore it from a backup",
        where=place.said(),
    )
