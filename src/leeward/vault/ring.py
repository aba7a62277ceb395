# SPDX-License-Identifier: Apache-2.0
"""The key ring, unlocked: making, opening and destroying the keys of cases and persons.

    ring = unlock_ring(folder, Passphrase("..."))
    case = ring.make_case(case_id)            # on the disk before the case's row is written
    person = ring.make_person(case_id, person_id)
    ring.destroy_cases([case_id])             # then delete the rows

Order matters. *Create the key, then the row*: a crash in between leaves a key without data, which
`orphans` counts. *Destroy the key, then the rows*: a crash in between leaves rows nobody can read.

Practice-wide secrets (sign-in secrets of staff, the practice's own settings) use a case of their own
under a reserved id, so that the practice key itself never seals anything but case keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from leeward.terms.errors import VaultError
from leeward.vault import age
from leeward.vault.faults import KeyMissing, WouldOverwrite, locked
from leeward.vault.keys import CaseKey, FileIdentity, PersonKey, PracticeKey
from leeward.vault.store import RingStore
from leeward.vault.ways import PracticeKeys, now_text
from leeward.vault.wrapping import unwrap, wrap

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case's keys. `recipient` seals its files, `identity` opens them."""

    case_id: str
    key: CaseKey
    recipient: str
    identity: FileIdentity
    persons: dict[str, PersonKey] = field(default_factory=dict)

    def person(self, person_id: str) -> PersonKey:
        """The key of a person in this case. Raises KeyMissing: never made, or destroyed."""
        found = self.persons.get(person_id)
        if found is None:
            raise _no_key(f"person {person_id[:64]} of case {self.case_id}")
        return found


