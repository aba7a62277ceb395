# SPDX-License-Identifier: Apache-2.0
"""Putting a back-up into a home: verified whole before anything there is touched, then all of it or nothing.

    restoring-<date>-<id>.part/    being copied and verified; swept away when it was cut off
    restoring-<date>-<id>/         decided: from here on it only goes forward, whoever goes on with it
    replaced-<date>-<id>/          what stood here before; never removed by this program

One rename decides. A restore that was cut off after it is finished by the next start, restore or back-up.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from leeward.practice.backups import postgresql_records, sqlite_records
from leeward.practice.backups.checking import check_backup, require_sound
from leeward.practice.backups.folders import PART, disk_said, find_backup, new_name, whole_folder
from leeward.practice.backups.manifest import FILES, OVERLAY, Manifest, copied, require_same
from leeward.practice.backups.overlay_files import Looked, stage_overlay
from leeward.practice.backups.sealed_files import stage_sealed_files
from leeward.practice.databases import Database, PostgresqlServer, SqliteFile
from leeward.practice.locks import only_one_copy, only_one_server
from leeward.terms.errors import InputError, LeewardError, VaultError
from leeward.vault.copies import remember_copy
from leeward.vault.durable import private_folder, sync_file, sync_folder
from leeward.vault.setup import look_at_ring, ring_exists
from leeward.vault.store import RING_NAME, open_store

_RESTORING = "restoring-"
_REPLACED = "replaced-"
_DATABASE = "db.sqlite3"
_RING = f"keys/{RING_NAME}"
_BESIDE = ("-wal", "-shm", "-journal", "")
_AT_ONCE_BYTES = 1024 * 1024
_SPARE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `replaced`: where that of before is now. `kept_ring`: the one here stayed.

    `overlay`: what was found in the overlay of the back-up `found`; one with a fault was not put back.
    """

    found: Path

    manifest: Manifest
    keys: Manifest | None
    replaced: Path | None
    kept_ring: bool
    overlay: Looked

    @property
    def has_ring(self) -> bool:
        """Whether the records have their key ring."""
        return self.kept_ring or self.keys is not None


def restore(
    records: Path, keys: Path | None, home: Path, where: Database, *, replace: bool = False
) -> Restored:
    """Puts records, and the key ring where one is named, into a home on which no server runs.

    A ring that stands here, is whole and belongs to these records stays: it may hold keys made since.

    Raises:
        InputError: no such back-up, one that is damaged, or a home that is not empty.
        LeewardError: a server runs; records or ring of another practice or of a newer program.
    """
    found, manifest = find_backup(records, "records")
    found_keys = find_backup(keys, "keys") if keys else None
    _require_fit(manifest, found_keys[1] if found_keys else None)
    _require_engine(manifest, where, home, replace=replace)
    with only_one_server(home), only_one_copy(home), disk_said(str(home)):
        finish_restore(home)
        kept_ring = _ring_to_keep(home, manifest.ring_id)
        if kept_ring:
            found_keys = None
        _require_free(home, where, manifest, replace=replace, with_keys=found_keys is not None)
        name = new_name(datetime.now(UTC))
        with whole_folder(home, _RESTORING + name) as stage:
            if isinstance(where, SqliteFile):
                _stage_records(found, manifest, stage / _DATABASE)
            else:
                check_backup(found)
            stage_sealed_files(found, manifest, stage)
            overlay = stage_overlay(found, manifest, stage, home)
            if found_keys:
                _stage_keys(*found_keys, stage)
        finish_restore(home)
        if isinstance(where, PostgresqlServer):  # after the ring: done again, it finds the ring
            postgresql_records.put_back(where, found / manifest.file.name)
            postgresql_records.begin_anew(where, str(datetime.now(UTC)))
    replaced = home / (_REPLACED + name)
    return Restored(
        found,
        manifest,
        found_keys[1] if found_keys else None,
        replaced if replaced.exists() else None,
        kept_ring,
        overlay,
    )


def is_cut_off(home: Path) -> bool:
    """Whether a restore was decided here and is not finished."""
    return bool(_decided(home))


def replaced_folders(home: Path) -> list[Path]:
    """What restores have moved aside here and nobody has deleted."""
    return sorted(one for one in home.glob(f"{_REPLACED}*") if one.is_dir())


def finish_restore(home: Path) -> None:
    """Goes on with a restore that was decided, and sweeps those that were not. With no server running."""
    with disk_said(str(home)):
        for part in home.glob(f"{_RESTORING}*{PART}"):
            shutil.rmtree(part)
        for stage in _decided(home):
            replaced = home / stage.name.replace(_RESTORING, _REPLACED)
            for name in (_DATABASE, _RING, FILES, OVERLAY):
                _move_in(home, stage, replaced, name)
            shutil.rmtree(stage)
            sync_folder(home)


def _decided(home: Path) -> list[Path]:
    return sorted(one for one in home.glob(f"{_RESTORING}*") if not one.name.endswith(PART))


