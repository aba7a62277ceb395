# SPDX-License-Identifier: Apache-2.0
"""Codes that bring a hand-over to a tablet; the way a client said only they read."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0011_jobs")]

    operations = [
        migrations.CreateModel(
            name="TabletCode",
            fields=[
                (
                    "hand_over",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tablet_code",
                        serialize=False,
                        to="practice.handover",
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="channel",
                        serialize=False,
                        to="practice.case",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="practice.person",
                    ),
                ),
            ],
        ),
    ]
