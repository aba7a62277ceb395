# SPDX-License-Identifier: Apache-2.0
"""The tree of RFC 9162 (2.1) over SHA-256: roots, and proofs made and verified. Pure arithmetic.

>>> leaves = [leaf_hash(bytes([one])) for one in range(5)]
>>> node = nodes_of(leaves)
>>> proof = inclusion_proof(3, 5, node)
>>> is_included(leaves[3], 3, 5, proof, root_hash(5, node))
True
>>> is_included(leaves[2], 3, 5, proof, root_hash(5, node))
False

A `Node` gives the hash of a whole subtree: `node(height, index)` covers the leaves from
`index * 2**height` on, `2**height` of them. Where those hashes are kept is the caller's (`tiles`).

What stays compatible: all of it; a checkpoint kept on paper is compared with these roots for ever.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = Callable[[int, int], bytes]
Proof = tuple[bytes, ...]


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_of(leaves: Sequence[bytes]) -> Node:
    """Whole subtrees over leaf hashes held in memory."""

    def node(height: int, index: int) -> bytes:
        if height == 0:
            return leaves[index]
        return node_hash(node(height - 1, 2 * index), node(height - 1, 2 * index + 1))

    return node


def root_hash(size: int, node: Node) -> bytes:
    """The root of the first `size` leaves."""
    return range_hash(0, size, node) if size else EMPTY_ROOT


def range_hash(start: int, end: int, node: Node) -> bytes:
    """The hash of the leaves from `start` up to `end`, as they stand in a tree that splits there."""
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(count)
    return node_hash(range_hash(start, middle, node), range_hash(middle, end, node))


def inclusion_proof(number: int, size: int, node: Node) -> Proof:
    """The hashes that lead from a leaf to the root of `size` leaves. Raises ValueError: no such leaf."""
    if not 0 <= number < size:
        raise ValueError(f"leaf {number} in a tree of {size}")
    return _path(number, 0, size, node)


def _path(number: int, start: int, end: int, node: Node) -> Proof:
    if end - start == 1:
        return ()
    middle = start + _split(end - start)
    if number < middle:
        return (*_path(number, start, middle, node), range_hash(middle, end, node))
    return (*_path(number, middle, end, node), range_hash(start, middle, node))


def consistency_proof(first: int, second: int, node: Node) -> Proof:
    """The hashes that lead from the root at `first` leaves to that at `second`; empty where they are one.

    Raises ValueError: `first` is 0 or more than `second`.
    """
    if not 0 < first <= second:
        raise ValueError(f"from {first} leaves to {second}")
    return _subproof(first, 0, second, node, is_known=True)


def _subproof(first: int, start: int, end: int, node: Node, *, is_known: bool) -> Proof:
    count = end - start
    if first == count:
        return () if is_known else (range_hash(start, end, node),)
    split = _split(count)
    middle = start + split
    if first <= split:
        return (*_subproof(first, start, middle, node, is_known=is_known), range_hash(middle, end, node))
    left = range_hash(start, middle, node)
    return (*_subproof(first - split, middle, end, node, is_known=False), left)


def is_included(leaf: bytes, number: int, size: int, proof: Proof, root: bytes) -> bool:
    """Whether a proof shows this leaf hash under that number (RFC 9162, 2.1.3.2)."""
    if not 0 <= number < size:
        return False
    at, last, found = number, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and hmac.compare_digest(found, root)


def is_consistent(first: int, second: int, proof: Proof, first_root: bytes, second_root: bytes) -> bool:
    """Whether a proof shows that the second tree begins with the first one (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and hmac.compare_digest(first_root, second_root)
    steps = proof if first & (first - 1) else (first_root, *proof)
    if not steps:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and hmac.compare_digest(old, first_root) and hmac.compare_digest(new, second_root)


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
