# SPDX-License-Identifier: Apache-2.0
"""A practice's own entries win and are marked; what else lies in the overlay is refused by name."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from tests.support.catalogues import TODAY, content_file, raw_entry, real_catalogue, real_content

from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.check import check_content
from leeward.knowledge.files import MAX_OVERLAY_FILES, MAX_OVERLAY_FOLDERS, content_folder, overlay_content
from leeward.knowledge.models.service import Service
from leeward.knowledge.overlay_fields import ALLOWED, outside
from leeward.knowledge.overlaying import weakened
from leeward.knowledge.parsing import parse_content
from leeward.knowledge.strict_yaml import MAX_BYTES
from leeward.terms.errors import ContentError


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """An empty overlay in a practice's home folder."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    return folder


def put(overlay: Path, name: str, document: Any) -> Path:
    """Writes one file of the overlay: plain data, or text as it stands."""
    path = overlay / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def local_service(**changes: Any) -> dict[str, Any]:
    """A made-up service of a made-up county."""
    return raw_entry("services/national.yaml", "services", "crisis-text-line") | {
        "id": "ex-county-advocates",
        "name": "Example County Advocates",
        "aliases": [],
        **changes,
    }


def services(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"reviewed": "2026-11-22", "services": list(entries)}


def not_in_force(overlay: Path) -> list[str]:
    """What the loader leaves out of this overlay, and why."""
    return [str(one) for one in load_catalogue(overlay=overlay).refused]


def corrected_stalking(**changes: Any) -> dict[str, Any]:
    """Washington's stalking provision with the practice's own summary."""
    law = load_law("US-WA")
    ours: dict[str, Any] = next(one for one in law["provisions"] if one["id"] == "wa-stalking")
    return {**ours, "summary": "Read again by our own lawyer.", **changes}


