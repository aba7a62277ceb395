# SPDX-License-Identifier: Apache-2.0
"""What leaves the room: asked first, never louder than the answers allow, on record before it leaves."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.answers import NO, YES, example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True

POSITIVE = {"asq-1": YES, "asq-2": NO, "asq-3": YES, "asq-4": NO, "asq-5": NO}
WANTED: dict[str, Any] = {"answers": {"c1": "yes"}, "wanted": ["stalking-resources", "incident-log"]}
TOGETHER = {"answers": {"c1": "yes", "w1": "partner"}, "wanted": ["stalking-resources"]}


def ask(at: At, **changed: str) -> Any:
    """Sends the client's form; no field that is given as empty."""
    sent = {
        "what": "client",
        "safe": "yes",
        "way": "paper",
        "quieter": "",
        "language": "en",
        "size": "letter",
        "seen": str(at.words.document("answers").version),
        **changed,
    }
    return at.browser.post(at.url("paper"), {name: word for name, word in sent.items() if word})


def text_of(answer: Any) -> str:
    """The words of a PDF that was answered."""
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert "application/pdf" == answer["Content-Type"]
    return " ".join(" ".join(page.extract_text() for page in reader_of(answer).pages).split())


def reader_of(answer: Any) -> PdfReader:
    return PdfReader(io.BytesIO(answer.content))


def printed(at: At) -> list[dict[str, str]]:
    return list(at.words.document("plan").words.get("printed", []))


def audited(at: At) -> int:
    from leeward.practice.audit.models import AuditEntry

    return int(AuditEntry.objects.filter(action="paper.print", case_id=at.case_id, is_allowed=True).count())


def test_looking_at_the_page_prints_nothing(home: Home) -> None:
    """It asks, and tells what each choice means and what may be seen."""
    at = visit_with(home, WANTED)
    page = at.get("paper")
    assert "Is it safe to carry anything from us" in page
    assert "a shared printer may keep a copy" in page
    assert "cloud or a shared album" in page
    assert ([], 0) == (printed(at), audited(at))


@pytest.mark.parametrize("way", ["paper", "photograph", "by-heart", "nothing"])
def test_nothing_leaves_while_the_question_is_unanswered(home: Home, way: str) -> None:
    """Even where it was answered before: it is asked of this paper."""
    at = visit_with(home, {**WANTED, "answers": {**WANTED["answers"], "s6": "yes"}})
    answer = ask(at, way=way, safe="")
    assert 422 == answer.status_code
    assert "Ask first whether it is safe to carry" in answer.content.decode()
    assert ([], 0) == (printed(at), audited(at))


def test_the_answer_is_written_down_with_the_others(home: Home) -> None:
    """As the answer to its question, before anything is made."""
    at = visit_with(home, WANTED)
    ask(at, safe="no", way="nothing")
    assert "no" == at.chain.answers.given["s6"]


def test_a_safe_paper_is_in_their_own_words(home: Home) -> None:
    """Inline, under an ordinary name, and kept nowhere."""
    at = visit_with(home, WANTED)
    answer = ask(at)
    text = text_of(answer)
    assert "Keep a log of what happens" in text
    assert 'inline; filename="my-week.pdf"' == answer["Content-Disposition"]
    assert "no-store" == answer["Cache-Control"]
    assert "My week" == getattr(reader_of(answer).metadata, "title", None)
    (entry,) = printed(at)
    assert ("paper", "own-words", "en", 1) == (entry["what"], entry["form"], entry["language"], audited(at))


@pytest.mark.parametrize("asked", ["", "own-words", "ordinary"])
def test_under_their_eyes_no_page_gets_more_than_ordinary_lines(home: Home, asked: str) -> None:
    """Whatever a crafted page asks for."""
    at = visit_with(home, TOGETHER)
    answer = ask(at, quieter=asked)
    if asked == "own-words":
        assert 422 == answer.status_code  # not one of the choices
        assert [] == printed(at)
        return
    assert "talking" not in text_of(answer).lower()
    assert "ordinary" == printed(at)[0]["form"]


@pytest.mark.parametrize("safe", ["no", "not_sure"])
@pytest.mark.parametrize("way", ["paper", "photograph"])
@pytest.mark.parametrize("asked", ["", "ordinary", "own-words"])
def test_where_it_is_not_safe_nothing_is_carried(home: Home, safe: str, way: str, asked: str) -> None:
    """Refused with the reason; by heart and nothing remain."""
    at = visit_with(home, WANTED)
    answer = ask(at, safe=safe, way=way, quieter=asked)
    assert 422 == answer.status_code
    assert ([], 0) == (printed(at), audited(at))
    assert "stalk" not in answer.content.decode().lower()


