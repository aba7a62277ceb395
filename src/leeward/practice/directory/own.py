# SPDX-License-Identifier: Apache-2.0
"""Writing the practice's own entries: added, corrected, retired, taken back. Read anew at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock

from django.utils import timezone

from leeward.knowledge.local_services import local_file, local_services, write_local_file
from leeward.knowledge.models.service import Service
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, require_allowed
from leeward.practice.book import overlay_folder, read_anew
from leeward.stewardship import Action

OWN = "own-"
"""How the ids of added entries begin. Whatever else stands in the file corrects an entry of ours."""
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


def new_entry_id() -> str:
    """A random id."""
    return OWN + secrets.token_hex(6)


def put(account: Account, service: Service) -> None:
    """Writes one entry, in the place of the one of its id. Raises ContentError: it does not hold together."""

    def with_it(entries: list[Service]) -> list[Service]:
        kept = [service if one.id == service.id else one for one in entries]
        return kept if service in kept else [*kept, service]

    _write(account, with_it)


def take_out(account: Account, service_id: str) -> None:
    """Takes an entry out of the file: what Leeward brought stands again."""
    _write(account, lambda entries: [one for one in entries if one.id != service_id])


def _write(account: Account, change: Callable[[list[Service]], list[Service]]) -> None:
    require_allowed(account.actor(), Action.WRITE_DIRECTORY)
    with _writing:
        data = local_file(overlay_folder(), change(list(own_entries())), today=timezone.localdate())
        with acting(account.actor(), Action.WRITE_DIRECTORY):  # short: nobody else writes meanwhile
            write_local_file(overlay_folder(), data)
    read_anew()
