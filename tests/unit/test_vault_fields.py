# SPDX-License-Identifier: Apache-2.0
"""A sealed value comes back as it was, in today's shape, and its length tells little."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.terms.errors import VaultError
from leeward.vault.faults import NewerFormat, ValueDamaged
from leeward.vault.fields import (
    MAX_PLAIN_BYTES,
    Place,
    SealedText,
    needs_reseal,
    open_bytes,
    open_text,
    reseal,
    seal_bytes,
    seal_text,
)
from leeward.vault.keys import CaseKey, PersonKey, SessionKey
from leeward.vault.labels import Labels
from leeward.vault.padding import pad, padded_length, unpad


def labels_of(*names: str) -> Labels:
    """A registry with these labels, numbered from 1."""
    registry = Labels()
    for number, name in enumerate(names, start=1):
        registry.register(name, number)
    return registry


LABELS = labels_of("client.code-name", "answer.value")
PLACE = Place("answer.value", "r1", "p1", 1)


@given(st.text(), st.sampled_from([CaseKey, PersonKey, SessionKey]), st.integers(0, 2**32 - 1))
def test_what_is_sealed_comes_back(
    text: str, kind: type[CaseKey] | type[PersonKey] | type[SessionKey], version: int
) -> None:
    """For every text, key kind and row version."""
    key, place = kind.random(), Place("client.code-name", "r1", None, version)
    sealed = seal_text(key, place, text, labels=LABELS)
    assert open_text(key, place, sealed, labels=LABELS) == text
    assert open_text(key, place, SealedText(bytes(sealed.data)), labels=LABELS) == text


@given(st.binary(max_size=5000))
def test_padding_takes_nothing_away(plain: bytes) -> None:
    """And adds at most a bucket: double up to 1 KiB, an eighth above."""
    padded = pad(plain)
    assert unpad(padded) == plain
    framed = len(plain) + 4
    assert framed <= len(padded) <= max(64, framed * 2 if framed <= 1024 else framed * 9 // 8)


def test_short_answers_cannot_be_told_by_their_length() -> None:
    """ "No", "yes" and a short sentence take the same room; so do most names."""
    key = PersonKey.random()
    texts = ("no", "yes", "don't know", "", "he has a gun and knows where I sleep tonight")
    sizes = {len(seal_text(key, PLACE, text, labels=LABELS).data) for text in texts}
    assert len(sizes) == 1
    assert len({padded_length(length) for length in range(1, 100_000)}) < 150
    for broken in (b"", b"\0\0", b"\xff\xff\xff\xff rest"):
        with pytest.raises(ValueError, match=r"too short|longer"):
            unpad(broken)


def test_the_same_text_never_looks_the_same() -> None:
    """Nothing can be matched between two sealed values."""
    key = PersonKey.random()
    first, second = (seal_text(key, PLACE, "no", labels=LABELS) for _ in range(2))
    assert first.data[20:] != second.data[20:]
    assert "data" not in repr(first)
    assert b"no" not in repr(first).encode()


def test_format_1_is_read_for_ever() -> None:
    """A value sealed on the first day. If this fails, practices cannot read their records."""
    key = PersonKey(bytes(range(32)))
    stored = bytes.fromhex(GOLDEN)
    assert open_text(key, PLACE, SealedText(stored), labels=LABELS) == "él sabía dónde estaba"
    assert not needs_reseal(SealedText(stored), "answer.value", labels=LABELS)


GOLDEN = (
    "4c77010000020001df4160169f1ceac000000001e261de0338f415905e55ab44bff1fd178e991ecb4ee050a6aae134dc"
    "1a6119f4f8296ac7520e7d06abb32db1212c441831dd59840f7c6e2dc0b4d2ccbace7ceb8a45328f0b18514b897ed762"
    "6c23ea1eea7a4ce74c61244547ec1151"
)


def to_object(plain: bytes) -> bytes:
    """Shape 1 was a bare text; shape 2 is an object."""
    return json.dumps({"value": plain.decode()}).encode()


def with_language(plain: bytes) -> bytes:
    """Shape 3 says the language too."""
    return json.dumps({**json.loads(plain), "language": "en"}).encode()


def test_older_shapes_are_lifted_when_read_and_sealed_anew_when_asked() -> None:
    """Up-casts run in order; the stored value is untouched until it is resealed."""
    key = PersonKey.random()
    sealed = seal_text(key, PLACE, "no", labels=LABELS)
    newer = Labels()
    newer.register("answer.value", 2, (to_object, with_language))
    assert json.loads(open_bytes(key, PLACE, sealed, labels=newer)) == {"value": "no", "language": "en"}
    assert needs_reseal(sealed, "answer.value", labels=newer)
    anew = reseal(key, PLACE, sealed, row_version=2, labels=newer)
    assert not needs_reseal(anew, "answer.value", labels=newer)
    following = Place("answer.value", "r1", "p1", 2)
    assert json.loads(open_bytes(key, following, anew, labels=newer))["language"] == "en"
    with pytest.raises(NewerFormat, match="shape 3"):
        open_bytes(key, following, anew, labels=LABELS)


def test_a_newer_format_is_named_and_not_guessed_at() -> None:
    """The program says: update. Rubbish and cut values are damaged, not newer."""
    key = PersonKey.random()
    sealed = seal_text(key, PLACE, "no", labels=LABELS).data
    with pytest.raises(NewerFormat, match="Update Leeward"):
        open_text(key, PLACE, SealedText(sealed[:2] + b"\x02" + sealed[3:]), labels=LABELS)
    for broken in (b"", b"rubbish", sealed[:40], sealed[:-1], sealed + b"\0", b"plain text " * 20):
        with pytest.raises(ValueDamaged):
            open_text(key, PLACE, SealedText(broken), labels=LABELS)
        assert not needs_reseal(SealedText(broken[:20]), "answer.value", labels=LABELS)


def test_only_registered_labels_are_sealed_or_opened() -> None:
    """Names and ids stand once; a label nobody registered is a fault of the program."""
    key = PersonKey.random()
    with pytest.raises(VaultError, match="nobody registered"):
        seal_text(key, Place("answer.other", "r1", "p1", 1), "no", labels=LABELS)
    registry = labels_of("client.code-name")
    for name, number in (
        ("client.code-name", 7), ("client.other", 1), ("Client", 8), ("client", 8), ("a.b", 0), ("a.b", 65536)
    ):  # fmt: skip
        with pytest.raises(VaultError):
            registry.register(name, number)
    assert [label.name for label in registry] == ["client.code-name"]
    label = registry.with_id(1)
    assert label is not None and label.name == "client.code-name"
    assert registry.with_id(2) is None


def test_a_value_too_large_for_a_field_is_refused() -> None:
    """More than 1 MiB is a file; a row version that does not fit is refused as well."""
    key = PersonKey.random()
    seal_bytes(key, PLACE, b"x" * MAX_PLAIN_BYTES, labels=LABELS)
    with pytest.raises(VaultError, match="Seal it as a file"):
        seal_bytes(key, PLACE, b"x" * (MAX_PLAIN_BYTES + 1), labels=LABELS)
    with pytest.raises(VaultError):
        seal_bytes(key, Place("answer.value", "r1", "p1", -1), b"x", labels=LABELS)
