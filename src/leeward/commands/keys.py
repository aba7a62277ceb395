# SPDX-License-Identifier: Apache-2.0
"""`leeward keys`: a new practice key, passphrase or recovery paper, from the terminal of this machine.

Where the server runs, its agent does it; where none runs, this program holds the keys meanwhile. What was
locked before is locked again afterwards. Nothing that is typed is shown, kept or written anywhere.
"""

from __future__ import annotations

import argparse
import getpass
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from leeward.commands.io import home_folder
from leeward.practice.at_home import at_home
from leeward.practice.backups.restoring import is_cut_off
from leeward.practice.keys.holder import keys_at_hand
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.faults import WrongKey

_ROWS = 5
_TRIES = 3
_COPIES = "Copies of the key ring made before are as they were: make new ones, and destroy those."


def run(arguments: argparse.Namespace) -> int:
    """Does one of the three."""
    os.umask(0o077)
    home = home_folder().absolute()
    if is_cut_off(home):
        raise LeewardError(
            "A restore was cut off here",
            expected="records that are whole",
            do="Run `leeward serve` once, which finishes it; nothing was changed",
        )
    do: dict[str, Callable[[argparse.Namespace], None]] = {
        "rotate": _rotate,
        "passphrase": _passphrase,
        "paper": _paper,
    }
    with at_home(home), keys_at_hand(home):
        do[arguments.action](arguments)
    return 0


def _rotate(arguments: argparse.Namespace) -> None:
    from leeward.practice.keys.services import rotate  # Django's settings are there by now

    dropped = rotate(_asked("Passphrase: ", arguments.passphrase_file), by=None)
    print("A new practice key: every client's key is under it. Passphrase and recovery paper stay.")
    if dropped:
        print(f"These ways in were not named and are gone; add them anew: {', '.join(dropped)}")
    print(_COPIES)


def _passphrase(arguments: argparse.Namespace) -> None:
    from leeward.practice.keys.services import change_passphrase

    present = _asked("Passphrase of today: ", arguments.passphrase_file)
    new = _asked("New passphrase: ", arguments.new_passphrase_file)
    if not arguments.new_passphrase_file and new != _asked("The new one again: ", None):
        raise InputError(
            "two passphrases that differ", expected="the same twice", do="Try again; nothing was changed"
        )
    change_passphrase(present, new, by=None)
    print("The new passphrase opens the records from the next unlocking on.")
    print("Whoever may have used the old one: run `leeward keys rotate` too.")
    print(_COPIES)


def _paper(arguments: argparse.Namespace) -> None:
    from leeward.practice.keys.services import knowing, make_paper

    passphrase = _asked("Passphrase: ", arguments.passphrase_file)
    with knowing(passphrase):
        made = make_paper(passphrase, by=None)
        print("Copy these rows by hand, now. They are not shown again.\n")
        print("\n".join(f"  {row}" for row in made.rows))
        print(f"\nCheck code: {made.check_code}")
        print("Now type them back from the paper. Until that is done the paper of before works.", flush=True)
        _prove()
    print("This paper is the one that works. Destroy the old one, and clear this window.")


def _prove() -> None:
    """The rows typed back; at a terminal a slip may be made twice."""
    from leeward.practice.keys.services import prove_paper

    for tries_left in reversed(range(_TRIES)):
        try:
            prove_paper("\n".join(_row(number) for number in range(1, _ROWS + 1)), by=None)
            return
        except WrongKey as error:
            if not tries_left or not sys.stdin.isatty():
                raise
            print(f"{error.message()} Again, all five rows.", flush=True)


def _row(number: int) -> str:
    if sys.stdin.isatty():
        return f"{number}   {getpass.getpass(f'Row {number}: ')}"
    return f"{number}   {sys.stdin.readline().strip()}"


def _asked(prompt: str, file: str | None) -> str:
    """A passphrase, typed unseen or out of a file that nobody else can read."""
    if file:
        return _from_file(Path(file))
    if not sys.stdin.isatty():
        raise InputError(
            "no terminal to type a passphrase on",
            expected="a terminal, or --passphrase-file FILE (and --new-passphrase-file FILE)",
            do="Run it in a terminal; nothing was changed",
        )
    return getpass.getpass(prompt)


def _from_file(path: Path) -> str:
    """The first line of a file; its end of line is no part of it."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise InputError(
                "a passphrase file that others may read",
                expected="a file of mode 0600",
                do="Run chmod 600 on it; if others could read it, change the passphrase too",
                where=str(path),
            )
        return path.read_text(encoding="utf-8").split("\n", 1)[0].removesuffix("\r")
    except (OSError, ValueError) as error:
        raise InputError(
            "no readable passphrase file",
            expected="a text file with the passphrase on its first line",
            do="Check the path; nothing was changed",
            where=str(path),
        ) from error
