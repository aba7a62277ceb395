# SPDX-License-Identifier: Apache-2.0
"""A visit as the pages get it: frozen, opened for one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leeward.practice.cases.values import CaseWords
from leeward.practice.visits.documents import Sheet

EMPTY = Sheet()


@dataclass(frozen=True, slots=True, repr=False)
class VisitWords:
    """One visit with its case. Times are aware, UTC.

    `is_return`: there was a visit before it. `unclosed`: ids of visits, this one and those before it
    never ended, whose positive suicide screen of a minor is not closed.
    """

    id: str
    case: CaseWords
    opened_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    waits_since: datetime | None
    is_return: bool
    is_handed_over: bool
    documents: Mapping[str, Sheet]
    unclosed: tuple[str, ...] = ()

    def document(self, name: str) -> Sheet:
        """One of its documents (see `sealing.DOCUMENT_LABELS`); an empty one before the first word."""
        return self.documents.get(name, EMPTY)


@dataclass(frozen=True, slots=True, repr=False)
class ListedVisit:
    """One line of *Today*."""

    id: str
    case_id: str
    code_name: str
    opened_at: datetime
    ended_at: datetime | None
    waits_since: datetime | None
    is_handed_over: bool


@dataclass(frozen=True, slots=True, repr=False)
class ListedFollowUp:
    """Something agreed for a day. `words`: what, by which way, and how it was agreed."""

    id: str
    case_id: str
    code_name: str
    due_at: datetime
    done_at: datetime | None
    version: int
    words: Mapping[str, str]
