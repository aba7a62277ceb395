# SPDX-License-Identifier: Apache-2.0
"""T58: an export holds what was chosen and nothing else: every file in the list, no other class, no other
case, no way to reach the client, no name; and metadata that say nothing."""

from __future__ import annotations

import hashlib
import io
import json
import re
import secrets
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.disclosures import agreed, copy_form, files_in
from tests.support.practice import Home
from tests.support.visits import At, visit_with

WHO = "Dr. Example Reyes"
CODE, NAME, WORD, WHERE, REASON = (f"Quokka{one}" for one in ("code", "name", "word", "where", "reason"))
NOTE, LINE, DRAFT = (f"Quokka{one}" for one in ("note", "line", "draft"))
OTHER = "Zanzibarother"
SECTIONS = ("room", "safety")
"""Of the screen: where the client is, and how they can be reached."""


@pytest.fixture
def at(home: Home) -> At:
    """A client with something in every class, and another client with a canary in each field."""
    other = visit_with(home, {"answers": {"o1": "yes"}}, code_name=OTHER, reason=OTHER, where_now=OTHER)
    write_notes(other, {"protected-note": OTHER, "chart-line": OTHER})
    at = visit_with(
        home,
        {"answers": {"o1": "yes", "c9": "no", "s2": ["text"], "s4": "no"}, "wanted": ["incident-log"]},
        code_name=CODE,
        reason=REASON,
        contact_word=WORD,
        where_now=WHERE,
        next_where=WHERE,
        **{"p-0-called": NAME},
    )
    write_notes(at, {"protected-note": NOTE, "chart-line": LINE})
    begin(at, "chart-line", DRAFT)
    at.browser.post(at.url("ask"), {"notes": "Quokkavisitnote", "notes_seen": "0", "save": "1"})
    return at


def write_notes(at: At, texts: dict[str, str]) -> None:
    """Signed notes, one of each class."""
    from leeward.practice.notes.services import sign

    for kind, text in texts.items():
        sign(at.account, begin(at, kind, text), {"text": text}, seen=1)


def begin(at: At, kind: str, text: str) -> str:
    """A draft; its id."""
    from leeward.practice.notes.services import begin_note
    from leeward.stewardship.writing import Kind

    return str(begin_note(at.account, at.case_id, Kind(kind), {"text": text}, once=secrets.token_hex(12)))


def exported(at: At, record_class: str, **changes: Any) -> dict[str, bytes]:
    """The files of one class."""
    agreed(at, WHO, classes=[record_class])
    form = copy_form(WHO, record_class=record_class, kinds="both", **changes)
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", form)
    assert answer.status_code == 200, re.findall(r'class="what".*', answer.content.decode())
    return files_in(answer.content)


def all_words(files: dict[str, bytes]) -> str:
    """Every word of every file: of PDFs the text, what describes them, and their bytes taken apart."""
    found = []
    for name, data in files.items():
        found.append(name)
        if name.endswith(".pdf"):
            pdf = PdfReader(io.BytesIO(data))
            found += [page.extract_text() for page in pdf.pages]
            root: Any = pdf.trailer["/Root"]
            found += [str(pdf.metadata), str(root.get("/Names"))]
            found += [str(data), "".join(str(pdf.get_object(n)) for n in range(1, len(pdf.xref[0]) + 1))]
        else:
            found.append(data.decode("utf-8"))
    return " ".join(found)


NEVER = (CODE, NAME, WORD, WHERE, REASON, DRAFT, OTHER)


def test_the_record_of_visits(at: At) -> None:
    words = all_words(exported(at, "client-record"))
    assert [one for one in (*NEVER, NOTE, LINE, "Quokkavisitnote") if one in words] == []


def test_chart_lines_hold_the_signed_ones_and_no_draft(at: At) -> None:
    words = all_words(exported(at, "chart-line"))
    assert LINE in words
    assert [one for one in (*NEVER, NOTE, "Quokkavisitnote") if one in words] == []


def test_protected_notes_hold_those_alone(at: At) -> None:
    words = all_words(exported(at, "protected-note"))
    assert NOTE in words
    assert "Quokkavisitnote" in words
    assert [one for one in (*NEVER, LINE) if one in words] == []


def test_where_and_how_to_meet_the_client_is_in_no_record(at: At) -> None:
    from leeward.practice.book import book

    asked = {
        text
        for section in book().screen.sections
        if section.id in SECTIONS
        for item in section.items
        for text in (item.clinician.en, item.clinician.es)
    }
    for language in ("en", "es"):
        words = " ".join(all_words(exported(at, "client-record", language=language)).split())
        assert [text for text in asked if text in words] == []


@pytest.mark.parametrize("record_class", ["client-record", "chart-line", "protected-note"])
def test_the_list_names_every_file_and_nothing_else(at: At, record_class: str) -> None:
    from leeward.practice.models import Release

    files = exported(at, record_class)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["record_class"] == record_class
    assert manifest["for"] == WHO
    assert {one["name"] for one in manifest["files"]} == set(files)
    for one in manifest["files"]:
        assert one["sha256"] == hashlib.sha256(files[one["name"]]).hexdigest()
        assert one["size_bytes"] == len(files[one["name"]])
        assert one["holds"]
    assert Release.objects.get().record_class == record_class


def test_one_chosen_visit_is_all_that_is_in_it(at: At) -> None:
    from django.utils import timezone

    from leeward.practice.models import Visit
    from leeward.practice.visits.services import end_visit, open_visit

    end_visit(at.account, at.visit_id)
    Visit.objects.filter(id=at.visit_id).update(opened_at=timezone.now() - timezone.timedelta(days=9))
    second = open_visit(at.account, at.case_id)
    files = exported(at, "client-record", visits=[second])
    assert sorted(files) == ["manifest.json", "visit-1.pdf", "visits.json"]
    assert len(json.loads(files["visits.json"])) == 1


def test_a_visit_of_another_client_cannot_be_chosen(at: At) -> None:
    from leeward.practice.models import Visit

    agreed(at, WHO)
    foreign = Visit.objects.exclude(case_id=at.case_id).get().id
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(WHO, visits=[foreign]))
    assert answer.status_code == 422


def test_titles_and_descriptions_of_papers_say_nothing(at: At) -> None:
    for record_class in ("client-record", "chart-line"):
        for name, data in exported(at, record_class).items():
            assert re.fullmatch(r"[a-z]+(-\d)?\.(pdf|json)", name)
            if name.endswith(".pdf"):
                info = PdfReader(io.BytesIO(data)).metadata
                assert info is not None
                assert info.title in ("Plan", "Notes")
                assert not info.author
                assert not info.subject


def test_the_data_say_what_the_paper_says(at: At) -> None:
    files = exported(at, "client-record")
    data = json.loads(files["visits.json"])
    assert [row["answer"] for section in data[0]["said"] for row in section["rows"]]
    paper = " ".join(PdfReader(io.BytesIO(files["visit-1.pdf"])).pages[0].extract_text().split())
    for section in data[0]["said"]:
        assert section["title"] in paper
