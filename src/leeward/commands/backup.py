# SPDX-License-Identifier: Apache-2.0
"""`leeward backup`: records into one folder, the key ring into another, or a look at one that is there."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from leeward.commands.io import home_folder
from leeward.knowledge.feeds import FILE_NAME
from leeward.practice.backups.checking import check_backup, is_older
from leeward.practice.backups.making import Made, back_up
from leeward.practice.backups.manifest import OVERLAY
from leeward.practice.backups.overlay_files import look_into
from leeward.practice.databases import read_database_url
from leeward.terms.errors import InputError

_NAMED = 5
_SEALED = (
    "Without the key ring, and its passphrase or the recovery paper, a back-up of the records opens nothing."
)


def run(arguments: argparse.Namespace) -> int:
    """Makes a back-up, or checks one. The server may run meanwhile."""
    to, keys_to = _path(arguments.to), _path(arguments.keys_to)
    if arguments.check:
        if to or keys_to or arguments.keep:
            raise _mixed("--check with another option", "--check FOLDER alone")
        return _check(Path(arguments.check))
    if to is None and (keys_to is None or arguments.keep):
        raise _mixed("no folder for the records", "--to FOLDER, --keys-to FOLDER, both, or --check FOLDER")
    os.umask(0o077)
    home = home_folder()
    where = read_database_url(os.environ.get("DATABASE_URL", ""), home)
    made = back_up(home, where, records_to=to, keys_to=keys_to, keep_days=arguments.keep)
    _say(made)
    if (home / FILE_NAME).is_file():
        print("Loaded directories are not in it: keep the files you loaded them from.")
    return 0


def _say(made: Made) -> None:
    if made.records:
        print(f"Records: {made.records}")
    if made.overlay:
        print(f"Overlay: {made.overlay} file(s), with the records; your own entries are not sealed.")
    _say_left_out(made.left_out)
    if made.keys:
        print(f"Keys:    {made.keys}")
    elif not made.has_ring:
        print("No key ring stands here: these records open only with it. Put it back from its newest copy.")
    elif made.newest_ring_copy is None:
        print("The key ring is not in it, and was never copied. Add --keys-to and a folder on another disk.")
    else:
        place, moment = made.newest_ring_copy
        print(f"The key ring is not in it; its newest copy, of {moment:%Y-%m-%d}, was put at {place}")
    if made.removed:
        print(f"Older ones removed: {made.removed}")
    print(_SEALED)
    if made.is_on_one_disk:
        print("On the same disk as the home: what takes that disk takes this too. Carry a copy elsewhere.")


def _say_left_out(names: tuple[str, ...]) -> None:
    for name in names[:_NAMED]:
        print(f"Not in it: {name}")
    if len(names) > _NAMED:
        print(f"Not in it: {len(names) - _NAMED} more of your overlay")
    if names:
        print("Leeward does not read these either: put plain files there, and make another back-up.")


def _check(folder: Path) -> int:
    found, manifest = check_backup(folder)
    what = "key ring" if manifest.kind == "keys" else "records"
    size_bytes = manifest.file.size_bytes
    print(f"Whole: {what} of {manifest.when:%Y-%m-%d %H:%M} UTC, {size_bytes} bytes, in {found}")
    if manifest.overlay_files:
        print(f"With {len(manifest.overlay_files)} file(s) of your overlay.")
        looked = look_into(found / OVERLAY)
        if looked.fault:
            print(f"It could not be put back, since it cannot be read: {looked.fault}")
        for one in looked.refused:
            print(f"Not in force: {one}")
    if is_older(manifest):
        print("Of an older version of Leeward: the first start after restoring brings it up to date.")
    return 0


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _mixed(found: str, expected: str) -> InputError:
    return InputError(found, expected=expected, do="Run `leeward backup --help`; nothing was written")
