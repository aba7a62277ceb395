# SPDX-License-Identifier: Apache-2.0
"""A code that brings a hand-over to a tablet. It works once, for ten minutes; what is kept cannot be read."""

from __future__ import annotations

from django.db import models

from leeward.practice.visits.models import HandOver


class TabletCode(models.Model):
    """`code_hash`: under this run's secret, which is on no disk."""

    hand_over = models.OneToOneField(
        HandOver, primary_key=True, on_delete=models.CASCADE, related_name="tablet_code"
    )
    code_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
