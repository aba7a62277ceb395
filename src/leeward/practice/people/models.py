# SPDX-License-Identifier: Apache-2.0
"""Who supervises whom, who opened whose case and why, and names that are kept as marks alone.

Ids and hours stand open; reasons are sealed with the case's own key, and go with the case.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Supervision(models.Model):
    """A supervisor named to a clinician: they read the clinician's cases."""

    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(fields=["clinician", "supervisor"], name="one_supervision"),
        ]


class JoinCode(models.Model):
    """A code with which a new person chooses their name and password, once. Only a mark of it is kept."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    mark = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "practice"


class HandingOn(models.Model):
    """The cases of a closed account, offered to a clinician. `answered_at`: taken, or not."""

    id = models.CharField(primary_key=True, max_length=64)
    from_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_taken = models.BooleanField(default=False)

    class Meta:
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(
                fields=["from_account"],
                condition=models.Q(answered_at=None),
                name="one_offer_at_a_time",
            )
        ]


class Opening(models.Model):
    """A case opened by somebody whose case it is not. `sealed`: the reason, and who knows of it."""

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey("practice.Case", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        app_label = "practice"


class OpeningSeen(models.Model):
    """Somebody who is told of an opening said that they saw it."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="seen_by")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["opening", "account"], name="one_look_at_it")]


class OpeningTry(models.Model):
    """A try that opened nothing. Kept for a day, so that guessing goes slowly."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "practice"


class NameMark(models.Model):
    """A full name that was entered with a case: a keyed mark, from which no name can be read."""

    case = models.ForeignKey("practice.Case", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10)
    mark = models.CharField(max_length=64, db_index=True)
    entered_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["case", "side"], name="one_name_a_side")]
