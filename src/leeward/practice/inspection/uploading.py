# SPDX-License-Identifier: Apache-2.0
"""A file that is only looked at: held in memory for one request, written nowhere, then forgotten.

Only the pages of `LARGEST_BYTES` take one, from somebody who may look. Every other page's files go on to the
handler that seals them.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    StopFutureHandlers,
    StopUpload,
)
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from leeward.practice.notes.uploading import MAX_BODY_BYTES
from leeward.stewardship import Action, may

MEGABYTE: Final = 1_000_000
LARGEST_BYTES: Final = {
    **dict.fromkeys(("look-message", "visit-message"), 10 * MEGABYTE),
    **dict.fromkeys(("look-apps", "visit-apps"), 50 * MEGABYTE),
}
"""By the name of the page."""
CUT_OFF, TOO_LARGE = "cut-off", "too-large"


class LookedAt:
    """The bytes of a file, for as long as its request."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data, self.size = name, data, len(data)

    def close(self) -> None:
        """Called by Django at the end of the request."""
        self.data = b""


class LookUploadHandler(FileUploadHandler):
    """Stands before the handler that seals. `fault`: why no file came out of it, for the page."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.fault = ""
        self._largest = 0
        self._body_bytes = 0
        self._taken: BytesIO | None = None

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self._body_bytes = content_length
        self._largest = _largest_for(self.request)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._largest:
            return
        if self._body_bytes > MAX_BODY_BYTES:
            self.fault = TOO_LARGE
            raise StopUpload(connection_reset=True)
        if self._taken is not None or not _may_look(self.request):
            raise SkipFile
        self._taken = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._taken is None:
            return raw_data
        if start + len(raw_data) > self._largest:
            self.fault = TOO_LARGE
            self._taken = BytesIO()
            raise SkipFile
        self._taken.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> LookedAt | None:
        if self._taken is None:
            return None
        return LookedAt(self.file_name or "", self._taken.getvalue())

    def upload_interrupted(self) -> None:
        if self._largest:
            self.fault = self.fault or CUT_OFF


def fault_of(request: HttpRequest) -> str:
    """What was wrong with the file; `end`, the form's last field, is there only if all of it came."""
    handlers = [one for one in request.upload_handlers if isinstance(one, LookUploadHandler)]
    fault = next((one.fault for one in handlers if one.fault), "")
    return fault or ("" if request.POST.get("end") == "end" else CUT_OFF)


def _largest_for(request: HttpRequest | None) -> int:
    try:
        match = resolve(request.path_info) if request is not None else None
    except Resolver404:
        return 0
    return LARGEST_BYTES.get(match.url_name or "", 0) if match else 0


def _may_look(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and may(user.actor(), Action.READ_LIBRARY)
