# SPDX-License-Identifier: Apache-2.0
"""Where the script of staff pages keeps what is being written; and the way back for it without the script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from leeward.practice.audit.services import note
from leeward.practice.site import drafts
from leeward.practice.site.kept import carried_in

PAGE, DO = "page", "do"


@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """`do`: `back` shows what was kept and sends it, `away` forgets it; without it, it is kept.

    204: kept. 422: nothing is kept for this page. Either is a sign of life: the session goes on.
    """
    page = request.POST.get(PAGE, "")
    if request.method != "POST" or not _is_ours(page):
        return redirect("today")
    wish = request.POST.get(DO, "")
    if wish == "away":
        drafts.throw_away(request.user, page)
        return redirect(page)
    if wish == "back":
        return _send_page(request, page)
    given = carried_in(request)
    is_kept = given is not None and drafts.keep(request.user, page, given)
    return HttpResponse(status=204 if is_kept else 422)


def _send_page(request: HttpRequest, page: str) -> HttpResponse:
    draft = drafts.draft_of(request.user, page)
    if draft is None:
        return redirect(page)
    note("draft.see", actor_id=request.user.id, case_id=draft.case_id)
    return render(request, "practice/kept_back.html", {"kept": draft.kept, "page": page})


def _is_ours(page: str) -> bool:
    return page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
