# SPDX-License-Identifier: Apache-2.0
"""T16: a sealed value moved to another record, field, person, version or case does not open there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leeward.vault.faults import ValueDamaged
from leeward.vault.fields import Place, SealedText, open_text, seal_text
from leeward.vault.keys import CaseKey, PersonKey
from leeward.vault.labels import Labels
from leeward.vault.ring import KeyRing
from leeward.vault.setup import create_ring
from leeward.vault.sources import Cost, Passphrase

LABELS = Labels()
LABELS.register("client.code-name", 1)
LABELS.register("client.phone", 2)

IDS = st.text("ab12-", max_size=4)
PLACES = st.builds(
    Place,
    label=st.sampled_from(["client.code-name", "client.phone"]),
    record_id=IDS,
    person_id=st.none() | IDS,
    row_version=st.integers(0, 3),
)


@given(PLACES, PLACES)
def test_t16_a_value_opens_in_its_own_place_only(here: Place, there: Place) -> None:
    """Under the same key: label, record, person and row version must all be the same."""
    assume(here != there)
    key = PersonKey.random()
    sealed = seal_text(key, here, "Ana", labels=LABELS)
    with pytest.raises(ValueDamaged):
        open_text(key, there, sealed, labels=LABELS)
    assert open_text(key, here, sealed, labels=LABELS) == "Ana"


def test_t16_two_columns_swapped_in_the_database(tmp_path: Path) -> None:
    """As somebody with SQL would do it: both refuse, and a neighbour still opens."""
    key = PersonKey.random()
    name = Place("client.code-name", "r1", "p1", 1)
    phone, other = replace(name, label="client.phone"), replace(name, record_id="r2")
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("CREATE TABLE client (id TEXT, name BLOB, phone BLOB)")
        for place in (name, other):
            row = (
                place.record_id,
                seal_text(key, place, "Ana", labels=LABELS).data,
                seal_text(key, replace(place, label="client.phone"), "555-0100", labels=LABELS).data,
            )
            database.execute("INSERT INTO client VALUES (?, ?, ?)", row)
        database.execute("UPDATE client SET name = phone, phone = name WHERE id = 'r1'")
        rows = database.execute("SELECT name, phone FROM client ORDER BY id").fetchall()
    for place, value in ((name, rows[0][0]), (phone, rows[0][1])):
        with pytest.raises(ValueDamaged, match=r"record r1.*sealed under label"):
            open_text(key, place, SealedText(value), labels=LABELS)
    assert open_text(key, other, SealedText(rows[1][0]), labels=LABELS) == "Ana"


def test_t16_a_value_of_another_case_or_person_says_so() -> None:
    """A key of another person, or the case key with the same bytes, opens nothing."""
    place = Place("client.code-name", "r1", "p1", 1)
    key = PersonKey.random()
    sealed = seal_text(key, place, "Ana", labels=LABELS)
    for other in (PersonKey.random(), CaseKey.random(), CaseKey(key.reveal())):
        with pytest.raises(ValueDamaged, match="another key"):
            open_text(other, place, sealed, labels=LABELS)


@pytest.mark.parametrize(
    "swap",
    [
        "UPDATE case_key SET wrapped = (SELECT wrapped FROM case_key WHERE case_id = 'c2')"
        " WHERE case_id = 'c1'",
        "UPDATE case_key SET identity = (SELECT identity FROM case_key WHERE case_id = 'c2')"
        " WHERE case_id = 'c1'",
        "UPDATE case_key SET recipient = (SELECT recipient FROM case_key WHERE case_id = 'c2')"
        " WHERE case_id = 'c1'",
        "UPDATE person_key SET wrapped = (SELECT wrapped FROM person_key WHERE person_id = 'p2')"
        " WHERE person_id = 'p1'",
    ],
)
def test_t16_wrapped_keys_swapped_in_the_ring(tmp_path: Path, swap: str) -> None:
    """A key of another case or person is never handed out for this one, nor a foreign recipient."""
    ring = filled_ring(tmp_path)
    ring.store.change(swap)
    with pytest.raises(ValueDamaged):
        ring.open_case("c1")
    ring.open_case("c2")
    ring.lock()


def filled_ring(folder: Path) -> KeyRing:
    """Two cases; the first with two persons."""
    source = Passphrase("a passphrase for tests only", cost=Cost(64, 1, 1))
    ring = create_ring(folder / "keys", source, data_exists=lambda: False)
    ring.make_case("c1")
    ring.make_case("c2")
    ring.make_person("c1", "p1")
    ring.make_person("c1", "p2")
    return ring
