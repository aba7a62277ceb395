# SPDX-License-Identifier: Apache-2.0
"""The gate: which page may be opened now. Closed unless opened here.

not set up   set-up pages (and unlock, where set-up was cut off)
locked       unlock, with the passphrase or the paper
unlocked     sign in
half way     sign in, the code of the second factor
signed in    everything else

A device in a client's hands stands beside this: its pages open while the records are unlocked and nobody is
signed in; in any other case, and whatever fails, it gets its closing page. Leaving always works.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from leeward.practice.accounts.sessions import half_way
from leeward.practice.first_run.state import is_set_up
from leeward.practice.sealing import agent
from leeward.practice.site.drafts import was_saved
from leeward.practice.site.headers import View
from leeward.practice.site.kept import is_written_on, kept_in
from leeward.practice.site.views import carry
from leeward.practice.visits import device_cookie
from leeward.practice.visits.device_pages import closing_page
from leeward.terms.errors import LeewardError, NotFound
from leeward.vault.faults import AgentGone, DiskTrouble, VaultLocked

SET_UP = {"set-up", "set-up-passphrase", "set-up-practice", "set-up-account", "set-up-paper", "set-up-proof"}
UNLOCK = {"unlock", "unlock-paper"}
SIGN_IN = {"join", "sign-in", "sign-in-lost", "sign-in-paper", "sign-in-passkey", "unlock"}
HALF_WAY = SIGN_IN | {"sign-in-code"}
DEVICE = "questions"
ALWAYS = {"language", "questions-done", "questions-leave"}


class Gate:
    """Middleware, the innermost."""

    def __init__(self, next_view: View) -> None:
        self._next = next_view

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            name = resolve(request.path_info).url_name
        except Resolver404:
            name = None
        try:
            return self._to_the_right_door(request, name) or self._answer(request)
        except LeewardError as error:
            return self.process_exception(request, error)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """The page's own answer. A form that leads on was saved: what was kept of it meanwhile goes."""
        response = self._next(request)
        is_saved = request.method == "POST" and response.status_code == 302
        if is_saved and request.user.is_authenticated and is_written_on(request.path_info):
            with suppress(OperationalError):  # it is saved: a disk that is full now must not say otherwise
                was_saved(request.user, request.path_info)
        return response

    def _to_the_right_door(self, request: HttpRequest, name: str | None) -> HttpResponse | None:
        if name in ALWAYS:
            return None
        ring = agent().status().ring
        if not is_set_up():
            wanted = UNLOCK if ring == "locked" else SET_UP
            return None if name in wanted else redirect("unlock" if ring == "locked" else "set-up")
        if name == DEVICE:
            return None if ring == "unlocked" and not request.user.is_authenticated else closing_page(request)
        if ring != "unlocked":
            return None if name in UNLOCK else to_a_door(request, "unlock")
        if not request.user.is_authenticated:
            is_half_way = half_way(request.session, timezone.now()) is not None
            return None if name in (HALF_WAY if is_half_way else SIGN_IN) else to_a_door(request, "sign-in")
        if name in SET_UP:
            return redirect("home")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """One calm page for each fault; nothing of the record is on it."""
        if request.path_info.startswith(device_cookie.PATH) and isinstance(error, LeewardError):
            return closing_page(request)
        if isinstance(error, NotFound):
            raise Http404
        if isinstance(error, VaultLocked):
            return to_a_door(request, "unlock")
        if isinstance(error, OperationalError):
            context = {"what": _("The disk would not take it"), "no_room": True, "kept": kept_in(request)}
            return render(request, "practice/fault.html", context, status=503)
        if not isinstance(error, LeewardError):
            return None
        said: dict[type[LeewardError], str] = {
            AgentGone: _("The key agent does not answer"),
            DiskTrouble: _("The disk would not take it"),
        }
        what = said.get(type(error), _("Something could not be read"))
        context = {"what": what, "detail": error.message(), "kept": kept_in(request)}
        return render(request, "practice/fault.html", context, status=503)


def to_a_door(request: HttpRequest, name: str) -> HttpResponse:
    """There; with what was written where somebody was signed out while they wrote."""
    kept = kept_in(request)
    return carry(request, kept, status=403) if kept is not None else redirect(name)


gate = Gate
