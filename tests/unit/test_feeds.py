# SPDX-License-Identifier: Apache-2.0
"""Loaded directories: found by words, place, need, age and language; loaded whole, or not at all."""

from __future__ import annotations

import sqlite3
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.commands.bench_directory import QUESTIONS, made_up_services
from leeward.commands.doctor_directories import look_at_directories
from leeward.exchange.hsds.needs import words_of_needs
from leeward.exchange.hsds.plain_text import folded
from leeward.knowledge import Catalogue, feed_building
from leeward.knowledge.feed_building import drop_feed, put_feed
from leeward.knowledge.feeds import FILE_NAME, Feed, FeedInfo, open_feed, root_of
from leeward.knowledge.models.service import Eligibility, Phone, Service
from leeward.terms.errors import ContentError, InputError, NotFound
from leeward.terms.folded import words_in
from leeward.terms.source import Source
from leeward.terms.text import Text


def service(name: str, **changes: Any) -> Service:
    """A made-up service of a feed."""
    fields: dict[str, Any] = {
        "id": f"feed-ex-{name.split()[0].lower()}",
        "name": name,
        "status": "active",
        "audience": "client",
        "description": Text(en="", es=""),
        "languages": (),
        "eligibility": Eligibility(population="not said by this directory"),
        "services": (),
        "scenarios": (),
        "confidential": "unknown",
        "leaves_trace_notes": Text(en="Not known.", es="No se sabe."),
        "jurisdictions": ("US-WA",),
        "sources": (Source("https://example.org", seen="2026-11-23"),),
        "confidence": "unverified",
    }
    return Service(**{**fields, **changes})


LISTED = (
    service("Alder Legal Desk", services=("legal",), languages=("en", "es")),
    service("Birch House", organization="Alder Fund", description=Text(en="A legal desk", es="Refugio")),
    service(
        "Cedar Atención Psicológica", services=("counselling",), jurisdictions=("US-OR",), languages=("es",)
    ),
    service("Dogwood Teens", eligibility=Eligibility(population="teens", minimum_age=12, maximum_age=19)),
    service("Elm Elders", eligibility=Eligibility(population="older adults", minimum_age=60)),
    service("Fir Everywhere", jurisdictions=("US",), phones=(
        Phone(number="1-800-555-0133", type="voice", languages=(), confidence="unverified"),
    )),
    service("Gorse Legal Office", status="defunct"),
    service("Hazel Nowhere Said", jurisdictions=()),
)  # fmt: skip


def info(name: str = "ex-feed") -> FeedInfo:
    return FeedInfo(name, "https://example.org/feed", "2026-11-23", 0)


@pytest.fixture
def feed(tmp_path: Path, book: Catalogue) -> Feed:
    """Eight services in one feed."""
    put_feed(tmp_path, info(), LISTED, words_of_needs(book))
    found = open_feed(tmp_path)
    assert found is not None
    return found


def names(found: tuple[Service, ...]) -> list[str]:
    return [one.name.split()[0] for one in found]


def test_no_file_is_no_feed(tmp_path: Path) -> None:
    """A practice that loaded nothing."""
    assert open_feed(tmp_path) is None


def test_a_service_comes_back_as_it_was_put(feed: Feed) -> None:
    """By its id, the closed one too."""
    assert list(LISTED) == [feed.service(one.id) for one in LISTED]
    with pytest.raises(NotFound):
        feed.service("feed-ex-none")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("legal", ["Alder", "Birch"]),
        ("Alder", ["Alder", "Birch"]),
        ("LEGAL desk", ["Alder", "Birch"]),
        ("desk for legal help", ["Alder"]),
        ("legal desks of the mountain", ["Alder", "Birch"]),
        ("legal mountains", []),
        ("everywheres", ["Fir"]),
        ("psicologica", ["Cedar"]),
        ("atencion PSICOLÓGICA", ["Cedar"]),
        ("psico", ["Cedar"]),
        ("abogado", ["Alder"]),
        ("ayuda legal", ["Alder"]),
        ("555 0133", ["Fir"]),
        ("shelter mountain", []),
        ("Gorse", []),
        ('legal" OR "elm', []),
        ("name:legal", []),
        ("NOT legal*", ["Alder", "Birch"]),
    ],
)
def test_all_the_words_are_found_those_in_the_name_first(feed: Feed, words: str, expected: list[str]) -> None:
    """Accents and capitals make no difference; a need is found in both languages; signs steer nothing."""
    assert expected == names(feed.search(words))


