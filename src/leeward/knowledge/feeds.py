# SPDX-License-Identifier: Apache-2.0
"""Other people's directories, loaded once and searched here: a local 211, a state's list, a network's own.

    feed = open_feed(home)
    found = feed.search("abogado", state="US-WA") if feed is not None else ()

One SQLite file in the practice's home holds them all, with a full-text index (FTS5). It is written by
`leeward.knowledge.feed_building` and only read here, so a search leaves no word in it. It holds public
listings and never anything about a client. Accents make no difference, and a word finds what begins with it.
"""

from __future__ import annotations

import re
import sqlite3
import uuid
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from leeward.knowledge.models.service import Service
from leeward.terms.errors import ContentError, NotFound
from leeward.terms.folded import words_in
from leeward.terms.shown import quoted

FILE_NAME = "directory.sqlite3"
FORM = 1
"""Of the file's tables. A file of another form is made again by importing the feeds again."""

NO_AREA = "stnone"
EVERYWHERE = ("US", "INTL")

_MOST_WORDS = 10
_LONGEST_QUESTION = 400
_SHORTEST_BEGINNING = 3
_LONG_WORD = 5
_MAY_MISS_ONE = 3


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:leeward:directory")


def fed_id(feed: str, key: str) -> str:
    """The id of a service here: no two directories can make the same one, whatever hyphens they hold.

    It ends with a UUID: the directory's own, as HSDS wants one, or one made of its key.

    >>> fed_id("a-b", "0b1f7b0e-6a5e-4b2c-9c0f-6a9f0a6f6d01")
    'feed-a-b-0b1f7b0e-6a5e-4b2c-9c0f-6a9f0a6f6d01'
    >>> fed_id("a", "b-c").removeprefix("feed-a-") == fed_id("a-b", "c").removeprefix("feed-a-b-")
    False
    """
    return f"feed-{feed}-{key if _UUID.fullmatch(key) else uuid.uuid5(_NAMESPACE, f'feed/{key}')}"


class FeedInfo(msgspec.Struct, frozen=True):
    """A feed by its name here. `source`: where it came from; `loaded_on`: ISO date; `services`: how many."""

    name: str
    source: str
    loaded_on: str
    services: int


