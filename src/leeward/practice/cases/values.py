# SPDX-License-Identifier: Apache-2.0
"""A case as the pages get it: frozen values, opened for one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, repr=False)
class PersonWords:
    """What one person said of themselves, by field."""

    id: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class CaseWords:
    """A whole record at its newest version. Times are aware, UTC."""

    id: str
    version: int
    opened_at: datetime
    changed_at: datetime
    words: dict[str, str]
    persons: tuple[PersonWords, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """One line of a list."""

    id: str
    code_name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Caseload:
    """A list, and how many records it leaves out because their key was destroyed or is missing."""

    cases: tuple[Listed, ...]
    without_key: int
