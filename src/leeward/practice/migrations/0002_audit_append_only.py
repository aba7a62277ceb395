# SPDX-License-Identifier: Apache-2.0
"""The database refuses to change or remove an audit row, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import NotSupportedError, migrations

_SQLITE = [
    f"CREATE TRIGGER audit_{verb} BEFORE {verb.upper()} ON practice_auditentry"
    " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for verb in ("update", "delete")
]
# ALWAYS: also where a session says that it replicates, which switches ordinary triggers off.
_POSTGRESQL = [
    "CREATE FUNCTION practice_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON practice_auditentry"
    " FOR EACH STATEMENT EXECUTE FUNCTION practice_audit_refuse()",
    "ALTER TABLE practice_auditentry ENABLE ALWAYS TRIGGER audit_append_only",
]
_MAKE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_UNDO = {
    "sqlite": ["DROP TRIGGER audit_update", "DROP TRIGGER audit_delete"],
    "postgresql": [
        "DROP TRIGGER audit_append_only ON practice_auditentry",
        "DROP FUNCTION practice_audit_refuse()",
    ],
}


def _make(_apps: Any, editor: Any) -> None:
    _run(_MAKE, editor)


def _undo(_apps: Any, editor: Any) -> None:
    _run(_UNDO, editor)


def _run(statements: dict[str, list[str]], editor: Any) -> None:
    vendor = editor.connection.vendor
    if vendor not in statements:
        raise NotSupportedError(f"the audit cannot be made append-only on {vendor}")
    for statement in statements[vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_first")]
    operations = [migrations.RunPython(_make, _undo)]
