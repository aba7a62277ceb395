# SPDX-License-Identifier: Apache-2.0
"""A step of an upgrade and the note that it was made, in one transaction.

Django writes that note after the transaction where a step leaves statements for its end: killed just there, a
start would make the tables a second time, fail, and never come up again (T54).
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


class WholeExecutor(MigrationExecutor):
    """Applies and takes back migrations, each wholly or not at all."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """As Django does, and on record before anything is committed."""
        if fake or fake_initial:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        self._tell("apply_start", migration)
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.apply(state, editor)
            _run_deferred(editor)
            self.record_migration(migration)
        self._tell("apply_success", migration)
        return state

    def unapply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False
    ) -> ProjectState:
        """As Django does, and off the record before anything is committed."""
        if fake:
            return super().unapply_migration(state, migration, fake=fake)
        self._tell("unapply_start", migration)
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.unapply(state, editor)
            _run_deferred(editor)
            names = migration.replaces or []
            for app_label, name in [*names, (migration.app_label, migration.name)]:
                self.recorder.record_unapplied(app_label, name)
        self._tell("unapply_success", migration)
        return state

    def _tell(self, what: str, migration: Migration) -> None:
        tell: Any = self.progress_callback
        if tell is not None:
            tell(what, migration, False)


def _run_deferred(editor: BaseDatabaseSchemaEditor) -> None:
    for sql in editor.deferred_sql:
        editor.execute(sql, None)
    editor.deferred_sql.clear()
