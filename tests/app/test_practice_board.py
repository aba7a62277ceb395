# SPDX-License-Identifier: Apache-2.0
"""The board's page: every option once, the client's view of each, the day "not now" is asked again."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.answers import NINE, example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.planning.board_first import first_of
from leeward.practice.visits.board_form import default_return

ONE_DATABASE_IS_ENOUGH = True
"""What is kept here are documents of a visit: the one way there runs on both in test_practice_visits."""

SOME = {"answers": {"c1": "yes", "m0": ["social_media", "messaging"]}}
OPTION = re.compile(r'<fieldset class="view[^"]*" id="v-\d+">.*?name="v:([a-z0-9-]+)"', re.DOTALL)


def shown_on(page: str) -> list[str]:
    """The options of a page, in its order."""
    return OPTION.findall(page)


def part(page: str, name: str) -> str:
    """The section of a page that is named so."""
    found = re.search(rf'<section class="part" aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def fields(page: str, **changed: str) -> dict[str, str]:
    """What a browser would send of a page, with changes by option id: `("v:", id)` and so on."""
    sent = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
    for option_id in shown_on(page):
        chosen = re.search(rf'name="v:{option_id}" value="([a-z-]*)" checked', page)
        sent[f"v:{option_id}"] = chosen[1] if chosen else ""
        day = re.search(rf'name="d:{option_id}"[^>]* value="([^"]*)"', page)
        sent[f"d:{option_id}"] = day[1] if day else ""
        outcome = re.search(rf'name="w:{option_id}">(.*?)</select>', page, re.DOTALL)
        selected = re.search(r'value="([^"]*)" selected', outcome[1]) if outcome else None
        sent[f"w:{option_id}"] = selected[1] if selected else ""
    return {**sent, **changed}


HIDDEN = re.compile(r'<input type="hidden" name="(seen|was)" value="([^"]*)">')


def save(at: At, page: str | None = None, **changed: Any) -> Any:
    """Saves a page (a new one, where none is given), with fields changed."""
    return at.browser.post(at.url("board"), fields(page or at.get("board"), **changed))


def saved_words(at: At) -> dict[str, Any]:
    return dict(at.words.document("board").words)


def open_follow_ups(at: At) -> list[Any]:
    from leeward.practice.visits.follow_ups import due_follow_ups

    later = timezone.now() + timedelta(days=800)
    return [one for one in due_follow_ups(at.account, later) if one.done_at is None]


@pytest.mark.parametrize("name", NINE)
def test_every_option_of_the_board_stands_on_the_page_exactly_once(home: Home, name: str) -> None:
    """Folded away at most, never lost."""
    at = visit_with(home, example(name))
    shown = shown_on(at.get("board"))
    assert sorted(shown) == sorted(at.chain.board.order)
    assert len(set(shown)) == len(shown)


def test_what_they_want_most_is_told_in_their_words(home: Home) -> None:
    """And where it was not asked, the question stands there."""
    at = visit_with(home, example("3-extortion-over-images"))
    assert "Pictures or posts taken down" in at.get("board")
    other = visit_with(home, {"answers": {"c1": "yes"}})
    assert "what would it be?" in other.get("board")


def test_three_come_first_in_the_order_of_the_board(home: Home) -> None:
    """Of those the client has not spoken of yet; being heard is how the visit goes, and none of them."""
    at = visit_with(home, example("session-b-boy"))
    page = at.get("board")
    still_open = [one.option.id for one in at.chain.board.options if one.standing == "open"]
    first = list(first_of(still_open))
    assert first == shown_on(part(page, "first"))
    assert sorted(set(still_open) - set(first)) == sorted(shown_on(part(page, "rest")))


def test_what_leads_to_the_wish_stands_under_it_with_what_comes_before(home: Home) -> None:
    page = visit_with(home, example("4-deepfake-of-a-candidate")).get("board")
    line = page.split("Towards this:")[1].split("</ul>")[0]
    assert "(after: Keep the words" in line
    number = re.search(r"\?part=\d+#(o-\d+)", line)
    assert number is not None and f'id="{number.group(1)}"' in page


def test_what_they_spoke_of_stands_on_top_and_never_twice(home: Home) -> None:
    """Wanted, not now, tried."""
    at = visit_with(home, example("session-a-mother"))
    on_top = shown_on(part(at.get("board"), "so-far"))
    assert {"safety-plan", "police-report", "child-device-plan"} <= set(on_top)
    assert not set(on_top) & {one.option.id for one in at.chain.board.options if one.standing == "open"}


def test_what_the_answers_say_was_tried_counts_as_tried(home: Home) -> None:
    """Without asking again; and looking at the page changes nothing."""
    at = visit_with(home, {"answers": {"c1": "yes", "r1": ["blocked"], "r2": {"blocked": "worse"}}})
    page = at.get("board")
    assert ["block-now"] == shown_on(part(page, "so-far"))
    assert '<option value="worse" selected>' in page
    assert save(at, page).status_code == 302
    assert {} == saved_words(at)


def test_a_wish_steers_the_order_of_the_page(home: Home) -> None:
    """Nothing is prescribed: another wish, another first three."""
    base = {"c1": "yes", "c2": "yes", "m0": ["social_media", "location_sharing"], "w1": "ex_partner"}
    first = {
        wish: tuple(
            shown_on(part(visit_with(home, {"answers": {**base, "g1": [wish]}}).get("board"), "rest"))
        )
        for wish in ("know_how", "law", "feel_better")
    }
    assert 3 == len(set(first.values()))


@pytest.mark.parametrize("name", ["session-b-boy", "session-c-candidate"])
def test_what_is_held_back_is_explained(home: Home, name: str) -> None:
    """With what stands in for it."""
    from leeward.practice.book import book

    at = visit_with(home, example(name))
    held = html.unescape(part(at.get("board"), "held"))
    board = at.chain.board
    assert board.held_back, "this example should hold something back"
    for one in board.held_back:
        assert one.because.en in held
        assert book().option(one.instead).title.en in held
        assert one.id not in board.order


def test_each_option_says_why_it_is_here_how_sure_we_are_and_what_comes_before(home: Home) -> None:
    """For every one of them."""
    at = visit_with(home, example("session-a-mother"))
    page = at.get("board")
    count = len(at.chain.board.order)
    for words in ("Because:", "May help", "May backfire", "Could this person notice?", "Words to start"):
        assert page.count(f"<b>{words}</b>") + page.count(f">{words}</p>") >= count, words
    assert page.count('class="fact"') == count
    needing = [one for one in at.chain.board.options if one.before_this]
    assert page.count("<b>After:</b>") == sum(len(one.before_this) for one in needing)


def test_a_view_is_saved_and_only_what_was_given_is_written(home: Home) -> None:
    """A hundred untouched options leave no word."""
    at = visit_with(home, SOME)
    answer = save(at, **{"v:incident-log": "wanted", "v:block-now": "tried", "w:block-now": "helped"})
    assert answer.status_code == 302
    words = saved_words(at)
    assert {"o:incident-log", "o:block-now"} == set(words)
    assert ("tried", "helped") == (words["o:block-now"]["view"], words["o:block-now"]["outcome"])
    assert ["incident-log", "block-now"] == shown_on(part(at.get("board"), "so-far"))


def test_a_field_of_another_view_is_not_kept(home: Home) -> None:
    """A day belongs to not now, an outcome to tried."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    save(at, **{"v:incident-log": "wanted", "w:incident-log": "helped", "d:incident-log": "nonsense"})
    view = saved_words(at)["o:incident-log"]
    assert ("", "") == (view["outcome"], view["return_on"])