def load_law(code: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((content_folder() / f"law/{code}.yaml").read_bytes())
    return found


def test_without_an_overlay_folder_there_is_only_the_package(tmp_path: Path) -> None:
    assert overlay_content(None) == ()
    assert overlay_content(tmp_path / "overlay") == ()


def test_an_empty_overlay_changes_nothing(overlay: Path) -> None:
    assert load_catalogue(overlay=overlay) == real_catalogue()


def test_no_entry_of_the_package_is_marked_local() -> None:
    marked = [
        entry
        for entries in real_catalogue().kinds().values()
        for entry in entries
        if getattr(entry, "local", False)
    ]
    assert marked == []


def test_a_local_entry_wins_in_place_and_is_marked_local(overlay: Path) -> None:
    mine = raw_entry("options/legal-criminal.yaml", "options", "victim-advocate")
    mine["title"] = {"en": "Talk with Example House", "es": "Hable con Example House"}
    put(overlay, "options/ours.yaml", {"reviewed": "2026-11-22", "options": [mine]})
    book = load_catalogue(overlay=overlay)
    assert (book.option("victim-advocate").title.en, book.option("victim-advocate").local) == (
        "Talk with Example House",
        True,
    )
    assert [option.id for option in book.options] == [option.id for option in real_catalogue().options]
    assert [option.id for option in book.options if option.local] == ["victim-advocate"]


def test_a_new_local_service_is_added_and_marked_local(overlay: Path) -> None:
    put(overlay, "services/local.yaml", services(local_service()))
    book = load_catalogue(overlay=overlay)
    assert (book.service("ex-county-advocates").name, book.service("ex-county-advocates").local) == (
        "Example County Advocates",
        True,
    )
    assert book.services[:-1] == real_catalogue().services


def test_a_corrected_provision_replaces_ours_and_the_others_stay(overlay: Path) -> None:
    added = corrected_stalking(id="wa-our-county-rule", kind="protective-order")
    put(overlay, "law/US-WA.yaml", {"jurisdiction": "US-WA", "provisions": [corrected_stalking(), added]})
    before = real_catalogue().jurisdiction("wa").provisions
    after = load_catalogue(overlay=overlay).jurisdiction("wa").provisions
    changed = {provision.id for provision in after if provision not in before}
    assert [provision.id for provision in after] == [*(one.id for one in before), "wa-our-county-rule"]
    assert changed == {"wa-stalking", "wa-our-county-rule"} == {one.id for one in after if one.local}
    assert "Read again by our own lawyer." in {provision.summary for provision in after}


def test_the_law_of_other_places_stays_when_one_is_corrected(overlay: Path) -> None:
    put(overlay, "law/US-WA.yaml", {"jurisdiction": "US-WA", "provisions": [corrected_stalking()]})
    book = load_catalogue(overlay=overlay)
    assert [place for place in book.law if place.jurisdiction != "US-WA"] == [
        place for place in real_catalogue().law if place.jurisdiction != "US-WA"
    ]


def test_a_corrected_recording_rule_is_taken_over_and_the_provisions_stay(overlay: Path) -> None:
    put(overlay, "law/US-WA.yaml", {"jurisdiction": "US-WA", "recording_consent_note": "Ask our lawyer."})
    place = load_catalogue(overlay=overlay).jurisdiction("wa")
    assert place == msgspec.structs.replace(
        real_catalogue().jurisdiction("wa"), recording_consent_note="Ask our lawyer."
    )


def test_a_place_the_package_does_not_know_may_be_added(overlay: Path) -> None:
    law = {**load_law("US-GU"), "jurisdiction": "US-MP", "name": "Northern Mariana Islands"}
    law["provisions"] = [corrected_stalking(id="mp-stalking")]
    put(overlay, "law/US-MP.yaml", law)
    assert load_catalogue(overlay=overlay).jurisdiction("mp").name == "Northern Mariana Islands"


def test_the_cache_of_one_overlay_is_not_used_for_another(overlay: Path, tmp_path: Path) -> None:
    def names() -> list[str]:
        book = load_catalogue(overlay=overlay, cache=tmp_path / "cache")
        return [service.name for service in book.services if service.local]

    assert names() == []
    path = put(overlay, "services/local.yaml", services(local_service()))
    assert names() == ["Example County Advocates"]
    put(overlay, "services/local.yaml", services(local_service(name="Example Town Advocates")))
    assert names() == ["Example Town Advocates"]
    path.unlink()
    assert names() == []


def test_local_marks_survive_the_cache(overlay: Path, tmp_path: Path) -> None:
    put(overlay, "services/local.yaml", services(local_service()))
    books = [load_catalogue(overlay=overlay, cache=tmp_path / "cache") for _ in range(2)]
    assert [book.service("ex-county-advocates").local for book in books] == [True, True]


def test_notes_and_hidden_files_are_left_unread(overlay: Path) -> None:
    put(overlay, "README.md", "Who to ask: Example Person.")
    put(overlay, ".DS_Store", "\x00")
    put(overlay, "services/.local.yaml.swp", "half a line")
    assert overlay_content(overlay) == ()


# ---------------------------------------------------------------- what is refused before it is read

Planting = Callable[[Path], object]


def _link_to(name: str, target: str, *, inside: str = "") -> Planting:
    def plant(overlay: Path) -> None:
        (overlay.parent / "outside.yaml").write_text("services: []\n")
        (overlay.parent / "outside").mkdir()
        (overlay / inside).mkdir(exist_ok=True)
        (overlay / inside / name).symlink_to(target)

    return plant


def _many_files(overlay: Path) -> None:
    folder = overlay / "options"
    folder.mkdir()
    for number in range(MAX_OVERLAY_FILES + 1):
        (folder / f"{number:04d}.yaml").write_text("options: []\n")


def _fifo(overlay: Path) -> None:
    (overlay / "services").mkdir()
    os.mkfifo(overlay / "services" / "local.yaml")


def _large(overlay: Path) -> None:
    with (overlay / "scenarios.yaml").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)


def _nested(overlay: Path) -> None:
    (overlay / "/".join("a" * (MAX_OVERLAY_FOLDERS + 1))).mkdir(parents=True)


def _unknown_id(overlay: Path) -> None:
    put(
        overlay,
        "services/local.yaml",
        services({"scenarios": ["made-up"]} | local_service(scenarios=["made-up"])),
    )


def _odd_name(overlay: Path) -> None:
    (Path(os.fsdecode(os.fsencode(overlay) + b"/\xff\x1b[2J.yaml"))).write_text("a: 1\n")


