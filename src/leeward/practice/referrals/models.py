# SPDX-License-Identifier: Apache-2.0
"""A referral and every step of it. Ids, days and states of work stand open; the words are sealed."""

from __future__ import annotations

from django.db import models

from leeward.practice.cases.models import Case, Person


class Referral(models.Model):
    """One referral. `due_on`: the day on which somebody looks again; None where nothing is left to do."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=20)
    due_on = models.DateField(null=True, db_index=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"


class ReferralStep(models.Model):
    """One thing that was done; never changed. An empty `step`: the one before was taken back."""

    id = models.CharField(primary_key=True, max_length=64)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    account_id = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["referral", "number"], name="one_step_a_number")]
