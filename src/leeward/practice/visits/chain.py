# SPDX-License-Identifier: Apache-2.0
"""From a visit's documents through the chain: answers, findings, picture, board, plan. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from leeward.formulation import Picture, form_picture
from leeward.formulation.picture import NO_TOOLS_FLAG
from leeward.planning import Board, Plan, make_board, make_plan
from leeward.planning.checks import (
    CheckList,
    ChosenCheck,
    Settled,
    check_list,
    chosen_checks,
    leading_of,
    mechanisms_chosen,
)
from leeward.planning.service_checks import FoundWrong
from leeward.planning.stopping import Page, Stop, stop_for, stop_on
from leeward.planning.wishes import Wishes, read_wishes
from leeward.practice.book import book
from leeward.practice.directory.wrong import found_wrong
from leeward.practice.visits.context import room_said
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.how_signs import DOCUMENT, reported_of, settled_of
from leeward.practice.visits.return_visits import given_in
from leeward.practice.visits.values import VisitWords
from leeward.screening import Answers, Findings, find, read_answers
from leeward.screening.answers import is_readable
from leeward.screening.asking import is_room_unasked, who_may_hear
from leeward.terms.errors import InputError
from leeward.terms.text import LANGUAGES

OPTION = "o:"
"""Before each option id in the document of the board."""


@dataclass(frozen=True)
class Chain:
    """Everything that follows from a visit's words, each worked out once, when it is asked for."""

    visit: VisitWords

    @cached_property
    def _read(self) -> tuple[Answers, tuple[str, ...]]:
        return read_stored(self.visit.document("answers"), self.visit.ended_at or timezone.now())

    @property
    def answers(self) -> Answers:
        """What was said."""
        return self._read[0]

    @property
    def set_aside(self) -> tuple[str, ...]:
        """linkIds of stored answers that cannot be read any more and have to be asked again."""
        return self._read[1]

    @cached_property
    def findings(self) -> Findings:
        return find(self.answers, book())

    @cached_property
    def picture(self) -> Picture:
        return form_picture(self.findings, reported_of(self.visit.document(DOCUMENT).words), book())

    @cached_property
    def wishes(self) -> Wishes:
        return wishes_of(self.visit.document("board"), self.answers)

    @cached_property
    def board(self) -> Board:
        return make_board(self.picture, self.wishes, book())

    @cached_property
    def found_wrong(self) -> FoundWrong:
        """What colleagues found wrong."""
        return found_wrong()

    @cached_property
    def plan(self) -> Plan:
        return make_plan(self.board, book(), wrong=self.found_wrong.off, numbers=self.found_wrong.numbers)

    @property
    def is_child(self) -> bool:
        """Known to be under 12."""
        return "child" in self.answers.context.age_bands

    @property
    def is_overheard(self) -> bool:
        """Someone may hear: nothing is asked here."""
        return bool(who_may_hear(self.answers, room_said(self.visit)))

    @property
    def is_room_unasked(self) -> bool:
        """Nobody was asked yet who may hear."""
        return is_room_unasked(self.answers, room_said(self.visit))

    @property
    def may_be_heard(self) -> bool:
        """Someone may hear while this visit goes on, or nobody asked: nothing is laid out."""
        return (self.is_overheard or self.is_room_unasked) and not self.visit.ended_at

    @cached_property
    def stopped(self) -> Stop | None:
        """Why nothing technical is shown or saved; None: it is."""
        return stop_for(self.findings.flag_ids, is_child=self.is_child, is_overheard=self.may_be_heard)

    def stopped_on(self, page: Page) -> Stop | None:
        """Why this page lays nothing out; None: it does."""
        return stop_on(page, self.stopped)

    @property
    def gives_no_tools(self) -> bool:
        """The client may be the one doing it: nothing is told of how it is done."""
        return NO_TOOLS_FLAG in self.findings.flag_ids

    @cached_property
    def settled(self) -> Settled:
        """What was agreed, chosen and found so far."""
        return settled_of(self.visit.document(DOCUMENT).words)

    @cached_property
    def check_list(self) -> CheckList:
        """The steps of the leading possibilities, in order."""
        return check_list(leading_of(self.picture), self.picture, self.settled, book())

    @cached_property
    def chosen_list(self) -> CheckList:
        """The steps of every possibility that something on the plan belongs to."""
        chosen = () if self.gives_no_tools else mechanisms_chosen(self.settled.chosen, book())
        leading = leading_of(self.picture)
        ordered = [*(one for one in leading if one in chosen), *chosen]
        return check_list(ordered, self.picture, self.settled, book())

    @cached_property
    def chosen_checks(self) -> tuple[ChosenCheck, ...]:
        """What stands on the plan of it, each with what it needs first."""
        return chosen_checks(self.chosen_list)


