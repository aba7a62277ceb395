# SPDX-License-Identifier: Apache-2.0
"""Giving out a copy: one class, one recipient, and only what an agreement or a request allows now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.cases.services import require_reach
from leeward.practice.disclosures import labels
from leeward.practice.disclosures.agreements import agreements_of, local_now
from leeward.practice.disclosures.content import Choice
from leeward.practice.disclosures.forms import CopyForm
from leeward.practice.disclosures.giving import give_out
from leeward.practice.disclosures.pages import NOT_SAVED, case_page, once_of
from leeward.practice.disclosures.requests import see_request
from leeward.practice.disclosures.values import NotCovered
from leeward.practice.sealing import new_id
from leeward.practice.visits.models import Visit
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.stewardship.consent import is_open
from leeward.stewardship.release import Ground
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import NotFound

BOTH = frozenset({"pdf", "json"})


@require_http_methods(["GET", "POST"])
@stepped_up
def copy_out(request: HttpRequest, case_id: str) -> HttpResponse:
    """Asks what and for whom; a POST gives the file, or says why not."""
    require_reach(request.user, case_id, Action.EXPORT)
    visits = _visits(case_id)
    if request.method == "GET":
        initial = {
            "once": new_id(),
            "language": page_language(),
            "kinds": "pdf",
            **_from_request(request, case_id),
        }
        return _page(request, case_id, CopyForm(initial=initial, visits=visits))
    form = CopyForm(request.POST, visits=visits)
    if not form.is_valid():
        return _page(request, case_id, form, status=422)
    said = form.cleaned_data
    choice = Choice(
        RecordClass(said["record_class"]),
        frozenset(said["visits"]),
        BOTH if said["kinds"] == "both" else frozenset({said["kinds"]}),
        said["language"],
    )
    try:
        made = give_out(
            request.user,
            case_id,
            said["recipient"],
            choice,
            once=once_of(request),
            request_id=_request_id(request),
        )
    except NotCovered as error:
        form.add_error("recipient", str(labels.refusal_in_words(error.reason)))
        return _page(request, case_id, form, status=422)
    except NOT_SAVED:
        return _page(request, case_id, form, fault="not-saved")
    return HttpResponse(
        made.data,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{made.file_name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _request_id(request: HttpRequest) -> str:
    return str(request.POST.get("for") or request.GET.get("for") or "")


def _from_request(request: HttpRequest, case_id: str) -> dict[str, str]:
    """Who asks, where this page was opened from a request."""
    request_id = _request_id(request)
    if not request_id:
        return {}
    found = see_request(request.user, request_id)
    if found.request.case_id != case_id:
        raise NotFound("No such request", expected="one of this client's", do="Go back to the client")
    is_named_elsewhere = found.request.ground is Ground.CONSENT
    return {} if is_named_elsewhere else {"recipient": found.words.get("said_name", "")}


def _page(
    request: HttpRequest, case_id: str, form: CopyForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    now = local_now()
    open_ones = [one for one in agreements_of(request.user, case_id) if is_open(one.consent, now)]
    return case_page(
        request,
        case_id,
        "release_copy",
        status=status,
        fault=fault,
        form=form,
        for_request=_request_id(request),
        agreements=[
            {
                "recipient": one.consent.recipient,
                "classes": [label for name, label in labels.CLASSES.items() if name in one.consent.classes],
                "ends_on": one.consent.ends_on,
            }
            for one in open_ones
        ],
    )


def _visits(case_id: str) -> list[tuple[str, str]]:
    rows = Visit.objects.filter(case_id=case_id).order_by("opened_at")
    return [(row.id, date_format(localtime(row.opened_at), "DATETIME_FORMAT")) for row in rows]