REFUSED: dict[str, tuple[Planting, str, str]] = {
    "symlink-file": (
        _link_to("local.yaml", "../../outside.yaml", inside="services"),
        "overlay/services/local.yaml",
        "a symbolic link",
    ),
    "dangling-symlink": (_link_to("notes.md", "/nowhere"), "overlay/notes.md", "a symbolic link"),
    "symlink-folder": (_link_to("services", "../outside"), "overlay/services", "a symbolic link"),
    "fifo": (_fifo, "overlay/services/local.yaml", "something that is not a plain file"),
    "another-kind-of-file": (
        lambda overlay: put(overlay, "law/US-WA.json", "{}"),
        "overlay/law/US-WA.json",
        "a file that is not .yaml",
    ),
    "a-program": (lambda overlay: put(overlay, "run.py", ""), "overlay/run.py", "a file that is not .yaml"),
    "too-large": (_large, "overlay/scenarios.yaml", f"more than {MAX_BYTES} bytes"),
    "too-many": (_many_files, f"overlay/options/{MAX_OVERLAY_FILES:04d}.yaml", "too many files"),
    "too-deep": (_nested, "overlay/" + "/".join("a" * 9), "folders nested too deeply"),
    "unknown-id": (
        _unknown_id,
        "overlay/services/local.yaml:3",
        "ex-county-advocates: scenarios names 'made-up', which stands for nothing",
    ),
    "odd-name": (_odd_name, r"overlay/'\udcff\x1b[2J.yaml'", "a file name with odd characters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_an_overlay_may_not_hold_is_refused_by_name(overlay: Path, case: str) -> None:
    plant, where, found = REFUSED[case]
    plant(overlay)
    with pytest.raises(ContentError) as caught:
        load_catalogue(overlay=overlay)
    assert (caught.value.where, caught.value.found) == (where, found)


def test_as_many_files_as_are_allowed_are_read(overlay: Path) -> None:
    _many_files(overlay)
    (overlay / "options" / "0000.yaml").unlink()
    assert len(overlay_content(overlay)) == MAX_OVERLAY_FILES


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_an_overlay_that_is_itself_a_link_is_refused(tmp_path: Path, target: str) -> None:
    put(tmp_path / "elsewhere", "services/local.yaml", services(local_service()))
    (tmp_path / "overlay").symlink_to(tmp_path / target)
    with pytest.raises(ContentError, match=r"^overlay/\.: a symbolic link\. Expected a real folder"):
        load_catalogue(overlay=tmp_path / "overlay")


def test_a_file_where_the_overlay_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "overlay").write_text("services: []\n")
    with pytest.raises(ContentError, match=r"^overlay/\.: something that cannot be read as a folder"):
        load_catalogue(overlay=tmp_path / "overlay")


def test_a_file_swapped_for_a_link_while_being_read_is_not_followed(
    overlay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(overlay, "services/local.yaml", services(local_service()))
    (overlay.parent / "secret.yaml").write_text("services: []\n")
    really_open = os.open

    def swap_then_open(name: Any, flags: int, *more: Any, **named: Any) -> int:
        if Path(name) == path and not path.is_symlink():
            path.unlink()
            path.symlink_to(overlay.parent / "secret.yaml")
        return really_open(name, flags, *more, **named)

    monkeypatch.setattr(os, "open", swap_then_open)
    with pytest.raises(ContentError, match=r"^overlay/services/local\.yaml: a file that cannot be opened"):
        overlay_content(overlay)


# ---------------------------------------------------------------- what is refused once it is read

PROTECTED = (
    "screening/screen.yaml",
    "screening/ten-minutes.yaml",
    "screening/closing-asq.yaml",
    "vocabulary.yaml",
)


def uncommented(name: str) -> str:
    """A content file from its first key on."""
    text = (content_folder() / name).read_text(encoding="utf-8")
    return text[text.index("schema:") :]


YAML_BOMB = "a: &a [x]\nb: &b [*a, *a, *a, *a]\nservices: [*b, *b, *b, *b]\n"


@pytest.mark.parametrize(
    ("name", "document", "problem"),
    [
        pytest.param(
            "services/local.yaml",
            YAML_BOMB,
            "overlay/services/local.yaml:1: an anchor or alias",
            id="yaml-bomb",
        ),
        pytest.param(
            "services/local.yaml",
            "services: !!python/object/apply:os.system [ls]\n",
            "overlay/services/local.yaml:1: the tag",
            id="tag",
        ),
        pytest.param(
            "services/local.yaml",
            "services: []\nservices: []\n",
            "overlay/services/local.yaml:2: the key 'services' twice",
            id="key-twice",
        ),
        *(
            pytest.param(
                name,
                uncommented(name),
                f"overlay/{name}:1: an overlay cannot replace this file",
                id=f"replaces-{Path(name).stem}",
            )
            for name in PROTECTED
        ),
        pytest.param(
            "policies.yaml",
            "a: 1\n",
            "overlay/policies.yaml:1: no kind of content lives in a file of this name",
            id="no-kind",
        ),
        pytest.param(
            "law/US-OR.yaml",
            "jurisdiction: US-WA\nprovisions: []\n",
            "overlay/law/US-OR.yaml:1: jurisdiction 'US-WA' in the file law/US-OR.yaml",
            id="law-file-of-another-name",
        ),
        pytest.param(
            "services/local.yaml",
            services(local_service(local=False)),
            "overlay/services/local.yaml:3: ex-county-advocates: Object contains unknown field",
            id="says-it-is-not-local",
        ),
        pytest.param(
            "services/local.yaml",
            services({"id": "ex-county-advocates", "name": "Example"}),
            "overlay/services/local.yaml:3: ex-county-advocates: Object missing required field",
            id="half-an-entry",
        ),
    ],
)
def test_a_bad_overlay_file_is_named_with_its_line(
    overlay: Path, name: str, document: Any, problem: str
) -> None:
    put(overlay, name, document)
    found = [str(one) for one in parse_content(overlay_content(overlay)).problems]
    assert found[0].startswith(problem)


@pytest.mark.parametrize("reviewed", ["last week", "9999-12-31", "0001-01-01", "2026-11-22T09:00"])
def test_a_review_date_of_no_use_is_refused(overlay: Path, reviewed: str) -> None:
    put(overlay, "services/local.yaml", services(local_service(reviewed=reviewed)))
    (problem,) = parse_content(overlay_content(overlay)).problems
    assert problem.message.startswith("ex-county-advocates: Expected `str` matching regex")
    assert problem.message.endswith(" - at `$.reviewed`")


def test_a_problem_of_an_overlay_stops_the_loader_and_is_listed_by_the_check(overlay: Path) -> None:
    put(overlay, "law/US-WA.yaml", "jurisdiction: US-WA\nrecording: all-party\n")
    problem = "overlay/law/US-WA.yaml:2: Object contains unknown field `recording`"
    with pytest.raises(ContentError) as caught:
        load_catalogue(overlay=overlay)
    assert caught.value.message().startswith(f"{problem}. Expected content that passes")
    assert problem in [str(one) for one in check_content(overlay=overlay, today=TODAY).problems]


FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"services": ["crisis", "made-up-tag"]}, "services names 'made-up-tag', which stands for nothing"),
    ({"scenarios": ["made-up"]}, "scenarios names 'made-up', which stands for nothing"),
    ({"jurisdictions": ["US-XX"]}, "jurisdictions names 'US-XX', which stands for nothing"),
    ({"sources": []}, "no source"),
    (
        {"confidence": "confirmed", "sources": [{"url": "https://example.org/"}]},
        "confirmed, but no source says when it was read",
    ),
    (
        {"description": {"en": "You are completely safe.", "es": "Aquí le ayudan."}},
        "claims too much (en): 'completely safe'",
    ),
    ({"reviewed": "2027-01-01"}, "reviewed on 2027-01-01, which is still to come"),
)


