# SPDX-License-Identifier: Apache-2.0
"""An app list -> which apps stand out and why; possibilities, never a verdict on a person or a phone.

    answer = check_apps(read_app_list(data), load_indicators())
    answer.verdict                   # "strong-signs", "be-careful" or "nothing-found", as for messages
    answer.apps[0].findings          # each with its reason, and the line it rests on

*Strong signs*: an app on a list of those made to watch in secret, or one that behaves just like them.
*Be careful*: some other reason, or two weak ones together. A weak reason alone is named and raises nothing.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from leeward.formats.app_lists_types import App, AppList, Line
from leeward.inspection.apps_rules import STORES, STRENGTHS, Finding, findings_of, origin_of
from leeward.knowledge.indicators import Indicators
from leeward.knowledge.models.apps import AppStrength

Verdict = Literal["strong-signs", "be-careful", "nothing-found"]
MANY_ADDED = 8
"""From this many added apps on, it is a fact of the phone when most came without a store."""
_CUT = frozenset({"cut-off", "too-large", "too-many"})


class AppAnswer(msgspec.Struct, frozen=True):
    """One app that stands out. `can_do`: words of its permissions, roles and kinds; see `AppAbility.by`."""

    app: App
    findings: tuple[Finding, ...]
    strength: AppStrength
    can_do: frozenset[str]

    @property
    def title(self) -> str:
        """The app's title, or the name that a list gives it."""
        named = (one.listing.name for one in self.findings if one.listing is not None and one.listing.name)
        return self.app.title or next(named, "")


class Note(msgspec.Struct, frozen=True):
    """Something about the phone itself; `id` is a `when` of the advice. `where`: the line it rests on."""

    id: str
    where: Line | None = None


class AppsAnswer(msgspec.Struct, frozen=True):
    """What is said about a whole list."""

    listed: AppList
    verdict: Verdict
    apps: tuple[AppAnswer, ...]
    notes: tuple[Note, ...]
    is_whole: bool
    """Whether nothing about apps was cut off or left out."""


def check_apps(listed: AppList, known: Indicators, *, since: str = "") -> AppsAnswer:
    """The apps of a list that stand out, those with the strongest reasons first.

    Args:
        since: an ISO date the client names; apps that came on or after it are named.
    """
    few_stores = _came_without_store(listed)
    answers = []
    for app in listed.apps:
        found = findings_of(app, known, since)
        if few_stores:
            found = tuple(_weaker(one) for one in found)
        if found:
            strength = max((one.strength for one in found), key=STRENGTHS.index)
            answers.append(AppAnswer(app, found, strength, _can_do(app, found)))
    answers.sort(key=_order)
    is_whole = not any(stretch.why in _CUT for stretch in listed.unread)
    return AppsAnswer(
        listed=listed,
        verdict=_verdict(answers, is_whole=is_whole),
        apps=tuple(answers),
        notes=_notes(listed, few_stores=few_stores),
        is_whole=is_whole,
    )


def _verdict(answers: list[AppAnswer], *, is_whole: bool) -> Verdict:
    if any(one.strength == "strong" for one in answers):
        return "strong-signs"
    careful = any(one.strength == "some" or len({why.reason for why in one.findings}) > 1 for one in answers)
    return "be-careful" if careful or not is_whole else "nothing-found"


def _order(answer: AppAnswer) -> tuple[int, int, str, str]:
    return (-STRENGTHS.index(answer.strength), -len(answer.findings), answer.app.id, answer.app.title)


def _came_without_store(listed: AppList) -> bool:
    """Whether most added apps have no known store: then that alone tells little about any of them."""
    added = [app for app in listed.apps if app.installer is not None and origin_of(app) == "added"]
    return len(added) >= MANY_ADDED and 2 * sum(app.installer not in STORES for app in added) > len(added)


def _weaker(one: Finding) -> Finding:
    if one.reason == "outside-store" and one.strength == "some":
        return msgspec.structs.replace(one, strength="weak")
    return one


def _can_do(app: App, found: tuple[Finding, ...]) -> frozenset[str]:
    kinds = {one.listing.kind for one in found if one.listing is not None}
    categories = {one.listing.category for one in found if one.listing is not None}
    return frozenset({*app.granted, *app.roles, *app.used, *kinds, *categories})


def _notes(listed: AppList, *, few_stores: bool) -> tuple[Note, ...]:
    settings = listed.phone.settings
    notes: list[Note] = []
    for name, off, note in (
        ("package_verifier_user_consent", "-1", "play-protect-off"),
        ("package_verifier_enable", "0", "play-protect-off"),
        ("adb_enabled", "1", "adb-on"),
    ):
        line = settings.get(name)
        if line is not None and line.text.partition("=")[2] == off and note not in {one.id for one in notes}:
            notes.append(Note(note, line))
    if "test-keys" in listed.phone.build:
        notes.append(Note("test-keys"))
    if few_stores:
        notes.append(Note("no-store"))
    return tuple(notes)
