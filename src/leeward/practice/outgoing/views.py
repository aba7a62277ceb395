# SPDX-License-Identifier: Apache-2.0
"""A client's way for messages: off by default; else ask, confirm, and send one of a few fixed sentences."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leeward.practice.book import book
from leeward.practice.cases.services import ChangedMeanwhile, require_reach
from leeward.practice.outgoing.forms import ChannelForm, MessageForm
from leeward.practice.outgoing.server import NotSent
from leeward.practice.outgoing.services import (
    MayNotSend,
    confirm_channel,
    forget_channel,
    see_channel,
    send_message,
)
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.terms.text import Language
from leeward.vault.faults import DiskTrouble

SENT = "message-sent"
"""In the session, for the one page after: that a message went to the mail server."""


@require_http_methods(["GET", "POST"])
def channel(request: HttpRequest, case_id: str) -> HttpResponse:
    """What is known of it; a POST confirms it, forgets it, or sends."""
    if request.method == "GET" or settings.MAIL is None:
        return _page(request, case_id, status=200 if request.method == "GET" else 409)
    if "send" in request.POST:
        return _sent(request, case_id)
    require_reach(request.user, case_id, Action.CONFIRM_CHANNEL)
    if "forget" in request.POST:
        forget_channel(request.user, case_id)
        return redirect("channel", case_id=case_id)
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return _page(request, case_id, form=form, status=422)
    said = form.cleaned_data
    try:
        confirm_channel(
            request.user,
            case_id,
            said["address"],
            only_they_read=said["only_they"] == "yes",
            seen=said["seen"] or 0,
        )
    except ChangedMeanwhile:
        form.data = {**request.POST.dict(), "seen": str(see_channel(request.user, case_id).version)}
        return _page(request, case_id, form=form, fault="changed-meanwhile", status=409)
    except (DatabaseError, DiskTrouble):
        return _page(request, case_id, form=form, fault="not-saved", status=503)
    return redirect("channel", case_id=case_id)


def _sent(request: HttpRequest, case_id: str) -> HttpResponse:
    require_reach(request.user, case_id, Action.SEND_MESSAGE)
    form = MessageForm(request.POST, reader=page_language())
    if not form.is_valid():
        return _page(request, case_id, sending=form, status=422)
    said = form.cleaned_data
    try:
        send_message(request.user, case_id, said["message"], cast(Language, said["language"]), settings.MAIL)
    except MayNotSend:
        return _page(request, case_id, sending=form, fault="may-not", status=409)
    except NotSent:
        return _page(request, case_id, sending=form, fault="not-sent", status=503)
    request.session[SENT] = case_id
    return redirect("channel", case_id=case_id)


def _page(
    request: HttpRequest,
    case_id: str,
    *,
    form: ChannelForm | None = None,
    sending: MessageForm | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    language = page_language()
    found = see_channel(request.user, case_id)
    context = {
        "case_id": case_id,
        "is_on": settings.MAIL is not None,
        "channel": found,
        "asking": form or ChannelForm(initial={"address": found.address, "seen": found.version}),
        "sending": sending or MessageForm(reader=language),
        "form": form or sending,
        "fault": fault,
        "was_sent": request.session.pop(SENT, "") == case_id,
        "ask": [one.said_in(language) for one in book().matter("outgoing-ask").say],
        "why": book().matter("outgoing-ask").text.said_in(language),
        "cannot": book().matter("outgoing-not").text.said_in(language),
        "do": [one.said_in(language) for one in book().matter("outgoing-not").do],
    }
    return render(request, "practice/channel.html", context, status=status)
