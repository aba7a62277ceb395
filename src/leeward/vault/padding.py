# SPDX-License-Identifier: Apache-2.0
"""Lengths that tell little: "no" and "yes, he has a gun" take the same room on the disk.

A sealed value is as long as what is in it. In a stolen file a two-letter answer could be told from
a three-letter one without any key. So the plain bytes get their length in front and zeros behind, up
to the next of a few sizes: 64, 128, 256, 512, 1024 bytes; above that at most an eighth is added
(Padmé: the lower bits of the length are cleared, rounding up).

>>> len(pad(b"no")) == len(pad(b"yes, he has a gun"))
True
"""

from __future__ import annotations

import struct

SMALLEST = 64
_DOUBLING_UP_TO = 1024
_LENGTH = struct.Struct(">I")


def padded_length(length: int) -> int:
    """The size of the bucket that holds `length` bytes."""
    size = SMALLEST
    while size < length and size < _DOUBLING_UP_TO:
        size *= 2
    if size >= length:
        return size
    exponent = length.bit_length() - 1
    clear_bits = exponent - exponent.bit_length()
    mask = (1 << clear_bits) - 1
    return (length + mask) & ~mask


def pad(plain: bytes) -> bytes:
    """The bytes with their length in front, filled up to their bucket."""
    framed = _LENGTH.pack(len(plain)) + plain
    return framed.ljust(padded_length(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises ValueError: not made by `pad`."""
    if len(padded) < _LENGTH.size:
        raise ValueError("too short to hold a length")
    (length,) = _LENGTH.unpack_from(padded)
    if length > len(padded) - _LENGTH.size:
        raise ValueError("longer than its room")
    return padded[_LENGTH.size : _LENGTH.size + length]
