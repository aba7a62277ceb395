# SPDX-License-Identifier: Apache-2.0
"""The key of a session that has working papers: as long-lived as the session, and gone with it.

The agent holds the key for as long as the session would last without another request; every request of that
session names the time anew, and its end takes the key away: signing out, locking, being ended from elsewhere.
A session that only changes its name (a new password, for one) keeps its key.
"""

from __future__ import annotations

import threading
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from leeward.practice.notes.models import WorkingPaper
from leeward.practice.sealing import agent, new_id
from leeward.practice.site.headers import View
from leeward.terms.errors import VaultError
from leeward.vault.faults import KeyMissing
from leeward.vault.keys import SessionKey

_NAME = "working"
_serving = threading.local()


def session_name(session: SessionBase) -> str:
    """The name of this session's key; empty where it never had one."""
    return str(session.get(_NAME, ""))


def make_key(session: SessionBase) -> tuple[str, SessionKey]:
    """This session's key and its name, made where it has none or where it was dropped."""
    name = session_name(session) or new_id()
    session[_NAME] = name
    return name, agent().make_session(name, seconds=session.get_expiry_age())


def key_of(session: SessionBase) -> SessionKey | None:
    """This session's key; None where it has none, or none any more."""
    name = session_name(session)
    if not name:
        return None
    try:
        return agent().open_session(name, seconds=session.get_expiry_age())
    except KeyMissing:
        return None


def keep_session_key(next_view: View) -> View:
    """Middleware: names the session's remaining time anew, and drops the key of one that ended on the way."""

    def answer(request: HttpRequest) -> HttpResponse:
        name = _serving.name = session_name(request.session)
        try:
            if name:
                _ask(lambda: key_of(request.session))
            return next_view(request)
        finally:
            _serving.name = ""
            if name and session_name(request.session) != name:
                _drop(name)

    return answer


@receiver(post_delete, sender=Session, dispatch_uid="drop-session-key")
def _drop_with_session(instance: Session, **_: Any) -> None:
    name = str(instance.get_decoded().get(_NAME, ""))
    if name and name != getattr(_serving, "name", ""):
        _drop(name)


def _drop(name: str) -> None:
    """First the key, then the rows that nobody can open any more."""
    _ask(lambda: agent().drop_sessions([name]))
    WorkingPaper.objects.filter(session_id=name).delete()


def _ask(question: Any) -> None:
    """The agent's own faults are told elsewhere; a locked or dead agent holds no key of a session anyway."""
    try:
        question()
    except VaultError:
        return
