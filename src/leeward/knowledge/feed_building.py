# SPDX-License-Identifier: Apache-2.0
"""Loads a feed beside the others, replaces it, or takes it out: the whole file anew, or nothing.

The file is built under another name in the same folder and put in place at once, so a search sees the
old directories or the new ones and never half of either. Services are laid down by name, so that
among too many hits the order is one a person can follow.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from leeward.knowledge.feeds import FILE_NAME, FORM, FeedInfo, marks_of, open_feed, packed
from leeward.knowledge.models.service import Service
from leeward.terms.errors import InputError, NotFound
from leeward.terms.shown import quoted

_TABLES = """
    CREATE TABLE feeds (name TEXT PRIMARY KEY, source TEXT, loaded_on TEXT, services INTEGER);
    CREATE TABLE services (id TEXT UNIQUE, feed TEXT, is_active INTEGER, low INTEGER, high INTEGER);
    CREATE TABLE bodies (body BLOB);
    CREATE VIRTUAL TABLE texts USING fts5(name, organization, words, marks,
        content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
"""

_PART = ".leeward-part-directory-"
"""What a program that was cut off leaves under such a name is cleared away at the next start."""

Words = Mapping[str, str]
"""A tag of the vocabulary -> the words it is also found by, in every language."""


Loaded = dict[str, tuple[FeedInfo, list[Service]]]


def put_feed(home: Path, info: FeedInfo, services: Iterable[Service], words: Words) -> FeedInfo:
    """Loads a feed, in place of the one of the same name. Gives it with its count.

    Raises:
        InputError: this Python's SQLite has no FTS5, the folder cannot be written, or another
            import finished meanwhile.
        ContentError: the file that is there cannot be read.
    """
    listed = list(services)
    counted = msgspec.structs.replace(info, services=len(listed))
    _rebuild(home, info.name, {info.name: (counted, listed)}, words)
    return counted


def drop_feed(home: Path, name: str, words: Words) -> FeedInfo:
    """Takes a feed out; with the last one the file itself goes. Raises NotFound."""
    feed = open_feed(home)
    loaded = {one.name: one for one in feed.names()} if feed is not None else {}
    if name not in loaded:
        raise NotFound(
            f"the directory {quoted(name)}",
            expected=f"one of {', '.join(loaded)}" if loaded else "a loaded directory; there is none",
            do="See `leeward directory list`",
        )
    if len(loaded) == 1:
        (home / FILE_NAME).unlink()
    else:
        _rebuild(home, name, {}, words)
    return loaded[name]


def _rebuild(home: Path, name: str, put: Loaded, words: Words) -> None:
    """The file with every feed but the one of this name, and what is put in its place."""
    _require_full_text()
    path = home / FILE_NAME
    before = _trace_of(path)
    feeds = _loaded_but(home, name) | put
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle, made_name = tempfile.mkstemp(prefix=_PART, dir=home)
        os.close(handle)
        made = Path(made_name)
        try:
            _write(made, feeds, words)
            if _trace_of(path) != before:
                raise InputError(
                    "another import that finished meanwhile",
                    expected="one import at a time",
                    do="Import this directory again; nothing of it was loaded",
                )
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error.strerror) from error
    except sqlite3.Error as error:
        raise _unwritable(str(error)) from error


def _unwritable(why: str | None) -> InputError:
    return InputError(
        f"a file that cannot be written ({why or 'unwritable'})",
        expected="room and leave to write in this practice's home",
        do="Check LEEWARD_HOME and the disk; nothing was changed",
    )


def _require_full_text() -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.execute("CREATE VIRTUAL TABLE texts USING fts5(words)")
        except sqlite3.OperationalError as error:
            raise InputError(
                f"SQLite {sqlite3.sqlite_version} without full-text search",
                expected="a Python whose SQLite has FTS5, as python.org and every large system ship it",
                do="Install such a Python; everything else works without loaded directories",
            ) from error


def _trace_of(path: Path) -> tuple[int, int, int] | None:
    """By which a file that was put in place of another is told from it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _loaded_but(home: Path, name: str) -> Loaded:
    old = open_feed(home)
    if old is None:
        return {}
    kept: Loaded = {one.name: (one, []) for one in old.names() if one.name != name}
    for feed, service in old.each():
        if feed in kept:
            kept[feed][1].append(service)
    return kept


def _write(path: Path, feeds: Loaded, words: Words) -> None:
    everything = [(service, name) for name, (_, services) in feeds.items() for service in services]
    everything.sort(key=lambda one: (one[0].name.casefold(), one[0].id))
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.executescript(_TABLES)
        infos = [(info.name, info.source, info.loaded_on, info.services) for info, _ in feeds.values()]
        base.executemany("INSERT INTO feeds VALUES (?, ?, ?, ?)", infos)
        for row, (service, name) in enumerate(everything, start=1):
            _lay_down(base, row, name, service, words)
        base.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        base.execute(f"PRAGMA user_version = {FORM}")
        base.commit()


def _lay_down(base: sqlite3.Connection, row: int, feed: str, service: Service, words: Words) -> None:
    is_active = service.status == "active"
    who = service.eligibility
    base.execute(
        "INSERT INTO services (rowid, id, feed, is_active, low, high) VALUES (?, ?, ?, ?, ?, ?)",
        (row, service.id, feed, is_active, who.minimum_age, who.maximum_age),
    )
    base.execute("INSERT INTO bodies (rowid, body) VALUES (?, ?)", (row, packed(service)))
    if is_active:
        base.execute(
            "INSERT INTO texts (rowid, name, organization, words, marks) VALUES (?, ?, ?, ?, ?)",
            (
                row,
                f"{service.name} {service.name_es or ''}",
                service.organization or "",
                _said_of(service, words),
                marks_of(service),
            ),
        )


def _said_of(service: Service, words: Words) -> str:
    """All else a person might look for, each word once: how often it stands there does not count."""
    texts = [service.description, *(phone.description for phone in service.phones), service.alert]
    said = [part for text in texts if text is not None for part in (text.en, text.es)]
    said += [service.eligibility.population, service.accessibility or ""]
    said += [phone.number for phone in service.phones]
    said += [words.get(tag, "") for tag in service.services]
    return " ".join(dict.fromkeys(" ".join(said).split()))
