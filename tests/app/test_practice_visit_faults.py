# SPDX-License-Identifier: Apache-2.0
"""Slips and old words that must not make a visit, or the next one, unreadable; and what a thief can count."""

from __future__ import annotations

import msgspec
import pytest
from tests.support.practice import Home
from tests.support.visits import At, visit_with

PAGES = ("ask", "aloud", "meaning", "board", "plan", "paper", "ending", "minutes")


def store(at: At, **words: object) -> None:
    """Writes past the checks, as an older version of the questions would have."""
    from leeward.practice.visits.services import change_document

    change_document(at.account, at.visit_id, "answers", words, seen=10**6)


def all_open(at: At) -> None:
    assert {page: at.browser.get(at.url(page)).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(
    "words",
    [
        {"a:c2": "a-code-of-before"},
        {"a:no-such-question": "yes"},
        {"a:t1": ["kill", "none"]},
        {"language": "zz"},
        {"earlier": [{"linkId": "c2", "answer": "gone", "changed_at": None}]},
        {
            "context": {
                "age": 14,
                "state": "US-ZZ",
                "next_contact": [{"kind": "other", "at": "0026-11-27T17:00"}],
            }
        },
    ],
    ids=["code", "question", "together", "language", "earlier", "context"],
)
def test_what_can_no_longer_be_read_is_set_aside_and_the_visit_opens(
    home: Home, words: dict[str, object]
) -> None:
    at = visit_with(home, {"answers": {"c2": "yes", "o1": "yes", "o2": "yes", "o3": "no", "w6": "yes"}})
    store(at, **words)
    at.browser.post(at.url("ask"), {"link_id": "c3", "answer": "yes", "seen": "999999"})
    all_open(at)
    assert "w6" in at.chain.answers.given
    second = reopened(at)
    all_open(second)
    assert second.browser.post(second.url("ending")).status_code == 302


def test_an_answer_that_a_corrected_age_contradicts_is_asked_again(home: Home) -> None:
    import re

    from tests.support.practice import client_form

    at = visit_with(home, {"answers": {"c6": "yes", "x2": "adult", "w6": "yes"}})
    page = at.browser.get(f"/clients/{at.case_id}/change/").content.decode()
    person = re.search(r'name="p-0-id" value="(\w+)"', page)
    assert person
    form = {**client_form(), "version": "1", "p-0-id": person[1], "p-0-age": "16"}
    assert at.browser.post(f"/clients/{at.case_id}/change/", form).status_code == 302
    all_open(at)
    assert "Ask again:" in at.get("meaning")
    assert at.chain.set_aside == ("x2",)


def test_an_answer_on_a_device_is_never_read_in_another_voice_than_the_devices() -> None:
    """In the MHP's voice everything may be asked: a device whose age no longer fits must end instead."""
    from django.utils import timezone

    from leeward.practice.visits.device_state import DeviceState, findings_on_device
    from leeward.practice.visits.documents import Sheet
    from leeward.terms.errors import InputError

    grown = Sheet(1, {"context": {"age": 19}, "language": "zz", "a:gone": "x"}, {})
    with pytest.raises(InputError):
        findings_on_device(grown, DeviceState("teen", "en"), timezone.now())
    assert findings_on_device(grown, DeviceState("self", "en"), timezone.now()).answers.voice == "self"


def test_an_age_that_cannot_be_read_is_never_set_aside() -> None:
    from django.utils import timezone

    from leeward.practice.visits.chain import read_stored
    from leeward.practice.visits.documents import Sheet
    from leeward.terms.errors import InputError

    with pytest.raises(InputError):
        read_stored(Sheet(1, {"context": {"age": "fourteen"}}, {}), timezone.now())


def test_the_clients_page_and_the_visit_change_together_or_not_at_all(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError
    from tests.support.practice import client_form

    at = visit_with(home, {"answers": {}, "context": {"age": 30}})

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("leeward.practice.visits.services.write_sheets", full)
        form = {**client_form(), "version": "1", "p-0-age": "15"}
        assert at.browser.post(f"/clients/{at.case_id}/change/", form).status_code == 503
    assert 'value="30"' in at.browser.get(f"/clients/{at.case_id}/change/").content.decode()


def test_flags_raised_by_hand_stay_up_at_the_next_visit(home: Home) -> None:
    at = visit_with(home, {"answers": {}})
    store(at, by_hand=["client-may-be-doing-it"])
    assert "client-may-be-doing-it" in reopened(at).chain.findings.flag_ids


def test_the_file_does_not_tell_which_documents_of_a_visit_were_used(home: Home) -> None:
    from leeward.practice.models import Document

    quiet, busy = visit_with(home, {"answers": {}}), visit_with(home, {"answers": {}})
    for at, name, words in ((busy, "closing", {"way": "no-safe-adult"}), (quiet, "notes", {"notes": "."})):
        from leeward.practice.visits.services import change_document

        change_document(at.account, at.visit_id, name, words, seen=10**6)
    shapes = [
        sorted(
            (row.label, row.version, len(bytes(row.sealed)))
            for row in Document.objects.filter(visit_id=at.visit_id)
        )
        for at in (quiet, busy)
    ]
    assert [label for label, *_ in shapes[0]] == [label for label, *_ in shapes[1]]
    assert len({version for _, version, _ in shapes[1]}) == 1
    closing = {label: size for label, _, size in shapes[0]}
    assert {label: size for label, _, size in shapes[1]} == closing


def test_a_note_posted_to_a_visit_that_ended_meanwhile_stays_on_the_page(home: Home) -> None:
    at = visit_with(home, {"answers": {}})
    at.browser.post(at.url("ending"))
    answer = at.browser.post(at.url("ask"), {"link_id": "o1", "notes": "quokkamarker", "notes_seen": "1"})
    assert answer.status_code == 409
    assert "quokkamarker" in answer.content.decode()


def test_every_button_saves_the_chosen_answer(home: Home) -> None:
    at = visit_with(home, {"answers": {}})
    for link_id, button in (("o1", "then"), ("o2", "back"), ("o3", "language")):
        value = "no" if link_id == "o3" else "yes"
        at.browser.post(at.url("ask"), {"link_id": link_id, "answer": value, "seen": "999999", button: "es"})
    assert dict(at.chain.answers.given) == {"o1": "yes", "o2": "yes", "o3": "no"}


def test_a_very_long_note_is_kept_whole(home: Home) -> None:
    at = visit_with(home, {"answers": {}})
    note = "word " * 20_000
    at.browser.post(at.url("meaning"), {"notes": note, "notes_seen": "1"})
    assert at.words.document("notes").words["notes"] == note


def reopened(at: At) -> At:
    """A later visit with the same client."""
    from datetime import timedelta

    from leeward.practice.models import Visit

    first = Visit.objects.get(id=at.visit_id)
    Visit.objects.filter(id=at.visit_id).update(opened_at=first.opened_at - timedelta(days=2))
    visit_id = at.browser.post(f"/clients/{at.case_id}/visit/")["Location"].split("/")[2]
    assert visit_id != at.visit_id
    return At(at.case_id, visit_id, at.account, at.browser)


def test_documents_are_read_back_as_they_were_packed() -> None:
    from leeward.practice.visits.documents import Sheet, packed, unpacked

    sheet = Sheet(3, {"a:c2": "yes", "earlier": []}, {"a:c2": 3})
    assert unpacked(packed(sheet), 3) == sheet
    assert msgspec.json.decode(packed(sheet))
