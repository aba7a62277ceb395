# SPDX-License-Identifier: Apache-2.0
"""Sessions: the moment between password and code, where somebody is signed in, and the end of a session.

Between password and code a session holds a random account id and the hour, nothing else, for five minutes.
Afterwards it holds when it began and the family of the browser: no address, no version, no machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from leeward.practice.sealing import new_id

TIME_BETWEEN = timedelta(minutes=5)
_HALF_WAY = "half-way"
_BEGAN = "began"
_FAMILIES = (("Edge", "Edg"), ("Opera", "OPR/"), ("Firefox", "Firefox|FxiOS"), ("Chrome", "Chrom|CriOS"))
_SAFARI = ("Safari", "Safari")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where somebody is signed in. `handle` names it on a page; it opens nothing."""

    handle: str
    began_at: datetime
    seen_at: datetime
    browser: str
    """`Firefox`; empty where it does not say."""
    is_this: bool


def stop_half_way(session: SessionBase, account_id: str, now: datetime) -> None:
    """Notes in a session of its own that the password was right and the code is still to come."""
    session.flush()
    session[_HALF_WAY] = [account_id, now.timestamp()]


def half_way(session: SessionBase, now: datetime) -> str | None:
    """The id of the account whose code is awaited in this session."""
    account_id, since = session.get(_HALF_WAY) or ("", 0.0)
    waited = now.timestamp() - since
    return account_id if account_id and 0 <= waited < TIME_BETWEEN.total_seconds() else None


def note_beginning(session: SessionBase, agent_line: str, now: datetime) -> None:
    """What a session says of itself on its owner's list."""
    session[_BEGAN] = {"handle": new_id(), "at": now.timestamp(), "browser": family(agent_line)}


def family(agent_line: str) -> str:
    """The browser's maker, from the line by which it names itself; no version and no machine."""
    return next((name for name, mark in (*_FAMILIES, _SAFARI) if re.search(mark, agent_line)), "")


def sessions_of(account_id: str, *, this: str) -> list[SignedIn]:
    """Where this account is signed in now; this session first, then the one seen last."""
    found = []
    for row in _alive():
        held = row.get_decoded()
        if held.get(SESSION_KEY) != account_id or _BEGAN not in held:
            continue
        began = held[_BEGAN]
        seen_at = row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        began_at = datetime.fromtimestamp(began["at"], UTC)
        is_this = row.session_key == this
        found.append(SignedIn(began["handle"], began_at, seen_at, began["browser"], is_this))
    return sorted(found, key=lambda one: (one.is_this, one.seen_at), reverse=True)


def end_session(account_id: str, handle: str) -> bool:
    """Ends one session of an account. False: there is none with this handle."""
    for row in _alive():
        held = row.get_decoded()
        if held.get(SESSION_KEY) == account_id and held.get(_BEGAN, {}).get("handle") == handle:
            row.delete()
            return True
    return False


def end_other_sessions(account_id: str, *, keep: str) -> None:
    """Ends every session of an account but one, those half way included. Keep none: `keep=""`."""
    for row in Session.objects.exclude(session_key=keep):
        held = row.get_decoded()
        if account_id in (held.get(SESSION_KEY), (held.get(_HALF_WAY) or [""])[0]):
            row.delete()


def _alive() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__gt=timezone.now())
