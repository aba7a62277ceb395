# SPDX-License-Identifier: Apache-2.0
"""The plan's page: steps in order, the law and who answers, by heart, and when we talk again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.answers import NO, YES, example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True

WANTED: dict[str, Any] = {"answers": {"c1": "yes"}, "wanted": ["incident-log"]}
POSITIVE = {"asq-1": YES, "asq-2": NO, "asq-3": NO, "asq-4": NO, "asq-5": NO}
STEP = re.compile(r'<li id="s-\d+" data-entry="[^"]+"><h2>([^<]*)')


def steps_on(page: str) -> list[str]:
    return [html.unescape(title).strip() for title in STEP.findall(page)]


def save(at: At, page: str | None = None, **changed: str) -> Any:
    """Sends the page's own form."""
    page = page or at.get("plan")
    form = next(one for one in page.split("<form ") if 'name="heart_word"' in one)
    sent = {
        name: html.unescape(value) for name, value in re.findall(r'name="(\w+)"(?: value="([^"]*)")?', form)
    }
    for name, value in re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', form):
        sent[name] = html.unescape(value)
    return at.browser.post(at.url("plan"), {**sent, **changed})


def in_days(days: int) -> str:
    at: datetime = timezone.localtime() + timedelta(days=days)
    return at.replace(hour=10, minute=0, tzinfo=None).isoformat(timespec="minutes")


def follow_ups(at: At) -> list[Any]:
    from leeward.practice.visits.follow_ups import due_follow_ups

    found = due_follow_ups(at.account, timezone.now() + timedelta(days=800))
    return [one for one in found if one.done_at is None]


@pytest.mark.parametrize("name", ["1-ex-partner-after-separation", "session-a-mother", "session-b-boy"])
def test_the_steps_stand_in_the_order_of_the_plan(home: Home, name: str) -> None:
    """What a chosen step needs first is there too, and marked; each says its cautions and who helps."""
    at = visit_with(home, example(name))
    page, plan = at.get("plan"), at.chain.plan
    assert [step.entry.option.title.en for step in plan.steps] == steps_on(page)
    assert page.count("Needed first") == sum(not step.chosen for step in plan.steps)
    assert page.count("<b>Who helps:</b>") == len(plan.steps)
    for step in plan.steps:
        assert all(caution.en in html.unescape(page) for caution in step.entry.cautions)


def test_every_helper_of_the_catalogue_has_a_name(home: Home) -> None:
    """No bare word of ours on a page."""
    from leeward.practice.book import book
    from leeward.practice.visits.board_helpers import WHO_HELPS

    assert {word for option in book().options for word in option.who_helps} <= set(WHO_HELPS)