def test_the_rules_of_our_content_hold_for_an_overlay_too(overlay: Path) -> None:
    entries = [local_service(id=f"ex-{number}", **changes) for number, (changes, _) in enumerate(FAULTS)]
    put(overlay, "services/local.yaml", services(*entries))
    problems = check_content(overlay=overlay, today=TODAY).problems
    found = [problem.message for problem in problems if problem.file == "overlay/services/local.yaml"]
    assert found == [f"ex-{number}: {message}" for number, (_, message) in enumerate(FAULTS)]


def test_an_overlay_that_names_what_is_not_there_stops_the_loader(overlay: Path, tmp_path: Path) -> None:
    option = raw_entry("options/legal-criminal.yaml", "options", "victim-advocate")
    option |= {"id": "ex-advocate", "aliases": [], "service_needs": ["made-up"]}
    put(overlay, "options/ours.yaml", {"reviewed": "2026-11-22", "options": [option]})
    for _ in range(2):  # the second time a cache would be at hand, had one been kept
        with pytest.raises(ContentError) as caught:
            load_catalogue(overlay=overlay, cache=tmp_path / "cache")
        assert caught.value.found == "ex-advocate: service_needs names 'made-up', which stands for nothing"
        assert caught.value.where.startswith("overlay/options/ours.yaml:")
    assert not (tmp_path / "cache").exists()


def test_an_overlay_does_not_hide_what_our_options_wait_for(overlay: Path) -> None:
    mine = raw_entry("options/safety-now.yaml", "options", "safety-plan")
    because = {"en": "Not here.", "es": "Aquí no."}
    mine["hidden_when"] = [{"age": ["minor"], "because": because, "instead": "safety-plan"}]
    put(overlay, "options/ours.yaml", {"reviewed": "2026-11-22", "options": [mine]})
    (said,) = not_in_force(overlay)
    assert "safety-plan: an overlay may not change hidden_when" in said


def test_an_overlay_whose_words_break_a_rule_of_style_still_loads(overlay: Path) -> None:
    put(overlay, "services/local.yaml", services(local_service(sources=[])))
    assert load_catalogue(overlay=overlay).service("ex-county-advocates").local


def test_an_overlay_cannot_take_help_today_behind_a_must(overlay: Path) -> None:
    mine = raw_entry("options/safety-now.yaml", "options", "call-emergency")
    mine["before_this"] = {"must": [{"option": "safety-plan", "why": {"en": "First.", "es": "Primero."}}]}
    put(overlay, "options/ours.yaml", {"reviewed": "2026-11-22", "options": [mine]})
    found = [str(one) for one in check_content(overlay=overlay, today=TODAY).problems]
    assert any(
        one.startswith("overlay/options/ours.yaml:")
        and "call-emergency: an overlay may not change before_this" in one
        for one in found
    )


