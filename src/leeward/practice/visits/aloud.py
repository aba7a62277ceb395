# SPDX-License-Identifier: Apache-2.0
"""The suicide screen, read aloud by the MHP: its questions, its result, what to do, and how it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.knowledge.models.instrument import InstrumentItem
from leeward.papers.adult import was_said
from leeward.papers.dates import iso_in_words
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.answering import answer_questions
from leeward.practice.visits.board_facts import fact_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.notes import THEN, notes_of, save_notes
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import WAS_POSITIVE, change_document
from leeward.practice.visits.values import VisitWords
from leeward.screening import Findings
from leeward.screening.answers import MAX_TEXT
from leeward.screening.instruments import NO, YES
from leeward.screening.questionnaire import SUICIDE_SCREEN
from leeward.screening.suicide_screen import CORRECTED, is_positive, result_band
from leeward.stewardship import Action
from leeward.terms.errors import InputError
from leeward.terms.text import LANGUAGES, Language

WOULD_NOT_SAY = "-"
FIRST_FOUR = tuple(f"asq-{number}" for number in range(1, 5))
RIGHT_NOW, DESCRIBE = "asq-5", "asq-5-describe"
READ, CLOSING_SEEN = "read", "closing_seen"
ANY = 10**9
"""Whatever another window chose last: of two languages to read in, the newest press holds."""


@dataclass(frozen=True, slots=True)
class Read:
    """One question as it is read. `only_after_yes`: asked when one of the first four was a yes."""

    link_id: str
    number: str
    text: str
    language: str
    is_text: bool
    choices: tuple[tuple[str, str, bool], ...]
    written: str
    only_after_yes: bool
    mistake: str


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def aloud(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Reads, saves, and says what follows. Each button saves the notes and the closing too."""
    visit = see_visit(request.user, visit_id)
    if request.method == "GET":
        return _page(request, visit)
    fault = attempt(lambda: save_notes(request.user, visit_id, request.POST))
    fault = fault or attempt(lambda: _save_closing(request, visit_id))
    if fault:
        return _page(request, visit, posted=request.POST, fault=fault)
    given, mistakes = _read_posted(request.POST)
    is_whole = bool(given) and not mistakes
    if READ in request.POST or is_whole:
        if mistakes:
            return _page(request, visit, mistakes=mistakes, posted=request.POST, status=422)
        try:
            fault = attempt(lambda: answer_questions(request.user, visit_id, given, seen=_seen(request)))
        except InputError:
            too_long = {DESCRIBE: _("Shorten it to %(most)d letters") % {"most": MAX_TEXT}}
            return _page(request, visit, mistakes=too_long, posted=request.POST, status=422)
    language = request.POST.get("language")
    if not fault and language in LANGUAGES:
        fault = attempt(
            lambda: change_document(request.user, visit_id, "answers", {"language": language}, seen=ANY)
        )
    if fault or (given and not is_whole):  # what was chosen so far stays on the page
        return _page(request, see_visit(request.user, visit_id), posted=request.POST, fault=fault)
    return redirect("visit-minutes" if THEN in request.POST else "aloud", visit_id=visit_id)


