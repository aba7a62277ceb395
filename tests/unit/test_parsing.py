# SPDX-License-Identifier: Apache-2.0
"""Content files become typed entries, or problems with the file and line to mend."""

from __future__ import annotations

import pytest
from tests.support.catalogues import content_file

from leeward.knowledge.parsing import Parsed, parse_content

SIGNS = """\
schema: leeward.signs/2
reviewed: '2026-11-22'
signs:
- id: odd-noise
  family: device
  text: {en: It makes a noise., es: Hace un ruido.}
  follow_up:
    en: When?
    es: ¿Cuándo?
  sources: [{url: 'https://example.org/', seen: '2026-11-20'}]
  confidence: likely
"""
LAW = """\
jurisdiction: US-WA
name: Washington
recording_consent: all-party
recording_consent_note: Everyone must agree.
provisions:
- id: wa-made-up
  kind: stalking
  route: criminal
  citation: Made-up Code 1
  title: Stalking
  summary: A made-up provision.
  source: {url: 'https://example.org/', seen: '2026-11-20'}
  confidence: confirmed
"""


def parsed(*files: tuple[str, str], local: bool = False) -> Parsed:
    return parse_content(content_file(name, text, local=local) for name, text in files)


def problems(*files: tuple[str, str], local: bool = False) -> list[str]:
    return [str(problem) for problem in parsed(*files, local=local).problems]


def test_a_well_formed_file_gives_its_entries_and_no_problems() -> None:
    result = parsed(("mechanisms/signs.yaml", SIGNS), ("law/US-WA.yaml", LAW))
    assert result.problems == []
    assert [sign.id for sign in result.fields["signs"]] == ["odd-noise"]
    assert [place.jurisdiction for place in result.fields["law"]] == ["US-WA"]


def test_an_entry_takes_its_review_date_from_the_head_of_the_file_unless_it_has_its_own() -> None:
    own = SIGNS + "  reviewed: '2026-01-05'\n"
    dates = [parsed(("mechanisms/signs.yaml", text)).fields["signs"][0].reviewed for text in (SIGNS, own)]
    assert dates == ["2026-11-22", "2026-01-05"]


