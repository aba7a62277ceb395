# SPDX-License-Identifier: Apache-2.0
"""Referrals, and every step of them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_CASCADE = {"on_delete": django.db.models.deletion.CASCADE}


class Migration(migrations.Migration):
    dependencies = [("practice", "0013_directory")]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=20)),
                ("due_on", models.DateField(db_index=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("case", models.ForeignKey(related_name="referrals", to="practice.case", **_CASCADE)),
                ("person", models.ForeignKey(related_name="+", to="practice.person", **_CASCADE)),
            ],
        ),
        migrations.CreateModel(
            name="ReferralStep",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                ("account_id", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("referral", models.ForeignKey(related_name="steps", to="practice.referral", **_CASCADE)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "number"), name="one_step_a_number")
                ],
            },
        ),
    ]