def test_choosing_nothing_is_a_choice_too(home: Home) -> None:
    """The page says so, and still says who answers."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    page = at.get("plan")
    assert "Nothing is chosen. That is a choice too." in page
    assert [] == steps_on(page)
    assert at.chain.plan.services
    assert all(one.name in html.unescape(page) for one in at.chain.plan.services)


def test_the_law_has_its_citation_its_date_and_how_sure_we_are(home: Home) -> None:
    """Of the state and the federal level; that it is no advice stands there once."""
    at = visit_with(home, example("session-a-mother"))
    page = html.unescape(at.get("plan"))
    assert 1 == page.count("Not legal advice.")
    provisions = [one for place in at.chain.plan.law for one in place.provisions]
    assert provisions
    assert all(one.citation in page for one in provisions)
    assert any(one.confidence == "likely" for one in provisions)
    assert "Check before relying on it" in page
    assert re.search(r"seen \w{3} \d{1,2}, 20\d\d", page)


def test_the_law_is_that_of_where_the_client_is(home: Home) -> None:
    """Not that of the practice."""
    page = visit_with(home, {**WANTED, "context": {"state": "US-OR"}}).get("plan")
    assert "Oregon" in page
    assert "Washington" not in page


def test_who_answers_is_told_with_number_hours_and_languages(home: Home) -> None:
    """As the directory has them."""
    at = visit_with(home, example("3-extortion-over-images"))
    page = html.unescape(at.get("plan"))
    for service in at.chain.plan.services:
        assert service.name in page
        assert all(phone.number in page for phone in service.phones)


def test_a_step_is_taken_off_and_chosen_again(home: Home) -> None:
    """It goes back to thought of; nothing is lost."""
    at = visit_with(home, WANTED)
    page = at.get("plan")
    number = re.search(r'name="off" value="(\d+)"', page)
    seen = re.search(r'name="seen" value="(\d+)"><button class="bare"', page)
    assert number and seen
    assert 302 == at.browser.post(at.url("plan"), {"off": number[1], "seen": seen[1]}).status_code
    assert [] == steps_on(at.get("plan"))
    assert "considered" == at.words.document("board").words["o:incident-log"]["view"]
    assert 302 == at.browser.post(at.url("plan"), {"off": "99999", "seen": seen[1]}).status_code


def test_what_a_held_back_wish_brought_can_be_taken_off(home: Home) -> None:
    """Its substitute is on the plan; taking that off sets the wish itself back."""
    at = visit_with(
        home, {**example("session-c-candidate"), "wanted": ["block-now"], "not_now": {}, "tried": {}}
    )
    assert "filter-to-folder" in [step.entry.option.id for step in at.chain.plan.steps if step.chosen]
    page = at.get("plan")
    number = re.search(r'name="off" value="(\d+)"', page)
    assert number
    seen = str(at.words.document("board").version)
    at.browser.post(at.url("plan"), {"off": number[1], "seen": seen})
    assert [] == steps_on(at.get("plan"))


def test_three_things_by_heart_are_kept(home: Home) -> None:
    """Short ones."""
    at = visit_with(home, WANTED)
    said = {"heart_word": "blue folder", "heart_time": "Thursday, ten", "heart_person": "Maria"}
    assert 302 == save(at, **said).status_code
    assert ["blue folder", "Thursday, ten", "Maria"] == at.words.document("plan").words["heart"]
    assert all(f'value="{word}"' in at.get("plan") for word in said.values())


def test_more_than_forty_letters_are_named_and_kept(home: Home) -> None:
    """Half a line is worse than none, so nothing is cut."""
    at = visit_with(home, WANTED)
    answer = save(at, heart_word="x" * 41, heart_person="Maria")
    page = answer.content.decode()
    assert 422 == answer.status_code
    assert "at most 40 letters" in page
    assert "x" * 41 in page
    assert 'value="Maria"' in page
    assert {} == at.words.document("plan").words


def test_the_way_to_talk_again_comes_from_how_they_may_be_reached(home: Home) -> None:
    """Nobody calls a client who asked not to be called."""
    at = visit_with(home, WANTED)
    assert "No calls or messages: they come back" in at.get("plan")
    other = visit_with(home, WANTED, contact="through", contact_how="my aunt, after six")
    assert "Through someone they trust: my aunt, after six" in other.get("plan")


def test_talking_again_stands_on_today_once(home: Home) -> None:
    """Moved with its hour, told anew with its way, struck off when it is cleared."""
    at = visit_with(home, WANTED)
    save(at, again_at=in_days(3))
    (one,) = follow_ups(at)
    assert "No calls or messages: they come back" == one.words["way"]
    save(at, heart_word="blue folder")
    save(at, again_at=in_days(4))
    (moved,) = follow_ups(at)
    assert (one.id, 4) == (moved.id, (timezone.localtime(moved.due_at).date() - timezone.localdate()).days)
    save(at, again_way="She rings us from work")
    (told,) = follow_ups(at)
    assert "She rings us from work" == told.words["way"]
    save(at, again_at="")
    assert [] == follow_ups(at)


def test_a_positive_suicide_screen_asks_for_the_contact_within_48_hours_first(home: Home) -> None:
    """Filled in with the day after tomorrow at the latest."""
    at = visit_with(home, {**WANTED, "answers": {**WANTED["answers"], **POSITIVE}})
    page = at.get("plan")
    assert page.index('name="soon_at"') < page.index('name="heart_word"') < page.index('name="again_at"')
    filled = re.search(r'name="soon_at" value="([^"]+)"', page)
    assert filled
    due = timezone.make_aware(datetime.fromisoformat(filled[1]))
    assert timedelta(hours=46) < due - timezone.now() <= timedelta(hours=48)
    save(at, page)
    (one,) = follow_ups(at)
    assert ("Contact within 48 hours", due) == (one.words["what"], one.due_at)


def test_without_a_positive_screen_nothing_is_asked_within_48_hours(home: Home) -> None:
    """Not asked, and not taken from a crafted page."""
    at = visit_with(home, WANTED)
    assert "soon_at" not in at.get("plan")
    save(at, soon_at=in_days(1), soon_way="x")
    assert [] == follow_ups(at)


@pytest.fixture
def _west_of_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the last hours of the calendar have no moment in UTC."""
    with timezone.override("America/Los_Angeles"):
        yield


