# SPDX-License-Identifier: Apache-2.0
"""The one fault of this room: bytes in which there was nothing to read."""

from __future__ import annotations

from leeward.terms.errors import InputError


class Unreadable(InputError):
    """A file that is empty, or of a kind that cannot be read as what it was handed in as."""
