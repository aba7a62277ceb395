# SPDX-License-Identifier: Apache-2.0
"""`leeward directory`, and `leeward services` over loaded directories: out, in, found, and gone again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.directories import TABLES, theirs

from leeward.cli import main
from leeward.exchange.hsds import directory_of, package_files, read_json, read_own, read_package
from leeward.knowledge import Catalogue
from leeward.knowledge.feeds import open_feed

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own to work in, with a home in it."""
    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(at: Path, *services: dict[str, Any]) -> str:
    (at / "theirs.json").write_text(json.dumps(services), encoding="utf-8")
    return "theirs.json"


def refused(capsys: Captured, *arguments: str) -> str:
    """The one message of a command that cannot be done."""
    assert 2 == main(list(arguments))
    said = capsys.readouterr().err
    assert 1 == said.count("\n")
    return said


def test_the_directory_goes_out_in_each_form(at: Path, book: Catalogue) -> None:
    """JSON, a zip, a folder; each read back is the directory."""
    assert 0 == main(["directory", "export", "--out", "ours.json"])
    assert 0 == main(["directory", "export", "--format", "csv", "--out", "ours.zip"])
    assert 0 == main(["directory", "export", "--format", "csv", "--out", "ours"])
    folder = {one.name: one.read_bytes() for one in (at / "ours").iterdir() if one.suffix == ".csv"}
    for records in (
        read_json((at / "ours.json").read_bytes(), "j"),
        read_package(package_files((at / "ours.zip").read_bytes(), "z"), "z"),
        read_package(folder, "f"),
    ):
        assert directory_of(book) == read_own(records)
    assert {"ours.json", "ours.zip", "ours", "home"} == {one.name for one in at.iterdir()}


def test_what_the_practice_wrote_goes_out_only_where_it_may(at: Path, book: Catalogue) -> None:
    """Known by its mark when it comes back; left out when asked."""
    (at / "home" / "overlay" / "services").mkdir(parents=True)
    like = next(one for one in book.services if one.id == "esperanza-united")
    own = msgspec.to_builtins(
        msgspec.structs.replace(like, id="ex-own", name="Ex Own Line", aliases=(), local=False)
    )
    local = {"schema": "leeward.services/2", "reviewed": "2026-11-22", "services": [own]}
    (at / "home" / "overlay" / "services" / "local.yaml").write_bytes(msgspec.json.encode(local))
    assert 0 == main(["directory", "export", "--out", "all.json"])
    assert 0 == main(["directory", "export", "--without-own", "--out", "ours.json"])
    with_own, without = (
        {one.id: one for one in read_own(read_json((at / name).read_bytes(), name)).services}
        for name in ("all.json", "ours.json")
    )
    assert {"ex-own"} == set(with_own) - set(without)
    assert with_own["ex-own"].local


def test_nothing_is_written_over(at: Path, capsys: Captured) -> None:
    """Whatever stands there is somebody's."""
    (at / "ours.json").write_text("mine")
    assert "Expected a new one" in refused(capsys, "directory", "export", "--out", "ours.json")
    assert "mine" == (at / "ours.json").read_text()
    assert "cannot be written" in refused(capsys, "directory", "export", "--out", "no/such/folder.json")


def test_a_loaded_directory_answers_with_ours(at: Path, capsys: Captured) -> None:
    """By need, by words, with its source, and with the words that go with what nobody checked."""
    assert 0 == main(["directory", "import", written(at, theirs(assured_date=None)), "--name", "ex-county"])
    assert "Services loaded as ex-county: 1" in capsys.readouterr().out
    for asked in (("--search", "harbor advocates"), ("--need", "legal", "--state", "WA")):
        assert 0 == main(["services", *asked, "--json"])
        found = json.loads(capsys.readouterr().out)["services"]
        (one,) = (service for service in found if service["name"] == "Harbor Street Advocates")
        assert "Not verified; check first" == one["check"]
        assert "ex-county" == one["sources"][0]["publisher"]
    assert 0 == main(["services", "--need", "legal", "--state", "OR", "--json"])
    assert "Harbor Street Advocates" not in capsys.readouterr().out


