# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page needs."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from leeward.practice.first_run.state import is_example
from leeward.practice.site.drafts import OpenDraft, draft_of, pages_with_drafts
from leeward.practice.site.kept import is_written_on
from leeward.practice.visits.models import Visit
from leeward.terms.errors import LeewardError

COVERS_AFTER = 5 * 60
"""Seconds without a key or a touch after which the script covers a staff page."""
_PLACE = {
    "today": "today",
    "clients": "clients",
    "new-client": "clients",
    "client": "clients",
    "change-client": "clients",
    **dict.fromkeys(("client-notes", "new-note", "note", "change-note", "amend-note"), "clients"),
    "minutes": "minutes",
    "visit-minutes": "minutes",
    "follow-up-done": "today",
    "follow-up-reopen": "today",
    "follow-up-move": "today",
    "desk": "desk",
    **dict.fromkeys(
        (
            "oversight",
            "supervised",
            "machine",
            "people",
            "new-person",
            "person",
            "person-roles",
            "person-supervisors",
            "person-hand-on",
            "person-close",
            "person-code",
            *("keys", "keys-rotate", "keys-passphrase", "keys-paper", "keys-proof", "ledger", "ways-in"),
            *("court-help", "oversight-keeping", "keeping-periods", "numbers"),
        ),
        "oversight",
    ),
    **dict.fromkeys(
        ("library", "library-leaf", "sight", "look-message", "look-apps", "orders", "courts"), "library"
    ),
    **dict.fromkeys(
        ("directory", "directory-queue", "directory-own", "directory-new", "directory-entry"), "library"
    ),
    "opening": "clients",
    **dict.fromkeys(
        (
            *("case-names", "agreements", "new-agreement", "agreement", "requests", "new-request", "request"),
            *("request-refuse", "request-danger", "copy-out", "court", "hold", "looks", "given-out"),
            *("billing", "channel", "keeping", "keeping-whole", "keeping-class"),
            *("referrals", "new-referral", "referral"),
        ),
        "clients",
    ),
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
        "mail_is_on": settings.MAIL is not None,
        "my_roles": _roles(request),
        "devices_back": lambda: _devices_back(request),
        "page_draft": lambda: _page_draft(request),
        "drafts_elsewhere": lambda: _drafts_elsewhere(request),
        "covers_after": COVERS_AFTER,
        "ends_after": settings.SESSION_COOKIE_AGE,
    }


def _roles(request: HttpRequest) -> frozenset[str]:
    """What whoever is signed in does here: pages show the places of these roles, and `may` decides."""
    user = getattr(request, "user", None)
    return frozenset(user.actor().roles) if user is not None and user.is_authenticated else frozenset()


def _page_draft(request: HttpRequest) -> OpenDraft | None:
    """What this person had been writing on this page; asked when the page is opened, not when it answers."""
    if request.method != "GET" or not is_written_on(request.path_info) or not _is_signed_in(request):
        return None
    try:
        return draft_of(request.user, request.path_info)
    except (DatabaseError, LeewardError):
        return None  # the page itself says what is wrong with its record


def _drafts_elsewhere(request: HttpRequest) -> list[str]:
    """Pages where something waits to be put back."""
    try:
        return pages_with_drafts(request.user) if _is_signed_in(request) else []
    except DatabaseError:
        return []


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _devices_back(request: HttpRequest) -> int:
    """How many devices came back that nobody has looked at; 0 where that cannot be counted now.

    Asked only by pages that show it. A number of a person's own visits: no key is used, no case opened.
    """
    if not _is_signed_in(request):
        return 0
    try:
        # by the few that wait (an index of their own), not by all visits of this person's caseload
        waiting = Visit.objects.filter(waits_since__isnull=False).values_list("case__owner_id", flat=True)
        return sum(owner_id == request.user.id for owner_id in waiting)
    except DatabaseError:
        return 0
