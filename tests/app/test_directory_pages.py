# SPDX-License-Identifier: Apache-2.0
"""The directory's pages: searched without a trace in the address, filled in from a visit, kept right here."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from tests.support.answers import NINE, example
from tests.support.clock import Clock
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.formulation.picture import NO_TOOLS_FLAG


@pytest.fixture(autouse=True)
def no_entries_left() -> Iterator[None]:
    """The overlay is the process's, not the test's."""
    yield
    from leeward.practice.book import overlay_folder, read_anew

    if overlay_folder().exists():
        shutil.rmtree(overlay_folder())
        read_anew()


def page(browser: Any, address: str = "/directory/", **asked: Any) -> str:
    """A page as text; asked with a POST where anything is asked."""
    answer = browser.post(address, asked) if asked else browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def entries(text: str) -> list[str]:
    """The services shown, in their order."""
    return re.findall(r'data-entry="service:([^"]+)"', text)


def part(text: str, service_id: str) -> str:
    """What stands beside one service."""
    return text.split(f'data-entry="service:{service_id}"')[1].split("data-entry=")[0]


def address_of(service_id: str) -> str:
    from leeward.practice.directory.reading import address_of as digest

    return f"/directory/own/{digest(service_id)}/"


def correct(browser: Any, service_id: str, **changes: Any) -> Any:
    """An entry's page opened, its fields changed, and sent."""
    from django.utils import timezone

    from leeward.practice.directory.own import standing_entry
    from leeward.practice.directory.own_form import known_of

    service = standing_entry(service_id)
    assert service is not None
    known = {
        key: value for key, value in known_of(service, timezone.localdate()).items() if value is not None
    }
    seen = re.findall(r'name="seen" value="(\w+)"', page(browser, address_of(service_id)))[0]
    both = {f"{name}_es": words for name, words in changes.items() if f"{name}_es" in known}
    sent = {**known, "how": "called", "source": "their own page", "seen": seen, **both, **changes}
    return browser.post(address_of(service_id), sent)


def confirm(browser: Any, name: str = "confirm") -> Any:
    """What somebody presses who called the new number, or who takes it back."""
    found = re.findall(rf'name="{name}" value="(\w+)"', page(browser, "/directory/queue/"))
    return browser.post("/directory/queue/", {name: found[0]}) if found else None


def entry_form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Example County Advocates",
        "description": "Advocates who go along to court.",
        "description_es": "Personas que acompañan al tribunal.",
        "number-1": "555-0100",
        "kind-1": "voice",
        "url": "https://example.org/help",
        "hours": "Mon-Fri 9-5 PT",
        "needs": ["legal", "stalking"],
        "where": "US-WA",
        "languages": ["en", "vi"],
        "how": "called",
        "source": "https://example.org/help",
        "seen_on": "2026-11-20",
        **changes,
    }


# ---------------------------------------------------------------- searching


def test_the_first_page_shows_crisis_lines_and_what_the_state_has(home: Home) -> None:
    text = page(home.signed_in())
    assert entries(text)[:2] == ["988-lifeline", "crisis-text-line"]
    assert "state-wa-child-abuse" in entries(text)  # the practice works in Washington alone


