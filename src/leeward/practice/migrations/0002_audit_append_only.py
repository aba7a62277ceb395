# SPDX-License-Identifier: Apache-2.0
"""The database refuses to change or remove an audit row."""

from __future__ import annotations

from django.db import migrations

_REFUSE = """
CREATE TRIGGER audit_{verb} BEFORE {VERB} ON practice_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_first")]
    operations = [
        migrations.RunSQL(_REFUSE.format(verb=verb, VERB=verb.upper()), f"DROP TRIGGER audit_{verb};")
        for verb in ("update", "delete")
    ]