def test_not_now_without_a_day_gets_the_usual_one_and_stands_on_today(home: Home) -> None:
    """Once, however often the page is saved; moved with its day; struck off when the mind changes."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    save(at, **{"v:police-report": "not-now", "d:police-report": ""})
    usual = timezone.localdate() + timedelta(days=14)
    assert usual.isoformat() == saved_words(at)["o:police-report"]["return_on"]
    (one,) = open_follow_ups(at)
    assert usual == timezone.localdate(one.due_at)
    assert "Make a police report" in one.words["what"]
    save(at)
    save(at, **{"v:incident-log": "wanted"})
    assert [one.id] == [other.id for other in open_follow_ups(at)]
    sooner = timezone.localdate() + timedelta(days=3)
    save(at, **{"d:police-report": sooner.isoformat()})
    (moved,) = open_follow_ups(at)
    assert (one.id, sooner) == (moved.id, timezone.localdate(moved.due_at))
    save(at, **{"v:police-report": "wanted"})
    assert [] == open_follow_ups(at)


def test_a_return_day_shows_on_today_when_it_has_come(home: Home) -> None:
    """On the page a clinician opens first."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    save(at, **{"v:police-report": "not-now", "d:police-report": timezone.localdate().isoformat()})
    assert "Make a police report" in at.browser.get("/today/").content.decode()


@pytest.mark.parametrize(
    ("day", "what"),
    [("2026-02-31", "give a day such as"), ("soon", "give a day such as"), ("2020-01-01", "is past")],
)
def test_a_bad_day_is_named_and_nothing_is_lost(home: Home, day: str, what: str) -> None:
    """The summary names the option; what was typed elsewhere stays; nothing is saved."""
    at = visit_with(home, SOME)
    answer = save(
        at,
        **{
            "v:police-report": "not-now",
            "d:police-report": day,
            "v:block-now": "tried",
            "w:block-now": "worse",
        },
    )
    page = answer.content.decode()
    assert 422 == answer.status_code
    assert f"Make a police report: {'the day to talk again ' if what == 'is past' else ''}{what}" in page
    number = re.search(r'id="d-(\d+)" name="d:police-report"', page)
    assert number and f'href="#d-{number[1]}"' in page
    assert 'name="v:block-now" value="tried" checked' in page
    assert '<option value="worse" selected>' in page
    assert {} == saved_words(at)
    assert save(at, page, **{"d:police-report": timezone.localdate().isoformat()}).status_code == 302
    assert {"o:police-report", "o:block-now"} == set(saved_words(at))


