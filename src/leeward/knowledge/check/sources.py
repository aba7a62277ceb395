# SPDX-License-Identifier: Apache-2.0
"""Every entry says where it comes from, how sure we are and when it was last read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.parsing import Problem
from leeward.knowledge.tiers import rests_on_hearsay

KIND_OF_FIELD = {
    "flags": "flag", "instruments": "instrument", "instrument_notes": "instrument",
    "asq_closing": "instrument",
    "scenarios": "scenario", "mechanisms": "mechanism", "signs": "sign", "options": "option",
    "services": "service", "retired": "service", "state_help": "state-help", "platforms": "platform",
    "organisations": "organisation",
    "awareness": "awareness", "guide": "guide", "provisions": "law", "matters": "matter",
    "retention": "law", "checkup_kinds": "platform", "checkups": "platform", "teaching": "mechanism",
    "app_reasons": "mechanism", "app_abilities": "mechanism", "app_advice": "mechanism",
    "message_reasons": "mechanism", "message_advice": "mechanism",
    "weights": "option", "roads": "law", "doors": "law", "talks": "law",
}  # fmt: skip
"""The kind by which each field of the catalogue ages; see `leeward.terms.source.review_due`."""

_ADDRESS = re.compile(r"https?://\S+|leeward:[a-z-]+|github:\S+|[A-Za-z0-9].*\S")


def sources_and_confidence(checked: Checked) -> Iterator[Problem]:
    """An entry without a source, or confirmed by nothing that was read."""
    for field, entry_id, entry in checked.entries():
        if not entry.sources:
            yield checked.problem(field, entry_id, "no source")
        for source in entry.sources:
            if not _ADDRESS.fullmatch(source.url):
                yield checked.problem(field, entry_id, "a source without an address", "sources")
            if source.seen is not None and not is_date(source.seen):
                yield checked.problem(field, entry_id, f"seen {source.seen!r} is not a date", "sources")
        read = [source for source in entry.sources if source.seen is not None]
        if entry.confidence == "confirmed" and entry.sources and not read:
            yield checked.problem(
                field, entry_id, "confirmed, but no source says when it was read", "confidence"
            )
        if entry.confidence == "confirmed" and rests_on_hearsay(
            entry.sources, checked.catalogue.source_tiers
        ):
            yield checked.problem(
                field, entry_id, "confirmed by press or by somebody's own page alone", "confidence"
            )


def review_dates(checked: Checked) -> Iterator[Problem]:
    """An entry whose last review cannot be dated, or lies in the future."""
    for field, entry_id, entry in checked.entries():
        if entry.reviewed and not is_date(entry.reviewed):
            yield checked.problem(field, entry_id, f"reviewed {entry.reviewed!r} is not a date", "reviewed")
        reviewed = reviewed_on(entry)
        if reviewed is None:
            if field != "provisions":
                yield checked.problem(field, entry_id, "no review date")
            continue
        if date.fromisoformat(reviewed) > checked.today:
            yield checked.problem(field, entry_id, f"reviewed on {reviewed}, which is still to come")


def reviewed_on(entry: object) -> str | None:
    """The ISO date an entry was last read: its own, or the latest of its sources; None if neither."""
    own = getattr(entry, "reviewed", "")
    if own and is_date(own):
        return str(own)
    seen = [source.seen for source in getattr(entry, "sources", ()) if source.seen and is_date(source.seen)]
    return max(seen, default=None)


def is_date(text: str) -> bool:
    """Whether a text is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
