# SPDX-License-Identifier: Apache-2.0
"""Side by side: what matters and is compared is kept; what they say stands on the plan and can be undone."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.support.answers import NINE, example, the_book
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.practice.visits.board_form import default_return
from leeward.terms.text import Language

ONE_DATABASE_IS_ENOUGH = True
"""What is kept here are documents of a visit: the one way there runs on both in test_practice_visits."""

PAGE = "side-by-side"
PAIR = ("advocate-meeting", "protective-order-dv")
MOTHER = "session-a-mother"
TABLE = re.compile(r'<table class="folds compared">.*?</table>', re.DOTALL)


def number(option_id: str) -> str:
    return str([one.id for one in the_book().options].index(option_id))


def numbers(*option_ids: str) -> list[str]:
    return [number(one) for one in option_ids]


def post(at: At, act: str, *, options: tuple[str, ...] = PAIR, seen: int | None = None, **more: Any) -> Any:
    """Presses a button. `seen`: the version the page was filled from; the present one where not given."""
    version = at.words.document("board").version if seen is None else seen
    return at.browser.post(at.url(PAGE), {"act": act, "seen": version, "options": numbers(*options), **more})


def words_of(at: At) -> dict[str, Any]:
    return dict(at.words.document("board").words)


def view(at: At, option_id: str) -> str:
    return str(words_of(at).get(f"o:{option_id}", {}).get("view", ""))


def table(at: At) -> str:
    found = TABLE.search(at.get(PAGE))
    return html.unescape(found[0]) if found else ""


@pytest.mark.parametrize("name", NINE)
def test_before_anybody_chose_two_of_the_board_stand_side_by_side(home: Home, name: str) -> None:
    at = visit_with(home, example(name))
    page = table(at)
    assert 3 == page.count('scope="col"')
    assert "Could this person notice?" in page
    assert {} == {key: one for key, one in words_of(at).items() if key.startswith("m:")}


def test_what_matters_and_what_is_compared_is_kept_and_shown(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    answer = post(at, "compare", weights=["no-court", "children"], own="Not to lose the boys")
    assert (302, at.url(PAGE)) == (answer.status_code, answer["Location"])
    page = at.get(PAGE)
    assert "“Not to lose the boys”" in html.unescape(page)
    shown = table(at)
    assert 2 == shown.count('class="named"')
    assert shown.index("Not going to court") < shown.index("How soon")
    assert "It goes through a court." in shown
    assert post(at, "compare", weights=["cost"]).status_code == 302
    assert 1 == table(at).count('class="named"')
    assert "Not to lose the boys" not in at.get(PAGE)


def test_nothing_telling_stands_in_an_address(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    assert post(at, "compare", weights=["safety"])["Location"] == at.url(PAGE)
    assert post(at, f"want:{number(PAIR[0])}")["Location"] == at.url("plan")
    assert not re.search(r'(href|action)="[^"]*(advocate|protective|safety)', at.get(PAGE))


@pytest.mark.parametrize("options", [PAIR[:1], (), ("advocate-meeting", "no-court")])
def test_fewer_than_two_is_told_and_keeps_what_was_typed(home: Home, options: tuple[str, ...]) -> None:
    at = visit_with(home, example(MOTHER))
    found = [one for one in options if one in PAIR]
    answer = post(at, "compare", options=tuple(found), own="keep this", weights=["privacy"])
    page = answer.content.decode()
    assert 422 == answer.status_code
    assert '<a href="#options">' in page
    assert ">keep this</textarea>" in page
    assert 'value="privacy" checked' in page
    assert {} == {key: one for key, one in words_of(at).items() if key.startswith("m:")}


def test_an_option_that_is_not_on_the_board_cannot_be_compared(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    off = next(one.id for one in the_book().options if one.id not in at.chain.board.order)
    assert 422 == post(at, "compare", options=(off, PAIR[0])).status_code


def test_wanting_one_leaves_the_other_as_thought_of_and_says_nothing_of_the_rest(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    rest = {key: one for key, one in words_of(at).items() if key not in {f"o:{id}" for id in PAIR}}
    assert post(at, f"want:{number(PAIR[0])}").status_code == 302
    assert ("wanted", "considered") == (view(at, PAIR[0]), view(at, PAIR[1]))
    assert rest.items() <= words_of(at).items()
    assert "advocate" in at.get("plan")


def test_wanting_both_puts_both_on_the_plan_in_the_order_that_prevents_harm(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    assert post(at, "both", options=PAIR[::-1]).status_code == 302
    order = [step.entry.option.id for step in at.chain.plan.steps if step.entry.option.id in PAIR]
    assert list(PAIR) == order


def test_neither_is_a_choice_and_takes_off_what_was_wanted(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    post(at, "both")
    assert post(at, "neither").status_code == 302
    assert ("considered", "considered") == (view(at, PAIR[0]), view(at, PAIR[1]))


def test_neither_leaves_what_was_tried_or_is_not_now(home: Home) -> None:
    raw = {
        **example(MOTHER), "wanted": [],
        "tried": {PAIR[0]: "helped"}, "not_now": {PAIR[1]: "2027-03-01"},
    }  # fmt: skip
    at = visit_with(home, raw)
    post(at, "neither")
    assert ("tried", "not-now") == (view(at, PAIR[0]), view(at, PAIR[1]))


def test_not_now_keeps_what_would_change_it_and_the_day_and_can_be_undone(home: Home) -> None:
    from leeward.practice.visits.follow_ups import due_follow_ups

    at = visit_with(home, example(MOTHER))
    day = timezone.localdate() + timedelta(days=9)
    change = "If they come to the school again"
    post(at, "later", of=number(PAIR[1]), change=change, again=day.isoformat())
    assert ("not-now", day.isoformat()) == (view(at, PAIR[1]), words_of(at)[f"o:{PAIR[1]}"]["return_on"])
    assert change == words_of(at)[f"w:{PAIR[1]}"]
    assert f"What would change it: “{change}”" in html.unescape(at.get("plan"))
    horizon = timezone.now() + timedelta(days=800)
    waiting = [one for one in due_follow_ups(at.account, horizon) if one.done_at is None]
    assert any(timezone.localdate(one.due_at) == day for one in waiting)
    post(at, f"want:{number(PAIR[1])}")
    assert change not in at.get("plan")
    assert not words_of(at)[f"w:{PAIR[1]}"]


def test_not_now_for_all_of_them_has_a_day_even_where_none_was_given(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    post(at, "later", of="", change="", again="")
    day = default_return(timezone.localdate()).isoformat()
    assert [day, day] == [words_of(at)[f"o:{one}"]["return_on"] for one in PAIR]
    assert "What would change it:" not in at.get("plan")


@pytest.mark.parametrize(
    ("field", "typed"), [("again", "2020-01-01"), ("again", "soon"), ("change", "x" * 501)]
)
def test_a_slip_in_not_now_is_told_at_its_field_and_saves_nothing(home: Home, field: str, typed: str) -> None:
    at = visit_with(home, example(MOTHER))
    before = words_of(at)
    fields: dict[str, Any] = {"of": number(PAIR[0]), "change": "kept", field: typed}
    answer = post(at, "later", **fields)
    assert 422 == answer.status_code
    assert f'<a href="#{field}">' in answer.content.decode()
    assert typed in answer.content.decode()
    assert before == words_of(at)


def test_two_windows_that_say_different_things_meet_and_nothing_is_lost(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    seen = at.words.document("board").version
    assert post(at, "compare", seen=seen, weights=["cost"], own="one").status_code == 302
    answer = post(at, "compare", seen=seen, weights=["cost"], own="two")
    assert 409 == answer.status_code
    assert ">two</textarea>" in answer.content.decode()
    assert "one" == words_of(at)["m:own"]


def test_two_windows_that_say_different_things_to_an_option_meet(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    seen = at.words.document("board").version
    post(at, f"want:{number(PAIR[0])}", seen=seen)
    assert 409 == post(at, "later", seen=seen, of="", change="not yet").status_code
    assert "wanted" == view(at, PAIR[0])


def test_an_ended_visit_can_be_read_and_not_changed(home: Home) -> None:
    from leeward.practice.visits.services import end_visit

    at = visit_with(home, example(MOTHER))
    post(at, "compare", weights=["cost"])
    end_visit(at.account, at.visit_id)
    assert "Matters to them" in at.get(PAGE)
    assert 409 == post(at, "both").status_code


def test_a_child_under_twelve_carries_none_of_these_choices(home: Home) -> None:
    at = visit_with(home, {"context": {"age": 9}, "answers": {"c1": "yes"}})
    answer = at.browser.get(at.url(PAGE))
    assert (302, at.url("board")) == (answer.status_code, answer["Location"])
    assert post(at, "both", options=at.chain.board.order[:2])["Location"] == at.url("board")
    assert not words_of(at)


def test_nothing_is_compared_where_someone_may_hear(home: Home) -> None:
    raw = example(MOTHER)
    at = visit_with(home, {**raw, "answers": {**raw["answers"], "o2": "no"}})
    before = words_of(at)
    assert "someone may hear" in at.get(PAGE)
    assert "<table" not in post(at, "both").content.decode()
    assert before == words_of(at)


def test_what_was_compared_comes_along_to_the_next_visit(home: Home) -> None:
    from leeward.practice.models import Visit
    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.services import end_visit, open_visit

    at = visit_with(home, example(MOTHER))
    post(at, "compare", weights=["cost"], own="Not to lose the boys")
    end_visit(at.account, at.visit_id)
    Visit.objects.filter(id=at.visit_id).update(opened_at=timezone.now() - timedelta(days=7))
    after = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    assert after.visit_id != at.visit_id
    assert "Not to lose the boys" not in after.get(PAGE)  # nobody was asked yet who may hear
    answer_questions(at.account, after.visit_id, {"o2": "yes"}, seen=after.words.document("answers").version)
    assert "Not to lose the boys" in after.get(PAGE)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer
    assert "application/pdf" == answer["Content-Type"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def paper(at: At, whose: str, language: str = "en") -> Any:
    return at.browser.post(at.url(PAGE) + "paper/", {"for": whose, "language": language})


CARRIES = {"answers": {"c1": "yes", "s6": "yes"}, "context": {"age": 34, "state": "US-WA"}}


def test_the_desk_s_worksheet_has_it_all_and_says_that_it_stays(home: Home) -> None:
    at = visit_with(home, example(MOTHER))
    post(at, "compare", weights=["no-court"], own="Not to lose the boys")
    answer = paper(at, "desk")
    text = text_of(answer)
    for part in ("Stays here", "Not to lose the boys", "Not going to court", "It goes through a court."):
        assert part in text
    assert "It can be none of them" in text
    assert 'inline; filename="notes.pdf"' == answer["Content-Disposition"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_carries_nothing_gets_no_copy(home: Home, language: str) -> None:
    raw = {**CARRIES, "answers": {"c1": "yes", "s6": "no"}}
    at = visit_with(home, raw)
    assert "by-heart" == _form(at)
    assert 'value="client"' not in at.get(PAGE)
    assert 302 == paper(at, "client", language).status_code


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_ordinary_copy_has_blank_rows_and_no_word_of_what_it_is_about(
    home: Home, language: Language
) -> None:
    raw = {**CARRIES, "answers": {"c1": "yes"}}
    at = visit_with(home, raw)
    options = at.chain.board.order[:2]
    post(at, "compare", options=options, weights=["safety"], own="Not to lose the boys")
    assert "ordinary" == _form(at)
    text = text_of(paper(at, "client", language))
    titles = [the_book().option(id).title.said_in(language) for id in options]
    for gone in (*titles, "Not to lose", "Stays here", "Se queda", "safe", "a salvo"):
        assert gone not in text
    assert {"en": "What is good about it", "es": "Lo bueno"}[language] in text


def test_a_copy_in_own_words_where_they_said_that_paper_is_safe_to_carry(home: Home) -> None:
    at = visit_with(home, CARRIES)
    options = at.chain.board.order[:2]
    post(at, "compare", options=options, own="Not to lose the boys")
    assert "own-words" == _form(at)
    text = text_of(paper(at, "client", "es"))
    assert all(the_book().option(id).title.es in text for id in options)
    assert "Not to lose the boys" not in text
    assert "Se queda aquí" not in text


def _form(at: At) -> str:
    from leeward.planning import takeaway_for

    return takeaway_for(at.chain.findings)


def test_every_copy_is_on_record_as_given_out(home: Home) -> None:
    at = visit_with(home, CARRIES)
    paper(at, "desk")
    paper(at, "client")
    printed = at.words.document("plan").words["printed"]
    assert ["worksheet", "worksheet-own"] == [one["what"] for one in printed]
    page = at.browser.get(f"/clients/{at.case_id}/given-out/").content.decode()
    assert "The worksheet, for the client" in page
