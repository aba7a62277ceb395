# SPDX-License-Identifier: Apache-2.0
"""Clients: what is kept, sealed for its place, and never lost between two windows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.support.postgresql import not_here
from tests.support.practice import Home, client_form


def rows() -> Any:
    from leeward.practice.cases.models import Said

    return Said.objects


def test_a_code_name_is_enough(home: Home) -> None:
    browser = home.signed_in()
    persons = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0"}
    answer = browser.post("/clients/new/", {"code_name": "Tern", "contact": "none", **persons})
    assert "Tern" in browser.get(answer["Location"]).content.decode()


def test_each_person_has_a_key_of_their_own(home: Home) -> None:
    browser = home.signed_in()
    two = {"p-TOTAL_FORMS": "2", "p-1-called": "Example mother", "p-1-interpreter": "yes"}
    address = home.open_case(browser, **two)
    opened = home.agent.open_case(address.split("/")[2])
    assert len(opened.persons) == 2
    assert len({key.key_id for key in (opened.key, *opened.persons.values())}) == 3
    page = browser.get(address).content.decode()
    assert "Example mother" in page
    assert "A professional one" in page


def test_every_field_is_written_so_that_none_tells_by_being_there(home: Home) -> None:
    from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS

    home.open_case(home.signed_in())
    labels = {label.name for group in (CASE_LABELS, VISIT_LABELS, PERSON_LABELS) for label in group.values()}
    assert set(rows().values_list("label", flat=True)) == labels


def test_t16_a_sealed_value_moved_to_another_field_or_case_is_refused(home: Home) -> None:
    browser = home.signed_in()
    first, second = home.open_case(browser, reason="firstmarker"), home.open_case(browser, reason="second")
    ids = [address.split("/")[2] for address in (first, second)]
    moved = rows().get(case_id=ids[0], label="visit.reason").sealed
    rows().filter(case_id=ids[1], label="visit.reason").update(sealed=moved)
    answer = browser.get(second)
    assert answer.status_code == 503
    assert b"firstmarker" not in answer.content
    rows().filter(case_id=ids[0], label="visit.where-now").update(sealed=moved)
    assert browser.get(first).status_code == 503


def test_the_second_of_two_windows_is_refused_and_keeps_what_it_wrote(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser, reason="as it was")
    version = {"version": "1"}
    assert browser.post(address + "change/", client_form(reason="first window", **version)).status_code == 302
    second = browser.post(address + "change/", client_form(reason="second window", **version))
    text = second.content.decode()
    assert second.status_code == 409
    assert re.search(r"<textarea[^>]*>\s*second window</textarea>", text)
    assert "first window" in text
    assert 'name="version" value="2"' in text
    assert "first window" in browser.get(address).content.decode()
    again = browser.post(address + "change/", client_form(reason="second window", version="2"))
    assert again.status_code == 302
    assert "second window" in browser.get(address).content.decode()


def test_what_was_said_before_a_change_is_kept(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser)
    browser.post(address + "change/", client_form(version="1", reason="new"))
    assert set(rows().values_list("version", flat=True)) == {1, 2}


def test_a_person_of_another_case_cannot_be_put_into_this_one(home: Home) -> None:
    from leeward.practice.cases.models import Person

    browser = home.signed_in()
    first, second = home.open_case(browser), home.open_case(browser)
    stranger = Person.objects.get(case_id=first.split("/")[2])
    browser.post(second + "change/", client_form(version="1", **{"p-0-id": stranger.id}))
    stranger.refresh_from_db()
    assert stranger.case_id == first.split("/")[2]
    assert browser.get(second).status_code == 200


def test_a_full_disk_keeps_what_was_written_on_the_page(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    browser = home.signed_in()
    address = home.open_case(browser, reason="as it was")

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.bulk_create", full)
        for path in ("/clients/new/", address + "change/"):
            answer = browser.post(path, client_form(reason="hard to say twice", version="1"))
            assert answer.status_code == 503
            assert "hard to say twice" in answer.content.decode()
    assert "as it was" in browser.get(address).content.decode()
    assert browser.post(address + "change/", client_form(reason="saved", version="1")).status_code == 302


def test_on_another_day_the_visit_is_asked_again_and_contact_starts_from_not_at_all(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.cases.models import Case

    browser = home.signed_in()
    address = home.open_case(browser, contact="voice", alone="yes", police="not", reason="yesterday")
    Case.objects.update(changed_at=timezone.now() - timedelta(days=1))
    page = browser.get(address).content.decode()
    assert "A new day: ask again." in page
    assert "not at all, until asked" in page
    form = browser.get(address + "change/").content.decode()
    checked = set(re.findall(r'name="(\w+)" value="(\w*)"[^>]*checked', form))
    assert {("contact", "none"), ("police", "not"), ("alone", "")} <= checked
    assert re.search(r"<textarea[^>]*>\s*</textarea>", form)
    assert re.search(r"20\d\d: yesterday</p>", form)  # beside, with its day
    assert re.search(r"20\d\d: Yes, alone</p>", form)


def test_one_more_person_keeps_what_was_written_and_saves_nothing(home: Home) -> None:
    browser = home.signed_in()
    answer = browser.post("/clients/new/", {**client_form(reason="half written"), "another": "1"})
    text = answer.content.decode()
    assert "half written" in text
    assert 'name="p-1-called"' in text
    assert not rows().exists()


def test_the_agent_killed_is_one_message_and_nothing_is_lost(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser, reason="still here")
    home.agent.is_gone = True
    answer = browser.get(address)
    assert answer.status_code == 503
    assert "The key agent does not answer" in answer.content.decode()
    home.agent.is_gone = False
    assert "still here" in browser.get(address).content.decode()


def test_locked_while_a_page_is_open_leads_to_unlock(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser)
    home.agent.lock()
    assert browser.get(address)["Location"] == "/unlock/"


@not_here
def test_the_database_is_set_to_lose_nothing_and_to_wipe_what_is_deleted(home: Home) -> None:
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}


def once_of(page: Any) -> str:
    found = re.search(r'name="once" value="([0-9a-f]{24})"', page.content.decode())
    assert found
    return found[1]


def test_save_pressed_twice_makes_one_client(home: Home) -> None:
    from leeward.practice.cases.models import Case

    browser = home.signed_in()
    form = client_form(once=once_of(browser.get("/clients/new/")))
    first, second = (browser.post("/clients/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert Case.objects.get().id == form["once"]


def test_the_same_form_with_other_words_is_another_client_and_nothing_is_lost(home: Home) -> None:
    """As after the browser's way back: the words of the second are not thrown away for the first."""
    browser = home.signed_in()
    once = once_of(browser.get("/clients/new/"))
    addresses = [home.open_case(browser, once=once, reason=word) for word in ("firstword", "secondword")]
    assert addresses[0] != addresses[1]
    for address, word in zip(addresses, ("firstword", "secondword"), strict=True):
        assert word in browser.get(address).content.decode()


