# SPDX-License-Identifier: Apache-2.0
"""Asking again who is there, before a page on which much could be done at a screen left open.

    @stepped_up
    def export(request): ...        # shown only to somebody who proved in the last ten minutes who they are

Signing in is such a proof. The proof stands in the session with its hour, nothing else. What was written on
a page whose ten minutes ran out is carried along as hidden fields, and sent once more by its writer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts import passkeys
from leeward.practice.accounts.forms import PasswordAndCodeForm, PasswordForm
from leeward.practice.accounts.second_factor import is_really, presented
from leeward.practice.accounts.services import has_second_factor
from leeward.practice.site.kept import Kept, carried_in, own_form_in

LASTS = timedelta(minutes=10)
BACK = "back"
_PROVED = "proved-at"


def mark_proved(session: SessionBase, now: datetime) -> None:
    """Notes that whoever holds this session showed just now who they are."""
    session[_PROVED] = now.timestamp()


def is_proved(session: SessionBase, now: datetime) -> bool:
    """Whether that was in the last ten minutes; a clock that was set back proves nothing."""
    waited = now.timestamp() - float(session.get(_PROVED, 0.0))
    return 0 <= waited < LASTS.total_seconds()


def stepped_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is shown only after a proof; until then a short page asks and comes back."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_proved(request.session, timezone.now()):
            return view(request, *args, **kwargs)
        kept = own_form_in(request)
        status = 200 if request.method in ("GET", "HEAD") else 403
        return _page(request, _form_class(request)(), request.get_full_path(), kept, status=status)

    return asked


@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Takes the proof, then leads back to where it was asked for."""
    if request.method != "POST":
        return (
            redirect("account")
            if is_proved(request.session, timezone.now())
            else _page(request, _form_class(request)(), "/account/", None)
        )
    back, kept = _back(request), carried_in(request)
    if request.POST.get("answer"):
        return _by_passkey(request, back, kept)
    form = _form_class(request)(request.POST)
    if form.is_valid():
        if _is_really_them(request, form):
            return _go_on(request, back, kept)
        form.add_error("password", _wrong(has_second_factor(request.user.id)))
    return _page(request, form, back, kept, status=422)


def _by_passkey(request: HttpRequest, back: str, kept: Kept | None) -> HttpResponse:
    form = _form_class(request)()
    try:
        if passkeys.whose(request, request.POST["answer"]).id == request.user.id:
            return _go_on(request, back, kept)
    except passkeys.PasskeyRefused:
        pass
    return _page(request, form, back, kept, status=422, is_refused=True)


def _go_on(request: HttpRequest, back: str, kept: Kept | None) -> HttpResponse:
    request.session.cycle_key()
    mark_proved(request.session, timezone.now())
    if kept is not None:
        return render(request, "practice/step_up_send.html", {"kept": kept})
    return redirect(back)


def _form_class(request: HttpRequest) -> type[PasswordForm]:
    return PasswordAndCodeForm if has_second_factor(request.user.id) else PasswordForm


def _is_really_them(request: HttpRequest, form: PasswordForm) -> bool:
    given = form.cleaned_data
    code = presented(request.user.id, given["code"]) if "code" in given else (lambda _now: True)
    return is_really(request.user, given["password"], code)


def _back(request: HttpRequest) -> str:
    back = request.POST.get(BACK, "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else "/account/"


def _page(
    request: HttpRequest,
    form: PasswordForm,
    back: str,
    kept: Kept | None,
    *,
    status: int = 200,
    is_refused: bool = False,
) -> HttpResponse:
    has_key = passkeys.has_one_for(request.user.id, passkeys.host_for(request))
    context = {
        "form": form,
        "back": back,
        "kept": kept,
        "options": passkeys.as_json(passkeys.begin_asking(request, request.user.id)) if has_key else "",
        "is_refused": is_refused,
    }
    return render(request, "practice/step_up.html", context, status=status)


def _wrong(has_code: bool) -> str:
    if has_code:
        return _(
            "Password and code do not fit, or there were many wrong tries. Try again with the next code."
        )
    return _("The password does not fit, or there were many wrong tries. Try again later.")