# ---------------------------------------------------------------- as a practice meets it


def leeward(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the program as its own process, with `home` as the practice's folder."""
    return subprocess.run(
        [sys.executable, "-m", "leeward.cli", *arguments],
        env={**os.environ, "LEEWARD_HOME": str(home), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_content_check_passes_a_good_overlay(overlay: Path) -> None:
    put(overlay, "services/local.yaml", services(local_service()))
    done = leeward(overlay.parent, "content", "check", "--json")
    assert (json.loads(done.stdout)["problems"], done.stderr, done.returncode) == ([], "", 0)


@pytest.mark.parametrize(
    ("plant", "stream", "line"),
    [
        pytest.param(
            lambda overlay: put(overlay, "services/local.yaml", services(local_service(services=["oops"]))),
            "stdout",
            "overlay/services/local.yaml:",
            id="unknown-id",
        ),
        pytest.param(_fifo, "stderr", "overlay/services/local.yaml: something that", id="fifo"),
    ],
)
def test_content_check_fails_a_bad_overlay_and_names_the_file(
    overlay: Path, plant: Planting, stream: str, line: str
) -> None:
    plant(overlay)
    done = leeward(overlay.parent, "content", "check")
    assert done.returncode == 1
    assert any(one.startswith(line) for one in getattr(done, stream).splitlines())
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("case", ["symlink-file", "odd-name", "unknown-id"])
def test_other_commands_stop_at_a_bad_overlay_with_one_message(overlay: Path, case: str) -> None:
    plant, where, found = REFUSED[case]
    plant(overlay)
    done = leeward(overlay.parent, "law", "US-WA")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"leeward: {where}: {found}. Expected ")
    assert done.stderr.count("\n") == 1


def test_a_catalogue_with_an_overlay_is_what_the_commands_use(overlay: Path) -> None:
    put(overlay, "services/local.yaml", services(local_service()))
    done = leeward(overlay.parent, "content", "show", "ex-county-advocates")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["local"] is True


def test_the_version_of_a_catalogue_tells_overlays_apart(overlay: Path) -> None:
    def version() -> str:
        book: Catalogue = load_catalogue(overlay=overlay)
        return book.version

    without = version()
    put(overlay, "services/local.yaml", services(local_service()))
    assert version() != without


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "moderate"},
        {"lines": []},
        {"raised_when": {"q": "c9", "in": ["no"]}},
        {"title": {"en": "Not now", "es": "Ahora no"}},
        {"do_not": []},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_overlay_may_not_quieten_an_alarm(overlay: Path, changes: dict[str, Any]) -> None:
    flag = raw_entry("screening/flags.yaml", "flags", "imminent-danger") | changes
    put(overlay, "screening/flags.yaml", {"reviewed": "2026-11-22", "flags": [flag]})
    book = load_catalogue(overlay=overlay)
    (one,) = book.refused
    assert (one.file, one.entry, one.fields) == (
        "overlay/screening/flags.yaml",
        "imminent-danger",
        tuple(changes),
    )
    assert book.flag("imminent-danger") == real_catalogue().flag("imminent-danger")


@pytest.mark.parametrize(
    "changes",
    [
        {"answers_now": False},
        {
            "hidden_when": [
                {"flags": ["no-takeaway"], "because": {"en": "x", "es": "x"}, "instead": "safety-plan"}
            ]
        },
    ],
)
def test_an_overlay_may_not_take_away_help_that_answers_today(overlay: Path, changes: dict[str, Any]) -> None:
    option = raw_entry("options/services.yaml", "options", "dv-hotline") | changes
    put(overlay, "options/services.yaml", {"reviewed": "2026-11-22", "options": [option]})
    (said,) = not_in_force(overlay)
    assert f"dv-hotline: an overlay may not change {next(iter(changes))}" in said


def asq(**changes: Any) -> str:
    """The suicide screen as it is shipped, with some words exchanged."""
    text = uncommented("screening/instruments/asq.yaml")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    return text


SWAPPED = {"label: 'Yes'": "label: 'X'", "label: 'No'": "label: 'Yes'", "label: 'X'": "label: 'No'"}
ASQ = "screening/instruments/asq.yaml"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (SWAPPED, "answer_sets"),
        ({"score: 1": "score: 0"}, "answer_sets"),
        ({"wished you were dead": "felt a bit down"}, "items"),
        ({"Do a brief suicide safety assessment": "Nothing more is needed"}, "bands"),
    ],
)
def test_an_overlay_never_turns_the_suicide_questions_round(
    overlay: Path, tmp_path: Path, changes: dict[str, str], field: str
) -> None:
    put(overlay, ASQ, asq(**changes))
    for _ in range(2):  # the second time from the cache
        book = load_catalogue(overlay=overlay, cache=tmp_path / "cache")
        assert book.instrument("asq") == real_catalogue().instrument("asq")
        assert [(one.file, one.entry, field in one.fields) for one in book.refused] == [
            (f"overlay/{ASQ}", "asq", True)
        ]


