# SPDX-License-Identifier: Apache-2.0
"""Notes as the pages and exports get them: frozen, opened for one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from leeward.stewardship.writing import Kind

State = Literal["draft", "signed", "amendment"]
BACK_WITHIN = timedelta(hours=24)
"""How long a draft, or a file, that was taken away can be brought back. Then it is swept."""


@dataclass(frozen=True, slots=True, repr=False)
class Version:
    """One version of a note. `words`: by field, see `storing.FIELDS`; an amendment: `text` and `reason`."""

    id: str
    number: int
    state: State
    author_id: str
    said_at: datetime
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class SealedFileShown:
    """A file that goes with a note. `name`: as it was given, to be shown and never used on a disk.

    `was_cut_off`: it never arrived whole and nothing of it was kept; else, if not `is_there`, it is missing.
    """

    id: str
    name: str
    size_bytes: int
    added_at: datetime
    removed_at: datetime | None
    is_there: bool
    was_cut_off: bool


@dataclass(frozen=True, slots=True, repr=False)
class NoteWords:
    """One piece of writing with every version of it, oldest first. Times are aware, UTC.

    `is_writable`: whoever asked may change the draft, or add to what is signed.
    """

    id: str
    case_id: str
    kind: Kind
    version: int
    author_id: str
    made_at: datetime
    changed_at: datetime
    signed_at: datetime | None
    removed_at: datetime | None
    versions: tuple[Version, ...]
    files: tuple[SealedFileShown, ...] = ()
    is_writable: bool = False

    @property
    def words(self) -> Mapping[str, str]:
        """What stands: the text as it was signed, or the newest draft."""
        return next(one for one in reversed(self.versions) if one.state != "amendment").words

    @property
    def amendments(self) -> tuple[Version, ...]:
        """What was added after signing, each beside the text and never in its place."""
        return tuple(one for one in self.versions if one.state == "amendment")

    @property
    def earlier(self) -> tuple[Version, ...]:
        """The drafts it came from, newest first, without the one that stands."""
        drafts = [one for one in self.versions if one.state == "draft"]
        return tuple(reversed(drafts if self.signed_at else drafts[:-1]))


@dataclass(frozen=True, slots=True, repr=False)
class ListedNote:
    """One line of a case's list. `words` are opened for chart lines and the evidence index alone."""

    id: str
    kind: Kind
    made_at: datetime
    signed_at: datetime | None
    removed_at: datetime | None
    amended: int
    files: int
    words: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, repr=False)
class WorkingWords:
    """A working paper of this session. `version` 0: nothing is written yet."""

    id: str
    version: int
    changed_at: datetime | None
    words: Mapping[str, str]
