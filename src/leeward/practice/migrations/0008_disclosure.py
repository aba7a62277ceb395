# SPDX-License-Identifier: Apache-2.0
"""Agreements to release, requests for a record, what was given out, legal holds, court papers."""

import django.db.models.deletion
from django.db import migrations, models

_CASE = {"on_delete": django.db.models.deletion.CASCADE, "to": "practice.case"}


class Migration(migrations.Migration):
    dependencies = [("practice", "0007_ledger")]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("given_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("case", models.ForeignKey(related_name="agreements", **_CASE)),
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
        migrations.CreateModel(
            name="ReleaseRequest",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("step", models.CharField(default="received", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("case", models.ForeignKey(related_name="release_requests", **_CASE)),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("account_id", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("record_class", models.CharField(max_length=20)),
                ("sealed", models.BinaryField()),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="practice.agreement",
                    ),
                ),
                ("case", models.ForeignKey(related_name="releases", **_CASE)),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="practice.releaserequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("state", models.CharField(default="set", max_length=20)),
                ("set_by", models.CharField(max_length=64)),
                ("set_at", models.DateTimeField()),
                ("asked_by", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=64)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("case", models.ForeignKey(related_name="holds", **_CASE)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "lifted"), _negated=True),
                        fields=["case"],
                        name="holds_that_stand",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourtPaper",
            fields=[
                (
                    "case",
                    models.OneToOneField(primary_key=True, related_name="+", serialize=False, **_CASE),
                ),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