def _read_posted(posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers by linkId, and what is wrong. Nothing is passed over in silence: a refusal is chosen."""
    given: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for item in book().instrument(SUICIDE_SCREEN).items:
        said = posted.get(item.linkId, "").strip()
        if said:
            given[item.linkId] = None if said == WOULD_NOT_SAY else said
    for link_id in FIRST_FOUR:
        if link_id not in given:
            mistakes[link_id] = _("Choose what they answered, or “Would not say”.")
    if any(given.get(link_id) == YES for link_id in FIRST_FOUR) and RIGHT_NOW not in given:
        mistakes[RIGHT_NOW] = _("One answer was yes: ask this one now.")
    codes = {code for link_id, code in given.items() if link_id in (*FIRST_FOUR, RIGHT_NOW)}
    if not codes <= {YES, NO, None}:
        mistakes[FIRST_FOUR[0]] = _("This answer is not one of those offered. Choose again.")
    return given, mistakes


def _save_closing(request: HttpRequest, visit_id: str) -> None:
    """Who was told of the danger, or what was done instead. Nothing has to be whole to be saved."""
    if CLOSING_SEEN in request.POST:
        seen = whole_number(request.POST[CLOSING_SEEN])
        change_document(request.user, visit_id, "closing", closing_posted(request.POST), seen=seen)


def closing_posted(posted: QueryDict) -> dict[str, str]:
    """What a page brings for the closing: `way`, and the fields of every way under its own name."""
    found = {"way": posted.get("way", "")}
    for name in _closing_fields():
        found[name] = posted.get(name, "").strip()
    return found


def _closing_fields() -> list[str]:
    ways = book().asq_closing.ways
    return [*(f"{way.id}.{field.id}" for way in ways for field in way.write), f"{CORRECTED}.reason"]


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))


def _page(
    request: HttpRequest,
    visit: VisitWords,
    *,
    mistakes: dict[str, str] | None = None,
    posted: QueryDict | None = None,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    staff = page_language()
    chain = Chain(visit)
    asq = book().instrument(SUICIDE_SCREEN)
    given = {**chain.answers.given, **_read_posted(posted)[0]} if posted else chain.answers.given
    band = result_band(chain.findings, book())
    positive = is_positive(chain.findings, book())
    was_positive = bool(visit.document("closing").words.get(WAS_POSITIVE))
    closes = was_positive or (positive and chain.answers.is_young)
    return visit_page(
        request,
        chain,
        "ask",
        "aloud",
        fault=fault,
        status=status,
        items=[_read(item, given, chain.answers.language, staff, mistakes or {}) for item in asq.items],
        mistakes=list((mistakes or {}).items()),
        language=chain.answers.language,
        other="es" if chain.answers.language == "en" else "en",
        read_aloud=asq.read_aloud.said_in(staff) if asq.read_aloud else "",
        spanish_note=chain.answers.language == "es",
        reviewed=iso_in_words(asq.reviewed, staff) if asq.reviewed else "",
        band=band,
        band_means=band.meaning.said_in(staff) if band and band.meaning else "",
        fact=fact_of(book().asq_closing, "instrument", staff, chain.answers.context.today),
        closing=_closing_shown(visit, chain.findings, staff, posted, may_correct=not positive)
        if closes
        else None,
        is_closed=visit.id not in visit.unclosed,
        before_leaving=[one.text.said_in(staff) for one in book().asq_closing.before_leaving],
        notes=posted.get("notes", "") if posted else notes_of(visit),
        seen=visit.document("answers").version,
        notes_seen=visit.document("notes").version,
        closing_seen=visit.document("closing").version,
    )


def _read(
    item: InstrumentItem, given: Any, language: Language, staff: Language, mistakes: dict[str, str]
) -> Read:
    asq = book().instrument(SUICIDE_SCREEN)
    said_en, said_es = (item.text.en, item.text.es or item.staff_es) if item.text is not None else ("", None)
    shown_in: Language = "es" if language == "es" and said_es else "en"
    text = said_es if shown_in == "es" else said_en
    value = given.get(item.linkId, "")
    number = item.linkId.removeprefix("asq-")
    choices = [
        (answer.code, answer.said_in(language), value == answer.code)
        for answer in (asq.answer_sets[item.choices] if item.choices else ())
    ]
    if choices:
        would_not = item.linkId in given and given[item.linkId] is None
        choices.append((WOULD_NOT_SAY, _("Would not say"), would_not))
    return Read(
        item.linkId,
        number if number.isdigit() else "",
        text or "",
        shown_in,
        item.type == "text",
        tuple(choices),
        value if isinstance(value, str) and item.type == "text" else "",
        item.enabled_when is not None,
        mistakes.get(item.linkId, ""),
    )


def _closing_shown(
    visit: VisitWords, findings: Findings, staff: Language, posted: QueryDict | None, *, may_correct: bool
) -> dict[str, Any]:
    """What the closing asks, with what was written; the adult's language is known where it was asked."""
    content = book().asq_closing
    said = content.say if was_said(findings) else content.say_if_feared
    words = closing_posted(posted) if posted else visit.document("closing").words
    adult = visit.case.persons[1].words if len(visit.case.persons) > 1 else {}
    known = {"who": adult.get("called", ""), "language": adult.get("language", "")}
    ways = [
        {
            "id": way.id,
            "label": way.label.said_in(staff),
            "is_chosen": words.get("way") == way.id,
            "write": [
                {
                    "name": f"{way.id}.{field.id}",
                    "label": field.label.said_in(staff),
                    "hint": field.hint.said_in(staff) if field.hint else "",
                    "written": words.get(f"{way.id}.{field.id}", known.get(field.id, "")),
                }
                for field in way.write
            ],
        }
        for way in content.ways
    ]
    if may_correct:
        ways.append(_correction(words))
    return {
        "first": content.first.said_in(staff),
        "ways": ways,
        "said": _said_of(ways) if posted is None else None,
        "tell": [one.text.said_in(staff) for one in content.tell],
        "stays": [one.text.said_in(staff) for one in content.stays],
        "tonight": [one.text.said_in(staff) for one in content.tonight],
        "say": [("en", said.en), ("es", said.es)],
    }


def _said_of(ways: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What was written down: the way that was chosen, and its words."""
    for way in ways:
        if way["is_chosen"]:
            written = [(one["label"], one["written"]) for one in way["write"] if one["written"]]
            return {"label": way["label"], "written": written}
    return None


def _correction(words: Any) -> dict[str, Any]:
    """The way out where a positive answer was written down wrongly and is corrected."""
    name = f"{CORRECTED}.reason"
    why = {"name": name, "label": _("What was wrong"), "hint": "", "written": words.get(name, "")}
    return {
        "id": CORRECTED,
        "label": _("The answers had been written down wrongly"),
        "is_chosen": words.get("way") == CORRECTED,
        "write": [why],
    }
