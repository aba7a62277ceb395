# SPDX-License-Identifier: Apache-2.0
"""Agreements and copies in a practice of a test, through the pages.

agreed(at, "Dr. Example Reyes")                       # signed, and holds
answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form("Dr. Example Reyes"))
files_in(answer.content)["manifest.json"]
"""

from __future__ import annotations

import io
import re
import secrets
import zipfile
from datetime import date, timedelta
from typing import Any

from tests.support.visits import At


def agreement_form(recipient: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a new agreement of 30 days from today."""
    today = date.today()
    return {
        "once": secrets.token_hex(12),
        "recipient": recipient,
        "classes": ["client-record"],
        "purpose": "to go on with care there",
        "told": "",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=29)).isoformat(),
        "given_by": "client",
        "danger": "",
        "signer": "",
        **changes,
    }


def agreed(at: At, recipient: str, *, how: str = "signed", **changes: Any) -> str:
    """An agreement that holds; its address."""
    answer = at.browser.post(f"/clients/{at.case_id}/agreements/new/", agreement_form(recipient, **changes))
    assert answer.status_code == 302, answer.content.decode()
    where = str(answer["Location"])
    assert at.browser.post(f"{where}given/", {"how": how}).status_code == 302
    return where


def copy_form(recipient: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a copy of the client's record."""
    return {
        "once": secrets.token_hex(12),
        "recipient": recipient,
        "record_class": "client-record",
        "kinds": "pdf",
        "language": "en",
        **changes,
    }


def files_in(data: bytes) -> dict[str, bytes]:
    """The files of a bundle by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def once_in(answer: Any) -> str:
    """The id that a page gives to what it will make."""
    found = re.search(r'name="once" value="([0-9a-f]{24})"', answer.content.decode())
    assert found is not None
    return found[1]
