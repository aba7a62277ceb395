# SPDX-License-Identifier: Apache-2.0
"""`leeward check apps`: one array in the order of the files, the same tokens in every language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.app_lists import stock_dump

from leeward.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without an overlay."""
    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A list with a hit, one as a phone was sold, and a picture."""
    made = {
        "listed": b"package:com.thetruth  installer=null\n",
        "stock": stock_dump(8).encode(),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(400),
    }
    for name, data in made.items():
        (tmp_path / f"ex-{name}.txt").write_bytes(data)
    return {name: str(tmp_path / f"ex-{name}.txt") for name in made}


def printed(capsys: Captured, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """The array that the command prints."""
    assert code == main(["check", "apps", *arguments, "--json"])
    captured = capsys.readouterr()
    assert "" == captured.err
    return list(json.loads(captured.out))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_answers_come_in_the_order_of_the_files(
    files: dict[str, str], language: str, capsys: Captured
) -> None:
    """Tokens and ids are no words of a language."""
    order = [files["stock"], files["listed"], files["picture"]]
    answers = printed(capsys, *order, "--language", language)
    assert order == [answer["file"] for answer in answers]
    assert ["nothing-found", "strong-signs", "be-careful"] == [answer["verdict"] for answer in answers]
    assert ["android", "android", "unknown"] == [answer["platform"] for answer in answers]
    assert "unreadable" == answers[2]["reasons"][0]["id"]
    (app,) = answers[1]["apps"]
    assert "com.thetruth" == app["id"]
    assert "listed-stalkerware" == app["why"][0]["id"]
    assert app["do_first"] and app["can_do"] and app["innocent"]
    assert 1 == answers[1]["read"]["apps"]
    assert {"date", "sources"} <= set(answers[1]["pack"])


def test_only_nothing_opened_is_a_failure(files: dict[str, str], capsys: Captured) -> None:
    """One file that could be opened is enough."""
    assert "be-careful" == printed(capsys, "ex-nowhere", files["stock"])[0]["verdict"]
    assert "not-opened" == printed(capsys, "ex-nowhere", code=2)[0]["fault"]


def test_newer_indicators_are_used_and_kept_when_asked(
    files: dict[str, str], tmp_path: Path, own_home: Path, capsys: Captured
) -> None:
    """A STIX file from the same makers, or others."""
    objects = [{"type": "indicator", "id": "indicator--1", "pattern": "[app:id='com.android.stock1']"}]
    stix = tmp_path / "newer.stix2"
    stix.write_text(json.dumps({"type": "bundle", "objects": objects}), encoding="utf-8")
    assert "nothing-found" == printed(capsys, files["stock"])[0]["verdict"]
    assert (
        "strong-signs" == printed(capsys, files["stock"], "--indicators", str(stix), "--keep")[0]["verdict"]
    )
    assert "strong-signs" == printed(capsys, files["stock"])[0]["verdict"]
    assert (own_home / "overlay" / "indicators" / "newer.stix2").is_file()


def test_the_words_for_a_terminal_lead_with_what_not_to_do(files: dict[str, str], capsys: Captured) -> None:
    """And end with whose lists were asked."""
    assert 0 == main(["check", "apps", files["listed"], files["stock"]])
    out = capsys.readouterr().out
    assert out.index("Do not remove") < out.index("com.thetruth  (TheTruthSpy)")
    assert "Nothing was found by these checks" in out
    assert "Echap non-profit, J. Voisin and Tek" in out and "CC-BY-4.0" in out


def test_a_day_that_is_none_is_refused(files: dict[str, str], capsys: Captured) -> None:
    """Before anything is read."""
    with pytest.raises(SystemExit):
        main(["check", "apps", files["stock"], "--since", "yesterday"])
    assert "expected YYYY-MM-DD" in capsys.readouterr().err
