# SPDX-License-Identifier: Apache-2.0
"""What goes by itself: drafts and files taken away a day ago, papers whose key is gone, files nobody names.

Rows first, then files. While a back-up copies the files, none is removed; the next sweep does it.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leeward.practice.locks import only_one_copy
from leeward.practice.notes.attachments import blob_path, orphan_files
from leeward.practice.notes.holds import held_cases
from leeward.practice.notes.models import Attachment, Note, WorkingPaper
from leeward.practice.notes.values import BACK_WITHIN
from leeward.practice.sealing import agent
from leeward.terms.errors import LeewardError
from leeward.vault.durable import sweep_parts

YOUNG = timedelta(hours=1)
"""A file younger than this is no orphan yet: its row may be on the way."""


def sweep() -> int:
    """Removes what is due; how many things went. Nothing of a case under a hold."""
    gone = sweep_papers()
    with ExitStack() as stack:
        try:
            stack.enter_context(only_one_copy(settings.HOME))
        except LeewardError:
            return gone
        gone += _sweep_removed()
        for path in orphan_files(older_than=YOUNG):
            path.unlink(missing_ok=True)
            gone += 1
        folder = settings.HOME / "vault"
        if folder.is_dir():
            gone += sweep_parts(folder, older_than_seconds=YOUNG.total_seconds())
    return gone


def sweep_papers() -> int:
    """Rows of working papers that nobody can open any more."""
    held = agent().held_sessions()
    gone, _ = WorkingPaper.objects.exclude(session_id__in=held).delete()
    return gone


def _sweep_removed() -> int:
    limit = timezone.now() - BACK_WITHIN
    with transaction.atomic():
        notes = Note.objects.filter(removed_at__lt=limit, signed_at=None).exclude(case_id__in=held_cases())
        files = Attachment.objects.filter(removed_at__lt=limit).exclude(note__case_id__in=held_cases())
        note_ids = list(notes.values_list("id", flat=True))
        going = {*files.values_list("id", flat=True)}
        going |= {*Attachment.objects.filter(note_id__in=note_ids).values_list("id", flat=True)}
        Attachment.objects.filter(id__in=going).delete()
        Note.objects.filter(id__in=note_ids).delete()
    for file_id in going:
        blob_path(file_id).unlink(missing_ok=True)
    return len(note_ids) + len(going)


def files_of_case(case_id: str) -> list[str]:
    """Ids of a case's sealed files, for a caller that deletes its rows and then calls `unlink_files`."""
    return list(Attachment.objects.filter(note__case_id=case_id).values_list("id", flat=True))


def unlink_files(file_ids: list[str]) -> None:
    """Removes sealed files whose rows are gone."""
    for file_id in file_ids:
        blob_path(file_id).unlink(missing_ok=True)