def closed_changes() -> list[Any]:
    """Of each kind that overlays can name, what the program decides by; with the entry, and the file."""
    option, mechanism = ("options/local.yaml", "options"), ("mechanisms/mechanisms-ours.yaml", "mechanisms")
    hidden = {"level": "no", "who": {"en": "Nobody.", "es": "Nadie."}, "when": {"en": "x", "es": "x"}}
    said = {"en": "Nothing is lost.", "es": "No se pierde nada."}
    return [
        (option, "evidence-device-kept", {"who_could_notice": hidden}),
        (option, "evidence-device-kept", {"evidence_lost": said}),
        (option, "evidence-device-kept", {"could_backfire_by": []}),
        (option, "evidence-device-kept", {"before_this": {}}),
        (option, "evidence-device-kept", {"shown_when": {"age": ["adult"]}}),
        (option, "evidence-device-kept", {"description": said}),
        (option, "evidence-device-kept", {"first_step": said}),
        (mechanism, "item-tracker", {"signs": []}),
        (mechanism, "item-tracker", {"do_not": []}),
        (mechanism, "item-tracker", {"how_to_check": []}),
        (mechanism, "item-tracker", {"how_common": "rare"}),
        (("mechanisms/signs.yaml", "signs"), "", {"danger": None}),
        (("scenarios.yaml", "scenarios"), "", {"never_do": ["x"]}),
        (("organisations/own.yaml", "organisations"), "school", {"leave_out": []}),
        (("organisations/own.yaml", "organisations"), "school", {"notice": hidden}),
        (("inspection/brands.yaml", "brands"), "", {"domains": ["evil.example.org"]}),
        (("inspection/messages.yaml", "reasons"), "", {"strength": "minor"}),
        (("retention.yaml", "rules"), "", {"years": 1}),
        (("services/states.yaml", "states"), "", {"child_abuse_report": {"phone": "1-900-555-0100"}}),
        (("weighing.yaml", "weights"), "", {"wishes": []}),
    ]


FIELD_OF = {"reasons": "message_reasons", "states": "state_help", "rules": "retention"}


@pytest.mark.parametrize(("where", "entry_id", "changes"), closed_changes(), ids=str)
def test_what_the_program_decides_by_is_not_an_overlays_to_say(
    overlay: Path, where: tuple[str, str], entry_id: str, changes: dict[str, Any]
) -> None:
    """Named with entry and field, and ours stays in force."""
    (file, key), (name, value) = where, next(iter(changes.items()))
    ours = next(
        one
        for one in getattr(real_catalogue(), FIELD_OF.get(key, key))
        if entry_id in ("", one.id) and getattr(one, name) != value
    )
    theirs = msgspec.to_builtins(ours) | {name: True if value is None else value}
    theirs.pop("local", None)
    head = {"family": "tracker"} if key == "mechanisms" else {}
    put(overlay, file, {**head, key: [theirs]})
    book = load_catalogue(overlay=overlay)
    assert [(one.file, one.entry, one.fields) for one in book.refused] == [
        (f"overlay/{file}", ours.id, (name,))
    ]
    assert msgspec.json.encode(book.kinds()) == msgspec.json.encode(real_catalogue().kinds())


@pytest.mark.parametrize("kind", ["flags", "mechanisms", "signs", "instruments", "scenarios", "weights"])
def test_nothing_is_added_to_what_the_program_decides_by(kind: str) -> None:
    assert outside(kind, None, getattr(real_catalogue(), kind)[0]) == ()


def test_a_field_that_nobody_opened_is_closed() -> None:
    """Every field that may be corrected is named, and is a field of that kind."""
    for kind, allowed in ALLOWED.items():
        entries = [one for place in real_catalogue().law for one in place.provisions]
        entries = entries if kind == "provisions" else list(getattr(real_catalogue(), kind))
        assert allowed.corrects <= set(entries[0].__struct_fields__), kind
        assert allowed.why


