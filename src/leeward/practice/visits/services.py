# SPDX-License-Identifier: Apache-2.0
"""Opening, writing and ending visits. A write locks the row of the visit: read, merge, seal, in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse, require_allowed
from leeward.practice.book import book
from leeward.practice.cases.models import Case
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.selectors import see_case
from leeward.practice.cases.services import (
    CaseInput,
    amend_case,
    amend_words,
    change_case,
    facts_of,
    find_case,
)
from leeward.practice.cases.values import NOT_ASKED_YET
from leeward.practice.first_run.models import Practice
from leeward.practice.sealing import DOCUMENT_LABELS, agent, new_id
from leeward.practice.visits.chain import answers_of
from leeward.practice.visits.context import client_language, visit_context
from leeward.practice.visits.documents import Sheet, merged
from leeward.practice.visits.how_signs import DOCUMENT as SIGNS
from leeward.practice.visits.how_signs import carried_signs
from leeward.practice.visits.models import Visit
from leeward.practice.visits.return_visits import carried_over
from leeward.practice.visits.storing import read_sheets, write_sheets
from leeward.screening import find
from leeward.screening.return_visit import is_asked_for_now
from leeward.screening.suicide_screen import is_positive, missing_to_close
from leeward.stewardship import Action, Actor, CaseFacts
from leeward.terms.errors import LeewardError
from leeward.vault.ring import OpenCase

WAS_POSITIVE = "positive"
"""Key of the closing: noted once a minor's screen was positive, and never taken out."""
Change = Callable[[Sheet], Mapping[str, Any]]


class NotClosed(LeewardError):
    """A positive suicide screen of a minor is not closed. `visit_id`: in which visit."""

    def __init__(self, visit_id: str) -> None:
        super().__init__(
            "A positive suicide screen that is not closed",
            expected="a safe adult told of the danger, or what was done instead, or emergency care",
            do="Write it down on the page of the screen, then end the visit",
        )
        self.visit_id = visit_id


class VisitEnded(LeewardError):
    """The visit was ended; what was said in it stays as it was said."""


def find_visit(actor: Actor, visit_id: str, action: Action) -> Visit:
    """The row of a visit. Raises NotFound, and puts the try on record, where there is none."""
    visit = Visit.objects.select_related("case").filter(id=visit_id).first()
    if visit is None:
        refuse(actor, action)
    return visit


def visit_facts(visit: Visit) -> CaseFacts:
    """What the rules need: whose case it is, and which device it is handed to now."""
    now = timezone.now()
    handed = visit.hand_overs.filter(ended_at=None, ends_at__gt=now).values_list("id", flat=True).first()
    return replace(facts_of(visit.case), handed_to=handed or "")


def open_visit(account: Account, case_id: str) -> str:
    """Today's visit with this client: the one that is going on, else a new one; its id."""
    case = find_case(account, case_id, Action.OPEN_VISIT)
    with acting(account.actor(), Action.OPEN_VISIT, facts_of(case)):
        Case.objects.select_for_update().get(id=case_id)  # two windows at once: one visit
        last = case.visits.order_by("-opened_at").first()
        now = timezone.now()
        if last is not None and last.ended_at is None and _is_the_same_meeting(last, now):
            return last.id
        keys = agent().open_case(case_id)
        case = _asked_anew(case_id, last, now)
        words = read_case(case, keys)
        before = read_sheets(last, keys) if last else {}
        visit = Visit.objects.create(id=new_id(), case=case, opened_at=now, changed_at=now)
        answers = {
            "voice": "clinician",
            "language": client_language(words),
            "context": visit_context(words, practice_states()),
            **carried_over(before.get("answers", Sheet()), last.opened_at if last else None),
        }
        first = {name: Sheet(visit.version) for name in DOCUMENT_LABELS}
        first["answers"] = Sheet(visit.version, answers)
        first["board"] = Sheet(visit.version, before.get("board", Sheet()).words)
        first[SIGNS] = Sheet(visit.version, carried_signs(before.get(SIGNS, Sheet()).words))
        write_sheets(visit, keys, first)
    return visit.id


