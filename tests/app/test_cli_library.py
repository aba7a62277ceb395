# SPDX-License-Identifier: Apache-2.0
"""`leeward law`, `services`, `content`: looking things up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leeward.cli import main
from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


def printed(capsys: Captured, *arguments: str) -> Any:
    """The JSON document that a command prints."""
    assert 0 == main(list(arguments))
    captured = capsys.readouterr()
    assert "" == captured.err
    return json.loads(captured.out)


@pytest.mark.parametrize("place", ["US-WA", "wa", "US-FED", "US-DC", "US-PR"])
def test_law_shows_provisions_with_citation_and_source(place: str, capsys: Captured) -> None:
    """S18: by any usual spelling of the place, and never as advice."""
    document = printed(capsys, "law", place, "--json")
    assert document["provisions"]
    assert "Not legal advice" in document["notice"]
    for one in document["provisions"]:
        assert {"id", "kind", "citation", "title", "summary", "sources", "confidence"} <= set(one)
        assert one["sources"]


def test_law_is_narrowed_by_kind_and_relationship(capsys: Captured) -> None:
    """S19: which orders this client could ask for."""
    arguments = ("law", "US-WA", "--kind", "protective-order", "--json")
    everyone = {one["id"] for one in printed(capsys, *arguments)["provisions"]}
    neighbor = {one["id"] for one in printed(capsys, *arguments, "--relationship", "neighbor")["provisions"]}
    ex = {one["id"] for one in printed(capsys, *arguments, "--relationship", "ex-partner")["provisions"]}
    assert {"wa-protective-order-domestic-violence-protection-order"} == everyone - neighbor
    assert everyone == ex


def test_what_is_not_confirmed_says_so(capsys: Captured) -> None:
    """Nothing likely stands as settled."""
    seen = set()
    for place in ("US-WA", "US-FED", "US-TX"):
        for one in printed(capsys, "law", place, "--json")["provisions"]:
            assert ("check" in one) is (one["confidence"] != "confirmed")
            seen.add(one["confidence"])
    assert {"confirmed"} < seen


def test_law_for_a_terminal_shows_its_sources(capsys: Captured) -> None:
    """Without --json: citation, title, source and the day it was seen."""
    assert 0 == main(["law", "US-WA", "--kind", "stalking"])
    out = capsys.readouterr().out
    assert "Not legal advice" in out and "Source: http" in out


def test_services_are_found_by_need_state_age_and_language(capsys: Captured) -> None:
    """S22: matched, and each with what it leaves behind."""
    document = printed(
        capsys,
        "services",
        "--need",
        "domestic-violence",
        "--state",
        "US-WA",
        "--language",
        "es",
        "--age",
        "30",
        "--json",
    )
    assert document["services"]
    for one in document["services"]:
        assert "domestic-violence" in one["services"]
        assert {"US", "INTL", "US-WA"} & set(one["jurisdictions"])
        assert one["leaves_trace_notes"]["en"]
    assert "es" in document["services"][0]["languages"]
    assert ["WA"] == [one["code"] for one in document["state_help"]]


def test_a_child_is_not_sent_to_a_service_for_adults(capsys: Captured) -> None:
    """By --age."""
    adult = {
        one["id"]
        for one in printed(capsys, "services", "--need", "image-abuse", "--age", "30", "--json")["services"]
    }
    child = {
        one["id"]
        for one in printed(capsys, "services", "--need", "image-abuse", "--age", "14", "--json")["services"]
    }
    assert "stopncii" in adult and "stopncii" not in child
    assert child


def test_services_for_a_terminal_name_the_trace_they_leave(capsys: Captured) -> None:
    """A call on a shared bill is a danger; it stands beside the number."""
    assert 0 == main(["services", "--need", "suicide"])
    assert "988" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("safety-plan", "option"),
        ("safety_plan", "option"),
        ("c9", "screen item"),
        ("strangulation", "flag"),
        ("US-WA", "jurisdiction"),
    ],
)
def test_content_show_prints_one_entry_whole(word: str, kind: str, capsys: Captured) -> None:
    """By id, linkId or old spelling."""
    document = printed(capsys, "content", "show", word, "--kind", kind, "--json")
    assert kind == document["entry_kind"]
    either = printed(capsys, "content", "show", word)
    assert kind in (either["entry_kind"], *(str(one) for one in either.get("also_named_so") or ()))


def test_content_list_names_every_entry(book: Catalogue, capsys: Captured) -> None:
    """One line each: kind, then id."""
    assert 0 == main(["content", "list"])
    lines = capsys.readouterr().out.splitlines()
    assert sum(len(entries) for entries in book.kinds().values()) == len(lines)
    assert "option\tsafety-plan" in lines
    assert 0 == main(["content", "list", "--kind", "option"])
    assert {"option"} == {line.split("\t")[0] for line in capsys.readouterr().out.splitlines()}


def test_content_check_counts_every_kind_and_finds_no_problem(capsys: Captured) -> None:
    """What is shipped passes its own rules."""
    document = printed(capsys, "content", "check", "--json")
    assert [] == document["problems"]
    assert document["counts"]["jurisdiction"] >= 52
    assert all(count > 0 for count in document["counts"].values())


def test_content_check_for_a_terminal_ends_with_the_number_of_problems(capsys: Captured) -> None:
    """Exit code 0 means none."""
    assert 0 == main(["content", "check"])
    assert capsys.readouterr().out.rstrip().endswith("0 problems")


def test_the_version_is_printed(capsys: Captured) -> None:
    """And the program ends well."""
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert 0 == caught.value.code
    assert capsys.readouterr().out.startswith("leeward ")