def test_a_duty_to_report_stays_ours_and_a_summary_is_the_practices(overlay: Path) -> None:
    place, duty = next(
        (place, one) for place in real_catalogue().law for one in place.provisions if one.reporting
    )
    theirs = msgspec.to_builtins(duty) | {"summary": "Read again by our own lawyer."}
    for name in ("local", "lowered"):
        theirs.pop(name, None)
    law = {"jurisdiction": place.jurisdiction, "provisions": [theirs]}
    put(overlay, f"law/{place.jurisdiction}.yaml", law)
    assert not_in_force(overlay) == []
    put(overlay, f"law/{place.jurisdiction}.yaml", law | {"provisions": [theirs | {"reporting": None}]})
    (said,) = not_in_force(overlay)
    assert f"{duty.id}: an overlay may not change reporting" in said
    put(overlay, f"law/{place.jurisdiction}.yaml", law | {"recording_consent": "mixed", "name": "Elsewhere"})
    (said,) = not_in_force(overlay)
    assert f"{place.jurisdiction}: an overlay may not change name" in said


def test_another_brand_does_not_go_by_a_name_of_ours(overlay: Path) -> None:
    """Its pages would pass for the bank's own."""
    bank = real_catalogue().brands[0]
    own = {"id": "harbor-credit-union", "names": ["Harbor Credit Union"], "domains": ["harborcu.example.org"]}
    posing = {"id": "posing", "names": [bank.names[0].upper()], "domains": ["evil.example.org"]}
    put(overlay, "inspection/brands.yaml", {"brands": [own, posing]})
    book = load_catalogue(overlay=overlay)
    assert [one.entry for one in book.refused] == ["posing"]
    assert book.brands[-1].id == "harbor-credit-union"


def test_the_check_and_the_commands_name_what_is_not_in_force(overlay: Path) -> None:
    """And go on with what the package says."""
    put(overlay, ASQ, asq(**SWAPPED))
    found = [str(one) for one in check_content(overlay=overlay, today=TODAY).problems]
    assert [one for one in found if one.startswith(f"overlay/{ASQ}:") and "may not change answer_sets" in one]
    done = leeward(overlay.parent, "law", "US-WA")
    assert done.returncode == 0
    assert f"Not in force: overlay/{ASQ}:" in done.stderr and "answer_sets" in done.stderr


def number(digits: str, **changes: Any) -> dict[str, Any]:
    return {"number": digits, "type": "voice", "languages": ["en"], "confidence": "confirmed", **changes}


NUMBERS = "may not change the numbers of an emergency line; add your own line beside it"
RETIRED = "may not retire help that answers today"
HIDDEN = "may not hide help that answers today"


@pytest.mark.parametrize("service_id", ["988-lifeline", "veterans-crisis-line"])
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status": "defunct"}, RETIRED),
        ({"status": "temporarily closed"}, RETIRED),
        ({"phones": []}, NUMBERS),
        ({"phones": [number("800-555-0100")]}, NUMBERS),
        ({"phones": [number("988", confidence="unverified")]}, NUMBERS),
        ({"name": "988 line (call 1-900-555-0100)"}, "may not change the name"),
        ({"name_es": "Llame al 1-900-555-0100"}, "may not change the name_es"),
        ({"url": "https://example.org"}, "may not change the url"),
        ({"alert": {"en": "Police will be told.", "es": "Se avisará."}}, "may not change the alert"),
        ({"description": {"en": "Not here.", "es": "Aquí no."}}, "may not change the description"),
        ({"leaves_trace_notes": {"en": "Nothing.", "es": "Nada."}}, "may not change the leaves_trace_notes"),
        ({"confidence": "unverified"}, "may not change the confidence"),
        ({"languages": ["fr"]}, "may not change the languages"),
        ({"hours": "weekdays"}, "may not change the hours"),
        ({"services": ["counselling"]}, HIDDEN),
        ({"audience": "mhp"}, HIDDEN),
        ({"jurisdictions": ["US-WA"]}, HIDDEN),
        ({"eligibility": {"population": "anyone", "minimum_age": 21}}, HIDDEN),
        ({"eligibility": {"population": "anyone", "maximum_age": 17}}, HIDDEN),
    ],
)
def test_an_overlay_may_not_take_away_a_line_that_answers_at_988(
    service_id: str, changes: dict[str, Any], message: str
) -> None:
    ours = real_catalogue().service(service_id)
    theirs = msgspec.convert({**msgspec.to_builtins(ours), "local": True, **changes}, Service)
    assert message in (weakened(ours, theirs) or "")


def test_what_takes_988_away_is_refused_by_name(overlay: Path) -> None:
    ours = raw_entry("services/national.yaml", "services", "988-lifeline")
    put(overlay, "services/local.yaml", services({**ours, "status": "defunct"}))
    (said,) = not_in_force(overlay)
    assert said.startswith("overlay/services/local.yaml:3: 988-lifeline: ") and RETIRED in said


