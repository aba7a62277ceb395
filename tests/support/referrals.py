# SPDX-License-Identifier: Apache-2.0
"""Referrals in a practice of a test, through the pages.

where = begun(at, "Harbor Example House", said="agreed")   # its address
press(at, where, act="contact", how="together")            # with what stands on the page now
"""

from __future__ import annotations

import re
import secrets
from html import unescape
from typing import Any

from tests.support.visits import At

OFFICE = "Harbor Example House"


def referral_form(office: str = OFFICE, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a new referral."""
    return {
        "once": secrets.token_hex(12),
        "service": "",
        "office": office,
        "kind": "other",
        "said": "offered",
        "until": "",
        "purpose": "",
        **changes,
    }


def begun(at: At, office: str = OFFICE, **changes: Any) -> str:
    """A new referral; its address."""
    answer = at.browser.post(f"/clients/{at.case_id}/referrals/new/", referral_form(office, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def press(at: At, where: str, *, seen: Any = None, **words: str) -> Any:
    """Presses a button of the page as it stands, or as it stood at version `seen`."""
    version = seen or version_of(at, where)
    return at.browser.post(where, {"seen": str(version), "note": "", **words})


def version_of(at: At, where: str) -> int:
    from leeward.practice.models import Referral

    return int(Referral.objects.get(id=where.strip("/").split("/")[-1]).version)


def row_of(where: str) -> Any:
    """The row behind an address."""
    from leeward.practice.models import Referral

    return Referral.objects.get(id=where.strip("/").split("/")[-1])


def page_of(at: At, where: str) -> str:
    """A page as text; it must answer."""
    answer = at.browser.get(where)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))
