# SPDX-License-Identifier: Apache-2.0
"""The tree of RFC 9162: published roots, every pair of sizes, and nothing altered passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.vault.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    nodes_of,
    root_hash,
)
from leeward.vault.tiles import TILE_WIDTH, TilePlace, Tiles, tiles_at

REFERENCE = [
    bytes.fromhex(one)
    for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
"""The entries of Certificate Transparency's own tests."""
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(one.to_bytes(2)) for one in range(70)]
NODE = nodes_of(LEAVES)


def slow_root(leaves: list[bytes]) -> bytes:
    """The definition, word by word (RFC 9162, 2.1.1)."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(slow_root(leaves[:split]), slow_root(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size: int) -> None:
    leaves = [leaf_hash(one) for one in REFERENCE[:size]]
    assert root_hash(size, nodes_of(leaves)).hex() == ROOTS[size - 1]


def test_a_published_consistency_proof() -> None:
    node = nodes_of([leaf_hash(one) for one in REFERENCE])
    assert [one.hex() for one in consistency_proof(6, 8, node)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_tree_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash(0, NODE) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 71))
def test_every_leaf_of_every_size_is_shown_under_its_own_number(size: int) -> None:
    root = root_hash(size, NODE)
    assert root == slow_root(LEAVES[:size])
    for number in range(size):
        proof = inclusion_proof(number, size, NODE)
        assert is_included(LEAVES[number], number, size, proof, root)
        assert not is_included(LEAVES[number], (number + 1) % size, size, proof, root) or size == 1
        assert not is_included(LEAVES[number], number, size, (*proof, bytes(32)), root)
        assert not is_included(LEAVES[number], number, size, proof[:-1], root) or not proof


@pytest.mark.parametrize("second", range(1, 71))
def test_every_size_is_shown_to_begin_every_later_one(second: int) -> None:
    for first in range(1, second + 1):
        proof = consistency_proof(first, second, NODE)
        old, new = root_hash(first, NODE), root_hash(second, NODE)
        assert is_consistent(first, second, proof, old, new)
        assert not is_consistent(first, second, (*proof, bytes(32)), old, new)
        if first < second:
            assert not is_consistent(first, second, proof[:-1], old, new)
            assert not is_consistent(first, second, proof, new, old)


@given(st.data())
def test_any_altered_byte_fails(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, 70))
    first = data.draw(st.integers(1, second - 1))
    proof = consistency_proof(first, second, NODE)
    values = [root_hash(first, NODE), root_hash(second, NODE), *proof]
    which = data.draw(st.integers(0, len(values) - 1))
    at, bit = data.draw(st.integers(0, 31)), data.draw(st.integers(0, 7))
    values[which] = values[which][:at] + bytes([values[which][at] ^ (1 << bit)]) + values[which][at + 1 :]
    assert not is_consistent(first, second, tuple(values[2:]), values[0], values[1])

    number = data.draw(st.integers(0, second - 1))
    path = [LEAVES[number], root_hash(second, NODE), *inclusion_proof(number, second, NODE)]
    which = data.draw(st.integers(0, len(path) - 1))
    path[which] = path[which][:at] + bytes([path[which][at] ^ (1 << bit)]) + path[which][at + 1 :]
    assert not is_included(path[0], number, second, tuple(path[2:]), path[1])


@pytest.mark.parametrize(("number", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_a_leaf_that_is_not_there(number: int, size: int) -> None:
    with pytest.raises(ValueError, match="leaf"):
        inclusion_proof(number, size, NODE)
    assert not is_included(LEAVES[0], number, size, (), LEAVES[0])


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 2)])
def test_no_proof_from_nothing_or_back(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="leaves"):
        consistency_proof(first, second, NODE)
    assert not is_consistent(first, second, (), bytes(32), bytes(32))


MANY = [leaf_hash(one.to_bytes(4)) for one in range(70_000)]


def test_tiles_of_seventy_thousand_are_those_the_format_names() -> None:
    kept: dict[TilePlace, bytes] = {}
    kept.update(Tiles(lambda place: kept.get(place, b"")).append(0, MANY))
    widths = {place: len(data) // 32 for place, data in kept.items()}
    assert widths == tiles_at(70_000)
    assert sum(place.level == 0 for place in widths) == 274
    assert widths[TilePlace(0, 273)] == 112
    assert widths[TilePlace(1, 1)] == 17
    assert widths[TilePlace(2, 0)] == 1


@given(st.lists(st.integers(1, 700), min_size=1, max_size=6))
def test_a_tree_that_grows_in_parts_is_the_tree_built_at_once(parts: list[int]) -> None:
    kept: dict[TilePlace, bytes] = {}
    size = 0
    for count in parts:
        tiles = Tiles(lambda place: kept.get(place, b""))
        changed = tiles.append(size, MANY[size : size + count])
        for place, data in changed.items():
            assert data.startswith(kept.get(place, b"")), "a tile only grows"
        kept.update(changed)
        size += count
        node = Tiles(lambda place: kept.get(place, b"")).node
        assert root_hash(size, node) == root_hash(size, nodes_of(MANY))
        assert {place: len(data) // 32 for place, data in kept.items()} == tiles_at(size)


def test_a_tile_that_is_cut_is_refused_and_nothing_added() -> None:
    from leeward.vault.faults import ValueDamaged

    kept = dict(Tiles(lambda _place: b"").append(0, MANY[:300]))
    kept[TilePlace(0, 1)] = kept[TilePlace(0, 1)][:-32]
    with pytest.raises(ValueDamaged):
        Tiles(lambda place: kept.get(place, b"")).append(300, MANY[300:301])
    with pytest.raises(ValueDamaged):
        root_hash(300, Tiles(lambda place: kept.get(place, b"")).node)


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [(0, TILE_WIDTH, "tile/3/000"), (1234067, TILE_WIDTH, "tile/3/x001/x234/067"), (5, 7, "tile/3/005.p/7")],
)
def test_paths_are_those_of_the_format(index: int, width: int, path: str) -> None:
    assert TilePlace(3, index).path(width) == path
