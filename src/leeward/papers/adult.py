# SPDX-License-Identifier: Apache-2.0
"""*Tonight*: one page for the adult who stays with a young person in danger of suicide.

It names the danger and what to do until morning, nothing else: see `adult_words`. It says that the
young person *has had* such thoughts only where that was said; where the suicide screen counts because
questions were left open, it says that we are worried. For a young client only: an adult client decides
who hears of it.
"""

from __future__ import annotations

from typing import Any

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Phone, Service
from leeward.papers import adult_words as texts
from leeward.papers.dates import iso_in_words
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.sheet_numbers import HARD_NIGHT_SERVICE, emergency_phones, last_read
from leeward.papers.typed import office_number, one_line
from leeward.papers.typesetting import set_paper
from leeward.screening import Findings
from leeward.screening.instruments import YES
from leeward.screening.ten_minutes import SUICIDE_POSITIVE
from leeward.terms.errors import PaperError
from leeward.terms.text import Language, Text

MOST_HOUR_LETTERS = 40
MOST_AGAIN_LETTERS = 80
SAY_THE_THOUGHT = ("asq-3", "asq-4", "asq-5")
"""Questions whose yes is a thought of suicide or an attempt; the first two ask about being dead."""
FOUND_IN_TALK = frozenset({"suicide-high", "suicide-moderate"})
PRESS_TWO = "Oprima 2 para español"
"""How the directory says it, where it is so."""
PARENT_IS_THE_DANGER = "offender-parent-or-guardian"


def adult_sheet(
    findings: Findings,
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    deadline: str | None = None,
    again: str | None = None,
    office: str = "",
    parent: bool = True,
) -> Paper:
    """One page in the adult's own language.

    Args:
        deadline: the hour at which to be right beside them, as the adult would say it. The hour
            alone: this sheet never says why.
        again: when we talk again, and how.
        office: our number; empty: a blank to write on.
        parent: False for a grandmother, an aunt, a coach; never True where a parent is the danger.

    Raises:
        PaperError: no positive suicide screen, a client not known to be under 18, a text that is too
            long, an office that is no telephone number, an unknown size or language.
    """
    _refuse_unless_called_for(findings)
    is_parent = parent and PARENT_IS_THE_DANGER not in findings.flag_ids
    service = catalogue.service(HARD_NIGHT_SERVICE)
    title = texts.WORDS["title"].said_in(language)
    return set_paper(
        "adult",
        {
            "words": {name: text.said_in(language) for name, text in texts.WORDS.items()},
            "danger": _danger(findings, is_parent=is_parent).said_in(language),
            "deadline": one_line(deadline, most=MOST_HOUR_LETTERS, where="the hour"),
            "office": office_number(office),
            "again": one_line(again, most=MOST_AGAIN_LETTERS, where="when we talk again"),
            "lines": {
                "near": _said(texts.NEAR, language),
                "away": _said(texts.AWAY, language),
                "listen": _said(texts.LISTEN, language),
                "say": _said((texts.LOVE_CHILD if is_parent else texts.LOVE_OTHER, *texts.SAY), language),
                "not_say": _said(texts.NOT_SAY, language),
            },
            "lifeline": _lifeline(service, language),
            "numbers_as_of": iso_in_words(last_read(service), language),
        },
        title=title,
        file_name=texts.FILE_NAME.said_in(language),
        language=language,
        paper=paper,
    )


def _refuse_unless_called_for(findings: Findings) -> None:
    if not findings.flag_ids.intersection(SUICIDE_POSITIVE):
        raise PaperError(
            "no positive suicide screen in this visit",
            expected="one that says a safe adult must hear of the danger tonight",
            do="Finish the suicide screen in person first; this sheet tells of nothing else",
        )
    if not findings.answers.is_young:
        raise PaperError(
            "a client who is not known to be under 18",
            expected="the age of a young client",
            do="Add the age to the visit; an adult client decides who hears of it",
        )


def _danger(findings: Findings, *, is_parent: bool) -> Text:
    """One sentence that says no more than was said."""
    if was_said(findings):
        return texts.SAID_CHILD if is_parent else texts.SAID_OTHER
    return texts.FEARED_CHILD if is_parent else texts.FEARED_OTHER


def was_said(findings: Findings) -> bool:
    """Whether such thoughts were told or judged to be there, not only left open."""
    answers = findings.answers
    told = any(answers.given.get(link_id) == YES for link_id in SAY_THE_THOUGHT)
    judged = set(answers.context.flags_by_hand).intersection(SUICIDE_POSITIVE)
    return told or bool(judged) or bool(FOUND_IN_TALK & findings.flag_ids)


def _lifeline(service: Service, language: Language) -> dict[str, Any]:
    """How the line is reached in this language, as far as the directory has it confirmed."""
    confirmed = [phone for phone in emergency_phones(service) if phone.confidence == "confirmed"]
    voice = _first(confirmed, "voice", language)
    if voice is None:
        raise PaperError(
            "a crisis line without a confirmed number in this language",
            expected=f"a confirmed telephone number of {service.id}",
            do="Mend the directory, or write the number by hand on another sheet",
        )
    text = _first(confirmed, "text", language)
    return {
        "number": voice.number,
        "texts": text is not None and text.number == voice.number,
        "keyword": next(
            (one.keyword for one in confirmed if one.keyword and language in one.languages), None
        ),
        "press_two": language == "es" and voice.description is not None and PRESS_TWO in voice.description.es,
    }


def _first(phones: list[Phone], kind: str, language: Language) -> Phone | None:
    return next((phone for phone in phones if phone.type == kind and language in phone.languages), None)


def _said(lines: tuple[Text, ...], language: Language) -> list[str]:
    return [line.said_in(language) for line in lines]
