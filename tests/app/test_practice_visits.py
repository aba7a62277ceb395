# SPDX-License-Identifier: Apache-2.0
"""A visit led by the MHP: questions, notes, the suicide screen, what is going on, the end; and its faults."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from tests.support.practice import Home

NO, YES = "LA32-8", "LA33-6"


class Visit:
    """A browser in a visit."""

    def __init__(self, home: Home, **words: str) -> None:
        self.home, self.browser = home, home.signed_in()
        self.case = home.open_case(self.browser, **words)
        self.ask = self.browser.post(self.case + "visit/")["Location"]
        self.id = self.ask.split("/")[2]

    def page(self, step: str = "ask", browser: Any = None) -> str:
        answer = (browser or self.browser).get(f"/visits/{self.id}/{step}/")
        return str(answer.content.decode()) if answer.status_code == 200 else f"-> {answer['Location']}"

    def question(self) -> str:
        found = re.search(r'name="link_id" value="(\w+)"', self.page())
        return found[1] if found else ""

    def seen(self, name: str = "seen", step: str = "ask") -> str:
        found = re.search(rf'name="{name}" value="(\d+)"', self.page(step))
        return found[1] if found else "0"

    def answer(self, link_id: str, value: Any = None, **more: str) -> Any:
        given = {"skip": "1"} if value is None else {"answer": value}
        return self.browser.post(self.ask, {"link_id": link_id, "seen": self.seen(), **given, **more})

    def room(self) -> None:
        for link_id, value in (("o1", "yes"), ("o2", "yes"), ("o3", "no")):
            assert self.answer(link_id, value).status_code == 302

    def read_aloud(self, *yes: int, right_now: str = NO) -> Any:
        said = {f"asq-{number}": YES if number in yes else NO for number in range(1, 5)}
        if yes:
            said["asq-5"] = right_now
        sent = {"read": "1", "seen": self.seen(step="aloud"), **said}
        return self.browser.post(f"/visits/{self.id}/aloud/", sent)

    def given(self) -> dict[str, Any]:
        from leeward.practice.visits.return_visits import given_in

        return given_in(self.words("answers"))

    def words(self, name: str) -> Any:
        from leeward.practice.accounts.services import name_of
        from leeward.practice.models import Account
        from leeward.practice.visits.selectors import see_visit

        account = next(one for one in Account.objects.all() if name_of(one) == "robin")
        return see_visit(account, self.id).document(name).words


@pytest.fixture
def visit(home: Home) -> Visit:
    return Visit(home)


def test_questions_come_one_by_one_and_a_skip_is_kept_as_a_skip(visit: Visit) -> None:
    assert visit.question() == "o1"
    visit.answer("o1", "yes")
    assert visit.question() == "o2"
    visit.answer("o2", "yes")
    visit.answer("o3")
    assert visit.given() == {"o1": "yes", "o2": "yes", "o3": None}
    assert "3 answers so far" in visit.page()
    assert "skipped" in visit.page()


def test_a_second_press_of_begin_goes_on_with_the_same_visit(visit: Visit) -> None:
    visit.answer("o1", "yes")
    assert visit.browser.post(visit.case + "visit/")["Location"] == visit.ask
    assert visit.question() == "o2"


def test_next_without_an_answer_says_so_and_keeps_the_note(visit: Visit) -> None:
    answer = visit.browser.post(visit.ask, {"link_id": "o1", "seen": "1", "notes": "he calls often"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose an answer" in page
    assert "Needs an answer" in page
    assert "he calls often" in visit.page()


def test_an_answer_the_question_does_not_have_is_refused_and_nothing_is_written(visit: Visit) -> None:
    assert visit.answer("o1", "maybe").status_code == 422
    assert visit.given() == {}


def test_back_changes_the_last_answer_and_what_was_said_before_is_kept(visit: Visit) -> None:
    visit.answer("o1", "not_now")
    back = visit.browser.post(visit.ask, {"link_id": "o2", "back": "1"}).content.decode()
    assert 'name="link_id" value="o1"' in back
    assert re.search(r'value="not_now" checked', back)
    visit.answer("o1", "yes")
    assert visit.given()["o1"] == "yes"
    assert [one["answer"] for one in visit.words("answers")["earlier"]] == ["not_now"]


def test_where_someone_may_hear_it_pauses_and_can_be_asked_again(visit: Visit) -> None:
    visit.answer("o1", "yes")
    visit.answer("o2", "not_sure")
    page = visit.page()
    assert "Someone may hear" in page
    assert visit.question() == ""
    again = visit.browser.post(visit.ask, {"go": "o2"}).content.decode()
    assert 'name="link_id" value="o2"' in again
    visit.answer("o2", "yes")
    assert visit.question() == "o3"


def test_notes_are_saved_with_every_button_and_grow_without_an_earlier_copy(visit: Visit) -> None:
    visit.answer("o1", "yes", notes="He knows", notes_seen="0")
    visit.answer("o2", "yes", notes="He knows where I was", notes_seen=visit.seen("notes_seen"))
    assert visit.words("notes") == {"notes": "He knows where I was", "earlier": []}
    visit.browser.post(
        f"/visits/{visit.id}/meaning/",
        {"notes": "Other words", "notes_seen": visit.seen("notes_seen")},
    )
    assert visit.words("notes")["notes"] == "Other words"
    assert [one["notes"] for one in visit.words("notes")["earlier"]] == ["He knows where I was"]


def test_two_windows_answering_different_questions_both_hold(visit: Visit) -> None:
    seen = visit.seen()
    visit.browser.post(visit.ask, {"link_id": "o1", "seen": seen, "answer": "yes"})
    second = visit.browser.post(visit.ask, {"link_id": "o3", "seen": seen, "answer": "no"})
    assert second.status_code == 302
    assert visit.given() == {"o1": "yes", "o3": "no"}


def test_two_windows_answering_one_question_differently_meet_one_clear_message(visit: Visit) -> None:
    seen = visit.seen()
    visit.browser.post(visit.ask, {"link_id": "o1", "seen": seen, "answer": "yes"})
    second = visit.browser.post(
        visit.ask, {"link_id": "o1", "seen": seen, "answer": "not_now", "notes": "mine", "notes_seen": "0"}
    )
    page = second.content.decode()
    assert second.status_code == 409
    assert "changed in another window" in page
    assert visit.given() == {"o1": "yes"}
    same = visit.browser.post(visit.ask, {"link_id": "o1", "seen": seen, "answer": "yes"})
    assert same.status_code == 302


def test_two_windows_with_different_notes_lose_neither(visit: Visit) -> None:
    visit.answer("o1", "yes", notes="from the first", notes_seen="0")
    second = visit.answer("o2", "yes", notes="from the second", notes_seen="0")
    assert second.status_code == 409
    assert "from the second" in second.content.decode()
    assert visit.words("notes")["notes"] == "from the first"


def test_a_full_disk_keeps_the_answer_and_the_note_on_the_page(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.bulk_create", full)
        answer = visit.answer("o1", "not_now", notes="zanzibar", notes_seen="0")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "the disk would not take it" in page
    assert "zanzibar" in page
    assert re.search(r'value="not_now" checked', page)
    assert visit.given() == {}
    assert visit.answer("o1", "not_now", notes="zanzibar", notes_seen="0").status_code == 302


def test_with_the_agent_gone_one_calm_page_says_so_and_shows_nothing(visit: Visit) -> None:
    visit.answer("o1", "yes")
    visit.home.agent.is_gone = True
    answer = visit.browser.get(visit.ask)
    visit.home.agent.is_gone = False
    assert answer.status_code == 503
    assert "The key agent does not answer" in answer.content.decode()
    assert "Tern" not in answer.content.decode()
    assert visit.question() == "o2"


def test_the_question_can_be_read_in_the_other_language(visit: Visit) -> None:
    assert "The same in Spanish" in visit.page()
    visit.browser.post(visit.ask, {"link_id": "o1", "language": "es"})
    assert re.search(r'<h1 id="question" lang="es">', visit.page())


def test_a_client_who_speaks_spanish_is_asked_in_spanish(home: Home) -> None:
    visit = Visit(home, **{"p-0-language": "Español"})
    assert re.search(r'<h1 id="question" lang="es">', visit.page())


def test_the_next_contact_gets_a_day_and_an_hour_and_heads_every_page(visit: Visit) -> None:
    visit.room()
    year = date.today().year + 1
    for wrong, why in (("never", "Give a day and an hour"), ("0026-11-27T17:00", "years away")):
        answer = visit.answer("e1", "Friday, the school gate", next_kind="handover", next_at=wrong)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    visit.answer(
        "e1",
        "Friday, the school gate",
        next_kind="handover",
        next_at=f"{year}-11-27T17:00",
        next_where="school gate",
    )
    for step in ("ask", "meaning", "ending"):
        assert re.search(r"Child hand-over: \w{3}, 27 Nov, 5:00 p\.m\., school gate", visit.page(step))
    assert visit.words("answers")["context"]["next_contact"] == [
        {"kind": "handover", "at": f"{year}-11-27T17:00"}
    ]


def test_a_change_on_the_clients_page_is_known_to_the_visit_that_goes_on(visit: Visit) -> None:
    from tests.support.practice import client_form

    form = visit.browser.get(visit.case + "change/").content.decode()
    person = re.search(r'name="p-0-id" value="(\w+)"', form)
    assert person
    changed = visit.browser.post(
        visit.case + "change/",
        {**client_form(), "p-0-id": person[1], "p-0-age": "15", "police": "not", "version": "1"},
    )
    assert changed.status_code == 302
    context = visit.words("answers")["context"]
    assert (context["age"], context["police"]) == (15, "not")


def test_what_they_said_of_police_is_asked_once_and_kept_for_every_page(visit: Visit) -> None:
    visit.room()
    visit.answer("g4", "with_someone")
    assert "<dt>Police:</dt> <dd>With someone</dd>" in visit.page()
    assert visit.words("answers")["context"]["police"] == "with-someone"


def test_under_12_nothing_is_asked(home: Home) -> None:
    visit = Visit(home, **{"p-0-age": "9"})
    assert "Under 12: no questions here" in visit.page()
    assert visit.question() == ""


def test_the_suicide_screen_passes_over_nothing_in_silence(home: Home) -> None:
    visit = Visit(home, **{"p-0-age": "14"})
    visit.room()
    visit.answer("c9", "no")
    assert visit.page() == f"-> /visits/{visit.id}/aloud/"
    aloud = f"/visits/{visit.id}/aloud/"
    bare = visit.browser.post(aloud, {"read": "1", "seen": "9", "asq-1": YES})
    assert bare.status_code == 422
    assert {
        link_id
        for link_id in ("asq-2", "asq-3", "asq-4", "asq-5")
        if f'href="#{link_id}"' in bare.content.decode()
    } == {
        "asq-2",
        "asq-3",
        "asq-4",
        "asq-5",
    }
    assert not any(link_id.startswith("asq") for link_id in visit.given())
    assert re.search(r'name="asq-1" value="LA33-6" checked', bare.content.decode())
    made_up = visit.browser.post(
        aloud, {"read": "1", "seen": "9", **{f"asq-{n}": "LA9999-9" for n in range(1, 5)}}
    )
    assert made_up.status_code == 422


def test_a_positive_screen_stops_the_questions_but_never_a_note(home: Home) -> None:
    visit = Visit(home, **{"p-0-age": "14"})
    visit.room()
    visit.read_aloud(1, 3)
    assert "Possible risk. They stay" in visit.page("aloud")
    assert "Stop the questions" in visit.page()
    visit.browser.post(visit.ask, {"notes": "he cries", "notes_seen": "0", "save_notes": "1"})
    assert visit.words("notes")["notes"] == "he cries"
    visit.browser.post(visit.ask, {"gone_on": "1"})
    assert visit.question() == "c9"


def test_a_minors_visit_does_not_end_before_the_danger_was_told(home: Home) -> None:
    visit = Visit(home, **{"p-0-age": "14"})
    visit.room()
    visit.read_aloud(3, right_now=YES)
    assert "Danger now" in visit.page("aloud")
    end = f"/visits/{visit.id}/ending/"
    refused = visit.browser.post(end)
    assert refused.status_code == 422
    assert "This visit cannot end yet" in refused.content.decode()
    seen = visit.seen("closing_seen", "aloud")
    half = {"closing_seen": seen, "way": "safe-adult-told", "safe-adult-told.who": "mother"}
    visit.browser.post(f"/visits/{visit.id}/aloud/", half)
    assert visit.browser.post(end).status_code == 422
    whole = {**half, "safe-adult-told.language": "Spanish", "safe-adult-told.through": "phone interpreter"}
    whole["closing_seen"] = visit.seen("closing_seen", "aloud")
    visit.browser.post(f"/visits/{visit.id}/aloud/", whole)
    told = visit.page("aloud")
    assert told.index("phone interpreter</dd>") < told.index("<summary>Change</summary>")
    assert visit.browser.post(end)["Location"] == visit.case


def test_an_ended_visit_is_read_but_not_written(visit: Visit) -> None:
    visit.answer("o1", "yes", notes="kept", notes_seen="0")
    visit.browser.post(f"/visits/{visit.id}/ending/")
    assert "This visit ended on" in visit.page()
    visit.browser.post(visit.ask, {"link_id": "o2", "seen": "9", "answer": "yes"})
    refused = visit.browser.post(f"/visits/{visit.id}/meaning/", {"notes": "late", "notes_seen": "1"})
    assert refused.status_code == 409
    assert "late" in refused.content.decode()
    assert visit.given() == {"o1": "yes"}
    assert visit.words("notes")["notes"] == "kept"
    assert visit.browser.post(visit.case + "visit/")["Location"] != visit.ask


def test_a_return_visit_starts_from_what_was_said_and_asks_danger_anew(visit: Visit) -> None:
    visit.room()
    for link_id, value in (("c9", "now"), ("w1", "ex_partner"), ("w6", "yes"), ("w5", None)):
        visit.answer(link_id, value)
    visit.read_aloud()
    visit.browser.post(f"/visits/{visit.id}/ending/")
    visit.ask = visit.browser.post(visit.case + "visit/")["Location"]
    visit.id = visit.ask.split("/")[2]
    assert visit.given() == {"c9": "now", "w1": "ex_partner", "w6": "yes"}
    assert "said at an earlier visit" in visit.page("meaning")
    assert "Hands or a thing round the neck" in visit.page("meaning")
    asked: list[str] = []
    while (link_id := visit.question()) and len(asked) < 40:
        asked.append(link_id)
        visit.answer(link_id, {"o2": "yes", "o3": "no"}.get(link_id))
    assert asked[0] == "o2"
    assert {"c9", "w5", "w6", "w7"} <= set(asked)
    assert "w1" not in asked
    assert {"c9": "now", "w6": "yes"}.items() <= visit.given().items()


def test_what_is_going_on_tells_danger_first_with_its_reasons(visit: Visit) -> None:
    visit.room()
    visit.answer("w6", "yes")
    page = visit.page("meaning")
    assert page.index("A life may be in danger") < page.index("Not asked, skipped")
    assert "Has this person ever put hands or anything else around your neck" in page


def test_the_mhp_may_raise_and_lower_what_nobody_said(visit: Visit) -> None:
    meaning = f"/visits/{visit.id}/meaning/"
    offered = re.findall(r'name="flag" value="([a-z-]+)"', visit.page("meaning"))
    assert "client-may-be-doing-it" in offered
    assert "suicide-acute" not in offered
    flags = {
        "flag": ["client-may-be-doing-it", "suicide-acute", "no-such-flag"],
        "flags_shown": "",
        "seen": "9",
    }
    visit.browser.post(meaning, flags)
    assert visit.words("answers")["by_hand"] == ["client-may-be-doing-it"]
    assert re.search(r'value="client-may-be-doing-it" checked', visit.page("meaning"))
    lowered = {"flags_shown": "client-may-be-doing-it", "seen": visit.seen(step="meaning")}
    assert visit.browser.post(meaning, {**lowered, "seen": "1"}).status_code == 409
    visit.browser.post(meaning, lowered)
    assert visit.words("answers")["by_hand"] == []


@pytest.mark.parametrize("step", ["ask", "aloud", "meaning", "ending", "board", "plan", "paper", "minutes"])
def test_a_colleague_and_an_administrator_find_nothing(visit: Visit, step: str) -> None:
    for name in ("sam", "alex"):
        other = visit.home.signed_in(name)
        assert other.get(f"/visits/{visit.id}/{step}/").status_code == 404
        assert other.post(f"/visits/{visit.id}/{step}/", {"link_id": "o1", "answer": "yes"}).status_code in (
            404,
            405,
        )
    assert visit.home.signed_in("sam").post(visit.case + "visit/").status_code == 404
    assert visit.given() == {}


def test_every_look_and_every_word_is_on_the_audit(visit: Visit) -> None:
    from leeward.practice.models import AuditEntry

    before = AuditEntry.objects.count()
    visit.answer("o1", "yes")
    rows = list(AuditEntry.objects.order_by("id")[before:].values_list("action", "is_allowed"))
    assert ("visit.see", True) in rows
    assert ("visit.write", True) in rows
    assert all(allowed for _, allowed in rows)


def test_nothing_of_a_visit_stands_open_in_the_database(visit: Visit) -> None:
    from django.db import connection

    visit.answer("o1", "yes", notes="zanzibarplover", notes_seen="0")
    visit.room()
    visit.answer("e1", "quokkamarker gate", next_where="quokkamarker")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)") if connection.vendor == "sqlite" else None
    data = b"".join(path.read_bytes() for path in visit.home.path.rglob("*") if path.is_file())
    assert [word for word in (b"zanzibarplover", b"quokkamarker", b'"a:o1"') if word in data] == []
