# SPDX-License-Identifier: Apache-2.0
"""Files that go with a note: coming in, going out, taken away and brought back."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from leeward.practice.notes.attachments import (
    TooManyFiles,
    attach,
    mark_cut_off,
    mark_file_removed,
    open_attachment,
)
from leeward.practice.notes.services import NoteSigned, require_note
from leeward.practice.notes.uploading import CUT_OFF, DISK, SealedUpload, SealedUploadHandler
from leeward.practice.notes.views import FILE_FAULT
from leeward.stewardship import Action
from leeward.vault.faults import DiskTrouble

NO_FILE, TOO_MANY, SIGNED = "no-file", "too-many", "signed"


@require_POST
def note_files(request: HttpRequest, note_id: str) -> HttpResponse:
    """One file more. The note's page then shows it, or says why it is not there."""
    require_note(request.user, note_id, Action.ATTACH)
    upload = request.FILES.get("file")
    fault = _fault_of(request)
    if not fault and not isinstance(upload, SealedUpload):
        fault = NO_FILE
    if not fault and isinstance(upload, SealedUpload):
        try:
            attach(request.user, note_id, upload)
        except TooManyFiles:
            fault = TOO_MANY
        except NoteSigned:
            fault = SIGNED
        except (DatabaseError, DiskTrouble):
            fault = DISK
    if fault == CUT_OFF:
        mark_cut_off(request.user, note_id, _name_of(request))
    elif fault:
        request.session[FILE_FAULT] = fault
    return redirect("change-note", note_id=note_id)


def _name_of(request: HttpRequest) -> str:
    """What the file that was on its way is called, as far as that came."""
    handlers = [one for one in request.upload_handlers if isinstance(one, SealedUploadHandler)]
    return next((one.file_name for one in handlers if one.file_name), "")


def _fault_of(request: HttpRequest) -> str:
    """What the handler found wrong; `end`, the form's last field, is there only if all of it came."""
    handlers = [one for one in request.upload_handlers if isinstance(one, SealedUploadHandler)]
    fault = next((one.fault for one in handlers if one.fault), "")
    return fault or ("" if request.POST.get("end") == "end" else CUT_OFF)


@require_GET
def note_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """A file, opened in memory and given as a download under a neutral name."""
    found = open_attachment(request.user, file_id)
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@require_POST
def remove_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """Takes a file of a draft away."""
    return _marked(request, file_id, is_removed=True)


@require_POST
def keep_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """Brings it back."""
    return _marked(request, file_id, is_removed=False)


def _marked(request: HttpRequest, file_id: str, *, is_removed: bool) -> HttpResponse:
    return redirect("change-note", note_id=mark_file_removed(request.user, file_id, is_removed=is_removed))
