# SPDX-License-Identifier: Apache-2.0
"""The few files a device's pages are made of. No other file is served through the second door."""

from __future__ import annotations

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

NEEDED = frozenset(
    f"/static/leeward/{name}"
    for name in (
        "tokens.css",
        "base.css",
        "practice.css",
        "leave.js",
        "marks/none.svg",
        "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",
        "fonts/atkinson-hyperlegible-next-latin-700-normal.woff2",
    )
)


class NeededFiles(WhiteNoiseMiddleware):
    """Middleware: knows these files alone, so that any other address goes the way of a wrong one."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if url in NEEDED:
            super().add_file_to_dictionary(url, path, stat_cache)
