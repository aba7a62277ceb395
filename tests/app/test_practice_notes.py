# SPDX-License-Identifier: Apache-2.0
"""Four kinds of writing, kept apart: drafts, signing, amendments, files, and papers of a session."""

from __future__ import annotations

import io
import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from tests.support.practice import PASSPHRASE, Home

from leeward.terms.errors import NotFound


@pytest.fixture
def case(home: Home) -> tuple[Any, str]:
    """Robin's browser and the id of a client of theirs."""
    browser = home.signed_in()
    return browser, home.open_case(browser).split("/")[2]


@pytest.fixture(autouse=True)
def vault(home: Home, tmp_path: Path) -> Any:
    from django.test import override_settings

    with override_settings(HOME=tmp_path):
        yield tmp_path / "vault"


def account(name: str = "robin") -> Any:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.services import name_of

    return next(one for one in Account.objects.all() if name_of(one) == name)


def begin(browser: Any, case_id: str, slug: str = "note", **words: str) -> str:
    """A draft; its id."""
    once = secrets.token_hex(12)
    answer = browser.post(f"/clients/{case_id}/notes/{slug}/", {"once": once, "seen": "", **words})
    assert answer.status_code == 302, answer.content.decode()
    return once


def change(browser: Any, note_id: str, do: str = "save", *, seen: int, **words: str) -> Any:
    return browser.post(f"/notes/{note_id}/change/", {"seen": seen, "do": do, **words})


def test_the_list_keeps_the_kinds_apart_and_says_who_reads_each(case: tuple[Any, str]) -> None:
    browser, case_id = case
    begin(browser, case_id, "line", text="Session held as planned.")
    begin(browser, case_id, "note", text="He waited at the gate, quokkamarker.")
    begin(browser, case_id, "item", what="Screenshots of eleven messages", where="With her sister")
    page = browser.get(f"/clients/{case_id}/notes/").content.decode()
    assert page.count("Who may read it:") == 4
    assert "Session held as planned." in page and "Screenshots of eleven messages" in page
    assert "quokkamarker" not in page, "a protected note is not opened by a list"


