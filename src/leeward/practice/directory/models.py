# SPDX-License-Identifier: Apache-2.0
"""That somebody here called a service or opened its page, when, and how it was. Nobody's record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from leeward.planning.service_checks import Outcome, Tried


class ServiceCheck(models.Model):
    """One try. `contacts`: a digest of the numbers and the page as they were tried, so that a corrected
    entry starts anew. `due_on`: by when it is to be tried again. `undone_at`: it was marked by mistake.
    """

    id = models.CharField(primary_key=True, max_length=64)
    service_id = models.CharField(max_length=120)
    contacts = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20)
    checked_at = models.DateTimeField()
    due_on = models.DateField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        indexes = [models.Index(fields=["service_id", "checked_at"], name="checks_of_a_service")]

    def tried(self) -> Tried:
        """The same as the rules know it."""
        day = timezone.localdate(self.checked_at)
        return Tried(
            self.id, self.service_id, Outcome(self.outcome), day, str(self.account_id), self.contacts
        )
