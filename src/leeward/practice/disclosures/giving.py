# SPDX-License-Identifier: Apache-2.0
"""Giving something out: consent looked at in the very transaction in which the release is written down.

The files are made first, which takes a while. Then, while nobody else can take the consent back: covered,
put on record, written into the list. Only when that is saved do the bytes leave. A second click with the
same page is the same release, looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from leeward.papers import bundle, manifest_of
from leeward.papers.extract import BUNDLE_NAME
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, note, require_allowed
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.disclosures.agreements import local_now, read_agreements
from leeward.practice.disclosures.content import Choice, parts_of
from leeward.practice.disclosures.models import Release, ReleaseRequest
from leeward.practice.disclosures.requests import read_request, store
from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.disclosures.values import GivenOut, NotCovered
from leeward.practice.sealing import RELEASE, agent
from leeward.stewardship import Action
from leeward.stewardship.consent import (
    Covered,
    ExportRequest,
    Refusal,
    Refused,
    covers,
)
from leeward.stewardship.release import Ground, OutOfOrder, Request, Step, against, give
from leeward.stewardship.retention import RecordClass
from leeward.vault.ring import OpenCase


@dataclass(frozen=True, slots=True, repr=False)
class Bundle:
    """The bytes, under a name that says nothing."""

    data: bytes
    file_name: str


class _SentMeanwhile(Exception):
    """The same page was sent twice at once, and the other one was first."""


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a release rests on."""

    consent_id: str = ""
    request: Request | None = None


def give_out(
    account: Account, case_id: str, recipient: str, choice: Choice, *, once: str, request_id: str = ""
) -> Bundle:
    """The files of one class for one recipient.

    Args:
        once: the id of the release: the page's own.
        request_id: the request that it answers, if one does.

    Raises:
        NotCovered: no consent, or no ground of the request, covers this now; nothing was given out.
        PaperError: a page that could not be set.
    """
    case = find_case(account, case_id, Action.EXPORT)
    require_allowed(account.actor(), Action.EXPORT, facts_of(case))
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        parts = parts_of(account, case_id, choice)
    about = {
        "record_class": choice.record_class.value,
        "made_on": timezone.localdate().isoformat(),
        "for": " ".join(recipient.split()),
        "nothing_else": True,
    }
    manifest = manifest_of(parts, about)
    put_on_record(account, case, recipient, choice, manifest, once=once, request_id=request_id)
    return Bundle(bundle(parts, about), BUNDLE_NAME.said_in(choice.language))


def put_on_record(
    account: Account,
    case: Case,
    recipient: str,
    choice: Choice,
    manifest: Mapping[str, Any],
    *,
    once: str,
    request_id: str = "",
    consent_id: str = "",
    detail: str = "",
) -> None:
    """Covered, on record and in the list, all in one transaction; only then may anything leave.

    Args:
        consent_id: the one agreement that was chosen; empty: any that covers it.
        detail: what it was, for the ledger; the class it belongs to, where nothing is said.

    Raises:
        NotCovered: nothing covers it now; the try is on record, and nothing else.
    """
    told = detail or choice.record_class.value
    try:
        try:
            _write_down(account, case, recipient, choice, manifest, once, request_id, consent_id, told)
        except _SentMeanwhile:  # by the first of two clicks: this one is the second
            _write_down(account, case, recipient, choice, manifest, once, request_id, consent_id, told)
    except NotCovered:
        note(Action.EXPORT.value, actor_id=account.id, case_id=case.id, is_allowed=False)
        raise


def _write_down(
    account: Account,
    case: Case,
    recipient: str,
    choice: Choice,
    manifest: Mapping[str, Any],
    once: str,
    request_id: str,
    consent_id: str,
    detail: str,
) -> None:
    keys = agent().open_case(case.id)
    before = Release.objects.filter(id=once).first()
    is_repeated = before is not None and (before.request_id or "") == request_id
    rests_on = (request_id, consent_id)
    expected = _allowed(case, keys, recipient, choice, *rests_on, is_repeated=is_repeated)
    with acting(
        account.actor(),
        Action.REPEAT_EXPORT if before else Action.EXPORT,
        facts_of(case),
        recipient=recipient,
        detail=detail,
        consent=expected.consent_id,
    ):
        # the ledger before the case, as everywhere: two that lock in another order would block each other
        Case.objects.select_for_update().get(id=case.id)
        if before is None and Release.objects.filter(id=once).exists():
            raise _SentMeanwhile
        allowed = _allowed(case, keys, recipient, choice, *rests_on, is_repeated=is_repeated)
        if allowed.consent_id != expected.consent_id:
            raise NotCovered(Refusal.NONE.value)
        if before is None:
            _add(account, case, keys, recipient, choice, manifest, once, allowed)
        else:
            _require_same(before, case, keys, recipient, choice, manifest, is_repeated=is_repeated)


