# SPDX-License-Identifier: Apache-2.0
"""The jobs there are: what each does, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from leeward.practice.backups.making import back_up
from leeward.practice.databases import read_database_url
from leeward.practice.jobs.resealing import reseal_all
from leeward.practice.jobs.running import Kind, Step, every
from leeward.practice.jobs.sealed_columns import COLUMNS
from leeward.practice.ledger.sequencer import place_entries, waiting
from leeward.practice.notes.sweeping import sweep
from leeward.practice.retention.removals import finish_removals
from leeward.practice.site.drafts import forget_old
from leeward.vault.copies import prune_copies_of
from leeward.vault.setup import ring_exists
from leeward.vault.store import open_store

NIGHT = time(3)
KEPT_BACKUPS_DAYS = 60


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are done when several are due."""
    found = (
        Kind("sweep", _sweep, every(timedelta(hours=1))),
        Kind("removals", _finish_removals, every(timedelta(minutes=10))),
        Kind("ledger", _place_entries, every(timedelta(minutes=5))),
        Kind("ring-copies", _prune_ring_copies, every(timedelta(days=1))),
        Kind("reseal", _reseal, every(timedelta(days=1))),
    )
    if settings.BACKUP_TO:
        return (*found, Kind("backup", _back_up, next_night, is_due_at_start=False))
    return found


def next_night(now: datetime) -> datetime:
    """The next three o'clock on this machine's clock. A machine that is off then does it when it starts."""
    local = timezone.localtime(now)
    day = local.date() + timedelta(days=int(local.time() >= NIGHT))
    return timezone.make_aware(datetime.combine(day, NIGHT))


def _place_entries(_place: str) -> Iterator[Step]:
    """Entries of the audit into the ledger's tree, and a signed checkpoint over them."""
    yield Step(done=place_entries().added, left=waiting())


def _sweep(_place: str) -> Iterator[Step]:
    """Sessions that ended, and drafts, papers of a session and files whose time is over."""
    gone, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    yield Step(done=gone)
    forget_old()
    yield Step(done=sweep())


def _finish_removals(_place: str) -> Iterator[Step]:
    """Whole records that two people agreed to remove, where that was cut off."""
    yield Step(done=finish_removals())


def _prune_ring_copies(_place: str) -> Iterator[Step]:
    """Copies of the key ring older than 35 days, on disks that are connected."""
    keys = settings.HOME / "keys"
    if ring_exists(keys):
        store = open_store(keys)
        try:
            yield Step(done=prune_copies_of(store))
        finally:
            store.close()


def _reseal(place: str) -> Iterator[Step]:
    """Values of an older shape, after an upgrade."""
    return reseal_all(COLUMNS, place)


def _back_up(_place: str) -> Iterator[Step]:
    """The records, and the key ring where a folder for it is named."""
    keys_to = Path(settings.BACKUP_KEYS_TO) if settings.BACKUP_KEYS_TO else None
    made = back_up(
        settings.HOME,
        read_database_url(settings.DATABASE_ADDRESS, settings.HOME),
        records_to=Path(settings.BACKUP_TO),
        keys_to=keys_to,
        keep_days=KEPT_BACKUPS_DAYS,
    )
    yield Step(done=1 + int(made.keys is not None))
