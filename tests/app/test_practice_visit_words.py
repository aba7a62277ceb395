# SPDX-License-Identifier: Apache-2.0
"""What the pages of a visit say to the MHP at the moments that matter, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from tests.support.device import handed
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True

NO, YES = "LA32-8", "LA33-6"
ROOM = {"o1": "yes", "o2": "yes", "o3": "no"}
CALM = {**ROOM, "c9": "no", "c13": "none", "c7": "no", "c11": "no", "c6": "no", "c2": "no"}
ADULT = {"age": 34}
OVERHEARD = {"o1": "yes", "o2": "not_sure", "c6": "yes"}
POSITIVE = {f"asq-{number}": YES if number == 3 else NO for number in range(1, 5)}
ACUTE = {**POSITIVE, "asq-5": YES}


def said(
    home: Home, answers: dict[str, Any], *, age: int | None = 34, case: Mapping[str, str] | None = None
) -> At:
    """A visit in which these answers were given. `case`: fields of the client's page."""
    raw = {"answers": answers, "context": {"age": age} if age else {}}
    return visit_with(home, raw, **(case or {}))


def page(at: At, name: str, language: str = "en") -> str:
    """A page as its reader sees it."""
    at.browser.post("/language/", {"language": language})
    answer = at.browser.get(at.url(name))
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def rendered(template: str, at: At, language: str, **more: Any) -> str:
    """A template of the visit with what every page of it gets."""
    from django.template.loader import render_to_string
    from django.utils.translation import override

    from leeward.practice.visits.page_facts import PageFacts
    from leeward.practice.visits.room import room_of

    with override(language):
        facts = PageFacts(at.chain, "es" if language == "es" else "en")
        context = {
            "visit": at.words,
            "room": room_of(at.words, is_heard=False),
            "facts": facts,
            "step": "ask",
            **more,
        }
        return unescape(render_to_string(f"practice/visit/{template}.html", context))


LANGUAGES = ["en", "es"]


def test_a_device_that_may_hear_pauses_in_its_own_words_and_can_be_gone_on_from(home: Home) -> None:
    at = said(home, {"o1": "yes", "o2": "yes", "o3": "yes"})
    english = rendered("paused", at, "en", heard=True)
    assert "A device here may hear you." in english
    assert "leave it as it is" in english
    assert 'name="heard_on" value="1"' in english
    assert "Un aparato aquí podría oírles." in rendered("paused", at, "es", heard=True)
    assert "heard_on" not in rendered("paused", at, "en", heard=False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Thank you for saying so. May I ask another day?"),
        ("es", "Gracias por decírmelo. ¿Le puedo preguntar otro día?"),
    ],
)
def test_not_today_is_thanked_and_a_day_can_be_agreed(home: Home, language: str, words: str) -> None:
    at = said(home, {"o1": "not_now", "c9": "no"})
    shown = page(at, "ask", language)
    assert words in shown
    assert f"{at.url('plan')}#id_again_at" in shown
    assert "Thank you for telling me" not in shown
    assert "Gracias por contármelo" not in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Why I ask", "I write down", "if a child is being harmed")),
        ("es", ("Por qué pregunto", "Anoto lo que nos sirve", "un niño o una niña")),
    ],
)
def test_who_wants_to_know_more_first_is_told_why_what_is_kept_and_what_is_passed_on(
    home: Home, language: str, words: tuple[str, ...]
) -> None:
    at = said(home, {"o1": "tell_me"})
    shown = page(at, "ask", language)
    assert [one for one in words if one not in shown] == []
    assert 'name="go" value="o1"' in shown


DEADLY: dict[str, Any] = {
    **CALM,
    "c1": "yes",
    "w1": "ex_partner",
    "w6": "yes",
    "w5": "no",
    "w7": "no",
    "g1": ["safe"],
}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This does not wait:"), ("es", "Esto no puede esperar:")],
)
def test_with_a_life_in_danger_the_short_list_does_not_end_in_that_is_enough(
    home: Home, language: str, words: str
) -> None:
    at = said(home, DEADLY)
    shown = rendered("through", at, language)
    assert words in shown
    assert f'<p class="lead">{at_line(at, language)}' in shown
    assert "That is enough for now" not in shown
    assert re.findall(r'name="go" value="(\w+)">', shown)[0] == "e1"
    calm = said(home, {**CALM, "w1": "ex_partner", "w6": "no", "w5": "no", "w7": "no"})
    assert "That is enough for now" in rendered("through", calm, "en")


