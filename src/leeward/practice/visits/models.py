# SPDX-License-Identifier: Apache-2.0
"""Visits, what was said in them, the device that was handed over, and what is agreed for later.

Ids, dates and states of work stand open; every word is sealed, also which questions were answered.
"""

from __future__ import annotations

from django.db import models

from leeward.practice.cases.models import Case, Person


class Visit(models.Model):
    """One meeting. `version` grows with every save of any of its documents.

    `waits_since`: a device came back and nobody has looked yet.
    """

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        indexes = [
            models.Index(fields=["case", "-opened_at"]),
            models.Index(fields=["ended_at"]),
            models.Index(  # every page counts these: it must not read all visits of a caseload
                fields=["waits_since"],
                condition=models.Q(waits_since__isnull=False),
                name="visits_that_wait",
            ),
        ]


class Document(models.Model):
    """One sealed document of a visit: what was said before a change is kept inside it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="documents")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    record_class = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["visit", "label"], name="one_document")]


class HandOver(models.Model):
    """A device in a client's hands: what its cookie hashes to, and until when."""

    id = models.CharField(primary_key=True, max_length=64)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="hand_overs")
    token_hash = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"


class FollowUp(models.Model):
    """Something agreed for a day: when stands open, what and by which way is sealed."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="follow_ups")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(db_index=True)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
