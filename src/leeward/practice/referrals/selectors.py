# SPDX-License-Identifier: Apache-2.0
"""Reading referrals: of one client, one alone, those that are due, and offices that did not answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.book import book
from leeward.practice.cases.models import Case
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.referrals.models import Referral
from leeward.practice.referrals.offices import id_now
from leeward.practice.referrals.storing import read_all, read_one
from leeward.practice.referrals.values import ListedReferral, ReferralWords, Unanswered
from leeward.practice.sealing import agent
from leeward.practice.visits.context import known_age
from leeward.practice.visits.models import Visit
from leeward.screening.context import age_bands
from leeward.stewardship import Action, reach
from leeward.stewardship.referrals import NO_ANSWER, RULES, Step

CHILD = "child"


def referrals_of(account: Account, case_id: str) -> list[ReferralWords]:
    """All of a client, those that are due first, then the newest. Raises NotFound: not theirs."""
    case = find_case(account, case_id, Action.SEE_REFERRALS)
    with acting(account.actor(), Action.SEE_REFERRALS, facts_of(case)):
        rows = sorted(case.referrals.order_by("-made_at", "id"), key=lambda row: row.due_on or date.max)
        return read_all(rows, agent().open_case(case_id))


def see_referral(account: Account, referral_id: str) -> ReferralWords:
    """One referral. Raises NotFound: none, or not theirs."""
    row = Referral.objects.select_related("case").filter(id=referral_id).first()
    if row is None:
        refuse(account.actor(), Action.SEE_REFERRALS)
    facts = facts_of(row.case)
    with acting(account.actor(), Action.SEE_REFERRALS, facts):
        found = read_one(row, agent().open_case(row.case_id))
        return replace(found, reach=reach(account.actor(), facts), is_child=is_child(row.case_id))


def is_child(case_id: str) -> bool:
    """Whether the client is known to be under 12, for a caller that may see the client."""
    age = known_age(read_case(Case.objects.get(id=case_id), agent().open_case(case_id)))
    return age is not None and CHILD in age_bands(age, book().vocabulary.ages)


def contact_of(case_id: str) -> tuple[str, date] | None:
    """Kind and day of the next contact that was told, for a caller that may see the client."""
    said = read_case(Case.objects.get(id=case_id), agent().open_case(case_id)).words
    if not said.get("next_at"):
        return None
    return said.get("next_kind", ""), datetime.fromisoformat(said["next_at"]).date()


def newest_visit(case_id: str) -> str:
    """The visit from which the directory is searched for this client; empty where there is none."""
    found = Visit.objects.filter(case_id=case_id).order_by("-opened_at").values_list("id", flat=True).first()
    return found or ""


def due_referrals(account: Account, until: date) -> list[ListedReferral]:
    """Open ones of the person's own clients that are due up to and on that day; the soonest first."""
    with acting(account.actor(), Action.LIST_VISITS):
        rows = list(
            Referral.objects.filter(case__owner=account, due_on__lte=until)
            .order_by("due_on", "id")
            .values_list("id", "case_id", "due_on", "step")
        )
        names = code_names([case_id for _, case_id, _, _ in rows])
    found = []
    for id, case_id, due_on, step in rows:
        owner = RULES[Step(step)].owner
        if case_id in names and owner is not None:
            found.append(ListedReferral(id, case_id, names[case_id], due_on, Step(step), owner))
    return found


def unanswered(case_id: str) -> frozenset[str]:
    """Services that did not answer or said no to this client, for a caller that may see the client.

    One that helped since is not among them.
    """
    return frozenset(id_now(one.service_id) for one in did_not_answer(case_id) if one.service_id)


def did_not_answer(case_id: str) -> tuple[Unanswered, ...]:
    """The same with when and why, newest first; also offices whose name was typed."""
    case = Case.objects.get(id=case_id)
    rows = case.referrals.order_by("made_at", "id")
    return tuple(_last_tries(read_all(rows, agent().open_case(case_id)))) if rows else ()


def open_with(case_id: str, service_id: str) -> str:
    """The newest open referral to that service, for a caller that may see the client; empty: none."""
    rows = Referral.objects.filter(case_id=case_id, due_on__isnull=False).order_by("-made_at", "id")
    if not service_id or not rows:
        return ""
    found = read_all(rows, agent().open_case(case_id))
    named = id_now(service_id)
    return next((one.referral.id for one in found if id_now(one.service_id) == named), "")


def _last_tries(found: Iterable[ReferralWords]) -> list[Unanswered]:
    last: dict[str, Unanswered | None] = {}
    for one in found:
        name = one.service_id or one.office.casefold()
        for taken in one.referral.standing:
            if taken.step in NO_ANSWER:
                last[name] = Unanswered(one.service_id, one.office, taken.step, taken.why, taken.on)
            elif taken.step is Step.GOT_HELP:
                last[name] = None
    return sorted((one for one in last.values() if one), key=lambda one: one.on, reverse=True)
