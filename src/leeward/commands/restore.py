# SPDX-License-Identifier: Apache-2.0
"""`leeward restore`: a back-up into a home, all of it or nothing; what stood there is moved aside."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from leeward.practice.backups.checking import is_older
from leeward.practice.backups.manifest import OVERLAY
from leeward.practice.backups.restoring import Restored, restore
from leeward.practice.databases import read_database_url


def run(arguments: argparse.Namespace) -> int:
    """Verifies everything, then puts it in place, and says what is left to do."""
    os.umask(0o077)
    home = Path(arguments.home)
    where = read_database_url(os.environ.get("DATABASE_URL", ""), home)
    keys = Path(arguments.keys) if arguments.keys else None
    _say(restore(Path(arguments.folder), keys, home, where, replace=arguments.replace), home)
    return 0


def _say(done: Restored, home: Path) -> None:
    print(f"Restored: the records of {done.manifest.when:%Y-%m-%d %H:%M} UTC, in {home}")
    if done.kept_ring:
        print("The key ring that stands here is theirs and stays: it may hold keys made since.")
    elif done.keys:
        print(f"Restored: the key ring of {done.keys.when:%Y-%m-%d %H:%M} UTC")
        print("It opens with the passphrase of that day. Run `leeward doctor`: deleted keys may be back.")
    else:
        print(f"No key ring is here: put ring.sqlite3 from its newest copy into {home / 'keys'}")
    _say_overlay(done, home / OVERLAY)
    if done.replaced:
        print(f"What stood here is in {done.replaced}: delete that folder once nothing in it is needed,")
        print("since records that you delete from now on would live on there.")
    if is_older(done.manifest):
        print("They are of an older version: the next start brings them up to date.")
    print("Next: `leeward serve` with this folder as LEEWARD_HOME. It starts locked.")


def _say_overlay(done: Restored, place: Path) -> None:
    count = len(done.manifest.overlay_files)
    if done.overlay.fault:
        print(f"Your overlay was not put back, since it cannot be read: {done.overlay.fault}")
        print(f"It is in {done.found / OVERLAY}: copy that folder to {place}, and mend the file there.")
        print("Until then your own services and corrections of that day are not in force.")
    elif count:
        print(f"Restored: your overlay, {count} file(s)")
        for one in done.overlay.refused:
            print(f"Not in force: {one}")
    else:
        print(f"No overlay is in this back-up: what stands in {place} stays, and a copy of yours goes there.")
    if done.replaced and (done.replaced / OVERLAY).exists():
        print(f"The overlay that stood here, with entries made since, is in {done.replaced / OVERLAY}")