def test_by_heart_stays_possible_where_nothing_is_carried(home: Home) -> None:
    """On the screen: what was agreed and one number; no step, nothing of ours."""
    at = visit_with(home, {**WANTED, "answers": {"c1": "yes", "s6": "no"}})
    at.browser.post(
        at.url("plan"), {"heart_word": "blue folder", "heart_time": "", "heart_person": "", "seen": "0"}
    )
    page = ask(at, safe="no", way="by-heart").content.decode()
    assert "blue folder" in page
    assert "Keep a log" not in page
    assert "Leeward" not in page
    assert "by-heart" == printed(at)[0]["form"]


def test_a_quieter_paper_may_be_chosen(home: Home) -> None:
    """Where own words were allowed."""
    at = visit_with(home, WANTED)
    assert "Keep a log of what happens" not in text_of(ask(at, quieter="ordinary"))
    assert "Keep a log of what happens" not in text_of(ask(at, quieter="by-heart"))
    assert ["ordinary", "by-heart"] == [one["form"] for one in printed(at)]


def test_a_photograph_shows_the_sheet_and_nothing_of_ours(home: Home) -> None:
    """A neutral title, no name, no page of a visit around it; the same words as on paper."""
    at = visit_with(home, WANTED, code_name="Zanzibarplover")
    answer = ask(at, way="photograph", quieter="ordinary")
    page = answer.content.decode()
    assert "<title>My week</title>" in page
    for ours in ("Leeward", "Zanzibarplover", "stalk", "Lock now", 'rel="icon"'):
        assert ours not in page, ours
    assert at.chain.plan.steps
    assert page.count('class="box"') == len(at.chain.plan.steps)


def test_nothing_is_recorded_and_leads_back(home: Home) -> None:
    """A good answer too."""
    at = visit_with(home, WANTED)
    answer = ask(at, way="nothing")
    assert (302, at.url("plan")) == (answer.status_code, answer["Location"])
    assert "nothing" == printed(at)[0]["what"]
    assert ">Nothing, " in " ".join(at.get("paper").split())


def test_the_paper_speaks_the_clients_language_unless_asked_otherwise(home: Home) -> None:
    """Filled in, and free to change."""
    at = visit_with(home, {**WANTED, "language": "es"})
    page = at.get("paper")
    chosen = page.split('name="language" value="es"')[1].split(">")[0]
    assert "checked" in chosen
    assert "De memoria" in text_of(ask(at, language="es"))


@pytest.mark.parametrize(("size", "height"), [("letter", 792), ("a4", 842)])
def test_the_paper_has_the_size_that_was_asked(home: Home, size: str, height: int) -> None:
    """Letter or A4."""
    at = visit_with(home, WANTED)
    assert height == round(float(reader_of(ask(at, size=size)).pages[0].mediabox.height))


def test_an_answer_of_an_earlier_visit_is_not_taken_for_todays(home: Home) -> None:
    """The question is asked anew."""
    from django.utils import timezone

    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.models import Visit
    from leeward.practice.visits.services import open_visit

    at = visit_with(home, {**WANTED, "answers": {"c1": "yes", "s6": "yes"}})
    assert 'value="yes" id="id_safe_0" checked' in " ".join(at.get("paper").replace("required", "").split())
    Visit.objects.update(opened_at=timezone.now() - timezone.timedelta(days=2), ended_at=timezone.now())
    later = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    answer_questions(
        later.account, later.visit_id, {"o2": "yes"}, seen=later.words.document("answers").version
    )
    assert later.visit_id != at.visit_id
    safe = later.get("paper").split('name="way"')[0]
    assert " checked" not in safe.split("<legend>")[1]


def test_the_record_is_printed_for_the_file(home: Home) -> None:
    """With what the client took; on record too."""
    at = visit_with(home, WANTED)
    ask(at, quieter="ordinary")
    sent = {"what": "record", "staff_language": "en", "staff_size": "a4"}
    answer = at.browser.post(at.url("paper"), sent)
    text = text_of(answer)
    assert "What was said" in text
    assert "On the client’s paper: " in text
    assert "Not legal advice" not in text
    assert 'inline; filename="notes.pdf"' == answer["Content-Disposition"]
    assert (["paper", "record"], 2) == ([one["what"] for one in printed(at)], audited(at))
    assert 422 == at.browser.post(at.url("paper"), {**sent, "staff_size": "a3"}).status_code


def test_the_record_of_a_visit_that_ended_can_still_be_printed(home: Home) -> None:
    """The visit does not change any more; the audit has it."""
    from leeward.practice.visits.services import end_visit

    at = visit_with(home, WANTED)
    end_visit(at.account, at.visit_id)
    sent = {"what": "record", "staff_language": "en", "staff_size": "a4"}
    assert text_of(at.browser.post(at.url("paper"), sent))
    assert ([], 1) == (printed(at), audited(at))
    assert 409 == ask(at).status_code


