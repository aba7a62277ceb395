# SPDX-License-Identifier: Apache-2.0
"""Somebody asks for a record: one page a step, each with the sentence to say. Nothing can be skipped."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.cases.services import ChangedMeanwhile, require_reach
from leeward.practice.disclosures import forms, labels
from leeward.practice.disclosures.giving import given_out
from leeward.practice.disclosures.matters import matters_shown
from leeward.practice.disclosures.pages import NOT_SAVED, case_page, once_of
from leeward.practice.disclosures.requests import (
    Change,
    requests_of,
    see_request,
    take_step,
    write_request,
)
from leeward.practice.disclosures.values import RequestWords
from leeward.practice.numbers import whole_number
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.stewardship import release as rules
from leeward.stewardship.release import OutOfOrder, Request, Step
from leeward.terms.errors import NotFound

MATTERS = "release"
PART = {
    Step.RECEIVED: "call-back",
    Step.CALLED_BACK: "identity",
    Step.KNOWN: "ground",
    Step.GROUNDED: "ground",
    Step.GIVEN: "given",
    Step.REFUSED: "refuse",
    Step.TOLD: "danger",
}


@require_GET
def requests(request: HttpRequest, case_id: str) -> HttpResponse:
    """Who asked, how far it came, and what was given out."""
    found = [_shown(one) for one in requests_of(request.user, case_id)]
    released = [
        {"release": one, "label": labels.CLASSES[one.record_class]}
        for one in given_out(request.user, case_id)
    ]
    return case_page(request, case_id, "release_requests", requests=found, released=released)


@require_http_methods(["GET", "POST"])
def new_request(request: HttpRequest, case_id: str) -> HttpResponse:
    """What came in. Nothing is said yet."""
    require_reach(request.user, case_id, Action.WRITE_REQUEST)
    once = once_of(request)
    if request.method == "GET":
        return _new_page(request, case_id, forms.NewRequestForm(initial={"once": once}))
    form = forms.NewRequestForm(request.POST)
    if not form.is_valid():
        return _new_page(request, case_id, form, status=422)
    said = form.cleaned_data
    words = {"said_name": said["said_name"], "asked": said["asked"]}
    try:
        request_id = write_request(request.user, case_id, *form.kinds(), words, once=once)
    except NOT_SAVED:
        return _new_page(request, case_id, form, fault="not-saved")
    return redirect("request", case_id=case_id, request_id=request_id)


def _new_page(
    request: HttpRequest, case_id: str, form: forms.NewRequestForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    return case_page(
        request,
        case_id,
        "release_request_new",
        status=status,
        fault=fault,
        form=form,
        matters=matters_shown(MATTERS, page_language(), part="received"),
        action_name="new-request",
    )


@require_http_methods(["GET", "POST"])
def release_request(request: HttpRequest, case_id: str, request_id: str) -> HttpResponse:
    """The step that comes next."""
    if request.method == "GET":
        return _page(request, _find(request, case_id, request_id))
    require_reach(request.user, case_id, Action.WRITE_REQUEST)
    now = _find(request, case_id, request_id)
    kind = forms.next_form(now.request)
    if kind is None:
        return _page(request, now, mistake=str(labels.OUT_OF_ORDER), status=409)
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, now, step=form, status=422)
    return _take(request, now, form, _change(form, request.user.id))


def _change(form: django_forms.Form, account_id: str) -> Change:
    """What a filled-in form asks of the rules."""
    said = form.cleaned_data
    if isinstance(form, forms.CallBackForm):
        number, reached = rules.NumberFrom(said["number_from"]), rules.Reached(said["reached"])
        return lambda one: rules.call_back(one, number, reached)
    if isinstance(form, forms.IdentityForm):
        check, matches = rules.Check(said["check"]), said["is_them"] == "yes"
        return lambda one: rules.identify(one, check, matches=matches)
    ground = rules.Ground(said["ground"])
    return lambda one: rules.stand_on(one, ground, by=account_id)


@require_POST
def request_approve(request: HttpRequest, case_id: str, request_id: str) -> HttpResponse:
    """The second person's yes."""
    require_reach(request.user, case_id, Action.APPROVE_RELEASE)
    now = _find(request, case_id, request_id)
    by = request.user.id
    return _take(request, now, None, lambda one: rules.approve(one, by), action=Action.APPROVE_RELEASE)


@require_http_methods(["GET", "POST"])
def request_refuse(request: HttpRequest, case_id: str, request_id: str) -> HttpResponse:
    """Refused, with the sentence to say."""
    require_reach(request.user, case_id, Action.WRITE_REQUEST)
    return _ending(
        request,
        case_id,
        request_id,
        forms.RefuseForm,
        "refuse",
        lambda said: lambda one: rules.refuse(one, said["because"]),
    )


