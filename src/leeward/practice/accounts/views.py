# SPDX-License-Identifier: Apache-2.0
"""Unlock, sign in, lock, sign out."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leeward.practice.accounts.forms import SignInForm, UnlockForm
from leeward.practice.accounts.services import lock_now, who_signs_in
from leeward.practice.audit.services import note
from leeward.practice.first_run.models import Practice
from leeward.practice.first_run.state import example_secrets
from leeward.practice.sealing import agent
from leeward.vault.faults import KeyMissing, TryLater, WrongKey


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Opens the records with the practice passphrase."""
    if agent().status().ring == "unlocked":
        return redirect("home")
    form = UnlockForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            practice = Practice.objects.first()
            try:
                agent().unlock(
                    form.cleaned_data["passphrase"], ring_id=practice.ring_id if practice else None
                )
            except TryLater as error:
                status = 429
                form.add_error(
                    "passphrase",
                    _("Too many wrong tries. Wait %(seconds)d seconds, then type it slowly.")
                    % {"seconds": error.seconds},
                )
            except WrongKey:
                note("practice.unlock", is_allowed=False)
                form.add_error(
                    "passphrase", _("This passphrase does not open the records. Nothing was changed.")
                )
            except KeyMissing:
                form.add_error(
                    "passphrase",
                    _("The key ring here belongs to other records. Put the right one back; no key was made."),
                )
            else:
                Session.objects.all().delete()
                note("practice.unlock")
                return redirect("home")
    context = {"form": form, "example": example_secrets()}
    return render(request, "practice/unlock.html", context, status=status)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One text for an unknown name, a wrong password and one that must wait."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            account = who_signs_in(form.cleaned_data["name"], form.cleaned_data["password"])
            if account is not None:
                request.session.flush()
                login(request, account, backend="django.contrib.auth.backends.ModelBackend")
                return redirect("today")
            form.add_error(
                "name",
                _("Name and password do not fit together, or there were many wrong tries. Try again later."),
            )
    context = {"form": form, "example": example_secrets()}
    return render(request, "practice/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session; the records stay unlocked for the others."""
    note("account.sign-out", actor_id=request.user.id)
    logout(request)
    response = redirect("sign-in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Locks for everybody at once."""
    lock_now(request.user)
    request.session.flush()
    response = redirect("unlock")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
