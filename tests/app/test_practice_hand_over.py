# SPDX-License-Identifier: Apache-2.0
"""Handing the questions over on a device, what it asks, and its coming back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.device import ADULT, TEEN, THANKS, Device, handed, only
from tests.support.practice import Home, client_form
from tests.support.visits import visit_with


@pytest.mark.parametrize(
    ("raw", "words", "said"),
    [
        ({"answers": {}}, {}, "/change/"),
        ({**ADULT, "context": {"age": 11}}, {}, "under 12"),
        ({**ADULT, "context": {"age": 30, "setting": "telehealth"}}, {}, "by video or phone"),
        ({**ADULT, "answers": {"o2": "not_sure"}}, {}, "see or hear"),
        ({**ADULT, "answers": {"o1": "not_now"}}, {}, "not today"),
        ({**ADULT, "answers": {"w6": "yes"}}, {}, "needs you now"),
    ],
)
def test_a_visit_that_is_not_for_a_device_says_why_and_is_not_handed_over(
    home: Home, raw: dict[str, Any], words: dict[str, str], said: str
) -> None:
    from leeward.practice.visits.models import HandOver

    at = visit_with(home, raw, **words)
    page = at.get("hand-over")
    assert said in page
    assert "End my session" not in page
    refused = at.browser.post(at.url("hand-over"), {"language": "en"})
    assert refused.status_code == 409
    assert said in refused.content.decode()
    assert not HandOver.objects.exists()
    assert at.browser.get("/today/").status_code == 200, "the session goes on"


def test_a_client_who_may_be_doing_it_is_handed_nothing(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, ADULT)
    flags = {"by_hand": ["client-may-be-doing-it"]}
    change_document(at.account, at.visit_id, "answers", flags, seen=99)
    assert "may be the one doing this" in at.get("hand-over")
    assert at.browser.post(at.url("hand-over"), {"language": "en"}).status_code == 409


def test_another_clinician_hands_over_nothing_of_mine(home: Home) -> None:
    at = visit_with(home, ADULT)
    other = home.signed_in("sam")
    for fields in ({"language": "en"}, {"take_back": "1"}):
        assert other.post(at.url("hand-over"), fields).status_code == 404


def test_a_language_must_be_chosen(home: Home) -> None:
    at = visit_with(home, ADULT)
    answer = at.browser.post(at.url("hand-over"), {})
    assert answer.status_code == 422
    assert "Choose a language" in answer.content.decode()


@pytest.mark.parametrize(
    ("raw", "language", "words"),
    [
        (ADULT, "en", "watch or scare others"),
        (TEEN, "en", "You are not in trouble"),
        (ADULT, "es", "Puede saltarse cualquier pregunta"),
        (TEEN, "es", "No te has metido en ningún problema"),
    ],
)
def test_the_words_follow_age_and_language(
    home: Home, raw: dict[str, Any], language: str, words: str
) -> None:
    device = handed(home, raw, language=language).start()
    page = device.page()
    assert words in page
    assert f'<html lang="{language}">' in page


def test_the_record_says_what_was_asked_on_the_device_and_keeps_the_voice_of_the_mhp(home: Home) -> None:
    device = handed(home).start()
    device.answer("o1", "yes")
    device.press("skip", question="o2")
    kept = device.kept()
    assert (kept["voice"], kept["asked_on_device"]) == ("clinician", ["o1", "o2"])
    assert (kept["a:o1"], kept["a:o2"]) == ("yes", None)
    assert device.at.words.waits_since is not None, "it waits as soon as something was answered"


def test_the_same_page_sent_twice_does_no_harm(home: Home) -> None:
    device = handed(home).start()
    for _ in range(2):
        assert device.answer("o1", "yes").status_code == 302
    assert device.asked() == "o2"
    assert device.kept().get("earlier", []) == []


def test_back_changes_an_answer_and_keeps_what_was_said_before(home: Home) -> None:
    device = handed(home, only("o1", "o2", "c12", "c7")).start()
    device.answer("o1", "yes")
    device.answer("o2", "yes")
    device.answer("c12", "no")
    device.press("back", question="c7")
    assert device.asked() == "c12"
    assert 'value="no" checked' in device.page()
    device.press("back", question="c12")
    assert device.asked() == "o2"
    device.answer("o2", "yes")
    assert device.asked() == "c7", "on to what was not answered yet"
    device.press("back", question="c7")
    device.answer("c12", "not_sure")
    assert device.kept()["a:c12"] == "not_sure"
    assert [(one["linkId"], one["answer"]) for one in device.kept()["earlier"]] == [("c12", "no")]


def test_what_was_said_before_the_hand_over_is_never_on_the_device(home: Home) -> None:
    device = handed(home, {**ADULT, "answers": {"o1": "yes", "o2": "yes", "c12": "yes"}}).start()
    assert 'name="back"' not in device.page()
    device.press("back", question=device.asked())
    assert device.asked() not in ("o1", "o2", "c12")
    device.answer("c12", "no")
    assert device.kept()["a:c12"] == "yes"


def test_nothing_chosen_asks_again_and_keeps_the_question(home: Home) -> None:
    device = handed(home).start()
    answer = device.press("next", question="o1")
    assert answer.status_code == 422
    assert "Choose an answer" in answer.content.decode()
    assert "a:o1" not in device.kept()


def test_none_together_with_others_is_said_at_the_field_and_keeps_what_was_chosen(home: Home) -> None:
    device = handed(home, only("o1", "o2", "m0")).start()
    device.answer("o1", "yes")
    device.answer("o2", "yes")
    page = device.answer("m0", "none", "camera").content.decode()
    assert "alone" in page
    assert page.count(" checked") == 2


def test_what_was_answered_stays_when_the_disk_takes_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    from leeward.practice.visits import device as services

    device = handed(home).start()
    device.answer("o1", "yes")

    def full(*_: object, **__: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(services, "apply_change", full)
        answer = device.answer("o2", "yes")
    assert answer.status_code == 503
    assert 'value="o2"' in answer.content.decode()
    assert device.asked() == "o2"


def test_the_mhp_calls_a_device_in_and_signs_in_again(home: Home) -> None:
    device = handed(home).start()
    device.answer("o1", "yes")
    staff = home.signed_in()
    assert "A device is out" in staff.get(device.at.url("hand-over")).content.decode()
    staff.post(device.at.url("hand-over"), {"take_back": "1"})
    assert not device.at.words.is_handed_over
    assert (device.kept()["device_end"], device.kept()["a:o1"]) == ("taken-back", "yes")
    assert THANKS in device.page()


def test_a_second_hand_over_begins_anew_and_shows_nothing_of_the_first(home: Home) -> None:
    first = handed(home).start()
    first.answer("o1", "yes")
    first.press("stop", question="o2")
    staff = home.signed_in()
    staff.post(first.at.url("hand-over"), {"language": "en"})
    second = Device(first.at, staff).start()
    assert second.asked() == "o2"
    assert 'name="back"' not in second.page()


def test_a_form_that_is_too_old_leads_back_to_the_question(home: Home) -> None:
    browser = home.browser(enforce_csrf_checks=True)
    browser.cookies = handed(home).browser.cookies
    answer = browser.post("/questions/", {"start": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/questions/")


@pytest.mark.parametrize(
    ("link_id", "typed", "shown"),
    [("s3", "quokkamarker, after six", ">quokkamarker, after six<"), ("c10", "7", 'value="7" checked')],
)
def test_what_is_typed_stays_on_the_page_when_the_disk_takes_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch, link_id: str, typed: str, shown: str
) -> None:
    from django.db import OperationalError

    from leeward.practice.visits import device as services

    device = at_question(home, link_id)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(services, "apply_change", full)
        answer = device.answer(link_id, typed)
        old_page = device.answer("o1", "yes")
    assert answer.status_code == 503
    assert shown in answer.content.decode()
    assert old_page.status_code == 503
    assert ">yes<" not in old_page.content.decode(), "an older page's words do not stand under this question"


def at_question(home: Home, link_id: str) -> Device:
    """A device that asks this one."""
    device = handed(home, only("o1", "o2", link_id)).start()
    device.answer("o1", "yes")
    device.answer("o2", "yes")
    assert device.asked() == link_id
    return device


def test_unless_more_is_ticked_a_device_asks_the_first_questions_alone(home: Home) -> None:
    device = handed(home, is_long="").start()
    asked: list[str] = []
    while (link_id := device.asked()) and len(asked) < 60:
        asked.append(link_id)
        if link_id in ("o1", "o2"):
            device.answer(link_id, "yes")
        else:
            device.press("skip", question=link_id)
    assert asked[:2] == ["o1", "o2"]
    assert 8 <= len(asked) <= 20
    assert not {"m0", "r1", "p1", "i1"} & set(asked)


def test_what_helped_is_asked_on_a_device_only_of_what_was_chosen_on_it(home: Home) -> None:
    """The rows of that question would show what was said before to whoever holds the device."""
    raw = only("o1", "o2", "m0", "r2")
    raw["answers"]["r1"] = ["police", "court"]
    told = handed(home, raw).start()
    for link_id in ("o1", "o2"):
        told.answer(link_id, "yes")
    told.answer("m0", "none")
    assert THANKS in told.page()
    assert told.kept()["device_end"] == "finished"
    asked = handed(home, only("o1", "o2", "r1", "r2")).start()
    for link_id in ("o1", "o2"):
        asked.answer(link_id, "yes")
    asked.answer("r1", "police", "blocked")
    assert asked.asked() == "r2"
    assert asked.page().count('<fieldset class="each">') == 2


def test_a_fault_of_the_program_shows_a_device_the_page_it_knows(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.visits import device as services

    device = handed(home, language="es").start()
    device.browser.raise_request_exception = False

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(services, "_answered", broken)
        answer = device.answer("o1", "yes")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Gracias" in page
    assert '<html lang="es">' in page
    assert "Leeward" not in page


@pytest.mark.parametrize("odd", ["9" * 5000, "11", "-1", "1e3", "007", "³", "٣"])
def test_a_number_that_is_none_of_the_scale_is_asked_again(home: Home, odd: str) -> None:
    device = at_question(home, "c10")
    answer = device.answer("c10", odd)
    assert answer.status_code == 422
    assert device.asked() == "c10"
    assert device.kept()["a:o2"] == "yes"
    assert "a:c10" not in device.kept()


@pytest.mark.parametrize(
    ("raw", "changed"),
    [
        (ADULT, {"setting": "video"}),
        (ADULT, {"setting": "phone"}),
        (ADULT, {"p-0-age": "15"}),
        (ADULT, {"p-0-age": "11"}),
        (TEEN, {"p-0-age": "18"}),
    ],
)
@pytest.mark.parametrize("press", ["look", "answer"])
def test_a_device_ends_where_the_clients_page_no_longer_allows_it(
    home: Home, raw: dict[str, Any], changed: dict[str, str], press: str
) -> None:
    """At its next page or save: nothing is asked, or taken, in a voice that is not this client's."""
    device = handed(home, raw).start()
    device.answer("o1", "yes")
    change_client(home, device.at.case_id, **changed)
    if press == "answer":
        assert device.answer("o2", "yes")["Location"] == "/questions/done/"
    assert THANKS in device.page()
    kept = device.kept()
    assert (kept["a:o1"], kept["device"], kept["device_end"]) == ("yes", {}, "no-longer-fits")
    assert "a:o2" not in kept
    assert not device.at.words.is_handed_over
    assert device.at.words.waits_since is not None