def at_line(at: At, language: str) -> str:
    line = next(line for line in at.chain.findings.ten_minutes.first if line.id == "strangled")
    return str(line.text.said_in(language))


def test_the_plan_suggests_no_way_that_was_refused_and_says_where_two_answers_differ(home: Home) -> None:
    agreed = {"contact": "voice", "contact_how": "after nine"}
    at = said(home, {**ROOM, "s2": ["do_not_contact"]}, case=agreed)
    assert re.search(r">\s*No calls or messages: they come back</textarea>", page(at, "plan"))
    assert "They answered differently earlier" in page(at, "plan")
    assert "Antes contestó otra cosa: acuérdenlo ahora." in page(at, "plan", "es")
    same = said(home, {**ROOM, "s2": ["call"]}, case=agreed)
    assert re.search(r">\s*By voice, at set hours: after nine</textarea>", page(same, "plan"))
    assert "They answered differently earlier" not in page(same, "plan")
    text = said(home, {**ROOM, "s2": ["text"]}, case=agreed)
    assert "From here no text and no e-mail is ever sent." in page(text, "plan")
    nothing = said(home, ROOM, case=agreed)
    assert "They answered differently earlier" not in page(nothing, "plan")


def test_where_a_parent_is_the_danger_no_way_is_suggested(home: Home) -> None:
    at = said(
        home, {**ROOM, "w1": "parent_guardian"}, age=15, case={"contact": "voice", "contact_how": "at home"}
    )
    assert "at home" not in page(at, "plan")