def test_nothing_written_stands_open_in_the_database(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import Note, Writing

    browser, case_id = case
    note_id = begin(browser, case_id, text="quokkamarker")
    row = Writing.objects.get(note_id=note_id)
    assert b"quokkamarker" not in bytes(row.sealed) and len(row.sealed) > 2048
    assert Note.objects.get(id=note_id).record_class == "protected-note"


def test_a_draft_is_saved_signed_and_from_then_on_only_added_to(case: tuple[Any, str]) -> None:
    browser, case_id = case
    note_id = begin(browser, case_id, text="first")
    assert change(browser, note_id, seen=1, text="second").status_code == 302
    assert change(browser, note_id, "sign", seen=2, text="third")["Location"] == f"/notes/{note_id}/"
    later = change(browser, note_id, seen=3, text="fourth")
    assert (later.status_code, "was signed meanwhile" in later.content.decode()) == (409, True)
    assert 'name="text"' in later.content.decode() and "fourth" in later.content.decode()
    once = secrets.token_hex(12)
    more = {"once": once, "text": "the day was the 3rd", "reason": "the client looked it up"}
    for _ in range(2):
        assert browser.post(f"/notes/{note_id}/more/", more).status_code == 302
    page = browser.get(f"/notes/{note_id}/").content.decode()
    assert "third" in page and page.count("the day was the 3rd") == 1
    assert "the client looked it up" in page and "2 earlier versions" in page and "first" in page


def test_an_empty_note_is_not_signed_and_an_amendment_says_why(case: tuple[Any, str]) -> None:
    browser, case_id = case
    note_id = begin(browser, case_id, text="")
    refused = change(browser, note_id, "sign", seen=1, text="  ")
    assert (refused.status_code, "Write something first" in refused.content.decode()) == (422, True)
    change(browser, note_id, "sign", seen=1, text="said")
    once = secrets.token_hex(12)
    refused = browser.post(f"/notes/{note_id}/more/", {"once": once, "text": "kept words", "reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode() and "kept words" in refused.content.decode()


def test_pressing_save_twice_makes_one_draft(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import Note

    browser, case_id = case
    once = secrets.token_hex(12)
    for _ in range(2):
        browser.post(f"/clients/{case_id}/notes/note/", {"once": once, "seen": "", "text": "one"})
    assert Note.objects.filter(case_id=case_id).count() == 1


def test_a_chart_line_warns_of_words_that_tell_and_asks_before_signing(case: tuple[Any, str]) -> None:
    browser, case_id = case
    text = "Client reports stalking by spyware."
    note_id = begin(browser, case_id, "line", text=text)
    page = browser.get(f"/notes/{note_id}/change/").content.decode()
    assert "Words that tell" in page and "stalking" in page and "What would they see?" in page
    asked = change(browser, note_id, "sign", seen=1, text=text)
    assert (asked.status_code, "I have looked" in asked.content.decode()) == (422, True)
    assert change(browser, note_id, "sign", seen=1, text=text, looked="1").status_code == 302
    quiet = begin(browser, case_id, "line", text="Session held as planned.")
    assert change(browser, quiet, "sign", seen=1, text="Session held as planned.").status_code == 302


def test_a_draft_taken_away_comes_back_for_a_day_and_is_then_gone(case: tuple[Any, str]) -> None:
    from datetime import timedelta

    from leeward.practice.notes.models import Note
    from leeward.practice.notes.sweeping import sweep

    browser, case_id = case
    note_id = begin(browser, case_id, text="not this one")
    browser.post(f"/notes/{note_id}/remove/")
    assert "Bring it back" in browser.get(f"/clients/{case_id}/notes/").content.decode()
    browser.post(f"/notes/{note_id}/keep/")
    assert browser.get(f"/notes/{note_id}/change/").status_code == 200
    browser.post(f"/notes/{note_id}/remove/")
    sweep()
    note = Note.objects.get(id=note_id)
    Note.objects.update(removed_at=note.removed_at - timedelta(hours=25))
    assert browser.get(f"/notes/{note_id}/").status_code == 404
    sweep()
    assert not Note.objects.exists()


def test_a_signed_note_is_not_taken_away(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import Note

    browser, case_id = case
    note_id = begin(browser, case_id, text="said")
    change(browser, note_id, "sign", seen=1, text="said")
    browser.post(f"/notes/{note_id}/remove/")
    assert Note.objects.get(id=note_id).removed_at is None


def test_another_clinicians_notes_are_not_found(home: Home, case: tuple[Any, str]) -> None:
    browser, case_id = case
    note_id = begin(browser, case_id, text="quokkamarker")
    sam = home.signed_in("sam")
    for address in (f"/clients/{case_id}/notes/", f"/notes/{note_id}/", f"/notes/{note_id}/change/"):
        assert sam.get(address).status_code == 404
    assert change(sam, note_id, seen=1, text="mine now").status_code == 404
    assert sam.post(f"/clients/{case_id}/notes/note/", {"once": secrets.token_hex(12)}).status_code == 404


def test_whoever_opened_a_case_with_a_reason_reads_no_protected_note(case: tuple[Any, str]) -> None:
    from leeward.stewardship import Action, Actor, CaseFacts, Role, may

    facts = CaseFacts("c1", owner_id="a1", opened_to=frozenset({"a2"}), supervisor_ids=frozenset({"a3"}))
    colleague = Actor("a2", frozenset({Role.CLINICIAN}))
    supervisor = Actor("a3", frozenset({Role.SUPERVISOR}))
    assert may(colleague, Action.SEE_NOTE, facts) and not may(colleague, Action.SEE_PROTECTED, facts)
    assert may(supervisor, Action.SEE_PROTECTED, facts) and not may(supervisor, Action.WRITE_NOTE, facts)


def test_an_export_gets_each_class_apart_and_no_draft(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.selectors import notes_of

    browser, case_id = case
    begin(browser, case_id, "note", text="only a draft")
    signed = begin(browser, case_id, "note", text="protected words")
    change(browser, signed, "sign", seen=1, text="protected words")
    line = begin(browser, case_id, "line", text="Session held.")
    change(browser, line, "sign", seen=1, text="Session held.")
    protected = notes_of(account(), case_id, "protected-note")
    assert [one.words["text"] for one in protected] == ["protected words"]
    assert [one.words["text"] for one in notes_of(account(), case_id, "chart-line")] == ["Session held."]


def upload(browser: Any, note_id: str, content: bytes, name: str = "letter.pdf") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return browser.post(f"/notes/{note_id}/files/", {"file": SimpleUploadedFile(name, content), "end": "end"})


def test_a_file_is_sealed_named_apart_and_given_back_whole(case: tuple[Any, str], vault: Path) -> None:
    browser, case_id = case
    note_id = begin(browser, case_id, text="with a letter")
    content = b"quokkamarker" * 20_000
    assert upload(browser, note_id, content, "Anna <b>letter.pdf").status_code == 302
    (blob,) = vault.iterdir()
    assert re.fullmatch("[0-9a-f]{24}", blob.name) and b"quokkamarker" not in blob.read_bytes()
    page = browser.get(f"/notes/{note_id}/change/").content.decode()
    assert "Anna &lt;b&gt;letter" in page
    answer = browser.get(f"/files/{blob.name}/")
    assert answer.content == content
    assert answer["Content-Disposition"] == 'attachment; filename="file.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        "application/octet-stream",
        "nosniff",
    )


def test_an_altered_file_gives_nothing(case: tuple[Any, str], vault: Path) -> None:
    browser, case_id = case
    note_id = begin(browser, case_id, text="x")
    upload(browser, note_id, b"y" * 300_000)
    (blob,) = vault.iterdir()
    data = bytearray(blob.read_bytes())
    data[200_000] ^= 1
    blob.write_bytes(data)
    assert browser.get(f"/files/{blob.name}/").status_code == 503
    blob.unlink()
    assert browser.get(f"/files/{blob.name}/").status_code == 503
    assert "Missing on this machine" in browser.get(f"/notes/{note_id}/change/").content.decode()


def test_too_large_too_many_and_no_file_are_said_and_leave_nothing(
    case: tuple[Any, str], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.notes import attachments, uploading

    monkeypatch.setattr(uploading, "MAX_FILE_BYTES", 100_000)
    monkeypatch.setattr(attachments, "MAX_FILES", 1)
    browser, case_id = case
    note_id = begin(browser, case_id, text="x")
    for content, said in (
        (b"z" * 200_000, "larger than 20 MB"),
        (b"fits", ""),
        (b"one more", "has ten already"),
    ):
        upload(browser, note_id, content)
        page = browser.get(f"/notes/{note_id}/change/").content.decode()
        assert said in page
    browser.post(f"/notes/{note_id}/files/", {"end": "end"})
    assert "No file was chosen" in browser.get(f"/notes/{note_id}/change/").content.decode()
    assert len(list(vault.iterdir())) == 1


def test_a_file_taken_away_comes_back_and_is_swept_with_its_row_first(
    case: tuple[Any, str], vault: Path
) -> None:
    from datetime import timedelta

    from leeward.practice.notes.models import Attachment
    from leeward.practice.notes.sweeping import sweep

    browser, case_id = case
    note_id = begin(browser, case_id, text="x")
    upload(browser, note_id, b"content")
    (blob,) = vault.iterdir()
    browser.post(f"/files/{blob.name}/remove/")
    browser.post(f"/files/{blob.name}/keep/")
    assert browser.get(f"/files/{blob.name}/").content == b"content"
    browser.post(f"/files/{blob.name}/remove/")
    row = Attachment.objects.get()
    Attachment.objects.update(removed_at=row.removed_at - timedelta(hours=25))
    sweep()
    assert (list(vault.iterdir()), Attachment.objects.count()) == ([], 0)


def test_files_that_nobody_names_are_swept_after_an_hour(case: tuple[Any, str], vault: Path) -> None:
    import os
    import time

    from leeward.practice.notes.sweeping import sweep

    vault.mkdir()
    for name, age in (("a" * 24, 7200), ("b" * 24, 10), (".leeward-part-x", 7200)):
        (vault / name).write_bytes(b"sealed")
        os.utime(vault / name, (time.time() - age,) * 2)
    assert sweep() == 2
    assert [one.name for one in vault.iterdir()] == ["b" * 24]


def test_no_other_address_takes_a_file(case: tuple[Any, str], vault: Path) -> None:
    browser, case_id = case
    browser.post(f"/clients/{case_id}/notes/note/", {"once": secrets.token_hex(12), "file": io.BytesIO(b"q")})
    browser.logout()
    browser.post("/sign-in/", {"name": "robin", "file": io.BytesIO(b"q")})
    assert not vault.exists() or not list(vault.iterdir())


def visit(browser: Any, case_id: str) -> str:
    return str(browser.post(f"/clients/{case_id}/visit/")["Location"]).split("/")[2]


IMPRESSION = {"impressions": "quokkamarker", "means": "the tablet?", "law": "", "seen": "0"}


def test_a_working_paper_lives_in_its_session_alone(home: Home, case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import WorkingPaper

    browser, case_id = case
    visit_id = visit(browser, case_id)
    browser.post(f"/visits/{visit_id}/working/", IMPRESSION)
    assert "quokkamarker" in browser.get(f"/visits/{visit_id}/working/").content.decode()
    other = home.signed_in()
    assert "quokkamarker" not in other.get(f"/visits/{visit_id}/working/").content.decode()
    assert b"quokkamarker" not in bytes(WorkingPaper.objects.get().sealed)


@pytest.mark.parametrize(
    "how", ["sign-out", "ended-elsewhere", "lock", "half-an-hour", "twelve-hours", "restart"]
)
def test_it_is_gone_with_the_session_and_cannot_be_opened_by_anybody(
    home: Home, case: tuple[Any, str], how: str
) -> None:
    from django.contrib.sessions.models import Session

    from leeward.practice.notes.models import WorkingPaper
    from leeward.practice.notes.session_key import _NAME
    from leeward.practice.notes.sweeping import sweep_papers

    browser, case_id = case
    visit_id = visit(browser, case_id)
    browser.post(f"/visits/{visit_id}/working/", IMPRESSION)
    name = browser.session[_NAME]
    assert home.agent.held_sessions() == (name,)
    moment = [0.0]
    sessions = home.agent.duties._sessions
    real = sessions._clock
    sessions._clock = lambda: real() + moment[0]
    if how == "sign-out":
        browser.post("/sign-out/")
    elif how == "lock":
        browser.post("/lock/")
        home.agent.unlock(PASSPHRASE)
    elif how == "ended-elsewhere":
        Session.objects.all().delete()
    elif how == "half-an-hour":
        moment[0] = browser.session.get_expiry_age() + 1
    elif how == "twelve-hours":
        for _ in range(30):
            moment[0] += 1500
            browser.get("/today/")
    else:
        home.agent.duties.lock()
        home.agent.duties = type(home.agent.duties)(
            home.path / "keys", cost=home.agent.duties._cost, idle_lock_seconds=3600
        )
        home.agent.unlock(PASSPHRASE)
    assert home.agent.held_sessions() == ()
    sweep_papers()
    assert not WorkingPaper.objects.exists()


def test_a_session_that_changes_its_name_keeps_its_paper(home: Home, case: tuple[Any, str]) -> None:
    """As when a password is changed: the row of the session goes, and the session does not."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    from leeward.practice.notes.models import WorkingPaper
    from leeward.practice.notes.session_key import keep_session_key

    def renames(request: HttpRequest) -> HttpResponse:
        request.session.cycle_key()
        return HttpResponse()

    browser, case_id = case
    browser.post(f"/visits/{visit(browser, case_id)}/working/", IMPRESSION)
    request = RequestFactory().get("/")
    request.session = SessionStore(browser.session.session_key)
    keep_session_key(renames)(request)
    assert len(home.agent.held_sessions()) == 1
    assert WorkingPaper.objects.exists()


def test_what_is_typed_there_is_no_draft_that_outlives_the_session(case: tuple[Any, str]) -> None:
    from leeward.practice.site.kept import is_written_on

    _, case_id = case
    assert is_written_on(f"/clients/{case_id}/notes/note/")
    assert not is_written_on("/visits/abc/working/")


def test_a_supervisor_reads_a_draft_and_finds_no_button_to_change_it(
    home: Home, case: tuple[Any, str]
) -> None:
    from tests.support.matrix import add_people

    browser, case_id = case
    note_id = begin(browser, case_id, text="quokkamarker")
    add_people()
    uma = home.signed_in("uma")
    page = uma.get(f"/notes/{note_id}/").content.decode()
    assert "quokkamarker" in page and "Save the draft" not in page and "Add this amendment" not in page
    assert uma.get(f"/notes/{note_id}/change/").status_code == 404
    listed = uma.get(f"/clients/{case_id}/notes/").content.decode()
    assert "Write a protected note" not in listed


def test_filing_asks_first_and_then_it_is_record(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import Note, WorkingPaper

    browser, case_id = case
    visit_id = visit(browser, case_id)
    browser.post(f"/visits/{visit_id}/working/", {**IMPRESSION, "do": "file"})
    page = browser.get(f"/visits/{visit_id}/working/file/").content.decode()
    assert "quokkamarker" in page and "A court" in page
    answer = browser.post(f"/visits/{visit_id}/working/file/", {"seen": "1"})
    note = Note.objects.get()
    assert answer["Location"] == f"/notes/{note.id}/"
    assert (note.record_class, note.signed_at is not None) == ("working-paper", True)
    assert not WorkingPaper.objects.exists()
    browser.post(f"/visits/{visit_id}/working/file/", {"seen": "1"})
    assert Note.objects.count() == 1


def test_thrown_away_is_gone_at_once(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import WorkingPaper

    browser, case_id = case
    visit_id = visit(browser, case_id)
    browser.post(f"/visits/{visit_id}/working/", IMPRESSION)
    browser.post(f"/visits/{visit_id}/working/away/")
    assert not WorkingPaper.objects.exists()


def hold(case_id: str) -> None:
    from django.utils import timezone

    from leeward.practice.disclosures.models import LegalHold

    LegalHold.objects.create(id="h1", case_id=case_id, set_by="x", set_at=timezone.now(), sealed=b"")


def test_under_a_hold_it_is_filed_at_once_and_the_page_says_so(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.models import Note

    browser, case_id = case
    visit_id = visit(browser, case_id)
    hold(case_id)
    assert "filed at once" in browser.get(f"/visits/{visit_id}/working/").content.decode()
    answer = browser.post(f"/visits/{visit_id}/working/", IMPRESSION)
    assert answer["Location"] == f"/notes/{Note.objects.get().id}/"


def test_setting_a_hold_files_what_lies_in_open_sessions(case: tuple[Any, str]) -> None:
    from leeward.practice.notes.selectors import notes_of
    from leeward.practice.notes.working import file_under_hold

    browser, case_id = case
    visit_id = visit(browser, case_id)
    browser.post(f"/visits/{visit_id}/working/", IMPRESSION)
    from django.db import transaction

    with transaction.atomic():
        assert file_under_hold(case_id) == 1
    (filed,) = notes_of(account(), case_id, "working-paper")
    assert filed.words["impressions"] == "quokkamarker"


def test_under_a_hold_a_draft_that_was_taken_away_is_not_swept(case: tuple[Any, str]) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from leeward.practice.notes.models import Note
    from leeward.practice.notes.sweeping import sweep

    browser, case_id = case
    note_id = begin(browser, case_id, text="x")
    Note.objects.filter(id=note_id).update(removed_at=timezone.now() - timedelta(hours=30))
    hold(case_id)
    sweep()
    assert Note.objects.filter(id=note_id).exists()


def test_everything_is_on_record_before_it_is_shown(home: Home, case: tuple[Any, str]) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.notes.selectors import see_note

    browser, case_id = case
    note_id = begin(browser, case_id, text="x")
    upload(browser, note_id, b"y")
    browser.get(f"/notes/{note_id}/change/")
    browser.get(f"/clients/{case_id}/notes/")
    done = set(AuditEntry.objects.filter(case_id=case_id).values_list("action", flat=True))
    assert {"note.write", "note.see", "note.attach", "note.list"} <= done
    with pytest.raises(NotFound):
        see_note(account("sam"), note_id)
    assert AuditEntry.objects.filter(case_id=case_id, is_allowed=False).exists()


def test_what_would_they_see_names_the_parent_first_for_a_minor() -> None:
    from leeward.practice.notes.sight import ACTS, SightFacts, sight_of

    adult = [one.viewer for one in sight_of("chart-line", "en")]
    minor = [one.viewer for one in sight_of("chart-line", "en", SightFacts(is_minor=True))]
    danger = sight_of("print", "es", SightFacts(is_minor=True, parent_is_danger=True))
    assert (adult[0], adult[-1]) == ("The person doing this", "A parent or guardian")
    assert minor[0] == "A parent or guardian"
    assert danger[0].is_danger and danger[0].fact is not None
    assert all(len(sight_of(act, "es")) >= 4 for act in ACTS)
