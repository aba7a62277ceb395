# SPDX-License-Identifier: Apache-2.0
"""The papers a client may take or have sent: which fields each may carry, in which order, and which never.

    KINDS["police"].fields      # ("about", "words", "acts", ...): what is not named here is never on it

What each is for, what to think of first and every sentence it may ask stand in
`content/stewardship/letters.yaml`. What stays compatible: the names of the kinds, which stand in the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, get_args

import msgspec

from leeward.papers.letters.fields import ADDRESS
from leeward.terms.text import Text

LetterKind = Literal[
    "school",
    "employer",
    "platform",
    "lawyer",
    "police",
    "advocate",
    "statement",
    "card",
    "carrier",
    "professional",
]
LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)


class Kind(msgspec.Struct, frozen=True):
    """One paper.

    `of_acts`: how much of what happened may be filled in: what work and school need, or all that was told.
    `is_letter`: it asks and is signed; otherwise it tells. `from_us`: it may also go from us to somebody,
    under a release. `for_a_child`: a safe adult can use it for a child under 12. `is_theirs`: the
    client's alone, to nobody: it names no reader, may be empty, and a diagnosis in it is theirs to tell.
    `into_a_form`: the reader has a form of its own, and what stands on the paper can be copied into it.
    """

    id: LetterKind
    title: Text
    file_name: Text
    fields: tuple[str, ...]
    of_acts: Literal["few", "all"] = "few"
    is_letter: bool = True
    from_us: bool = False
    for_a_child: bool = False
    is_theirs: bool = False
    into_a_form: bool = False


_LETTER, _NOTES, _LIST = (
    Text(en="Letter", es="Carta"),
    Text(en="Notes", es="Notas"),
    Text(en="List", es="Lista"),
)
_LETTER_PDF, _NOTES_PDF, _LIST_PDF = (
    Text(en="letter.pdf", es="carta.pdf"),
    Text(en="notes.pdf", es="notas.pdf"),
    Text(en="list.pdf", es="lista.pdf"),
)

_TOLD = ("words", "acts", "threats", "means", "since", "who", "orders")
KINDS: Mapping[LetterKind, Kind] = {
    one.id: one
    for one in (
        Kind(
            "school", _LETTER, _LETTER_PDF,
            ("about", "words", "acts", "since", "who", "orders", "effects", "done", "reach", "name"),
            from_us=True, for_a_child=True,
        ),
        Kind(
            "employer", _LETTER, _LETTER_PDF,
            ("about", "words", "acts", "who", "orders", "effects", "reach", "name"),
            from_us=True,
        ),
        Kind(
            "platform", _LETTER, _LETTER_PDF, ("where", "words", "reach", "name"),
            for_a_child=True, into_a_form=True,
        ),
        Kind(
            "lawyer", _NOTES, _NOTES_PDF,
            ("about", *_TOLD, "done", "kept", "dates", "wants", "language", ADDRESS, "reach"),
            "all", is_letter=False, from_us=True, for_a_child=True,
        ),
        Kind(
            "police", _NOTES, _NOTES_PDF,
            ("about", *_TOLD, "kept", "dates", "done", "language", ADDRESS, "reach", "name"),
            "all", is_letter=False, from_us=True, for_a_child=True,
        ),
        Kind(
            "advocate", _NOTES, _NOTES_PDF,
            ("about", "words", "acts", "who", "dates", "wants", "steps", "done", "language", "reach"),
            "all", is_letter=False, from_us=True, for_a_child=True,
        ),
        Kind(
            "statement", _NOTES, _NOTES_PDF,
            ("first", "worst", "latest", "acts", "threats", "fear", "proof", "orders", "court"),
            "all", is_letter=False, is_theirs=True,
        ),
        Kind(
            "card", _LIST, _LIST_PDF, ("call_first", "call_next", "speaks", "numbers"),
            is_letter=False, is_theirs=True,
        ),
        Kind("carrier", _LETTER, _LETTER_PDF, ("lines", "words", ADDRESS, "reach", "name")),
        Kind(
            "professional", _LETTER, _LETTER_PDF, ("about", "lines", "who", "license", "reach", "name"),
            from_us=True,
        ),
    )
}  # fmt: skip


THEIRS_TO_SHOW = frozenset({"kept", "proof"})
"""Fields about what the client keeps and where: they take such a paper themselves, and it never goes from us.

No agreement can name that class of the record, so none covers it (`stewardship.consent`).
"""


def may_go_from_us(kind: LetterKind, fields: Collection[str]) -> bool:
    """Whether a paper with these fields is one that an agreement can cover."""
    return KINDS[kind].from_us and not THEIRS_TO_SHOW.intersection(fields)


def matter_of(kind: LetterKind) -> str:
    """The entry of the catalogue that says what this paper is for."""
    return f"letter-{kind}"
