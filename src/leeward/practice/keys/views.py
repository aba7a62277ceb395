# SPDX-License-Identifier: Apache-2.0
"""The pages about keys, for an administrator. Each asks who is there before it is shown."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import require_allowed
from leeward.practice.first_run.forms import ProofForm
from leeward.practice.first_run.state import is_example
from leeward.practice.keys import services
from leeward.practice.keys.forms import NewPassphraseForm, PresentForm
from leeward.practice.sealing import agent
from leeward.stewardship import Action
from leeward.vault.faults import TryLater, WrongKey

_DONE = "keys-done"


@require_safe
@stepped_up
def keys(request: HttpRequest) -> HttpResponse:
    """The state of the ring, its copies and its paper, and what can be done."""
    context = {
        "ring": services.see_keys(settings.HOME / "keys", by=request.user.actor()),
        "check_code": services.paper_check_code(),
        "done": request.session.pop(_DONE, ""),
    }
    return render(request, "practice/keys.html", context)


@require_http_methods(["GET", "POST"])
@stepped_up
def rotate(request: HttpRequest) -> HttpResponse:
    """A new practice key."""
    require_allowed(request.user.actor(), Action.ROTATE_KEYS)
    form = PresentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.rotate(form.cleaned_data["present"], by=request.user.actor())
        except (WrongKey, TryLater) as error:
            form.add_fault(error)
        else:
            return _done(request, "rotated")
    return _page(request, "keys_rotate", form, is_under_way=agent().status().rotating)


@require_http_methods(["GET", "POST"])
@stepped_up
def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase. That of made-up records stays: it is printed on their doors."""
    require_allowed(request.user.actor(), Action.CHANGE_PASSPHRASE)
    if is_example():
        return redirect("keys")
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.change_passphrase(given["present"], given["passphrase"], by=request.user.actor())
        except (WrongKey, TryLater) as error:
            form.add_fault(error)
        else:
            return _done(request, "passphrase")
    return _page(request, "keys_passphrase", form)


@require_http_methods(["GET", "POST"])
@stepped_up
def paper(request: HttpRequest) -> HttpResponse:
    """A new recovery paper, in the answer to the passphrase and in no other."""
    require_allowed(request.user.actor(), Action.MAKE_PAPER)
    form = PresentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_paper(form.cleaned_data["present"], by=request.user.actor())
        except (WrongKey, TryLater) as error:
            form.add_fault(error)
        else:
            rows = [re.split(r" {2,}", row.strip()) for row in made.rows]
            context = {"rows": rows, "check_code": made.check_code}
            return render(request, "practice/keys_paper_shown.html", context)
    return _page(request, "keys_paper", form)


@require_http_methods(["GET", "POST"])
@stepped_up
def proof(request: HttpRequest) -> HttpResponse:
    """The new paper typed back; the old one stops working at that moment."""
    require_allowed(request.user.actor(), Action.PROVE_PAPER)
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.prove_paper(form.text(), by=request.user.actor())
        except WrongKey as error:
            form.add_slip(error)
        else:
            return _done(request, "paper")
    return _page(request, "keys_proof", form)


def _done(request: HttpRequest, what: str) -> HttpResponse:
    request.session[_DONE] = what
    return redirect("keys")


def _page(request: HttpRequest, name: str, form: object, **context: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"practice/{name}.html", {"form": form, **context}, status=status)
