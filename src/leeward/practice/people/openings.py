# SPDX-License-Identifier: Apache-2.0
"""Opening a colleague's case with a reason ("break the glass"), and telling its owner.

    opened = open_with_reason(ola, "Tern", reason="Their client rings and is in danger", who_knows="Uma")

It lasts four hours or until it is given back. The owner, and those who supervise the owner, are told who,
when, why and what was looked at, until each says that they saw it. A try that opens nothing is on record,
looks like any page that is not there, and few of them can be made in an hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.models import AuditEntry
from leeward.practice.audit.services import acting, note, refuse, require_allowed
from leeward.practice.cases.models import Case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import facts_of
from leeward.practice.cases.values import NUMBER_LETTERS
from leeward.practice.people.models import Opening, OpeningSeen, OpeningTry, Supervision
from leeward.practice.people.selectors import names_of
from leeward.practice.people.values import Open, Opened
from leeward.practice.people.words import looked_told
from leeward.practice.sealing import OPENING, agent, new_id, seal, unseal
from leeward.stewardship import Action
from leeward.stewardship.break_glass import OPEN_FOR, TRIES_WITHIN, as_code_name, as_number, may_try_at
from leeward.terms.errors import LeewardError
from leeward.vault.faults import KeyMissing

AT_ONCE = 500
"""Code names opened in one go, in a search through the whole practice."""


class TooManyTries(LeewardError):
    """Too many tries that opened nothing. `again_at`: when the next one is read."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(
            "Too many tries within an hour",
            expected="the code name or the number of the case, as a colleague told it",
            do="Ask a colleague who knows the client, then try again later",
        )
        self.again_at = again_at


class _Words(msgspec.Struct, frozen=True):
    reason: str
    who_knows: str


def open_with_reason(account: Account, named: str, *, reason: str, who_knows: str) -> str:
    """Opens the one case of a colleague with this code name or number; the case's id.

    Raises:
        NotFound: none, or more than one.
        TooManyTries: five of them within an hour.
    """
    actor = account.actor()
    require_allowed(actor, Action.BREAK_GLASS)
    _slow_down(account)
    found = _colleagues_cases(account, named)
    if len(found) != 1:
        OpeningTry.objects.create(account=account, at=timezone.now())
        refuse(actor, Action.BREAK_GLASS)
    case = Case.objects.get(id=found[0])
    words = msgspec.json.encode(_Words(reason.strip(), who_knows.strip())).decode()
    with acting(actor, Action.BREAK_GLASS, facts_of(case), reason=reason):
        Account.objects.select_for_update().get(id=account.id)  # pressed twice: one opening
        if _open_now(account).filter(case=case).exists():
            return case.id
        id, now = new_id(), timezone.now()
        sealed = seal(agent().open_case(case.id).key, OPENING.name, id, words, version=1, person=None)
        Opening.objects.create(
            id=id, case=case, account=account, opened_at=now, ends_at=now + OPEN_FOR, sealed=sealed
        )
    return case.id


def give_back(account: Account, opening_id: str) -> None:
    """Ends an opening of one's own before its hour. Doing it twice does no harm."""
    actor = account.actor()
    opening = Opening.objects.select_related("case").filter(id=opening_id, account=account).first()
    if opening is None:
        refuse(actor, Action.GIVE_BACK)
    if opening.ended_at is not None or opening.ends_at <= timezone.now():
        return
    with acting(actor, Action.GIVE_BACK, facts_of(opening.case)):
        Opening.objects.filter(id=opening_id, ended_at=None).update(ended_at=timezone.now())


def my_openings(account: Account) -> list[Open]:
    """Colleagues' cases that this person has open now, the one that ends first above."""
    rows = list(_open_now(account).order_by("ends_at"))
    names = code_names([one.case_id for one in rows])
    return [Open(one.id, one.case_id, names.get(one.case_id, ""), one.ends_at) for one in rows]