def test_a_service_of_another_state_is_left_out(feed: Feed) -> None:
    """One that is everywhere, and one that does not say, stay in."""
    assert ["Cedar", "Fir", "Hazel"] == names(feed.search("", state="US-OR"))


def test_needs_narrow(feed: Feed) -> None:
    """Any of those asked for."""
    assert ["Alder", "Cedar"] == names(feed.search("", needs=frozenset({"legal", "counselling"})))
    assert [] == names(feed.search("", needs=frozenset({"crisis"})))


@pytest.mark.parametrize(
    ("age", "out"), [(11, {"Dogwood", "Elm"}), (12, {"Elm"}), (19, {"Elm"}), (60, {"Dogwood"})]
)
def test_a_service_for_other_ages_is_left_out(feed: Feed, age: int, out: set[str]) -> None:
    """Both ends of an age belong to it."""
    everybody = set(names(feed.search("")))
    assert out == everybody - set(names(feed.search("", age=age)))


def test_those_that_speak_the_language_come_first(feed: Feed) -> None:
    """The others follow: a directory often does not say."""
    found = names(feed.search("", language="es"))
    assert ["Alder", "Cedar"] == found[:2]
    assert len(LISTED) - 1 == len(found) == len(set(found))


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_no_more_than_asked_for(feed: Feed, limit: int) -> None:
    """The best of them."""
    whole = feed.search("legal", language="es")
    assert whole[:limit] == feed.search("legal", language="es", limit=limit)


@given(words=st.text(max_size=40), state=st.sampled_from((None, "US-WA", "US-", '"', "US-WA) OR (")))
def test_no_words_break_a_search(
    words: str, state: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is typed is looked for, and never obeyed."""
    home = tmp_path_factory.mktemp("feed")
    put_feed(home, info(), LISTED[:2], {})
    found = open_feed(home)
    assert found is not None
    assert len(found.search(words, state=state)) <= 2


def test_a_search_leaves_no_word_behind(feed: Feed, tmp_path: Path) -> None:
    """What was looked for is a client's; the file is the same as before, and stands alone."""
    before = (tmp_path / FILE_NAME).read_bytes()
    feed.search("canary-word", state="US-WA")
    assert before == (tmp_path / FILE_NAME).read_bytes()
    assert [FILE_NAME] == [one.name for one in tmp_path.iterdir()]


def test_only_the_owner_reads_the_file(feed: Feed, tmp_path: Path) -> None:
    """It tells what the practice is about."""
    assert 0o600 == stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode)


def test_several_feeds_are_searched_as_one(feed: Feed, tmp_path: Path) -> None:
    """Loading one again takes its place and leaves the others."""
    put_feed(tmp_path, info("ex-other"), [service("Ivy Legal")], {})
    put_feed(tmp_path, info("ex-feed"), [LISTED[0]], {})
    assert [("ex-feed", 1), ("ex-other", 1)] == [(one.name, one.services) for one in feed.names()]
    assert ["Alder", "Ivy"] == names(feed.search("legal"))
    assert 2 == feed.count()


def test_a_feed_is_taken_out(feed: Feed, tmp_path: Path) -> None:
    """With the last of them the file goes."""
    put_feed(tmp_path, info("ex-other"), [service("Ivy Legal")], {})
    assert "ex-feed" == drop_feed(tmp_path, "ex-feed", {}).name
    assert ["Ivy"] == names(feed.search("legal"))
    with pytest.raises(NotFound, match="one of ex-other"):
        drop_feed(tmp_path, "ex-feed", {})
    drop_feed(tmp_path, "ex-other", {})
    assert open_feed(tmp_path) is None
    assert [] == list(tmp_path.iterdir())


def test_two_services_with_one_id_load_nothing(feed: Feed, tmp_path: Path) -> None:
    """What was there stays there, and no half-made file is left."""
    with pytest.raises(InputError):
        put_feed(tmp_path, info("ex-other"), [LISTED[0], LISTED[1]], {})
    assert len(LISTED) == feed.count()
    assert [FILE_NAME] == [one.name for one in tmp_path.iterdir()]