def _asked_anew(case_id: str, last: Visit | None, now: datetime) -> Case:
    """The case as its new visit begins: of the room only what was asked since the last one is known."""
    case = Case.objects.get(id=case_id)
    ended_at = timezone.localtime(last.ended_at) if last is not None and last.ended_at else None
    said_at = timezone.localtime(case.changed_at)
    if not is_asked_for_now(said_at, timezone.localtime(now), ended_at=ended_at):
        amend_words(case, NOT_ASKED_YET)
    return case


SAME_MEETING = timedelta(hours=12)


def _is_the_same_meeting(visit: Visit, now: datetime) -> bool:
    """Begun today, or a few hours ago before midnight."""
    return (
        timezone.localdate(visit.opened_at) == timezone.localdate(now) or now - visit.opened_at < SAME_MEETING
    )


def change_document(
    account: Account, visit_id: str, name: str, change: Change | Mapping[str, Any], *, seen: int
) -> Sheet:
    """Writes into one document of a visit; the document as it stands afterwards.

    Args:
        change: the keys to write, or a function from the present document to them.
        seen: the document's version that the page was filled from.

    Raises:
        ChangedSince: another window changed the same key to something else.
        VisitEnded: only the answers to its lines may still be written.
    """
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.WRITE_VISIT)
    with acting(actor, Action.WRITE_VISIT, visit_facts(visit)):
        return apply_change(visit, name, change, seen=seen)


def apply_change(visit: Visit, name: str, change: Change | Mapping[str, Any], *, seen: int) -> Sheet:
    """The same for a caller that was already asked whether it may; inside its transaction."""
    visit = Visit.objects.select_for_update().get(id=visit.id)
    if visit.ended_at is not None and name != "lines":
        raise VisitEnded(
            "A visit that has ended",
            expected="a visit that goes on",
            do="Open a new visit from the client's page; nothing was changed",
        )
    keys = agent().open_case(visit.case_id)
    sheets = read_sheets(visit, keys)
    before = sheets[name]
    updates = change(before) if callable(change) else change
    after = merged(before, updates, seen=seen, version=visit.version + 1)
    if after is before:
        return before
    visit.version += 1
    if name != "lines":  # noting what was done does not make the visit younger
        visit.changed_at = timezone.now()
    visit.save(update_fields=["version", "changed_at"])
    written = {**sheets, name: after}
    write_sheets(visit, keys, remembering(written, visit.version) if name == "answers" else written)
    return after


def remembering(sheets: Mapping[str, Sheet], version: int) -> Mapping[str, Sheet]:
    """The documents, where a positive suicide screen of a minor is noted for good: see `missing_to_close`."""
    closing = sheets["closing"]
    if closing.words.get(WAS_POSITIVE):
        return sheets
    findings = find(answers_of(sheets["answers"], timezone.now()), book())
    if not (is_positive(findings, book()) and findings.answers.is_young):
        return sheets
    noted = merged(closing, {WAS_POSITIVE: True}, seen=closing.version, version=version)
    return {**sheets, "closing": noted}


def end_visit(account: Account, visit_id: str) -> None:
    """Ends a visit: from now on nothing in it changes but late answers to its lines.

    Raises:
        NotClosed: a positive suicide screen of a minor, of this visit or one before it that was never
            ended, without what must be written down.
    """
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.END_VISIT)
    with acting(actor, Action.END_VISIT, visit_facts(visit)):
        visit = Visit.objects.select_for_update().get(id=visit_id)  # before its devices, as everywhere
        keys = agent().open_case(visit.case_id)
        open_ones = unclosed(visit, read_sheets(visit, keys), keys)
        if open_ones:
            raise NotClosed(open_ones[0])
        now = timezone.now()
        is_out = visit.hand_overs.filter(ended_at=None, ends_at__gt=now).exists()
        visit.hand_overs.filter(ended_at=None).update(ended_at=now)
        waits = visit.waits_since if is_out else None  # answers that came while the page stood open
        Visit.objects.filter(id=visit_id, ended_at=None).update(ended_at=now, waits_since=waits)