def openings_to_see(account: Account) -> list[Opened]:
    """Openings of this person's cases, and of those they supervise, which they have not said they saw."""
    rows = list(
        _told_to(account)
        .exclude(seen_by__account=account)
        .exclude(account=account)
        .select_related("case")
        .order_by("-opened_at")
    )
    names = code_names([one.case_id for one in rows])
    people = names_of({id for one in rows for id in (one.account_id, one.case.owner_id)})
    return [_told(one, names[one.case_id], people) for one in rows if one.case_id in names]


def openings_shown(account: Account) -> list[dict[str, object]]:
    """The same, with what was looked at in words."""
    return [{"one": one, "looked": looked_told(one.looked_at)} for one in openings_to_see(account)]


def say_seen(account: Account, opening_id: str) -> None:
    """This person saw it; it stands on their page no more, and on record that they did."""
    actor = account.actor()
    opening = Opening.objects.select_related("case").filter(id=opening_id).first()
    if opening is None:
        refuse(actor, Action.SEE_OPENINGS)
    with acting(actor, Action.SEE_OPENINGS, facts_of(opening.case)):
        OpeningSeen.objects.get_or_create(
            opening=opening, account=account, defaults={"seen_at": timezone.now()}
        )


def _slow_down(account: Account) -> None:
    """Raises TooManyTries."""
    now = timezone.now()
    OpeningTry.objects.filter(account=account, at__lt=now - TRIES_WITHIN).delete()
    tries = list(OpeningTry.objects.filter(account=account).order_by("at").values_list("at", flat=True))
    again_at = may_try_at(tries, now=now)
    if again_at is not None:
        note(Action.BREAK_GLASS.value, actor_id=account.id, is_allowed=False)
        raise TooManyTries(again_at)


def _colleagues_cases(account: Account, named: str) -> list[str]:
    """Ids of the cases of others that are called so, or have this number."""
    others = Case.objects.exclude(owner=account)
    number = as_number(named, letters=NUMBER_LETTERS)
    by_number = list(others.filter(id__startswith=number).values_list("id", flat=True)) if number else []
    wanted = as_code_name(named)
    ids = list(others.values_list("id", flat=True))
    by_name = [
        id
        for at in range(0, len(ids), AT_ONCE)
        for id, name in code_names(ids[at : at + AT_ONCE]).items()
        if as_code_name(name) == wanted
    ]
    return list(dict.fromkeys([*by_number, *by_name]))


def _open_now(account: Account) -> QuerySet[Opening]:
    return Opening.objects.filter(account=account, ended_at=None, ends_at__gt=timezone.now())


def _told_to(account: Account) -> QuerySet[Opening]:
    supervised = Supervision.objects.filter(supervisor=account).values("clinician_id")
    return Opening.objects.filter(Q(case__owner=account) | Q(case__owner__in=supervised))


def _told(opening: Opening, code_name: str, people: dict[str, str]) -> Opened:
    end = opening.ended_at or opening.ends_at
    words = _words(opening)
    return Opened(
        opening.id,
        opening.case_id,
        code_name,
        people[opening.account_id],
        people[opening.case.owner_id],
        opening.opened_at,
        end,
        end <= timezone.now(),
        words.reason,
        words.who_knows,
        _looked_at(opening, end),
    )


def _looked_at(opening: Opening, end: datetime) -> tuple[str, ...]:
    rows: Iterable[str] = (
        AuditEntry.objects.filter(
            case_id=opening.case_id,
            actor_id=opening.account_id,
            at__gte=opening.opened_at,
            at__lte=end,
            is_allowed=True,
        )
        .order_by("id")
        .values_list("action", flat=True)
    )
    return tuple(dict.fromkeys(rows))


def _words(opening: Opening) -> _Words:
    """What was written; empty where the key of the case is gone."""
    try:
        key = agent().open_case(opening.case_id).key
    except KeyMissing:
        return _Words("", "")
    text = unseal(key, OPENING.name, opening.id, opening.sealed, version=1, person=None)
    return msgspec.json.decode(text, type=_Words)
