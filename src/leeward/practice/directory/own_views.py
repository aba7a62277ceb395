# SPDX-License-Identifier: Apache-2.0
"""*Our own entries*: services this practice added, and its corrections of those that Leeward brought."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leeward.knowledge.models.service import Service
from leeward.knowledge.overlaying import is_emergency_line
from leeward.planning.own_entries import brought, entry_digest
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.cases.services import ChangedMeanwhile
from leeward.practice.directory import own
from leeward.practice.directory.marks import standings
from leeward.practice.directory.own_form import EVERYWHERE, EntryForm, known_of, retired
from leeward.practice.directory.own_words import DiffersShown, differs_shown, versions_shown, waiting_shown
from leeward.practice.directory.reading import service_at
from leeward.practice.directory.versions import is_alone, versions_of
from leeward.practice.directory.words import DirectoryTeller, ServiceShown
from leeward.practice.visits.pages import page_language
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action
from leeward.terms.errors import ContentError, InputError, NotFound
from leeward.vault.faults import DiskTrouble


@require_GET
def own_list(request: HttpRequest) -> HttpResponse:
    """The practice's entries."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    entries = own.own_entries()
    context = {
        "waiting": waiting_shown(request.user, page_language()),
        "is_alone": is_alone(),
        "added": _shown([one for one in entries if own.is_added(one.id) and one.status == "active"]),
        "corrected": _shown([one for one in entries if not own.is_added(one.id)]),
        "retired": _shown([one for one in entries if own.is_added(one.id) and one.status != "active"]),
    }
    return render(request, "practice/directory_own.html", context)


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """A service that the practice adds. Sent twice, it is one entry."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    states = practice_states()
    where = states[0] if len(states) == 1 else EVERYWHERE
    known = {"seen_on": timezone.localdate().isoformat(), "languages": ["en"], "where": where}
    given = request.POST if request.method == "POST" else None
    form = EntryForm(given, initial=known, tongue=page_language(), corrects=None)
    entry_id = own.new_entry_id(request.POST.get("once", ""))
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, None, once=entry_id)
    service, there = form.service(entry_id), own.standing_entry(entry_id)
    if there is None:
        return _saved(request, form, service, None, seen="")
    if entry_digest(service) == entry_digest(there):
        return redirect("directory-own")
    return _page(request, form, there, differs=differs_shown(form, there))


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """One entry, to correct: the practice's own, or one of ours of which it then has its own."""
    require_allowed(request.user.actor(), Action.WRITE_DIRECTORY)
    service = service_at(entry_id)
    ours = brought(service.id, book())
    if request.method == "POST" and "retire" in request.POST:
        return _retire(request, service)
    if ours is not None and is_emergency_line(ours):
        context = {"one": _shown([service])[0], "is_own": own.is_here(service.id)}
        status = 422 if request.method == "POST" else 200
        return render(request, "practice/directory_fixed.html", context, status=status)
    given = request.POST if request.method == "POST" and "put_back" not in request.POST else None
    known = known_of(service, timezone.localdate())
    form = EntryForm(given, initial=known, tongue=page_language(), corrects=service, ours=ours)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and given is None:
        return _saved(request, form, _version(service, request.POST["put_back"]), service, seen=seen)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, form.service(service.id), service, seen=seen)
    return _page(request, form, service)


def _version(service: Service, version_id: str) -> Service:
    """An earlier version of this entry. Raises NotFound."""
    row = next((one for one in versions_of(service.id) if one.id == version_id), None)
    if row is None:
        raise NotFound("no such version", expected="one of this entry", do="Look at the list again")
    return msgspec.structs.replace(row.service(), status="active")


def _retire(request: HttpRequest, service: Service) -> HttpResponse:
    """An added entry is kept as retired; a correction goes, and ours stands again."""
    if own.is_added(service.id):
        own.put(request.user, retired(service), seen=entry_digest(service))
    else:
        own.take_out(request.user, service.id)
    return redirect("directory-own")


def _saved(
    request: HttpRequest, form: EntryForm, service: Service, corrects: Service | None, *, seen: str
) -> HttpResponse:
    """Writes an entry; the page again, with what was typed, where something kept it from being written."""
    try:
        waits = own.put(request.user, service, seen=seen)
    except ChangedMeanwhile:
        now = own.standing_entry(service.id)
        differs = differs_shown(form, now) if now is not None and form.is_bound else []
        return _page(request, form, now, differs=differs, is_changed=True)
    except InputError:
        return _page(request, form, corrects, _("It was not put back: today it may not stand so."))
    except ContentError as error:
        return _page(request, form, corrects, _("It was not written: %(found)s.") % {"found": error.found})
    except (OSError, DiskTrouble):
        return _page(request, form, corrects, _("It was not written: the disk would not take it."))
    response = redirect("directory-own")
    if waits:
        response["Location"] += "#waits"
    return response


def _page(
    request: HttpRequest,
    form: EntryForm,
    service: Service | None,
    fault: str = "",
    *,
    once: str = "",
    differs: Sequence[DiffersShown] | None = None,
    is_changed: bool = False,
) -> HttpResponse:
    """`differs`: what stands otherwise than it was typed, where somebody else saved meanwhile."""
    language = page_language()
    context = {
        "form": form,
        "fault": fault,
        "one": _shown([service])[0] if service is not None else None,
        "is_added": service is not None and own.is_added(service.id),
        "is_own": service is not None and own.is_here(service.id),
        "once": once.removeprefix(own.OWN),
        "seen": entry_digest(service) if service is not None else "",
        "differs": differs,
        "is_changed": is_changed or differs is not None,
        "waiting": waiting_shown(request.user, language, service.id) if service is not None else [],
        "is_alone": is_alone(),
        "versions": versions_shown(service, language) if service is not None else [],
    }
    status = 409 if context["is_changed"] else 503 if fault else 422 if form.errors else 200
    return render(request, "practice/directory_entry.html", context, status=status)


def _shown(services: list[Service]) -> list[ServiceShown]:
    teller = DirectoryTeller(page_language(), timezone.localdate(), standings(services))
    return [teller.service(one) for one in services]
