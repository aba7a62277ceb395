# SPDX-License-Identifier: Apache-2.0
"""The audit: one row for each service call. Random ids, dates and registered actions; never an open word.

The database itself refuses to change or remove a row (triggers in the second migration). Each row holds
the hash of the one before it in its chain, the case's or else the person's (`chaining`). Rows of before the
ledger, and the one that a restore writes without keys, have no `entry_id` and stand in no chain.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AuditEntry(models.Model):
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=40)
    case_id = models.CharField(max_length=64, blank=True, db_index=True)
    is_allowed = models.BooleanField()
    entry_id = models.CharField(max_length=24, null=True)
    chain_id = models.CharField(max_length=64, null=True)
    case_seq = models.PositiveBigIntegerField(null=True)
    salt = models.BinaryField(null=True)
    chained = models.BinaryField(null=True)
    sealed_words = models.BinaryField(null=True)

    class Meta:
        app_label = "practice"
        constraints = [
            # With a condition, SQLite makes an index; without, the whole table anew and no trigger on it.
            models.UniqueConstraint(
                fields=["entry_id"], condition=Q(entry_id__isnull=False), name="one_entry_an_id"
            ),
            models.UniqueConstraint(
                fields=["chain_id", "case_seq"], condition=Q(case_seq__isnull=False), name="one_entry_a_place"
            ),
        ]