def test_words_find_our_own_too_and_what_no_longer_answers(at: Path, capsys: Captured) -> None:
    """Without any loaded directory."""
    assert 0 == main(["services", "--search", "games hotline", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert ["games-hotline"] == [one["id"] for one in document["no_longer"]]
    assert "crisis-text-line" in document["no_longer"][0]["instead"]


def test_tables_are_loaded_from_a_folder(at: Path, capsys: Captured) -> None:
    """And listed with where they came from."""
    (at / "feed").mkdir()
    for name, text in TABLES.items():
        (at / "feed" / name).write_text(text, encoding="utf-8")
    arguments = ["directory", "import", "feed", "--name", "ex-county", "--source", "https://example.org/feed"]
    assert 0 == main([*arguments, "--state", "US-WA"])
    capsys.readouterr()
    assert 0 == main(["directory", "list", "--json"])
    (listed,) = json.loads(capsys.readouterr().out)["directories"]
    assert ("ex-county", "https://example.org/feed", 2) == (
        listed["name"],
        listed["source"],
        listed["services"],
    )


def test_a_newer_one_takes_the_place_of_the_older(at: Path, capsys: Captured) -> None:
    """Said with both counts."""
    assert 0 == main(["directory", "import", written(at, theirs(), theirs(id="s2")), "--name", "ex-county"])
    assert 0 == main(["directory", "import", written(at, theirs()), "--name", "ex-county"])
    out = capsys.readouterr().out
    assert "In place of those loaded on" in out
    assert 0 == main(["directory", "remove", "ex-county"])
    assert 0 == main(["directory", "list"])
    assert "No directory is loaded" in capsys.readouterr().out
    assert "Expected a loaded directory" in refused(capsys, "directory", "remove", "ex-county")


def test_of_a_broken_feed_nothing_is_loaded(at: Path, capsys: Captured) -> None:
    """The object and the field are named; what was loaded before stays."""
    assert 0 == main(["directory", "import", written(at, theirs()), "--name", "ex-county"])
    broken = written(at, theirs(), theirs(id="s2", status="open on some days"))
    capsys.readouterr()
    said = refused(capsys, "directory", "import", broken, "--name", "ex-county")
    assert "theirs.json, object 2, field status" in said
    assert "open on some days" not in said
    feed = open_feed(at / "home")
    assert feed is not None and 1 == feed.count()


def test_our_own_export_loads_nothing_here(at: Path, capsys: Captured) -> None:
    """Every entry of it is in the catalogue already."""
    assert 0 == main(["directory", "export", "--out", "ours.json"])
    assert "not in Leeward already" in refused(capsys, "directory", "import", "ours.json", "--name", "ours")


@pytest.mark.parametrize(
    "options",
    [
        ("--name", "Not A Name"),
        ("--name", "x", "--source", "javascript:x"),
        ("--name", "x", "--state", "US-XX"),
    ],
)
def test_options_that_cannot_be_are_refused(at: Path, options: tuple[str, ...], capsys: Captured) -> None:
    """Named by option."""
    said = refused(capsys, "directory", "import", written(at, theirs()), *options)
    assert options[-2] in said
    assert open_feed(at / "home") is None


def test_a_file_that_is_not_there_is_said_so(at: Path, capsys: Captured) -> None:
    """With the path that was given."""
    assert "nowhere.json" in refused(capsys, "directory", "import", "nowhere.json", "--name", "x")


def test_bench_directory_reports_ratios(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The shape only; speed is for the bench."""
    monkeypatch.setattr("leeward.commands.bench_directory.ROUNDS", 1)
    monkeypatch.setattr("leeward.commands.bench_directory.measure_directory.__defaults__", (200,))
    main(["bench", "directory", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert 200 == document["services"]
    assert {"slowest-search-to-50-ms", "median-search-to-plain-scan"} == {
        one["id"] for one in document["targets"]
    }
