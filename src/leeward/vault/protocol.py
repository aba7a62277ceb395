# SPDX-License-Identifier: Apache-2.0
"""What workers and the key agent say to each other: one request, one answer, MessagePack, by length.

A message is four bytes of length (big-endian) and the message. Requests are at most 64 KiB, answers at
most 4 MiB. No request asks for the practice key and no answer can hold it.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import NoReturn, TypeVar

import msgspec

from leeward.terms.errors import VaultError
from leeward.vault import faults
from leeward.vault.keys import CaseKey, FileIdentity, PersonKey
from leeward.vault.ring import OpenCase

MAX_REQUEST_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 4 * 1024 * 1024
MAX_CASES_AT_ONCE = 500
MESSAGE_SECONDS = 5.0
"""A message that has begun to arrive is whole within this time, or the line is cut."""

_LENGTH = struct.Struct(">I")


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Its repr shows its kind alone: messages hold passphrases and keys."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Status(Message, frozen=True):
    """Is there a ring, and is it unlocked?"""


class Quiet(Message, frozen=True):
    """What is asked on this line from now on is no use by a person: it does not put off the idle lock."""


class SetUp(Message, frozen=True):
    """Make a new ring. `data_exists`: whether the caller found records; then none is made."""

    passphrase: str
    data_exists: bool


class Unlock(Message, frozen=True):
    """Unlock with a passphrase. `ring_id`: the ring the data was made with, where it is known."""

    passphrase: str
    ring_id: str | None = None


class Lock(Message, frozen=True):
    """Forget the practice key."""


class MakeCase(Message, frozen=True):
    """New keys for a case."""

    case_id: str


class MakeCases(Message, frozen=True):
    """New keys for cases and the persons in them, all or none. At most 500 ids in all."""

    persons: dict[str, tuple[str, ...]]


class MakePerson(Message, frozen=True):
    """A new key for a person in a case."""

    case_id: str
    person_id: str


class OpenCases(Message, frozen=True):
    """The keys of up to 500 cases."""

    case_ids: tuple[str, ...]


class GlanceCases(Message, frozen=True):
    """The case keys alone of up to 500 cases, for lists."""

    case_ids: tuple[str, ...]


class DestroyCases(Message, frozen=True):
    """Destroy the keys of cases."""

    case_ids: tuple[str, ...]


class DestroyPersons(Message, frozen=True):
    """Destroy the keys of persons in a case."""

    case_id: str
    person_ids: tuple[str, ...]


class MakePaper(Message, frozen=True):
    """A new recovery paper."""


class ProvePaper(Message, frozen=True):
    """The code typed in from the paper."""

    text: str


class ChangePassphrase(Message, frozen=True):
    """A new passphrase for the owner's way in."""

    old: str
    new: str


class Readmit(Message, frozen=True):
    """Unlock with the paper and set a new passphrase."""

    text: str
    new: str


class Rotate(Message, frozen=True):
    """A new practice key, or the rest of a rotation that was interrupted."""

    passphrase: str


class CopyRing(Message, frozen=True):
    """Copies of the ring to these folders."""

    places: tuple[str, ...]


class MakeSession(Message, frozen=True):
    """The key of a session, made where it has none; forgotten when nobody asks again in `seconds`."""

    session_id: str
    seconds: float


class OpenSession(Message, frozen=True):
    """The key of a session that has one, kept for `seconds` more."""

    session_id: str
    seconds: float


class DropSessions(Message, frozen=True):
    """Forget the keys of sessions."""

    session_ids: tuple[str, ...]


class HeldSessions(Message, frozen=True):
    """Which sessions have a key now?"""


Request = (
    Status
    | Quiet
    | SetUp
    | Unlock
    | Lock
    | MakeCase
    | MakeCases
    | MakePerson
    | OpenCases
    | GlanceCases
    | DestroyCases
    | DestroyPersons
    | MakePaper
    | ProvePaper
    | ChangePassphrase
    | Readmit
    | Rotate
    | CopyRing
    | MakeSession
    | OpenSession
    | DropSessions
    | HeldSessions
)


class State(Message, frozen=True):
    """The answer to most requests. `ring`: absent, locked or unlocked."""

    ring: str
    ring_id: str | None = None
    paper_proven: bool = False
    rotating: bool = False
    count: int = 0


