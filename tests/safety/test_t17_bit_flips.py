# SPDX-License-Identifier: Apache-2.0
"""T17: one changed bit anywhere gives one calm sentence, never another text, and harms no neighbour."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.terms.errors import VaultError
from leeward.vault.faults import ValueDamaged
from leeward.vault.fields import Place, SealedText, open_text, seal_text
from leeward.vault.files import file_is_whole, open_file, seal_file
from leeward.vault.keys import PersonKey
from leeward.vault.labels import Labels
from leeward.vault.setup import create_ring, unlock_ring
from leeward.vault.sources import Cost, Passphrase
from leeward.vault.store import ring_path
from leeward.vault.wrapping import unwrap, wrap

LABELS = Labels()
LABELS.register("answer.value", 1)
PLACE = Place("answer.value", "r1", "p1", 1)
SOURCE = Passphrase("a passphrase for tests only", cost=Cost(64, 1, 1))


def flips(data: bytes, *, seed: int, at_random: int = 200) -> Iterator[bytes]:
    """Each bit of the first 64 bytes, and some random ones behind, one at a time."""
    places = list(range(min(64, len(data)) * 8))
    rest = range(len(places), len(data) * 8)
    places += random.Random(seed).sample(rest, min(at_random, len(rest)))  # noqa: S311
    for place in places:
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


@given(st.text(max_size=300), st.integers(0, 2**32))
def test_t17_a_flipped_bit_in_a_field_is_refused(text: str, seed: int) -> None:
    """Magic, format, label, shape, key id, row version, nonce, ciphertext, tag: 712 flips each time."""
    key = PersonKey.random()
    sealed = seal_text(key, PLACE, text, labels=LABELS)
    for changed in flips(sealed.data, seed=seed):
        with pytest.raises(VaultError) as caught:
            open_text(key, PLACE, SealedText(changed), labels=LABELS)
        assert "damaged" in caught.value.message() or isinstance(caught.value, ValueDamaged)
        assert not text or len(text) < 12 or text not in caught.value.message()
    assert open_text(key, PLACE, sealed, labels=LABELS) == text


def test_t17_a_flipped_bit_in_a_wrapped_key_is_refused() -> None:
    """No other key ever comes out."""
    outer, inner = PersonKey.random(), bytes(range(32))
    for changed in flips(wrap(outer, inner, "x"), seed=1):
        with pytest.raises(VaultError):
            unwrap(outer, changed, "x")


def test_t17_a_flipped_bit_in_a_sealed_file_leaves_nothing(tmp_path: Path) -> None:
    """Header, body and tag of an age file: nothing opens, nothing stays behind, the nightly check sees it."""
    ring = create_ring(tmp_path / "keys", SOURCE, data_exists=lambda: False)
    case = ring.make_case("c1")
    whole, broken, target = tmp_path / "whole", tmp_path / "broken", tmp_path / "target"
    plain = random.Random(3).randbytes(5000)  # noqa: S311
    sealed = seal_file(io.BytesIO(plain), whole, recipient=case.recipient, key=case.key, file_id="f1")
    for changed in flips(whole.read_bytes(), seed=2, at_random=60):
        broken.write_bytes(changed)
        with pytest.raises(ValueDamaged):
            open_file(
                broken, target, identity=case.identity, key=case.key, file_id="f1", digest=sealed.digest
            )
        assert not file_is_whole(broken, key=case.key, file_id="f1", digest=sealed.digest)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "keys", "whole"]
    ring.lock()


def test_t17_flipped_bits_in_the_ring_never_give_a_wrong_key(tmp_path: Path) -> None:
    """Any bit of the ring's file: the right key, or a `VaultError`; never a traceback or another key."""
    ring = create_ring(tmp_path / "keys", SOURCE, data_exists=lambda: False)
    right = ring.make_case("c1").key
    person = ring.make_person("c1", "p1")
    ring.lock()
    path = ring_path(tmp_path / "keys")
    good = path.read_bytes()
    used = [at for at, byte in enumerate(good) if byte]
    chance = random.Random(4)  # noqa: S311
    refused = 0
    for _ in range(250):
        changed = bytearray(good)
        changed[chance.choice(used)] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            ring = unlock_ring(tmp_path / "keys", SOURCE)
            try:
                found = ring.open_case("c1")
                assert found.key == right
                assert found.persons.get("p1", person) == person
            finally:
                ring.lock()
        except VaultError as error:
            refused += 1
            assert error.found and error.expected and error.do
        for leftover in path.parent.glob("ring.sqlite3-*"):
            leftover.unlink()
    assert refused > 50
