# SPDX-License-Identifier: Apache-2.0
"""How long what is kept, which records somebody asked to remove, and what was counted once for good."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0009_notes")]
    operations = [
        migrations.CreateModel(
            name="KeepingChoice",
            fields=[
                ("record_class", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("years", models.PositiveSmallIntegerField()),
                ("minor_until_age", models.PositiveSmallIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("case_id", models.CharField(max_length=64)),
                ("owner_id", models.CharField(max_length=64)),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("paper_shown", models.BooleanField(default=False)),
                ("agreed_by", models.CharField(blank=True, default="", max_length=64)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at", None), ("done_at", None)),
                        fields=("case_id",),
                        name="one_removal_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("table", models.CharField(max_length=20)),
                ("cells", models.TextField()),
                ("total", models.PositiveIntegerField(null=True)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number", "table"), name="told_once")
                ],
            },
        ),
    ]
