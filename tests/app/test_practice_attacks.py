# SPDX-License-Identifier: Apache-2.0
"""Attacks that once worked: a colleague, an administrator or a replayed page that got further than it may."""

from __future__ import annotations

import json
import secrets
import threading
from typing import Any

import pytest
from tests.support.disclosures import agreed, copy_form, files_in
from tests.support.matrix import account, add_people
from tests.support.practice import PASSWORD, Home
from tests.support.visits import At, made_long_ago, visit_with

WHO = "Dr. Example Reyes"
OUR_FORM = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, {"answers": {"o1": "yes"}}, code_name="Tern")


def copied(at: At, form: dict[str, Any]) -> Any:
    return at.browser.post(f"/clients/{at.case_id}/copy/", form)


def request_of_the_client(at: At, name: str = "T") -> str:
    """A request for their own record that may be given; its id."""
    from leeward.practice.disclosures.requests import take_step, write_request
    from leeward.stewardship import release as rules

    id = write_request(at.account, at.case_id, rules.Claim.CLIENT, rules.Way.DOOR, {"said_name": name})
    steps = (
        lambda one: rules.call_back(one, rules.NumberFrom.IN_PERSON, rules.Reached.YES),
        lambda one: rules.identify(one, rules.Check.KNOWN_BY_SIGHT, matches=True),
        lambda one: rules.stand_on(one, rules.Ground.OWN_RECORD, by=at.account.id),
    )
    for seen, step in enumerate(steps, start=1):
        take_step(at.account, id, step, {}, seen=seen)
    return id


def signed_note(at: At, text: str) -> str:
    from leeward.practice.notes.services import begin_note, sign
    from leeward.stewardship.writing import Kind

    words = {"text": text}
    id = begin_note(at.account, at.case_id, Kind.PROTECTED_NOTE, words, once=secrets.token_hex(12))
    sign(at.account, id, words, seen=1)
    return id


# ---------------------------------------------------------------- what leaves


@pytest.mark.parametrize("is_given", [True, False])
def test_a_page_sent_again_for_another_request_is_refused(at: At, is_given: bool) -> None:
    where = agreed(at, WHO)
    form = copy_form(WHO)
    assert copied(at, form).status_code == 200
    at.browser.post(f"{where}back/")
    other = request_of_the_client(at, WHO)
    if is_given:
        assert copied(at, {**copy_form(WHO), "for": other}).status_code == 200
    assert copied(at, {**form, "for": other}).status_code == 422


def test_what_was_looked_at_for_one_goes_to_no_other(at: At) -> None:
    ours = request_of_the_client(at)
    answer = copied(at, {**copy_form("A Friend"), "for": ours})
    assert answer.status_code == 422
    assert "looked at for somebody else" in answer.content.decode()
    assert copied(at, {**copy_form(" t "), "for": ours}).status_code == 200


def test_a_page_sent_again_gives_no_more_than_it_gave(at: At) -> None:
    agreed(at, WHO, classes=["protected-note"])
    signed_note(at, "alphamarker")
    form = copy_form(WHO, record_class="protected-note", kinds="json")
    assert copied(at, form).status_code == 200
    assert copied(at, {**form, "kinds": "both"}).status_code == 422
    signed_note(at, "betamarker")
    assert copied(at, form).status_code == 422


def test_notes_of_a_visit_that_was_not_chosen_stay(at: At) -> None:
    from leeward.practice.visits.services import end_visit, open_visit

    agreed(at, WHO, classes=["protected-note"])
    signed_note(at, "alphamarker")
    end_visit(at.account, at.visit_id)
    second = open_visit(at.account, at.case_id)
    signed_note(at, "betamarker")
    form = copy_form(WHO, record_class="protected-note", kinds="json", visits=[second])
    given = json.loads(files_in(copied(at, form).content)["notes.json"])
    assert [one["text"] for one in given] == ["betamarker"]


# ---------------------------------------------------------------- what is on record


@pytest.mark.parametrize("what", ["agreement given", "agreement back", "hold keep", "hold lift"])
def test_an_id_of_another_case_is_refused_on_record(home: Home, at: At, what: str) -> None:
    from leeward.practice.models import AuditEntry, LegalHold

    kind, step = what.split()
    if kind == "agreement":
        id = agreed(at, WHO).strip("/").split("/")[-1]
    else:
        at.browser.post(f"/clients/{at.case_id}/hold/", {"why": "paper from a court", "since": ""})
        id = LegalHold.objects.get().id
    sam = home.signed_in("sam")
    own = home.open_case(sam, code_name="Dunlin").split("/")[2]
    place = "agreements" if kind == "agreement" else "hold"
    before = AuditEntry.objects.filter(is_allowed=False).count()
    assert sam.post(f"/clients/{own}/{place}/{id}/{step}/", {"how": "signed"}).status_code == 404
    rows = AuditEntry.objects.filter(is_allowed=False)
    assert rows.count() == before + 1
    assert rows.order_by("-id")[0].actor_id == account("sam").id


# ---------------------------------------------------------------- who reads


def test_an_administrator_does_not_name_themself_to_read(home: Home, at: At) -> None:
    alex, robin = account("alex").id, account("robin").id
    home.signed_in("alex").post(
        f"/oversight/people/{alex}/roles/", {"roles": ["administrator", "supervisor"]}
    )
    browser = home.signed_in("alex")
    answer = browser.post(f"/oversight/people/{robin}/supervisors/", {"supervisors": [alex]})
    assert answer.status_code == 422
    assert "ask the other administrator" in answer.content.decode()
    assert browser.get(f"/clients/{at.case_id}/").status_code == 404


