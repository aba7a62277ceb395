# SPDX-License-Identifier: Apache-2.0
"""Secrets do not show, travel or compare by accident, and each use has a key of its own."""

from __future__ import annotations

import copy
import doctest
import json
import pickle

import msgspec
import pytest

from leeward.vault import binding, fields, keys, labels, padding, wrapping
from leeward.vault.binding import bind, commitment
from leeward.vault.faults import NewerFormat, ValueDamaged
from leeward.vault.keys import CaseKey, FileIdentity, PersonKey, PracticeKey, SessionKey, WrappingKey
from leeward.vault.wrapping import unwrap, wrap

KINDS = (PracticeKey, CaseKey, PersonKey, SessionKey, WrappingKey)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_does_not_show_itself(kind: type[keys.Secret]) -> None:
    """Not in repr, str or a format, nor inside a container that is printed."""
    key = kind(b"K" * 32)
    for shown in (repr(key), str(key), f"{key}", f"{[key]!r}", "%s" % (key,)):  # noqa: UP031
        assert "KKKK" not in shown
        assert key.reveal().hex() not in shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_is_not_pickled_copied_or_encoded(kind: type[keys.Secret]) -> None:
    """Caches, task queues and JSON cannot take one by mistake."""
    key = kind.random()
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy, json.dumps, msgspec.json.encode, hash):
        with pytest.raises(TypeError):
            attempt(key)
    assert not hasattr(key, "__dict__")


def test_keys_of_two_kinds_are_never_equal() -> None:
    """The same bytes as a case key and as a person key are two keys."""
    assert CaseKey(b"x" * 32) == CaseKey(b"x" * 32)
    assert CaseKey(b"x" * 32) != CaseKey(b"y" * 32)
    assert CaseKey(b"x" * 32) != PersonKey(b"x" * 32)
    assert CaseKey(b"x" * 32).subkey("wrap") != PersonKey(b"x" * 32).subkey("wrap")
    assert FileIdentity("a") != FileIdentity("b")
    assert "secret" not in repr(FileIdentity("secret"))


def test_every_use_has_its_own_sub_key_and_it_never_changes() -> None:
    """These vectors are promises: stored values depend on them."""
    key = CaseKey(bytes(range(32)))
    assert len({key.subkey("wrap"), key.subkey("fields"), key.subkey("file-digest"), key.reveal()}) == 4
    assert key.key_id.hex() == "111c264a979a6872"
    assert key.subkey("fields").hex().startswith("25775b02")


def test_a_wiped_key_is_of_no_use() -> None:
    """And a key of a wrong length is none."""
    key = PracticeKey.random()
    key.subkey("wrap")
    key.wipe()
    with pytest.raises(ValueError, match="wiped"):
        key.subkey("wrap")
    with pytest.raises(ValueError, match="32 bytes"):
        PracticeKey(b"short")


def test_a_wrapped_key_opens_in_its_place_only() -> None:
    """Another context, another key, a cut, a flip or a newer format are refused."""
    outer, inner = PracticeKey.random(), CaseKey.random().reveal()
    wrapped = wrap(outer, inner, "case", "ring", "c1", 1)
    assert unwrap(outer, wrapped, "case", "ring", "c1", 1) == inner
    for key, data, context in (
        (outer, wrapped, ("case", "ring", "c2", 1)),
        (outer, wrapped, ("case", "ring", "c1", 2)),
        (PracticeKey.random(), wrapped, ("case", "ring", "c1", 1)),
        (outer, wrapped[:-1], ("case", "ring", "c1", 1)),
        (outer, wrapped[:20], ("case", "ring", "c1", 1)),
        (outer, bytes([0]) + wrapped[1:], ("case", "ring", "c1", 1)),
    ):
        with pytest.raises(ValueDamaged):
            unwrap(key, data, *context)
    with pytest.raises(NewerFormat):
        unwrap(outer, b"\x02" + wrapped[1:], "case", "ring", "c1", 1)


def test_parts_are_bound_without_doubt() -> None:
    """No two different lists of parts give the same bytes."""
    lists: list[tuple[str | int | bytes | None, ...]] = [
        ("ab", "c"), ("a", "bc"), ("abc",), ("abc", None), ("abc", ""), (None,), ("",), (1,), ("1",), (b"1",),
    ]  # fmt: skip
    assert len({bind(*parts) for parts in lists}) == len(lists)
    key = CaseKey.random()
    assert commitment(key, "ledger", "a", "bc") != commitment(key, "ledger", "ab", "c")
    assert commitment(key, "ledger", "a") != commitment(key, "blob", "a")


@pytest.mark.parametrize("module", [keys, labels, fields, padding, binding, wrapping])
def test_the_examples_in_the_docstrings_run(module: object) -> None:
    """What a newcomer reads is true."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
