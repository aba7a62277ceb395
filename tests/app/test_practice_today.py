# SPDX-License-Identifier: Apache-2.0
"""*Today*: what came back, what goes on, what was agreed; and follow-ups, sealed and never lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from tests.support.practice import Home

WAY = "No calls or messages. She comes back Thursday. quokkamarker"
WORDS = {"what": "Ask about the form zebramarker", "way": WAY}


def owner_of(case_id: str) -> Any:
    from leeward.practice.cases.models import Case

    return Case.objects.get(id=case_id).owner


def a_client(home: Home, browser: Any, code_name: str = "Ternmarker") -> str:
    return home.open_case(browser, code_name=code_name).split("/")[2]


def begun(case_id: str) -> str:
    from leeward.practice.visits.services import open_visit

    return open_visit(owner_of(case_id), case_id)


def agreed(case_id: str, after: timedelta, words: Mapping[str, str] = WORDS, visit: str | None = None) -> str:
    from django.utils import timezone

    from leeward.practice.visits.follow_ups import make_follow_up

    return make_follow_up(owner_of(case_id), case_id, visit, timezone.now() + after, words)


def follow_up(id: str) -> Any:
    from leeward.practice.visits.models import FollowUp

    return FollowUp.objects.get(id=id)


def visits(visit_id: str) -> Any:
    from leeward.practice.visits.models import Visit

    return Visit.objects.filter(id=visit_id)


def page_of(browser: Any) -> str:
    answer = browser.get("/today/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def headings(page: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", page)


def noon(days: int) -> datetime:
    """Noon of a day from today; so no test hangs on the hour it runs at."""
    from django.utils import timezone

    now: datetime = timezone.localtime()
    return now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)


def on_day(id: str, days: int) -> str:
    from leeward.practice.visits.models import FollowUp

    FollowUp.objects.filter(id=id).update(due_at=noon(days))
    return id


def test_an_empty_day_is_calm(home: Home) -> None:
    page = page_of(home.signed_in())
    assert headings(page) == ["Nothing waits for you now.", "Seen today"]
    assert "Nobody yet." in page


def test_what_came_back_stands_before_what_goes_on_before_what_was_agreed(home: Home) -> None:
    from django.utils import timezone

    browser = home.signed_in()
    back, on, old, seen = (a_client(home, browser, name) for name in ("Back", "On", "Old", "Seen"))
    ids = {name: begun(case) for name, case in (("back", back), ("on", on), ("old", old))}
    visits(ids["back"]).update(waits_since=timezone.now())
    visits(ids["old"]).update(opened_at=timezone.now() - timedelta(days=3))
    on_day(agreed(seen, timedelta(0)), 0)
    on_day(agreed(seen, timedelta(0)), 3)
    page = page_of(browser)
    assert headings(page) == [
        "A device came back",
        "Going on",
        "Not ended yet",
        "Agreed for today or before",
        "In the next seven days",
        "Seen today",
    ]
    assert f'href="/visits/{ids["back"]}/meaning/"' in page
    assert f'href="/visits/{ids["on"]}/ask/"' in page
    assert f'href="/visits/{ids["old"]}/ask/"' in page
    assert f'href="/visits/{ids["old"]}/ending/"' in page
    assert "Seen</a>" in page.split("Seen today")[1]
    assert "Back" not in page.split("Seen today")[1]


def test_a_visit_that_ended_today_was_seen_today(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.cases.models import Case
    from leeward.practice.visits.services import end_visit

    browser = home.signed_in()
    case_id = a_client(home, browser)
    visit_id = begun(case_id)
    Case.objects.update(changed_at=timezone.now() - timedelta(days=9))
    end_visit(owner_of(case_id), visit_id)
    page = page_of(browser)
    assert headings(page) == ["Nothing waits for you now.", "Seen today"]
    assert "Ternmarker" in page


def test_a_device_that_came_back_is_a_silent_sign_on_every_staff_page_without_a_word(home: Home) -> None:
    from django.utils import timezone

    browser = home.signed_in()
    visit_id = begun(a_client(home, browser))
    assert "A device came back" not in browser.get("/clients/new/").content.decode()
    visits(visit_id).update(waits_since=timezone.now())
    page = browser.get("/clients/new/").content.decode()
    assert "A device came back" in page
    assert "Ternmarker" not in page
    assert "A device came back" not in home.signed_in("sam").get("/clients/new/").content.decode()
    visits(begun(a_client(home, browser))).update(waits_since=timezone.now())
    assert "2 devices came back" in browser.get("/clients/new/").content.decode()


def test_the_words_of_a_follow_up_are_sealed_with_the_clients_own_key_and_its_day_stands_open(
    home: Home,
) -> None:
    from leeward.practice.cases.models import Person

    browser = home.signed_in()
    case_id = a_client(home, browser)
    row = follow_up(agreed(case_id, timedelta(hours=1), visit=begun(case_id)))
    assert b"marker" not in bytes(row.sealed)
    assert row.person_id == Person.objects.get(case_id=case_id).id
    page = page_of(browser)
    assert WORDS["what"] in page
    assert WAY in page


def test_t16_words_moved_to_another_follow_up_or_version_are_refused(home: Home) -> None:
    from leeward.practice.visits.models import FollowUp

    browser = home.signed_in()
    case_id = a_client(home, browser)
    first, second = agreed(case_id, timedelta(hours=1)), agreed(case_id, timedelta(hours=1), {"what": "x"})
    FollowUp.objects.filter(id=second).update(sealed=follow_up(first).sealed)
    assert browser.get("/today/").status_code == 503
    FollowUp.objects.filter(id=second).delete()
    assert browser.get("/today/").status_code == 200
    FollowUp.objects.filter(id=first).update(version=2)
    assert browser.get("/today/").status_code == 503


def test_overdue_today_and_the_next_seven_days_are_listed_and_nothing_later(home: Home) -> None:
    browser = home.signed_in()
    case_id = a_client(home, browser)
    for days in (-30, 0, 7, 8):
        on_day(agreed(case_id, timedelta(0), {"what": f"due {days}."}), days)
    page = page_of(browser)
    now, ahead = page.split("In the next seven days")
    assert [f"due {days}." in now for days in (-30, 0, 7, 8)] == [True, True, False, False]
    assert [f"due {days}." in ahead for days in (-30, 0, 7, 8)] == [False, False, True, False]
    assert now.count("Its day has passed") == 1


def test_done_can_be_taken_back_on_the_same_day_and_not_on_the_next(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.visits.models import FollowUp

    browser = home.signed_in()
    id = on_day(agreed(a_client(home, browser), timedelta(0)), -1)
    assert browser.post(f"/follow-ups/{id}/done/", {"seen": "1"}).status_code == 302
    page = page_of(browser)
    assert "Done today" in headings(page)
    assert "Agreed for today or before" not in headings(page)
    assert browser.post(f"/follow-ups/{id}/reopen/", {"seen": "2"}).status_code == 302
    assert "Agreed for today or before" in headings(page_of(browser))
    assert (follow_up(id).version, follow_up(id).done_at) == (3, None)
    browser.post(f"/follow-ups/{id}/done/", {"seen": "3"})
    FollowUp.objects.update(done_at=timezone.now() - timedelta(days=1, minutes=1))
    assert "zebramarker" not in page_of(browser)


def test_it_can_be_moved_to_another_day_and_never_to_one_that_is_gone(home: Home) -> None:
    browser = home.signed_in()
    id = on_day(agreed(a_client(home, browser), timedelta(0)), -1)
    given = {f"{id}-seen": "1", f"{id}-due_at": noon(-2).strftime("%Y-%m-%dT%H:%M")}
    answer = browser.post(f"/follow-ups/{id}/move/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#m-{id}-due_at">Choose today or a later day</a>' in page
    assert noon(-2).strftime('value="%Y-%m-%dT%H:%M"') in page
    assert "<details open>" in page
    assert browser.post(f"/follow-ups/{id}/move/", {f"{id}-seen": "1"}).status_code == 422
    assert follow_up(id).due_at == noon(-1)
    given[f"{id}-due_at"] = noon(2).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(f"/follow-ups/{id}/move/", given).status_code == 302
    assert follow_up(id).due_at == noon(2)
    assert "zebramarker" in page_of(browser).split("In the next seven days")[1]


@pytest.mark.parametrize("deed", ["done", "reopen", "move"])
def test_the_second_of_two_windows_is_refused(home: Home, deed: str) -> None:
    browser = home.signed_in()
    id = agreed(a_client(home, browser), timedelta(hours=1))
    browser.post(f"/follow-ups/{id}/done/", {"seen": "1"})
    stands = (follow_up(id).version, follow_up(id).done_at, follow_up(id).due_at)
    when = noon(3).strftime("%Y-%m-%dT%H:%M")
    given = {"seen": "1", f"{id}-seen": "1", f"{id}-due_at": when}
    answer = browser.post(f"/follow-ups/{id}/{deed}/", given)
    assert answer.status_code == 409
    assert "this was changed in another window" in answer.content.decode()
    assert (follow_up(id).version, follow_up(id).done_at, follow_up(id).due_at) == stands


@pytest.mark.parametrize("who", ["sam", "alex"])
def test_t10_anothers_follow_up_is_not_there_and_the_try_is_on_record(home: Home, who: str) -> None:
    from leeward.practice.audit.models import AuditEntry

    browser = home.signed_in()
    case_id = a_client(home, browser)
    id = agreed(case_id, timedelta(hours=1))
    other = home.signed_in(who)
    when = noon(3).strftime("%Y-%m-%dT%H:%M")
    for deed in ("done", "reopen", "move"):
        for one in (id, "nobody"):
            given = {"seen": "1", f"{one}-seen": "1", f"{one}-due_at": when}
            assert other.post(f"/follow-ups/{one}/{deed}/", given).status_code == 404
            assert other.get(f"/follow-ups/{one}/{deed}/").status_code == 405
    assert (follow_up(id).version, follow_up(id).done_at) == (1, None)
    assert AuditEntry.objects.filter(case_id=case_id, is_allowed=False).count() == 3
    if who == "sam":
        assert "zebramarker" not in page_of(other)


def test_nothing_can_be_agreed_for_anothers_client_or_in_anothers_visit(home: Home) -> None:
    from leeward.practice.visits.follow_ups import make_follow_up
    from leeward.practice.visits.models import FollowUp
    from leeward.terms.errors import InputError, NotFound

    mine = a_client(home, home.signed_in())
    theirs = a_client(home, home.signed_in("sam"))
    their_visit = begun(theirs)
    for case_id, visit_id in ((theirs, None), (theirs, their_visit), (mine, their_visit), ("nobody", None)):
        with pytest.raises(NotFound):
            make_follow_up(owner_of(mine), case_id, visit_id, noon(1), WORDS)
    for words in ({"what": "  ", "way": WAY}, {"way": WAY}, {"what": "x" * 501}):
        with pytest.raises(InputError) as error:
            make_follow_up(owner_of(mine), mine, None, noon(1), words)
        assert error.value.where == "what"
    assert not FollowUp.objects.exists()


def test_t10_a_visit_of_another_client_is_refused_and_the_try_is_on_record(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.terms.errors import NotFound

    browser = home.signed_in()
    mine, other = a_client(home, browser), a_client(home, browser)
    with pytest.raises(NotFound):
        agreed(mine, timedelta(hours=1), visit=begun(other))
    refused = AuditEntry.objects.filter(is_allowed=False).values_list("action", "case_id")
    assert list(refused) == [("follow-up.write", mine)]


def test_a_list_of_many_visits_asks_the_database_no_more_than_one_of_few(home: Home) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from leeward.practice.cases.selectors import see_case
    from leeward.practice.visits.models import HandOver
    from leeward.practice.visits.selectors import visits_of

    browser = home.signed_in()
    case_id = a_client(home, browser)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    visit_id = begun(case_id)
    pages = ("/today/", f"/clients/{case_id}/")
    few = [asked(path) for path in pages]
    for _ in range(10):
        visits(visit_id).update(opened_at=timezone.now() - timedelta(days=1))
        visit_id = begun(case_id)
    assert [asked(path) for path in pages] == few
    now = timezone.now()
    HandOver.objects.create(
        id="out", visit_id=visit_id, token_hash="", began_at=now, ends_at=now + timedelta(hours=1)
    )
    listed = visits_of(see_case(owner_of(case_id), case_id))
    assert [one.id for one in listed if one.is_handed_over] == [visit_id]


@pytest.mark.parametrize("typed", ["9999-12-31T23:59", "2099-01-01T10:00"])
def test_it_is_not_moved_to_a_day_that_is_years_away(home: Home, typed: str) -> None:
    from django.utils import timezone

    browser = home.signed_in()
    id = agreed(a_client(home, browser), timedelta(hours=1))
    with timezone.override("America/Los_Angeles"):
        answer = browser.post(f"/follow-ups/{id}/move/", {f"{id}-seen": "1", f"{id}-due_at": typed})
    assert answer.status_code == 422
    assert "This day is years away" in answer.content.decode()
    assert follow_up(id).version == 1


def test_each_deed_leaves_one_row_in_the_audit_and_no_word(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    browser = home.signed_in()
    case_id = a_client(home, browser)
    before = AuditEntry.objects.count()
    id = agreed(case_id, timedelta(hours=1))
    browser.post(f"/follow-ups/{id}/done/", {"seen": "1"})
    browser.post(f"/follow-ups/{id}/reopen/", {"seen": "2"})
    rows = list(AuditEntry.objects.order_by("id").values_list("action", "case_id")[before:])
    assert rows == [("follow-up.write", case_id)] * 3


def test_a_full_disk_changes_nothing_and_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from leeward.practice.visits.models import FollowUp

    browser = home.signed_in()
    id = agreed(a_client(home, browser), timedelta(hours=1))

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(FollowUp, "save", full)
        answer = browser.post(f"/follow-ups/{id}/done/", {"seen": "1"})
    assert answer.status_code == 503
    assert "the disk would not take it" in answer.content.decode()
    assert (follow_up(id).version, follow_up(id).done_at) == (1, None)
