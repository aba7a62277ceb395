# SPDX-License-Identifier: Apache-2.0
"""Agreements, requests, copies, holds and court papers, as their pages do them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from tests.support.disclosures import agreed, agreement_form, copy_form, files_in, once_in
from tests.support.matrix import account, add_people
from tests.support.practice import Home
from tests.support.visits import At, visit_with

RECIPIENT = "Dr. Example Reyes, North Clinic"


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, {"answers": {"o1": "yes"}}, code_name="Tern")


def says(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# ---------------------------------------------------------------- agreements


def test_an_agreement_holds_from_the_moment_it_was_signed_until_it_is_taken_back(at: At) -> None:
    page = f"/clients/{at.case_id}/agreements/"
    assert "None. Nothing can be given out." in says(at.browser.get(page))
    answer = at.browser.post(f"{page}new/", agreement_form(RECIPIENT))
    assert answer.status_code == 302
    one = answer["Location"]
    assert "It does not hold yet." in says(at.browser.get(one))
    assert at.browser.post(f"{one}given/", {"how": "signed"}).status_code == 302
    assert "Signed on paper" in says(at.browser.get(one))
    assert '<span class="tag sure">holds</span>' in says(at.browser.get(page))
    at.browser.post(f"{one}back/")
    assert "Taken back on" in says(at.browser.get(one))
    assert '<span class="tag">taken back</span>' in says(at.browser.get(page))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"recipient": "  "}, "Name the one person or office"),
        ({"classes": []}, "Choose what may be shared"),
        ({"classes": ["protected-note", "chart-line"]}, "an agreement of their own"),
        ({"ends_on": "2020-01-01"}, "Give a last day that is not past"),
        ({"ends_on": "2099-01-01"}, "within a year"),
        ({"given_by": "parent"}, "Not with this adult"),
        ({"given_by": "parent", "danger": "maybe"}, "Not with this adult"),
    ],
)
def test_what_cannot_be_agreed_is_told_and_the_words_stay(at: At, changes: dict[str, Any], what: str) -> None:
    from leeward.practice.models import Agreement

    form = {**agreement_form(RECIPIENT, purpose="quokkapurpose"), **changes}
    answer = at.browser.post(f"/clients/{at.case_id}/agreements/new/", form)
    assert answer.status_code == 422
    assert what in says(answer)
    assert "quokkapurpose" in says(answer)
    assert not Agreement.objects.exists()


def test_a_parent_who_is_not_the_danger_agrees_for_a_minor(at: At) -> None:
    form = agreement_form(RECIPIENT, given_by="parent", danger="no", signer="Example Parent")
    answer = at.browser.post(f"/clients/{at.case_id}/agreements/new/", form)
    assert answer.status_code == 302
    assert "A parent, for a minor: Example Parent" in says(at.browser.get(answer["Location"]))


def test_the_same_page_sent_twice_is_one_agreement(at: At) -> None:
    from leeward.practice.models import Agreement

    form = agreement_form(RECIPIENT, once="a" * 24)
    for _ in range(2):
        at.browser.post(f"/clients/{at.case_id}/agreements/new/", form)
    assert Agreement.objects.count() == 1


def test_the_form_to_sign_is_a_paper_with_a_plain_name(at: At) -> None:
    where = agreed(at, RECIPIENT)
    answer = at.browser.post(f"{where}paper/", {"language": "es", "size": "letter"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="formulario.pdf"'
    assert at.browser.post(f"{where}paper/", {"language": "xx"}).status_code == 422


def test_no_word_of_an_agreement_lies_open(at: At) -> None:
    from leeward.practice.models import Agreement

    agreed(at, RECIPIENT)
    row = Agreement.objects.get()
    assert b"Reyes" not in bytes(row.sealed)
    assert b"client-record" not in bytes(row.sealed)


# ---------------------------------------------------------------- copies


def test_a_copy_is_given_under_an_agreement_and_stands_in_the_list(at: At) -> None:
    agreed(at, RECIPIENT)
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(RECIPIENT))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.zip"'
    assert list(files_in(answer.content)) == ["manifest.json", "visit-1.pdf"]
    assert f"To {RECIPIENT}." in says(at.browser.get(f"/clients/{at.case_id}/requests/"))


def test_a_double_click_is_one_release_and_gives_the_same_file(at: At) -> None:
    from leeward.practice.models import AuditEntry, Release

    agreed(at, RECIPIENT)
    form = copy_form(RECIPIENT, once="b" * 24)
    first, second = (at.browser.post(f"/clients/{at.case_id}/copy/", form) for _ in range(2))
    assert first.content == second.content
    assert Release.objects.count() == 1
    assert AuditEntry.objects.filter(action="release.export").count() == 1
    assert AuditEntry.objects.filter(action="release.repeat").count() == 1


def test_a_second_click_after_the_agreement_was_taken_back_gives_nothing(at: At) -> None:
    where = agreed(at, RECIPIENT)
    form = copy_form(RECIPIENT, once="b" * 24)
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 200
    at.browser.post(f"{where}back/")
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", form)
    assert answer.status_code == 422
    assert "took this agreement back" in says(answer)


def test_another_release_needs_a_page_of_its_own(at: At) -> None:
    agreed(at, RECIPIENT)
    agreed(at, "Somebody Else")
    form = copy_form(RECIPIENT, once="b" * 24)
    at.browser.post(f"/clients/{at.case_id}/copy/", form)
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", {**form, "recipient": "Somebody Else"})
    assert answer.status_code == 422
    assert "has sent something else already" in says(answer)


def test_a_refused_copy_is_on_record_as_refused(at: At) -> None:
    from leeward.practice.models import AuditEntry

    answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(RECIPIENT))
    assert answer.status_code == 422
    assert "There is no agreement with this client" in says(answer)
    assert [one.is_allowed for one in AuditEntry.objects.filter(action="release.export")] == [False]


def test_a_copy_is_asked_for_again_after_ten_minutes(at: At) -> None:
    session = at.browser.session
    session["proved-at"] = 0.0
    session.save()
    page = at.browser.get(f"/clients/{at.case_id}/copy/")
    assert "Who gets it?" not in says(page)


# ---------------------------------------------------------------- holds


def hold_of(at: At) -> Any:
    from leeward.practice.models import LegalHold

    return LegalHold.objects.get()


def set_hold(at: At) -> None:
    page = f"/clients/{at.case_id}/hold/"
    once = once_in(at.browser.get(page))
    assert at.browser.post(page, {"why": "paper from a court", "since": "", "once": once}).status_code == 302


def test_a_hold_stands_until_a_second_person_lifts_it(home: Home, at: At) -> None:
    from leeward.practice.notes.holds import held

    add_people()
    page = f"/clients/{at.case_id}/hold/"
    set_hold(at)
    assert held(at.case_id)
    hold = hold_of(at)
    assert at.browser.post(f"{page}{hold.id}/ask/", {"reason": "  "}).status_code == 422
    at.browser.post(f"{page}{hold.id}/ask/", {"reason": "the case was withdrawn"})
    assert held(at.case_id)
    assert at.browser.post(f"{page}{hold.id}/lift/").status_code == 422
    assert held(at.case_id)
    uma = home.signed_in("uma")
    assert "the case was withdrawn" in says(uma.get(page))
    assert uma.post(f"{page}{hold.id}/lift/").status_code == 302
    assert not held(at.case_id)
    assert "the case was withdrawn" in says(at.browser.get(page))


def test_a_wish_to_lift_can_be_taken_back(home: Home, at: At) -> None:
    set_hold(at)
    page, hold = f"/clients/{at.case_id}/hold/", hold_of(at)
    at.browser.post(f"{page}{hold.id}/ask/", {"reason": "a mistake"})
    at.browser.post(f"{page}{hold.id}/keep/")
    assert hold_of(at).state == "set"


def test_a_colleague_who_did_not_open_the_record_cannot_lift_it(home: Home, at: At) -> None:
    set_hold(at)
    hold = hold_of(at)
    sam = home.signed_in("sam")
    assert sam.post(f"/clients/{at.case_id}/hold/{hold.id}/lift/").status_code == 404
    assert sam.get(f"/clients/{at.case_id}/hold/").status_code == 404


def test_alone_the_paper_lifts_it_after_three_days(home: Home, at: At) -> None:
    from leeward.practice.accounts import lost_passphrase
    from leeward.practice.models import Account, LegalHold, Practice

    Account.objects.exclude(id=at.account.id).update(is_active=False)
    rows = home.agent.make_paper().text()
    home.agent.prove_paper(rows)
    Practice.objects.update(paper_code=lost_passphrase.code_of(rows))
    typed = {f"row_{n}": " ".join(line.split()[1:]) for n, line in enumerate(rows.splitlines(), start=1)}
    set_hold(at)
    page, hold = f"/clients/{at.case_id}/hold/", hold_of(at)
    at.browser.post(f"{page}{hold.id}/ask/", {"reason": "withdrawn"})
    assert "the recovery paper stands in" in says(at.browser.get(page))
    assert at.browser.post(f"{page}{hold.id}/lift/", typed).status_code == 422
    LegalHold.objects.update(asked_at=hold_of(at).asked_at - timedelta(hours=72))
    assert at.browser.post(f"{page}{hold.id}/lift/").status_code == 422
    slip = {**typed, "row_2": typed["row_3"]}
    assert at.browser.post(f"{page}{hold.id}/lift/", slip).status_code == 422
    assert hold_of(at).state == "lift-asked"
    assert at.browser.post(f"{page}{hold.id}/lift/", typed).status_code == 302
    assert hold_of(at).state == "lifted"


def test_a_hold_files_the_working_papers_of_the_session(at: At) -> None:
    from leeward.practice.models import Note, WorkingPaper

    at.browser.post(
        f"/visits/{at.visit_id}/working/", {"seen": "0", "impressions": "quokkaguess", "save": "1"}
    )
    assert WorkingPaper.objects.count() == 1
    set_hold(at)
    assert WorkingPaper.objects.count() == 0
    assert Note.objects.filter(record_class="working-paper", signed_at__isnull=False).count() == 1
    assert "1 working paper was filed" in says(at.browser.get(f"/clients/{at.case_id}/hold/"))


# ---------------------------------------------------------------- court papers


def test_the_list_of_a_court_paper_is_kept_and_two_windows_do_not_overwrite(at: At) -> None:
    page = f"/clients/{at.case_id}/court/"
    first = {"seen": "0", "came": "Monday, by a server", "done": ["court-hold"]}
    assert at.browser.post(page, first).status_code == 302
    shown = says(at.browser.get(page))
    assert "Monday, by a server" in shown
    assert re.search(r'value="court-hold"[^>]* checked', shown)
    late = at.browser.post(page, {"seen": "0", "came": "written in the second window"})
    assert late.status_code == 409
    assert "Monday, by a server" in says(late)
    assert "written in the second window" in says(late)
    again = {"seen": re.search(r'name="seen" value="(\d+)"', says(late))[1], "came": "both"}  # type: ignore[index]
    assert at.browser.post(page, again).status_code == 302


def test_the_help_without_a_case_is_for_those_who_may_meet_such_a_paper(home: Home, at: At) -> None:
    add_people()
    assert "It is usually not a court order" in says(at.browser.get("/oversight/court/"))
    assert home.signed_in("uma").get("/oversight/court/").status_code == 200
    assert home.signed_in("fern").get("/oversight/court/").status_code == 404


def test_every_fact_of_the_court_page_shows_how_sure_it_is(at: At) -> None:
    from leeward.practice.book import book

    shown = says(at.browser.get("/oversight/court/"))
    for matter in book().matters_of("court"):
        assert matter.title.en in shown.replace("&#x27;", "'").replace("&quot;", '"')
    assert shown.count('class="fact"') >= len(book().matters_of("court"))
    assert "not legal advice" in shown


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    "page", ["agreements/", "agreements/new/", "requests/", "requests/new/", "copy/", "court/", "hold/"]
)
def test_a_colleague_finds_none_of_these_pages(home: Home, at: At, page: str) -> None:
    sam = home.signed_in("sam")
    assert sam.get(f"/clients/{at.case_id}/{page}").status_code == 404
    assert sam.post(f"/clients/{at.case_id}/{page}", {}).status_code in (404, 405)


def test_a_supervisor_reads_and_gives_nothing_out(home: Home, at: At) -> None:
    add_people()
    agreed(at, RECIPIENT)
    uma = home.signed_in("uma")
    assert RECIPIENT in says(uma.get(f"/clients/{at.case_id}/agreements/"))
    assert uma.post(f"/clients/{at.case_id}/copy/", copy_form(RECIPIENT)).status_code == 404
    assert uma.post(f"/clients/{at.case_id}/agreements/new/", agreement_form("x")).status_code == 404


def test_an_agreement_of_another_case_is_not_found(home: Home, at: At) -> None:
    other = visit_with(home, {"answers": {"o1": "yes"}}, code_name="Wren")
    where = agreed(other, RECIPIENT)
    agreement_id = where.rstrip("/").split("/")[-1]
    assert at.browser.get(f"/clients/{at.case_id}/agreements/{agreement_id}/").status_code == 404
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(RECIPIENT))
    assert answer.status_code == 422


def test_a_disk_that_is_full_keeps_the_words_on_the_page(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from leeward.practice.disclosures import agreement_views

    def full(*_: object, **__: object) -> str:
        raise OperationalError("disk full")

    monkeypatch.setattr(agreement_views, "write_agreement", full)
    form = agreement_form(RECIPIENT, purpose="quokkapurpose")
    answer = at.browser.post(f"/clients/{at.case_id}/agreements/new/", form)
    assert answer.status_code == 503
    assert "quokkapurpose" in says(answer)
    assert "Not saved" in says(answer)


def test_a_bundle_is_a_plain_zip_without_hour_or_comment(at: At) -> None:
    agreed(at, RECIPIENT)
    data = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(RECIPIENT, kinds="both")).content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.comment == b""
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist() == ["manifest.json", "visit-1.pdf", "visits.json"]
    assert account("robin").id == at.account.id