@pytest.mark.usefixtures("_west_of_utc")
@pytest.mark.parametrize("field", ["soon_at", "again_at"])
@pytest.mark.parametrize("bad", ["9999-12-31T23:59", "2099-01-01T10:00", "0001-01-01T00:00"])
def test_a_day_years_away_is_a_slip_of_the_keys(home: Home, field: str, bad: str) -> None:
    at = visit_with(home, {**WANTED, "answers": {**WANTED["answers"], **POSITIVE}})
    answer = save(at, **{field: bad})
    assert 422 == answer.status_code
    assert f'href="#id_{field}"' in answer.content.decode()
    assert [] == follow_ups(at)


def test_what_was_agreed_in_other_words_is_the_same_thing_to_do(home: Home) -> None:
    """It is not deleted, and the way that holds no more stands nowhere on Today."""
    from leeward.practice.visits.models import FollowUp

    at = visit_with(home, WANTED)
    save(at, again_at=in_days(1), again_way="Ring her at home")
    before = FollowUp.objects.get()
    save(at, again_at=in_days(2), again_way="She rings us")
    after = FollowUp.objects.get()
    assert (before.id, before.made_at, None) == (after.id, after.made_at, after.done_at)
    assert after.due_at > before.due_at
    today = at.browser.get("/today/").content.decode()
    assert "She rings us" in today
    assert "Ring her at home" not in today


@pytest.mark.parametrize("bad", ["tomorrow", "2026-13-01T10:00", "2020-01-01T10:00"])
def test_a_bad_day_and_hour_is_named(home: Home, bad: str) -> None:
    """Nothing is saved; what was typed elsewhere stays."""
    at = visit_with(home, WANTED)
    answer = save(at, again_at=bad, heart_word="blue folder")
    page = answer.content.decode()
    assert 422 == answer.status_code
    assert 'href="#id_again_at"' in page
    assert 'value="blue folder"' in page
    assert [] == follow_ups(at)


def test_a_conflict_keeps_what_was_typed(home: Home) -> None:
    """And nothing new stands on Today."""
    at = visit_with(home, WANTED)
    one, other = at.get("plan"), at.get("plan")
    save(at, one, heart_word="blue folder")
    answer = save(at, other, heart_word="red coat", again_at=in_days(3))
    assert 409 == answer.status_code
    assert 'value="red coat"' in answer.content.decode()
    assert "blue folder" == at.words.document("plan").words["heart"][0]
    assert [] == follow_ups(at)
    assert 302 == save(at, answer.content.decode()).status_code
    assert "red coat" == at.words.document("plan").words["heart"][0]


def test_words_to_say_come_in_the_clients_language_first(home: Home) -> None:
    """The page is in ours."""
    from leeward.practice.book import book

    at = visit_with(home, {**WANTED, "language": "es"})
    page = html.unescape(at.get("plan"))
    words = book().option("incident-log").first_step
    assert page.index(words.es) < page.index(words.en)
    assert '<p lang="es">' in page
