# SPDX-License-Identifier: Apache-2.0
"""People: who works here, what they do, and the end of it. No page of this shows a record or a secret."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import require_allowed
from leeward.practice.people import forms, handing_on, joining, selectors, services
from leeward.practice.people.values import Known
from leeward.practice.people.words import roles_told
from leeward.stewardship import Action, Role
from leeward.terms.errors import InputError


@require_GET
@stepped_up
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, those who can sign in first."""
    found = [(one, roles_told(one.roles)) for one in selectors.people(request.user)]
    return render(request, "practice/people.html", {"people": found})


@require_http_methods(["GET", "POST"])
@stepped_up
def new_person(request: HttpRequest) -> HttpResponse:
    """A name for the list and what they do; then the code, once."""
    require_allowed(request.user.actor(), Action.MANAGE_PEOPLE)
    form = forms.PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account_id, code = joining.add_person(request.user, form.cleaned_data["name"], form.chosen())
        return _code_page(request, account_id, code)
    return _page(request, "person_new", form)


@require_GET
@stepped_up
def person(request: HttpRequest, account_id: str) -> HttpResponse:
    """One person, and what can be changed."""
    return _person_page(request, account_id)


@require_http_methods(["GET", "POST"])
@stepped_up
def roles(request: HttpRequest, account_id: str) -> HttpResponse:
    """What they do here. They are signed out where it changed."""
    known = selectors.person(request.user, account_id)
    form = forms.RolesForm(request.POST or None, initial={"roles": [role.value for role in known.roles]})
    if request.method == "POST" and form.is_valid():
        keep = request.session.session_key if account_id == request.user.id else ""
        try:
            services.set_roles(request.user, account_id, form.chosen(), keep_session=keep)
        except services.NobodyInCharge:
            form.add_error("roles", _nobody_in_charge())
        else:
            is_own = account_id == request.user.id and Role.ADMINISTRATOR not in form.chosen()
            return redirect("home") if is_own else redirect("person", account_id=account_id)
    return _page(request, "person_roles", form, person=known)


@require_http_methods(["GET", "POST"])
@stepped_up
def supervisors(request: HttpRequest, account_id: str) -> HttpResponse:
    """Who reads this clinician's records."""
    known = selectors.person(request.user, account_id)
    could = selectors.who_could(request.user, account_id, "supervise")
    initial = {"supervisors": selectors.supervisor_ids(account_id)}
    form = forms.SupervisorsForm(
        request.POST if request.method == "POST" else None, could=could, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_supervisors(request.user, account_id, form.cleaned_data["supervisors"])
        except InputError as error:
            form.add_error("supervisors", _not_named(error.where))
        else:
            return redirect("person", account_id=account_id)
    return _page(request, "person_supervisors", form, person=known, could=could)


@require_http_methods(["GET", "POST"])
@stepped_up
def hand_on(request: HttpRequest, account_id: str) -> HttpResponse:
    """The cases of a closed account, offered to a clinician who says yes or no."""
    known = selectors.person(request.user, account_id)
    could = selectors.who_could(request.user, account_id, "take on")
    form = forms.HandOnForm(request.POST if request.method == "POST" else None, could=could)
    if request.method == "POST" and form.is_valid():
        try:
            handing_on.offer_cases(request.user, account_id, form.cleaned_data["to"])
        except InputError as error:
            form.add_error("to", _not_offered(error.where))
        else:
            return redirect("person", account_id=account_id)
    return _page(request, "person_hand_on", form, person=known, could=could)


@require_POST
@stepped_up
def close(request: HttpRequest, account_id: str) -> HttpResponse:
    """No more signing in, from this moment."""
    try:
        services.close_account(request.user, account_id)
    except services.NobodyInCharge:
        return _person_page(request, account_id, fault=_nobody_in_charge(), status=409)
    return redirect("home") if account_id == request.user.id else redirect("person", account_id=account_id)


@require_POST
@stepped_up
def reopen(request: HttpRequest, account_id: str) -> HttpResponse:
    """As before it was closed."""
    services.reopen_account(request.user, account_id)
    return redirect("person", account_id=account_id)


@require_POST
@stepped_up
def code(request: HttpRequest, account_id: str) -> HttpResponse:
    """A new code to join with, in the place of the one before."""
    return _code_page(request, account_id, joining.renew_code(request.user, account_id))


def _code_page(request: HttpRequest, account_id: str, code: str) -> HttpResponse:
    known = selectors.person(request.user, account_id)
    return render(request, "practice/person_code.html", {"person": known, "code": code})


def _person_page(
    request: HttpRequest, account_id: str, *, fault: str = "", status: int = 200
) -> HttpResponse:
    known: Known = selectors.person(request.user, account_id)
    context = {
        "person": known,
        "roles": roles_told(known.roles),
        "is_clinician": Role.CLINICIAN in known.roles,
        "offered_to": handing_on.offer_standing(account_id),
        "is_self": account_id == request.user.id,
        "fault": fault,
    }
    return render(request, "practice/person.html", context, status=status)


def _page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"practice/{template}.html", {"form": form, **more}, status=status)


def _nobody_in_charge() -> str:
    return _("Nobody would run the practice any more. Make somebody else administrator first.")


def _not_named(where: str) -> str:
    if where == "self":
        return _("You cannot name yourself: ask the other administrator to do it.")
    return _("Somebody’s role changed meanwhile. Choose again.")


def _not_offered(where: str) -> str:
    if where == "self":
        return _("You cannot offer them to yourself: ask the other administrator to do it.")
    return _("Close the account first, then choose who takes its clients on.")
