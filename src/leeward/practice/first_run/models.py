# SPDX-License-Identifier: Apache-2.0
"""The practice itself: one row."""

from __future__ import annotations

from django.db import models


class Practice(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ring_id = models.CharField(max_length=64)
    sealed_name = models.BinaryField()
    states = models.CharField(max_length=400)
    is_example = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(null=True)
    paper_code = models.CharField(max_length=16, blank=True, default="")
    paper_asked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_practice")]