def test_the_adults_sheet_is_offered_for_a_young_client_in_danger_only(home: Home) -> None:
    """In the adult's language; a page that was crafted for someone else gets nothing."""
    sent = {"what": "adult", "adult_language": "es", "parent": "yes", "hour": "21:00", "adult_size": "letter"}
    child = {"answers": {**example("session-b-boy")["answers"], **POSITIVE}, "context": {"age": 14}}
    persons = {"p-TOTAL_FORMS": "2", "p-1-language": "Spanish", "p-1-called": "Mother"}
    at = visit_with(home, child, **persons)
    page = at.get("paper")
    assert "checked" in page.split('name="adult_language" value="es"')[1].split(">")[0]
    text = text_of(at.browser.post(at.url("paper"), sent))
    assert "Esta noche" in text
    assert "21:00" in text
    assert not any(word in text.lower() for word in ("foto", "imagen"))
    assert "adult" == printed(at)[0]["what"]
    grown = visit_with(home, {"answers": {"c1": "yes", **POSITIVE}, "context": {"age": 30}})
    assert "adult_language" not in grown.get("paper")
    assert 422 == grown.browser.post(grown.url("paper"), sent).status_code
    assert ([], 0) == (printed(grown), audited(grown))


def test_a_parent_who_is_the_danger_is_never_written_to(home: Home) -> None:
    """The page warns, and starts from another adult."""
    raw = {
        "answers": {"c1": "yes", "w1": "parent_guardian", **POSITIVE},
        "context": {"age": 15},
    }
    page = html.unescape(visit_with(home, raw).get("paper"))
    assert "A parent may be the danger here" in page
    assert "checked" in page.split('name="parent" value="no"')[1].split(">")[0]


