# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page needs."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest

from leeward.practice.first_run.state import is_example
from leeward.practice.visits.models import Visit
from leeward.terms.errors import LeewardError

_PLACE = {
    "today": "today",
    "clients": "clients",
    "new-client": "clients",
    "client": "clients",
    "change-client": "clients",
    "minutes": "minutes",
    "visit-minutes": "minutes",
    "follow-up-done": "today",
    "follow-up-reopen": "today",
    "follow-up-move": "today",
}


def every_page(request: HttpRequest) -> dict[str, object]:
    """Where we are, and whether the people here are made up."""
    match = request.resolver_match
    try:
        example = is_example()
    except LeewardError:
        example = False
    return {
        "place": _PLACE.get(match.url_name if match else "", ""),
        "is_example": example,
        "devices_back": lambda: _devices_back(request),
    }


def _devices_back(request: HttpRequest) -> int:
    """How many devices came back that nobody has looked at; 0 where that cannot be counted now.

    Asked only by pages that show it. A number of a person's own visits: no key is used, no case opened.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    try:
        # by the few that wait (an index of their own), not by all visits of this person's caseload
        waiting = Visit.objects.filter(waits_since__isnull=False).values_list("case__owner_id", flat=True)
        return sum(owner_id == user.id for owner_id in waiting)
    except DatabaseError:
        return 0
