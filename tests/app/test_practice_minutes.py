# SPDX-License-Identifier: Apache-2.0
"""*The next ten minutes* on the page: the visit in the room, answers to lines, the paper, and no visit."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from tests.support.answers import NO, SESSIONS, YES, asq, example
from tests.support.practice import Home

REASON = "her brother sits outside quokkamarker"


def account_of(case_id: str) -> Any:
    from leeward.practice.cases.models import Case

    return Case.objects.get(id=case_id).owner


def begun(home: Home, browser: Any, answers: dict[str, Any] | None = None, **words: str) -> str:
    """A visit of a new client of robin's; its id."""
    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.services import open_visit

    case_id = home.open_case(browser, **words).split("/")[2]
    visit_id = open_visit(account_of(case_id), case_id)
    if answers:
        answer_questions(account_of(case_id), visit_id, answers, seen=1)
    return visit_id


def visits(visit_id: str) -> Any:
    from leeward.practice.visits.models import Visit

    return Visit.objects.filter(id=visit_id)


def lines_of(visit_id: str) -> dict[str, Any]:
    """The document of lines, opened."""
    from leeward.practice.visits.selectors import read_visit

    return dict(read_visit(visits(visit_id).get(), is_handed_over=False).document("lines").words)


def page_of(browser: Any, visit_id: str) -> str:
    answer = browser.get(f"/visits/{visit_id}/minutes/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def shown_lines(page: str) -> list[str]:
    return re.findall(r'<p class="do">(.*?)</p>', page)


def first_id(page: str) -> str:
    found = re.search(r'name="line" value="([\w-]+)"', page)
    assert found
    return found[1]


def reply(browser: Any, visit_id: str, line: str, said: str, because: str = "") -> Any:
    given = {"line": line, "reply": said, "because": because, "place": "1"}
    return browser.post(f"/visits/{visit_id}/minutes/", given)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    from django.utils import timezone

    now = timezone.now() + by
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_the_first_line_leads_and_at_most_seven_stand_unfolded(home: Home) -> None:
    browser = home.signed_in()
    page = page_of(browser, begun(home, browser, asq(one=YES, five=YES)))
    assert "Stay with them" in shown_lines(page)[0]
    assert page.count('<li id="at-1" class="first">') == 1
    assert 1 <= len(shown_lines(page.split('<details class="also">')[0])) <= 7
    assert "A prompt, untested" in page


@pytest.mark.parametrize(("five", "words"), [(YES, "Stay with them"), (NO, "Keep them with you")])
@pytest.mark.parametrize("name", SESSIONS)
def test_t75_on_the_page_a_positive_asq_leads_whatever_else_is_up(
    home: Home, name: str, five: str, words: str
) -> None:
    browser = home.signed_in()
    visit_id = begun(
        home, browser, {**example(name)["answers"], **asq(two=YES, five=five)}, **{"p-0-age": "34"}
    )
    page = page_of(browser, visit_id)
    assert words in shown_lines(page)[0]
    assert len(shown_lines(page)) > 7
    assert words in shown_lines(unescape(browser.get("/minutes/").content.decode()))[0]


def test_the_lines_are_in_the_language_of_the_page(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    browser.post("/language/", {"language": "es"})
    page = page_of(browser, visit_id)
    assert "Los próximos diez minutos" in page
    assert "Stay with them" not in page


def test_few_answers_are_not_called_good_news(home: Home) -> None:
    browser = home.signed_in()
    page = page_of(browser, begun(home, browser))
    assert not shown_lines(page)
    assert "Ask again what today is like, and go by your own judgment." in page


def test_the_one_key_leads_to_the_visit_that_the_session_is_in(home: Home) -> None:
    browser = home.signed_in()
    first = begun(home, browser, asq(one=YES, five=YES), code_name="Ternmarker")
    begun(home, browser, code_name="Wrenmarker")
    page_of(browser, first)
    page = browser.get("/minutes/").content.decode()
    assert "Ternmarker" in page
    assert "Stay with them" in page


def test_without_a_visit_the_page_says_where_to_turn_and_whom_to_choose(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, code_name="Ternmarker")
    page = browser.get("/minutes/").content.decode()
    own = ("/clients/new/", "Ternmarker", f"/visits/{visit_id}/minutes/")
    for wanted in ("911", "988", "Call or text 988", *own):
        assert wanted in page
    for_nobody = home.signed_in("alex").get("/minutes/")
    assert for_nobody.status_code == 200
    assert "988" in for_nobody.content.decode()
    assert "Ternmarker" not in for_nobody.content.decode()


def test_a_visit_that_ended_long_ago_is_no_longer_in_the_room(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    page_of(browser, visit_id)
    visits(visit_id).update(ended_at=timezone.now() - timedelta(minutes=30))
    assert "Stay with them" in browser.get("/minutes/").content.decode()
    visits(visit_id).update(ended_at=timezone.now() - timedelta(hours=3))
    assert "Stay with them" not in browser.get("/minutes/").content.decode()


def test_a_visit_that_is_gone_or_anothers_is_not_there(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser)
    page_of(browser, visit_id)
    other = home.signed_in("sam")
    session = other.session
    session["visit"] = visit_id
    session.save()
    page = other.get("/minutes/")
    assert page.status_code == 200
    assert "No visit is open here." in page.content.decode()
    for path in (f"/visits/{visit_id}/minutes/", "/visits/nobody/minutes/"):
        assert other.get(path).status_code == 404
        assert other.post(path, {"line": "stay-acute", "reply": "did-it"}).status_code == 404
        assert other.post(path + "paper/").status_code == 404
    assert lines_of(visit_id) == {}


def test_looking_writes_nothing(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    before = visits(visit_id).values().get()
    page_of(browser, visit_id)
    assert visits(visit_id).values().get() == before
    assert lines_of(visit_id) == {}


def test_a_reply_stands_quietly_at_its_line_and_is_kept_with_when_and_by_whom(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    line = first_id(page_of(browser, visit_id))
    answer = reply(browser, visit_id, line, "did-it")
    assert (answer.status_code, answer["Location"]) == (302, f"/visits/{visit_id}/minutes/#at-1")
    page = page_of(browser, visit_id)
    assert re.search(r"<b>Did it</b>, \d?\d:\d\d [ap]\.m\.</p>", page)
    kept = lines_of(visit_id)
    assert [(one["line"], one["reply"], one["late"]) for one in kept["replies"]] == [(line, "did-it", False)]
    assert kept["replies"][0]["by"] == account_of(visits(visit_id).get().case_id).id
    assert kept["first_up"][line] == kept["replies"][0]["at"]
    assert len(kept["first_up"]) == len(shown_lines(page))


def test_another_mind_is_added_and_the_newest_stands(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    line = first_id(page_of(browser, visit_id))
    reply(browser, visit_id, line, "not-now", REASON)
    first_up = lines_of(visit_id)["first_up"]
    reply(browser, visit_id, line, "did-it")
    kept = lines_of(visit_id)
    assert [one["reply"] for one in kept["replies"]] == ["not-now", "did-it"]
    assert kept["first_up"] == first_up
    page = page_of(browser, visit_id)
    assert "<b>Did it</b>" in page
    assert REASON not in page


@pytest.mark.parametrize("said", ["not-now", "does-not-fit"])
def test_a_reason_is_asked_for_and_nothing_is_written_without_it(home: Home, said: str) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    line = first_id(page_of(browser, visit_id))
    answer = reply(browser, visit_id, line, said, "  ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#why-1">Write why, in a few words</a>' in page
    assert "<details open>" in page
    assert lines_of(visit_id) == {}
    too_long = reply(browser, visit_id, line, said, "x" * 501)
    assert too_long.status_code == 422
    assert "x" * 501 in too_long.content.decode()
    assert reply(browser, visit_id, line, said, REASON).status_code == 302
    assert REASON in page_of(browser, visit_id)


@pytest.mark.parametrize("given", [("nothing", "did-it"), ("stay-acute", "nothing"), ("", "")])
def test_a_line_or_reply_that_does_not_exist_is_refused(home: Home, given: tuple[str, str]) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser)
    assert reply(browser, visit_id, *given).status_code == 422
    assert lines_of(visit_id) == {}


def test_after_the_visit_a_reply_says_that_it_was_written_down_later(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.visits.services import end_visit

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=NO))
    line = first_id(page_of(browser, visit_id))
    end_visit(account_of(visits(visit_id).get().case_id), visit_id)
    assert reply(browser, visit_id, line, "does-not-fit", REASON).status_code == 302
    page = page_of(browser, visit_id)
    assert "Written down later" in page
    assert REASON in page
    assert lines_of(visit_id)["replies"][0]["late"] is True


def test_more_than_a_day_later_it_can_no_longer_be_noted_and_the_page_says_so(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.visits.services import end_visit

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=NO))
    line = first_id(page_of(browser, visit_id))
    end_visit(account_of(visits(visit_id).get().case_id), visit_id)
    visits(visit_id).update(ended_at=timezone.now() - timedelta(hours=24, minutes=1))
    page = page_of(browser, visit_id)
    assert "nothing can be noted here any more" in page
    assert 'name="reply"' not in page
    answer = reply(browser, visit_id, line, "not-now", REASON)
    assert answer.status_code == 422
    assert "More than a day has passed since this visit." in answer.content.decode()
    assert REASON in answer.content.decode()
    assert lines_of(visit_id) == {}


def test_replies_to_lines_do_not_keep_a_visit_young(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is when something else was last written."""
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=NO))
    line = first_id(page_of(browser, visit_id))
    case_owner = account_of(visits(visit_id).get().case_id)
    from leeward.practice.visits.minutes_services import reply_to_line
    from leeward.terms.errors import InputError

    for hours in (1, 3, 23):
        with monkeypatch.context() as clock:
            later(clock, timedelta(hours=hours))
            reply_to_line(case_owner, visit_id, line, "did-it", "")
    with monkeypatch.context() as clock, pytest.raises(InputError):
        later(clock, timedelta(hours=25))
        reply_to_line(case_owner, visit_id, line, "did-it", "")
    assert [one["late"] for one in lines_of(visit_id)["replies"]] == [False, True, True]


def test_nothing_is_ever_called_unanswered(home: Home) -> None:
    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    reply(browser, visit_id, first_id(page_of(browser, visit_id)), "did-it")
    page = page_of(browser, visit_id).lower()
    assert not re.search(r"unanswered|missing answer|not answered|still open|overdue|incomplete", page)


def test_a_full_disk_keeps_the_reason_on_the_page(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    line = first_id(page_of(browser, visit_id))

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("leeward.practice.visits.minutes_services.apply_change", full)
        answer = reply(browser, visit_id, line, "not-now", REASON)
    assert answer.status_code == 503
    assert REASON in answer.content.decode()
    assert lines_of(visit_id) == {}


def test_an_answer_that_no_version_knows_takes_no_line_with_it(home: Home) -> None:
    """The page that must always open does."""
    from leeward.practice.visits.services import change_document

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    before = first_id(page_of(browser, visit_id))
    change_document(
        account_of(visits(visit_id).get().case_id), visit_id, "answers", {"a:gone-1": "yes"}, seen=99
    )
    assert first_id(page_of(browser, visit_id)) == before


def test_the_paper_is_one_page_with_a_name_that_says_nothing_and_is_on_record(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES), code_name="Ternmarker")
    assert browser.get(f"/visits/{visit_id}/minutes/paper/").status_code == 405
    before = AuditEntry.objects.count()
    answer = browser.post(f"/visits/{visit_id}/minutes/paper/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="today.pdf"'
    assert answer.content.startswith(b"%PDF-")
    assert b"Ternmarker" not in answer.content
    assert answer["Cache-Control"] == "no-store"
    assert [one.action for one in AuditEntry.objects.order_by("id")[before:]] == ["paper.print"]


def test_the_words_of_a_reply_are_sealed(home: Home) -> None:
    from leeward.practice.visits.models import Document

    browser = home.signed_in()
    visit_id = begun(home, browser, asq(one=YES, five=YES))
    reply(browser, visit_id, first_id(page_of(browser, visit_id)), "not-now", REASON)
    row = Document.objects.get(visit_id=visit_id, label="visit-record.lines")
    assert b"quokkamarker" not in bytes(row.sealed)
    assert row.record_class == "working-paper"


def test_every_staff_page_has_the_way_there_and_the_door_has_not(home: Home) -> None:
    browser = home.signed_in()
    case = home.open_case(browser)
    for path in ("/today/", "/clients/", "/clients/new/", case, case + "change/", "/account/"):
        page = browser.get(path).content.decode()
        assert 'href="/minutes/" accesskey="n" aria-keyshortcuts="Alt+Shift+N"' in page, path
    assert b"accesskey" not in home.browser().get("/sign-in/").content
