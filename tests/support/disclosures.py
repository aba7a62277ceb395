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
import threading
import time
import zipfile
from collections.abc import Callable
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


def at_once_with_taking_back(
    at: At, agreement_id: str, once: str, late_by: float, give: Callable[[], object]
) -> str:
    """`give` and the taking back of its agreement, begun together: `left`, or why nothing left.

    The rows say who was first: a release stands before the taking back, or not at all.

    Args:
        once: the id of the release.
        late_by: seconds the taking back waits.
    """
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.disclosures import agreements
    from leeward.practice.disclosures.values import NotCovered
    from leeward.practice.models import Agreement, Release

    door, agent, came = threading.Barrier(2), sealing.agent(), []

    def leave() -> None:
        sealing._local.agent = agent
        door.wait()
        try:
            give()
            came.append("left")
        except NotCovered as error:
            came.append(error.reason)
        finally:
            connection.close()

    def take_back() -> None:
        sealing._local.agent = agent
        door.wait()
        time.sleep(late_by)
        try:
            agreements.revoke(at.account, at.case_id, agreement_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for one in (leave, take_back)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    release = Release.objects.filter(id=once).first()
    revoked_at = Agreement.objects.get(id=agreement_id).revoked_at
    assert revoked_at is not None
    assert came == ["left" if release else "revoked"]
    assert release is None or release.given_at <= revoked_at
    return str(came[0])
