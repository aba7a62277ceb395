# SPDX-License-Identifier: Apache-2.0
"""Back-ups, for `leeward doctor`: when the last one was made, and what restoring left here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from leeward.commands.lines import Line
from leeward.practice.backups.last import GROWS_OLD_DAYS, last_backup
from leeward.practice.backups.restoring import is_cut_off, replaced_folders

_ABOUT = "back-up"


def look_at_backups(home: Path, *, now: datetime | None = None) -> Iterator[Line]:
    """Lines about a home that holds records."""
    found = last_backup(home)
    if found is None:
        yield Line("mind", _ABOUT, "none made from here yet", "Make one: leeward backup --to FOLDER")
    else:
        days = found.age_days(now or datetime.now(UTC))
        if days > GROWS_OLD_DAYS:
            yield Line("mind", _ABOUT, f"the last is {days} days old", "Make one: leeward backup --to FOLDER")
        else:
            yield Line("ok", _ABOUT, f"the last is {days} day(s) old ({found.id})")


def look_at_restores(home: Path) -> Iterator[Line]:
    """Lines about what restoring left; none where it left nothing."""
    if is_cut_off(home):
        yield Line("bad", "restore", "one was cut off", "The next start of Leeward finishes it")
    for folder in replaced_folders(home):
        yield Line(
            "mind",
            "restore",
            f"{folder.name} holds what stood here before, keys too where they were replaced",
            "Delete it once nothing in it is needed: records deleted here would live on there",
        )
