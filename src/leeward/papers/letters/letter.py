# SPDX-License-Identifier: Apache-2.0
"""What was agreed -> a paper, as a value for a screen and as a PDF of the very same words.

    letter = make_letter("school", {"words": "..."}, ("letter-ask-school-rules",), catalogue, "es", to="...")
    letter_paper(letter)

Only what is handed in stands on it: what was not ticked never comes this far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.matter import Matter
from leeward.papers.letters.fields import FIELDS, MOST_LETTERS, Field
from leeward.papers.letters.kinds import KINDS, Kind, LetterKind, matter_of
from leeward.papers.letters.words import PAPER_WORDS
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typed import one_line
from leeward.papers.typesetting import set_paper
from leeward.terms.errors import PaperError
from leeward.terms.text import Language

ASKS, TOP = "letter-ask", "letter-top"
"""Pages of matters whose printed sentences stand on these papers: what is asked, and what stands above."""
MOST_NAME_LETTERS = MOST_LETTERS["line"]
CAPTION_OF: Mapping[LetterKind, str] = {"lawyer": "questions", "professional": "states"}
"""Over the sentences of a paper; those of the others ask for something."""
NEEDS: Mapping[str, tuple[str, ...]] = {
    "letter-ask-platform-intimate": ("where", "reach"),
    "letter-ask-carrier-split": ("lines", "reach"),
    "letter-ask-carrier-way": ("reach",),
    "letter-ask-professional-license": ("license",),
    "letter-ask-professional-act": ("about",),
    "letter-ask-police-before": ("reach",),
    "letter-ask-advocate-way": ("reach",),
}
"""What a sentence rests on: the law wants it in such a request, or the sentence points to it."""


class Line(msgspec.Struct, frozen=True):
    """A caption and what stands beside it; empty: a line to write on."""

    label: str
    text: str


class Section(msgspec.Struct, frozen=True):
    """A heading with a text, points, or room to write by hand."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()
    room: int = 0


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One paper in words. `form`: how it is set. `name`: printed under the line to sign on."""

    kind: LetterKind
    form: Literal["letter", "notes", "card"]
    language: Language
    paper: PaperSize
    title: str
    file_name: str
    top: tuple[str, ...]
    head: tuple[Line, ...]
    sections: tuple[Section, ...]
    last: str
    is_signed: bool
    name: str
    stays: str


def asks_of(kind: LetterKind, catalogue: Catalogue) -> tuple[Matter, ...]:
    """The sentences this paper may carry, in order."""
    return tuple(one for one in catalogue.matters_of(ASKS) if one.part == kind)


def make_letter(
    kind: LetterKind,
    agreed: Mapping[str, str],
    asks: Sequence[str],
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    to: str = "",
) -> Letter:
    """The paper of what was agreed.

    Args:
        agreed: field id -> its text; a field that is not named does not stand on it.
        asks: ids of the sentences that were agreed, in any order.
        to: whom it goes to.

    Raises:
        PaperError: a field or a sentence that this paper has no place for, or a name that is too long.
    """
    made = KINDS[kind]
    _refuse_strange(made, agreed, asks, catalogue)
    body = [FIELDS[one] for one in made.fields if one not in ("name", "about")]
    return Letter(
        kind=kind,
        form="card" if kind == "card" else "letter" if made.is_letter else "notes",
        language=language,
        paper=paper,
        title=made.title.said_in(language),
        file_name=made.file_name.said_in(language),
        top=tuple(
            text.said_in(language)
            for one in catalogue.matters_of(TOP)
            if one.part == kind
            for text in one.paper
        ),
        head=_head(agreed, "" if made.is_theirs else to, language),
        sections=(
            *_sections(body, agreed, kind, language, above_asks=True),
            *_asked(kind, asks, catalogue, language),
            *_sections(body, agreed, kind, language, above_asks=False),
        ),
        last="" if made.is_letter or kind in ("card", "statement") else PAPER_WORDS["told"].said_in(language),
        is_signed=made.is_letter or "name" in agreed,
        name=one_line(agreed.get("name"), most=MOST_NAME_LETTERS, where="the name") or "",
        stays="",
    )


def staying(letter: Letter) -> Letter:
    """The same paper, which says that it stays here: nobody carries it."""
    return msgspec.structs.replace(letter, stays=PAPER_WORDS["stays"].said_in(letter.language))


def addressed(letter: Letter, reader: str = "") -> Letter:
    """The same paper with its reader's name where none stands: a wrong hand is seen by it alone."""
    label = PAPER_WORDS["to"].said_in(letter.language)
    if not reader or KINDS[letter.kind].is_theirs or any(one.label == label for one in letter.head):
        return letter
    name = one_line(reader, most=MOST_NAME_LETTERS, where="to") or ""
    return msgspec.structs.replace(letter, head=(Line(label, name), *letter.head))