class CaseKeys(msgspec.Struct, frozen=True, array_like=True):
    """A case's keys on the wire."""

    case_id: str
    key: bytes
    recipient: str
    identity: str
    persons: dict[str, bytes]

    def __repr__(self) -> str:
        return "<CaseKeys hidden>"


class Opened(Message, frozen=True):
    """The keys of the cases asked for, in that order."""

    cases: tuple[CaseKeys, ...]


class Glanced(Message, frozen=True):
    """Case keys, in the order asked."""

    keys: tuple[bytes, ...]


class Paper(Message, frozen=True):
    """A recovery paper, to be printed and forgotten."""

    rows: tuple[str, ...]
    check_code: str


class Names(Message, frozen=True):
    """Names of ways or paths."""

    names: tuple[str, ...]


class SessionKeyed(Message, frozen=True):
    """The key of a session; it wraps nothing and opens only what was sealed in that session."""

    session_key: bytes


class Fault(Message, frozen=True):
    """A `VaultError` in its parts."""

    kind: str
    found: str
    expected: str
    do: str
    where: str = ""
    seconds: int = 0


Answer = State | Opened | Glanced | Paper | Names | SessionKeyed | Fault

Decoded = TypeVar("Decoded")

_encoder = msgspec.msgpack.Encoder()
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class BadMessage(Exception):
    """Bytes that are no message, too long, or too slow; the line is cut."""


def to_wire(case: OpenCase) -> CaseKeys:
    """A case's keys as they travel."""
    persons = {person_id: key.reveal() for person_id, key in case.persons.items()}
    return CaseKeys(case.case_id, case.key.reveal(), case.recipient, case.identity.reveal(), persons)


def from_wire(keys: CaseKeys) -> OpenCase:
    """A case's keys as they arrived."""
    persons = {person_id: PersonKey(value) for person_id, value in keys.persons.items()}
    return OpenCase(keys.case_id, CaseKey(keys.key), keys.recipient, FileIdentity(keys.identity), persons)


def fault_of(error: VaultError) -> Fault:
    """An error as it travels."""
    seconds = error.seconds if isinstance(error, faults.TryLater) else 0
    return Fault(type(error).__name__, error.found, error.expected, error.do, error.where, seconds)


def raise_fault(fault: Fault) -> NoReturn:
    """The error that travelled."""
    if fault.kind == "TryLater":
        raise faults.TryLater(fault.seconds)
    kind = faults.BY_NAME.get(fault.kind, VaultError)
    raise kind(fault.found, expected=fault.expected, do=fault.do, where=fault.where)


def send(connection: socket.socket, message: Message) -> None:
    """Sends one message."""
    data = _encoder.encode(message)
    connection.settimeout(MESSAGE_SECONDS)
    connection.sendall(_LENGTH.pack(len(data)) + data)


def receive_request(connection: socket.socket) -> Request | None:
    """The next request; None when the other side has left. Raises BadMessage."""
    data = _receive(connection, MAX_REQUEST_BYTES, first_wait=None)
    return None if data is None else _decoded(_requests, data)


def receive_answer(connection: socket.socket, wait_seconds: float) -> Answer | None:
    """The answer to a request; None when the other side has left. Raises BadMessage."""
    data = _receive(connection, MAX_ANSWER_BYTES, first_wait=wait_seconds)
    return None if data is None else _decoded(_answers, data)


def _decoded(decoder: msgspec.msgpack.Decoder[Decoded], data: bytes) -> Decoded:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage from error


def _receive(connection: socket.socket, limit: int, *, first_wait: float | None) -> bytes | None:
    """One message's bytes. Waits for its first byte; then all of it must come in time."""
    connection.settimeout(first_wait)
    try:
        head = connection.recv(_LENGTH.size)
        if not head:
            return None
        deadline = time.monotonic() + MESSAGE_SECONDS
        head += _rest(connection, _LENGTH.size - len(head), deadline)
        (length,) = _LENGTH.unpack(head)
        if not 0 < length <= limit:
            raise BadMessage
        return _rest(connection, length, deadline)
    except TimeoutError as error:
        raise BadMessage from error


def _rest(connection: socket.socket, length: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < length:
        left = deadline - time.monotonic()
        if left <= 0:
            raise BadMessage
        connection.settimeout(left)
        piece = connection.recv(min(65536, length - len(data)))
        if not piece:
            raise BadMessage
        data += piece
    return bytes(data)
