# SPDX-License-Identifier: Apache-2.0
"""Your sign-in: a second factor set up, its codes renewed, or turned off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leeward.practice.accounts import codes, second_factor
from leeward.practice.accounts.forms import FirstCodeForm, PasswordAndCodeForm, PasswordForm
from leeward.practice.accounts.services import name_of


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """How this person signs in."""
    context = {"name": name_of(request.user), "factor": second_factor.factor_of(request.user.id)}
    return render(request, "practice/account.html", context)


@require_http_methods(["GET", "POST"])
def set_up_factor(request: HttpRequest) -> HttpResponse:
    """Asks the password, shows the secret, asks its first code. The secret is in no answer to a GET."""
    if second_factor.factor_of(request.user.id):
        return redirect("account")
    if "code" in request.POST:
        return _confirm(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = second_factor.begin(request.user, form.cleaned_data["password"])
        if secret:
            return _secret_page(request, FirstCodeForm(), secret)
        form.add_error("password", _wrong_password())
    return _form_page(request, "account_factor", form)


@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in place of those that are left."""
    if not second_factor.factor_of(request.user.id):
        return redirect("account")
    form = PasswordAndCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = second_factor.renew_codes(
            request.user, form.cleaned_data["password"], form.cleaned_data["code"]
        )
        if made:
            return _codes_page(request, made)
        form.add_error("password", _wrong_password_or_code())
    return _form_page(request, "account_codes_new", form)


@require_http_methods(["GET", "POST"])
def drop_factor(request: HttpRequest) -> HttpResponse:
    """Turns the second factor off."""
    if not second_factor.factor_of(request.user.id):
        return redirect("account")
    form = PasswordAndCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.turn_off(
            request.user,
            form.cleaned_data["password"],
            form.cleaned_data["code"],
            session_key=request.session.session_key,
        ):
            return redirect("account")
        form.add_error("password", _wrong_password_or_code())
    return _form_page(request, "account_off", form)


def _confirm(request: HttpRequest) -> HttpResponse:
    secret = second_factor.awaited(request.user.id)
    if secret is None:
        return redirect("second-factor")
    form = FirstCodeForm(request.POST)
    if form.is_valid():
        made = second_factor.confirm(
            request.user, form.cleaned_data["code"], session_key=request.session.session_key
        )
        if made:
            return _codes_page(request, made)
        form.add_error("code", _("This code does not fit. Wait for the next one and type that."))
    return _secret_page(request, form, secret, status=422)


def _secret_page(
    request: HttpRequest, form: FirstCodeForm, secret: codes.FactorSecret, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "letters": codes.in_groups(secret),
        "picture": mark_safe(codes.picture(secret)),  # noqa: S308  made here, of random letters
    }
    return render(request, "practice/account_secret.html", context, status=status)


def _codes_page(request: HttpRequest, made: list[str]) -> HttpResponse:
    context = {"codes": [codes.written(code) for code in made]}
    return render(request, "practice/account_codes.html", context)


def _form_page(request: HttpRequest, name: str, form: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"practice/{name}.html", {"form": form}, status=status)


def _wrong_password() -> str:
    return _("The password does not fit, or there were many wrong tries. Try again later.")


def _wrong_password_or_code() -> str:
    return _("Password and code do not fit, or there were many wrong tries. Try again with the next code.")
