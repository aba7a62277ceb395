# SPDX-License-Identifier: Apache-2.0
"""*Numbers to call*: what is due, marked with one press; what was marked lately, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.knowledge.models.service import Service
from leeward.papers.dates import day_in_words
from leeward.planning.service_checks import Outcome, Standing, tier_of, to_try
from leeward.practice.accounts.services import name_of
from leeward.practice.audit.services import require_allowed
from leeward.practice.directory.marks import mark, standings, take_back
from leeward.practice.directory.models import ServiceCheck
from leeward.practice.directory.off_paper import off_paper
from leeward.practice.directory.own import confirm, withdraw
from leeward.practice.directory.own_words import waiting_shown
from leeward.practice.directory.reading import service_in_use, tended
from leeward.practice.directory.versions import is_alone
from leeward.practice.directory.words import TIER_NAMES, DirectoryTeller, ServiceShown, TriedShown
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action, Actor, may_take_back_mark
from leeward.terms.errors import ContentError, InputError, NotFound

MOST_AT_ONCE = 25
MOST_LATELY = 20
_AN_ID = re.compile("[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class TierShown:
    """The due ones of one tier. `total`: how many there are, shown or not."""

    name: str
    total: int
    services: tuple[ServiceShown, ...]


@dataclass(frozen=True, slots=True)
class LateShown:
    """A mark with the service's name. `back_by`, `back_on`: who took it back, and when; empty: it stands."""

    name: str
    tried: TriedShown
    may_take_back: bool = False
    back_by: str = ""
    back_on: str = ""


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for a second person, what stands on no paper. A press marks or takes back."""
    require_allowed(request.user.actor(), Action.MARK_SERVICE)
    if request.method == "POST":
        return _write(request)
    found = standings(tended())
    teller = DirectoryTeller(page_language(), timezone.localdate(), found)
    wrong = [one for one in found.values() if one.wrong is not None]
    context = {
        "tiers": _tiers(found, teller),
        "due": sum(one.is_due for one in found.values()),
        "tended": len(found),
        "wrong": [teller.service(one.service) for one in wrong],
        "off_paper": off_paper(page_language(), request.user.actor()),
        "waiting": waiting_shown(request.user, page_language()),
        "is_alone": is_alone(),
        "lately": _lately(teller, request.user.actor()),
        "taken_back": _taken_back(teller),
    }
    return render(request, "practice/directory_queue.html", context)


def _write(request: HttpRequest) -> HttpResponse:
    said = request.POST
    try:
        if said.get("back"):
            take_back(request.user, said["back"])
        elif said.get("confirm"):
            confirm(request.user, said["confirm"])
        elif said.get("withdraw"):
            withdraw(request.user, said["withdraw"])
        elif said.get("service"):
            mark(request.user, said["service"], said.get("outcome", ""))
    except (InputError, ContentError):
        return redirect("directory-queue")
    visit_id = request.POST.get("visit", "")
    if _AN_ID.fullmatch(visit_id):  # whether there is such a visit is that page's to say
        return redirect("visit-directory", visit_id=visit_id)
    response = redirect("directory-queue")
    response["Location"] += "#lately"
    return response


def _tiers(found: Mapping[str, Standing], teller: DirectoryTeller) -> list[TierShown]:
    due = to_try(found.values())
    shown = []
    for tier, name in TIER_NAMES.items():
        own = [one for one in due if tier_of(one.service) == tier]
        told = tuple(teller.service(one.service) for one in own[:MOST_AT_ONCE])
        if own:
            shown.append(TierShown(str(name), len(own), told))
    return shown


def _lately(teller: DirectoryTeller, reader: Actor) -> list[LateShown]:
    rows = ServiceCheck.objects.filter(undone_at=None).select_related("account").order_by("-checked_at")
    return [
        LateShown(name, _tried(row, teller), may_take_back_mark(reader, str(row.account_id)))
        for row in rows[:MOST_LATELY]
        if (name := _name_of(row.service_id, teller))
    ]


def _taken_back(teller: DirectoryTeller) -> list[LateShown]:
    rows = ServiceCheck.objects.exclude(undone_at=None).select_related("account", "undone_by")
    return [
        LateShown(
            name,
            _tried(row, teller),
            back_by=name_of(row.undone_by) if row.undone_by else "",
            back_on=day_in_words(timezone.localdate(row.undone_at), teller.language),
        )
        for row in rows.order_by("-undone_at")[:MOST_LATELY]
        if (name := _name_of(row.service_id, teller))
    ]


def _tried(row: ServiceCheck, teller: DirectoryTeller) -> TriedShown:
    on = timezone.localdate(row.checked_at)
    return teller.tried(row.id, Outcome(row.outcome), on, name_of(row.account))


def _name_of(service_id: str, teller: DirectoryTeller) -> str:
    """Empty: it is in no directory any more."""
    service = _service(service_id)
    if service is None:
        return ""
    return service.name_es if teller.language == "es" and service.name_es else service.name


def _service(service_id: str) -> Service | None:
    """None: it is in no directory any more."""
    try:
        return service_in_use(service_id)
    except NotFound:
        return None
