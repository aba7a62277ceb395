# SPDX-License-Identifier: Apache-2.0
"""What a device in a client's hands may do: see its one question, answer it, and end.

It knows a token and nothing else: which visit it is comes from the row of the hand-over. Every call but
leaving is on the audit. None everywhere means: it is over, show the closing page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from leeward.knowledge.models.screen import Item
from leeward.practice.audit.services import acting
from leeward.practice.book import book
from leeward.practice.sealing import agent
from leeward.practice.visits.answering import answers_change
from leeward.practice.visits.chain import answers_of
from leeward.practice.visits.device_state import (
    DeviceState,
    ended,
    findings_on_device,
    read_state,
    with_asked,
    written,
)
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.hand_over import hashed, later
from leeward.practice.visits.models import HandOver, Visit
from leeward.practice.visits.question import read_posted
from leeward.practice.visits.services import apply_change, visit_facts
from leeward.practice.visits.storing import read_sheet
from leeward.screening import Answers, Findings
from leeward.screening.answers import Answer
from leeward.screening.device_questions import (
    Fault,
    Given,
    askable,
    read_given,
    short_list,
    still_to_ask,
    way_out,
)
from leeward.screening.hand_over import fits_still
from leeward.stewardship import Action, Actor, Role, may
from leeward.terms.errors import InputError, LeewardError

Press = Literal["start", "not-now", "next", "skip", "stop", "back"]


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One page of the device. `item` None: the welcome. `answers`: so far, all of the visit."""

    state: DeviceState
    answers: Answers
    item: Item | None = None
    number: int = 0
    left: int = 0
    fault: Fault = ""

    @property
    def has_back(self) -> bool:
        return self.item is not None and bool(self.state.before(self.item.linkId))


@dataclass(frozen=True, slots=True, repr=False)
class _Out:
    """A device that is out, inside its transaction."""

    hand_over: HandOver
    visit: Visit
    sheet: Sheet
    state: DeviceState

    def write(self, change: Any) -> Sheet:
        return apply_change(self.visit, "answers", change, seen=self.sheet.version)


def see(token: str) -> Shown | None:
    """The page this device stands at."""
    with _out(token) as out:
        return _page(out, out.sheet, out.state) if out else None


def press(token: str, what: Press, link_id: str, posted: QueryDict) -> Shown | None:
    """Does what was pressed; the page that comes next.

    An answer to a question that is not this device's to answer is left aside. The same page sent twice
    changes nothing the second time.
    """
    with _out(token) as out:
        if out is None:
            return None
        if what in ("stop", "not-now"):
            _end(out, "stopped" if what == "stop" else "not-now")
            return None
        if what in ("start", "back"):
            state = out.state.started() if what == "start" else out.state.back_from(link_id)
            return _page(out, out.write(written(state)), state)
        return _answered(out, link_id, posted, is_skipped=what == "skip")


def leave(token: str) -> None:
    """Ends at once and quietly: nothing says on the audit that somebody left."""
    with transaction.atomic():
        hand_over = _held(token)
        if hand_over is None or not may(_actor(hand_over), Action.ANSWER, visit_facts(hand_over.visit)):
            return
        Visit.objects.select_for_update().get(id=hand_over.visit_id)  # before its devices, as everywhere
        _close(hand_over)
    try:
        with transaction.atomic():
            visit = Visit.objects.select_for_update().get(id=hand_over.visit_id)
            sheet = read_sheet(visit, agent().open_case(visit.case_id), "answers")
            apply_change(visit, "answers", ended("left"), seen=sheet.version)
    except LeewardError:
        pass  # locked meanwhile: the hand-over has ended, and what was answered is kept