@require_http_methods(["GET", "POST"])
def request_danger(request: HttpRequest, case_id: str, request_id: str) -> HttpResponse:
    """A life was in danger now: who was told what."""
    require_reach(request.user, case_id, Action.TELL_IN_DANGER)
    return _ending(
        request,
        case_id,
        request_id,
        forms.DangerForm,
        "danger",
        lambda said: lambda one: rules.tell_in_danger(one, rules.NumberFrom(said["number_from"])),
    )


def _ending(
    request: HttpRequest,
    case_id: str,
    request_id: str,
    kind: type[django_forms.Form],
    part: str,
    change: Callable[[dict[str, str]], Change],
) -> HttpResponse:
    now = _find(request, case_id, request_id)
    if request.method == "GET":
        return _page(request, now, step=kind(), part=part)
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, now, step=form, part=part, status=422)
    action = Action.TELL_IN_DANGER if part == "danger" else Action.WRITE_REQUEST
    return _take(request, now, form, change(form.cleaned_data), action=action, part=part)


def _take(
    request: HttpRequest,
    now: RequestWords,
    form: django_forms.Form | None,
    change: Change,
    *,
    action: Action = Action.WRITE_REQUEST,
    part: str = "",
) -> HttpResponse:
    """Takes a step, or shows the page again with what stands against it and what was written."""
    words = {name: str(value) for name, value in form.cleaned_data.items()} if form else {}
    seen = whole_number(request.POST.get("seen"))
    recipient = words.get("told_whom", "")
    try:
        take_step(request.user, now.request.id, change, words, seen=seen, action=action, recipient=recipient)
    except OutOfOrder as error:
        mistake = str(labels.ORDER.get(error.why, labels.OUT_OF_ORDER))
        return _page(request, now, step=form, part=part, mistake=mistake, status=422)
    except ChangedMeanwhile:
        again = _find(request, now.request.case_id, now.request.id)
        return _page(request, again, fault_of_other=True, status=409)
    except NOT_SAVED:
        return _page(request, now, step=form, part=part, fault="not-saved")
    return redirect("request", case_id=now.request.case_id, request_id=now.request.id)


def _page(
    request: HttpRequest,
    now: RequestWords,
    *,
    step: django_forms.Form | None = None,
    part: str = "",
    mistake: str = "",
    fault: str = "",
    fault_of_other: bool = False,
    status: int = 200,
) -> HttpResponse:
    one = now.request
    if step is None and not part:
        kind = forms.next_form(one)
        step = kind() if kind else None
    shown = part or ("refuse" if _is_only_to_refuse(one) else PART[one.step])
    by_itself = (
        []
        if part or one.step is not Step.RECEIVED
        else matters_shown(MATTERS, page_language(), part="received")
    )
    return case_page(
        request,
        one.case_id,
        "release_request",
        status=status,
        fault=fault,
        one=_shown(now),
        form=step,
        part=part,
        mistake=mistake,
        changed_meanwhile=fault_of_other,
        matters=[*by_itself, *matters_shown(MATTERS, page_language(), part=shown)],
        may_give=one.step is Step.GROUNDED and not rules.needs_second(one),
        waits_for_second=rules.needs_second(one),
        is_own=request.user.id in (one.by, one.grounded_by),
        only_refuse=_is_only_to_refuse(one),
        seen=now.version,
    )


def _is_only_to_refuse(one: Request) -> bool:
    return one.step not in rules.ENDED and (
        one.reached is rules.Reached.NOT_KNOWN_THERE or one.matches is False
    )


def _find(request: HttpRequest, case_id: str, request_id: str) -> RequestWords:
    found = see_request(request.user, request_id)
    if found.request.case_id != case_id:
        raise NotFound("No such request", expected="one of this client's", do="Go back to the client")
    return found


def _shown(now: RequestWords) -> dict[str, object]:
    """A request in words: who, how, and what was written down at each step."""
    one = now.request
    told = []
    if one.number_from:
        told.append((_("Where the number comes from"), labels.NUMBERS[one.number_from]))
        told.append((_("The number"), now.words.get("number", "")))
        told.append((_("Where exactly"), now.words.get("where", "")))
    if one.reached:
        told.append((_("Reached there?"), labels.REACHED[one.reached]))
    if one.check:
        told.append((_("How it was checked"), labels.CHECKS[one.check]))
        told.append((_("Noted"), now.words.get("note", "")))
    if one.ground:
        told.append((_("What allows it"), labels.GROUNDS[one.ground]))
        told.append((_("The paper"), now.words.get("paper", "")))
    return {
        "request": one,
        "words": now.words,
        "claim": labels.CLAIMS[one.claim],
        "way": labels.WAYS[one.way],
        "step": labels.STEPS[one.step],
        "made_at": now.made_at,
        "changed_at": now.changed_at,
        "has_ended": one.step in rules.ENDED,
        "told": [(question, answer) for question, answer in told if answer],
    }
