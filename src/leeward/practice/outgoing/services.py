# SPDX-License-Identifier: Apache-2.0
"""A client's one way for messages, what they say of it, and sending a fixed sentence there.

A message is on record, with the address sealed in the ledger, before anything leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, note, require_allowed
from leeward.practice.book import book
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.outgoing.forms import MESSAGES
from leeward.practice.outgoing.models import Channel
from leeward.practice.outgoing.server import MailServer, NotSent
from leeward.practice.sealing import CHANNEL, agent, seal, unseal
from leeward.stewardship import Action
from leeward.stewardship.outgoing import LASTS, WhyNot, may_send
from leeward.terms.errors import LeewardError
from leeward.terms.text import Language

FAILED = "message.failed"


class MayNotSend(LeewardError):
    """`why`: what speaks against it; nothing left."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(
            "A way that was not confirmed within thirty days",
            expected="one that the client said only they read",
            do="Ask the client again",
        )
        self.why = why


@dataclass(frozen=True, slots=True, repr=False)
class ChannelWords:
    """As it stands. `version` 0: none yet. Times are aware, UTC."""

    version: int
    address: str
    confirmed_at: datetime | None
    ends_at: datetime | None
    why_not: WhyNot


def see_channel(account: Account, case_id: str) -> ChannelWords:
    case = find_case(account, case_id, Action.SEE_CHANNEL)
    with acting(account.actor(), Action.SEE_CHANNEL, facts_of(case)):
        return _read(case)


def confirm_channel(account: Account, case_id: str, address: str, *, only_they_read: bool, seen: int) -> None:
    """Keeps what the client says today. Raises ChangedMeanwhile: it is no longer at version `seen`."""
    case = find_case(account, case_id, Action.CONFIRM_CHANNEL)
    with acting(account.actor(), Action.CONFIRM_CHANNEL, facts_of(case)):
        case = Case.objects.select_for_update().get(id=case_id)
        now = Channel.objects.filter(case=case).first()
        if (now.version if now else 0) != seen:
            raise ChangedMeanwhile(
                "A record that was saved meanwhile",
                expected=f"version {seen}",
                do="Look at what is saved now, then save again",
            )
        person_id = now.person_id if now else case.persons.values_list("id", flat=True)[0]
        key = agent().open_case(case_id).person(person_id)
        version = seen + 1
        Channel.objects.update_or_create(
            case=case,
            defaults={
                "person_id": person_id,
                "version": version,
                "sealed": seal(key, CHANNEL.name, case_id, address, version=version, person=person_id),
                "confirmed_at": timezone.now() if only_they_read else None,
            },
        )


def forget_channel(account: Account, case_id: str) -> None:
    """Nothing is sent any more; the address goes."""
    case = find_case(account, case_id, Action.CONFIRM_CHANNEL)
    with acting(account.actor(), Action.CONFIRM_CHANNEL, facts_of(case)):
        channel = Channel.objects.filter(case=case).first()
        if channel is not None:  # the row stays: its version must never be given out again
            key = agent().open_case(case_id).person(channel.person_id)
            channel.version += 1
            channel.confirmed_at = None
            channel.sealed = seal(
                key, CHANNEL.name, case_id, "", version=channel.version, person=channel.person_id
            )
            channel.save()


def send_message(
    account: Account, case_id: str, message_id: str, language: Language, server: MailServer
) -> None:
    """One fixed message. Raises MayNotSend, NotSent."""
    actor = account.actor()
    case = find_case(account, case_id, Action.SEND_MESSAGE)
    facts = facts_of(case)
    require_allowed(actor, Action.SEND_MESSAGE, facts)
    found = _read(case)
    if found.why_not:
        note(Action.SEND_MESSAGE.value, actor_id=actor.id, case_id=case_id, is_allowed=False)
        raise MayNotSend(found.why_not)
    from leeward.practice.outgoing.mail import hand_over_mail, written  # where mail is on, and only then

    matter = next(one for one in book().matters_of(MESSAGES) if one.id == message_id)
    subject, body = (one.said_in(language) for one in matter.paper)
    with acting(actor, Action.SEND_MESSAGE, facts, recipient=found.address, detail=matter.id):
        pass  # on record, and kept there, before it leaves
    try:
        hand_over_mail(server, written(server, found.address, subject, body))
    except NotSent:
        note(FAILED, actor_id=actor.id, case_id=case_id)
        raise


def _read(case: Case) -> ChannelWords:
    channel = Channel.objects.filter(case=case).first()
    if channel is None:
        return ChannelWords(0, "", None, None, "no-address")
    key = agent().open_case(case.id).person(channel.person_id)
    address = unseal(
        key, CHANNEL.name, case.id, channel.sealed, version=channel.version, person=channel.person_id
    )
    said = channel.confirmed_at
    ends_at = said + LASTS if said else None
    return ChannelWords(channel.version, address, said, ends_at, may_send(address, said, timezone.now()))
