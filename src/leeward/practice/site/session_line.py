# SPDX-License-Identifier: Apache-2.0
"""Django's sessions, on a disk that may be full: a page that was made is shown, with what was typed on it.

Each answer writes the session's new hour. Where the disk does not take that, the answer goes out all the
same: the session is as it was, and ends a little earlier. Signing in writes in its own view, and says so.
"""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse


class Sessions(SessionMiddleware):
    """Middleware in the place of Django's own."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except OperationalError:
            return response
        except SessionInterrupted as error:  # Django's word for a row that is gone, and for a full disk too
            if not _is_of_the_disk(error):
                raise
            return response


def _is_of_the_disk(error: BaseException | None) -> bool:
    """Whether the database's own trouble stands behind it, and not a session that somebody ended."""
    while error is not None:
        if isinstance(error, OperationalError):
            return True
        error = error.__context__
    return False
