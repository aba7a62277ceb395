# SPDX-License-Identifier: Apache-2.0
"""Sessions: the moment between password and code, and the end of those that are no longer right.

Between the two a session holds a random account id and the hour, nothing else, for five minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

TIME_BETWEEN = timedelta(minutes=5)
_HALF_WAY = "half-way"


def stop_half_way(session: SessionBase, account_id: str, now: datetime) -> None:
    """Notes in a session of its own that the password was right and the code is still to come."""
    session.flush()
    session[_HALF_WAY] = [account_id, now.timestamp()]


def half_way(session: SessionBase, now: datetime) -> str | None:
    """The id of the account whose code is awaited in this session."""
    account_id, since = session.get(_HALF_WAY) or ("", 0.0)
    waited = now.timestamp() - since
    return account_id if account_id and 0 <= waited < TIME_BETWEEN.total_seconds() else None


def end_other_sessions(account_id: str, *, keep: str) -> None:
    """Ends every session of an account but one, those half way included."""
    for row in Session.objects.exclude(session_key=keep):
        held = row.get_decoded()
        if account_id in (held.get(SESSION_KEY), (held.get(_HALF_WAY) or [""])[0]):
            row.delete()
