# SPDX-License-Identifier: Apache-2.0
"""The practice's own entries told: what waits for a second person, earlier versions, what differs by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.knowledge.models.service import Service
from leeward.papers.dates import day_in_words
from leeward.papers.record_places import phone_in_words
from leeward.planning.own_entries import entry_digest
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.directory.models import EntryVersion, VersionState
from leeward.practice.directory.own import standing_entry
from leeward.practice.directory.own_form import EntryForm, alike, known_of
from leeward.practice.directory.reading import address_of
from leeward.practice.directory.versions import versions_of, waiting_versions
from leeward.terms.errors import ContentError
from leeward.terms.text import Language

_ASKED_ANEW = frozenset({"how", "source", "seen_on", "second", "is_same"})
_STATES: dict[str, str | Promise] = {
    VersionState.WRITTEN: "",
    VersionState.WAITS: gettext_lazy("waits for a second person"),
    VersionState.CONFIRMED: gettext_lazy("a second person called"),
    VersionState.TAKEN_BACK: gettext_lazy("never stood: taken back"),
}


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """A correction that waits. `before`, `after`: the numbers that stand, and those that would."""

    id: str
    name: str
    address: str
    says: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class VersionShown:
    """An earlier version. `is_now`: it is what stands."""

    id: str
    says: str
    state: str
    numbers: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class DiffersShown:
    """A field that stands otherwise than it was typed. `now`: empty where nothing stands there."""

    label: str
    now: str


def waiting_shown(account: Account, language: Language, service_id: str = "") -> list[WaitingShown]:
    """Every correction that waits, or that of one entry."""
    shown = []
    for row in waiting_versions([service_id] if service_id else None):
        stands, given = standing_entry(row.service_id), _read(row)
        if stands is not None and given is not None:
            name = stands.name_es if language == "es" and stands.name_es else stands.name
            shown.append(
                WaitingShown(
                    str(row.id),
                    name,
                    address_of(stands.id),
                    _written_by(row, language),
                    _numbers(stands, language),
                    _numbers(given, language),
                    row.account_id == account.id,
                )
            )
    return shown


def versions_shown(service: Service, language: Language) -> list[VersionShown]:
    """Those of one entry, newest first; what waits stands elsewhere on the page."""
    now, shown = entry_digest(service), []
    for row in versions_of(service.id):
        given = _read(row)
        if given is not None and row.state != VersionState.WAITS:
            digest = entry_digest(given)
            shown.append(
                VersionShown(
                    str(row.id),
                    _written_by(row, language),
                    str(_STATES[row.state]),
                    _numbers(given, language),
                    digest == now,
                )
            )
    return shown


def differs_shown(form: EntryForm, service: Service) -> list[DiffersShown]:
    """What stands otherwise than it was typed, by the labels of the form."""
    now = known_of(service, timezone.localdate())
    found = []
    for name, field in form.fields.items():
        typed, stands = form.cleaned_data.get(name), now.get(name, "")
        is_untouched_row = name.startswith("kind-") and not now.get(name) and typed in ("", "voice")
        if name in _ASKED_ANEW or is_untouched_row or _alike(typed, stands):
            continue
        labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        values = stands if isinstance(stands, list) else [] if stands in ("", None) else [stands]
        told = ", ".join(labels.get(str(one), str(one)) for one in cast(Iterable[Any], values))
        found.append(DiffersShown(str(field.label), told))
    return found


def _alike(typed: Any, stands: Any) -> bool:
    if isinstance(typed, list) and isinstance(stands, list):
        return set(typed) == set(stands)
    return alike(typed, stands)


def _written_by(row: EntryVersion, language: Language) -> str:
    day = day_in_words(timezone.localdate(row.written_at), language)
    if row.account is None:
        return _("Stood here on %(day)s; who wrote it was not kept") % {"day": day}
    return _("Written on %(day)s by %(who)s") % {"day": day, "who": name_of(row.account)}


def _numbers(service: Service, language: Language) -> tuple[str, ...]:
    told = (phone_in_words(phone, language) for phone in service.phones)
    return tuple(f"{one['number']} ({one['note']})" for one in told)


def _read(row: EntryVersion) -> Service | None:
    try:
        return row.service()
    except ContentError:
        return None