def test_a_device_goes_on_where_nothing_that_matters_to_it_was_changed(home: Home) -> None:
    device = handed(home, ADULT).start()
    change_client(home, device.at.case_id, reason="another word", **{"p-0-age": "31"})
    assert device.asked() == "o1"


def change_client(home: Home, case_id: str, **changed: str) -> None:
    """The client's page, changed in the MHP's own browser while a device is out."""
    from leeward.practice.cases.models import Case, Person

    version = str(Case.objects.get(id=case_id).version)
    person = str(Person.objects.get(case_id=case_id).id)
    age = {"p-0-id": person, "p-0-age": "30"}
    form = client_form(**{"version": version, **age, **changed})
    assert home.signed_in().post(f"/clients/{case_id}/change/", form).status_code == 302


def test_a_visit_ended_while_a_device_is_out_still_says_that_answers_came(home: Home) -> None:
    """Its last answers came after the page was opened on which the visit was ended."""
    device = handed(home, {**ADULT, "answers": {"c1": "yes"}}).start()
    device.answer("o1", "yes")
    staff = home.signed_in()
    assert staff.post(device.at.url("ending"), {"end": "1"}).status_code == 302
    visit = device.at.words
    assert visit.ended_at is not None
    assert visit.waits_since is not None
    assert "A device came back" in staff.get("/today/").content.decode()
    assert staff.get(device.at.url("meaning")).status_code == 200
    assert THANKS in device.page()


def test_an_ended_visit_with_answers_nobody_saw_stays_on_today_for_days(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.visits.models import Visit

    at = visit_with(home, ADULT)
    days_ago = timezone.now() - timedelta(days=3)
    Visit.objects.update(opened_at=days_ago, changed_at=days_ago, ended_at=days_ago, waits_since=days_ago)
    assert at.url("meaning") in at.browser.get("/today/").content.decode()
