# SPDX-License-Identifier: Apache-2.0
"""The record: what was said, chosen and done; working papers only when they are named."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any, get_args

import pytest
from pypdf import PdfReader
from tests.support.answers import NO, YES, Raw, example, planned, the_book

from leeward.papers import RECORD_PARTS, Done, PaperSize, RecordPart, Talk, record_plan, ten_minutes_sheet
from leeward.papers.record_words import record_words
from leeward.planning import Plan
from leeward.terms.errors import PaperError
from leeward.terms.hours import hour_in_words
from leeward.terms.text import LANGUAGES, Language

SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
MOTHER = planned(example("session-a-mother"))
HEADING: dict[RecordPart, str] = {
    "lines": "minutes",
    "flags": "danger",
    "steps": "in_full",
    "possibilities": "know",
    "law": "law",
}
WAITING = re.compile(r"\((in|en) \d+ (days|hours|días|horas)\)")


def pages(plan: Plan, language: Language = "en", paper: PaperSize = "letter", **asked: Any) -> list[str]:
    """The words of each page of the record."""
    made = record_plan(plan, the_book(), language, paper, **asked)
    read = PdfReader(io.BytesIO(made.pdf))
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in read.pages]


def words(plan: Plan, language: Language = "en", **asked: Any) -> str:
    return " ".join(pages(plan, language, **asked))


def changed(raw: Raw, *earlier: tuple[str, Any]) -> Plan:
    """The plan of raw input in which these answers were given before the present ones."""
    told = [{"linkId": id, "answer": answer, "changed_at": "2026-11-21T10:00"} for id, answer in earlier]
    return planned({**raw, "earlier_answers": told})


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_is_short(language: Language, size: PaperSize) -> None:
    """Eleven pages were an exhibit."""
    assert len(pages(MOTHER, language, size)) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_default_no_working_paper_stands_in_it(language: Language) -> None:
    text = words(MOTHER, language)
    captions = record_words(language)
    assert [] == [name for name in HEADING.values() if captions[name] in text]
    assert captions["working"] not in text
    findings = MOTHER.board.picture.findings
    assert [] == [one.id for one in findings.ten_minutes.first if one.text.said_in(language) in text]
    assert [] == [one for flag in findings.flags for one in flag.now if len(one) > 12 and one in text]
    assert [] == [law.title for place in MOTHER.law for law in place.provisions if law.citation in text]
    assert [] == [step for step in MOTHER.steps if step.entry.option.evidence_lost.en in text]


@pytest.mark.parametrize("part", RECORD_PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_that_is_named_stands_on_its_own_pages_and_says_what_it_is(
    language: Language, part: RecordPart
) -> None:
    """And brings no other part with it."""
    bare = pages(MOTHER, language)
    made = pages(MOTHER, language, parts=frozenset({part}))
    captions = record_words(language)
    without_number = [re.sub(r"(page|página) \d.*", "", page) for page in made]
    assert [re.sub(r"(page|página) \d.*", "", page) for page in bare] == without_number[: len(bare)]
    first = made[len(bare)]
    assert first.startswith(captions[HEADING[part]])
    assert captions["working"] in first
    assert {"en": "untested; not a standard of care", "es": "no es una norma de atención"}[language] in first
    rest = " ".join(made[len(bare) :])
    assert 1 == rest.count(captions["working"])


def test_all_parts_together_are_each_marked() -> None:
    text = words(MOTHER, parts=frozenset(RECORD_PARTS))
    assert len(RECORD_PARTS) == text.count("Working paper.")


def test_a_part_nobody_knows_is_refused() -> None:
    with pytest.raises(PaperError, match="possibilities"):
        record_plan(MOTHER, the_book(), "en", parts=frozenset({"diagnosis"}))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ("session-a-mother", "session-b-boy", "3-extortion-over-images"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_stands_in_words_with_its_question(language: Language, name: str) -> None:
    """A choice by its label; a number on its scale."""
    book, plan = the_book(), planned(example(name))
    text = words(plan, language)
    asked = 0
    for link_id, answer in plan.board.picture.findings.answers.given.items():
        item = book.items.get(link_id)
        if item is None or not isinstance(answer, str) or item.type != "choice":
            continue
        label = next(
            one.label.said_in(language) for one in book.screen.choices_of(item) if one.code == answer
        )
        asked += 1
        assert item.clinician.said_in(language)[:30] in text, link_id
        assert label[:20] in text, link_id
    assert asked > 10


def test_what_was_never_asked_or_was_skipped_does_not_stand_there() -> None:
    """Nobody can be asked in court why a question has no answer."""
    plan = planned({"answers": {"c1": "yes", "w5": None}})
    text = words(plan, parts=frozenset(RECORD_PARTS))
    assert "In the past year" in text
    assert the_book().items["w5"].clinician.en not in text
    for language in LANGUAGES:
        for made in (plan, MOTHER):
            said = words(made, language, parts=frozenset(RECORD_PARTS)).lower()
            assert "unanswered" not in said
            assert "sin respuesta" not in said


def test_free_text_of_a_client_is_not_told() -> None:
    raw = example("session-a-mother")
    raw["answers"]["s3"] = "he waits at my door"
    assert "waits at my door" not in words(planned(raw), parts=frozenset(RECORD_PARTS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suicide_screen_is_told_with_its_result(language: Language) -> None:
    raw = example("3-extortion-over-images")
    raw["answers"].update({"asq-3": YES, "asq-4": NO, "asq-5": NO})
    text = words(planned(raw), language)
    item = next(one for one in the_book().instrument("asq").items if one.linkId == "asq-3")
    assert item.text is not None
    assert {"en": item.text.en, "es": item.text.es or ""}[language] in text
    assert {"en": "non-acute positive", "es": "positivo no agudo"}[language] in text


def test_an_answer_of_an_earlier_visit_tells_its_day() -> None:
    text = words(MOTHER, said_on={"c1": date(2026, 11, 9)})
    assert 1 == text.count("said on")
    assert "Yes (said on Nov 9, 2026)" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_answer_is_told_as_asked_again(language: Language) -> None:
    """Both answers, in order, and no blame."""
    plan = changed(example("session-a-mother"), ("c9", "now"))
    text = words(plan, language, parts=frozenset({"flags"}))
    heading = {
        "en": "Asked again, answered differently",
        "es": "Se volvió a preguntar y contestó otra cosa",
    }[language]
    assert heading in text.split(record_words(language)["danger"])[0]
    assert heading in text.split(record_words(language)["danger"])[1]
    before, after = (
        next(one.label.said_in(language) for one in the_book().items["c9"].choices or () if one.code == code)  # type: ignore[union-attr]
        for code in ("now", "soon")
    )
    again = {"en": "asked again on Nov 21, 2026", "es": "se volvió a preguntar el 21 nov 2026"}[language]
    assert f"{before}; {again}: {after}" in text
    assert not re.search("taken back|retiró", text)


@pytest.mark.parametrize(
    "earlier", [[("s6", "not_sure")], [("c9", "soon")], [("c9", None)], [("s3", "a word")], []]
)
def test_what_is_no_change_of_an_answer_is_not_told_as_one(earlier: list[tuple[str, Any]]) -> None:
    """Paper asked about again, the same answer, a skip that was then answered, free text."""
    raw = example("session-a-mother")
    raw["answers"].update({"s6": "yes", "s3": "another word"})
    text = words(changed(raw, *earlier), parts=frozenset({"flags"}))
    assert "answered differently" not in text


def test_paper_asked_about_again_raises_no_flag_in_the_record() -> None:
    """It is asked anew of every paper."""
    raw: Raw = {"answers": {"c1": "yes", "s6": "yes"}}
    title = the_book().flag("ask-in-person-today").title.en
    assert title not in words(changed(raw, ("s6", "no")), parts=frozenset({"flags"}))
    assert title in words(changed({"answers": {"w6": "no"}}, ("w6", "yes")), parts=frozenset({"flags"}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_stands_with_its_reason_and_hour(language: Language) -> None:
    said = MOTHER.board.picture.findings.ten_minutes.first[-1].text.said_in(language)
    at = datetime(2026, 11, 23, 14, 30)
    done = [
        Done(said, "not-now", "She asked me to wait", at, False),
        Done("Lock it up.", "did-it", "", at, True),
    ]
    text = words(MOTHER, language, done=done)
    assert said in text
    assert {"en": "Not now: She asked me to wait", "es": "Ahora no: She asked me to wait"}[language] in text
    late = {"en": "Done (Nov 23, 2026, 2:30 p.m., written down later)"}
    late["es"] = "Hecho (23 nov 2026, 2:30 p. m., se anotó después)"
    assert late[language] in text
    assert record_words(language)["done"] in text
    assert record_words(language)["done"] not in words(MOTHER, language)


def test_safe_contact_and_what_comes_next_stand_there() -> None:
    talks = [
        Talk(datetime(2026, 11, 25, 10, 0), "Here, in person", True),
        Talk(datetime(2026, 12, 1, 9, 0), "", False),
    ]
    text = words(MOTHER, contact="By voice, at set hours: Tuesdays", talks=talks)
    assert "By voice, at set hours: Tuesdays They said: Only in person" in text
    assert "Contact within 48 hours: Nov 25, 2026, 10:00 a.m. Here, in person" in text
    assert "Talk again: Dec 1, 2026, 9:00 a.m." in text
    assert "hand-over of the children, Nov 27, 2026, 5:00 p.m." in text


@pytest.mark.parametrize("name", ("session-a-mother", "session-b-boy", "session-c-candidate"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_gives_dates_and_no_time_left(language: Language, name: str) -> None:
    """A paper does not move on; the screen may say how long it still is."""
    plan = planned(example(name))
    findings = plan.board.picture.findings
    text = words(plan, language, parts=frozenset(RECORD_PARTS))
    sheet = PdfReader(io.BytesIO(ten_minutes_sheet(findings, the_book(), language).pdf))
    shown = sheet.pages[0].extract_text()
    assert not WAITING.search(text + shown)
    dated = [one.at for one in (*findings.ten_minutes.first, *findings.ten_minutes.also) if one.at]
    assert dated
    assert all(hour_in_words(at, language).replace("\xa0", " ") in text for at in dated)


def test_steps_tried_and_not_now_are_told_by_title_and_day() -> None:
    raw = {**example("session-a-mother"), "tried": {"block-now": "worse"}}
    text = words(planned(raw))
    book = the_book()
    assert all(step.entry.option.title.en in text for step in MOTHER.steps)
    assert f"{book.option('child-device-plan').title.en}: talk again Nov 30, 2026" in text
    assert f"{book.option('block-now').title.en}: made it worse" in text


def test_situations_are_told_by_title_alone() -> None:
    plan = planned(example("3-extortion-over-images"))
    text = words(plan)
    assert plan.board.picture.scenarios
    for one in plan.board.picture.scenarios:
        scenario = the_book().scenario(one.id)
        assert scenario.title.en in text
        assert scenario.description.en[:40] not in text
