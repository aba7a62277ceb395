# SPDX-License-Identifier: Apache-2.0
"""`leeward doctor`: is this practice's home in order? One line for each thing looked at.

`ok`, `mind` (should be seen to) or `bad` (must be mended), what was found and what to do. Nothing is
changed, nothing is unlocked, and no case is looked into. Works before anything is set up.

`--sweep-orphans` alone changes something: it destroys keys of deleted records that came back (ADR 13).
"""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leeward.commands.doctor_directories import look_at_directories
from leeward.commands.doctor_ledger import look_at_ledger
from leeward.commands.doctor_records import database_has_records, look_at_database
from leeward.commands.io import home_folder, plain, print_json
from leeward.commands.lines import Line as Line
from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.check import check_content
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.check.sources import KIND_OF_FIELD, reviewed_on
from leeward.knowledge.feeds import FILE_NAME
from leeward.terms.errors import ContentError, LeewardError, VaultError
from leeward.terms.source import review_due

if TYPE_CHECKING:
    from leeward.vault.setup import RingFacts

COPY_GROWS_OLD_DAYS = 7
_SEALED = ("keys", "vault", "backups", "run", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm")
_OPEN = ("overlay", FILE_NAME)


def run(arguments: argparse.Namespace) -> int:
    """Looks at everything; 1 when anything is bad."""
    home = home_folder()
    if arguments.sweep_orphans is not None:
        return _sweep(home, arguments.sweep_orphans, as_json=arguments.json)
    lines = tuple(examine(home))
    is_bad = any(line.level == "bad" for line in lines)
    if arguments.json:
        print_json({"home": str(home), "set_up": _is_set_up(home), "lines": [plain(line) for line in lines]})
        return int(is_bad)
    for line in lines:
        print(f"{line.level:4}  {line.about}: {line.found}." + (f" {line.do}." if line.do else ""))
    return int(is_bad)


def _sweep(home: Path, count: int, *, as_json: bool) -> int:
    from leeward.practice.at_home import at_home  # Django: not for other commands

    with at_home(home):
        from leeward.practice.cases.orphans import sweep

        sweep(home / "keys", count)
    print_json({"destroyed": count}) if as_json else print(f"{count} key(s) of deleted records destroyed.")
    return 0


def examine(home: Path, *, today: date | None = None) -> Iterator[Line]:
    """Every line about a home, in reading order."""
    if not _is_set_up(home):
        yield Line(
            "mind", "home", f"not set up yet ({home})", "Nothing is wrong; set it up when you are ready"
        )
    else:
        yield from _modes(home)
        yield from _keys(home)
    yield from look_at_database(home)
    yield from _backups(home)
    yield from _content(home, today or date.today())
    yield from look_at_directories(home, today or date.today())


def _is_set_up(home: Path) -> bool:
    return (home / "keys" / "ring.sqlite3").exists() or _has_records(home)


def _has_records(home: Path) -> bool:
    sealed = home / "vault"
    return database_has_records(home) or (sealed.is_dir() and any(sealed.iterdir()))


def _modes(home: Path) -> Iterator[Line]:
    """Folders and files that others on this machine may open, or that belong to somebody else."""
    looked_at = [home, *_below(home)]
    faults = 0
    for path in looked_at:
        try:
            facts = path.lstat()
        except OSError:
            continue  # gone since it was listed
        name = path.relative_to(home).as_posix() if path != home else str(home)
        forbidden = 0o022 if path.name == "overlay" else 0o077
        if facts.st_uid != os.getuid():
            faults += 1
            yield Line(
                "bad", "files", f"{name} belongs to another user", f"Run: chown {os.getuid()} '{path}'"
            )
        elif not stat.S_ISLNK(facts.st_mode) and stat.S_IMODE(facts.st_mode) & forbidden:
            faults += 1
            wanted = "700" if stat.S_ISDIR(facts.st_mode) else "600"
            found = f"{name} is open to others (mode {stat.S_IMODE(facts.st_mode):04o})"
            yield Line("bad", "files", found, f"Run: chmod {wanted} '{path}'")
    if not faults:
        yield Line("ok", "files", f"{len(looked_at)} folders and files are closed to others")
    parts = [path for path in home.rglob(".leeward-part-*") if path.is_file()]
    if parts:
        yield Line(
            "mind",
            "files",
            f"{len(parts)} unfinished file(s) of a program that was cut off",
            "They may hold plain text and are removed at the next start; if no program runs, delete them",
        )


def _below(home: Path) -> list[Path]:
    """What holds sealed things, the overlay, loaded directories. Sealed files lie behind their folder."""
    found = [home / name for name in (*_SEALED, *_OPEN) if (home / name).exists()]
    found += [path for name in ("keys", "run") for path in (home / name).glob("*")]
    return found + list((home / "backups").rglob("*"))


def _keys(home: Path) -> Iterator[Line]:
    """The ring, its paper and its copies, without a passphrase."""
    from leeward.vault.setup import look_at_ring, ring_exists  # crypto libraries: not for other commands

    if not ring_exists(home / "keys"):
        if _has_records(home):
            yield Line(
                "bad",
                "key ring",
                "records exist, but their key ring is missing",
                "Put keys/ring.sqlite3 back from its newest copy; no new key can open them",
            )
        return
    try:
        facts = look_at_ring(home / "keys")
    except VaultError as error:
        yield Line("bad", "key ring", f"{error.found}; expected {error.expected}", error.do)
        return
    yield Line("ok", "key ring", f"whole, {facts.cases} case key(s), WAL and secure deletion on")
    yield from _ring_in_use(facts, home)
    if facts.paper_proven_at is None:
        yield Line("bad", "recovery paper", "not proven", "Print it and type its code in; set-up ends there")
    else:
        yield Line("ok", "recovery paper", f"proven on {facts.paper_proven_at[:10]}")
    yield _copies(facts)
    if _has_records(home):
        yield from _orphans(home)
        yield from look_at_ledger(home)


def _ring_in_use(facts: RingFacts, home: Path) -> Iterator[Line]:
    from leeward.vault.client import AgentClient

    if len(facts.versions) > 1:
        yield Line("mind", "key ring", "a rotation was interrupted", "Run: leeward keys rotate; it goes on")
    if facts.scrub_due:
        yield Line("mind", "key ring", "deleted keys are not wiped yet", "Unlocking once wipes them")
    if any(kind == "key-file" for _, kind in facts.ways):
        yield Line(
            "mind",
            "key ring",
            "opens with a key file",
            "Whoever takes the disk with that file on it can read every record; keep it elsewhere",
        )
    client = AgentClient(home / "run" / "agent.sock", answer_seconds=5)
    try:
        yield Line("ok", "key agent", f"running, {client.status().ring}")
    except VaultError:
        yield Line("ok", "key agent", "not running; the records are locked")
    finally:
        client.close()


def _copies(facts: RingFacts) -> Line:
    if facts.newest_copy_at is None:
        return Line(
            "mind", "key ring copies", "none yet", "Copy the ring to two places; without it all is lost"
        )
    age_days = (datetime.now(UTC) - datetime.fromisoformat(facts.newest_copy_at)).days
    if age_days > COPY_GROWS_OLD_DAYS:
        return Line("mind", "key ring copies", f"the newest is {age_days} days old", "Copy the ring again")
    return Line("ok", "key ring copies", f"the newest is {age_days} day(s) old")


def _orphans(home: Path) -> Iterator[Line]:
    """Keys that no record uses: those that may go, and those that stay."""
    from leeward.practice.at_home import at_home  # Django: not for other commands

    try:
        with at_home(home):
            from leeward.practice.cases.orphans import lost_keys

            found = lost_keys(home / "keys")
    except LeewardError as error:
        yield Line("mind", "keys and records", f"not compared: {error.found}", error.do)
        return
    if not found.deleted and not found.unknown:
        yield Line("ok", "keys and records", "no key without its record")
    if found.deleted:
        count = len(found.deleted)
        yield Line(
            "mind",
            "keys and records",
            f"keys of {count} deleted record(s) are back, as after putting back an older key ring",
            f"Unlock, then run: leeward doctor --sweep-orphans {count}",
        )
    if found.unknown:
        yield Line(
            "ok",
            "keys and records",
            f"{found.unknown} key(s) that no record here uses; they do no harm and are kept",
            "Interrupted saves leave them. If an older database was put back, put back the newest",
        )


def _backups(home: Path) -> Iterator[Line]:
    from leeward.commands.doctor_backups import look_at_backups, look_at_restores  # the vault: only here

    if _has_records(home):
        yield from look_at_backups(home)
    yield from look_at_restores(home)


def _content(home: Path, today: date) -> Iterator[Line]:
    """Whether the knowledge loads, is fresh, and the practice's own entries are sound."""
    try:
        book = load_catalogue(overlay=home / "overlay")  # no cache: nothing is written here
    except ContentError as error:
        yield Line("bad", "content", f"{error.where}: {error.found}", error.do)
        return
    overdue = _overdue(book, today)
    if overdue:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(overdue.items()))
        yield Line(
            "mind", "content", f"past their review date: {counts}", "Update Leeward; check before relying"
        )
    else:
        yield Line("ok", "content", "loads; nothing is past its review date")
    if not (home / "overlay").is_dir():
        yield Line("ok", "overlay", "none")
        return
    try:
        found = [one for one in check_content(overlay=home / "overlay").problems if _is_local(one.file)]
    except ContentError as error:
        yield Line("bad", "overlay", f"{error.where}: {error.found}", error.do)
        return
    for one in book.refused:
        yield Line("bad", "overlay", f"not in force: {one}", "Take it out; what the package says holds")
    aside = {str(one) for one in book.refused}
    problems = [one for one in found if str(one) not in aside]
    if problems:
        first = f"{len(problems)} problem(s), the first in {problems[0].file}, line {problems[0].line}"
        yield Line("bad", "overlay", first, "Run `leeward content check` for all of them")
    elif not book.refused:
        yield Line("ok", "overlay", "clean")


def _is_local(file: str) -> bool:
    return file.startswith("overlay/")


def _overdue(book: Catalogue, today: date) -> dict[str, int]:
    """How many entries of each kind were last read too long ago."""
    counts: dict[str, int] = {}
    for field, _entry_id, entry in Checked(book, {}, today).entries():
        kind, reviewed = KIND_OF_FIELD.get(field), reviewed_on(entry)
        if kind is None or reviewed is None:
            continue
        if today > review_due(kind, reviewed):
            counts[kind] = counts.get(kind, 0) + 1
    return counts
