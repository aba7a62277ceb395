# SPDX-License-Identifier: Apache-2.0
"""`leeward check message FILE...`: does a mail, a text message or a link look like a trick?

Nothing is opened, followed or fetched; files are read in a confined process. The exit code is 0
unless none of the files could be opened.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from leeward.commands.io import STANDARD_INPUT, catalogue, print_json
from leeward.formats.charsets import decoded
from leeward.formats.confined import Confined, Fault
from leeward.formats.values import MAIL_LIMITS, Mail, Part
from leeward.inspection.advising import advise, says
from leeward.inspection.message import check_message, unreadable
from leeward.inspection.personal import NOBODY, Known, read_known
from leeward.inspection.verdict import Answer
from leeward.knowledge import Catalogue
from leeward.terms.errors import InputError
from leeward.terms.shown import on_a_line
from leeward.terms.text import Language

MAX_CONTACTS_BYTES = 1_000_000


class Checked(msgspec.Struct, frozen=True):
    """The answer for one file, by the name it was given. `opened`: whether there was a file to read."""

    file: str
    answer: Answer
    opened: bool


def run(arguments: argparse.Namespace) -> int:
    """Checks each file; prints sentences, or one JSON array."""
    book, language = catalogue(), arguments.language
    known = _known(arguments.contacts)
    answers = list(_answers(arguments.files, arguments.kind, book, known))
    if arguments.json:
        print_json([as_data(one, language) for one in answers])
    else:
        for one in answers:
            _print(one, book, language)
    return 0 if any(one.opened for one in answers) else 2


def as_data(one: Checked, language: Language) -> dict[str, Any]:
    """What `--json` prints of one file. Verdicts and ids are the same in every language."""
    return {
        "file": one.file,
        "verdict": one.answer.verdict,
        "reasons": [
            {"id": reason.id, "what": reason.what.said_in(language), "where": reason.where}
            for reason in one.answer.reasons
        ],
        "targeted": one.answer.targeted,
    }


def _answers(files: list[str], kind: str | None, book: Catalogue, known: Known) -> Iterator[Checked]:
    with Confined() as child:
        for name in files:
            source = _source(name)
            if source is None:
                yield Checked(name, unreadable(book, "the file cannot be opened"), opened=False)
                continue
            if kind in ("text", "link"):
                data = source if isinstance(source, bytes) else _head(source)
                yield Checked(name, check_message(_typed(data, kind), book, known), opened=True)
                continue
            mail = child.read("message", source, "message.eml" if kind == "mail" else Path(name).name)
            if isinstance(mail, Fault):
                answer = unreadable(book, mail.found or mail.why)
            else:
                answer = check_message(mail, book, known)
            yield Checked(name, answer, opened=True)


def _source(name: str) -> Path | bytes | None:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAIL_LIMITS.read_bytes + 1)
    path = Path(name)
    try:
        with path.open("rb"):
            return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAIL_LIMITS.text_bytes)


def _typed(data: bytes, kind: str) -> Mail:
    words, _ = decoded(data[: MAIL_LIMITS.text_bytes], "")
    part = Part("1", "text/plain", "", "", "", words, b"", len(data), "", 0)
    return Mail(kind, (), (part,), (), ())


def _known(name: str | None) -> Known:
    if name is None:
        return NOBODY
    try:
        with Path(name).open("rb") as stream:
            return read_known(stream.read(MAX_CONTACTS_BYTES).decode("utf-8", "replace"))
    except OSError as error:
        raise InputError(
            f"no readable file ({error.strerror or 'unreadable'})",
            expected="a file of contacts, one a line",
            do="Check the path and its permissions",
            where="--contacts",
        ) from error


def _print(one: Checked, book: Catalogue, language: Language) -> None:
    def word(name: str) -> str:
        return says(name, book).said_in(language)

    advised = advise(one.answer, book)
    innocent = {reason.id: reason.innocent for reason in book.message_reasons}
    print(f"{on_a_line(one.file)}: {advised.heading.said_in(language)}")
    for reason in one.answer.reasons:
        print(f"  - {reason.what.said_in(language)}")
        print(f"    {word('where')}: {on_a_line(reason.where)}")
        print(f"    {word('innocent')}: {innocent[reason.id].said_in(language)}")
    for where, why in one.answer.unread:
        print(f"  {word('unread')}: {on_a_line(where)} ({why})")
    print(f"  {word('now')}:")
    for number, step in enumerate(advised.now, 1):
        print(f"    {number}. {step.text.said_in(language)}")
    if advised.spots:
        print(f"  {word('next')}:")
        for spot in advised.spots:
            print(f"    - {spot.said_in(language)}")
