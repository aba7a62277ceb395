# SPDX-License-Identifier: Apache-2.0
"""Saving what was compared and on what, and what the client says to it, in the document of the board."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from leeward.practice.accounts.models import Account
from leeward.practice.visits.board_services import views_written
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.services import change_document
from leeward.practice.visits.side_form import CHANGES, COMPARED, MATTER, OWN, Asked, PostedSide
from leeward.practice.visits.values import VisitWords
from leeward.terms.text import Language


def save_ask(
    account: Account, visit: VisitWords, asked: Asked, weights: Collection[str], *, seen: int
) -> Sheet:
    """Writes what is compared and what matters. `weights`: all that could be ticked.

    Raises:
        ChangedSince, VisitEnded: see `change_document`; nothing is written.
    """

    def change(sheet: Sheet) -> Mapping[str, Any]:
        ticked = {f"{MATTER}{id}": id in asked.weights for id in weights}
        known = {key: value for key, value in ticked.items() if value or sheet.words.get(key)}
        own = {OWN: asked.own} if asked.own or sheet.words.get(OWN) else {}
        return {**known, **own, COMPARED: list(asked.options)}

    return change_document(account, visit.id, "board", change, seen=seen)


def save_said(
    account: Account, visit: VisitWords, posted: PostedSide, *, language: Language, seen: int
) -> Sheet:
    """Writes what the client says to the options, and what would change a "not now".

    Raises:
        ChangedSince, VisitEnded: see `change_document`; nothing is written, on *Today* neither.
    """

    def change(sheet: Sheet) -> Mapping[str, Any]:
        views = views_written(account, visit, posted.views, sheet, language)
        gone = {
            f"{CHANGES}{id}": ""
            for id in posted.views
            if id not in posted.changes and sheet.words.get(f"{CHANGES}{id}")
        }
        new = {f"{CHANGES}{id}": text for id, text in posted.changes.items()}
        return {**views, **gone, **{key: text for key, text in new.items() if text or sheet.words.get(key)}}

    return change_document(account, visit.id, "board", change, seen=seen)
