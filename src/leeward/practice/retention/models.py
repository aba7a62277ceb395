# SPDX-License-Identifier: Apache-2.0
"""How long what is kept, which records somebody asked to remove, and what was counted once for good.

Ids, dates and numbers only. A removal outlives its case: it says who asked, who agreed and when it was done.
"""

from __future__ import annotations

from django.db import models


class KeepingChoice(models.Model):
    """The practice's own period for a class of record; without a row, the longest rule that was read."""

    record_class = models.CharField(primary_key=True, max_length=20)
    years = models.PositiveSmallIntegerField()
    minor_until_age = models.PositiveSmallIntegerField(null=True)

    class Meta:
        app_label = "practice"


class Removal(models.Model):
    """One record that is to go as a whole. `paper_shown`: in a practice of one, for the 72 hours."""

    id = models.CharField(primary_key=True, max_length=64)
    case_id = models.CharField(max_length=64)
    owner_id = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    paper_shown = models.BooleanField(default=False)
    agreed_by = models.CharField(max_length=64, blank=True, default="")
    agreed_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(called_off_at=None, done_at=None),
                name="one_removal_at_a_time",
            )
        ]


class Told(models.Model):
    """A table of counts of one quarter, as it was told. Never counted again: no two differ by a few."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=20)
    cells = models.TextField()
    total = models.PositiveIntegerField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["year", "number", "table"], name="told_once")]
