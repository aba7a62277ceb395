# SPDX-License-Identifier: Apache-2.0
"""Where you are signed in: the list, the end of one, the end of all others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts.sessions import end_other_sessions, end_session, sessions_of
from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import acting
from leeward.stewardship import Action


@require_http_methods(["GET", "POST"])
@stepped_up
def sessions(request: HttpRequest) -> HttpResponse:
    """A form ends the session it names, or with no name all but this one."""
    this = request.session.session_key or ""
    if request.method == "POST":
        handle = request.POST.get("handle", "")
        with acting(request.user.actor(), Action.END_SESSION):
            if handle:
                end_session(request.user.id, handle)
            else:
                end_other_sessions(request.user.id, keep=this)
        return redirect("sessions")
    listed = sessions_of(request.user.id, this=this)
    return render(request, "practice/sessions.html", {"listed": listed})
