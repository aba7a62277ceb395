# SPDX-License-Identifier: Apache-2.0
"""Referrals of a client: the list, a new one, and one with its next step."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leeward.papers.release_paper import MOST_RECIPIENT_LETTERS
from leeward.practice.cases.forms import next_kind_field
from leeward.practice.cases.services import ChangedMeanwhile, require_reach
from leeward.practice.disclosures.pages import NOT_SAVED, case_page, once_of
from leeward.practice.numbers import whole_number
from leeward.practice.referrals import labels
from leeward.practice.referrals.forms import CloseForm, ContactForm, NewReferralForm, StepForm
from leeward.practice.referrals.offices import office_shown, service_of
from leeward.practice.referrals.selectors import (
    contact_of,
    did_not_answer,
    is_child,
    newest_visit,
    open_with,
    referrals_of,
    see_referral,
)
from leeward.practice.referrals.services import make_referral, release_now, take_last_back, take_step
from leeward.practice.referrals.shown import listed_in_words, referral_in_words, tried_in_words
from leeward.practice.referrals.values import ReferralWords, StepInput
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.stewardship.consent import Covered
from leeward.stewardship.referrals import NoRelease, Step, contact_before, kind_of
from leeward.stewardship.release import OutOfOrder

ONE_PRESS = {"offered": Step.OFFERED, "given": Step.GIVEN, "mistake": Step.MISTAKE, "look": None}
"""Buttons that take a step by themselves, or say that nothing is new."""


@require_GET
def referrals(request: HttpRequest, case_id: str) -> HttpResponse:
    """Those with a next step, then the others."""
    found = [listed_in_words(one) for one in referrals_of(request.user, case_id)]
    return case_page(
        request,
        case_id,
        "referrals",
        open_ones=[one for one in found if one.is_open],
        others=[one for one in found if not one.is_open],
    )


@require_http_methods(["GET", "POST"])
def new_referral(request: HttpRequest, case_id: str) -> HttpResponse:
    """A new one. The directory posts `service` alone: the form comes back with its name."""
    require_reach(request.user, case_id, Action.REFER)
    if request.method == "GET" or "office" not in request.POST:
        return _new_page(request, case_id, _begun(request, case_id))
    form = NewReferralForm(request.POST, is_child=is_child(case_id))
    if not form.is_valid():
        return _new_page(request, case_id, form, status=422)
    try:
        referral_id = make_referral(request.user, case_id, form.given(), once=once_of(request))
    except NOT_SAVED:
        return _new_page(request, case_id, form, fault="not-saved")
    return redirect("referral", referral_id=referral_id)


def _begun(request: HttpRequest, case_id: str) -> NewReferralForm:
    service = service_of(request.POST.get("service", "")[:120])
    known = {}
    if service is not None:
        known = {
            "service": service.id,
            "office": service.name[:MOST_RECIPIENT_LETTERS],
            "kind": kind_of(service.services).value,
        }
    return NewReferralForm(initial={"once": once_of(request), **known}, is_child=is_child(case_id))


def _new_page(
    request: HttpRequest, case_id: str, form: NewReferralForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    service_id = str(form["service"].value() or "")
    return case_page(
        request,
        case_id,
        "referral_new",
        status=status,
        fault=fault,
        form=form,
        office=office_shown(service_id, page_language()),
        service_id=service_id,
        open_id=open_with(case_id, service_id),
        tried=tried_in_words(did_not_answer(case_id)),
        is_child=is_child(case_id),
        visit_id=newest_visit(case_id),
        action_name="new-referral",
    )


@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """One referral: where it stands, what comes next, and what was done so far."""
    now = see_referral(request.user, referral_id)
    if request.method == "GET":
        return _page(request, now)
    require_reach(request.user, now.case_id, Action.REFER)
    act, seen = request.POST.get("act", ""), whole_number(request.POST.get("seen"))
    if seen != now.version:
        return _overtaken(request, now)
    if act == "back":
        return _try(request, now, lambda: take_last_back(request.user, referral_id, seen=seen))
    if act in ONE_PRESS:
        given = StepInput(ONE_PRESS[act])
        return _try(request, now, lambda: take_step(request.user, referral_id, given, seen=seen))
    form = _form_of(request, act, now)
    if not form.is_valid():
        return _page(request, now, act=act, form=form, status=422)
    given = form.given()
    return _try(
        request, now, lambda: take_step(request.user, referral_id, given, seen=seen), act=act, form=form
    )


def _form_of(request: HttpRequest, act: str, now: ReferralWords) -> ContactForm | CloseForm | StepForm:
    if act == "contact":
        return ContactForm(request.POST)
    if act == "close":
        return CloseForm(request.POST)
    return StepForm(request.POST, referral=now.referral, may_ask=True, is_child=now.is_child)


def _try(
    request: HttpRequest,
    now: ReferralWords,
    save: Callable[[], None],
    *,
    act: str = "",
    form: django_forms.Form | None = None,
) -> HttpResponse:
    """Takes a step, or shows the page again with what stands against it and what was written."""
    referral_id = now.referral.id
    try:
        save()
    except NoRelease as error:
        refusal = str(labels.REFUSALS[error.reason])
        return _page(request, now, act=act, form=form, refusal=refusal, status=422)
    except OutOfOrder:
        return _page(request, now, act=act, form=form, mistake=str(labels.OUT_OF_ORDER), status=409)
    except ChangedMeanwhile:
        return _overtaken(request, see_referral(request.user, referral_id))
    except NOT_SAVED:
        return _page(request, now, act=act, form=form, fault="not-saved")
    return redirect("referral", referral_id=referral_id)


def _contact_before(now: ReferralWords) -> dict[str, object] | None:
    """The contact that comes before anybody looks again, for the page to say so."""
    contact = contact_of(now.case_id)
    if contact is None or not contact_before(now.referral.due_on, contact[1], timezone.localdate()):
        return None
    kinds = dict(next_kind_field().choices)
    return {"kind": kinds.get(contact[0]) or _("The next contact"), "day": contact[1]}


def _overtaken(request: HttpRequest, now: ReferralWords) -> HttpResponse:
    """Another window was first: where it stands now, and the words that were written for another moment."""
    written = request.POST.get("note", "").strip()
    return _page(request, now, changed_meanwhile=True, written=written, status=409)


def _page(
    request: HttpRequest,
    now: ReferralWords,
    *,
    act: str = "",
    form: django_forms.Form | None = None,
    refusal: str = "",
    mistake: str = "",
    changed_meanwhile: bool = False,
    written: str = "",
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    release = release_now(now)
    may_ask = now.reach == "own" and isinstance(release, Covered)
    forms = {
        "contact": ContactForm(initial={"how": "together"}),
        "close": CloseForm(),
        "step": StepForm(referral=now.referral, may_ask=may_ask, is_child=now.is_child),
        **({act: form} if form is not None else {}),
    }
    return case_page(
        request,
        now.case_id,
        "referral",
        status=status,
        fault=fault,
        one=referral_in_words(now, release, page_language()),
        office=office_shown(now.service_id, page_language()),
        comes_before=_contact_before(now),
        visit_id=newest_visit(now.case_id),
        act=act,
        form=form,
        forms=forms,
        refusal=refusal,
        mistake=mistake,
        changed_meanwhile=changed_meanwhile,
        written=written,
        action_name="referral",
    )
