# SPDX-License-Identifier: Apache-2.0
"""Which papers fit a visit, and why: what was chosen, what was said. And what to be careful of.

    [(one.kind, one.why) for one in fitting(plan)]     # best reasons first, the rest after

A paper nobody asked about is offered all the same, further down: what fits is a hint, never a gate.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.matter import Matter
from leeward.papers.letters.kinds import KINDS, LETTER_KINDS, LetterKind
from leeward.planning import Plan
from leeward.terms.because import Because

_MINOR_IMAGE = frozenset(
    {"minor-image", "minor-sextortion-adult", "minor-sextortion-peer", "minor-sextortion-unknown"}
)


class Signal(msgspec.Struct, frozen=True):
    """What speaks for a paper. `answers`: (linkId, code)."""

    options: frozenset[str] = frozenset()
    relationships: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    answers: frozenset[tuple[str, str]] = frozenset()


class Fit(msgspec.Struct, frozen=True):
    """A paper and what speaks for it; `chosen`: options the client wants that it serves."""

    kind: LetterKind
    chosen: tuple[str, ...]
    why: tuple[Because, ...]


_SIGNALS: Mapping[LetterKind, Signal] = {
    "school": Signal(
        frozenset({"school-report", "title-ix-vi", "campus-safety", "accommodations"}),
        frozenset({"peer-student", "teacher-or-staff"}),
        answers=frozenset({("b1", "school"), ("b5", "yes")}),
    ),
    "employer": Signal(
        frozenset({"workplace-report", "accommodations"}),
        frozenset({"coworker", "employer", "client-or-patient"}),
        answers=frozenset({("b1", "work"), ("t1", "job_school"), ("k2", "work"), ("k2", "both")}),
    ),
    "platform": Signal(
        frozenset(
            {"report-platform", "takedown-adult", "takedown-minor", "impersonation-report", "doxxing-cleanup"}
        ),
        means=frozenset({"image-abuse", "deepfake", "impersonation", "doxxing", "social-media"}),
    ),
    "lawyer": Signal(
        frozenset(
            {
                "talk-to-lawyer",
                "lawyer-before-police",
                "civil-suit",
                "image-civil-action",
                "immigration-legal",
                "custody-tech-terms",
                "unmask-subpoena",
            }
        ),
        answers=frozenset({("t1", "custody"), ("g1", "law")}),
    ),
    "police": Signal(
        frozenset(
            {
                "police-report",
                "police-other-agency",
                "hate-crime-report",
                "fbi-ic3",
                "tracker-stalking-charge",
                "computer-crime-charge",
                "preservation-request",
            }
        ),
        answers=frozenset({("g4", "yes"), ("g4", "with_someone"), ("w8", "broken")}),
    ),
    "advocate": Signal(frozenset({"advocate-meeting", "victim-advocate", "safe-place-stay", "dv-hotline"})),
    "statement": Signal(
        frozenset({"protective-order-dv", "protective-order-stalking", "order-tech-terms", "remote-hearing"}),
        answers=frozenset({("w8", "asked")}),
    ),
    "card": Signal(frozenset({"safety-plan", "circle-of-support", "code-word", "call-emergency"})),
    "carrier": Signal(
        frozenset({"carrier-lock", "new-phone-new-plan", "carrier-annoyance"}),
        means=frozenset({"phone-service", "shared-device"}),
        answers=frozenset({("m1", "yes")}),
    ),
    "professional": Signal(
        frozenset({"carrier-lock", "new-phone-new-plan"}),
        means=frozenset({"phone-service", "shared-device"}),
        answers=frozenset({("m1", "yes")}),
    ),
}

_CAREFUL: tuple[tuple[str, frozenset[LetterKind], frozenset[str]], ...] = (
    ("police-there", frozenset({"police", "statement"}), frozenset({"offender-police-or-court"})),
    ("police-not-wanted", frozenset({"police"}), frozenset({"police-not-wanted", "police-with-conditions"})),
    (
        "papers",
        frozenset({"police", "employer", "school", "lawyer", "advocate", "statement"}),
        frozenset({"immigration-threat"}),
    ),
    ("lawyer-first", frozenset({"police", "statement"}), frozenset({"forced-to-harm-others"})),
    ("home", frozenset({"school"}), frozenset({"offender-parent-or-guardian"})),
    ("minor-image", frozenset({"platform", "police", "school"}), _MINOR_IMAGE),
    ("work-there", frozenset({"employer"}), frozenset({"employer-unsafe"})),
    ("custody", frozenset({"statement", "lawyer"}), frozenset({"custody-threat", "children-involved"})),
)
_CAREFUL_OF: Mapping[str, tuple[LetterKind, str]] = {
    "teacher-or-staff": ("school", "school-there"),
    "coworker": ("employer", "work-there"),
    "employer": ("employer", "work-there"),
}
"""A relationship, and the paper and caution it stands for."""


def fitting(plan: Plan, *, is_child: bool = False) -> tuple[Fit, ...]:
    """Every paper there is for this client, those that something speaks for first.

    Args:
        is_child: under 12: only what a safe adult can use.
    """
    kinds = [one for one in LETTER_KINDS if KINDS[one].for_a_child or not is_child]
    found = [_fit(one, plan) for one in kinds]
    return tuple(sorted(found, key=lambda one: (not one.chosen, not one.why)))


def cautions(kind: LetterKind, plan: Plan, catalogue: Catalogue) -> tuple[Matter, ...]:
    """What to be careful of before this paper is made, in the order of the catalogue."""
    findings = plan.board.picture.findings
    names = {name for name, kinds, flags in _CAREFUL if kind in kinds and flags & findings.flag_ids}
    for_kind, name = _CAREFUL_OF.get(findings.answers.context.relationship or "", ("", ""))
    names |= {name} if for_kind == kind else set()
    return tuple(one for one in catalogue.matters_of("letter-caution") if one.part in names)


def _fit(kind: LetterKind, plan: Plan) -> Fit:
    signal, findings = _SIGNALS[kind], plan.board.picture.findings
    answers, relationship = findings.answers, findings.answers.context.relationship
    chosen = tuple(
        step.entry.option.id for step in plan.steps if step.chosen and step.entry.option.id in signal.options
    )
    said = [
        Because("answer", link_id, code)
        for link_id, code in sorted(signal.answers)
        if code in answers.codes(link_id)
    ]
    means = [Because("answer", "means", one.id) for one in findings.means if one.id in signal.means]
    who = [Because("context", "relationship", relationship)] if relationship in signal.relationships else []
    return Fit(kind, chosen, (*who, *said, *means))
