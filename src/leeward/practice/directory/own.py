# SPDX-License-Identifier: Apache-2.0
"""Writing the practice's own entries: added, corrected, retired, taken back. Read anew at once.

A correction that changes a number of ours waits, as it was written, until another account has called: what
stood until then stays in the file, on every page and on every paper.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from threading import Lock

from django.utils import timezone

from leeward.knowledge.local_services import local_file, local_services, write_local_file
from leeward.knowledge.models.service import Service
from leeward.planning.directory import every_service
from leeward.planning.own_entries import (
    brought,
    entry_digest,
    faults_of,
    numbers_digest,
    taken_over,
    waits_for_another,
)
from leeward.planning.service_checks import Outcome
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, require_allowed
from leeward.practice.book import book, overlay_folder, read_anew
from leeward.practice.cases.services import ChangedMeanwhile
from leeward.practice.directory.marks import mark
from leeward.practice.directory.models import EntryVersion, VersionState
from leeward.practice.directory.versions import keep_version, note_by_hand, waiting_version
from leeward.stewardship import Action
from leeward.terms.errors import InputError, NotFound

OWN = "own-"
"""How the ids of added entries begin. Whatever else stands in the file corrects an entry of ours."""
_ENDING = re.compile("[0-9a-f]{12}")
_writing = Lock()


def own_entries() -> tuple[Service, ...]:
    """What the practice added or corrected here."""
    return local_services(overlay_folder())


def is_here(service_id: str) -> bool:
    """Whether this entry was written here, not by hand into another file."""
    return any(one.id == service_id for one in own_entries())


def is_added(service_id: str) -> bool:
    """Whether the practice added it; else it corrects an entry of ours."""
    return service_id.startswith(OWN)


def new_entry_id(once: str = "") -> str:
    """The id a new page gives to what it will make, or the one it was given: sent twice it is one entry."""
    return OWN + (once if _ENDING.fullmatch(once) else secrets.token_hex(6))


def standing_entry(service_id: str) -> Service | None:
    """The entry of the book as it stands now."""
    return next((one for one in every_service(book()) if one.id == service_id), None)


def put(account: Account, service: Service, *, seen: str) -> bool:
    """Writes one entry, in the place of the one of its id; whether it waits for a second person.

    Args:
        seen: the digest of what stood when the page was opened; empty for a new entry.

    Raises:
        ChangedMeanwhile: something else stands by now. InputError: what may not stand, see `faults_of`.
        ContentError: it does not hold together.
    """
    require_allowed(account.actor(), Action.WRITE_DIRECTORY)
    with _writing:
        stands, ours = standing_entry(service.id), brought(service.id, book())
        _require_unchanged(stands, seen)
        if service.status == "active" and faults_of(service, ours):
            raise InputError(
                "an entry that may not stand so", expected="what the form takes", do="Correct it"
            )
        if waits_for_another(service, ours, stands):
            _let_wait(account, service, stands)
            return True
        _write(account, service, stands)
    return False


def take_out(account: Account, service_id: str) -> None:
    """Takes an entry out of the file: what Leeward brought stands again."""
    require_allowed(account.actor(), Action.WRITE_DIRECTORY)
    with _writing:
        stands = standing_entry(service_id)
        detail = _detail(service_id, stands, brought(service_id, book()))
        _write_file(account, lambda entries: [one for one in entries if one.id != service_id], detail, stands)


def confirm(account: Account, version_id: str) -> None:
    """Somebody else called the new number, and it is right. Raises NotFound: nothing such waits for them."""
    require_allowed(account.actor(), Action.WRITE_DIRECTORY)
    with _writing:
        row = _waiting(version_id)
        if row.account_id == account.id:
            raise NotFound(
                "nobody’s own correction", expected="another person’s", do="Ask a colleague to call"
            )
        stands, given = standing_entry(row.service_id), row.service()
        is_as_then = stands is None or entry_digest(stands) == row.over
        service = given if is_as_then or stands is None else taken_over(given, stands)
        _write(account, service, stands, confirms=row)
    mark(account, service.id, Outcome.CALLED_RIGHT)


def withdraw(account: Account, version_id: str) -> None:
    """Takes a waiting correction back; it stays among the versions. Raises NotFound: nothing such waits."""
    with _writing, acting(account.actor(), Action.WRITE_DIRECTORY):
        row = _waiting(version_id)
        row.state = VersionState.TAKEN_BACK
        row.save(update_fields=["state"])


def _waiting(version_id: str) -> EntryVersion:
    row = EntryVersion.objects.filter(id=version_id, state=VersionState.WAITS).first()
    if row is None:
        raise NotFound("no such correction", expected="one that waits", do="Look at the list again")
    return row


def _require_unchanged(stands: Service | None, seen: str) -> None:
    if (entry_digest(stands) if stands is not None else "") != seen:
        raise ChangedMeanwhile(
            "an entry that was changed meanwhile", expected="what was read", do="Compare it, then save again"
        )


def _let_wait(account: Account, service: Service, stands: Service | None) -> None:
    """One waits at a time: an earlier one goes among the versions."""
    detail = _detail(service.id, stands, service)
    with acting(account.actor(), Action.WRITE_DIRECTORY, detail=detail):
        before = waiting_version(service.id)
        if before is not None:
            before.state = VersionState.TAKEN_BACK
            before.save(update_fields=["state"])
        keep_version(account, service, VersionState.WAITS, stands)


def _write(
    account: Account, service: Service, stands: Service | None, *, confirms: EntryVersion | None = None
) -> None:
    def with_it(entries: list[Service]) -> list[Service]:
        kept = [service if one.id == service.id else one for one in entries]
        return kept if service in kept else [*kept, service]

    def keep() -> None:
        if confirms is None:
            keep_version(account, service, VersionState.WRITTEN, stands)
        else:
            confirms.state, confirms.confirmed_by = VersionState.CONFIRMED, account
            confirms.save(update_fields=["state", "confirmed_by"])

    _write_file(account, with_it, _detail(service.id, stands, service), stands, keep)


def _write_file(
    account: Account,
    change: Callable[[list[Service]], list[Service]],
    detail: str,
    stands: Service | None,
    keep: Callable[[], None] | None = None,
) -> None:
    """The file, the versions and the ledger together."""
    data = local_file(overlay_folder(), change(list(own_entries())), today=timezone.localdate())
    with acting(
        account.actor(), Action.WRITE_DIRECTORY, detail=detail
    ):  # short: nobody else writes meanwhile
        if stands is not None and stands.local:
            note_by_hand(stands)
        if keep is not None:
            keep()
        write_local_file(overlay_folder(), data)
    read_anew()


def _detail(service_id: str, before: Service | None, after: Service | None) -> str:
    """For the ledger: which entry, and digests of its numbers as they were and as they are to be."""
    return f"{service_id} {numbers_digest(before)} {numbers_digest(after)}"