def _move_in(home: Path, stage: Path, replaced: Path, name: str) -> None:
    """What is staged takes its name; what had it is kept aside, its log with it. Each step once."""
    new, final = stage / name, home / name
    if not new.exists():
        return
    for ending in _BESIDE:
        old = final.with_name(final.name + ending)
        if os.path.lexists(old):  # a link that leads nowhere is in the way too
            aside = private_folder((replaced / name).parent)
            old.rename(aside / old.name)
            sync_folder(aside)
    sync_folder(private_folder(final.parent))
    new.rename(final)
    sync_folder(final.parent)


def _stage_records(found: Path, manifest: Manifest, target: Path) -> None:
    require_sound(_staged(found, manifest, target), manifest)
    sqlite_records.begin_anew(target, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}")


def _stage_keys(found: Path, manifest: Manifest, stage: Path) -> None:
    """The ring; it learns of the copy it comes from, which holds keys that may be destroyed from now on."""
    folder = private_folder(stage / "keys")
    require_sound(_staged(found, manifest, stage / _RING), manifest)
    with closing(open_store(folder)) as store:
        remember_copy(store, found / manifest.file.name, now=manifest.when)
    sync_file(stage / _RING)
    sync_folder(folder)


def _staged(found: Path, manifest: Manifest, target: Path) -> Path:
    """A copy of the back-up's file; these bytes and no others were compared with the manifest."""
    name = manifest.file.name
    require_same(copied(found / name, target, name), manifest.file, where=str(found))
    return target


def _require_fit(records: Manifest, keys: Manifest | None) -> None:
    if keys is not None and keys.ring_id != records.ring_id:
        raise InputError(
            "a key ring that belongs to other records",
            expected="the ring these records were made with",
            do="Name the folder with the right keys; nothing was changed",
        )


def _require_engine(manifest: Manifest, where: Database, home: Path, *, replace: bool) -> None:
    if (manifest.engine == "sqlite") != isinstance(where, SqliteFile):
        raise InputError(
            f"a back-up of records in {manifest.engine}, and a DATABASE_URL for the other",
            expected="the kind of database that it was made from",
            do="Set DATABASE_URL to that kind, or leave it out for an SQLite file; moving over is not built",
        )
    if isinstance(where, SqliteFile) and where.path.absolute() != (home / _DATABASE).absolute():
        raise InputError(
            "a DATABASE_URL that names a file elsewhere",
            expected=f"the home's own {_DATABASE}",
            do="Leave DATABASE_URL out, and move the file afterwards; nothing was changed",
        )
    if isinstance(where, PostgresqlServer):
        postgresql_records.require_program("pg_restore", where)
        if replace:
            raise InputError(
                "--replace, with records on a PostgreSQL server",
                expected="an empty database, so that the present one stays as it is",
                do="Make a new one, name it in DATABASE_URL, and leave --replace out; nothing was changed",
            )


def _ring_to_keep(home: Path, ring_id: str) -> bool:
    """Whether the ring here is whole and that of these records."""
    if not ring_exists(home / "keys"):
        return False
    try:
        return look_at_ring(home / "keys").ring_id == ring_id
    except VaultError:
        return False


def _require_free(home: Path, where: Database, manifest: Manifest, *, replace: bool, with_keys: bool) -> None:
    """Nothing here that would be covered up without --replace, no ring of others left beside, and room."""
    has_records = (
        postgresql_records.look_at_database(where).facts is not None
        if isinstance(where, PostgresqlServer)
        else any(where.path.with_name(where.path.name + ending).exists() for ending in _BESIDE)
    )
    has_ring = ring_exists(home / "keys") and not _ring_to_keep(home, manifest.ring_id)
    if has_ring and not with_keys:
        raise LeewardError(
            "A key ring that is damaged, or belongs to other records",
            expected="no ring, or the one these records were made with",
            do="Name the folder with the right keys as --keys, or take another home; nothing was changed",
            where=str(home / "keys"),
        )
    if isinstance(where, PostgresqlServer) and has_records:
        raise InputError(
            "a database that is not empty",
            expected="an empty one, so that the present one stays as it is",
            do="Make a new one and name it in DATABASE_URL; nothing was changed",
            where="DATABASE_URL",
        )
    if (has_records or has_ring) and not replace:
        raise InputError(
            "a home with records or keys in it",
            expected="an empty home, or --replace",
            do="Name another folder; with --replace what stands here is moved aside, never deleted",
            where=str(home),
        )
    free_bytes = shutil.disk_usage(home).free
    if free_bytes < manifest.size_bytes + _SPARE_BYTES:
        raise InputError(
            f"{free_bytes // 1024**2} MB of room",
            expected=f"at least {(manifest.size_bytes + _SPARE_BYTES) // 1024**2 + 1} MB",
            do="Free some space; nothing was changed",
            where=str(home),
        )
