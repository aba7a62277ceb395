# SPDX-License-Identifier: Apache-2.0
"""The pages of set-up. Each goes on to the next step by itself, whatever was left half done."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts.forms import AccountForm
from leeward.practice.first_run import services
from leeward.practice.first_run.forms import CodeForm, PassphraseForm, PracticeForm, ProofForm
from leeward.practice.first_run.state import next_step
from leeward.practice.sealing import agent
from leeward.vault.faults import WrongKey

View = Callable[[HttpRequest], HttpResponse]
_KNOWS_CODE = "knows-set-up-code"


def step(*names: str) -> Callable[[View], View]:
    """Shows a page only at its step, and only to whoever typed the code of the console."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not request.session.get(_KNOWS_CODE):
                return redirect("set-up")
            now = next_step(agent().status())
            return view(request) if now in names else redirect(now)

        return require_http_methods(["GET", "POST"])(guarded)

    return wrap


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Asks for the code on the console, so that nobody else on this machine sets up in your place."""
    if request.session.get(_KNOWS_CODE):
        return redirect(next_step(agent().status()))
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if services.is_setup_code(form.cleaned_data["code"]):
                request.session.cycle_key()
                request.session[_KNOWS_CODE] = True
                return redirect(next_step(agent().status()))
            form.add_error("code", _("This is not the code. Look at the window where Leeward was started."))
    return render(request, "practice/set_up/start.html", {"form": form}, status=status)


@step("set-up-passphrase")
def passphrase(request: HttpRequest) -> HttpResponse:
    """The passphrase, or made-up records to look round in."""
    if request.method == "POST" and "example" in request.POST:
        services.set_up_example()
        request.session.flush()
        return redirect("sign-in")
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.make_ring(form.cleaned_data["passphrase"])
        return redirect("set-up-practice")
    return _page(request, "passphrase", form)


@step("set-up-practice")
def practice(request: HttpRequest) -> HttpResponse:
    """Name and states."""
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.name_practice(form.cleaned_data["name"], form.cleaned_data["states"])
        return redirect("set-up-account")
    return _page(request, "practice", form)


@step("set-up-account")
def account(request: HttpRequest) -> HttpResponse:
    """The first account."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_first_account(form.cleaned_data["name"], form.cleaned_data["password"])
        return redirect("set-up-paper")
    return _page(request, "account", form)


@step("set-up-paper")
def paper(request: HttpRequest) -> HttpResponse:
    """The recovery paper. Each showing is a new one; the program keeps no copy of it."""
    if request.method == "POST":
        made = agent().make_paper()
        rows = [re.split(r" {2,}", row.strip()) for row in made.rows]
        context = {"rows": rows, "check_code": made.check_code}
        return render(request, "practice/set_up/paper_shown.html", context)
    return render(request, "practice/set_up/paper.html")


@step("set-up-paper")
def proof(request: HttpRequest) -> HttpResponse:
    """The paper typed back. Set-up ends here or not at all."""
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.prove_paper(form.text())
        except WrongKey as error:
            form.add_slip(error)
        else:
            services.finish()
            request.session.flush()
            return render(request, "practice/set_up/done.html")
    return _page(request, "proof", form)


def _page(request: HttpRequest, name: str, form: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"practice/set_up/{name}.html", {"form": form}, status=status)
