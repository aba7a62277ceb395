# SPDX-License-Identifier: Apache-2.0
"""A paper leaves: on record first, and from us only under a release that covers it at that moment."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from leeward.papers import Paper, Part, manifest_of
from leeward.papers.letters import LetterKind, may_go_from_us
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, note
from leeward.practice.cases.services import find_case
from leeward.practice.disclosures.agreements import agreements_of, local_now
from leeward.practice.disclosures.content import Choice
from leeward.practice.disclosures.giving import put_on_record
from leeward.practice.disclosures.values import AgreementWords, NotCovered
from leeward.practice.visits.services import find_visit, visit_facts
from leeward.stewardship import Action
from leeward.stewardship.consent import Refusal, is_open, same_recipient
from leeward.stewardship.retention import RecordClass
from leeward.terms.text import Language

PREFIX = "letter-"
COPIES = {"own": "own-copy", "desk": "desk-copy", "form": "form-copy"}
"""How the ledger writes who took it: the client, nobody, or the client into a form of the reader."""


def note_paper(account: Account, visit_id: str, kind: LetterKind, way: str) -> None:
    """One row in the ledger: what it was, and whether the client takes it, copies it or it stays."""
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.PRINT)
    detail = f"{PREFIX}{kind}, {COPIES[way]}"
    with acting(actor, Action.PRINT, visit_facts(visit), detail=detail):
        pass


def releases_for_letters(account: Account, case_id: str) -> list[AgreementWords]:
    """The releases under which something of what was said and chosen may be given out now."""
    now = local_now()
    return [
        one
        for one in agreements_of(account, case_id)
        if is_open(one.consent, now) and RecordClass.CLIENT_RECORD in one.consent.classes
    ]


def give_letter(
    account: Account,
    case_id: str,
    visit_id: str,
    kind: LetterKind,
    paper: Paper,
    *,
    consent_id: str,
    to: str,
    fields: Collection[str],
    language: Language,
    once: str,
) -> str:
    """From us to the recipient of a release; their name. The bytes may leave once this has returned.

    Args:
        consent_id: the release that was chosen; whether it covers is asked in the same transaction.
        to: whom the paper names; empty: nobody.
        fields: the ids of what stands on it.

    Raises:
        NotCovered: no such release, another recipient, one that ended or was taken back meanwhile, or a
            paper that tells of what the client keeps.
    """
    if not may_go_from_us(kind, fields):
        note(Action.EXPORT.value, actor_id=account.id, case_id=case_id, is_allowed=False)
        raise NotCovered(Refusal.WIDER.value)
    chosen = [one.consent for one in agreements_of(account, case_id) if one.consent.id == consent_id]
    recipient = chosen[0].recipient if chosen else ""
    if not chosen or (to and not same_recipient(to, recipient)):
        note(Action.EXPORT.value, actor_id=account.id, case_id=case_id, is_allowed=False)
        raise NotCovered((Refusal.OTHER_RECIPIENT if chosen else Refusal.NONE).value)
    manifest = manifest_of(
        [Part(paper.file_name, paper.pdf, (f"{PREFIX}{kind}",))],
        {
            "record_class": RecordClass.CLIENT_RECORD.value,
            "made_on": timezone.localdate().isoformat(),
            "for": recipient,
            "nothing_else": True,
        },
    )
    choice = Choice(RecordClass.CLIENT_RECORD, frozenset({visit_id}), frozenset({"pdf"}), language)
    case = find_case(account, case_id, Action.EXPORT)
    put_on_record(
        account,
        case,
        recipient,
        choice,
        manifest,
        once=once,
        consent_id=consent_id,
        detail=f"{PREFIX}{kind}",
    )
    return recipient
