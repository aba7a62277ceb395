# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page needs."""

from __future__ import annotations

from django.http import HttpRequest

from leeward.practice.first_run.state import is_example
from leeward.terms.errors import LeewardError

_PLACE = {
    "today": "today",
    "clients": "clients",
    "new-client": "clients",
    "client": "clients",
    "change-client": "clients",
}


def every_page(request: HttpRequest) -> dict[str, object]:
    """Where we are, and whether the people here are made up."""
    match = request.resolver_match
    try:
        example = is_example()
    except LeewardError:
        example = False
    return {"place": _PLACE.get(match.url_name if match else "", ""), "is_example": example}
