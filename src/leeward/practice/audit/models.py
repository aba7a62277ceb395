# SPDX-License-Identifier: Apache-2.0
"""The audit: one row for each service call. Random ids, dates and registered actions; never a word.

The database itself refuses to change or remove a row (triggers in the first migration).
"""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=40)
    case_id = models.CharField(max_length=64, blank=True, db_index=True)
    is_allowed = models.BooleanField()

    class Meta:
        app_label = "practice"