def test_two_windows_may_each_save_what_was_said_in_them(home: Home) -> None:
    """Different options do not stand in each other's way."""
    at = visit_with(home, SOME)
    one, other = at.get("board"), at.get("board")
    assert save(at, one, **{"v:incident-log": "wanted"}).status_code == 302
    assert save(at, other, **{"v:block-now": "tried"}).status_code == 302
    assert {"o:incident-log", "o:block-now"} == set(saved_words(at))


def test_a_conflict_keeps_what_was_typed_and_shows_what_is_saved(home: Home) -> None:
    """Per option; saving once more is then the person's decision, and nothing stands twice on Today."""
    at = visit_with(home, SOME)
    one, other = at.get("board"), at.get("board")
    save(at, one, **{"v:police-report": "wanted", "v:incident-log": "wanted"})
    answer = save(at, other, **{"v:police-report": "not-now"})
    page = answer.content.decode()
    assert 409 == answer.status_code
    assert 'name="v:police-report" value="not-now" checked' in page
    assert 'name="v:incident-log" value="wanted" checked' in page
    assert "Saved in the other window: Want it" in page
    assert 1 == page.count("Saved in the other window:")
    assert "wanted" == saved_words(at)["o:police-report"]["view"]
    assert [] == open_follow_ups(at)
    assert save(at, page).status_code == 302
    assert "not-now" == saved_words(at)["o:police-report"]["view"]
    assert "wanted" == saved_words(at)["o:incident-log"]["view"]
    assert 1 == len(open_follow_ups(at))


def test_a_view_that_is_none_of_ours_is_refused(home: Home) -> None:
    """A crafted page writes nothing."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    assert 422 == save(at, **{"v:incident-log": "prescribed"}).status_code
    assert 302 == at.browser.post(at.url("board"), {"v:no-such-option": "wanted"}).status_code
    assert {} == saved_words(at)


def test_a_visit_that_ended_is_not_changed(home: Home) -> None:
    """The page says so and keeps what was typed."""
    from leeward.practice.visits.services import end_visit

    at = visit_with(home, {"answers": {"c1": "yes"}})
    page = at.get("board")
    end_visit(at.account, at.visit_id)
    answer = save(at, page, **{"v:incident-log": "wanted"})
    assert 409 == answer.status_code
    assert 'name="v:incident-log" value="wanted" checked' in answer.content.decode()
    assert {} == saved_words(at)


def test_no_address_on_the_page_tells_what_is_chosen(home: Home) -> None:
    """Addresses stay in a browser's history."""
    at = visit_with(home, example("session-a-mother"))
    page = at.get("board")
    for address in re.findall(r'href="([^"]*)"', page):
        assert not any(option_id in address for option_id in at.chain.board.order), address
    saved = save(at, page, **{"v:incident-log": "tried", "save": "3"})
    assert saved["Location"].endswith("/board/?part=3#f-3")


def test_the_page_is_for_its_own_clinician(home: Home) -> None:
    """To anyone else there is no such visit."""
    at = visit_with(home, {"answers": {"c1": "yes"}})
    for page in ("board", "plan", "paper"):
        assert 404 == home.signed_in("sam").get(at.url(page)).status_code


def test_the_board_is_there_within_a_second(home: Home) -> None:
    """A hundred options or not; the page stays below half a megabyte."""
    from time import perf_counter

    at = visit_with(home, example("session-a-mother"))
    at.get("board")
    began = perf_counter()
    page = at.get("board")
    assert perf_counter() - began < 1.0
    assert len(page) < 500_000


def test_a_day_is_kept_as_a_day_however_it_was_typed(home: Home) -> None:
    at = visit_with(home, SOME)
    option_id = shown_on(at.get("board"))[0]
    day = default_return(timezone.localdate())
    year, week, weekday = day.isocalendar()
    for typed in (f"{year}-W{week:02}-{weekday}", f"{day:%Y%m%d}"):
        save(at, **{f"v:{option_id}": "considered"})
        assert 302 == save(at, **{f"v:{option_id}": "not-now", f"d:{option_id}": typed}).status_code
        assert day.isoformat() == saved_words(at)[f"o:{option_id}"]["return_on"]


def test_a_number_that_is_too_long_for_one_is_none(home: Home) -> None:
    """A version, a part, an answer: Python itself refuses to read more than 4,300 digits."""
    at = visit_with(home, SOME)
    digits = "9" * 5000
    for page in ("ask", "aloud", "meaning", "board", "plan", "paper"):
        given = {"seen": digits, "notes_seen": digits, "notes": "x", "page": digits, "save": digits}
        assert at.browser.post(at.url(page), given).status_code < 500, page
    assert 200 == at.browser.get(at.url("board"), {"part": digits}).status_code
    assert 404 == at.browser.post(f"/follow-ups/{at.case_id}/done/", {"seen": digits}).status_code