def test_no_print_without_its_row_in_the_audit(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it cannot be put on record, nothing leaves."""
    from leeward.practice.visits import paper_views
    from leeward.vault.faults import DiskTrouble

    def full(*given: object) -> None:
        raise DiskTrouble("A full disk", expected="space", do="Free some")

    at = visit_with(home, WANTED)
    monkeypatch.setattr(paper_views, "note_print", full)
    answer = ask(at)
    assert 503 == answer.status_code
    assert "application/pdf" != answer["Content-Type"]


def test_the_paper_says_the_day_that_was_agreed_at_the_plan(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, {**WANTED, "not_now": {"block-now": "2036-12-24"}})
    change_document(at.account, at.visit_id, "plan", {"again": {"at": "2036-11-27T10:00", "way": ""}}, seen=0)
    assert "Thursday" in text_of(ask(at))


RECORD = {"what": "record", "staff_language": "en", "staff_size": "letter"}


def test_no_working_paper_is_ticked_and_each_says_what_a_court_would_see(home: Home) -> None:
    page = visit_with(home, WANTED).get("paper")
    ticks = page.split('id="id_parts"')[1].split("</fieldset>")[0]
    assert 5 == ticks.count('type="checkbox"') == ticks.count("In court: ")
    assert "checked" not in ticks
    assert "not a standard of care" in ticks


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("lines", "The next ten minutes"),
        ("flags", "Danger factors"),
        ("steps", "The steps in full"),
        ("possibilities", "How could they know"),
        ("law", "Not legal advice"),
    ],
)
def test_a_working_paper_comes_only_when_it_is_ticked(home: Home, part: str, heading: str) -> None:
    at = visit_with(home, WANTED)
    bare = text_of(at.browser.post(at.url("paper"), RECORD))
    asked = text_of(at.browser.post(at.url("paper"), {**RECORD, "parts": [part]}))
    assert (False, True) == (heading in bare, heading in asked)
    assert ["Working paper." in text for text in (bare, asked)] == [False, True]
    assert 422 == at.browser.post(at.url("paper"), {**RECORD, "parts": ["diagnosis"]}).status_code


def test_the_record_tells_what_was_done_and_agreed(home: Home) -> None:
    """The newest reply to a line; safe contact; the next talk. In the language of the paper."""
    from leeward.practice.visits.minutes_services import reply_to_line
    from leeward.practice.visits.services import change_document

    at = visit_with(home, {"answers": {"c1": "yes", "w6": "not_sure"}, "context": {"age": 34}})
    line = at.chain.findings.ten_minutes.first[0]
    reply_to_line(at.account, at.visit_id, line.id, "not-now", "Her son came in")
    reply_to_line(at.account, at.visit_id, line.id, "did-it", "She can breathe and swallow")
    change_document(at.account, at.visit_id, "plan", {"again": {"at": "2036-11-27T10:00", "way": ""}}, seen=0)
    text = text_of(at.browser.post(at.url("paper"), RECORD))
    assert "Done: She can breathe and swallow" in text
    assert "Her son came in" not in text
    assert "Talk again: Nov 27, 2036, 10:00 a.m." in text
    assert "Safe contact, as agreed" in text
    spanish = text_of(at.browser.post(at.url("paper"), {**RECORD, "staff_language": "es"}))
    assert "Hecho: She can breathe" in spanish
    assert "Contacto seguro, como se acordó" in spanish
    assert "No calls or messages" not in spanish


def test_an_answer_of_an_earlier_visit_tells_its_day_in_the_record(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.models import Visit
    from leeward.practice.visits.services import open_visit

    at = visit_with(home, WANTED)
    Visit.objects.update(opened_at=timezone.now() - timezone.timedelta(days=2), ended_at=timezone.now())
    later = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    answer_questions(
        later.account, later.visit_id, {"o2": "yes"}, seen=later.words.document("answers").version
    )
    assert "said on" in text_of(later.browser.post(later.url("paper"), RECORD))
    assert "said on" not in text_of(at.browser.post(at.url("paper"), RECORD))


def test_asking_again_whether_paper_is_safe_is_no_answer_taken_back(home: Home) -> None:
    """It is asked of each paper."""
    at = visit_with(home, {**WANTED, "answers": {"c1": "yes", "s6": "no"}})
    ask(at, safe="yes")
    text = text_of(at.browser.post(at.url("paper"), {**RECORD, "parts": ["flags"]}))
    assert "answered differently" not in text
    assert "taken back" not in text


def test_our_number_stands_on_the_paper_and_is_kept_nowhere(home: Home) -> None:
    """On paper, on the screen to photograph, and on the adult's sheet."""
    from leeward.practice.visits.selectors import see_visit

    child = {
        "answers": {**example("session-b-boy")["answers"], **POSITIVE, "s6": "yes"},
        "context": {"age": 14},
    }
    at = visit_with(home, child)
    number = "(206) 555-0134"
    assert f"Office {number}" in text_of(ask(at, office=number))
    assert number in ask(at, way="photograph", office=number).content.decode()
    adult = {"what": "adult", "adult_language": "en", "parent": "yes", "adult_size": "letter"}
    assert f"Office {number}" in text_of(at.browser.post(at.url("paper"), {**adult, "adult_office": number}))
    words = see_visit(at.account, at.visit_id)
    assert number not in str([sheet.words for sheet in words.documents.values()]) + str(words.case.words)
    assert number not in at.get("paper")


@pytest.mark.parametrize("typed", ["Dr. Ruiz 555-0134", "Clinic", "5" * 31])
def test_only_a_number_may_stand_for_the_office(home: Home, typed: str) -> None:
    """Said at the field, with what was typed; nothing is printed."""
    at = visit_with(home, WANTED)
    answer = ask(at, office=typed)
    assert 422 == answer.status_code
    assert f'value="{typed}"' in answer.content.decode()
    assert ([], 0) == (printed(at), audited(at))


def test_a_boys_ordinary_paper_has_988_and_911_alone(home: Home) -> None:
    child = {**example("session-b-boy"), "context": {"age": 14}}
    text = text_of(ask(visit_with(home, child), quieter="ordinary"))
    assert "988" in text
    assert "911" in text
    assert "1-800" not in text
    assert "Day and night" not in text


def test_a_boys_paper_tells_nothing_unless_the_fuller_one_is_chosen(home: Home) -> None:
    """Ordinary lines are what stands chosen; the fuller form says what a parent will read."""
    at = visit_with(home, {**example("session-b-boy"), "context": {"age": 15}})
    page = html.unescape(at.get("paper"))
    assert "Fuller. A parent who finds it will read of pictures and of suicide." in page
    assert re.search(r'name="quieter" value="ordinary"[^>]* checked', page)
    for asked in ("", "ordinary"):
        text = text_of(ask(at, quieter=asked))
        assert not re.search("pictur|sex|suicid|CyberTip", text, re.IGNORECASE)
    assert re.search("pictur|suicid|CyberTip", text_of(ask(at, quieter="own-words")))
    assert ["ordinary", "ordinary", "own-words"] == [one["form"] for one in printed(at)]


def test_under_a_parents_eyes_the_fuller_paper_is_not_offered(home: Home) -> None:
    """It would not be given."""
    raw = example("session-b-boy")
    raw["answers"]["w1"] = "parent_guardian"
    at = visit_with(home, {**raw, "context": {"age": 15}})
    assert "offender-parent-or-guardian" in at.chain.findings.flag_ids
    assert "Fuller." not in at.get("paper")
