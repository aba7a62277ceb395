# SPDX-License-Identifier: Apache-2.0
"""The one way a client said only they read, and when they said so last. The address is sealed."""

from __future__ import annotations

from django.db import models

from leeward.practice.cases.models import Case, Person


class Channel(models.Model):
    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="channel")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
