# SPDX-License-Identifier: Apache-2.0
"""The table of jobs: one row for each kind, with hours, counts and the class of its last fault."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0010_retention")]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("kind", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("state", models.CharField(default="due", max_length=10)),
                ("due_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
                ("place", models.CharField(blank=True, default="", max_length=200)),
                ("fault", models.CharField(blank=True, default="", max_length=60)),
            ],
        ),
    ]
