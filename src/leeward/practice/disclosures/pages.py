# SPDX-License-Identifier: Apache-2.0
"""What the pages of this room share."""

from __future__ import annotations

import re
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leeward.practice.cases.models import Case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import facts_of
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, may, reach
from leeward.vault.faults import DiskTrouble

_ID = re.compile("[0-9a-f]{24}")
NOT_SAVED = (DatabaseError, DiskTrouble)
"""The disk would not take it: the page comes back with what was written, and status 503."""


def once_of(request: HttpRequest) -> str:
    """The id a new page gives to what it will make, or the one this page was given."""
    brought = str(request.POST.get("once", ""))
    return brought if _ID.fullmatch(brought) else new_id()


def case_page(
    request: HttpRequest, case_id: str, template: str, *, status: int = 200, fault: str = "", **more: object
) -> HttpResponse:
    """A page about one case, for somebody who was asked already whether they may see it."""
    facts = facts_of(Case.objects.get(id=case_id))
    actor = request.user.actor()
    common: dict[str, Any] = {
        "case_id": case_id,
        "code_name": code_names([case_id]).get(case_id, ""),
        "reach": reach(actor, facts),
        "allowed": {action.name: may(actor, action, facts) for action in Action},
        "fault": fault,
    }
    return render(request, f"practice/{template}.html", {**common, **more}, status=503 if fault else status)