@pytest.mark.parametrize("name", ["meaning", "ending"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_someone_may_hear_the_suicide_questions_stay_due_and_are_not_offered(
    home: Home, name: str, language: str
) -> None:
    offered = {"en": "Read them aloud now", "es": "Leerlas en voz alta ahora"}[language]
    shown = page(said(home, OVERHEARD), name, language)
    assert {"en": "What is due stays due.", "es": "Lo pendiente sigue pendiente."}[language] in shown
    assert offered not in shown
    alone = page(said(home, {**OVERHEARD, "o2": "yes"}), name, language)
    assert "What is due stays due." not in alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_adult_who_thinks_of_suicide_now_is_not_sent_off_without_a_word(home: Home, language: str) -> None:
    words = {
        "en": "Who is with them, and who took over? Write it down.",
        "es": "¿Quién está con la persona y quién se hizo cargo? Anótelo.",
    }[language]
    at = said(home, {**ROOM, **ACUTE})
    shown = page(at, "ending", language)
    assert words in shown
    assert f"{at.url('aloud')}#notes" in shown
    assert words not in page(said(home, {**ROOM, **POSITIVE, "asq-5": NO}), "ending", language)
    ended = at.browser.post(at.url("ending"))
    assert ended.status_code == 302


def test_the_acute_page_asks_an_adult_only_for_what_fits_them_and_the_place(home: Home) -> None:
    here = page(said(home, {**ROOM, **ACUTE}), "aloud")
    assert "Stay with the client and keep them in sight." in here
    assert "For a minor" not in here
    assert "48-hour contact" not in here
    assert "from our phone if they want" in here
    far = page(said(home, {**ROOM, **ACUTE}, case={"setting": "video"}), "aloud")
    assert "Confirm the address, and keep the line open" in far
    assert "keep them in sight" not in far
    assert "from our phone" not in far
    spanish = page(said(home, {**ROOM, **ACUTE}, case={"setting": "phone"}), "aloud", "es")
    assert "Confirme la dirección y no cuelgue" in spanish
    assert "Con menores de edad" not in spanish
    young = page(said(home, {**ROOM, **ACUTE}, age=15), "aloud")
    assert "For a minor" in young
    assert "For a minor" in page(said(home, {**ROOM, **ACUTE}, age=None), "aloud")
    later = page(said(home, {**ROOM, **POSITIVE, "asq-5": NO}), "aloud")
    assert "Agree the 48-hour contact" in later


def test_by_video_the_strip_says_where_they_are_and_what_holds_if_the_line_drops(home: Home) -> None:
    words = {"where_now": "12 Alder St", "line_drops": "I call twice"}
    far = said(home, {}, case={"setting": "video", **words})
    english, spanish = page(far, "ask"), page(far, "ask", "es")
    assert re.search(r"Now at:</dt> <dd>12 Alder St", english)
    assert re.search(r"If the line drops:</dt> <dd>I call twice", english)
    assert re.search(r"Está en:</dt> <dd>12 Alder St", spanish)
    assert re.search(r"Si se corta:</dt> <dd>I call twice", spanish)
    assert "Hand the device" not in english
    here = page(said(home, {}, case=words), "ask")
    assert "12 Alder St" not in here
    assert "Hand the device" in here


def test_on_a_return_the_first_lines_say_from_when_they_are(home: Home) -> None:
    from leeward.practice.models import Visit
    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.page_facts import PageFacts
    from leeward.practice.visits.services import end_visit, open_visit

    none = {f"asq-{number}": NO for number in range(1, 5)}
    at = said(home, {**CALM, **none, "c6": "yes", "w3": "yes"})
    end_visit(at.account, at.visit_id)
    first = Visit.objects.get(id=at.visit_id)
    first.opened_at -= timedelta(days=3)
    first.save()
    again = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    assert again.visit_id != at.visit_id
    assert "From what was said on" in page(again, "ask")
    assert "De lo que se dijo el" in page(again, "ask", "es")
    answer_questions(again.account, again.visit_id, {**ROOM, "c9": "no"}, seen=0)
    assert PageFacts(again.chain, "en").only_from is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_under_12_no_page_lists_choices_and_all_say_the_same(home: Home, language: str) -> None:
    at = said(home, {}, age=9)
    not_theirs = {"en": "a child does not carry these choices", "es": "estas decisiones no le tocan"}[
        language
    ]
    board, plan = page(at, "board", language), page(at, "plan", language)
    assert not_theirs in board
    assert 'name="was"' not in board
    assert not_theirs in plan
    assert 'type="text" name="heart_word"' not in plan
    assert 'name="again_at"' in plan
    one_voice = {"en": "Do not interview the child", "es": "No entreviste"}[language]
    assert one_voice in page(at, "hand-over", language)
    assert one_voice in page(at, "ask", language)
    assert "Talk with the child and" not in page(at, "hand-over", language)


def test_the_plan_of_a_child_is_saved_and_keeps_what_stood_in_it(home: Home) -> None:
    at = said(home, {}, age=9)
    sent = {"seen": "0", "heart_word": "", "heart_time": "", "heart_person": "", "again_way": "by voice"}
    assert at.browser.post(at.url("plan"), {**sent, "again_at": ""}).status_code == 302


def test_not_sure_in_spanish_is_never_not_safe(home: Home) -> None:
    at = said(home, {})
    at.browser.post("/language/", {"language": "es"})
    shown = at.browser.get("/clients/new/").content.decode()
    assert "No lo sé" in shown
    assert "No es seguro" not in shown
    assert "El cliente" not in shown
    assert "los dos" not in shown


FORMAL = re.compile(r"\b(usted|le atiende|Puede|sus|su|Elija|Espere|espere|contestó|pulse)\b")


@pytest.mark.parametrize("raw", [{"age": 14}, {"age": 30}])
def test_on_a_spanish_device_the_frame_takes_no_side_between_tu_and_usted(
    home: Home, raw: dict[str, Any]
) -> None:
    device = handed(home, {"answers": {}, "context": {**raw, "setting": "office"}}, language="es")
    pages = [device.page()]
    device.start()
    asked = device.page()
    question = re.compile(r"<legend><h1>.*?</h1></legend>", re.S)
    pages.append(question.sub("", re.sub(r"<span>.*?</span>", "", asked)))
    mistake = device.press("next", question=device.asked()).content.decode()
    pages.append(question.sub("", re.sub(r"<span>.*?</span>", "", mistake)))
    device.press("stop")
    pages.append(device.browser.get("/questions/done/").content.decode())
    found = {word for one in pages for word in FORMAL.findall(re.sub(r"<[^>]+>", " ", one))}
    assert found == set()
    assert "Mientras tanto, a descansar." in pages[-1]
    assert "la persona que atiende aquí" in pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_parent_is_the_danger_the_words_for_an_adult_warn_of_that_home(
    home: Home, language: str
) -> None:
    caution = {"en": "never for that home", "es": "nunca para esa casa"}[language]
    answers = {**ROOM, **POSITIVE, "asq-5": NO}
    assert caution in page(said(home, {**answers, "w1": "parent_guardian"}, age=15), "aloud", language)
    assert caution not in page(said(home, {**answers, "w1": "partner"}, age=15), "aloud", language)


def test_asking_more_says_how_many_are_open_and_not_that_they_are_left(home: Home) -> None:
    at = said(home, {**ROOM, "c9": "no"})
    assert "questions are left in this short list" in page(at, "ask")
    at.browser.post(at.url("ask"), {"more": "1"})
    assert "Ask only what helps now." in page(at, "ask")
    assert "left in this short list" not in page(at, "ask")
    assert "Haga solo las que ayuden ahora." in page(at, "ask", "es")


def test_before_anything_is_said_phone_and_place_lead(home: Home) -> None:
    at = said(home, {}, case={"police": "with"})
    assert "Phone and place: where is their phone" in page(at, "ask")
    assert "Teléfono y lugar" in page(at, "ask", "es")
    after = said(home, ROOM, case={"police": "with"})
    assert "Phone and place" not in page(after, "ask")


def test_what_was_skipped_or_denied_is_folded_and_named_plainly(home: Home) -> None:
    at = said(home, {**ROOM, "c1": "no", "c3": None, "c9": "no"})
    shown = page(at, "meaning")
    assert re.search(r"<details class=\"family\"><summary>1 skipped question</summary>", shown)
    assert re.search(
        r"<details class=\"family\"><summary>\d+ first questions they said no to</summary>", shown
    )
    assert "Told no" not in shown
    assert "offer the card" not in shown
    assert "Dijo que no a" in page(at, "meaning", "es")


def test_beside_a_positive_screen_nobody_is_left_in_peace(home: Home) -> None:
    positive = page(said(home, {**ROOM, **POSITIVE, "asq-5": NO}), "plan")
    assert "left in peace" not in positive
    assert "contact within 48 hours still holds" in positive
    assert "left in peace" in page(said(home, ROOM), "plan")


def test_read_questions_fold_once_their_result_is_known(home: Home) -> None:
    folded = "The questions, and what they answered</summary>"
    assert folded in page(said(home, {**ROOM, **POSITIVE, "asq-5": NO}), "aloud")
    assert folded not in page(said(home, ROOM), "aloud")
    at = said(home, {**ROOM, **POSITIVE, "asq-5": NO})
    wrong = at.browser.post(at.url("aloud"), {"read": "1", "asq-1": YES}).content.decode()
    assert folded not in wrong


def test_a_line_for_a_life_comes_before_the_question(home: Home) -> None:
    at = said(home, {**ROOM, "w1": "ex_partner", "w6": "yes"})
    shown = page(at, "ask")
    assert shown.index("first-lines") < shown.index('<div class="asking">')
    calm = page(said(home, {**ROOM, "c9": "no"}), "ask")
    assert "life-first" not in calm


def test_likely_says_so_where_a_screen_is_closed_and_where_the_lines_stand(home: Home) -> None:
    at = visit_with(home, {"answers": ACUTE, "context": {"age": 15}})
    assert "Check before relying on it" in at.get("aloud")
    assert "Not verified; check first" in at.get("minutes")
