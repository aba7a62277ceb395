# SPDX-License-Identifier: Apache-2.0
"""What was agreed for a day: made from the plan, shown on *Today*, done, reopened or moved.

    make_follow_up(account, case_id, visit_id, due_at, {"what": "Ring about the form", "way": "..."})

The day and hour stand open so that lists need no key; what and by which way is sealed with the client's
own key, anew at every version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.models import Case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.sealing import FOLLOW_UP, agent, new_id, seal, unseal
from leeward.practice.visits.models import FollowUp, Visit
from leeward.practice.visits.values import ListedFollowUp
from leeward.stewardship import Action
from leeward.terms.errors import InputError
from leeward.vault.ring import OpenCase

MAX_WORDS = 500


def make_follow_up(
    account: Account, case_id: str, visit_id: str | None, due_at: datetime, words: Mapping[str, str]
) -> str:
    """Something to do on a day; its id.

    Args:
        visit_id: the visit it was agreed in, or None.
        due_at: aware.
        words: `what`, and `way`: how, and how not, to get in touch for it. `way` may be empty.

    Raises:
        InputError: `what` is empty, or either is too long.
        NotFound: not their case, or a visit of another one.
    """
    said = _checked(words)
    actor = account.actor()
    case = find_case(account, case_id, Action.FOLLOW_UP)
    if visit_id and not Visit.objects.filter(id=visit_id, case_id=case_id).exists():
        refuse(actor, Action.FOLLOW_UP, case_id)  # before the transaction, which would take its row back
    with acting(actor, Action.FOLLOW_UP, facts_of(case)):
        follow_up = FollowUp(
            id=new_id(),
            case=case,
            visit_id=visit_id or None,
            person_id=_client_id(case),
            due_at=due_at,
            version=1,
            made_at=timezone.now(),
        )
        follow_up.sealed = _sealed(follow_up, agent().open_case(case_id), said)
        follow_up.save(force_insert=True)
    return follow_up.id


def due_follow_ups(account: Account, until: datetime) -> list[ListedFollowUp]:
    """What is open and due before `until` (aware), and what was done today; the soonest first."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = Q(done_at=None, due_at__lt=until) | Q(done_at__gte=midnight)
    with acting(account.actor(), Action.LIST_VISITS):
        rows = list(FollowUp.objects.filter(wanted, case__owner=account).order_by("due_at", "id"))
        names = code_names([row.case_id for row in rows])
        keys = {case_id: agent().open_case(case_id) for case_id in names}
        return [
            ListedFollowUp(
                row.id,
                row.case_id,
                names[row.case_id],
                row.due_at,
                row.done_at,
                row.version,
                _opened(row, keys[row.case_id]),
            )
            for row in rows
            if row.case_id in keys
        ]


def finish_follow_up(account: Account, follow_up_id: str, seen_version: int) -> None:
    """It is done. Raises ChangedMeanwhile: another window changed it after `seen_version`."""

    def finish(follow_up: FollowUp) -> None:
        follow_up.done_at = timezone.now()

    _change(account, follow_up_id, seen_version, finish)


def reopen_follow_up(account: Account, follow_up_id: str, seen_version: int) -> None:
    """It is not done after all. Raises ChangedMeanwhile."""

    def reopen(follow_up: FollowUp) -> None:
        follow_up.done_at = None

    _change(account, follow_up_id, seen_version, reopen)


def move_follow_up(account: Account, follow_up_id: str, seen_version: int, due_at: datetime) -> None:
    """To another day and hour (aware). Raises ChangedMeanwhile."""

    def move(follow_up: FollowUp) -> None:
        follow_up.due_at = due_at

    _change(account, follow_up_id, seen_version, move)


def reword_follow_up(
    account: Account, follow_up_id: str, seen_version: int, words: Mapping[str, str]
) -> None:
    """In other words, such as another way to get in touch. Raises ChangedMeanwhile, InputError."""
    _change(account, follow_up_id, seen_version, words=_checked(words))


def _change(
    account: Account,
    follow_up_id: str,
    seen_version: int,
    change: Callable[[FollowUp], None] = lambda _: None,
    *,
    words: Mapping[str, str] | None = None,
) -> None:
    """The next version of one row, its words, or new ones, sealed anew for it."""
    actor = account.actor()
    found = FollowUp.objects.select_related("case").filter(id=follow_up_id).first()
    if found is None:
        refuse(actor, Action.FOLLOW_UP)
    with acting(actor, Action.FOLLOW_UP, facts_of(found.case)):
        follow_up = FollowUp.objects.select_for_update().get(id=follow_up_id)
        if follow_up.version != seen_version:
            raise ChangedMeanwhile(
                "Something agreed that was changed meanwhile",
                expected=f"version {seen_version}",
                do="Look at what stands there now, then change it again",
            )
        keys = agent().open_case(follow_up.case_id)
        said = _opened(follow_up, keys) if words is None else words
        change(follow_up)
        follow_up.version += 1
        follow_up.sealed = _sealed(follow_up, keys, said)
        follow_up.save(update_fields=["due_at", "done_at", "version", "sealed"])


def _checked(words: Mapping[str, str]) -> dict[str, str]:
    said = {name: words.get(name, "").strip() for name in ("what", "way")}
    if not said["what"]:
        raise InputError(
            "nothing to do", expected="a few words", do="Write what was agreed, then save", where="what"
        )
    for name, text in said.items():
        if len(text) > MAX_WORDS:
            raise InputError(
                "a long text", expected=f"up to {MAX_WORDS} letters", do="Shorten it", where=name
            )
    return said


def _client_id(case: Case) -> str:
    return str(case.persons.values_list("id", flat=True)[0])


def _sealed(follow_up: FollowUp, keys: OpenCase, words: Mapping[str, str]) -> bytes:
    person = follow_up.person_id
    text = msgspec.json.encode(words).decode("utf-8")
    return seal(
        keys.person(person), FOLLOW_UP.name, follow_up.id, text, version=follow_up.version, person=person
    )


def _opened(follow_up: FollowUp, keys: OpenCase) -> dict[str, Any]:
    person = follow_up.person_id
    text = unseal(
        keys.person(person),
        FOLLOW_UP.name,
        follow_up.id,
        follow_up.sealed,
        version=follow_up.version,
        person=person,
    )
    found: dict[str, Any] = msgspec.json.decode(text)
    return found
