# SPDX-License-Identifier: Apache-2.0
"""Referrals through their pages: a release at the very press, two windows, undo, what stands on *Today*."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta
from typing import Any

import pytest
from tests.support.disclosures import agreed
from tests.support.matrix import account, add_people
from tests.support.practice import Home
from tests.support.referrals import (
    OFFICE,
    begun,
    page_of,
    press,
    referral_form,
    row_of,
    text_of,
    version_of,
)
from tests.support.visits import At, visit_with


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, {"answers": {"o1": "yes"}}, code_name="Ternmarker")


def contacts(at: At) -> list[Any]:
    """The lines of the accounting that are about an office."""
    from leeward.practice.ledger.reading import given_out

    return [one for one in given_out(at.account, at.case_id).entries if one.action == "referral.contact"]


def test_from_an_offer_to_whether_it_helped(at: At) -> None:
    agreed(at, OFFICE)
    where = begun(at, said="agreed", kind="legal-or-tech", purpose="Wants a lawyer who speaks Spanish")
    page = page_of(at, where)
    assert "Wanted; nobody has called yet" in page
    assert "An agreement holds" in page
    assert "Wants a lawyer who speaks Spanish" in page
    assert press(at, where, act="contact", how="together", note="Spoke to intake").status_code == 302
    assert "We got in touch; no answer yet" in page_of(at, where)
    assert press(at, where, act="step", step="accepted", how="we-asked").status_code == 302
    assert press(at, where, act="step", step="contact", how="client-said").status_code == 302
    assert press(at, where, act="step", step="got-help").status_code == 302
    page = page_of(at, where)
    assert "Did you get what you needed?" in page
    closed = {"got": "partly", "worse": "no", "would_return": "yes", "note": "They listened"}
    assert press(at, where, act="close", **closed).status_code == 302
    page = page_of(at, where)
    assert "They listened" in page
    assert "Spoke to intake" in page
    row = row_of(where)
    assert (row.step, row.due_on) == ("closed", None)
    assert [one.words.detail for one in reversed(contacts(at))] == ["referral-together", "referral-asked"]
    assert {(one.words.recipient, one.consent_at is not None) for one in contacts(at)} == {(OFFICE, True)}


@pytest.mark.parametrize(("days", "is_said"), [(2, True), (40, False)])
def test_a_contact_that_comes_before_the_next_look_is_said(home: Home, days: int, is_said: bool) -> None:
    """A hand-over in two days does not wait for a day in two weeks."""
    near = (date.today() + timedelta(days=days)).isoformat()
    context = {"next_contact": [{"kind": "handover", "at": f"{near}T17:00"}]}
    at = visit_with(home, {"answers": {"o1": "yes"}, "context": context})
    page = page_of(at, begun(at, said="agreed", kind="legal-or-tech"))
    assert ("comes before this day" in page) is is_said


def test_without_an_agreement_nobody_calls_and_the_page_says_how_to_make_one(at: At) -> None:
    where = begun(at, said="agreed")
    page = page_of(at, where)
    assert "nobody here calls there" in page
    assert "We got in touch" not in page
    answer = press(at, where, act="contact", how="together")
    assert answer.status_code == 422
    assert "nobody here calls there" in text_of(answer)
    assert (row_of(where).step, row_of(where).steps.count()) == ("agreed", 3)
    assert contacts(at) == []
    link = re.search(r'href="(/clients/\w+/agreements/new/\?for=\w+)"', page)
    assert link is not None
    form = page_of(at, link[1])
    assert f'value="{OFFICE}"' in form
    assert re.search(r'value="client-record"[^>]*checked', form)


def test_an_agreement_taken_back_between_the_page_and_the_press(at: At) -> None:
    agreement = agreed(at, OFFICE)
    where = begun(at, said="agreed")
    assert "An agreement holds" in page_of(at, where)
    assert at.browser.post(f"{agreement}back/").status_code == 302
    answer = press(at, where, act="contact", how="alone", note="quokkamarker")
    assert answer.status_code == 422
    assert "took the agreement with this office back" in text_of(answer)
    assert row_of(where).step == "agreed"
    assert contacts(at) == []
    from leeward.practice.models import AuditEntry

    tries = AuditEntry.objects.filter(action="referral.contact")
    assert [one.is_allowed for one in tries] == [False], "the try is on record"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"classes": ["chart-line"]}, "does not cover what was said in visits"),
        ({"starts_on": (date.today() + timedelta(days=1)).isoformat()}, "begins on a later day"),
    ],
)
def test_an_agreement_that_does_not_cover_it(at: At, changes: dict[str, Any], why: str) -> None:
    agreed(at, OFFICE, **changes)
    where = begun(at, said="agreed")
    assert why in text_of(press(at, where, act="contact", how="together"))
    assert row_of(where).step == "agreed"


def test_an_agreement_with_another_office(at: At) -> None:
    agreed(at, "Somebody Else")
    where = begun(at, said="agreed")
    assert "No agreement names this office" in text_of(press(at, where, act="contact", how="together"))


def test_what_the_client_does_themself_needs_no_agreement(at: At) -> None:
    where = begun(at, said="given")
    page = page_of(at, where)
    assert "The client gets in touch there" in page
    assert 'value="we-asked"' not in page, "asking there would be a contact"
    assert press(at, where, act="step", step="not-reached", how="client-said").status_code == 302
    assert row_of(where).step == "not-reached"
    assert contacts(at) == []


def test_two_windows_take_one_step(at: At) -> None:
    where = begun(at, said="offered")
    seen = version_of(at, where)
    assert press(at, where, seen=seen, act="step", step="given").status_code == 302
    answer = press(at, where, seen=seen, act="step", step="declined", note="quokkamarker")
    assert answer.status_code == 409
    assert "quokkamarker" in text_of(answer)
    assert row_of(where).step == "given"


def test_a_step_that_is_not_due(at: At) -> None:
    where = begun(at, said="given")
    assert press(at, where, act="offered").status_code == 409
    assert press(at, where, act="close", got="yes", worse="no", would_return="yes").status_code == 409
    assert press(at, where, act="step", step="closed").status_code == 422
    assert row_of(where).step == "given"


def test_the_last_step_is_taken_back_and_stays_written(at: At) -> None:
    where = begun(at, said="offered")
    press(at, where, act="step", step="declined", note="Not her again")
    assert press(at, where, act="back").status_code == 302
    page = page_of(at, where)
    assert row_of(where).step == "offered"
    assert "taken back" in page
    assert "Not her again" in page


def test_a_contact_that_did_not_take_place_is_corrected_in_the_accounting(at: At) -> None:
    agreed(at, OFFICE)
    where = begun(at, said="agreed")
    press(at, where, act="contact", how="alone")
    assert press(at, where, act="back").status_code == 302
    assert [one.words.detail for one in contacts(at)] == ["referral-taken-back", "referral-alone"]
    assert {one.words.recipient for one in contacts(at)} == {OFFICE}
    given = page_of(at, f"/clients/{at.case_id}/given-out/")
    assert "did not take place" in given


def test_a_second_click_on_save_makes_one_referral(at: At) -> None:
    from leeward.practice.models import Referral

    form = referral_form()
    first, second = (at.browser.post(f"/clients/{at.case_id}/referrals/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Referral.objects.count() == 1


def test_the_form_keeps_what_was_typed(at: At) -> None:
    form = referral_form(said="not-now", purpose="quokkamarker")
    answer = at.browser.post(f"/clients/{at.case_id}/referrals/new/", form)
    assert answer.status_code == 422
    assert "Give the day on which to ask again" in text_of(answer)
    assert "quokkamarker" in text_of(answer)
    form["until"] = (date.today() - timedelta(days=1)).isoformat()
    assert "Choose today or a later day" in text_of(
        at.browser.post(f"/clients/{at.case_id}/referrals/new/", form)
    )


def test_the_directory_hands_over_a_service(at: At) -> None:
    answer = at.browser.post(f"/clients/{at.case_id}/referrals/new/", {"service": "988-lifeline"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert 'value="988 Suicide & Crisis Lifeline"' in page
    assert re.search(r'value="crisis"[^>]*checked', page)
    assert 'data-entry="service:988-lifeline"' in page
    where = begun(at, "988 Suicide & Crisis Lifeline", service="988-lifeline", kind="crisis")
    assert row_of(where).due_on == date.today()
    assert 'data-entry="service:988-lifeline"' in page_of(at, where)
    again = text_of(at.browser.post(f"/clients/{at.case_id}/referrals/new/", {"service": "988-lifeline"}))
    assert "One to this office is open already." in again
    assert where in again


def test_a_service_that_is_gone_is_told(at: At) -> None:
    where = begun(at, service="no-such-service")
    assert "not in the directory any more" in page_of(at, where)


def test_what_did_not_answer_is_told_the_next_time(at: At) -> None:
    from leeward.practice.referrals.selectors import unanswered

    first = begun(at, "988 Suicide & Crisis Lifeline", service="988-lifeline", said="given")
    press(at, first, act="step", step="not-reached", how="client-said")
    typed = begun(at, "Corner Example Clinic", said="given")
    press(at, typed, act="step", step="office-no", how="client-said", why="no-room")
    assert unanswered(at.case_id) == {"988-lifeline"}
    page = text_of(at.browser.post(f"/clients/{at.case_id}/referrals/new/", {"service": "988-lifeline"}))
    assert "Tried before with this client" in page
    assert "Corner Example Clinic" in page
    assert "They have no room" in page
    again = begun(at, "988 Suicide & Crisis Lifeline", service="988-lifeline", said="given")
    press(at, again, act="step", step="got-help")
    assert unanswered(at.case_id) == frozenset()


def test_today_shows_what_is_due_and_names_no_office(at: At) -> None:
    where = begun(at, kind="crisis", said="agreed")
    page = page_of(at, "/today/")
    assert "Referrals to look at" in page
    assert "A referral: a call to make" in page
    assert OFFICE not in page
    assert "Nothing waits for you now" not in page
    press(at, where, act="given")
    row = row_of(where)
    row.due_on = date.today() + timedelta(days=3)
    row.save()
    page = page_of(at, "/today/")
    assert "Referrals to look at" not in page
    assert "A referral: ask how it went" in page, "it comes in the next seven days"


def test_the_list_and_the_way_there_from_the_client_and_the_visit(at: At) -> None:
    where = begun(at)
    ended = begun(at, "Corner Example Clinic", said="declined")
    page = page_of(at, f"/clients/{at.case_id}/referrals/")
    assert page.index(where) < page.index("Closed or ended") < page.index(ended)
    for start in (f"/clients/{at.case_id}/", at.url("plan"), at.url("board")):
        assert f"/clients/{at.case_id}/referrals/" in page_of(at, start), start


def test_who_reaches_a_referral(home: Home, at: At) -> None:
    add_people()
    where = begun(at, said="agreed")
    uma = home.signed_in("uma")
    page = text_of(uma.get(where))
    assert "Save this step" not in page
    assert uma.post(where, {"act": "given", "seen": "1"}).status_code == 404
    for name in ("sam", "fern", "toni", "alex"):
        assert home.signed_in(name).get(where).status_code == 404, name


def test_whoever_opened_a_record_writes_and_does_not_call(home: Home, at: At) -> None:
    from leeward.practice.people.openings import open_with_reason

    add_people()
    agreed(at, OFFICE)
    where = begun(at, said="agreed")
    open_with_reason(account("ola"), at.case_id[:8], reason="Their client rings now", who_knows="uma")
    ola = home.signed_in("ola")
    assert "Only the client’s own clinician" in text_of(ola.get(where))
    assert ola.post(where, {"act": "contact", "how": "alone", "seen": "1"}).status_code == 404
    assert row_of(where).step == "agreed"
    assert ola.post(where, {"act": "given", "seen": "1"}).status_code == 302
    assert row_of(where).step == "given"


def test_the_words_are_sealed(at: At) -> None:
    from leeward.practice.models import Referral, ReferralStep

    where = begun(at, "Quokkamarker House", purpose="quokkamarker", said="given")
    press(at, where, act="step", step="not-reached", how="client-said", note="quokkamarker")
    rows = [
        *Referral.objects.values_list("sealed", flat=True),
        *ReferralStep.objects.values_list("sealed", flat=True),
    ]
    assert rows
    assert not [row for row in rows if b"quokkamarker" in bytes(row).lower()]


def test_a_referral_to_look_at_keeps_a_record_from_going(at: At) -> None:
    from leeward.practice.models import Case
    from leeward.practice.retention.due import _worked_on, last_contacts

    begun(at)
    case = Case.objects.get(id=at.case_id)
    assert _worked_on([case.id]) == {case.id}
    Case.objects.filter(id=case.id).update(changed_at="2001-01-01T00:00:00Z")
    case.visits.all().delete()
    case.refresh_from_db()
    assert last_contacts([case])[case.id] == date.today()


@pytest.mark.db
def test_of_a_taking_back_and_a_contact_at_once_the_rows_say_who_was_first(at: At) -> None:
    """A contact stands with its release, or it does not stand."""
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.disclosures.agreements import revoke
    from leeward.practice.models import Agreement, ReferralStep
    from leeward.practice.referrals.services import take_step
    from leeward.practice.referrals.values import StepInput
    from leeward.stewardship.referrals import How, NoRelease, Step

    for number in range(8):
        office = f"{OFFICE} {number}"
        agreement_id = agreed(at, office).strip("/").split("/")[-1]
        referral_id = begun(at, office, said="agreed").strip("/").split("/")[-1]
        door, agent = threading.Barrier(2), sealing.agent()

        def call(referral_id: str = referral_id, door: Any = door, agent: Any = agent) -> None:
            sealing._local.agent = agent
            door.wait()
            try:
                take_step(at.account, referral_id, StepInput(Step.SENT, How.ALONE), seen=1)
            except NoRelease:
                pass
            finally:
                connection.close()

        def take_back(agreement_id: str = agreement_id, door: Any = door, agent: Any = agent) -> None:
            sealing._local.agent = agent
            door.wait()
            try:
                revoke(at.account, at.case_id, agreement_id)
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for one in (call, take_back)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        taken_back_at = Agreement.objects.get(id=agreement_id).revoked_at
        sent = ReferralStep.objects.filter(referral_id=referral_id, step="sent")
        assert all(one.at <= taken_back_at for one in sent)


def test_under_12_the_safe_adult_stands_where_the_client_would(home: Home) -> None:
    at = visit_with(home, {"answers": {}, "context": {"age": 9}}, code_name="Ternmarker")
    new = f"/clients/{at.case_id}/referrals/new/"
    assert "Under 12: through the safe adult" in page_of(at, new)
    assert "The safe adult wants it, and gets in touch there" in page_of(at, new)
    assert "They want it, and get in touch themselves" not in page_of(at, new)
    page = page_of(at, begun(at, said="offered"))
    assert "The safe adult wants it, and gets in touch there" in page


def test_another_office_is_looked_for_in_the_directory_of_the_visit(at: At) -> None:
    where = begun(at, said="given")
    press(at, where, act="step", step="office-no", how="client-said", why="no-room")
    assert at.url("directory") in page_of(at, where)
    assert at.url("directory") in page_of(at, f"/clients/{at.case_id}/referrals/new/")


def test_nothing_new_moves_the_day(at: At) -> None:
    agreed(at, OFFICE)
    where = begun(at, kind="crisis", said="given")
    assert row_of(where).due_on == date.today()
    assert press(at, where, act="look").status_code == 302
    assert row_of(where).due_on == date.today() + timedelta(days=1)
    assert "Looked again: nothing new" in page_of(at, where)
    assert press(at, where, act="step", step="same").status_code == 422, "who says so?"
    assert press(at, where, act="step", step="same", how="we-asked").status_code == 302
    assert row_of(where).step == "given"
    assert [one.words.detail for one in contacts(at)] == ["referral-asked"]


def test_the_words_open_at_the_place_that_the_register_names(at: At) -> None:
    """So that they are sealed anew with all others."""
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.fields import SealedText, open_bytes

    where = begun(at, said="given", purpose="quokkamarker")
    press(at, where, act="step", step="not-reached", how="client-said", note="quokkamarker")
    opened = [
        open_bytes(column.key(one), column.place(one), SealedText(bytes(one.sealed)))
        for column in COLUMNS
        if column.model.__name__ in ("Referral", "ReferralStep")
        for one in column.model._default_manager.all()
    ]
    assert sum(b"quokkamarker" in words for words in opened) == 2


def test_the_client_of_a_colleague_who_left_comes_with_its_referrals(home: Home, at: At) -> None:
    """Handed on: from then on they stand on the other clinician's Today."""
    from leeward.practice.models import Case

    begun(at, kind="crisis", said="agreed")
    sam = home.signed_in("sam")
    assert "A referral: a call to make" not in text_of(sam.get("/today/"))
    Case.objects.filter(id=at.case_id).update(owner=account("sam"))
    assert "A referral: a call to make" in text_of(sam.get("/today/"))
    assert "A referral: a call to make" not in page_of(at, "/today/")


def test_the_owner_is_told_what_a_colleague_did_with_a_referral(home: Home, at: At) -> None:
    from leeward.practice.people.openings import open_with_reason

    add_people()
    where = begun(at, said="offered")
    open_with_reason(account("ola"), at.case_id[:8], reason="Their client rings now", who_knows="uma")
    ola = home.signed_in("ola")
    assert ola.post(where, {"act": "step", "step": "given", "seen": "1", "note": ""}).status_code == 302
    assert "a step of a referral" in page_of(at, "/today/")
