# SPDX-License-Identifier: Apache-2.0
"""A wrong crisis number is worse than none: who may change which, who confirms, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from tests.app.test_directory_pages import (
    address_of,
    confirm,
    correct,
    entries,
    entry_form,
    no_entries_left,
    page,
    part,
)
from tests.support.answers import example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

__all__ = ["no_entries_left"]
TOLL_FREE = "1-800-555-0199"
NDVH = "1-800-799-7233"
EX = "1-ex-partner-after-separation"
BOY = "session-b-boy"


def numbers_of(service_id: str) -> list[str]:
    from leeward.practice.directory.own import standing_entry

    service = standing_entry(service_id)
    assert service is not None
    return [phone.number for phone in service.phones]


def on_paper(at: At) -> list[tuple[str, str]]:
    """The numbers of the client's paper, by service."""
    from leeward.papers.sheet_numbers import client_numbers
    from leeward.practice.book import book

    return [(one.id, one.number) for one in client_numbers(at.chain.plan, book(), "en", "own-words")]


def changed_ndvh(browser: Any, number: str = TOLL_FREE, **more: str) -> Any:
    sent = {"number-1": number, "second": "a list", **more}
    answer = correct(browser, "ndvh", **sent)
    assert answer.status_code == 302, unescape(answer.content.decode())
    return answer


@pytest.fixture
def alone(home: Home) -> Iterator[Home]:
    """A practice in which nobody else may write."""
    from leeward.practice.accounts.services import account_named

    sam = account_named("sam")
    assert sam is not None
    sam.is_active = False
    sam.save()
    yield home


# ---------------------------------------------------------------- 911 and 988


@pytest.mark.parametrize("service_id", ["988-lifeline", "veterans-crisis-line"])
@pytest.mark.parametrize(
    "changes",
    [
        {"number-1": "1-800-555-0199"},
        {"name": "988 line (call 1-900-555-0100)"},
        {"url": "https://evil.example/"},
        {"alert": "Police will be told if you call", "alert_es": "x"},
        {"minimum_age": "30"},
        {},
    ],
)
def test_a_line_that_answers_at_988_is_changed_in_nothing(
    home: Home, service_id: str, changes: dict[str, str]
) -> None:
    from leeward.practice.book import book

    before = book().service(service_id)
    sam = home.signed_in("sam")
    text = page(sam, address_of(service_id))
    assert "Add your own line beside it." in text and 'name="number-1"' not in text
    sent = entry_form(second="y", **changes)
    answer = sam.post(address_of(service_id), sent)
    assert answer.status_code == 422 and "Add your own line beside it." in unescape(answer.content.decode())
    assert book().service(service_id) == before


def test_the_hard_night_is_a_number_anybody_can_call_whatever_the_book_says(home: Home) -> None:
    """Also where a book was put together by other means than the loader."""
    import msgspec

    from leeward.papers.sheet_numbers import client_numbers
    from leeward.practice.book import book

    at = visit_with(home, example(BOY))
    line = book().service("988-lifeline")
    toll = msgspec.structs.replace(line.phones[0], number="1-900-555-0100")
    for phones in ((toll, *line.phones), (toll,), ()):
        posing = msgspec.structs.replace(line, phones=phones)
        services = tuple(posing if one.id == line.id else one for one in book().services)
        other = msgspec.structs.replace(book(), services=services)
        for language in ("en", "es"):
            found = client_numbers(at.chain.plan, other, language, "own-words")
            assert ["988", "911"] == [one.number for one in found[-2:]]


# ---------------------------------------------------------------- a second person


