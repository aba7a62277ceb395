# SPDX-License-Identifier: Apache-2.0
"""The pages of the Library."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from leeward.practice.audit.services import require_allowed
from leeward.practice.library.addresses import leaf_at
from leeward.practice.library.shown import LibraryTeller
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """The ways in; and what was found, where something was searched for."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    asked = request.GET.get("q", "")
    teller = _teller()
    return render(
        request,
        "practice/library.html",
        {"start": teller.start(), "asked": asked, "found": teller.found(asked) if asked.strip() else None},
    )


@require_GET
def leaf(request: HttpRequest, leaf_id: str) -> HttpResponse:
    """One means, one possibility, one sign, or all of one family."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    found = leaf_at(leaf_id)
    teller = _teller()
    shown = {
        "means": teller.means,
        "mechanism": teller.mechanism,
        "sign": teller.sign,
        "mechanisms": teller.mechanisms,
        "signs": teller.signs,
    }[found.kind](found.id)
    template = "family" if found.kind in ("mechanisms", "signs") else found.kind
    return render(request, f"practice/library_{template}.html", {"one": shown})


def _teller() -> LibraryTeller:
    return LibraryTeller(page_language(), timezone.localdate())