def _allowed(
    case: Case,
    keys: OpenCase,
    recipient: str,
    choice: Choice,
    request_id: str,
    consent_id: str,
    *,
    is_repeated: bool,
) -> _Allowed:
    """What this rests on, for a caller that holds the row of the case. Raises NotCovered."""
    asked = ExportRequest(recipient, frozenset({choice.record_class}))
    consents = [one.consent for one in read_agreements(case, keys)]
    if consent_id:
        consents = [one for one in consents if one.id == consent_id]
    if not request_id:
        return _Allowed(_covered(covers(consents, asked, local_now())).consent_id)
    row = ReleaseRequest.objects.filter(id=request_id, case=case).first()
    if row is None:
        raise NotCovered("none")
    asked_by = read_request(row, keys)
    request, named = asked_by.request, asked_by.words.get("said_name", "")
    why_not = against(request, named=named, recipient=recipient, record_class=choice.record_class)
    if why_not:
        raise NotCovered(why_not)
    covered = covers(consents, asked, local_now()) if request.ground is Ground.CONSENT else None
    if covered is not None:
        _covered(covered)
    if is_repeated and request.step is Step.GIVEN:
        return _Allowed(request.consent_id, request)
    try:
        given = give(request, consent=covered)
    except OutOfOrder as error:
        raise NotCovered(error.why) from error
    return _Allowed(given.consent_id, given)


def _covered(found: Covered | Refused) -> Covered:
    if isinstance(found, Refused):
        raise NotCovered(found.reason.value)
    return found


def _require_same(
    before: Release,
    case: Case,
    keys: OpenCase,
    recipient: str,
    choice: Choice,
    manifest: Mapping[str, Any],
    *,
    is_repeated: bool,
) -> None:
    """A second click sends the same words and gives the same files; anything else is another release, and
    needs a page of its own."""
    words = _words(before, keys) if is_repeated and before.case_id == case.id else None
    if (
        words is None
        or words["recipient"] != recipient
        or words["manifest"] != manifest
        or before.record_class != choice.record_class.value
    ):
        raise NotCovered("sent-before")


def _add(
    account: Account,
    case: Case,
    keys: OpenCase,
    recipient: str,
    choice: Choice,
    manifest: Mapping[str, Any],
    once: str,
    allowed: _Allowed,
) -> None:
    words = {"recipient": recipient, "manifest": manifest}
    Release.objects.create(
        id=once,
        case=case,
        agreement_id=allowed.consent_id or None,
        request_id=allowed.request.id if allowed.request else None,
        account_id=account.id,
        given_at=timezone.now(),
        record_class=choice.record_class.value,
        sealed=sealed(keys.key, RELEASE, once, words, version=1, person=None),
    )
    if allowed.request is not None:
        store(ReleaseRequest.objects.get(id=allowed.request.id), keys, allowed.request, {})


def given_out(account: Account, case_id: str) -> list[GivenOut]:
    """All releases of a case, newest first."""
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        keys = agent().open_case(case_id)
        return [_opened(row, keys) for row in case.releases.order_by("-given_at", "id")]


def _opened(row: Release, keys: OpenCase) -> GivenOut:
    words = _words(row, keys)
    return GivenOut(
        row.id,
        row.given_at,
        RecordClass(row.record_class),
        words["recipient"],
        words["manifest"],
        row.agreement_id is not None,
    )


def _words(row: Release, keys: OpenCase) -> dict[str, Any]:
    return unsealed(keys.key, RELEASE, row.id, row.sealed, version=1, person=None)
