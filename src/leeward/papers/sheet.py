# SPDX-License-Identifier: Apache-2.0
"""The client's sheet as a value: what a screen shows and what a printer prints are the same words.

    sheet = client_sheet(plan, catalogue, "es", heart=("la cometa", "martes 15:00", ""))
    sheet.form                        # by-heart, ordinary or own-words: never louder than may be carried

What is left out is as much a decision as what stands here: no scenario, no danger, no law, no "who
could notice", nothing that is "not now" but the day to talk again. How much the rest may say is
decided in `planning.takeaway`: steps in their own words and services by name only where the client
said that paper is safe to carry; ordinary lines (see `bland`) and numbers without names otherwise;
and where nothing may be carried, a few short things to learn by heart, on a page that stays. A sheet
by heart holds no step and no other number, so no page made from it can show one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from leeward.knowledge import Catalogue
from leeward.papers.bland import ORDINARY, bland_lines
from leeward.papers.dates import iso_in_words, week_in_words, weekday_in_words
from leeward.papers.paper import PaperSize
from leeward.papers.sheet_numbers import SheetNumber, client_numbers, number_to_know
from leeward.papers.sheet_words import CHANGE, CHANGE_TEEN, FILE_NAME, WORDS
from leeward.papers.typed import office_number, one_line
from leeward.planning import Plan, Takeaway, form_for
from leeward.screening.ten_minutes import SUICIDE_POSITIVE
from leeward.terms.errors import PaperError
from leeward.terms.text import Language, Text

MOST_HEART_LETTERS = 40
HEART_CAPTIONS = ("heart_word", "heart_time", "heart_person")


class ByHeart(msgspec.Struct, frozen=True):
    """A thing to learn by heart: what it is, and what was agreed; None is a blank to write on."""

    caption: str
    text: str | None


class SheetLine(msgspec.Struct, frozen=True):
    """A step as it stands on the sheet. `first`: not chosen, but what a chosen step needs before it."""

    line: str
    text: str | None
    first: bool


class ClientSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the client's sheet, in one language and cleaned. None is a blank to write on.

    `words`: the captions, by name. `again`: the day to talk again. `file_name`: says nothing.
    `office`: our number, where it may stand there; never on a sheet by heart.
    """

    form: Takeaway
    language: Language
    paper: PaperSize
    title: str
    file_name: str
    words: dict[str, str]
    again: str | None
    by_heart: tuple[ByHeart, ...] = ()
    numbers: tuple[SheetNumber, ...] = ()
    week: str | None = None
    lines: tuple[SheetLine, ...] = ()
    office: str | None = None
    numbers_as_of: str | None = None
    changes: str = ""


def client_sheet(
    plan: Plan,
    catalogue: Catalogue,
    language: Language,
    *,
    heart: Sequence[str] = (),
    form: Takeaway | None = None,
    again: date | None = None,
    office: str = "",
    paper: PaperSize = "letter",
) -> ClientSheet:
    """The sheet for one client.

    Args:
        heart: a word, a day and time, a person, in this order, as agreed with the client; an empty
            one stays a blank.
        form: another form than the usual one; a louder one than may be carried is not given.
        again: the day agreed for the next talk; None: the first day on which something "not now" comes back.
        office: our number, where it may stand on paper; empty: a blank to write on.

    Raises:
        PaperError: more than three things by heart, one of more than 40 letters, an office that is no
            telephone number.
    """
    words = {name: text.said_in(language) for name, text in WORDS.items()}
    said = sheet_form(plan, form)
    number = office_number(office)
    bare = ClientSheet(
        form=said,
        language=language,
        paper=paper,
        title=words["by_heart" if said == "by-heart" else "title"],
        file_name=FILE_NAME.said_in(language),
        words=words,
        again=_again(plan, again, language),
        office=None if said == "by-heart" else number,
    )
    fill = _to_learn if said == "by-heart" else _week
    return fill(bare, plan, catalogue, _agreed(heart))


