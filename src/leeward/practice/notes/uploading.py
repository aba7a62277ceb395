# SPDX-License-Identifier: Apache-2.0
"""A file on its way in: sealed before it touches the disk, whole or not there.

    browser -> Django's parser -> SealedUploadHandler -> age, in a thread -> vault/<random id>

The parser hands over pieces, age asks for them: a short queue stands between, so that a large file takes
little memory. An upload that is cut off, too large, or not kept by its page leaves no file. Only the page for
a note's files takes any; on every other address files are dropped unread.
"""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from leeward.practice.notes.attachments import MAX_FILE_BYTES, blob_path, keys_to_seal_with
from leeward.practice.sealing import new_id
from leeward.vault.durable import private_folder
from leeward.vault.faults import DiskTrouble
from leeward.vault.files import SealedFile, seal_file
from leeward.vault.ring import OpenCase

PAGE = "note-files"
CUT_OFF, TOO_LARGE, DISK = "cut-off", "too-large", "disk"
MAX_BODY_BYTES = 64 * 1024 * 1024
"""A longer body is not even read to its end, to say no."""
_WAIT_SECONDS = 60.0
_PIECES = 8


class _CutOff(Exception):
    """The other side is gone, or nothing came for a minute."""


class _Pieces:
    """A stream written at one end and read at the other; breaking it off is an error for the reader."""

    def __init__(self) -> None:
        self._queue: queue.Queue[bytes | None] = queue.Queue(_PIECES)
        self._rest = b""
        self._ended = self._broken = False

    def give(self, piece: bytes) -> None:
        self._queue.put(piece, timeout=_WAIT_SECONDS)

    def end(self) -> None:
        self._queue.put(None, timeout=_WAIT_SECONDS)

    def break_off(self) -> None:
        self._broken = True
        while True:
            try:
                self._queue.put_nowait(None)
                return
            except queue.Full:
                self._queue.get_nowait()

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            try:
                piece = self._queue.get(timeout=_WAIT_SECONDS)
            except queue.Empty:
                raise _CutOff from None
            if self._broken:
                raise _CutOff
            self._ended = piece is None
            self._rest = piece or b""
        given = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        return given


class SealedUpload:
    """A file that is sealed and on the disk. Removed when its request ends, unless a record keeps it."""

    def __init__(self, file_id: str, name: str, sealed: SealedFile, case_id: str) -> None:
        self.id, self.name, self.sealed, self.case_id = file_id, name, sealed, case_id
        self._is_kept = False

    def keep(self) -> None:
        """A record names it now."""
        self._is_kept = True

    def close(self) -> None:
        """Called by Django at the end of the request."""
        if not self._is_kept:
            blob_path(self.id).unlink(missing_ok=True)


class _Sealing:
    """One file being sealed in a thread of its own."""

    def __init__(self, keys: OpenCase) -> None:
        self.id = new_id()
        self._keys = keys
        self._pieces = _Pieces()
        self._result: SealedFile | None = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._seal, daemon=True)
        self._thread.start()

    def _seal(self) -> None:
        try:
            self._result = seal_file(
                cast(BinaryIO, self._pieces),
                _private(blob_path(self.id)),
                recipient=self._keys.recipient,
                key=self._keys.key,
                file_id=self.id,
            )
        except BaseException as error:  # noqa: BLE001  told to the thread that waits, never lost
            self._failure = error
            self._pieces.break_off()

    def give(self, piece: bytes) -> None:
        if self._failure is not None:
            raise self._failure
        self._pieces.give(piece)

    def finish(self) -> SealedFile:
        self._pieces.end()
        self._thread.join()
        if self._result is None:
            raise self._failure or _CutOff()
        return self._result

    def break_off(self) -> None:
        self._pieces.break_off()
        self._thread.join()
        if self._result is not None:
            blob_path(self.id).unlink(missing_ok=True)


class SealedUploadHandler(FileUploadHandler):
    """Django's only upload handler here. `fault`: why no file came out of it, for the page."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.fault = ""
        self._sealing: _Sealing | None = None
        self._keys: OpenCase | None = None
        self._given_bytes = self._body_bytes = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self._body_bytes = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._body_bytes > MAX_BODY_BYTES:
            self.fault = TOO_LARGE
            raise StopUpload(connection_reset=True)
        self._keys = _keys_for(self.request)
        if self._keys is None or self._sealing is not None:
            raise SkipFile
        self._given_bytes = 0
        self._sealing = _Sealing(self._keys)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._sealing is not None  # noqa: S101  `new_file` made it
        self._given_bytes += len(raw_data)
        if self._given_bytes > MAX_FILE_BYTES:
            self._leave(TOO_LARGE)
            raise SkipFile
        try:
            self._sealing.give(raw_data)
        except (DiskTrouble, queue.Full):
            self._leave(DISK)
            raise SkipFile from None

    def file_complete(self, file_size: int) -> SealedUpload | None:
        if self._sealing is None or self._keys is None:
            return None
        sealing = self._sealing
        try:
            sealed = sealing.finish()
        except (DiskTrouble, queue.Full):
            self._leave(DISK)
            return None
        return SealedUpload(sealing.id, self.file_name or "", sealed, self._keys.case_id)

    def upload_interrupted(self) -> None:
        if not self.fault:
            self._leave(CUT_OFF)

    def _leave(self, fault: str) -> None:
        self.fault = fault
        if self._sealing is not None:
            self._sealing.break_off()


def _keys_for(request: HttpRequest | None) -> OpenCase | None:
    """The keys of the case whose note the file is for; None where this address or person may add none."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return keys_to_seal_with(user, match.kwargs["note_id"]) if match.url_name == PAGE else None


def _private(path: Path) -> Path:
    private_folder(path.parent)
    return path