class Feed:
    """Every loaded feed, searched as one. Opens the file anew for each question, so it needs no closing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def search(
        self,
        words: str,
        *,
        state: str | None = None,
        needs: frozenset[str] = frozenset(),
        language: str | None = None,
        age: int | None = None,
        limit: int = 50,
    ) -> tuple[Service, ...]:
        """Active services that hold all of `words`, best first; where none does, all but one of several.

        Left out: services limited to another state, to other ages, or to other needs. A service that
        does not say where it works stays in. Those that say they speak `language` come first.
        """
        asked = _asked(words)
        marks = _marks_asked(state, needs)
        found: dict[int, None] = {}
        with self._opened() as base:
            for turns in (_turns(asked), _turns_but_one(asked)):
                for spoken in () if found else _language_turns(language):
                    if len(found) < limit:
                        found |= dict.fromkeys(_rows(base, turns, (*marks, *spoken), age, limit))
            return tuple(_body(base, row) for row in list(found)[:limit])

    def service(self, word: str) -> Service:
        """The service of this id, active or not; also of the id it had before `fed_id`, where that names one.

        Raises NotFound.
        """
        with self._opened() as base:
            rows = base.execute("SELECT rowid FROM services WHERE id = ?", (word,)).fetchall()
            rows = rows or _known_before(base, word)
            if len(rows) != 1:
                raise NotFound(
                    f"the service {quoted(word)}",
                    expected="the id of a service in a loaded directory",
                    do="Search again; the directory may have been loaded anew",
                )
            return _body(base, rows[0][0])

    def count(self) -> int:
        """How many services are loaded, active or not."""
        return sum(one.services for one in self.names())

    def names(self) -> tuple[FeedInfo, ...]:
        """The loaded feeds, by name."""
        with self._opened() as base:
            rows = base.execute(
                "SELECT name, source, loaded_on, services FROM feeds ORDER BY name"
            ).fetchall()
        return tuple(FeedInfo(*row) for row in rows)

    def each(self) -> Iterator[tuple[str, Service]]:
        """Every service with the name of its feed, in the order of the file."""
        with self._opened() as base:
            for name, body in base.execute(
                "SELECT s.feed, b.body FROM services s JOIN bodies b ON b.rowid = s.rowid ORDER BY s.rowid"
            ):
                yield name, unpacked(body)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as base:
                yield base
        except (sqlite3.Error, zlib.error, msgspec.DecodeError) as error:
            raise unreadable() from error


_DECODER = msgspec.json.Decoder(Service)


def packed(service: Service) -> bytes:
    """A service as the file holds it."""
    return zlib.compress(msgspec.json.encode(service))


def unpacked(body: bytes) -> Service:
    """The service that was packed."""
    return _DECODER.decode(zlib.decompress(body))


def open_feed(home: Path) -> Feed | None:
    """The feeds loaded into this practice's home; None when there are none.

    Raises ContentError: a file that is damaged, or of another version of Leeward.
    """
    path = home / FILE_NAME
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            form = base.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise unreadable() from error
    if form != FORM:
        raise unreadable()
    return Feed(path)


def unreadable() -> ContentError:
    """What is said of a file that does not answer. It holds only copies, so it may be made again."""
    return ContentError(
        "the file of loaded directories cannot be read",
        expected=f"{FILE_NAME} as `leeward directory import` writes it, and SQLite with full-text search",
        do=f"Move {FILE_NAME} out of this practice's home and import the directories again",
    )


def marks_of(service: Service) -> str:
    """What the index knows of a service beside its words: where it works, what for, its languages."""
    places = [_state_mark(code) for code in service.jurisdictions] or [NO_AREA]
    needs = [_need_mark(tag) for tag in service.services]
    return " ".join([*places, *needs, *(_language_mark(code) for code in service.languages)])


def _state_mark(code: str) -> str:
    return "st" + _letters(code)


def _need_mark(tag: str) -> str:
    return "nd" + _letters(tag)


def _language_mark(code: str) -> str:
    return "ln" + _letters(code)


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isascii() and letter.isalnum())


def _known_before(base: sqlite3.Connection, word: str) -> list[tuple[int]]:
    """Rows of the services that may have had this id when it was the key itself that ended it."""
    names = [name for (name,) in base.execute("SELECT name FROM feeds") if word.startswith(f"feed-{name}-")]
    ids = [fed_id(name, word.removeprefix(f"feed-{name}-")) for name in names]
    found = [base.execute("SELECT rowid FROM services WHERE id = ?", (id,)).fetchall() for id in ids]
    return [row for rows in found for row in rows]


def _asked(words: str) -> tuple[str, ...]:
    """The words as FTS5 asks for them: each whole, or as a beginning where it is long enough."""
    telling = list(dict.fromkeys(words_in(words[:_LONGEST_QUESTION])))[:_MOST_WORDS]
    return tuple(
        f'"{root_of(word)}"*' if len(word) >= _SHORTEST_BEGINNING else f'"{word}"' for word in telling
    )


def root_of(word: str) -> str:
    """A long word without the ending of a plural, English or Spanish: the rest finds both."""
    if len(word) > _LONG_WORD and word.endswith("es"):
        return word[:-2]
    return word[:-1] if len(word) >= _LONG_WORD and word.endswith("s") else word


def _marks_asked(state: str | None, needs: frozenset[str]) -> tuple[str, ...]:
    found = []
    if state is not None:
        places = [_state_mark(code) for code in (state, *EVERYWHERE)]
        found.append(f"marks : ({' OR '.join([*places, NO_AREA])})")
    if needs:
        found.append(f"marks : ({' OR '.join(_need_mark(tag) for tag in sorted(needs))})")
    return tuple(found)


def _language_turns(language: str | None) -> tuple[tuple[str, ...], ...]:
    """First those that speak it, then all."""
    mark = _language_mark(language) if language is not None else "ln"
    return ((),) if mark == "ln" else ((f"marks : {mark}",), ())


Turns = tuple[tuple[str, ...], ...]


def _rows(
    base: sqlite3.Connection, turns: Turns, marks: Sequence[str], age: int | None, limit: int
) -> list[int]:
    """The rows that fit, turn by turn, each turn by name.

    That can be told to a person, and stops as soon as there are enough; a rank by how often a word
    stands in a text would read every hit, and all of them hold all the words.
    """
    found: dict[int, None] = {}
    for words in turns:
        if len(found) < limit:
            found |= dict.fromkeys(_hits(base, " AND ".join([*words, *marks]), age, limit))
    return list(found)


def _turns(asked: Sequence[str]) -> Turns:
    """Those with all the words in their name, then with some of them there, then the rest."""
    if not asked:
        return ((),)
    anywhere = f"{{name organization words}} : ({' AND '.join(asked)})"
    all_named = f"{{name}} : ({' AND '.join(asked)})"
    some_named = f"{{name organization}} : ({' OR '.join(asked)})"
    return (all_named,), (anywhere, some_named), (anywhere,)


def _turns_but_one(asked: Sequence[str]) -> Turns:
    """Of three words or more, one may be missing: people write sentences."""
    if len(asked) < _MAY_MISS_ONE:
        return ()
    without = (" AND ".join([*asked[:place], *asked[place + 1 :]]) for place in range(len(asked)))
    return ((f"{{name organization words}} : ({' OR '.join(f'({words})' for words in without)})",),)


def _hits(base: sqlite3.Connection, question: str, age: int | None, limit: int) -> list[int]:
    """The first rows for a question, in the order of their names; without one, of all."""
    asked = _SOME if question else _ALL
    rows = base.execute(asked, {"question": question, "age": age, "limit": limit})
    return [row[0] for row in rows]


_FITS_AGE = "(:age IS NULL OR ((s.low IS NULL OR s.low <= :age) AND (s.high IS NULL OR s.high >= :age)))"
_ALL = f"SELECT s.rowid FROM services s WHERE s.is_active AND {_FITS_AGE} ORDER BY s.rowid LIMIT :limit"  # noqa: S608
_SOME = (
    "SELECT s.rowid FROM texts JOIN services s ON s.rowid = texts.rowid"  # noqa: S608
    f" WHERE texts MATCH :question AND {_FITS_AGE} ORDER BY texts.rowid LIMIT :limit"
)


def _body(base: sqlite3.Connection, row: int) -> Service:
    return unpacked(base.execute("SELECT body FROM bodies WHERE rowid = ?", (row,)).fetchone()[0])
