# SPDX-License-Identifier: Apache-2.0
"""Looking: bytes -> what the judges say of them, or why they could not be read.

Reading happens in a confined process with less time than a page may take. What was handed in is kept
nowhere; of a look within a visit only the signs that the MHP chose are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec
from django.conf import settings
from django.utils import timezone

from leeward.formats.app_lists_types import AppList, Platform
from leeward.formats.confined import Fault, Limits, read_confined
from leeward.formats.sniffing import sniff
from leeward.formats.values import Mail
from leeward.inspection.apps import AppsAnswer, check_apps
from leeward.inspection.message import check_message
from leeward.inspection.personal import read_known
from leeward.inspection.verdict import Answer
from leeward.knowledge.indicators import Indicators, load_indicators
from leeward.knowledge.models.inspection import SignOffer
from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.how_signs import DOCUMENT, SIGN, signs_said
from leeward.practice.visits.services import change_document

Subject = Literal["message", "apps"]
MESSAGE_LIMITS: Final = Limits(read_bytes=10_000_000, cpu_seconds=6, wall_seconds=7)
APPS_LIMITS: Final = Limits(read_bytes=50_000_000, cpu_seconds=5, wall_seconds=6)
_HEAD_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why there is no answer: "picture", "pdf", "empty", or the `why` of a fault."""

    why: str


@dataclass(frozen=True, slots=True)
class AppsLooked:
    """What is said of a list, the public lists that were asked, and the phone that was named beforehand."""

    answer: AppsAnswer
    known: Indicators
    said_platform: str


def look_at_message(data: bytes, name: str, known: str) -> Answer | NotRead:
    """The verdict on a message. `known`: people the client knows, one a line; used for this look alone."""
    if other := _other_kind(data, name):
        return NotRead(other)
    mail: Mail | Fault = read_confined("message", data, name, MESSAGE_LIMITS)
    if isinstance(mail, Mail) and mail.kind == "eml" and not mail.headers:
        mail = read_confined("message", data, "", MESSAGE_LIMITS)  # a mail by its name alone
    if isinstance(mail, Fault):
        return NotRead(mail.why)
    return check_message(mail, book(), read_known(known))


def look_at_apps(data: bytes, name: str, platform: str, since: str) -> AppsLooked | NotRead:
    """What stands out in a phone's app list. `platform`: what the phone was said to be."""
    if other := _other_kind(data, name):
        return NotRead(other)
    listed: AppList | Fault = read_confined("apps", data, "", APPS_LIMITS)
    if isinstance(listed, Fault):
        return NotRead(listed.why)
    if listed.platform == "unknown" and platform in ("android", "ios"):
        named: Platform = "android" if platform == "android" else "ios"
        listed = msgspec.structs.replace(listed, platform=named)
    public = load_indicators(overlay=settings.HOME / "overlay")
    return AppsLooked(check_apps(listed, public, since=since), public, platform)


def offers_for(subject: Subject, found: Iterable[str]) -> tuple[SignOffer, ...]:
    """The signs these reasons may speak of, each sign once."""
    found = frozenset(found)
    offers: dict[str, SignOffer] = {}
    for one in book().sign_offers:
        if one.of == subject and found & set(one.by):
            offers.setdefault(one.sign, one)
    return tuple(offers.values())


def save_offers(account: Account, visit_id: str, offer_ids: Iterable[str], *, seen: int) -> Sheet:
    """Writes the chosen signs; one that was reported before stays as it was told then.

    Raises:
        ChangedSince, VisitEnded: see `change_document`.
    """
    chosen = [one for one in book().sign_offers if one.id in frozenset(offer_ids)]
    today = timezone.localdate().isoformat()

    def change(sheet: Sheet) -> Mapping[str, Any]:
        said = signs_said(sheet.words)
        return {
            f"{SIGN}{one.sign}": {"answer": "reported", "how": one.how, "on": today, "from": one.of}
            for one in chosen
            if one.sign not in said or said[one.sign].answer != "reported"
        }

    return change_document(account, visit_id, DOCUMENT, change, seen=seen)


def _other_kind(data: bytes, name: str) -> str:
    """Files that people hand in by mistake, told by their first bytes; typed words are never one."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    kind = sniff(data[:_HEAD_BYTES]) if name else ""
    if kind.startswith(("image/", "video/", "audio/")):
        return "picture"
    return "pdf" if kind == "application/pdf" else ""