def test_a_changed_number_stands_nowhere_until_another_account_called_it(home: Home) -> None:
    from leeward.practice.models import ServiceCheck

    at, sam, robin = visit_with(home, example(EX)), home.signed_in("sam"), home.signed_in()
    before = on_paper(at)
    assert ("ndvh", NDVH) in before
    assert changed_ndvh(sam)["Location"] == "/directory/own/#waits"
    assert on_paper(at) == before
    for text in (at.get("plan"), page(robin, words="ndvh")):
        assert "It waits for a second person." in unescape(part(text, "ndvh"))
        assert TOLL_FREE not in text
    assert "A changed number waits for a second person to call" in page(robin, "/today/")
    assert "A changed number waits" not in page(sam, "/today/")
    queue = page(sam, "/directory/queue/")
    assert TOLL_FREE in queue and 'name="confirm"' not in queue
    own = re.findall(r'name="withdraw" value="(\w+)"', queue)[0]
    assert sam.post("/directory/queue/", {"confirm": own}).status_code == 404
    assert on_paper(at) == before
    assert confirm(robin).status_code == 302
    assert ("ndvh", TOLL_FREE) in on_paper(at)
    assert "called-right" == ServiceCheck.objects.get(service_id="ndvh").outcome


@pytest.mark.parametrize(
    "rows",
    [
        {"number-1": TOLL_FREE, "number-2": NDVH, "number-3": "1-800-787-3224", "number-4": "88788"},
        {"number-4": TOLL_FREE, "kind-4": "voice"},
        {"number-1": "88788", "kind-1": "text", "number-3": NDVH, "kind-3": "voice"},
        {"kind-1": "text"},
        {"number-1": ""},
    ],
    ids=["in front", "behind", "in another order", "another kind", "taken away"],
)
def test_added_moved_or_dropped_waits_as_well(home: Home, rows: dict[str, str]) -> None:
    before = numbers_of("ndvh")
    kinds = {"kind-1": "voice", "kind-2": "voice", "kind-3": "tty", "kind-4": "text"}
    sent = {**(kinds if "number-2" in rows else {}), **rows, "second": "a list"}
    assert correct(home.signed_in(), "ndvh", **sent)["Location"].endswith("#waits")
    assert numbers_of("ndvh") == before


def test_correcting_the_words_first_opens_no_way_round(home: Home) -> None:
    """Measured against what Leeward brought, not against the entry as it stands."""
    sam = home.signed_in("sam")
    assert correct(sam, "ndvh", description="Robins words").status_code == 302
    answer = correct(sam, "ndvh", **{"number-1": TOLL_FREE})
    assert answer.status_code == 422 and "two people or two sources" in unescape(answer.content.decode())
    changed_ndvh(sam)
    confirm(home.signed_in())
    changed_ndvh(sam, "1-800-555-0142")
    assert numbers_of("ndvh")[0] == TOLL_FREE  # confirmed before; the next one waits again
    answer = correct(sam, "ndvh", **{"number-1": NDVH})
    assert answer.status_code == 302 and numbers_of("ndvh")[0] == NDVH  # back to ours: at once


def test_words_changed_while_a_number_waits_are_not_lost(home: Home) -> None:
    from leeward.practice.book import book

    changed_ndvh(home.signed_in("sam"), description="Sams words")
    assert correct(home.signed_in(), "ndvh", description="Robins words").status_code == 302
    confirm(home.signed_in())
    service = book().service("ndvh")
    assert (service.description.en, service.phones[0].number) == ("Robins words", TOLL_FREE)


def test_taken_back_it_waits_no_more_and_stood_nowhere(home: Home) -> None:
    changed_ndvh(home.signed_in("sam"))
    confirm(home.signed_in(), "withdraw")
    assert confirm(home.signed_in()) is None
    assert numbers_of("ndvh")[0] == NDVH
    assert "never stood: taken back" in page(home.signed_in(), address_of("ndvh"))


def test_in_a_practice_of_one_it_stays_a_caution_on_the_screen(alone: Home) -> None:
    at = visit_with(alone, example(EX))
    before = on_paper(at)
    changed_ndvh(at.browser)
    queue = page(at.browser, "/directory/queue/")
    assert "In this practice nobody else can" in queue and 'name="confirm"' not in queue
    text = unescape(part(at.get("plan"), "ndvh"))
    assert "not confirmed by a second person: " + TOLL_FREE in text and NDVH in text
    assert on_paper(at) == before


