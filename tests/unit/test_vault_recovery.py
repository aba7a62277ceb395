# SPDX-License-Identifier: Apache-2.0
"""The recovery paper: typed by a tired hand, it opens the ring; nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.terms.errors import VaultError
from leeward.vault import age, paper
from leeward.vault.faults import ValueDamaged, WrongKey
from leeward.vault.recovery import make_paper, paper_is_proven, prove, readmit, require_proven
from leeward.vault.ring import KeyRing
from leeward.vault.setup import create_ring, unlock_ring
from leeward.vault.sources import Cost, Passphrase

CHEAP = Cost(64, 1, 1)
SOURCE = Passphrase("a passphrase for tests only", cost=CHEAP)
NEW = Passphrase("another passphrase for tests", cost=CHEAP)

IDENTITY = age.new_identity()
WRITTEN = paper.written(IDENTITY, "ring")


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[KeyRing]:
    """A new ring in tmp_path/keys, with one case."""
    made = create_ring(tmp_path / "keys", SOURCE, data_exists=lambda: False)
    made.make_case("c1")
    yield made
    made.lock()


def test_the_paper_is_read_as_people_type_it() -> None:
    """Lower case, no row numbers, other spacing, O for 0, I or 1 for L, B for 8, no check code."""
    typed = [
        WRITTEN.text(),
        WRITTEN.text().lower(),
        "\n".join(WRITTEN.rows),
        "\n\n".join(row[4:] for row in WRITTEN.rows),
        "\r\n".join(row.replace(" ", "") if row[0] not in "12345" else row[1:] for row in WRITTEN.rows),
        "\n".join(row[:4] + row[4:].replace("0", "O").replace("L", "1") for row in WRITTEN.rows),
        "\n".join(row[:4] + row[4:].replace("8", "b").replace("L", "i") for row in WRITTEN.rows),
        "\n".join(f" {number}. {row[4:].replace(' ', '-')}" for number, row in enumerate(WRITTEN.rows, 1)),
    ]
    for text in typed:
        assert paper.read(text) == IDENTITY


@given(st.integers(0, 4), st.data())
def test_a_slip_is_found_in_its_row(row: int, data: st.DataObject) -> None:
    """One wrong letter, or two swapped: the message names the row, to be compared letter by letter."""
    letters = list(WRITTEN.rows[row][4:])
    places = [at for at, letter in enumerate(letters) if letter != " "]
    at = data.draw(st.sampled_from(places))
    letters[at] = data.draw(
        st.sampled_from([one for one in "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" if one != letters[at]])
    )
    rows = [*WRITTEN.rows]
    rows[row] = WRITTEN.rows[row][:4] + "".join(letters)
    with pytest.raises(WrongKey) as caught:
        paper.read("\n".join(rows))
    assert f"row {row + 1}" in caught.value.found or "does not add up" in caught.value.found


@pytest.mark.parametrize(
    "text",
    ["", "no", "Check code: ABCD-EFGH", "\n".join(WRITTEN.rows[:4]), "1\n2\n3\n4\n5"],
    ids=["nothing", "a word", "the check code", "four rows", "numbers"],
)
def test_part_of_a_paper_is_no_paper(text: str) -> None:
    """The message says how much there should be."""
    with pytest.raises(WrongKey):
        paper.read(text)
    with pytest.raises(WrongKey, match=r"row 1"):
        paper.read("\n".join(reversed(WRITTEN.rows)))


@given(st.text() | st.text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L 1234\n", max_size=120))
def test_whatever_is_typed_is_a_slip_and_no_crash(text: str) -> None:
    """Any text at all."""
    with pytest.raises(WrongKey):
        paper.read(text)


def test_set_up_is_not_done_before_the_paper_is_proven(ring: KeyRing) -> None:
    """And what is lost with both is said plainly."""
    with pytest.raises(VaultError, match="cannot be opened by anyone, ever"):
        require_proven(paper_is_proven(ring))
    made = make_paper(ring)
    assert "hidden" in repr(made) and made.rows[0] not in repr(made)
    with pytest.raises(VaultError):
        require_proven(paper_is_proven(ring))
    with pytest.raises(WrongKey):
        prove(ring, WRITTEN.text())
    assert not paper_is_proven(ring)
    prove(ring, made.text())
    require_proven(paper_is_proven(ring))


def test_the_paper_readmits_and_the_lost_passphrase_opens_nothing(ring: KeyRing, tmp_path: Path) -> None:
    """With a new passphrase; a weak one is refused and changes nothing."""
    key = ring.open_case("c1").key
    made = make_paper(ring)
    prove(ring, made.text())
    ring.lock()
    with pytest.raises(VaultError, match="15 to 1024"):
        readmit(tmp_path / "keys", made.text(), Passphrase("short", cost=CHEAP))
    unlock_ring(tmp_path / "keys", SOURCE).lock()
    back = readmit(tmp_path / "keys", made.text(), NEW)
    assert back.open_case("c1").key == key
    back.lock()
    with pytest.raises(WrongKey):
        unlock_ring(tmp_path / "keys", SOURCE)
    back = unlock_ring(tmp_path / "keys", NEW)
    assert paper_is_proven(back)
    back.lock()


def test_a_new_paper_replaces_the_old_one_when_it_is_proven(ring: KeyRing, tmp_path: Path) -> None:
    """Not before: a printer that jams leaves the old paper good."""
    first = make_paper(ring)
    prove(ring, first.text())
    second = make_paper(ring)
    prove(ring, first.text())
    third = make_paper(ring)
    with pytest.raises(WrongKey, match="older paper"):
        prove(ring, second.text())
    prove(ring, third.text())
    ring.lock()
    for old in (first, second):
        with pytest.raises(WrongKey, match="older paper"):
            readmit(tmp_path / "keys", old.text(), NEW)
    readmit(tmp_path / "keys", third.text(), NEW).lock()


def test_the_paper_of_another_ring_opens_nothing_here(ring: KeyRing, tmp_path: Path) -> None:
    """Not even when its way in is copied into this ring."""
    other = create_ring(tmp_path / "other", SOURCE, data_exists=lambda: False)
    made = make_paper(other)
    prove(other, made.text())
    ((parameters, wrapped),) = other.store.rows("SELECT parameters, wrapped FROM way_in WHERE kind = 'paper'")
    other.lock()
    with pytest.raises(WrongKey):
        prove(ring, made.text())
    ring.store.change("INSERT INTO way_in VALUES ('paper-x', 1, 'paper', ?, ?, '', '')", parameters, wrapped)
    ring.lock()
    with pytest.raises(WrongKey):
        readmit(tmp_path / "keys", made.text(), NEW)


def test_a_forged_practice_key_is_not_taken_for_the_real_one(ring: KeyRing, tmp_path: Path) -> None:
    """Anyone who can write the ring can seal a key of their own to the paper: it opens no case."""
    made = make_paper(ring)
    prove(ring, made.text())
    ((recipient, sealed),) = ring.store.rows("SELECT parameters, wrapped FROM way_in WHERE kind = 'paper'")
    plain = age.open_bytes(sealed, paper.read(made.text()))
    at = plain.index(b'"key":"') + 7
    forged = plain[:at] + (b"AAAA" if plain[at : at + 4] != b"AAAA" else b"BBBB") + plain[at + 4 :]
    ring.store.change(
        "UPDATE way_in SET wrapped = ? WHERE kind = 'paper'", age.seal_bytes(forged, recipient.decode())
    )
    with pytest.raises(WrongKey):
        prove(ring, made.text())
    ring.lock()
    with pytest.raises(ValueDamaged):
        readmit(tmp_path / "keys", made.text(), NEW)
    unlock_ring(tmp_path / "keys", SOURCE).lock()


def test_the_check_code_names_paper_and_ring() -> None:
    """Two rings or two papers never share one; it is shown, so it tells nothing of the secret."""
    other = paper.written(age.new_identity(), "ring")
    assert WRITTEN.check_code != other.check_code
    assert WRITTEN.check_code != paper.written(IDENTITY, "another ring").check_code
    assert WRITTEN.check_code == paper.check_code(age.recipient_of(IDENTITY), "ring")
