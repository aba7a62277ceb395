# SPDX-License-Identifier: Apache-2.0
"""The last versions of the practice's own entries, and the corrections that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from leeward.knowledge.models.service import Service
from leeward.papers.dates import day_in_words
from leeward.planning.own_entries import entry_digest
from leeward.practice.accounts.models import Account
from leeward.practice.directory.models import EntryVersion, VersionState
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, may
from leeward.terms.errors import ContentError
from leeward.terms.text import Language

MOST_VERSIONS = 10


def keep_version(
    account: Account | None, service: Service, state: VersionState, stands: Service | None
) -> None:
    """Adds a version; the oldest beyond the last ten go."""
    EntryVersion.objects.create(
        id=new_id(),
        service_id=service.id,
        entry=msgspec.json.encode(msgspec.structs.replace(service, local=False)).decode(),
        over=entry_digest(stands) if stands is not None else "",
        state=state,
        written_at=timezone.now(),
        account=account,
    )
    kept = EntryVersion.objects.filter(service_id=service.id).exclude(state=VersionState.WAITS)
    old = list(kept.order_by("-written_at").values_list("id", flat=True)[MOST_VERSIONS:])
    EntryVersion.objects.filter(id__in=old).delete()


def note_by_hand(stands: Service) -> None:
    """Keeps what stands in the file where no version says so: written by hand, or before they were kept."""
    digest = entry_digest(stands)
    if not any(_is(one, digest) for one in versions_of(stands.id)):
        keep_version(None, stands, VersionState.WRITTEN, None)


def _is(row: EntryVersion, digest: str) -> bool:
    try:
        return row.state != VersionState.WAITS and entry_digest(row.service()) == digest
    except ContentError:
        return False


def versions_of(service_id: str) -> list[EntryVersion]:
    """Those of one entry, newest first."""
    rows = EntryVersion.objects.filter(service_id=service_id).select_related("account", "confirmed_by")
    return list(rows.order_by("-written_at"))


def waiting_version(service_id: str) -> EntryVersion | None:
    """The correction of this entry that waits, if one does."""
    return EntryVersion.objects.filter(service_id=service_id, state=VersionState.WAITS).first()


def waiting_versions(service_ids: Iterable[str] | None = None) -> list[EntryVersion]:
    """Every correction that waits, or those of these entries; the oldest first."""
    rows = EntryVersion.objects.filter(state=VersionState.WAITS).select_related("account")
    if service_ids is not None:
        rows = rows.filter(service_id__in=list(service_ids))
    return list(rows.order_by("written_at"))


def is_alone() -> bool:
    """Whether only one account could ever confirm: a practice of one."""
    active = Account.objects.filter(is_active=True)
    return sum(may(one.actor(), Action.WRITE_DIRECTORY) for one in active) < 2


def waiting_said(language: Language) -> Mapping[str, str]:
    """What stands on a screen beside an entry whose correction waits, by its id; on paper, nothing does.

    Where nobody else could ever confirm it, the new number is told too: it may be all there is.
    """
    rows = waiting_versions()
    alone = bool(rows) and is_alone()
    return {str(row.service_id): _said_of(row, language, alone=alone) for row in rows}


def _said_of(row: EntryVersion, language: Language, *, alone: bool) -> str:
    day = {"day": day_in_words(timezone.localdate(row.written_at), language)}
    if not alone:
        return _("A colleague wrote on %(day)s that a number changed. It waits for a second person.") % day
    try:
        numbers = ", ".join(phone.number for phone in row.service().phones)
    except ContentError:
        numbers = ""
    return _("Written here on %(day)s, not confirmed by a second person: %(numbers)s") % {
        **day,
        "numbers": numbers,
    }
