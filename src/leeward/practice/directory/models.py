# SPDX-License-Identifier: Apache-2.0
"""That somebody here called a service or opened its page, and how it was; the own entries' earlier versions.

Nobody's record: nothing of a client stands here.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from django.conf import settings
from django.db import models
from django.utils import timezone

from leeward.knowledge.models.service import Service
from leeward.planning.service_checks import Outcome, Tried
from leeward.terms.errors import ContentError


class ServiceCheck(models.Model):
    """One try. `contacts`: a digest of the numbers and the page as they were tried, so that a corrected
    entry starts anew; `numbers`: their digits, which are wrong wherever they stand. `due_on`:
    by when it is to be tried again. `undone_at`, `undone_by`: it was marked by mistake, and who said so.
    """

    id = models.CharField(primary_key=True, max_length=64)
    service_id = models.CharField(max_length=120)
    contacts = models.CharField(max_length=64)
    numbers = models.TextField(default="", blank=True)
    outcome = models.CharField(max_length=20)
    checked_at = models.DateTimeField()
    due_on = models.DateField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        app_label = "practice"
        indexes = [models.Index(fields=["service_id", "checked_at"], name="checks_of_a_service")]

    def tried(self) -> Tried:
        """The same as the rules know it."""
        day = timezone.localdate(self.checked_at)
        return Tried(
            self.id,
            self.service_id,
            Outcome(self.outcome),
            day,
            str(self.account_id),
            self.contacts,
            frozenset(self.numbers.split()),
        )


class VersionState(StrEnum):
    """What became of a version. The values stand in the database and never change."""

    WRITTEN = "written"
    WAITS = "waits"
    CONFIRMED = "confirmed"
    TAKEN_BACK = "taken-back"


class EntryVersion(models.Model):
    """One version of one of the practice's own entries, or a correction that waits for a second person.

    `entry`: as the file holds it, in the open like the file. `over`: a digest of what stood when it was
    written. `account`: empty where somebody changed the file by hand.
    """

    id = models.CharField(primary_key=True, max_length=64)
    service_id = models.CharField(max_length=120)
    entry = models.TextField()
    over = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        app_label = "practice"
        indexes = [models.Index(fields=["service_id", "written_at"], name="versions_of_an_entry")]

    def service(self) -> Service:
        """The entry. Raises ContentError: an older program wrote it, and it cannot be read any more."""
        try:
            return msgspec.json.decode(self.entry, type=Service)
        except msgspec.DecodeError as error:
            raise ContentError(
                "a version that cannot be read", expected="an entry", do="Write the entry anew"
            ) from error
