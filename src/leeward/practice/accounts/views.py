# SPDX-License-Identifier: Apache-2.0
"""Unlock, sign in (password, then a code where there is a second factor), lock, sign out."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leeward.practice.accounts import lost_passphrase
from leeward.practice.accounts.addresses import addresses, remember, who_tries
from leeward.practice.accounts.forms import CodeForm, SignInForm, UnlockForm
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.second_factor import who_ends_sign_in
from leeward.practice.accounts.services import has_second_factor, lock_now, who_signs_in
from leeward.practice.accounts.sessions import half_way, note_beginning, stop_half_way
from leeward.practice.accounts.step_up import mark_proved
from leeward.practice.accounts.ways_in import call_off_by_signing_in, paper_asked_at
from leeward.practice.audit.services import note
from leeward.practice.first_run.models import Practice
from leeward.practice.first_run.state import example_secrets
from leeward.practice.sealing import agent, new_id
from leeward.practice.site.kept import Kept, kept_in
from leeward.practice.site.views import carry
from leeward.practice.visits import device_cookie
from leeward.vault.faults import KeyMissing, TryLater, WrongKey


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Opens the records with the practice passphrase."""
    kept = kept_in(request)
    if agent().status().ring == "unlocked":
        return carry(request, kept) if kept else redirect("home")
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
                lost_passphrase.call_off()
                return carry(request, kept) if kept else redirect("home")
    context = {
        "form": form,
        "kept": kept,
        "example": example_secrets(),
        "has_paper": lost_passphrase.has_paper(),
        "standing": lost_passphrase.standing(),
    }
    return render(request, "practice/unlock.html", context, status=status)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One text for an unknown name, a wrong password and one that must wait."""
    kept = kept_in(request)
    if request.user.is_authenticated:
        return carry(request, kept) if kept else redirect("home")
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            account = _tried(request, form)
            if account is not None and has_second_factor(account.id):
                stop_half_way(request.session, account.id, timezone.now())
                return _code_page(request, CodeForm(), kept) if kept else redirect("sign-in-code")
            if account is not None:
                return let_in(request, account, kept)
            form.add_error(
                "name",
                _("Name and password do not fit together, or there were many wrong tries. Try again later."),
            )
    context = {"form": form, "kept": kept, "example": example_secrets(), "paper_asked": paper_asked_at()}
    return render(request, "practice/sign_in.html", context, status=status)


def _tried(request: HttpRequest, form: SignInForm) -> Account | None:
    """The account, if its address has tries left and name and password fit."""
    whence, now = who_tries(request), timezone.now()
    if not addresses.may_try(whence, now):
        return None
    account = who_signs_in(form.cleaned_data["name"], form.cleaned_data["password"])
    if account is None:
        addresses.count_wrong(whence, now)
    return account


@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """One text for a wrong code, a used one and one that must wait."""
    kept = kept_in(request)
    account_id = half_way(request.session, timezone.now())
    if account_id is None:
        return carry(request, kept) if kept else redirect("home")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = who_ends_sign_in(account_id, form.cleaned_data["code"])
        if account is not None:
            return let_in(request, account, kept)
        form.add_error(
            "code",
            _("This code does not fit, was used before, or there were many wrong tries. Use the next one."),
        )
    return _code_page(request, form, kept, status=422 if request.method == "POST" else 200)


def _code_page(request: HttpRequest, form: CodeForm, kept: Kept | None, *, status: int = 200) -> HttpResponse:
    return render(request, "practice/sign_in_code.html", {"form": form, "kept": kept}, status=status)


def let_in(request: HttpRequest, account: Account, kept: Kept | None) -> HttpResponse:
    """Signed in; on to *Today*, or to the button that sends what was written before."""
    request.session.flush()
    call_off_by_signing_in(account)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    mark_proved(request.session, timezone.now())
    note_beginning(request.session, request.META.get("HTTP_USER_AGENT", ""), timezone.now())
    response = device_cookie.forget(carry(request, kept) if kept else redirect("today"))
    return remember(response, new_id())


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
