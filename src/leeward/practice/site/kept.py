# SPDX-License-Identifier: Apache-2.0
"""What somebody wrote before they were signed out: carried along as hidden fields, stored nowhere.

    staff page (no session)  ->  unlock  ->  sign in  ->  code  ->  "Send what you wrote"  ->  staff page

Only a form of our own pages is carried, and only to a page on which clients' words are written.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from leeward.practice.site.origin import is_own

PATH = "kept-path"
FIELD = "kept:"
"""Before the name of each field that is carried."""
ROOMS = ("/clients/", "/visits/", "/follow-ups/")
NOTHING_WRITTEN = {
    "open-visit",
    "hand-over",
    "ending",
    "minutes-paper",
    "paper",
    "follow-up-done",
    "follow-up-reopen",
}
"""They do something at once; nobody wants that done later without having asked for it."""
NEVER = {"csrfmiddlewaretoken", "password", "passphrase", "again", "code"}


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
    if request.method != "POST" or not is_own(request):
        return None
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    path = request.path_info
    if PATH in request.POST:
        path = request.POST[PATH]
        posted = [(name.removeprefix(FIELD), value) for name, value in posted if name.startswith(FIELD)]
    fields = tuple((name, value) for name, value in posted if name not in NEVER)
    return Kept(path, fields) if fields and is_written_on(path) else None


def is_written_on(path: str) -> bool:
    """Whether this is a page of ours on which clients' words are written."""
    if not path.startswith(ROOMS):
        return False
    try:
        return resolve(path).url_name not in NOTHING_WRITTEN
    except Resolver404:
        return False
