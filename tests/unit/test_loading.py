# SPDX-License-Identifier: Apache-2.0
"""The catalogue is read from its cache only when that is whole, fresh and of the right types."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import pytest
from tests.support.catalogues import real_catalogue, real_content, real_parsed

from leeward.knowledge import Catalogue, load_catalogue, loading
from leeward.knowledge.files import ContentFile
from leeward.knowledge.loading import content_digest, write_whole
from leeward.knowledge.parsing import Parsed
from leeward.terms.errors import ContentError

Count = Callable[[], int]


@pytest.fixture(autouse=True)
def parses(monkeypatch: pytest.MonkeyPatch) -> Iterator[Count]:
    """Lets content be parsed once for all tests, and counts how often a test asks for it."""
    asked: list[int] = []

    def parse(content: Iterable[ContentFile]) -> Parsed:
        asked.append(1)
        assert tuple(content) == real_content()
        return msgspec.structs.replace(real_parsed())

    monkeypatch.setattr(loading, "parse_content", parse)
    yield lambda: len(asked)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The cache file that a first load leaves behind."""
    load_catalogue(cache=tmp_path / "cache")
    (only,) = (tmp_path / "cache").iterdir()
    return only


def same(book: Catalogue) -> bool:
    """Whether this is the package's catalogue, part by part."""
    return msgspec.json.encode(book) == msgspec.json.encode(real_catalogue())


def test_without_a_cache_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert same(load_catalogue())
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_cache_is_used_without_reading_yaml_again(kept: Path, parses: Count) -> None:
    before = parses()
    book = load_catalogue(cache=kept.parent)
    assert (parses() - before, book) == (0, real_catalogue())


def test_a_cached_catalogue_finds_what_the_parsed_one_finds(kept: Path) -> None:
    book = load_catalogue(cache=kept.parent)
    assert book.option("wait_and_watch") == real_catalogue().option("wait-and-watch")
    assert list(book.items) == list(real_catalogue().items)


def test_the_cache_is_readable_by_its_owner_alone(kept: Path) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent)]
    assert modes == [0o600, 0o700]


def test_the_mode_of_the_cache_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        load_catalogue(cache=tmp_path / "cache")
    finally:
        os.umask(old)
    (only,) = (tmp_path / "cache").iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (only, only.parent)] == [0o600, 0o700]


def test_the_same_file_in_an_overlay_is_other_content() -> None:
    ours = ContentFile("law/US-WA.yaml", b"a: 1\n", local=False)
    theirs = msgspec.structs.replace(ours, local=True)
    digests = {content_digest([ours]), content_digest([theirs]), content_digest([ours, theirs])}
    assert len(digests) == 3


def test_bytes_that_move_from_one_file_to_the_next_are_other_content() -> None:
    def digest(*data: bytes) -> str:
        return content_digest(ContentFile(f"{number}.yaml", one, False) for number, one in enumerate(data))

    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc", b""), digest(b"abc")}) == 4