def test_anothers_client_is_not_found_by_its_id(home: Home) -> None:
    from leeward.practice.cases.models import Case

    theirs = home.open_case(home.signed_in("sam")).split("/")[2]
    browser = home.signed_in()
    mine = home.open_case(browser, once=theirs)
    assert theirs not in mine
    assert Case.objects.get(id=theirs).owner_id != browser.session["_auth_user_id"]
    odd = home.open_case(browser, once="../practice")
    assert re.fullmatch(r"/clients/[0-9a-f]{24}/", odd)


def test_after_a_full_disk_the_page_saves_when_there_is_room(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys of the first try stand there already; they are not in the way."""
    from django.db import OperationalError

    from leeward.practice.cases.models import Case

    browser = home.signed_in()
    once = once_of(browser.get("/clients/new/"))

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.bulk_create", full)
        page = browser.post("/clients/new/", client_form(once=once))
    assert page.status_code == 503
    for again in (once_of(page), once):
        assert home.open_case(browser, once=again)
    assert Case.objects.count() == 2


@pytest.mark.parametrize("ids", [("", ""), ("known", "known"), ("stranger", "")])
def test_whoever_comes_without_an_id_is_who_stood_there(home: Home, ids: tuple[str, str]) -> None:
    """Two persons at the first place would leave it open whose key seals a visit."""
    from leeward.practice.cases.models import Person

    browser = home.signed_in()
    address = home.open_case(browser)
    (client,) = Person.objects.all()
    named = {"": "", "known": client.id, "stranger": "0" * 24}
    two = {"p-TOTAL_FORMS": "2", "p-1-called": "Example mother", "p-0-age": "40"}
    form = client_form(version="1", **two, **{f"p-{at}-id": named[id] for at, id in enumerate(ids)})
    assert browser.post(address + "change/", form).status_code == 302
    persons = list(Person.objects.values_list("id", "position"))
    assert [position for _, position in persons] == [0, 1]
    assert persons[0][0] == client.id
    assert "Example mother" in browser.get(address).content.decode()
