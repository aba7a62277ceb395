# SPDX-License-Identifier: Apache-2.0
"""Notes with their versions, sealed files that go with them, and working papers of a session."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _id() -> models.CharField:
    return models.CharField(max_length=64, primary_key=True, serialize=False)


def _account(on_delete: object = django.db.models.deletion.PROTECT) -> models.ForeignKey:
    return models.ForeignKey(on_delete=on_delete, related_name="+", to=settings.AUTH_USER_MODEL)


def _of(model: str, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=f"practice.{model}"
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0008_disclosure")]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", _id()),
                ("record_class", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("author", _account()),
                ("case", _of("case", "notes")),
                ("person", _of("person", "+")),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="practice.visit",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["case", "-made_at"], name="notes_of_a_case")]},
        ),
        migrations.CreateModel(
            name="Writing",
            fields=[
                ("id", _id()),
                ("version", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=12)),
                ("sealed", models.BinaryField()),
                ("said_at", models.DateTimeField()),
                ("author", _account()),
                ("note", _of("note", "writings")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "version"), name="written_once")]
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", _id()),
                ("sealed", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("note", _of("note", "attachments")),
            ],
        ),
        migrations.CreateModel(
            name="WorkingPaper",
            fields=[
                ("id", _id()),
                ("session_id", models.CharField(db_index=True, max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("changed_at", models.DateTimeField()),
                ("account", _account(django.db.models.deletion.CASCADE)),
                ("visit", _of("visit", "working_papers")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "session_id"), name="one_paper_a_session")
                ]
            },
        ),
    ]