def unclosed(visit: Visit, sheets: Mapping[str, Sheet], keys: OpenCase) -> tuple[str, ...]:
    """This visit and those before it never ended, where a positive suicide screen is not closed; by id.

    Args:
        sheets: the documents of this visit. `keys`: of its case.
    """
    before = Visit.objects.filter(case_id=visit.case_id, ended_at=None, opened_at__lt=visit.opened_at)
    all_of_them = [*((one.id, read_sheets(one, keys)) for one in before), (visit.id, sheets)]
    return tuple(id for id, documents in all_of_them if is_unclosed(documents))


def is_unclosed(sheets: Mapping[str, Sheet]) -> bool:
    """Whether something must still be written before a visit with these documents may end."""
    words = sheets["closing"].words
    if not words.get(WAS_POSITIVE):
        return False  # noted at the save that made it positive, see `remembering`
    findings = find(answers_of(sheets["answers"], timezone.now()), book())
    return bool(missing_to_close(findings, closing_words(words), book(), was_positive=True))


def closing_words(words: Mapping[str, Any]) -> dict[str, str]:
    """The closing as the rule reads it: the way and its own fields."""
    way = str(words.get("way", ""))
    prefix = f"{way}."
    return {
        "way": way,
        **{key.removeprefix(prefix): str(value) for key, value in words.items() if key.startswith(prefix)},
    }


def mark_seen(account: Account, visit_id: str, waits_since: datetime | None) -> None:
    """The owner looked at what a device brought back until then; what came later still waits.

    Whoever else looks leaves it waiting: the owner was not told by that.
    """
    if waits_since is None:
        return
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.SEE_VISIT)
    if visit.case.owner_id != account.id:
        return
    with acting(actor, Action.WRITE_VISIT, visit_facts(visit)):
        Visit.objects.filter(id=visit_id, waits_since=waits_since).update(waits_since=None)


def change_client(account: Account, case_id: str, given: CaseInput, *, version: int) -> None:
    """Changes the client's page, and what the visits that go on know of it, or neither."""
    facts = facts_of(find_case(account, case_id, Action.CHANGE_CASE))
    require_allowed(account.actor(), Action.CHANGE_CASE, facts)
    with transaction.atomic():
        change_case(account, case_id, given, version=version)
        refresh_context(account, case_id)


def refresh_context(account: Account, case_id: str) -> None:
    """After the client's page was changed: the visits that go on know it too."""
    words = see_case(account, case_id)
    context = visit_context(words, practice_states())
    for visit in Visit.objects.filter(case_id=case_id, ended_at=None):
        change_document(account, visit.id, "answers", lambda sheet: _brought(sheet, context), seen=0)


def _brought(sheet: Sheet, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """An age that was known does not become unknown in a visit: the rules for the young would fall silent."""
    known = sheet.words.get("context", {}).get("age")
    kept = {"age": known} if known is not None and "age" not in context else {}
    return {"context": {**context, **kept}}


def amend_client(account: Account, visit_id: str, words: dict[str, str]) -> None:
    """Changes a few fields of the client's page from within a visit, which then knows them too."""
    visit = find_visit(account.actor(), visit_id, Action.WRITE_VISIT)
    require_allowed(account.actor(), Action.WRITE_VISIT, visit_facts(visit))
    case_id = visit.case_id
    with transaction.atomic():
        amend_case(account, case_id, words)
        refresh_context(account, case_id)


def practice_states() -> tuple[str, ...]:
    """Where the practice works: US-WA and so on."""
    practice = Practice.objects.first()
    return tuple(practice.states.split()) if practice else ()
