# SPDX-License-Identifier: Apache-2.0
"""Handing over: what will happen, in which language, and the end of the MHP's own session."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leeward.practice.lan.codes import make_code
from leeward.practice.visits import device_cookie
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.hand_over import NotHandedOver, hand_over, take_back, why_not_now
from leeward.practice.visits.pages import posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.screening.hand_over import Why
from leeward.stewardship import Action
from leeward.terms.text import LANGUAGES, Language


class HandOverForm(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language does the client read?"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )
    is_long = forms.BooleanField(
        label=_("All questions a device may ask, about fifty; else the first ones, about fifteen"),
        required=False,
    )
    with_led = forms.BooleanField(
        label=_("The client asked to answer the questions about danger, threats and pressure here too"),
        required=False,
    )


@require_http_methods(["GET", "POST"])
@posts_as(Action.HAND_OVER)
def hand_over_visit(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The page before; a POST ends this session, shows a tablet's code, or calls a device in."""
    if "take_back" in request.POST:
        take_back(request.user, visit_id)
        return redirect("hand-over", visit_id=visit_id)
    visit = see_visit(request.user, visit_id)
    if request.method == "GET":
        return _page(request, visit, HandOverForm(initial={"language": _language(visit)}), why_not_now(visit))
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, form, why_not_now(visit), status=422)
    given = form.cleaned_data
    try:
        if "tablet" in request.POST and settings.LAN_ADDRESS:
            return _code_page(request, visit, given)
        device = hand_over(
            request.user,
            visit_id,
            language=cast(Language, given["language"]),
            with_led=given["with_led"],
            is_long=given["is_long"],
        )
    except NotHandedOver as refused:
        return _page(request, visit, form, refused.why, status=409)
    logout(request)
    rotate_token(request)
    return device_cookie.give(redirect("questions"), device)


def _code_page(request: HttpRequest, visit: VisitWords, given: dict[str, Any]) -> HttpResponse:
    """For a tablet behind the second door; this session goes on. Shown once: asked again, it is a new one."""
    code = make_code(
        request.user,
        visit.id,
        language=cast(Language, given["language"]),
        with_led=given["with_led"],
        is_long=given["is_long"],
    )
    where = {"address": settings.LAN_ADDRESS, "fingerprint": settings.LAN_FINGERPRINT}
    return visit_page(request, Chain(visit), "ask", "tablet_code", code=code, **where)


def _page(
    request: HttpRequest, visit: VisitWords, form: HandOverForm, why: Why | None, *, status: int = 0
) -> HttpResponse:
    has_tablets = bool(settings.LAN_ADDRESS)
    return visit_page(
        request, Chain(visit), "ask", "hand_over", status=status, form=form, why=why, has_tablets=has_tablets
    )


def _language(visit: VisitWords) -> str:
    """The client's, where it is one of ours; else nothing is chosen."""
    context = visit.document("answers").words.get("context", {})
    language = context.get("language")
    return language if language in LANGUAGES else ""