def sheet_form(plan: Plan, asked: Takeaway | None = None) -> Takeaway:
    """How much this client's sheet says: as asked, else the usual; never more than may be carried."""
    return form_for(plan.board.picture.findings, asked)


def sheet_lines(plan: Plan, form: Takeaway) -> tuple[Text, ...]:
    """What stands on a sheet of this form for each step of the plan, in its order."""
    if form == "own-words":
        return tuple(step.entry.option.title for step in plan.steps)
    return bland_lines(step.entry.option for step in plan.steps)


def _week(bare: ClientSheet, plan: Plan, catalogue: Catalogue, agreed: tuple[str | None, ...]) -> ClientSheet:
    """The steps as lines, numbers, and what to do if plans change."""
    numbers = client_numbers(plan, catalogue, bare.language, bare.form)
    dates = [number.seen for number in numbers if number.seen]
    young = plan.board.picture.findings.answers.is_young
    return msgspec.structs.replace(
        bare,
        by_heart=tuple(
            ByHeart(bare.words[name], text) for name, text in zip(HEART_CAPTIONS, agreed, strict=True)
        ),
        numbers=numbers,
        week=week_in_words(plan.made_on, bare.language) if plan.made_on is not None else None,
        lines=_lines(plan, bare.form, bare.language),
        numbers_as_of=iso_in_words(min(dates), bare.language) if dates else None,
        changes=(CHANGE_TEEN if young else CHANGE).said_in(bare.language),
    )


def _to_learn(
    bare: ClientSheet, plan: Plan, catalogue: Catalogue, agreed: tuple[str | None, ...]
) -> ClientSheet:
    """One number that answers at any hour where there is one, a day, a word; a person where one was agreed.

    A day and time agreed in the talk takes the place of the day that "not now" asks again.
    """
    words = bare.words
    word, time, person = agreed
    things = [
        ByHeart(words["again"], bare.again) if time is None else ByHeart(words["heart_time"], time),
        ByHeart(words["heart_word"], word),
    ]
    if person is not None:
        things.append(ByHeart(words["heart_person"], person))
    return msgspec.structs.replace(
        bare,
        by_heart=tuple(things),
        numbers=(number_to_know(plan, catalogue, bare.language),),
    )


def _agreed(heart: Sequence[str]) -> tuple[str | None, ...]:
    """The things by heart, each on one line; None for each that was not agreed."""
    if len(heart) > len(HEART_CAPTIONS):
        raise PaperError(
            f"{len(heart)} things to learn by heart",
            expected=f"at most {len(HEART_CAPTIONS)}: a word, a day and time, a person",
            do="Leave some out; more is not remembered",
        )
    lines = [
        one_line(typed, most=MOST_HEART_LETTERS, where=f"by heart {place}")
        for place, typed in enumerate(heart, start=1)
    ]
    return (*lines, *[None] * (len(HEART_CAPTIONS) - len(lines)))


def _again(plan: Plan, agreed: date | None, language: Language) -> str | None:
    """The day agreed, else the first on which what is "not now" is asked again; None when there is none.

    After a positive suicide screen no day that was only counted out stands in for the one to agree.
    """
    if agreed is None and set(SUICIDE_POSITIVE) & plan.board.picture.findings.flag_ids:
        return None
    back = [one.return_on for one in plan.not_now if one.return_on is not None]
    day = agreed or min(back, default=None)
    return weekday_in_words(day, language) if day else None


def _lines(plan: Plan, form: Takeaway, language: Language) -> tuple[SheetLine, ...]:
    young = plan.board.picture.findings.answers.is_young
    said_plainly = not (young and language == "es")  # the descriptions say usted
    return tuple(
        SheetLine(
            line=line.said_in(language),
            text=option.description.said_in(language)
            if said_plainly and (form == "own-words" or (option.id in ORDINARY and not option.local))
            else None,
            first=not step.chosen,
        )
        for step, line in zip(plan.steps, sheet_lines(plan, form), strict=True)
        for option in [step.entry.option]
    )
