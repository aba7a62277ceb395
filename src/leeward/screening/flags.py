# SPDX-License-Identifier: Apache-2.0
"""Raised flags: prompts to act and think, with severity and reasons; never a score or a prediction."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.flag import SEVERITIES, Severity
from leeward.screening.answers import Answers, relationship_said
from leeward.screening.conditions import NOT_HELD, Facts, Held, hold
from leeward.terms.because import Because, together


class RaisedFlag(msgspec.Struct, frozen=True):
    """A flag that is up. `now`: what it calls for, in full; the merged lines stand elsewhere."""

    id: str
    severity: Severity
    because: tuple[Because, ...]
    now: tuple[str, ...]


def raise_flags(
    answers: Answers, bands: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> tuple[RaisedFlag, ...]:
    """Every flag the answers raise, most severe first, then in the order of the catalogue."""
    reader = _FlagReader(with_said_relationship(answers, catalogue), bands, catalogue)
    raised = []
    for flag in catalogue.flags:
        held = reader.read(flag.id)
        if held.holds:
            raised.append(RaisedFlag(flag.id, flag.severity, held.because, flag.now))
    return tuple(sorted(raised, key=lambda flag: SEVERITIES.index(flag.severity)))


def with_said_relationship(answers: Answers, catalogue: Catalogue) -> Answers:
    """The answers with the relationship the client named, where the context has none or says unknown."""
    said = relationship_said(answers, catalogue)
    if answers.context.relationship not in (None, "unknown") or said is None:
        return answers
    return msgspec.structs.replace(
        answers, context=msgspec.structs.replace(answers.context, relationship=said)
    )


class _FlagReader:
    """Reads each flag once; a flag may look at others (`content check` refuses cycles)."""

    def __init__(self, answers: Answers, bands: Mapping[str, tuple[str, ...]], catalogue: Catalogue) -> None:
        self._facts = Facts(answers, bands, self.read)
        self._conditions = {flag.id: flag.raised_when for flag in catalogue.flags}
        self._by_hand = frozenset(answers.context.flags_by_hand)
        self._withdrawn = _withdrawn_danger(answers, catalogue)
        self._read: dict[str, Held] = {}

    def read(self, flag_id: str) -> Held:
        if flag_id not in self._read:
            self._read[flag_id] = NOT_HELD  # stands while the flag itself is being read
            self._read[flag_id] = self._evaluate(flag_id)
        return self._read[flag_id]

    def _evaluate(self, flag_id: str) -> Held:
        condition = self._conditions.get(flag_id)
        held = hold(condition, self._facts) if condition is not None else NOT_HELD
        reasons = [held.because]
        holds = held.holds
        if flag_id in self._by_hand:
            holds = True
            reasons.append((Because("hand", flag_id),))
        if flag_id == WITHDRAWN_FLAG and self._withdrawn:
            holds = True
            reasons.append(self._withdrawn)
        return Held(holds, together(*reasons)) if holds else NOT_HELD


WITHDRAWN_FLAG = "ask-in-person-today"
"""A danger answer that was taken back is asked again in person: fear takes answers back."""


ASKED_EACH_TIME = frozenset({"s6"})
"""Whether paper is safe to carry: asked anew before each paper, and may well differ."""


def _withdrawn_danger(answers: Answers, catalogue: Catalogue) -> tuple[Because, ...]:
    found = []
    for earlier in answers.earlier:
        item = catalogue.items.get(earlier.linkId)
        codes = earlier.answer if isinstance(earlier.answer, tuple) else (earlier.answer,)
        if item is None or earlier.linkId in ASKED_EACH_TIME:
            continue
        now = set(answers.codes(earlier.linkId))
        found += [
            Because("rule", "answer-taken-back", earlier.linkId)
            for code in codes
            if code in item.danger_codes and code not in now
        ]
    return tuple(dict.fromkeys(found))