def test_a_search_leaves_nothing_in_an_address_or_in_the_audit(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    browser = home.signed_in()
    before = AuditEntry.objects.count()
    answer = browser.post("/directory/", {"words": "stalking", "age": "15", "state": "US-OH"})
    text = unescape(answer.content.decode())
    assert (answer.status_code, answer.wsgi_request.get_full_path()) == (200, "/directory/")
    assert 'value="stalking"' in text and 'value="15"' in text
    assert AuditEntry.objects.count() == before


def test_a_name_that_no_longer_answers_leads_to_who_does(home: Home) -> None:
    text = page(home.signed_in(), words="games hotline")
    assert entries(text)[:3] == ["games-hotline", "crisis-text-line", "security-planner"]
    assert "no longer answers, since" in part(text, "games-hotline")


def test_every_entry_says_how_sure_where_from_and_what_it_leaves_behind(home: Home) -> None:
    text = page(home.signed_in(), needs=["legal", "stalking"], state="US-OH")
    for one in entries(text):
        own = part(text, one)
        assert 'class="fact"' in own, one
        assert "Traces:" in own, one
        assert any(word in own for word in ("seen ", "not opened", "Our own judgement")), one


def test_a_mistake_keeps_what_was_typed(home: Home) -> None:
    answer = home.signed_in().post("/directory/", {"words": "shelter", "age": "old"})
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'value="shelter"' in text and "Give the age as a whole number" in text


def test_in_spanish_it_is_spanish(home: Home) -> None:
    browser = home.signed_in()
    browser.post("/language/", {"language": "es", "next": "/directory/"})
    text = page(browser, needs=["crisis"], state="US-WA", language="es")
    assert "988 Línea de Prevención del Suicidio y Crisis" in text
    assert "Quién contesta" in text and "Who answers" not in text


def test_who_may_not_read_the_library_finds_nothing_here(home: Home) -> None:
    browser = home.signed_in("alex")
    for address in ("/directory/", "/directory/queue/", "/directory/own/", "/directory/own/new/"):
        assert browser.get(address).status_code == 404, address
    assert (
        browser.post("/directory/queue/", {"service": "ndvh", "outcome": "called-wrong"}).status_code == 404
    )


# ---------------------------------------------------------------- a directory that was loaded


@pytest.fixture
def loaded(home: Home) -> Iterator[Home]:
    """A feed of two services of one county."""
    import msgspec
    from django.test import override_settings

    from leeward.knowledge.feed_building import put_feed
    from leeward.knowledge.feeds import FeedInfo
    from leeward.practice.book import book

    ours = book().service("lawhelp")
    fed = [
        msgspec.structs.replace(
            ours,
            id=f"fed-{number}",
            name=f"Quokka County Legal Desk {number}",
            jurisdictions=("US-WA",),
            services=("legal",),
            confidence="unverified",
        )
        for number in (1, 2)
    ]
    put_feed(home.path, FeedInfo("Example 211", "https://example.org", "2026-11-20", 2), fed, {})
    with override_settings(HOME=home.path):
        yield home


def test_what_was_loaded_is_found_unverified_and_can_be_marked_and_offered(loaded: Home) -> None:
    browser = loaded.signed_in()
    text = page(browser, words="quokka", state="US-WA")
    assert set(entries(text)[:2]) == {"fed-1", "fed-2"}
    assert "Not verified; check first" in part(text, "fed-1")
    assert "Correct this entry" not in part(text, "fed-1")  # it comes anew with the next import
    elsewhere = entries(page(browser, words="quokka", state="US-OH"))
    assert not {"fed-1", "fed-2"} & set(elsewhere)
    assert marked(browser, "fed-1", "page-wrong").status_code == 302
    assert "A colleague found its page wrong" in part(page(browser, words="quokka", state="US-WA"), "fed-1")


def test_a_loaded_directory_that_is_damaged_is_named_and_the_rest_still_answers(loaded: Home) -> None:
    (loaded.path / "directory.sqlite3").write_bytes(b"no database" * 100)
    text = page(loaded.signed_in(), needs=["crisis"], state="US-WA")
    assert "A directory that was loaded here cannot be read." in text
    assert "988-lifeline" in entries(text)


# ---------------------------------------------------------------- with a client


@pytest.mark.parametrize("name", NINE if os.environ.get("LEEWARD_LONG") else NINE[:2])
def test_a_visit_fills_it_in_and_each_hit_can_be_offered(home: Home, name: str) -> None:
    at = visit_with(home, example(name))
    text = at.get("directory")
    assert entries(text)
    context = at.chain.answers.context
    if context.state:
        assert f'value="{context.state}" selected' in text
    assert f'action="/clients/{at.case_id}/referrals/new/"' in text
    offered = re.findall(r'name="service" value="([^"]+)"', text)
    assert set(entries(text)) - {one.id for one in _gone()} <= set(offered)


def _gone() -> Any:
    from leeward.practice.book import book

    return book().retired


def test_what_is_changed_on_the_page_changes_nothing_in_the_record(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    before = at.words.documents
    text = unescape(
        at.browser.post(at.url("directory"), {"needs": ["school"], "state": "US-FL"}).content.decode()
    )
    assert "state-fl-coalition" in entries(text)
    assert at.words.documents == before


def test_a_child_under_12_is_handed_nothing(home: Home) -> None:
    at = visit_with(home, {"context": {"age": 9}})
    text = unescape(at.get("directory"))
    assert "Nothing of this page goes to the child" in text
    assert "Offer this to the safe adult" in text and "Offer this to the client" not in text


def test_where_somebody_may_hear_nothing_is_shown(home: Home) -> None:
    at = visit_with(home, {"context": {"age": 30}}, alone="no")
    text = unescape(at.get("directory"))
    assert entries(text) == []
    assert "Not here: someone may hear" in text


@pytest.mark.parametrize("page", ["directory", "law", "side-by-side"])
def test_where_somebody_may_hear_nothing_is_laid_out_whatever_else_is_so(home: Home, page: str) -> None:
    """Also where the client may be the one doing it: the words for that are heard, too."""
    at = visit_with(home, {"context": {"age": 30, "state": "US-WA"}}, alone="no")
    they_may_be_doing_it(at)
    text = unescape(at.get(page))
    assert "data-entry=" not in text and "Not here: someone may hear" in text


def they_may_be_doing_it(at: At) -> None:
    """Marks it by hand, as an MHP does."""
    from leeward.practice.visits.services import change_document

    seen = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": [NO_TOOLS_FLAG]}, seen=seen)


def test_where_the_client_may_be_the_one_doing_it_no_tool_is_named(home: Home) -> None:
    from leeward.practice.book import book

    at = visit_with(home, {"answers": {}, "context": {"age": 30}})
    they_may_be_doing_it(at)
    text = unescape(at.get("directory"))
    assert "Only help for the client themselves" in text
    for one in entries(text):
        if not one.startswith("state-"):
            assert not {"tech-safety", "stalking", "privacy-removal"} & set(book().service(one).services), one


def test_offering_leads_to_a_referral_with_the_name_filled_in(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    answer = at.browser.post(f"/clients/{at.case_id}/referrals/new/", {"service": "state-oh-coalition"})
    assert answer.status_code == 200
    assert "Ohio" in unescape(answer.content.decode())


# ---------------------------------------------------------------- numbers to call


def marked(browser: Any, service_id: str, outcome: str, **more: str) -> Any:
    return browser.post("/directory/queue/", {"service": service_id, "outcome": outcome, **more})


def test_a_call_that_answered_shows_its_day_and_leaves_the_queue(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    browser = home.signed_in()
    assert "ndvh" in entries(page(browser, "/directory/queue/"))
    assert marked(browser, "ndvh", "called-right")["Location"] == "/directory/queue/#lately"
    assert "ndvh" not in entries(page(browser, "/directory/queue/"))
    assert "Called on Nov 23, 2026: answered" in part(page(browser, words="ndvh"), "ndvh")
    clock.step(days=30)
    assert "ndvh" in entries(page(home.signed_in(), "/directory/queue/"))


def test_found_wrong_stands_on_every_hit_until_it_is_taken_back(home: Home) -> None:
    browser = home.signed_in()
    marked(browser, "ndvh", "called-wrong")
    marked(home.signed_in("sam"), "ndvh", "called-right")
    wrong = "A colleague found this wrong on"
    assert wrong in part(page(home.signed_in("sam"), words="domestic violence hotline"), "ndvh")
    at = visit_with(home, example(NINE[0]))
    assert wrong in part(unescape(at.get("directory")), "ndvh")
    queue = page(browser, "/directory/queue/")
    assert "Marked by robin" in queue and "Found wrong: to correct" in queue
    mark_id = re.findall(r'name="back" value="(\w+)"', queue)[-1]
    browser.post("/directory/queue/", {"back": mark_id})
    assert wrong not in page(browser, words="domestic violence hotline")


def test_988_and_911_stand_above_a_crisis_number_that_is_past_due(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    browser = home.signed_in()
    first = "Danger now: 911. A hard night: call or text 988."
    asked = {"words": "ndvh"}
    assert first in page(browser, **asked)
    for one in entries(page(browser, **asked)):
        marked(browser, one, "called-right")
    assert first not in page(browser, **asked)
    clock.step(days=30)
    text = page(home.signed_in(), **asked)
    assert text.index(first) < text.index('data-entry="service:ndvh"')


def test_a_mark_within_a_visit_leads_back_to_it(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    answer = marked(at.browser, "ndvh", "no-answer", visit=at.visit_id)
    assert answer["Location"] == at.url("directory")
    assert marked(at.browser, "ndvh", "no-answer", visit="nothing")["Location"] == "/directory/queue/#lately"


@pytest.mark.parametrize(
    ("service", "outcome"), [("lawhelp", "called-right"), ("ndvh", "fine"), ("ndvh", "")]
)
def test_an_end_that_cannot_be_is_not_written(home: Home, service: str, outcome: str) -> None:
    from leeward.practice.models import ServiceCheck

    assert marked(home.signed_in(), service, outcome).status_code == 302
    assert not ServiceCheck.objects.exists()
    assert marked(home.signed_in(), "nobody", "called-right").status_code == 404


# ---------------------------------------------------------------- our own entries


def test_an_entry_of_the_practice_stands_in_every_search_at_once(home: Home) -> None:
    browser = home.signed_in()
    assert browser.post("/directory/own/new/", entry_form())["Location"] == "/directory/own/"
    text = page(home.signed_in("sam"), needs=["legal"], state="US-WA", language="vi")
    own = next(one for one in entries(text) if one.startswith("own-"))
    assert entries(text)[0] == own
    assert "An entry of this practice" in part(text, own) and "555-0100" in part(text, own)
    assert own not in entries(page(browser, needs=["legal"], state="US-OH"))
    at = visit_with(home, example(NINE[0]))
    assert own not in entries(at.get("directory"))  # they live in Ohio


def test_the_file_is_content_the_loader_takes_and_survives_a_start(home: Home) -> None:
    from leeward.knowledge.check import check_content
    from leeward.practice.book import book, overlay_folder, read_anew

    home.signed_in().post("/directory/own/new/", entry_form())
    assert check_content(overlay=overlay_folder()).problems == ()
    read_anew()
    own = [one for one in book().services if one.local]
    assert [one.name for one in own] == ["Example County Advocates"]
    assert oct((overlay_folder() / "services/local-directory.yaml").stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Give the name under which it answers."),
        ({"number-1": "", "url": ""}, "Give a number or a page"),
        ({"url": "not an address"}, "Give the whole address"),
        ({"needs": []}, "Choose at least one thing it helps with."),
        ({"minimum_age": "30", "maximum_age": "20"}, "The second age is lower than the first."),
        ({"seen_on": "2999-01-01"}, "This day is still to come."),
        ({"how": ""}, "Say how you know."),
        ({"where": "US-XX"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_named_by_its_field_and_nothing_is_written(
    home: Home, changes: dict[str, Any], says: str
) -> None:
    from leeward.practice.book import overlay_folder

    answer = home.signed_in().post("/directory/own/new/", entry_form(**changes))
    assert answer.status_code == 422
    assert says in unescape(answer.content.decode())
    assert not overlay_folder().exists()


def test_a_number_leeward_brought_is_changed_by_two_and_takes_the_mark_away(home: Home) -> None:
    browser = home.signed_in()
    marked(browser, "itrc", "called-wrong")
    shown = page(browser, address_of("itrc"))
    assert "Identity Theft Resource Center" in shown
    change = entry_form(
        name="Identity Theft Resource Center", needs=["identity-theft", "tech-safety"], where="US", second=""
    )
    answer = correct(browser, "itrc", **change)
    assert answer.status_code == 422 and "two people or two sources" in unescape(answer.content.decode())
    assert correct(browser, "itrc", **{**change, "second": "sam dialed it"}).status_code == 302
    own = part(page(browser, words="identity theft resource center"), "itrc")
    assert "555-0100" not in own and "It waits for a second person." in own
    assert confirm(browser) is None
    assert confirm(home.signed_in("sam")).status_code == 302
    own = part(page(browser, words="identity theft resource center"), "itrc")
    assert "555-0100" in own and "A colleague found this wrong" not in own
    assert browser.post(address_of("itrc"), {"retire": "1"}).status_code == 302
    own = part(page(browser, words="identity theft resource center"), "itrc")
    assert "555-0100" not in own and "A colleague found this wrong" in own


@pytest.mark.parametrize(
    "service_id", ["crisis-text-line", "samhsa-helpline", "find-a-helpline", "esafety-au"]
)
def test_saving_an_entry_as_it_stands_changes_nothing_else(home: Home, service_id: str) -> None:
    """Also one that has the same number twice, several places, or languages for which there is no box."""
    from leeward.knowledge.models.service import Service
    from leeward.practice.book import book

    def hours_changed(one: Service) -> Service:
        assert correct(home.signed_in(), one.id, how="page", hours="24/7").status_code == 302
        return book().service(one.id)

    ours = book().service(service_id)
    corrected = hours_changed(ours)
    assert corrected.local
    assert corrected.phones == ours.phones
    for name in (
        "name_es",
        "alert",
        "leaves_trace_notes",
        "jurisdictions",
        "eligibility",
        "services",
        "audience",
    ):
        assert getattr(corrected, name) == getattr(ours, name), name
    assert set(corrected.languages) == set(ours.languages)


def test_a_part_of_a_state_can_be_corrected_and_stands_once(home: Home) -> None:
    browser = home.signed_in()
    change = entry_form(name="Washington 211", needs=["counselling"], second="sam dialed it")
    assert correct(browser, "state-wa-211", **change).status_code == 302
    confirm(home.signed_in("sam"))
    shown = entries(page(browser, needs=["counselling"], state="US-WA"))
    assert shown.count("state-wa-211") == 1
    assert "555-0100" in part(page(browser, words="washington 211", state="US-WA"), "state-wa-211")


def test_a_retired_entry_is_found_by_its_name_and_can_come_back(home: Home) -> None:
    browser = home.signed_in()
    browser.post("/directory/own/new/", entry_form())
    own = next(one for one in entries(page(browser, words="example county")) if one.startswith("own-"))
    browser.post(address_of(own), {"retire": "1"})
    text = page(browser, words="example county advocates")
    assert "no longer answers" in part(text, own)
    assert own not in entries(page(browser, needs=["legal"], state="US-WA"))
    assert correct(browser, own, **entry_form()).status_code == 302
    assert own in entries(page(browser, needs=["legal"], state="US-WA"))


def test_what_somebody_wrote_by_hand_in_the_overlay_is_left_as_it_is(home: Home) -> None:
    from leeward.practice.book import overlay_folder, read_anew

    folder = overlay_folder() / "services"
    folder.mkdir(parents=True)
    by_hand = folder / "local-mine.yaml"
    by_hand.write_text("reviewed: '2026-11-22'\nservices: []\n# mine\n", encoding="utf-8")
    read_anew()
    before = by_hand.read_bytes()
    assert home.signed_in().post("/directory/own/new/", entry_form()).status_code == 302
    assert by_hand.read_bytes() == before


def test_two_who_write_at_once_lose_nothing(home: Home) -> None:
    first, second = home.signed_in(), home.signed_in("sam")
    first.post("/directory/own/new/", entry_form(name="First Advocates"))
    second.post("/directory/own/new/", entry_form(name="Second Advocates"))
    shown = page(first, "/directory/own/")
    assert "First Advocates" in shown and "Second Advocates" in shown


def test_no_address_of_an_entry_tells_what_it_is(home: Home) -> None:
    at: At = visit_with(home, example(NINE[0]))
    for address in ("/directory/", "/directory/queue/", at.url("directory")):
        links = re.findall(r'(?:href|action)="([^"]+)"', page(at.browser, address))
        assert not [one for one in links if re.search(r"stalk|abus|violen|suicid|ndvh|988", one)]


def test_what_is_only_for_some_stands_folded_beside_and_the_traces_once(home: Home) -> None:
    text = page(home.signed_in(), needs=["crisis", "domestic-violence"], state="US-WA", age="34")
    fits, beside = text.split('id="beside"')
    assert "the best fit first" in fits
    assert {"esperanza-united", "network-la-red"} <= set(entries(beside)) - set(entries(fits))
    assert entries(fits)[0] == "ndvh"
    assert text.count("A call stays in the phone's call list.") == 1
    assert "as told above." in part(text, "ndvh")


def test_where_nothing_is_found_words_that_find_something_are_offered(home: Home) -> None:
    assert "Try: older adult · LGBTQ+ · court · phone" in page(home.signed_in(), words="zzzz")
