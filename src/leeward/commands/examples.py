# SPDX-License-Identifier: Apache-2.0
"""`leeward examples`: makes every paper of the example files and says where they are."""

from __future__ import annotations

import argparse
from pathlib import Path

from leeward.commands.chain import BOARD_KEYS
from leeward.commands.io import catalogue, read_object
from leeward.formulation import form_picture, read_signs
from leeward.knowledge import Catalogue
from leeward.papers import RECORD_PARTS, client_plan, record_plan, save_paper, ten_minutes_sheet
from leeward.planning import make_board, make_plan, read_wishes
from leeward.screening import find, read_answers
from leeward.terms.errors import InputError
from leeward.terms.shown import on_a_line
from leeward.terms.text import LANGUAGES


def run(arguments: argparse.Namespace) -> int:
    """Makes the papers of every example, in both languages."""
    folder, out = Path(arguments.folder), Path(arguments.out)
    files = sorted(folder.glob("*.json"))
    if not files:
        raise InputError(
            "no example files",
            expected=f"*.json in {folder}",
            do="Run this in the project's folder, or name one with --from",
        )
    book = catalogue()
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    print("Made-up clients; no one here is real.\n")
    for file in files:
        for paper in make_papers(file, out, book):
            print(on_a_line(str(paper)))
    print(f"\n{len(files)} examples. The papers are in {on_a_line(str(out.resolve()))}")
    return 0


def make_papers(file: Path, out: Path, book: Catalogue) -> list[Path]:
    """The three papers of one example in both languages, the record with every part; where they are."""
    raw = read_object(str(file))
    answers = read_answers(raw, book, also=BOARD_KEYS)
    findings = find(answers, book)
    picture = form_picture(findings, read_signs(raw, book), book)
    plan = make_plan(make_board(picture, read_wishes(raw, answers, book), book), book)
    made = []
    for language in LANGUAGES:
        papers = {
            "record": record_plan(plan, book, language, "letter", parts=frozenset(RECORD_PARTS)),
            "client": client_plan(plan, book, language, "letter"),
            "ten-minutes": ten_minutes_sheet(findings, book, language, "letter"),
        }
        for name, paper in papers.items():
            path = out / f"{file.stem}-{name}-{language}.pdf"
            save_paper(paper, path)
            made.append(path)
    return made
