# SPDX-License-Identifier: Apache-2.0
"""What is known of each kind of job: states, hours, counts, and the class of its last fault. Never a word."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One row a kind. `place`: where the next step goes on, in ids alone; empty at the beginning."""

    kind = models.CharField(primary_key=True, max_length=40)
    state = models.CharField(max_length=10, default="due")
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=200, blank=True, default="")
    fault = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        app_label = "practice"
