# SPDX-License-Identifier: Apache-2.0
"""What somebody wrote before they were signed out: carried along as hidden fields, stored nowhere.

    staff page (no session)  ->  unlock  ->  sign in  ->  code  ->  "Send what you wrote"  ->  staff page

Only a form of our own pages is carried, and only to a page on which clients' words are written.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, is_valid_path, resolve

from leeward.practice.site.origin import is_own

PATH = "kept-path"
FIELD = "kept:"
"""Before the name of each field that is carried."""
ROOMS = ("/clients/", "/visits/", "/follow-ups/", "/notes/", "/referrals/")
NOTHING_WRITTEN = {
    "open-visit",
    "hand-over",
    "ending",
    "minutes-paper",
    "paper",
    "follow-up-done",
    "follow-up-reopen",
    "agreement-paper",
    "agreement-given",
    "agreement-revoke",
    "request-approve",
    "copy-out",
    "hold-keep",
    "hold-lift",
    "remove-note",
    "keep-note",
    "note-files",
    "working",
    "working-file",
    "working-away",
    "visit-message",
    "visit-apps",
    *("visit-law", "visit-orders", "visit-courts", "visit-places"),
    "visit-letter",
    "visit-directory",
}
"""They do something at once; nobody wants that done later without having asked for it. What is looked at is
never kept at all."""
NEVER = {
    *("csrfmiddlewaretoken", "password", "passphrase", "again", "present", "now", "code", "mark", "answer"),
    *(f"row_{number}" for number in range(1, 6)),
}
"""What opens a door: passwords, codes, the rows of the recovery paper."""


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """The page it was written on, and every field in its order; a name may come more than once."""

    path: str
    fields: tuple[tuple[str, str], ...]

    def texts(self) -> list[str]:
        """What reads like something written; codes, days and versions are left out."""
        return [value for _, value in self.fields if len(value.split()) > 1 and not value.startswith("{")]


def kept_in(request: HttpRequest) -> Kept | None:
    """What this request brought: a staff page's own form, or what a door passes on."""
    found = carried_in(request) if PATH in request.POST else own_form_in(request)
    return found if found is not None and is_written_on(found.path) else None


def own_form_in(request: HttpRequest) -> Kept | None:
    """The form of our own page that this request sends, whichever page it is."""
    return _without_secrets(request, request.path_info, _posted(request))


def carried_in(request: HttpRequest) -> Kept | None:
    """What a page passes on in its hidden fields, to a page of ours."""
    carried = [
        (name.removeprefix(FIELD), value) for name, value in _posted(request) if name.startswith(FIELD)
    ]
    return _without_secrets(request, request.POST.get(PATH, ""), carried)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


def _without_secrets(request: HttpRequest, path: str, posted: list[tuple[str, str]]) -> Kept | None:
    fields = tuple((name, value) for name, value in posted if name not in NEVER)
    is_ours = request.method == "POST" and is_own(request) and is_valid_path(path)
    return Kept(path, fields) if fields and is_ours else None


def is_written_on(path: str) -> bool:
    """Whether this is a page of ours on which clients' words are written."""
    if not path.startswith(ROOMS):
        return False
    try:
        return resolve(path).url_name not in NOTHING_WRITTEN
    except Resolver404:
        return False
