# SPDX-License-Identifier: Apache-2.0
"""What was agreed, asked for, given out, and held. Ids, days, states of work stand open; words are sealed."""

from __future__ import annotations

from django.db import models

from leeward.practice.cases.models import Case, Person
from leeward.stewardship.hold import HoldState
from leeward.stewardship.release import Step


class Agreement(models.Model):
    """A release of information as agreed. `given_at`: when it was signed or said."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"


class ReleaseRequest(models.Model):
    """Somebody who asks, and how far the answer has come."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="release_requests")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    step = models.CharField(max_length=20, default=Step.RECEIVED.value)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"


class Release(models.Model):
    """Something that was given out. The id is the page's own: a second click is the same release."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases")
    agreement = models.ForeignKey(Agreement, on_delete=models.RESTRICT, null=True, related_name="+")
    request = models.ForeignKey(ReleaseRequest, on_delete=models.RESTRICT, null=True, related_name="+")
    account_id = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    record_class = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"


class LegalHold(models.Model):
    """Why, since when and for which paper is sealed; that it stands must be seen without a key."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    state = models.CharField(max_length=20, default=HoldState.SET.value)
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"
        indexes = [
            models.Index(
                fields=["case"], condition=~models.Q(state=HoldState.LIFTED.value), name="holds_that_stand"
            )
        ]


class CourtPaper(models.Model):
    """How a court paper came and what was done about it, kept in the case."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"
