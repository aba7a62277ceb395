# SPDX-License-Identifier: Apache-2.0
"""Services of the directory that the practice called, and how it was."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0012_channels")]

    operations = [
        migrations.CreateModel(
            name="ServiceCheck",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("service_id", models.CharField(max_length=120)),
                ("contacts", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=20)),
                ("checked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service_id", "checked_at"], name="checks_of_a_service")],
            },
        ),
    ]