def test_who_was_named_before_stays_named_whoever_saves(home: Home, at: At) -> None:
    """Named by the other administrator: saving the page again is no naming of oneself."""
    from leeward.practice.people.services import set_roles, set_supervisors
    from leeward.stewardship import Role

    alex, robin = account("alex"), account("robin")
    set_roles(robin, alex.id, (Role.ADMINISTRATOR, Role.SUPERVISOR))
    set_supervisors(robin, robin.id, [alex.id])
    set_supervisors(account("alex"), robin.id, [alex.id])
    assert home.signed_in("alex").get(f"/clients/{at.case_id}/").status_code == 200


@pytest.mark.parametrize(("who", "reads"), [("fern", False), ("sam", False), ("robin", True)])
def test_words_left_at_the_door_are_shown_to_nobody_who_may_not_see_the_record(
    home: Home, at: At, who: str, reads: bool
) -> None:
    from django.contrib.sessions.models import Session

    add_people()
    Session.objects.all().delete()
    left = {"notes": "quokkamarker was written", "notes_seen": "0"}
    assert at.browser.post(at.url("ask"), left, **OUR_FORM).status_code == 403
    carried = {"kept-path": at.url("ask"), "kept:notes": left["notes"]}
    answer = at.browser.post("/sign-in/", {"name": who, "password": PASSWORD, **carried}, **OUR_FORM)
    assert ("quokkamarker" in answer.content.decode()) is reads
    assert answer.status_code == (200 if reads else 302)


# ---------------------------------------------------------------- what goes


def test_a_hold_set_while_a_case_goes_stands_or_comes_too_late(
    home: Home, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never both: a hold that was set, and a record that is gone."""
    from django.db import connection
    from django.utils import timezone

    from leeward.practice import sealing
    from leeward.practice.cases.purging import destroy as really_destroy
    from leeward.practice.disclosures.holds import set_hold
    from leeward.practice.models import AuditEntry, Case, Removal
    from leeward.practice.retention import removals

    made_long_ago(at.case_id)
    now = timezone.now()
    told = {"owner_id": at.account.id, "asked_by": at.account.id, "asked_at": now, "paper_shown": False}
    Removal.objects.create(id="r1", case_id=at.case_id, agreed_by="x", agreed_at=now, **told)
    agent = home.agent

    def hold() -> None:
        sealing._local.agent = agent
        try:
            set_hold(at.account, at.case_id, why="paper from a court", since="")
        except Exception:  # noqa: BLE001, S110  it came too late, however that is told
            pass
        finally:
            connection.close()

    threads = []

    def destroy(case_ids: Any) -> None:
        threads.append(threading.Thread(target=hold))
        threads[0].start()
        threads[0].join(1)
        really_destroy(case_ids)

    monkeypatch.setattr(removals, "destroy", destroy)
    removals.finish_removals()
    threads[0].join()
    assert not Case.objects.filter(id=at.case_id).exists()
    assert not AuditEntry.objects.filter(action="hold.set", is_allowed=True).exists()


def test_under_a_hold_what_was_taken_away_is_still_found_and_comes_back(at: At) -> None:
    """Nothing is swept then: what stays on the disk must not be out of sight for good."""
    from datetime import timedelta

    from django.utils import timezone

    from leeward.practice.models import Note
    from leeward.practice.notes.services import begin_note
    from leeward.stewardship.writing import Kind

    words = {"text": "alphamarker"}
    id = begin_note(at.account, at.case_id, Kind.CHART_LINE, words, once=secrets.token_hex(12))
    at.browser.post(f"/notes/{id}/remove/")
    Note.objects.filter(id=id).update(removed_at=timezone.now() - timedelta(hours=25))
    assert at.browser.get(f"/notes/{id}/").status_code == 404
    at.browser.post(f"/clients/{at.case_id}/hold/", {"why": "paper from a court", "since": ""})
    assert at.browser.get(f"/notes/{id}/").status_code == 200
    assert f"/notes/{id}/keep/" in at.browser.get(f"/clients/{at.case_id}/notes/").content.decode()
    assert at.browser.post(f"/notes/{id}/keep/").status_code == 302


def test_whoever_opened_a_record_neither_reads_nor_writes_over_a_visits_notes(at: At, home: Home) -> None:
    """They are protected notes: the owner's. What a colleague writes goes under Notes, by their name."""
    from leeward.practice.visits.selectors import see_visit
    from leeward.practice.visits.services import change_document

    change_document(at.account, at.visit_id, "notes", {"notes": "quokkasecret"}, seen=0)
    sam = home.signed_in("sam")
    why = {"named": "Tern", "reason": "she rings in distress", "who_knows": "alex"}
    assert 302 == sam.post("/opening/", why).status_code
    for page in ("ask", "meaning"):
        shown = sam.get(f"/visits/{at.visit_id}/{page}/")
        assert 200 == shown.status_code
        assert "quokkasecret" not in shown.content.decode()
        assert 'name="notes"' not in shown.content.decode()
    sam.post(f"/visits/{at.visit_id}/meaning/", {"notes": "gone", "notes_seen": "99", "seen": "99"})
    assert "quokkasecret" == see_visit(at.account, at.visit_id).document("notes").words["notes"]
    assert "quokkasecret" in at.get("meaning")