def test_a_provision_was_reviewed_on_the_day_its_source_was_seen() -> None:
    provision = parsed(("law/US-WA.yaml", LAW)).fields["law"][0].provisions[0]
    assert (provision.reviewed, provision.sources[0].seen) == ("2026-11-20", "2026-11-20")


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        pytest.param(
            "mechanisms/signs.yaml",
            SIGNS.replace("  confidence:", "  colour: red\n  confidence:"),
            "mechanisms/signs.yaml:11: odd-noise: Object contains unknown field `colour`",
            id="in-an-entry",
        ),
        pytest.param(
            "mechanisms/signs.yaml",
            SIGNS.replace("    es: ¿Cuándo?", "    es: ¿Cuándo?\n    fr: Quand?"),
            "mechanisms/signs.yaml:10: odd-noise: Object contains unknown field `fr` - at `$.follow_up`",
            id="inside-an-entry",
        ),
        pytest.param(
            "mechanisms/signs.yaml",
            "colour: red\n" + SIGNS,
            "mechanisms/signs.yaml:1: unknown key 'colour' at the head of the file",
            id="at-the-head",
        ),
        pytest.param(
            "law/US-WA.yaml",
            LAW + "colour: red\n",
            "law/US-WA.yaml:14: Object contains unknown field `colour`",
            id="in-a-place",
        ),
        pytest.param(
            "law/US-WA.yaml",
            LAW + "  colour: red\n",
            "law/US-WA.yaml:14: wa-made-up: Object contains unknown field `colour`",
            id="in-a-provision",
        ),
    ],
)
def test_an_unknown_key_is_refused_by_name_on_its_line(file: str, text: str, problem: str) -> None:
    assert problems((file, text)) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "family: device",
            "family: [device]",
            "mechanisms/signs.yaml:5: odd-noise: Expected `str`, got `array` - at `$.family`",
            id="list-for-text",
        ),
        pytest.param(
            "family: device",
            "family: 7",
            "mechanisms/signs.yaml:5: odd-noise: Expected `str`, got `int` - at `$.family`",
            id="number-for-text",
        ),
        pytest.param(
            "    es: ¿Cuándo?",
            "    es: null",
            "mechanisms/signs.yaml:9: odd-noise: Expected `str`, got `null` - at `$.follow_up.es`",
            id="nothing-for-text",
        ),
        pytest.param(
            "  confidence: likely",
            "  confidence: certain",
            "mechanisms/signs.yaml:11: odd-noise: Invalid enum value 'certain' - at `$.confidence`",
            id="unknown-confidence",
        ),
        pytest.param(
            "  family: device",
            "  danger: 'yes'\n  family: device",
            "mechanisms/signs.yaml:5: odd-noise: Expected `bool`, got `str` - at `$.danger`",
            id="word-for-yes-or-no",
        ),
        pytest.param(
            "https://example.org/",
            "https://example.org/', page: '2",
            "mechanisms/signs.yaml:10: odd-noise: Object contains unknown field `page` - at `$.sources[0]`",
            id="unknown-key-of-a-source",
        ),
        pytest.param(
            "  family: device\n",
            "",
            "mechanisms/signs.yaml:4: odd-noise: Object missing required field `family`",
            id="missing",
        ),
        pytest.param(
            "id: odd-noise",
            "id: Odd Noise",
            "mechanisms/signs.yaml:4: Odd Noise: "
            "Expected `str` matching regex '^[a-z0-9]+(-[a-z0-9]+)*$' - at `$.id`",
            id="id-with-capitals",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_on_its_line(old: str, new: str, problem: str) -> None:
    assert old in SIGNS
    assert problems(("mechanisms/signs.yaml", SIGNS.replace(old, new))) == [problem]


def test_a_condition_of_no_known_form_is_refused_on_its_line() -> None:
    flags = """\
flags:
- id: made-up
  title: {en: Made up, es: Inventado}
  severity: moderate
  raised_when:
    any:
    - {q: c1, in: [a]}
    - {q: c1, in: [a], gte: 3}
  sources: [{url: 'https://example.org/'}]
  confidence: likely
"""
    assert problems(("screening/flags.yaml", flags)) == [
        "screening/flags.yaml:8: made-up: condition with gte, in, q has none of the known forms"
        " - at `$.raised_when.any[1]`"
    ]


def test_one_bad_entry_leaves_the_others_and_each_problem_is_told() -> None:
    second = SIGNS.split("signs:\n")[1].replace("odd-noise", "odd-light")
    third = second.replace("odd-light", "odd-smell")
    text = SIGNS.replace("family: device", "family: 1") + second + third.replace("likely", "sure")
    result = parsed(("mechanisms/signs.yaml", text))
    assert [sign.id for sign in result.fields["signs"]] == ["odd-light"]
    assert [problem.line for problem in result.problems] == [5, 27]


def test_an_id_that_stands_twice_is_refused_on_the_second_line() -> None:
    again = SIGNS + SIGNS.split("signs:\n")[1]
    result = parsed(("mechanisms/signs.yaml", again))
    assert [str(problem) for problem in result.problems] == [
        "mechanisms/signs.yaml:12: the id 'odd-noise' stands twice"
    ]
    assert len(result.fields["signs"]) == 1


def test_an_id_that_stands_in_two_files_is_refused() -> None:
    laws = [("law/US-WA.yaml", LAW), ("law/US-OR.yaml", LAW.replace("US-WA", "US-OR"))]
    assert problems(*laws) == ["law/US-OR.yaml:6: the id 'wa-made-up' stands twice"]


def test_an_id_that_stands_twice_in_an_overlay_is_refused_though_an_overlay_may_replace_ours() -> None:
    signs, law = content_file("mechanisms/signs.yaml", SIGNS), content_file("law/US-WA.yaml", LAW)
    twice = content_file("mechanisms/signs.yaml", SIGNS + SIGNS.split("signs:\n")[1], local=True)
    law_twice = content_file("law/US-WA.yaml", LAW + LAW.split("provisions:\n")[1], local=True)
    result = parse_content([signs, law, twice, law_twice])
    assert [str(problem) for problem in result.problems] == [
        "overlay/mechanisms/signs.yaml:12: the id 'odd-noise' stands twice",
        "overlay/law/US-WA.yaml:14: the id 'wa-made-up' stands twice",
    ]


def test_an_entry_may_not_call_itself_local() -> None:
    found = problems(("mechanisms/signs.yaml", SIGNS + "  local: true\n"))
    assert len(found) == 1
    assert "local-may-not-be-set" in found[0]


@pytest.mark.parametrize("name", ["law/US-OR.yaml", "law/US-WASHINGTON.yaml"])
def test_a_law_file_whose_name_is_not_its_place_is_refused(name: str) -> None:
    assert problems((name, LAW)) == [f"{name}:1: jurisdiction 'US-WA' in the file {name}"]


@pytest.mark.parametrize("provisions", ["7", "none yet", "{a: 1}", "true"])
def test_provisions_that_are_no_list_are_refused(provisions: str) -> None:
    text = LAW.split("provisions:")[0] + f"provisions: {provisions}\n"
    assert problems(("law/US-WA.yaml", text)) == ["law/US-WA.yaml:5: no list named 'provisions'"]


@pytest.mark.parametrize(
    "name",
    ["recipes.yaml", "law/WA.yaml", "screening/other.yaml", "mechanisms/more.yaml", "services/mine.yaml"],
)
def test_a_file_of_no_kind_is_refused(name: str) -> None:
    assert problems((name, SIGNS)) == [f"{name}:1: no kind of content lives in a file of this name"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_not_a_mapping_is_refused(text: str) -> None:
    assert problems(("mechanisms/signs.yaml", text)) == [
        "mechanisms/signs.yaml:1: the file is empty or not a mapping"
    ]


@pytest.mark.parametrize("signs", ["signs: {}\n", "signs: none\n", "reviewed: '2026-11-22'\n"])
def test_a_file_without_its_list_is_refused(signs: str) -> None:
    assert problems(("mechanisms/signs.yaml", signs)) == ["mechanisms/signs.yaml:1: no list named 'signs'"]


@pytest.mark.parametrize("entry", ["just words", "7", "[a, b]", "null"])
def test_an_entry_that_is_not_a_mapping_is_refused_on_its_line(entry: str) -> None:
    found = problems(("mechanisms/signs.yaml", f"signs:\n- {entry}\n"))
    assert len(found) == 1
    assert found[0].startswith("mechanisms/signs.yaml:2: Expected `object`, got ")


def test_text_that_is_not_yaml_is_a_problem_with_its_line_and_the_other_files_are_read() -> None:
    result = parsed(("law/US-WA.yaml", "name: [a\n"), ("mechanisms/signs.yaml", SIGNS))
    assert [(problem.file, problem.line) for problem in result.problems] == [("law/US-WA.yaml", 2)]
    assert [sign.id for sign in result.fields["signs"]] == ["odd-noise"]


def test_problems_in_an_overlay_name_the_overlay_file() -> None:
    found = problems(("mechanisms/signs.yaml", "a: &x 1\n"), ("notes.yaml", "a: 1\n"), local=True)
    assert [problem.split(": ")[0] for problem in found] == [
        "overlay/mechanisms/signs.yaml:1",
        "overlay/notes.yaml:1",
    ]