def answers_of(sheet: Sheet, at: datetime) -> Answers:
    """The answers in a document. `at`: aware, the moment the visit is looked at."""
    return read_stored(sheet, at)[0]


def read_stored(sheet: Sheet, at: datetime) -> tuple[Answers, tuple[str, ...]]:
    """The answers that can be read, and what cannot: linkIds, or keys of the context.

    A newer catalogue may no longer know an answer, and a corrected age may contradict one: such an
    answer is set aside to be asked again, and takes nothing else with it. The age and the voice are
    never set aside, since the rules for the young rest on them.

    Raises:
        InputError: an age or a voice that cannot be read, or that do not fit each other.
    """
    raw = _raw(sheet.words, at)
    aside = [link_id for link_id, value in raw["answers"].items() if not is_readable(link_id, value, book())]
    for link_id in aside:
        del raw["answers"][link_id]
    while True:
        try:
            return read_answers(raw, book()), tuple(aside)
        except InputError as error:
            aside.append(_take_out(raw, error))


def require_readable(before: Sheet, after: Mapping[str, Any], given: Iterable[str], at: datetime) -> None:
    """Raises InputError: a given answer its question does not have, or two that cannot both hold.

    Args:
        before, after: the document as it is, and the words it would have.
        given: linkIds that are answered now; what could not be read before is no fault of theirs.
    """
    raw = _raw(after, at)
    for link_id in set(read_stored(before, at)[1]) - set(given):
        raw["answers"].pop(link_id, None)
    read_answers(raw, book())


def _raw(words: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    language = words.get("language")
    return {
        "voice": words.get("voice", "clinician"),
        "language": language if language in LANGUAGES else "en",
        "context": {
            **words.get("context", {}),
            "flags_by_hand": list(words.get("by_hand", [])),
            "now": timezone.localtime(at).replace(tzinfo=None).isoformat(timespec="minutes"),
        },
        "answers": given_in(words),
        "earlier_answers": [
            one for one in words.get("earlier", []) if is_readable(one["linkId"], one["answer"], book())
        ],
    }


def _take_out(raw: dict[str, Any], error: InputError) -> str:
    """Takes out what cannot be read; its name. Raises the error where it is about nothing that may go."""
    name = error.where.removeprefix("context.").split("[")[0].split(".")[0]
    for group in (raw["answers"], raw["context"]):
        if name in group and name not in NEVER_SET_ASIDE:
            del group[name]
            return name
    raise error


NEVER_SET_ASIDE = frozenset({"age", "voice"})


def wishes_of(sheet: Sheet, answers: Answers) -> Wishes:
    """What the client tried, wants and does not want now, from the document of the board."""
    said = {key.removeprefix(OPTION): value for key, value in sheet.words.items() if key.startswith(OPTION)}
    known = {option.id for option in book().options}
    said = {option_id: one for option_id, one in said.items() if option_id in known}
    raw = {
        "tried": {id: one.get("outcome") or None for id, one in said.items() if one["view"] == "tried"},
        "wanted": [id for id, one in said.items() if one["view"] == "wanted"],
        "not_now": {id: one.get("return_on") or None for id, one in said.items() if one["view"] == "not-now"},
    }
    return read_wishes(raw, answers, book())
