# SPDX-License-Identifier: Apache-2.0
"""A lost password: the page at the door, the page of the paper, and the page of those who let somebody in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts import lost_passphrase
from leeward.practice.accounts import ways_in as ways
from leeward.practice.accounts.forms import StartWayInForm, WayInForm
from leeward.practice.accounts.paper_password_form import PaperForm, PaperPasswordForm
from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import require_allowed
from leeward.stewardship import Action, Role, readmission
from leeward.vault.faults import WrongKey


@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """What to do about a lost password, and the form for the code of those who let you in."""
    if request.user.is_authenticated:
        return redirect("account")
    form = WayInForm(request.POST or None)
    form.for_name = request.POST.get("name", "")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if ways.use_code(given["name"], given["code"], given["password"]):
            return render(request, "practice/sign_in_lost_done.html")
        form.add_error(
            "code",
            _("Name and code do not fit, the code is over, or there were many wrong tries. Try again later."),
        )
    context = {"form": form, "has_paper": lost_passphrase.has_paper()}
    return render(request, "practice/sign_in_lost.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def lost_paper(request: HttpRequest) -> HttpResponse:
    """Asks with the paper, or, 72 hours later, takes it and a new password."""
    if request.user.is_authenticated:
        return redirect("account")
    if not lost_passphrase.has_paper():
        return redirect("sign-in-lost")
    asked = [readmission(at, timezone.now()) for at in ways.paper_asked_at()]
    is_open = any(one.is_open for one in asked)
    form = (PaperPasswordForm if is_open else PaperForm)(request.POST or None)
    if request.method == "POST":
        form.for_name = request.POST.get("name", "")
        if form.is_valid():
            answer = _take_paper(request, form, is_open=is_open)
            if answer is not None:
                return answer
    context = {"form": form, "asked": asked, "is_open": is_open, "check_code": lost_passphrase.check_code()}
    return render(request, "practice/sign_in_paper.html", context, status=_status(request))


def _take_paper(request: HttpRequest, form: PaperForm, *, is_open: bool) -> HttpResponse | None:
    """What follows when it fits; None with a mistake in the form."""
    given = form.cleaned_data
    try:
        if is_open and ways.use_paper(given["name"], form.text(), given["password"]):
            return render(request, "practice/sign_in_lost_done.html")
        if not is_open and ways.ask_with_paper(given["name"], form.text()):
            return redirect("sign-in-paper")
    except WrongKey as error:
        form.add_slip(error)
        return None
    form.add_error(
        "name",
        _("The paper does not open this account now.")
        if is_open
        else _("Two people here can let you in. Ask them; the paper is for a practice without two others."),
    )
    return None


@require_http_methods(["GET", "POST"])
@stepped_up
def ways_in(request: HttpRequest) -> HttpResponse:
    """Those that stand. A form starts one, says yes to one, or calls one off."""
    actor = request.user.actor()
    require_allowed(actor, Action.APPROVE_WAY_IN)
    may_begin = Role.ADMINISTRATOR in actor.roles
    form = StartWayInForm(None, people=ways.people(actor))
    if request.method == "POST":
        if "approve" in request.POST:
            code = ways.approve(actor, request.POST["approve"])
            return render(request, "practice/way_in_code.html", {"code": code})
        if "call-off" in request.POST:
            ways.call_off(actor, request.POST["call-off"])
            return redirect("ways-in")
        form = StartWayInForm(request.POST, people=ways.people(actor))
        if form.is_valid():
            if ways.start(actor, form.cleaned_data["person"], form.cleaned_data["reason"]):
                return redirect("ways-in")
            form.add_error("person", _("This was begun for them already. It stands below."))
    context = {"form": form, "may_begin": may_begin, "standing": ways.standing(actor)}
    return render(request, "practice/ways_in.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