def _answered(out: _Out, link_id: str, posted: QueryDict, *, is_skipped: bool) -> Shown | None:
    findings = findings_on_device(out.sheet, out.state, timezone.now())
    items = _items(findings, out.state)
    item = next((one for one in items if one.linkId == link_id), None)
    nexts = still_to_ask(findings, items)[:1]
    if item is None or not (item in nexts or link_id in out.state.back):
        return _page(out, out.sheet, out.state)
    given = Given() if is_skipped else read_given(item, read_posted(item, posted), findings.answers, book())
    if given.fault:
        return _question(out.state, findings, items, item, fault=given.fault)
    state = out.state.answered(link_id)
    try:
        sheet = out.write(_with_answer(link_id, given.answer, state))
    except InputError:
        return _question(out.state, findings, items, item, fault="does-not-fit")
    Visit.objects.filter(id=out.visit.id).update(waits_since=timezone.now())
    return _page(out, sheet, state)


def _with_answer(link_id: str, answer: Answer, state: DeviceState) -> Any:
    """The answer, the way back and the record of it, in one save."""
    answered = answers_change({link_id: list(answer) if isinstance(answer, tuple) else answer})

    def change(sheet: Sheet) -> Mapping[str, Any]:
        return {**answered(sheet), **written(state), **with_asked(sheet.words, link_id)}

    return change


def _page(out: _Out, sheet: Sheet, state: DeviceState) -> Shown | None:
    """Where the device stands now; None, and its end, where nothing more is asked."""
    findings = findings_on_device(sheet, state, timezone.now())
    items = _items(findings, state)
    way = way_out(findings, items, asked_here=state.back)
    again = next((item for item in items if item.linkId == state.at), None)
    if way and not (way == "finished" and again):
        _end(out, way)
        return None
    if not state.is_started:
        return Shown(state, findings.answers)
    return _question(state, findings, items, again or still_to_ask(findings, items)[0])


def _items(findings: Findings, state: DeviceState) -> tuple[Item, ...]:
    """The short list of this device, as far as it is open."""
    wanted = None if state.is_long else short_list(book(), with_led=state.with_led)
    return askable(findings, book(), with_led=state.with_led, asked_here=state.back, wanted=wanted)


def _question(
    state: DeviceState, findings: Findings, items: Sequence[Item], item: Item, *, fault: Fault = ""
) -> Shown:
    is_again = item.linkId in state.back
    number = (state.back.index(item.linkId) if is_again else len(state.back)) + 1
    to_come = len(state.back) + len(still_to_ask(findings, items)) - number
    return Shown(state, findings.answers, item, number, max(to_come, 0), fault)


@contextmanager
def _out(token: str) -> Iterator[_Out | None]:
    """The device that holds this token, its visit locked and on the audit; None: it is over."""
    hand_over = _held(token)
    facts = visit_facts(hand_over.visit) if hand_over else None
    if hand_over is None or facts is None or facts.handed_to != hand_over.id:  # called in just now
        yield None
        return
    with acting(_actor(hand_over), Action.ANSWER, facts):
        visit = Visit.objects.select_for_update().get(id=hand_over.visit_id)
        now = timezone.now()
        HandOver.objects.filter(id=hand_over.id).update(ends_at=later(hand_over.began_at, now))
        sheet = read_sheet(visit, agent().open_case(visit.case_id), "answers")
        state = read_state(sheet)
        out = _Out(hand_over, visit, sheet, state) if state else None
        if out is not None and not fits_still(answers_of(sheet, now).context, out.state.voice):
            _end(out, "no-longer-fits")
            out = None
        yield out


def _held(token: str) -> HandOver | None:
    going_on = HandOver.objects.filter(ended_at=None, ends_at__gt=timezone.now(), visit__ended_at=None)
    return going_on.select_related("visit__case").filter(token_hash=hashed(token)).first() if token else None


def _actor(hand_over: HandOver) -> Actor:
    return Actor(hand_over.id, frozenset({Role.DEVICE}))


def _end(out: _Out, way: str) -> None:
    """How it ended is for the MHP alone: it stands inside the sealed answers."""
    sheet = read_sheet(out.visit, agent().open_case(out.visit.case_id), "answers")
    apply_change(out.visit, "answers", ended(way), seen=sheet.version)
    _close(out.hand_over)


def _close(hand_over: HandOver) -> None:
    now = timezone.now()
    HandOver.objects.filter(id=hand_over.id, ended_at=None).update(ended_at=now)
    Visit.objects.filter(id=hand_over.visit_id).update(waits_since=now)
