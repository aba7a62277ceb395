# SPDX-License-Identifier: Apache-2.0
"""Who took back a mark on a service."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0015_own_entries")]

    operations = [
        migrations.AddField(
            "servicecheck",
            "undone_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
