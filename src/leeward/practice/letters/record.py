# SPDX-License-Identifier: Apache-2.0
"""What a paper is filled from, and what must stay out of it, read from the record for one request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from leeward.papers.letters import (
    FIELDS,
    KINDS,
    THEIRS_TO_SHOW,
    KeptOff,
    LetterKind,
    fields_of,
    filled,
    why_no_address,
)
from leeward.planning import list_goes_home, takeaway_for
from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.notes.selectors import notes_in
from leeward.practice.visits.chain import Chain
from leeward.stewardship.writing import Kind
from leeward.terms.text import Language, Text

KEPT_IN_THE_CASE = ("code_name", "where_now")
AGREED_WORD = "contact_word"


@dataclass(frozen=True)
class Draft:
    """One paper of one visit, before anything is agreed."""

    account: Account
    chain: Chain
    kind: LetterKind
    is_child: bool

    @cached_property
    def kept_off(self) -> KeptOff:
        """What must stay out, ticked or not."""
        case = self.chain.visit.case.words
        words = tuple(case[name] for name in KEPT_IN_THE_CASE if case.get(name))
        agreed = (case[AGREED_WORD],) if case.get(AGREED_WORD) else ()
        return KeptOff(bool(self.no_address), words, agreed)

    @cached_property
    def no_address(self) -> tuple[Text, ...]:
        """Why no address may stand; empty where it may."""
        return why_no_address(self.chain.plan)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of this paper, in order."""
        return fields_of(KINDS[self.kind], self.kept_off)

    def suggestions(self, language: Language) -> dict[str, str]:
        """Field id -> what the record says."""
        return filled(self.kind, self.chain.plan, book(), language, kept=self._listed)

    @property
    def may_be_carried(self) -> bool:
        """The client, or for a child the safe adult, may take it along."""
        if self.is_child:
            return True
        if self.kind == "card":
            return takeaway_for(self.chain.findings) != "by-heart"
        return list_goes_home(self.chain.findings)

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        """What was signed in the list of what the client keeps; read only where a field wants it."""
        if not THEIRS_TO_SHOW.intersection(KINDS[self.kind].fields):
            return ()
        return tuple(
            line.strip()
            for note in reversed(notes_in(self.account, self.chain.visit.case.id))
            if note.kind is Kind.EVIDENCE_INDEX and note.signed_at and not note.removed_at and note.words
            for text in note.words.values()
            for line in text.splitlines()
            if line.strip()
        )


def comes_from(field: str) -> str:
    """Where a field's text is from: `record`, `list` or `typed`."""
    if field in THEIRS_TO_SHOW:
        return "list"
    return "record" if FIELDS[field].from_record else "typed"
