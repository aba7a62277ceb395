# SPDX-License-Identifier: Apache-2.0
"""Loaded directories, for `leeward doctor`: whether they can be read, and which have grown old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from leeward.commands.lines import Line
from leeward.knowledge.feeds import open_feed
from leeward.terms.errors import ContentError

GROWS_OLD_DAYS = 92
"""Numbers change all the time; a directory that is handed on is made anew every month or two."""
_ABOUT = "directories"


def look_at_directories(home: Path, today: date) -> Iterator[Line]:
    """A line for each; none where none is loaded."""
    try:
        feed = open_feed(home)
        loaded = feed.names() if feed is not None else ()
    except ContentError as error:
        yield Line("bad", _ABOUT, error.found, error.do)
        return
    for one in loaded:
        days = (today - date.fromisoformat(one.loaded_on)).days
        found = f"{one.name}: {one.services} services, loaded {days} day(s) ago"
        if days > GROWS_OLD_DAYS:
            yield Line("mind", _ABOUT, found, "Load a newer one: leeward directory import FILE --name NAME")
        else:
            yield Line("ok", _ABOUT, found)
