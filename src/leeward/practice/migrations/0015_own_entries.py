# SPDX-License-Identifier: Apache-2.0
"""Which digits a mark was about, and the versions of the practice's own entries, waiting ones among them."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_STAYS = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("practice", "0014_referrals")]

    operations = [
        migrations.AddField("servicecheck", "numbers", models.TextField(blank=True, default="")),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("service_id", models.CharField(max_length=120)),
                ("entry", models.TextField()),
                ("over", models.CharField(blank=True, default="", max_length=64)),
                ("state", models.CharField(max_length=20)),
                ("written_at", models.DateTimeField()),
                ("account", models.ForeignKey(to=settings.AUTH_USER_MODEL, **_STAYS)),
                ("confirmed_by", models.ForeignKey(to=settings.AUTH_USER_MODEL, **_STAYS)),
            ],
            options={
                "indexes": [models.Index(fields=["service_id", "written_at"], name="versions_of_an_entry")],
            },
        ),
    ]
