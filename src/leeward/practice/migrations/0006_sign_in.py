# SPDX-License-Identifier: Apache-2.0
"""Passkeys, ways back in for a lost password, and drafts of what was being written."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _account(*, may_be_empty: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=may_be_empty,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("practice", "0005_roles_and_access")]

    operations = [
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("sign_count", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("account", _account()),
            ],
        ),
        migrations.CreateModel(
            name="WayIn",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed_reason", models.BinaryField(default=b"")),
                ("started_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("hashed_code", models.CharField(blank=True, default="", max_length=128)),
                ("ended_at", models.DateTimeField(null=True)),
                ("account", _account()),
                ("approved_by", _account(may_be_empty=True)),
                ("started_by", _account(may_be_empty=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account",),
                        condition=models.Q(ended_at=None),
                        name="one_way_in_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("page", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=200)),
                ("version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                ("account", _account()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="practice.case",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "page"), name="one_draft_a_page")],
            },
        ),
    ]