def test_content_that_changed_by_one_byte_makes_the_cache_stale(
    kept: Path, parses: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = real_content()
    changed = (msgspec.structs.replace(first, data=first.data + b"\n"), *others)
    monkeypatch.setattr(loading, "package_content", lambda: changed)
    monkeypatch.setattr(loading, "parse_content", lambda content: real_parsed())
    assert load_catalogue(cache=kept.parent).version != real_catalogue().version
    (only,) = kept.parent.iterdir()
    assert only != kept


def test_another_version_of_the_program_makes_the_cache_stale(
    kept: Path, parses: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "__version__", "0.0.0+another")
    before = parses()
    load_catalogue(cache=kept.parent)
    assert parses() - before == 1


def test_a_cache_made_from_other_content_is_not_used_under_this_ones_name(kept: Path, parses: Count) -> None:
    data = kept.read_bytes()
    digest = data.split(b" ", 1)[0]
    kept.write_bytes(data.replace(digest, b"0" * len(digest), 1))
    before = parses()
    assert same(load_catalogue(cache=kept.parent))
    assert (parses() - before, kept.read_bytes()) == (1, data)


def _cuts(size: int) -> list[int]:
    head = [0, 1, 63, 64, 65, 66, 128, 129, 130, 131]
    return [*head, *range(size // 8, size, size // 8), size - 1]


def test_a_cache_cut_short_anywhere_is_rebuilt(kept: Path, parses: Count) -> None:
    whole = kept.read_bytes()
    for cut in _cuts(len(whole)):
        kept.write_bytes(whole[:cut])
        before = parses()
        assert load_catalogue(cache=kept.parent) == real_catalogue()
        assert parses() - before == 1, f"cut at {cut} was not noticed"
        assert kept.read_bytes() == whole


def test_a_cache_with_one_flipped_bit_anywhere_is_rebuilt(kept: Path, parses: Count) -> None:
    whole = kept.read_bytes()
    for number, place in enumerate(_cuts(len(whole))):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << (number % 8)
        kept.write_bytes(bytes(damaged))
        before = parses()
        load_catalogue(cache=kept.parent)
        assert parses() - before == 1, f"the flipped bit at {place} was not noticed"
        assert kept.read_bytes() == whole


def test_bytes_added_to_a_cache_are_noticed(kept: Path, parses: Count) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole + b" ")
    before = parses()
    load_catalogue(cache=kept.parent)
    assert (parses() - before, kept.read_bytes()) == (1, whole)


@pytest.mark.parametrize(
    "smuggle",
    [
        pytest.param(lambda raw: raw | {"options": "all of them"}, id="text-for-a-list"),
        pytest.param(lambda raw: raw | {"options": [{"id": "x"}]}, id="half-an-entry"),
        pytest.param(lambda raw: raw | {"extra": 1}, id="an-unknown-field"),
        pytest.param(lambda raw: {k: v for k, v in raw.items() if k != "flags"}, id="a-kind-missing"),
        pytest.param(
            lambda raw: raw | {"signs": [{**raw["signs"][0], "danger": "true"}, *raw["signs"][1:]]},
            id="a-word-for-yes-or-no",
        ),
        pytest.param(
            lambda raw: raw | {"signs": [{**raw["signs"][0], "id": "../x"}, *raw["signs"][1:]]}, id="a-bad-id"
        ),
        pytest.param(
            lambda raw: raw | {"flags": [{**raw["flags"][0], "raised_when": {"q": "c1"}}]},
            id="a-condition-of-no-form",
        ),
        pytest.param(lambda raw: [raw], id="a-list"),
    ],
)
def test_a_cache_with_a_right_digest_cannot_bring_in_wrong_types(
    kept: Path, parses: Count, smuggle: Callable[[dict[str, Any]], Any]
) -> None:
    whole = kept.read_bytes()
    head, _, payload = whole.partition(b"\n")
    forged = msgspec.json.encode(smuggle(msgspec.json.decode(payload)))
    kept.write_bytes(
        head.split(b" ")[0] + b" " + hashlib.sha256(forged).hexdigest().encode() + b"\n" + forged
    )
    before = parses()
    assert load_catalogue(cache=kept.parent) == real_catalogue()
    assert (parses() - before, kept.read_bytes()) == (1, whole)


def test_a_half_written_file_left_by_a_crash_does_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    left_over = folder / ".writing-abc123"
    left_over.write_bytes(b"half a catal")
    assert same(load_catalogue(cache=folder))
    assert same(load_catalogue(cache=folder))
    assert left_over.read_bytes() == b"half a catal"


def test_an_old_cache_is_swept_away_when_a_new_one_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "catalogue-0123456789abcdef.cache").write_bytes(b"old")
    (folder / "kept-by-someone-else.txt").write_bytes(b"not ours")
    load_catalogue(cache=folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"catalogue-{real_catalogue().version[:16]}.cache", "kept-by-someone-else.txt"]


def test_a_cache_that_cannot_be_opened_is_passed_over(
    kept: Path, parses: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(loading, "package_content", real_content)
    monkeypatch.setattr(loading, "_program_digest", lambda: b"")
    before = parses()
    assert load_catalogue(cache=kept.parent).options == real_catalogue().options
    assert parses() - before == 1


def test_a_folder_where_the_cache_should_be_does_no_harm(kept: Path) -> None:
    kept.unlink()
    kept.mkdir()
    assert same(load_catalogue(cache=kept.parent))


def test_a_file_where_the_cache_folder_should_be_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    assert same(load_catalogue(cache=tmp_path / "cache"))
    assert (tmp_path / "cache").read_bytes() == b"a file"


def _read_only(*arguments: object, **named: object) -> NoReturn:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize("call", ["mkdir", "mkstemp"])
def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(Path if call == "mkdir" else tempfile, call, _read_only)
    assert same(load_catalogue(cache=tmp_path / "cache"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class _FullDisk:
    """A stream that takes `room` bytes and then finds the disk full."""

    def __init__(self, handle: int, room: int) -> None:
        self._handle, self._room = handle, room

    def __enter__(self) -> _FullDisk:
        return self

    def __exit__(self, *reason: object) -> None:
        os.close(self._handle)

    def write(self, data: bytes) -> int:
        os.write(self._handle, data[: self._room])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_up_while_writing_leaves_no_part_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdopen", lambda handle, mode: _FullDisk(handle, 1000))
    assert same(load_catalogue(cache=tmp_path / "cache"))
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_disk_that_turns_out_full_at_the_end_leaves_no_part_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert same(load_catalogue(cache=tmp_path / "cache"))
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    target = tmp_path / "target"
    write_whole(target, b"first")

    def fail(handle: int) -> NoReturn:
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(fault)):
        write_whole(target, b"second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("target", b"first")]


def test_content_with_a_problem_is_refused_with_its_line_and_leaves_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = msgspec.structs.replace(real_parsed(), problems=[])
    first = next(iter(parsed.places.values()))
    parsed.problems += [first.problem("a made-up fault"), first.problem("another made-up fault")]
    monkeypatch.setattr(loading, "parse_content", lambda content: parsed)
    with pytest.raises(ContentError) as caught:
        load_catalogue(cache=tmp_path / "cache")
    assert caught.value.found == "a made-up fault (and 1 more)"
    assert caught.value.where.startswith(f"{first.file}:")
    assert not (tmp_path / "cache").exists()


def test_a_missing_kind_of_content_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {field: entries for field, entries in real_parsed().fields.items() if field != "signs"}
    monkeypatch.setattr(
        loading, "parse_content", lambda content: msgspec.structs.replace(real_parsed(), fields=fields)
    )
    with pytest.raises(ContentError, match="no content for signs"):
        load_catalogue()
