# SPDX-License-Identifier: Apache-2.0
"""`leeward screen`, `explain`, `board`, `plan`, `ten-minutes`: the shape of what they print."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.support.answers import NINE, SIX, Raw, example, example_path, visit

from leeward.cli import main
from leeward.knowledge.models.flag import SEVERITIES, SLOTS

Captured = pytest.CaptureFixture[str]
BECAUSE_KEYS = {"kind", "ref", "value"}


def printed(capsys: Captured, *arguments: str) -> Any:
    """The JSON document that a command prints; it must succeed and be silent on standard error."""
    assert 0 == main(list(arguments))
    captured = capsys.readouterr()
    assert "" == captured.err
    return json.loads(captured.out)


def written(folder: Path, raw: Raw) -> str:
    """Raw input as a file."""
    file = folder / "visit.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return str(file)


def check_because(because: list[dict[str, Any]]) -> None:
    """A list of reasons: what kind, which id, and the code where there is one."""
    assert because
    for one in because:
        assert BECAUSE_KEYS == set(one)
        assert isinstance(one["kind"], str) and isinstance(one["ref"], str)
        assert one["value"] is None or isinstance(one["value"], str)


@pytest.mark.parametrize("name", NINE)
def test_screen_prints_findings(name: str, capsys: Captured) -> None:
    """Means, acts, targets, scenarios, flags, the next ten minutes, what is open and what comes next."""
    document = printed(capsys, "screen", str(example_path(name)), "--json")
    assert {
        "means", "acts", "targets", "scenarios", "flags", "next_ten_minutes", "unanswered", "next",
    } <= set(document)  # fmt: skip
    for kind in ("means", "acts", "targets"):
        for one in document[kind]:
            assert {"id", "because"} == set(one)
            check_because(one["because"])
    for one in document["scenarios"]:
        assert {"id", "variant", "because"} == set(one)
        check_because(one["because"])
    for one in document["flags"]:
        assert {"id", "severity", "because", "now"} == set(one)
        assert one["severity"] in SEVERITIES
        check_because(one["because"])
    assert len(document["next_ten_minutes"]) <= 7
    for line in document["next_ten_minutes"]:
        assert {"id", "slot", "text", "because"} <= set(line)
        assert line["slot"] in SLOTS
    assert all(isinstance(link_id, str) for link_id in (*document["unanswered"], *document["next"]))


@pytest.mark.parametrize(("scenario", "name"), SIX.items(), ids=SIX)
def test_screen_names_the_scenario_of_each_example_first(scenario: str, name: str, capsys: Captured) -> None:
    """The same file serves screen, board and plan."""
    assert scenario == printed(capsys, "screen", str(example_path(name)), "--json")["scenarios"][0]["id"]


def test_screen_says_that_it_is_no_tested_measure(capsys: Captured) -> None:
    """Its own statement about validity stands in what it prints."""
    document = printed(capsys, "screen", str(example_path("session-a-mother")), "--json")
    assert "not been tested" in document["validity"]
    assert "not an all-clear" in document["notice"]


def test_screen_speaks_the_language_of_the_file(capsys: Captured, tmp_path: Path) -> None:
    """Lines in Spanish for a Spanish file."""
    document = printed(capsys, "screen", written(tmp_path, visit({"c9": "now"}, shown_in="es")), "--json")
    assert "Hoy pueden hacerle daño" in document["next_ten_minutes"][0]["text"]


def test_explain_prints_ranked_possibilities(capsys: Captured, tmp_path: Path) -> None:
    """Mechanisms with rank, for and against; what to ask next; everyday causes apart."""
    signs = {
        "reported_signs": ["knows-location-live", "login-alerts", "battery-drain"],
        "denied_signs": ["tracker-alert"],
    }
    document = printed(capsys, "explain", written(tmp_path, signs), "--json")
    assert {"mechanisms", "ask_next", "other_explanations"} <= set(document)
    assert [one["rank"] for one in document["mechanisms"]] == list(range(1, len(document["mechanisms"]) + 1))
    for one in (*document["mechanisms"], *document["other_explanations"]):
        assert {"id", "rank", "for", "against"} <= set(one)
        assert one["for"] and set(one["for"]) <= set(signs["reported_signs"])
    assert not {*signs["reported_signs"], *signs["denied_signs"]} & set(document["ask_next"])


def test_explain_does_not_hang_on_the_order_of_the_signs(capsys: Captured, tmp_path: Path) -> None:
    """Byte for byte the same document."""
    signs = ["knows-location-live", "login-alerts", "quotes-messages", "battery-drain"]
    forward = printed(capsys, "explain", written(tmp_path, {"reported_signs": signs}))
    backward = printed(capsys, "explain", written(tmp_path, {"reported_signs": signs[::-1]}))
    for document in (forward, backward):
        for one in (*document["mechanisms"], *document["other_explanations"]):
            one["for"], one["against"] = sorted(one["for"]), sorted(one["against"])
    assert forward == backward


@pytest.mark.parametrize("name", NINE)
def test_board_prints_options_in_safe_order(name: str, capsys: Captured) -> None:
    """Each with why, what may backfire, who could notice and what comes first; the order obeys."""
    document = printed(capsys, "board", str(example_path(name)), "--json")
    assert {"options", "order"} <= set(document)
    assert document["order"] == [one["id"] for one in document["options"]]
    for place, one in enumerate(document["options"]):
        assert {
            "id", "family", "why", "may_backfire", "who_could_notice", "before_this",
            "better_after", "one_of",
        } <= set(one)  # fmt: skip
        check_because(one["why"])
        assert {"level", "who", "when"} == set(one["who_could_notice"])
        assert one["who_could_notice"]["level"] in ("no", "maybe", "yes")
        assert set(one["before_this"]) <= set(document["order"][:place])
        for way in one["may_backfire"]:
            assert {"kind", "how"} == set(way)
    for held in document["held_back"]:
        assert held["instead"] in document["order"]


def test_the_same_input_gives_the_same_bytes(capsys: Captured) -> None:
    """Nothing depends on chance or on the clock."""
    for command in ("screen", "board"):
        first = main([command, str(example_path("session-c-candidate"))]), capsys.readouterr().out
        second = main([command, str(example_path("session-c-candidate"))]), capsys.readouterr().out
        assert first == second


@pytest.mark.parametrize("reader", ["client", "record"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_plan_writes_one_paper(reader: str, language: str, tmp_path: Path, capsys: Captured) -> None:
    """A PDF that can be read again, in the language asked for."""
    out = tmp_path / "plan.pdf"
    source = str(example_path("1-ex-partner-after-separation"))
    assert 0 == main(["plan", source, "--out", str(out), "--for", reader, "--language", language])
    assert len(pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages) >= 1


@pytest.mark.parametrize(
    ("parts", "has"),
    [
        ((), (False, False)),
        (("law",), (False, True)),
        (("law,flags",), (True, True)),
        (("all",), (True, True)),
    ],
)
def test_working_papers_come_only_when_they_are_named(
    parts: tuple[str, ...], has: tuple[bool, bool], tmp_path: Path, capsys: Captured
) -> None:
    """The record by itself is short."""
    out = tmp_path / "notes.pdf"
    named = ["--parts", *parts] if parts else []
    assert 0 == main(["plan", str(example_path("session-a-mother")), "--out", str(out), *named])
    pages = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert has == ("Danger factors" in text, "Not legal advice" in text)


@pytest.mark.parametrize("named", [["--parts", "diagnosis"], ["--parts", ""]])
def test_an_unknown_part_is_refused(named: list[str], tmp_path: Path, capsys: Captured) -> None:
    """With the parts there are."""
    out = tmp_path / "notes.pdf"
    with pytest.raises(SystemExit, match="2"):
        main(["plan", str(example_path("session-a-mother")), "--out", str(out), *named])
    assert "lines,flags,steps,possibilities,law" in capsys.readouterr().err
    assert not out.exists()


def test_a_client_gets_no_working_paper(tmp_path: Path, capsys: Captured) -> None:
    """Asking for one is a mistake, not a choice."""
    out = tmp_path / "my-week.pdf"
    source = str(example_path("session-a-mother"))
    assert 2 == main(["plan", source, "--for", "client", "--parts", "law", "--out", str(out)])
    assert "--for record" in capsys.readouterr().err
    assert not out.exists()


def test_ten_minutes_writes_one_page(tmp_path: Path, capsys: Captured) -> None:
    """One page, the first line on it."""
    out = tmp_path / "today.pdf"
    assert 0 == main(["ten-minutes", str(example_path("session-b-boy")), "--out", str(out)])
    pages = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    assert 1 == len(pages)
    assert "does not leave" in " ".join(pages[0].extract_text().split())


def test_plan_leaves_nothing_behind_when_the_folder_is_missing(tmp_path: Path, capsys: Captured) -> None:
    """A paper that cannot be written is one message, not half a file."""
    out = tmp_path / "no" / "such" / "folder" / "plan.pdf"
    assert 2 == main(["plan", str(example_path("session-b-boy")), "--out", str(out)])
    captured = capsys.readouterr()
    assert captured.err.startswith("leeward: ") and "Traceback" not in captured.err
    assert [] == list(tmp_path.iterdir())


def test_answers_may_come_on_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input; nothing need touch a disk."""
    data = json.dumps(example("session-a-mother")).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    piped = printed(capsys, "screen", "-", "--json")
    assert piped == printed(capsys, "screen", str(example_path("session-a-mother")), "--json")
