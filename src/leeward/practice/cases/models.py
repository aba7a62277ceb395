# SPDX-License-Identifier: Apache-2.0
"""Cases, the persons in them, and what was said. Ids, dates and versions stand open; every word is sealed.

Each save writes all fields of the record again, empty ones too, under the next version: what was said
before is kept, and which fields were filled tells a thief nothing.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Case(models.Model):
    id = models.CharField(primary_key=True, max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "practice"


class Person(models.Model):
    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="persons")
    position = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "practice"
        ordering = ("position",)


class Said(models.Model):
    """One sealed value. `person` is None for what the case key seals."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    label = models.CharField(max_length=60)
    record_class = models.CharField(max_length=20, default="client-record")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        indexes = [models.Index(fields=["case", "version"])]
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "label", "version"], name="said_once")
        ]
