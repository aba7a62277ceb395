# SPDX-License-Identifier: Apache-2.0
"""Somebody asks for a record: each step written down, in the order that `stewardship.release` keeps.

Two people, or two windows, cannot take the same step twice: whoever comes second meets `ChangedMeanwhile`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.disclosures.models import ReleaseRequest
from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.disclosures.values import RequestWords
from leeward.practice.sealing import RELEASE_REQUEST, agent, new_id
from leeward.stewardship import Action
from leeward.stewardship.release import Claim, Request, Way, open_request
from leeward.vault.ring import OpenCase

Change = Callable[[Request], Request]


def write_request(
    account: Account, case_id: str, claim: Claim, way: Way, words: Mapping[str, str], *, once: str = ""
) -> str:
    """A request as it came in; its id. Nothing was said to anybody yet."""
    case = find_case(account, case_id, Action.WRITE_REQUEST)
    with acting(account.actor(), Action.WRITE_REQUEST, facts_of(case)):
        Case.objects.select_for_update().get(id=case_id)
        request_id = once or new_id()
        if ReleaseRequest.objects.filter(id=request_id, case=case).exists():
            return request_id
        now = timezone.now()
        row = ReleaseRequest(id=request_id, case=case, made_at=now, changed_at=now)
        request = open_request(request_id, case_id, claim, way, by=account.id)
        _seal(row, agent().open_case(case_id), request, words)
        row.save(force_insert=True)
    return request_id


def take_step(
    account: Account,
    request_id: str,
    change: Change,
    words: Mapping[str, str],
    *,
    seen: int,
    action: Action = Action.WRITE_REQUEST,
    recipient: str = "",
) -> RequestWords:
    """The next step of a request.

    Args:
        words: what was written down at this step; what was written before is kept.
        seen: the version the page was filled from.

    Raises:
        OutOfOrder: a step that cannot be taken now.
        ChangedMeanwhile: somebody else took one.
    """
    case_id = case_of(account, request_id, action)
    case = find_case(account, case_id, action)
    with acting(account.actor(), action, facts_of(case), recipient=recipient):
        row = ReleaseRequest.objects.select_for_update().get(id=request_id)
        if row.version != seen:
            raise ChangedMeanwhile(
                "A request that somebody else went on with",
                expected=f"version {seen}",
                do="Look at where it stands now",
            )
        keys = agent().open_case(case_id)
        return store(row, keys, change(read_request(row, keys).request), words)


def store(row: ReleaseRequest, keys: OpenCase, request: Request, words: Mapping[str, str]) -> RequestWords:
    """Saves a request after a step, for a caller that holds its row."""
    kept = {**read_request(row, keys).words, **words}
    row.version += 1
    row.changed_at = timezone.now()
    row.step = request.step.value
    _seal(row, keys, request, kept)
    row.save()
    return read_request(row, keys)


def see_request(account: Account, request_id: str) -> RequestWords:
    """One request, opened."""
    case_id = case_of(account, request_id, Action.SEE_RELEASES)
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        row = ReleaseRequest.objects.get(id=request_id)
        return read_request(row, agent().open_case(case_id))


def requests_of(account: Account, case_id: str) -> list[RequestWords]:
    """All requests of a case, newest first."""
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        keys = agent().open_case(case_id)
        return [read_request(row, keys) for row in case.release_requests.order_by("-made_at", "id")]


def case_of(account: Account, request_id: str, action: Action) -> str:
    """The case of a request. Raises NotFound where there is none."""
    case_id = ReleaseRequest.objects.filter(id=request_id).values_list("case_id", flat=True).first()
    if case_id is None:
        refuse(account.actor(), action)
    return str(case_id)


def read_request(row: ReleaseRequest, keys: OpenCase) -> RequestWords:
    """A request, for a caller that may see it."""
    found = unsealed(keys.key, RELEASE_REQUEST, row.id, row.sealed, version=row.version, person=None)
    request = msgspec.convert(found["request"], Request)
    return RequestWords(request, found["words"], row.made_at, row.changed_at, row.version)


def _seal(row: ReleaseRequest, keys: OpenCase, request: Request, words: Mapping[str, str]) -> None:
    content = {"request": msgspec.to_builtins(request), "words": dict(words)}
    row.sealed = sealed(keys.key, RELEASE_REQUEST, row.id, content, version=row.version, person=None)