class KeyRing:
    """An unlocked ring. `lock` forgets the practice key; the object is then of no more use."""

    def __init__(self, store: RingStore, ring_id: str, practice: PracticeKeys) -> None:
        self.store = store
        self.ring_id = ring_id
        self._practice = practice

    @property
    def practice(self) -> PracticeKeys:
        """The practice keys by version. For the vault's own modules only."""
        if not self._practice:
            raise locked()
        return self._practice

    def lock(self) -> None:
        """Forgets the practice key and lets the file go."""
        for key in self._practice.values():
            key.wipe()
        self._practice.clear()
        self.store.close()

    def make_case(self, case_id: str) -> OpenCase:
        """New keys for a case, on the disk when this returns.

        Raises WouldOverwrite: the case has keys already.
        """
        return self.make_cases({case_id: ()})[0]

    def make_cases(self, persons: Mapping[str, Sequence[str]]) -> list[OpenCase]:
        """New keys for cases and for the persons in them, in the order given: all of them or none.

        For imports: one write to the disk where `make_case` and `make_person` need one each.
        Raises as `make_case`.
        """
        for id in (*persons, *chain.from_iterable(persons.values())):
            check_id(id)
        version = self._newest()
        made = [self._new_case(case_id, person_ids) for case_id, person_ids in persons.items()]
        with self.store.transaction():
            self.require_current()
            for case in made:
                self._insert_case(case, version)
        return made

    def _new_case(self, case_id: str, person_ids: Sequence[str]) -> OpenCase:
        """Random keys in memory; nothing is written."""
        identity = age.new_identity()
        found = {person_id: PersonKey.random() for person_id in person_ids}
        if len(found) < len(person_ids):
            raise _exists(f"a person of case {case_id}")
        return OpenCase(case_id, CaseKey.random(), age.recipient_of(identity), identity, found)

    def _insert_case(self, case: OpenCase, version: int) -> None:
        """A case's wrapped keys. In a transaction."""
        case_id, made_at = case.case_id, now_text()
        if self.store.rows("SELECT 1 FROM case_key WHERE case_id = ?", case_id):
            raise _exists(f"case {case_id}")
        wrapped = self.wrap_case(case.key, case_id, version)
        identity = wrap(
            case.key, case.identity.reveal().encode(), *self._identity_context(case_id, case.recipient)
        )
        self.store.change(
            "INSERT INTO case_key VALUES (?, ?, ?, ?, ?, ?)",
            *(case_id, version, wrapped, case.recipient, identity, made_at),
        )
        for person_id in case.persons:
            self._insert_person(case, person_id, made_at)

    def _insert_person(self, case: OpenCase, person_id: str, made_at: str) -> None:
        """A person's wrapped key. In a transaction."""
        key, context = case.persons[person_id], self._person_context(case.case_id, person_id)
        self.store.change(
            "INSERT INTO person_key VALUES (?, ?, ?, ?)",
            *(case.case_id, person_id, wrap(case.key, key.reveal(), *context), made_at),
        )

    def make_person(self, case_id: str, person_id: str) -> PersonKey:
        """A new key for a person in a case, on the disk when this returns."""
        check_id(person_id)
        case = self.open_case(case_id)
        if person_id in case.persons:
            raise _exists(f"person {person_id} of case {case_id}")
        case.persons[person_id] = PersonKey.random()
        with self.store.transaction():
            if not self.store.rows("SELECT 1 FROM case_key WHERE case_id = ?", case_id):
                raise _no_key(f"case {case_id}")
            if self.store.rows(
                "SELECT 1 FROM person_key WHERE case_id = ? AND person_id = ?", case_id, person_id
            ):
                raise _exists(f"person {person_id} of case {case_id}")
            self._insert_person(case, person_id, now_text())
        return case.persons[person_id]

    def open_case(self, case_id: str) -> OpenCase:
        """The keys of one case. Raises KeyMissing: never made, or destroyed."""
        return self.open_cases([case_id])[0]

    def open_cases(self, case_ids: Sequence[str]) -> list[OpenCase]:
        """The keys of several cases, in the order asked. Raises as `open_case`."""
        return [self._open(case_id) for case_id in case_ids]

    def case_keys(self, case_ids: Sequence[str]) -> list[CaseKey]:
        """The case keys alone, in the order asked: for lists, which show only what a case key seals.

        About seven times as fast as `open_cases`. Raises KeyMissing if any is missing.
        """
        found: dict[str, CaseKey] = {}
        for at in range(0, len(case_ids), _AT_ONCE):
            part = case_ids[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            for case_id, version, wrapped in self.store.rows(
                f"SELECT case_id, key_version, wrapped FROM case_key WHERE case_id IN ({marks})",  # noqa: S608
                *part,
            ):
                found[case_id] = self.unwrap_case(wrapped, case_id, version)
        for case_id in case_ids:
            if case_id not in found:
                raise _no_key(f"case {case_id[:64]}")
        return [found[case_id] for case_id in case_ids]

    def _open(self, case_id: str) -> OpenCase:
        rows = self.store.rows(
            "SELECT key_version, wrapped, recipient, identity FROM case_key WHERE case_id = ?", case_id
        )
        if not rows:
            raise _no_key(f"case {case_id[:64]}")
        version, wrapped, recipient, sealed_identity = rows[0]
        key = self.unwrap_case(wrapped, case_id, version)
        identity = unwrap(key, sealed_identity, *self._identity_context(case_id, recipient))
        persons = {
            person_id: PersonKey(unwrap(key, sealed, *self._person_context(case_id, person_id)))
            for person_id, sealed in self.store.rows(
                "SELECT person_id, wrapped FROM person_key WHERE case_id = ? ORDER BY person_id", case_id
            )
        }
        return OpenCase(case_id, key, recipient, FileIdentity(identity.decode("ascii")), persons)

    def destroy_cases(self, case_ids: Iterable[str], *, now: datetime | None = None) -> int:
        """Destroys the keys of cases and of all persons in them; how many cases had keys."""
        wanted = list(case_ids)
        with self.store.transaction():
            pairs = [(case_id, "") for case_id in wanted]
            found = self._delete(pairs, now)
        self.store.scrub()
        return found

    def destroy_persons(self, case_id: str, person_ids: Iterable[str], *, now: datetime | None = None) -> int:
        """Destroys the keys of persons in a case, and of nobody else; how many had keys."""
        with self.store.transaction():
            found = self._delete([(case_id, person_id) for person_id in person_ids], now)
        self.store.scrub()
        return found

    def _delete(self, pairs: list[tuple[str, str]], now: datetime | None) -> int:
        found = 0
        for case_id, person_id in pairs:
            if person_id:
                gone = self.store.change(
                    "DELETE FROM person_key WHERE case_id = ? AND person_id = ?", case_id, person_id
                )
            else:
                self.store.change("DELETE FROM person_key WHERE case_id = ?", case_id)
                gone = self.store.change("DELETE FROM case_key WHERE case_id = ?", case_id)
            if gone:
                found += 1
                self.store.change(
                    "INSERT OR REPLACE INTO destroyed VALUES (?, ?, ?)", case_id, person_id, now_text(now)
                )
        self.store.change("UPDATE ring SET scrub_due = 1")
        return found

    def wrap_case(self, key: CaseKey, case_id: str, version: int) -> bytes:
        """A case key under the practice key of a version."""
        return wrap(self._practice_key(version), key.reveal(), "case", self.ring_id, case_id, version)

    def unwrap_case(self, wrapped: bytes, case_id: str, version: int) -> CaseKey:
        """A case key out of its wrapping."""
        return CaseKey(unwrap(self._practice_key(version), wrapped, "case", self.ring_id, case_id, version))

    def _practice_key(self, version: int) -> PracticeKey:
        found = self.practice.get(version)
        if found is None:
            raise locked()  # rotated by another program since: unlocking again brings the newer key
        return found

    def require_current(self) -> None:
        """Refuses to write where another program has rotated the practice key. In a transaction.

        A key wrapped under a retired practice key would be lost with it. Raises VaultLocked: unlock
        again to get the newer key.
        """
        versions = {version for (version,) in self.store.rows("SELECT version FROM practice_key")}
        if versions != set(self.practice):
            raise locked()

    def _newest(self) -> int:
        return max(self.practice)

    def _identity_context(self, case_id: str, recipient: str) -> tuple[str, ...]:
        return ("file-identity", self.ring_id, case_id, recipient)

    def _person_context(self, case_id: str, person_id: str) -> tuple[str, ...]:
        return ("person", self.ring_id, case_id, person_id)


def check_id(id: str) -> None:
    """Refuses an id that is no random id: letters, digits, - and _, at most 64."""
    if not _ID.fullmatch(id):
        raise VaultError(
            "An id with other signs than letters, digits, - and _",
            expected="a random id of at most 64 letters",
            do="Correct the program: names never stand in ids",
        )


def _exists(what: str) -> WouldOverwrite:
    return WouldOverwrite(
        f"A key for {what} exists already",
        expected="a new id",
        do="Use the key that is there; none was made",
    )


def _no_key(what: str) -> KeyMissing:
    return KeyMissing(
        f"No key for {what}",
        expected="a key that was made and not destroyed",
        do="If it was destroyed, its records are gone for good; if not, restore the newest copy of the ring",
    )
