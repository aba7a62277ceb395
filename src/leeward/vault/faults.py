# SPDX-License-Identifier: Apache-2.0
"""The ways in which the vault says no. Each is a `VaultError`; callers branch on the kind.

VaultError
├── VaultLocked      the practice key is not in memory: ask for the passphrase
├── WrongKey         a passphrase, key file or recovery paper that does not open this ring
├── TryLater         too many wrong passphrases; `seconds` says how long to wait
├── KeyMissing       the ring, a key file or a case's key is not where it should be
├── WouldOverwrite   a new key was asked for over something that exists: never done
├── ValueDamaged     a sealed value or file that was altered, or that belongs elsewhere
├── NewerFormat      written by a newer version of the program
├── DiskTrouble      the disk is full or cannot be written; what was there is still there
└── AgentGone        the key agent does not answer
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from leeward.terms.errors import VaultError


class VaultLocked(VaultError):
    """The practice key is not in memory."""


class WrongKey(VaultError):
    """A passphrase, key file or paper that does not open this ring."""


class TryLater(VaultError):
    """Too many wrong passphrases in a row."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            "Too many wrong passphrases",
            expected=f"a wait of {seconds} seconds before the next try",
            do="Wait, then type the passphrase slowly; nothing is lost by waiting",
        )


class KeyMissing(VaultError):
    """A key, key file or key ring that is not where it should be."""


class WouldOverwrite(VaultError):
    """A new key was asked for where one, or the data of one, exists already."""


class ValueDamaged(VaultError):
    """A sealed value or file that was altered, cut short, or moved from another place."""


class NewerFormat(VaultError):
    """Something a newer version of the program wrote."""


class DiskTrouble(VaultError):
    """The disk would not take or give the bytes."""


class AgentGone(VaultError):
    """The key agent does not answer."""


def locked() -> VaultLocked:
    """The error of every operation that needs the practice key while it is not in memory."""
    return VaultLocked(
        "The records are locked", expected="an unlocked key ring", do="Sign in and unlock with the passphrase"
    )


@contextmanager
def disk_reported(where: str) -> Iterator[None]:
    """Turns the disk's and SQLite's own errors into a sentence; never a word of content."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, where) from error
    except sqlite3.Error as error:
        raise _ring_trouble(error, where) from error
    except UnicodeDecodeError as error:  # SQLite's message about a damaged text
        raise _ring_damaged(where) from error


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOLFS,
}


def _ring_trouble(error: sqlite3.Error, where: str) -> VaultError:
    """What SQLite says, sorted into: in use, the disk, or a damaged file."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _BUSY:
        return DiskTrouble(
            "Another program is using the key ring",
            expected="the ring to be free within seconds",
            do="Try again; nothing was changed",
            where=where,
        )
    if code in _DISK:
        return DiskTrouble(
            f"The key ring could not be read or written ({error})",
            expected="a disk with free space that may be written",
            do="Free some space or check the disk; what was saved is still there",
            where=where,
        )
    return _ring_damaged(where)


def _ring_damaged(where: str) -> ValueDamaged:
    return ValueDamaged(
        "The key ring is damaged",
        expected="a whole SQLite file",
        do="Keep this file; put the newest copy of the ring from the backups in its place",
        where=where,
    )


def disk_trouble(error: OSError, where: str) -> DiskTrouble:
    """One sentence for a full disk, another for everything else a disk can do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskTrouble(
            "The disk is full",
            expected="room to save",
            do="Free some space and try again; what was saved before is still there",
            where=where,
        )
    return DiskTrouble(
        f"The file could not be read or written ({error.strerror or 'disk error'})",
        expected="a file this program may use",
        do="Check the path, its permissions and the disk",
        where=where,
    )


BY_NAME: dict[str, type[VaultError]] = {
    kind.__name__: kind
    for kind in (
        VaultLocked,
        WrongKey,
        KeyMissing,
        WouldOverwrite,
        ValueDamaged,
        NewerFormat,
        DiskTrouble,
        AgentGone,
    )
}
"""The kinds an error may have when it comes from the agent; `TryLater` is built from its seconds."""
