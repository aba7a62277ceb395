# SPDX-License-Identifier: Apache-2.0
"""The page for a lost passphrase: ask with the paper, wait, open with the paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts import lost_passphrase
from leeward.practice.first_run.forms import ProofForm, ReadmissionForm
from leeward.practice.sealing import agent
from leeward.vault.faults import WrongKey


@require_http_methods(["GET", "POST"])
def unlock_paper(request: HttpRequest) -> HttpResponse:
    """What the page asks for depends on how long ago the paper was asked for."""
    if agent().status().ring != "locked" or not lost_passphrase.has_paper():
        return redirect("unlock")
    standing = lost_passphrase.standing()
    if standing is None:
        return _ask(request)
    return _open(request) if standing.is_open else _wait(request)


def _ask(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lost_passphrase.ask(form.text())
        except WrongKey as error:
            form.add_slip(error)
        else:
            return redirect("unlock-paper")
    return _page(request, {"form": form, "check_code": lost_passphrase.check_code()})


def _wait(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        lost_passphrase.note_too_early()
    return _page(request, {"waits": True})


def _open(request: HttpRequest) -> HttpResponse:
    form = ReadmissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_open = lost_passphrase.open_with(form.text(), form.cleaned_data["passphrase"])
        except WrongKey as error:
            form.add_slip(error)
        else:
            return render(request, "practice/unlock_done.html") if is_open else redirect("unlock-paper")
    return _page(request, {"form": form, "check_code": lost_passphrase.check_code()})


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context["standing"] = lost_passphrase.standing()
    return render(request, "practice/unlock_paper.html", context, status=status)
