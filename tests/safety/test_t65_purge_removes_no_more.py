# SPDX-License-Identifier: Apache-2.0
"""T65: only what is due goes, only its own class, never under a hold, and a whole case takes two people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.matrix import account
from tests.support.practice import Home

from leeward.practice.cases.values import case_number
from leeward.stewardship.retention import RecordClass, Stays

pytestmark = pytest.mark.db
WORD = "quokkamarker"


def old_case(home: Home, name: str, *, years: int, who: str = "robin", age: str = "40") -> str:
    """A case with a visit and a note of impressions, last touched so many years ago."""
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.models import Visit
    from leeward.practice.visits.services import change_document, open_visit

    browser = home.signed_in(who)
    case_id = home.open_case(browser, code_name=name, reason=WORD, **{"p-0-age": age}).split("/")[2]
    visit_id = open_visit(account(who), case_id)
    change_document(account(who), visit_id, "notes", {"text": WORD}, seen=0)
    then = timezone.now() - timedelta(days=366 * years)
    Case.objects.filter(id=case_id).update(changed_at=then, opened_at=then)
    Visit.objects.filter(id=visit_id).update(opened_at=then, changed_at=then)
    return case_id


def due(who: str = "robin") -> Any:
    from leeward.practice.retention.due import own_dry_run

    return own_dry_run(account(who)).run


def left() -> set[str]:
    from leeward.practice.cases.models import Case

    return set(Case.objects.values_list("id", flat=True))


def test_a_dry_run_lists_what_is_due_and_changes_nothing(home: Home) -> None:
    old, young = old_case(home, "Tern", years=8), old_case(home, "Gull", years=1)
    child = old_case(home, "Auk", years=8, age="9")
    unknown = old_case(home, "Skua", years=8, age="")
    run = due()
    assert (old,) == run.whole
    assert {(old, RecordClass.CLIENT_RECORD), (old, RecordClass.PROTECTED_NOTE)} == {
        (line.case_id, line.record_class) for line in run.due
    }
    assert {child: Stays.NOT_YET, unknown: Stays.AGE_UNKNOWN} == {
        line.case_id: line.stays for line in run.staying
    }
    assert {old, young, child, unknown} == left()
    assert "Tern" in home.signed_in().get("/keeping/").content.decode()


def test_what_another_clinician_keeps_is_not_listed(home: Home) -> None:
    old_case(home, "Tern", years=8, who="sam")
    assert () == due("robin").due
    assert "Tern" not in home.signed_in().get("/keeping/").content.decode()


def test_one_class_ends_and_the_rest_stays(home: Home) -> None:
    from leeward.practice.visits.models import Visit
    from leeward.practice.visits.selectors import see_visit

    case_id, other = old_case(home, "Tern", years=8), old_case(home, "Gull", years=8)
    robin = home.signed_in()
    address = f"/keeping/{case_id}/protected-note/"
    assert 200 == robin.get(address).status_code
    assert 302 == robin.post(address).status_code
    for id, words in ((case_id, {}), (other, {"text": WORD})):
        visit = see_visit(account("robin"), Visit.objects.get(case_id=id).id)
        assert words == visit.document("notes").words
        assert WORD == visit.case.words["reason"]
    assert "/keeping/" == robin.get(address)["Location"], "it is not due any more"
    assert 404 == robin.get(f"/keeping/{other}/client-record/").status_code, "it goes with the case"


@pytest.mark.parametrize("way", ["class", "whole"])
def test_a_hold_wins(home: Home, way: str) -> None:
    from leeward.practice.disclosures.models import LegalHold

    case_id, other = old_case(home, "Tern", years=8), old_case(home, "Gull", years=8)
    robin, alex = home.signed_in(), home.signed_in("alex")
    if way == "whole":
        robin.post(f"/keeping/{case_id}/")
        removal = only_removal()
    LegalHold.objects.create(id="h1", case_id=case_id, set_by="x", set_at=timezone.now(), sealed=b"")
    assert (other,) == due().whole
    if way == "whole":
        alex.post(f"/removals/{removal}/agree/")
    else:
        assert "/keeping/" == robin.post(f"/keeping/{case_id}/protected-note/")["Location"]
    assert {case_id, other} == left()
    from leeward.practice.cases.selectors import see_case

    assert WORD == see_case(account("robin"), case_id).words["reason"]


def only_removal() -> str:
    from leeward.practice.retention.models import Removal

    return str(Removal.objects.get(called_off_at=None, done_at=None).id)


def test_a_whole_case_takes_two_people(home: Home) -> None:
    from leeward.practice.retention.models import Removal

    case_id, other = old_case(home, "Tern", years=8, who="sam"), old_case(home, "Gull", years=8, who="sam")
    sam, robin, alex = home.signed_in("sam"), home.signed_in("robin"), home.signed_in("alex")
    assert 302 == sam.post(f"/keeping/{case_id}/").status_code
    removal = only_removal()
    assert 404 == sam.post(f"/removals/{removal}/agree/").status_code
    assert {case_id, other} == left()
    page = alex.get("/oversight/keeping/").content.decode()
    assert case_number(case_id) in page
    assert "Tern" not in page
    assert 302 == alex.post(f"/removals/{removal}/agree/").status_code
    assert {other} == left()
    assert Removal.objects.get().done_at
    assert 302 == robin.post(f"/removals/{removal}/agree/").status_code, "a second press changes nothing"
    assert {other} == left()
    assert case_number(case_id) in sam.get("/keeping/").content.decode()


def test_what_was_called_off_cannot_be_agreed_to(home: Home) -> None:
    case_id = old_case(home, "Tern", years=8, who="sam")
    sam, alex = home.signed_in("sam"), home.signed_in("alex")
    sam.post(f"/keeping/{case_id}/")
    removal = only_removal()
    assert 302 == sam.post(f"/removals/{removal}/off/").status_code
    alex.post(f"/removals/{removal}/agree/")
    assert {case_id} == left()


def test_a_case_that_is_not_due_cannot_be_asked_for(home: Home) -> None:
    case_id = old_case(home, "Tern", years=2)
    assert "/keeping/" == home.signed_in().post(f"/keeping/{case_id}/")["Location"]
    assert 404 == home.signed_in("sam").post(f"/keeping/{case_id}/").status_code
    assert [] == removals()


def removals() -> list[Any]:
    from leeward.practice.retention.models import Removal

    return list(Removal.objects.all())


def test_worked_on_again_after_it_was_asked_for_it_stays(home: Home) -> None:
    from leeward.practice.cases.models import Case

    case_id = old_case(home, "Tern", years=8, who="sam")
    home.signed_in("sam").post(f"/keeping/{case_id}/")
    Case.objects.filter(id=case_id).update(changed_at=timezone.now())
    home.signed_in("alex").post(f"/removals/{only_removal()}/agree/")
    assert {case_id} == left()


def test_alone_the_paper_and_three_days_stand_in(home: Home) -> None:
    from leeward.practice.accounts.models import Account
    from leeward.practice.retention.models import Removal

    Account.objects.exclude(id=account("robin").id).update(is_active=False)
    paper = home.agent.make_paper().text()
    from leeward.practice.first_run.services import prove_paper

    prove_paper(paper)
    case_id = old_case(home, "Tern", years=8)
    robin = home.signed_in()
    assert 422 == robin.post(f"/keeping/{case_id}/").status_code
    assert 422 == robin.post(f"/keeping/{case_id}/", {"paper": "A" * 40}).status_code
    assert [] == removals()
    assert 302 == robin.post(f"/keeping/{case_id}/", {"paper": paper}).status_code
    robin.post(f"/removals/{only_removal()}/agree/")
    assert {case_id} == left(), "72 hours are not over"
    asked: datetime = timezone.now() - timedelta(hours=73)
    Removal.objects.update(asked_at=asked)
    assert 302 == robin.post(f"/removals/{only_removal()}/agree/").status_code
    assert set() == left()


def test_a_period_shorter_than_a_rule_that_was_read_is_refused(home: Home) -> None:
    from leeward.practice.first_run.models import Practice
    from leeward.practice.retention.models import KeepingChoice

    Practice.objects.update(states="US-TX")
    alex = home.signed_in("alex")
    shown = alex.get("/oversight/keeping/periods/").content.decode()
    assert "681.36" in shown
    form = {f"years-{one}": "7" for one in RecordClass} | {f"until-{one}": "23" for one in RecordClass}
    assert 302 == alex.post("/oversight/keeping/periods/", form).status_code
    short = {**form, "years-protected-note": "3"}
    refused = alex.post("/oversight/keeping/periods/", short)
    assert 422 == refused.status_code
    assert 'value="3"' in refused.content.decode()
    assert {7} == set(KeepingChoice.objects.values_list("years", flat=True))


def test_agreed_to_and_cut_off_it_is_finished_later(home: Home) -> None:
    """The yes was on the disk and nothing else: the job does the rest, unless a hold was set since."""
    from leeward.practice.disclosures.models import LegalHold
    from leeward.practice.retention.models import Removal
    from leeward.practice.retention.removals import finish_removals

    case_id, held = old_case(home, "Tern", years=8), old_case(home, "Gull", years=8)
    for id in (case_id, held):
        home.signed_in().post(f"/keeping/{id}/")
    Removal.objects.update(agreed_by=account("alex").id, agreed_at=timezone.now())
    LegalHold.objects.create(id="h1", case_id=held, set_by="x", set_at=timezone.now(), sealed=b"")
    assert 1 == finish_removals()
    assert {held} == left()
    assert 0 == finish_removals()


def test_a_class_that_is_not_due_is_refused_also_by_the_service(home: Home) -> None:
    """The page asked a moment ago; somebody wrote in the record since."""
    from leeward.practice.retention.due import NotDue
    from leeward.practice.retention.one_class import remove_class

    case_id = old_case(home, "Tern", years=1)
    with pytest.raises(NotDue):
        remove_class(account("robin"), case_id, RecordClass.PROTECTED_NOTE)
