# SPDX-License-Identifier: Apache-2.0
"""*Our own entries*: services this practice added, and its corrections of those that Leeward brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leeward.knowledge.models.service import Service
from leeward.practice.audit.services import require_allowed
from leeward.practice.directory import own
from leeward.practice.directory.marks import standings
from leeward.practice.directory.own_form import EVERYWHERE, EntryForm, known_of, retired
from leeward.practice.directory.reading import service_at
from leeward.practice.directory.words import DirectoryTeller, ServiceShown
from leeward.practice.visits.pages import page_language
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action
from leeward.terms.errors import ContentError
from leeward.vault.faults import DiskTrouble


@require_GET
def own_list(request: HttpRequest) -> HttpResponse:
    """The practice's entries."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    entries = own.own_entries()
    context = {
        "added": _shown([one for one in entries if own.is_added(one.id) and one.status == "active"]),
        "corrected": _shown([one for one in entries if not own.is_added(one.id)]),
        "retired": _shown([one for one in entries if own.is_added(one.id) and one.status != "active"]),
    }
    return render(request, "practice/directory_own.html", context)


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """A service that the practice adds."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    states = practice_states()
    where = states[0] if len(states) == 1 else EVERYWHERE
    known = {"seen_on": timezone.localdate().isoformat(), "languages": ["en"], "where": where}
    given = request.POST if request.method == "POST" else None
    form = EntryForm(given, initial=known, tongue=page_language(), corrects=None)
    if request.method == "POST" and form.is_valid():
        fault = _put(request, form.service(own.new_entry_id()))
        return redirect("directory-own") if not fault else _page(request, form, None, fault)
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """One entry, to correct: the practice's own, or one of ours of which it then has its own."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    service = service_at(entry_id)
    if request.method == "POST" and "retire" in request.POST:
        return _retire(request, service)
    given = request.POST if request.method == "POST" else None
    known = known_of(service, timezone.localdate())
    form = EntryForm(given, initial=known, tongue=page_language(), corrects=service)
    if request.method == "POST" and form.is_valid():
        fault = _put(request, form.service(service.id))
        return redirect("directory-own") if not fault else _page(request, form, service, fault)
    return _page(request, form, service)


def _retire(request: HttpRequest, service: Service) -> HttpResponse:
    """An added entry is kept as retired; a correction goes, and ours stands again."""
    if own.is_added(service.id):
        own.put(request.user, retired(service))
    else:
        own.take_out(request.user, service.id)
    return redirect("directory-own")


def _put(request: HttpRequest, service: Service) -> str:
    """Writes an entry; what kept it from being written, empty when nothing did."""
    try:
        own.put(request.user, service)
    except ContentError as error:
        return _("It was not written: %(found)s.") % {"found": error.found}
    except (OSError, DiskTrouble):
        return _("It was not written: the disk would not take it.")
    return ""


def _page(request: HttpRequest, form: EntryForm, service: Service | None, fault: str = "") -> HttpResponse:
    context = {
        "form": form,
        "fault": fault,
        "one": _shown([service])[0] if service is not None else None,
        "is_added": service is not None and own.is_added(service.id),
        "is_own": service is not None and own.is_here(service.id),
    }
    status = 503 if fault else 422 if form.errors else 200
    return render(request, "practice/directory_entry.html", context, status=status)


def _shown(services: list[Service]) -> list[ServiceShown]:
    teller = DirectoryTeller(page_language(), timezone.localdate(), standings(services))
    return [teller.service(one) for one in services]