def test_a_service_only_the_practice_knows_is_free(home: Home) -> None:
    browser = home.signed_in()
    assert browser.post("/directory/own/new/", entry_form())["Location"] == "/directory/own/"
    own = next(one for one in entries(page(browser, words="example county")) if one.startswith("own-"))
    assert correct(browser, own, **{"number-1": "555-0142"})["Location"] == "/directory/own/"
    assert numbers_of(own) == ["555-0142"]
    assert "An entry of this practice" in part(page(browser, words="example county"), own)


@pytest.mark.parametrize("field", ["name", "description", "description_es", "alert", "trace", "hours"])
def test_a_number_is_not_smuggled_in_among_the_words(home: Home, field: str) -> None:
    answer = correct(home.signed_in(), "ndvh", is_same="on", **{field: "Now call 1-800-555-0199 instead"})
    assert answer.status_code == 422
    assert "A new number belongs in a row of its own" in unescape(answer.content.decode())


# ---------------------------------------------------------------- the ledger, and the way back


def test_the_ledger_names_the_entry_and_tells_its_numbers_apart_without_a_word(home: Home) -> None:
    from leeward.practice.audit import services as audit

    kept: list[str] = []
    note = audit.note

    def listened(action: str, **more: Any) -> None:
        if action == "directory.write" and more.get("words") and more["words"].detail:
            kept.append(more["words"].detail)
        note(action, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "note", listened)
        changed_ndvh(home.signed_in("sam"))
        confirm(home.signed_in())
    assert [one.split()[0] for one in kept] == ["ndvh", "ndvh"]
    (_, old, new), confirmed = kept[0].split(), kept[1].split()
    assert old != new and confirmed[1:] == [old, new]
    assert not re.search("7233|0199", " ".join(kept))


def test_earlier_versions_are_kept_by_day_and_account_and_can_be_put_back(home: Home) -> None:
    from leeward.practice.book import book

    sam, robin = home.signed_in("sam"), home.signed_in()
    correct(sam, "ndvh", description="Sams words")
    correct(robin, "ndvh", description="Robins words")
    text = page(robin, address_of("ndvh"))
    assert "by sam" in text and "by robin" in text
    seen = re.findall(r'name="seen" value="(\w+)"', text)[0]
    back = re.findall(r'name="put_back" value="(\w+)"', text)
    assert len(back) == 1
    assert robin.post(address_of("ndvh"), {"put_back": back[0], "seen": seen}).status_code == 302
    assert book().service("ndvh").description.en == "Sams words"


def test_a_version_with_another_number_waits_again_when_it_is_put_back(home: Home) -> None:
    sam, robin = home.signed_in("sam"), home.signed_in()
    changed_ndvh(sam)
    confirm(robin)
    sam.post(address_of("ndvh"), {"retire": "1"})
    assert numbers_of("ndvh")[0] == NDVH
    text = page(sam, address_of("ndvh"))
    seen = re.findall(r'name="seen" value="(\w+)"', text)[0]
    version = re.findall(r'name="put_back" value="(\w+)"', text)[0]
    answer = sam.post(address_of("ndvh"), {"put_back": version, "seen": seen})
    assert answer["Location"].endswith("#waits") and numbers_of("ndvh")[0] == NDVH


def test_what_was_changed_in_the_file_by_hand_is_kept_too_and_no_more_than_ten(home: Home) -> None:
    from leeward.practice.book import overlay_folder, read_anew
    from leeward.practice.models import EntryVersion

    browser = home.signed_in()
    correct(browser, "ndvh", description="Our words")
    file = overlay_folder() / "services/local-directory.yaml"
    file.write_text(file.read_text().replace("Our words", "By hand"))
    read_anew()
    correct(browser, "ndvh", description="Our words again")
    assert "who wrote it was not kept" in page(browser, address_of("ndvh"))
    for number in range(10):
        correct(browser, "ndvh", description=f"Words {number}")
    assert 10 == EntryVersion.objects.filter(service_id="ndvh").count()


