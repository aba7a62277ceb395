# SPDX-License-Identifier: Apache-2.0
"""The catalogue, read once for the whole server: what the program knows and the practice's overlay."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from leeward.knowledge import Catalogue, load_catalogue


@cache
def book() -> Catalogue:
    """Everything the program knows. An overlay changed by hand is read at the next start."""
    return load_catalogue(overlay=overlay_folder(), cache=settings.HOME / "cache")


def read_anew() -> None:
    """After a page changed the overlay: whoever asks from now on gets it; an open request keeps the old."""
    book.cache_clear()


def overlay_folder() -> Path:
    """Where the practice's own entries lie."""
    return Path(settings.HOME) / "overlay"
