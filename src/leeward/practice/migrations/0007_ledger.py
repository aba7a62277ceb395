# SPDX-License-Identifier: Apache-2.0
"""The ledger: audit rows that are chained, and the tree over them.

Columns come one by one and constraints with a condition: neither makes SQLite build the audit's table anew,
which would lose the triggers that guard it.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def _column(name: str, field: models.Field[Any, Any]) -> migrations.AddField:
    return migrations.AddField("auditentry", name, field)


class Migration(migrations.Migration):
    dependencies = [("practice", "0006_sign_in")]
    operations = [
        _column("entry_id", models.CharField(max_length=24, null=True)),
        _column("chain_id", models.CharField(max_length=64, null=True)),
        _column("case_seq", models.PositiveBigIntegerField(null=True)),
        _column("salt", models.BinaryField(null=True)),
        _column("chained", models.BinaryField(null=True)),
        _column("sealed_words", models.BinaryField(null=True)),
        migrations.AddConstraint(
            "auditentry",
            models.UniqueConstraint(
                fields=["entry_id"], condition=models.Q(entry_id__isnull=False), name="one_entry_an_id"
            ),
        ),
        migrations.AddConstraint(
            "auditentry",
            models.UniqueConstraint(
                fields=["chain_id", "case_seq"],
                condition=models.Q(case_seq__isnull=False),
                name="one_entry_a_place",
            ),
        ),
        migrations.CreateModel(
            name="LedgerLeaf",
            fields=[
                ("row", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(null=True, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="LedgerTile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hashes", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["level", "index"], name="one_tile_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerCheckpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("note", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="LedgerKey",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=80)),
                ("public", models.BinaryField()),
                ("sealed_seed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(id=1), name="one_ledger_key")],
            },
        ),
    ]
