# SPDX-License-Identifier: Apache-2.0
"""What is written about a case, in classes kept apart; files that go with it; and papers of a session.

Ids, dates, classes and states of work stand open; every word is sealed, and so is a file's name.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from leeward.practice.cases.models import Case, Person
from leeward.practice.visits.models import Visit


class Note(models.Model):
    """One piece of writing. Its words stand in its versions; `version` grows with each of them.

    `removed_at`: a draft that was taken away and can be brought back until it is swept.
    """

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    visit = models.ForeignKey(Visit, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record_class = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        indexes = [models.Index(fields=["case", "-made_at"], name="notes_of_a_case")]


class Writing(models.Model):
    """One version of a note: a draft as it was saved, the text as it was signed, or an amendment."""

    id = models.CharField(primary_key=True, max_length=64)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="writings")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="written_once")]


class Attachment(models.Model):
    """A sealed file that goes with a note. `sealed`: its name, sizes and digest."""

    id = models.CharField(primary_key=True, max_length=64)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="attachments")
    sealed = models.BinaryField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"


class WorkingPaper(models.Model):
    """One session's impressions of a visit, sealed under that session's key. `session_id`: the key's name."""

    id = models.CharField(primary_key=True, max_length=64)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="working_papers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_id = models.CharField(max_length=64, db_index=True)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["visit", "session_id"], name="one_paper_a_session")]
