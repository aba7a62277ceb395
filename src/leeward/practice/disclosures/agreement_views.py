# SPDX-License-Identifier: Apache-2.0
"""Agreements to release: the list, a new one, its form to sign, that it was agreed, and taking it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.papers import ReleaseForm, release_paper
from leeward.practice.audit.services import acting
from leeward.practice.book import book
from leeward.practice.cases.services import facts_of, find_case, require_reach
from leeward.practice.disclosures import labels
from leeward.practice.disclosures.agreements import (
    agreements_of,
    local_now,
    note_given,
    revoke,
    write_agreement,
)
from leeward.practice.disclosures.forms import AgreementForm, GivenForm, PrintForm, usual_days
from leeward.practice.disclosures.matters import matters_shown
from leeward.practice.disclosures.pages import NOT_SAVED, case_page, once_of
from leeward.practice.disclosures.values import AgreementWords
from leeward.practice.referrals.models import Referral
from leeward.practice.referrals.selectors import see_referral
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.stewardship.consent import GivenBy, GivenHow, is_open
from leeward.stewardship.referrals import SHARED
from leeward.terms.errors import NotFound

MATTERS = "consent"


@require_GET
def agreements(request: HttpRequest, case_id: str) -> HttpResponse:
    """What the client agreed to, and what ended or was taken back."""
    found = [_shown(one) for one in agreements_of(request.user, case_id)]
    return case_page(
        request,
        case_id,
        "release_agreements",
        open_ones=[one for one in found if one["is_open"]],
        others=[one for one in found if not one["is_open"]],
    )


@require_http_methods(["GET", "POST"])
def new_agreement(request: HttpRequest, case_id: str) -> HttpResponse:
    """Written down first; it holds only when it was signed or said."""
    require_reach(request.user, case_id, Action.AGREE)
    once = once_of(request)
    if request.method == "GET":
        known = {"once": once, **usual_days(timezone.localdate()), **_asked_by_referral(request, case_id)}
        form = AgreementForm(initial=known)
        return _form_page(request, case_id, form)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _form_page(request, case_id, form, status=422)
    try:
        agreement_id = write_agreement(request.user, case_id, form.given(), once=once)
    except NOT_SAVED:
        return _form_page(request, case_id, form, fault="not-saved")
    return redirect("agreement", case_id=case_id, agreement_id=agreement_id)


def _asked_by_referral(request: HttpRequest, case_id: str) -> dict[str, object]:
    """What a referral needs, where its page led here: its office named just so, and what is told there."""
    referral_id = request.GET.get("for", "")
    if not Referral.objects.filter(id=referral_id, case_id=case_id).exists():
        return {}
    office = see_referral(request.user, referral_id).office
    return {"recipient": office, "classes": sorted(SHARED), "given_by": GivenBy.CLIENT}


def _form_page(
    request: HttpRequest, case_id: str, form: AgreementForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    matters = matters_shown(MATTERS, page_language())
    return case_page(
        request,
        case_id,
        "release_agreement_new",
        status=status,
        fault=fault,
        form=form,
        matters=matters,
        action_name="new-agreement",
    )


@require_GET
def agreement(request: HttpRequest, case_id: str, agreement_id: str) -> HttpResponse:
    """One agreement: the form to sign, and whether it holds."""
    return _page(request, case_id, agreement_id)


@require_POST
def agreement_paper(request: HttpRequest, case_id: str, agreement_id: str) -> HttpResponse:
    """The form to sign, put on record before it is shown."""
    require_reach(request.user, case_id, Action.PRINT)
    one = _find(request, case_id, agreement_id)
    form = PrintForm(request.POST)
    if not form.is_valid():
        return _page(request, case_id, agreement_id, printing=form, status=422)
    consent = one.consent
    made = release_paper(
        ReleaseForm(
            consent.recipient,
            tuple(name for name in labels.CLASSES if name in consent.classes),
            one.purpose,
            one.told,
            consent.starts_on,
            consent.ends_on,
            for_minor=one.given_by is not GivenBy.CLIENT,
        ),
        book(),
        form.cleaned_data["language"],
        form.cleaned_data["size"],
    )
    case = find_case(request.user, case_id, Action.PRINT)
    with acting(request.user.actor(), Action.PRINT, facts_of(case), detail="form", consent=agreement_id):
        return HttpResponse(
            made.pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
        )


@require_POST
def agreement_given(request: HttpRequest, case_id: str, agreement_id: str) -> HttpResponse:
    """It was signed, or said."""
    require_reach(request.user, case_id, Action.AGREE)
    form = GivenForm(request.POST)
    if not form.is_valid():
        return _page(request, case_id, agreement_id, given=form, status=422)
    note_given(request.user, case_id, agreement_id, GivenHow(form.cleaned_data["how"]))
    return redirect("agreement", case_id=case_id, agreement_id=agreement_id)


@require_POST
def agreement_revoke(request: HttpRequest, case_id: str, agreement_id: str) -> HttpResponse:
    """Taken back, at once."""
    revoke(request.user, case_id, agreement_id)
    return redirect("agreement", case_id=case_id, agreement_id=agreement_id)


def _page(
    request: HttpRequest,
    case_id: str,
    agreement_id: str,
    *,
    printing: PrintForm | None = None,
    given: GivenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    one = _find(request, case_id, agreement_id)
    return case_page(
        request,
        case_id,
        "release_agreement",
        status=status,
        agreement=_shown(one),
        form=printing or given,
        printing=printing or PrintForm(initial={"language": page_language(), "size": "letter"}),
        given=given or GivenForm(),
    )


def _find(request: HttpRequest, case_id: str, agreement_id: str) -> AgreementWords:
    found = [one for one in agreements_of(request.user, case_id) if one.consent.id == agreement_id]
    if not found:
        raise NotFound("No such agreement", expected="one of this client's", do="Go back to the client")
    return found[0]


def _shown(one: AgreementWords) -> dict[str, object]:
    """An agreement in words, and where it stands."""
    consent, today = one.consent, local_now()
    return {
        "words": one,
        "consent": consent,
        "classes": [label for name, label in labels.CLASSES.items() if name in consent.classes],
        "given_by": labels.GIVEN_BY[one.given_by],
        "given_how": labels.GIVEN_HOW[one.given_how] if one.given_how else "",
        "is_open": is_open(consent, today),
        "is_over": today.date() > consent.ends_on,
        "is_to_come": today.date() < consent.starts_on,
    }