def missing_for(asks: Sequence[str], agreed: Mapping[str, str]) -> tuple[str, ...]:
    """Fields without which one of these sentences would be of no use."""
    return tuple(
        dict.fromkeys(
            field for one in asks for field in NEEDS.get(one, ()) if not agreed.get(field, "").strip()
        )
    )


def letter_paper(letter: Letter) -> Paper:
    """The PDF of a paper, as it was shown. Raises PaperError."""
    return set_paper(
        "wallet-card" if letter.form == "card" else "letter-page",
        {
            **msgspec.to_builtins(letter),
            "words": {name: text.said_in(letter.language) for name, text in PAPER_WORDS.items()},
        },
        title=letter.title,
        file_name=letter.file_name,
        language=letter.language,
        paper=letter.paper,
    )


_AFTER_ASKS = frozenset({"reach", "address"})


def _head(agreed: Mapping[str, str], to: str, language: Language) -> tuple[Line, ...]:
    lines = [
        Line(PAPER_WORDS["to"].said_in(language), one_line(to, most=MOST_NAME_LETTERS, where="to") or "")
    ]
    if "about" in agreed:
        lines.append(Line(FIELDS["about"].label.said_in(language), agreed["about"]))
    return tuple(one for one in lines if one.text)


def _sections(
    fields: Sequence[Field],
    agreed: Mapping[str, str],
    kind: LetterKind,
    language: Language,
    *,
    above_asks: bool,
) -> list[Section]:
    """What was agreed, and on a sheet to fill in by hand room for the rest."""
    has_room = kind == "statement"
    found = []
    for field in fields:
        if (field.id in _AFTER_ASKS) is above_asks:
            continue
        text, title = agreed.get(field.id, "").strip(), field.label.said_in(language)
        if field.id in agreed and text and field.size == "points":
            found.append(
                Section(title, points=tuple(one.strip() for one in text.splitlines() if one.strip()))
            )
        elif field.id in agreed and text:
            found.append(Section(title, text=text))
        elif field.room and (has_room or field.id in agreed or kind == "card"):
            found.append(Section(title, room=field.room))
    return found


def _asked(kind: LetterKind, asks: Sequence[str], catalogue: Catalogue, language: Language) -> list[Section]:
    said = tuple(
        text.said_in(language) for one in asks_of(kind, catalogue) if one.id in asks for text in one.paper
    )
    if not said:
        return []
    if kind == "card":
        return [Section("", points=said)]
    caption = PAPER_WORDS[CAPTION_OF.get(kind, "asks")].said_in(language)
    return [Section(caption, points=said)]


def _refuse_strange(kind: Kind, agreed: Mapping[str, str], asks: Sequence[str], catalogue: Catalogue) -> None:
    known = {one.id for one in asks_of(kind.id, catalogue)}
    if set(agreed) <= set(kind.fields) and set(asks) <= known:
        return
    raise PaperError(
        "something that this paper has no place for",
        expected=f"what stands under {matter_of(kind.id)}",
        do="Leave it out, or choose another paper",
    )
