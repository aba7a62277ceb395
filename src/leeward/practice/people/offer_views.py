# SPDX-License-Identifier: Apache-2.0
"""The yes or the no to cases that are handed on; with the recovery paper where one person is both."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts.lost_passphrase import check_code
from leeward.practice.first_run.forms import ROWS, ProofForm
from leeward.practice.people import handing_on
from leeward.vault.faults import WrongKey


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Somebody else's offer is answered on *Today*; one's own has this page."""
    found = handing_on.offer_to(request.user, offer_id)
    if request.method == "POST" and ("no" in request.POST or found.opens_at is None):
        takes = "yes" in request.POST
        handing_on.answer_offer(request.user, offer_id, takes=takes)
        return redirect("clients" if takes else "today")
    if found.opens_at is None:
        return redirect("today")
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            handing_on.answer_offer(request.user, offer_id, takes=True, paper=form.text())
        except WrongKey as error:
            form.add_slip(error)
        except handing_on.TooEarly:
            form.add_error(ROWS[0], _("The 72 hours are not over yet."))
        else:
            return redirect("clients")
    context = {"form": form, "offer": found, "check_code": check_code()}
    return render(request, "practice/offer.html", context, status=422 if form.is_bound else 200)