def test_a_fault_while_loading_leaves_what_was_there(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, in the middle of the work."""

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(feed_building, "_lay_down", fail)
    with pytest.raises(InputError, match="disk is full"):
        put_feed(tmp_path, info("ex-other"), [service("Ivy Legal")], {})
    assert ["ex-feed"] == [one.name for one in feed.names()]
    assert [FILE_NAME] == [one.name for one in tmp_path.iterdir()]


def test_of_two_imports_at_once_neither_is_lost(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slower one is told to do it again."""
    lay_down = feed_building._lay_down
    others = [service("Ivy Legal")]

    def meanwhile(*arguments: Any) -> None:
        if others:
            put_feed(tmp_path, info("ex-quick"), [others.pop()], {})
        lay_down(*arguments)

    monkeypatch.setattr(feed_building, "_lay_down", meanwhile)
    with pytest.raises(InputError, match="finished meanwhile"):
        put_feed(tmp_path, info("ex-slow"), [service("Juniper Legal")], {})
    assert ["ex-feed", "ex-quick"] == [one.name for one in feed.names()]


@pytest.mark.parametrize(
    "data", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\x00" * 4096]
)
def test_a_damaged_file_says_what_to_do(data: bytes, tmp_path: Path) -> None:
    """It holds copies only, so it may be made again."""
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(ContentError, match="import the directories again"):
        open_feed(tmp_path)


def test_a_file_cut_short_says_what_to_do(feed: Feed, tmp_path: Path) -> None:
    """As a full disk or a bad copy leaves it."""
    data = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(data[: len(data) // 3])
    with pytest.raises(ContentError, match="import the directories again"):
        feed.search("legal")
        feed.service(LISTED[0].id)
        list(feed.each())


def test_a_python_without_full_text_search_is_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything but loaded directories works there."""

    class Bare(sqlite3.Connection):
        def execute(self, asked: str, *more: Any) -> sqlite3.Cursor:
            if "fts5" in asked:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(asked, *more)

    usual = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: usual(*a, **{**k, "factory": Bare}))
    with pytest.raises(InputError, match="FTS5"):
        put_feed(tmp_path, info(), LISTED, {})
    assert [] == list(tmp_path.iterdir())


def test_found_is_what_a_plain_scan_finds(tmp_path: Path, book: Catalogue) -> None:
    """The index leaves out nothing that holds the words, and adds nothing that does not."""
    made = made_up_services(600, book)
    put_feed(tmp_path, info(), made, {})
    feed = open_feed(tmp_path)
    assert feed is not None
    for question in QUESTIONS:
        found = {one.id for one in feed.search(**question, limit=len(made))}
        held = {one.id for one in made if fits(one, 0, **question)}
        words = len(list(words_in(question["words"])))
        assert found == (held or {one.id for one in made if words > 2 and fits(one, 1, **question)}), question


def holds(word: str, asked: str) -> bool:
    return word.startswith(root_of(asked)) if len(asked) > 2 else word == asked


def fits(
    one: Service,
    may_miss: int,
    words: str,
    state: str | None = None,
    needs: frozenset[str] = frozenset(),
    age: int | None = None,
    language: str | None = None,
) -> bool:
    """The same rules, the long way; a language only orders. `may_miss`: so many words may be missing."""
    written = f"{one.name} {one.organization} {one.description.en} {one.eligibility.population}"
    held = folded(f"{written} {one.phones[0].number.replace('-', ' ')}").replace(".", " ").split()
    asked = list(words_in(words))
    return (
        one.status == "active"
        and (state is None or state in one.jurisdictions)
        and (not needs or bool(needs & set(one.services)))
        and (age is None or (one.eligibility.minimum_age or 0) <= age)
        and sum(not any(holds(word, ask) for word in held) for ask in asked) <= may_miss
    )


@pytest.mark.parametrize(("days", "level"), [(0, "ok"), (92, "ok"), (93, "mind")])
def test_doctor_says_which_directory_has_grown_old(days: int, level: str, feed: Feed, tmp_path: Path) -> None:
    """By the day on which it was loaded."""
    (line,) = look_at_directories(tmp_path, date(2026, 11, 23) + timedelta(days))
    assert (level, f"ex-feed: 8 services, loaded {days} day(s) ago") == (line.level, line.found)


def test_doctor_says_that_the_file_cannot_be_read(tmp_path: Path) -> None:
    """And nothing where nothing is loaded."""
    assert [] == list(look_at_directories(tmp_path, date(2026, 11, 23)))
    (tmp_path / FILE_NAME).write_bytes(b"no database")
    assert ["bad"] == [line.level for line in look_at_directories(tmp_path, date(2026, 11, 23))]
