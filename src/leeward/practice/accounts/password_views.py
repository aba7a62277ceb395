# SPDX-License-Identifier: Apache-2.0
"""Your own password: another one chosen, or made by the page. Every other session of yours ends."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts.forms import (
    ChangePasswordAndCodeForm,
    ChangePasswordForm,
    NewPasswordForm,
)
from leeward.practice.accounts.second_factor import is_really, presented
from leeward.practice.accounts.services import change_password, has_second_factor, name_of
from leeward.practice.accounts.step_up import mark_proved
from leeward.stewardship.passwords import make_password


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Asks the password of now (and a code), then the new one twice."""
    has_code = has_second_factor(request.user.id)
    kind = ChangePasswordAndCodeForm if has_code else ChangePasswordForm
    if "make" in request.POST:
        form = kind()
        form.show_made(make_password())
        return _page(request, form, made=True)
    form = kind(request.POST or None)
    form.for_name = name_of(request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        code = presented(request.user.id, given["code"]) if has_code else (lambda _now: True)
        if is_really(request.user, given["now"], code):
            change_password(request.user, given["password"], session_key=request.session.session_key)
            update_session_auth_hash(request, request.user)
            mark_proved(request.session, timezone.now())
            return render(request, "practice/account_password_done.html")
        form.add_error("now", _("It does not fit, or there were many wrong tries. Try again later."))
    return _page(request, form, status=422 if request.method == "POST" else 200)


def page_made_again(form: NewPasswordForm) -> None:
    """A password that was made stays on its page beside a mistake elsewhere, unless it was changed."""
    made = form.data.get("password", "")
    if form.data.get("mark") and "password" not in form.errors:
        form.show_made(made)


def _page(
    request: HttpRequest, form: NewPasswordForm, *, made: bool = False, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        page_made_again(form)
    return render(request, "practice/account_password.html", {"form": form, "made": made}, status=status)
