# SPDX-License-Identifier: Apache-2.0
"""`leeward ledger`: checkpoints to keep elsewhere, and whether the audit still is what was written.

`verify` needs no key and changes nothing; it may run while the server does. Its exit code is 1 where
anything is not as it was written.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from leeward.commands.io import home_folder, print_json
from leeward.practice.at_home import at_home
from leeward.terms.errors import InputError, LeewardError

if TYPE_CHECKING:
    from leeward.practice.ledger.values import Verdict
    from leeward.practice.ledger.verifying import Kept

_ROOT = re.compile("[0-9a-f]{64}")
_SIZE = re.compile("[1-9][0-9]{0,17}")
_ON_PAPER = "the number of lines and the sixteen groups of four, as the page shows them"


def run(arguments: argparse.Namespace) -> int:
    """Does one of the two."""
    os.umask(0o077)
    return _checkpoint(arguments) if arguments.action == "checkpoint" else _verify(arguments)


def _checkpoint(arguments: argparse.Namespace) -> int:
    with at_home(home_folder().absolute()):
        from leeward.practice.ledger.sequencer import place_entries

        placed = place_entries()
        key = _verifier_key()
    if not placed.note:
        raise LeewardError(
            "Nothing is in the ledger yet",
            expected="a practice in which something was done",
            do="Set it up first; nothing was written",
        )
    if arguments.out:
        _write(Path(arguments.out), placed.note)
        print(f"Written: {arguments.out}. Keep it where nobody who can write on this machine can reach it.")
    else:
        print(placed.note, end="")
    print(f"Key: {key}")
    return 0


def _verifier_key() -> str:
    from leeward.practice.ledger.models import LedgerKey
    from leeward.vault.ledger_keys import verifier_key

    held = LedgerKey.objects.first()
    return verifier_key(held.origin, bytes(held.public)) if held else ""


def _write(path: Path, note: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as stream:
            stream.write(note)
    except OSError as error:
        raise InputError(
            f"a file that could not be written ({error.strerror or 'unwritable'})",
            expected="a new name in a folder that may be written",
            do="Choose another name; no checkpoint is ever written over",
            where=str(path),
        ) from error


def _verify(arguments: argparse.Namespace) -> int:
    kept = [(name, _read(name)) for name in arguments.against]
    paper = _on_paper(arguments.paper) if arguments.paper else None
    with at_home(home_folder().absolute()):
        from leeward.practice.ledger.verifying import Kept, verify_ledger

        given: list[Kept] = [Kept(name, note) for name, note in kept]
        if paper:
            given.append(Kept("the paper", size=paper[0], root=paper[1]))
        verdict = verify_ledger(given)
    if arguments.json:
        print_json({"holds": verdict.holds, **plain_verdict(verdict)})
    else:
        _say(verdict, len(given))
    return int(not verdict.holds)


def plain_verdict(verdict: Verdict) -> dict[str, object]:
    """A verdict as plain data."""
    return {
        "size": verdict.size,
        "checkpoints": verdict.checkpoints,
        "waiting": verdict.waiting,
        "before": verdict.before,
        "faults": [{"kind": one.kind, "found": one.found, "where": one.where} for one in verdict.faults],
    }


def _say(verdict: Verdict, compared: int) -> None:
    for fault in verdict.faults:
        print(f"{fault.kind:11} {fault.where}: {fault.found}.")
    print(
        f"{verdict.size} entries in the tree, {verdict.checkpoints} checkpoint(s), {compared} kept elsewhere"
        f" compared; {verdict.waiting} entries wait for the next checkpoint."
    )
    if verdict.before:
        print(f"{verdict.before} rows are older than the ledger; nothing here speaks for them.")
    if verdict.faults:
        print(
            "Not as it was written. Change nothing, copy the home, and find out who had the machine and when."
        )
    elif compared:
        print("As it was written, as far as what was kept elsewhere goes.")
    else:
        print(
            "As it was written, within itself. Whoever can write this database can rewrite all of it:"
            " compare with a checkpoint that was kept elsewhere (--against FILE)."
        )


def _read(name: str) -> str:
    from leeward.vault.checkpoints import MAX_NOTE_BYTES

    try:
        with Path(name).open("rb") as stream:
            data = stream.read(MAX_NOTE_BYTES + 1)
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "no checkpoint that can be read",
            expected="a file as `leeward ledger checkpoint --out FILE` wrote it",
            do="Check the name; nothing was compared",
            where=name,
        ) from error


def _on_paper(given: list[str]) -> tuple[int, bytes]:
    size, root = given[0], "".join(given[1:]).replace(" ", "").lower()
    if not _SIZE.fullmatch(size) or not _ROOT.fullmatch(root):
        raise InputError(
            f"{len(root)} letters for the root",
            expected=_ON_PAPER,
            do="Type them once more; nothing was compared",
            where="--paper",
        )
    return int(size), bytes.fromhex(root)
