# SPDX-License-Identifier: Apache-2.0
"""The catalogue, read once for the whole server: what the program knows and the practice's overlay."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from leeward.knowledge import Catalogue, load_catalogue


@cache
def book() -> Catalogue:
    """Everything the program knows. A changed overlay is read at the next start."""
    return load_catalogue(overlay=settings.HOME / "overlay", cache=settings.HOME / "cache")