@pytest.mark.parametrize(
    "said",
    [
        {"id": "988-lifeline", "name": "Another name"},
        {"id": "gone", "name": "988 Suicide & Crisis Lifeline"},
        {"id": "gone", "name": "x", "name_es": "988 Línea de Prevención del Suicidio y Crisis"},
    ],
)
def test_an_overlay_may_not_say_that_988_no_longer_answers(said: dict[str, Any]) -> None:
    gone = {"status": "defunct", "use_instead": ["ndvh"], "confidence": "confirmed", **said}
    head = {"reviewed": "2026-11-22", "retired": [gone]}
    file = content_file("services/retired-local.yaml", head, local=True)
    assert [RETIRED in one.why for one in parse_content((*real_content(), file)).refused] == [True]


@pytest.mark.parametrize("change", ["first", "last", "other-order", "other-kind", "other-words"])
def test_no_overlay_changes_the_numbers_of_988(overlay: Path, change: str) -> None:
    """Written by hand, restored, or by a page: in front of ours, behind them, or in another order."""
    line = raw_entry("services/national.yaml", "services", "988-lifeline")
    ours, toll = line["phones"], number("1-900-555-0100")
    line["phones"] = {
        "first": [toll, *ours],
        "last": [*ours, toll],
        "other-order": [*ours[1:], ours[0]],
        "other-kind": [{**ours[0], "type": "text"}, *ours[1:]],
        "other-words": [{**ours[0], "description": {"en": "Dial 1-900.", "es": "1-900."}}, *ours[1:]],
    }[change]
    put(overlay, "services/local-directory.yaml", services(line))
    assert ["add your own line beside it" in said for said in not_in_force(overlay)] == [True]
    assert load_catalogue(overlay=overlay).service("988-lifeline").phones == (
        real_catalogue().service("988-lifeline").phones
    )


def test_an_overlay_may_repeat_988_add_a_line_beside_it_and_retire_any_other_service(overlay: Path) -> None:
    """What a practice found out for itself."""
    line = raw_entry("services/national.yaml", "services", "988-lifeline")
    beside = {
        **copy.deepcopy(line),
        "id": "our-line",
        "name": "Example County crisis line",
        "phones": [number("555-0100")],
    }
    del beside["name_es"]
    beside.pop("aliases", None)
    other = raw_entry("services/national.yaml", "services", "crisis-text-line")
    put(overlay, "services/local.yaml", services(line, {**other, "status": "defunct"}, beside))
    gone = {"id": "our-old", "name": "Example Line", "status": "defunct", "use_instead": ["988-lifeline"]}
    gone["confidence"] = "confirmed"
    put(overlay, "services/retired-local.yaml", {"reviewed": "2026-11-22", "retired": [gone]})
    book = load_catalogue(overlay=overlay)
    assert book.service("988-lifeline").local
    assert "defunct" == book.service("crisis-text-line").status
    assert {"988-lifeline", "crisis-text-line"} == {one.id for one in book.replaced}
    assert not any(one.local for one in book.replaced)


def test_a_line_of_the_practice_may_not_go_by_the_name_of_988(overlay: Path) -> None:
    line = raw_entry("services/national.yaml", "services", "988-lifeline")
    posing = {**line, "id": "our-line", "name": "988 suicide & crisis  lifeline"}
    put(overlay, "services/local.yaml", services({**posing, "phones": [number("555-0100")]}))
    assert ["may not use the name of an emergency line" in said for said in not_in_force(overlay)] == [True]


@pytest.mark.parametrize("service_id", ["ndvh", "crisis-text-line", "childhelp", "rainn", "trevor-project"])
@pytest.mark.parametrize(
    "changes",
    [
        {"eligibility": {"minimum_age": 119, "maximum_age": 120}},
        {"jurisdictions": ["US-WA"]},
        {"scenarios": ["workplace"]},
        {"eligibility": {"population": "veterans"}},
        {"services": ["legal"]},
        {"audience": "mhp"},
    ],
)
def test_no_overlay_narrows_a_crisis_line_of_ours_away(service_id: str, changes: dict[str, Any]) -> None:
    ours = msgspec.to_builtins(real_catalogue().service(service_id))
    if "eligibility" in changes:
        changes = {"eligibility": {**ours["eligibility"], **changes["eligibility"]}}
    theirs = msgspec.convert({**ours, "local": True, **changes}, Service)
    assert weakened(real_catalogue().service(service_id), theirs) == f"an overlay {HIDDEN}"


@pytest.mark.parametrize("letter", ["\u200b", "\ufeff", "\u00ad", "\u2066", "\U000e0041"])
def test_letters_that_do_not_show_are_refused(overlay: Path, letter: str) -> None:
    put(overlay, "services/local.yaml", services(local_service(name=f"Har{letter}bor")))
    with pytest.raises(ContentError, match="a control or direction character"):
        load_catalogue(overlay=overlay)