# ---------------------------------------------------------------- two at once


def test_two_who_correct_the_same_entry_lose_nothing(home: Home) -> None:
    from leeward.practice.book import book

    robin, sam = home.signed_in(), home.signed_in("sam")
    seen = re.findall(r'name="seen" value="(\w+)"', page(sam, address_of("ndvh")))[0]
    assert correct(robin, "ndvh", description="ROBINS WORDS").status_code == 302
    answer = correct(sam, "ndvh", description="Sams words", alert="SAMS ALERT", seen=seen)
    text = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Stands now: ROBINS WORDS" in text and "SAMS ALERT" in text and "Sams words" in text
    assert (book().service("ndvh").description.en, book().service("ndvh").alert) == (
        "ROBINS WORDS",
        book().replaced[0].alert,
    )
    assert correct(sam, "ndvh", alert="SAMS ALERT").status_code == 302  # having compared
    assert "ROBINS WORDS" in page(robin, address_of("ndvh"))


def test_a_correction_that_does_not_say_what_it_read_is_not_taken(home: Home) -> None:
    assert correct(home.signed_in(), "ndvh", description="x", seen="").status_code == 409


def test_a_new_entry_sent_twice_is_one_and_sent_with_other_words_is_asked(home: Home) -> None:
    from leeward.practice.directory.own import own_entries

    browser = home.signed_in()
    once = re.findall(r'name="once" value="(\w+)"', page(browser, "/directory/own/new/"))[0]
    for _ in range(2):
        assert browser.post("/directory/own/new/", entry_form(once=once)).status_code == 302
    assert len(own_entries()) == 1
    answer = browser.post("/directory/own/new/", entry_form(once=once, name="Another name"))
    text = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Another name" in text
    assert "Stands now: Example County Advocates" in text
    assert [one.name for one in own_entries()] == ["Example County Advocates"]


# ---------------------------------------------------------------- what no field takes


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number-1": "*72 900-555-0199"}, "changes the phone that dials it"),
        ({"number-1": "#31#555-0100"}, "changes the phone that dials it"),
        ({"number-1": "1-900-555-0100"}, "charges whoever calls"),
        ({"number-1": "(212) 976-1234"}, "charges whoever calls"),
        ({"name": "=cmd|' /C calc'!A0"}, "takes =, +, - or @ for a formula"),
        ({"description": "@SUM(1)"}, "takes =, +, - or @ for a formula"),
        ({"hours": "-1"}, "takes =, +, - or @ for a formula"),
        ({"source": "+1 where"}, "takes =, +, - or @ for a formula"),
        ({"name": "Har\u202ebor"}, "Something in it does not show"),
        ({"name": "Har\u200bbor"}, "Something in it does not show"),
        ({"name": "\U000e0041tag"}, "Something in it does not show"),
        ({"description": "A\x07b"}, "Something in it does not show"),
        ({"alert": "\ufeffq"}, "Something in it does not show"),
        ({"number-1": "555\u202e0100"}, "Something in it does not show"),
    ],
)
def test_what_steers_a_phone_a_spreadsheet_or_a_screen_is_refused_at_its_field(
    home: Home, changes: dict[str, str], says: str
) -> None:
    from leeward.practice.book import overlay_folder

    answer = home.signed_in().post("/directory/own/new/", entry_form(**changes))
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    field = next(iter(changes))
    assert says in text.split(f'id="id_{field}_error"')[1][:400]
    assert not overlay_folder().exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minimum_age": "119", "maximum_age": "120"}, "minimum_age"),
        ({"where": "US-WA"}, "where"),
        ({"group": "military"}, "group"),
        ({"needs": ["legal"]}, "needs"),
    ],
)
@pytest.mark.parametrize("service_id", ["ndvh", "crisis-text-line", "childhelp"])
def test_a_crisis_line_of_ours_cannot_be_narrowed_away(
    home: Home, service_id: str, changes: dict[str, Any], field: str
) -> None:
    answer = correct(home.signed_in(), service_id, **changes)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
