# SPDX-License-Identifier: Apache-2.0
"""`leeward screen`, `explain`, `board`, `plan`: the chain from answers to a plan."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import Any

from leeward.commands.io import catalogue, plain, print_json, read_object, reasons
from leeward.formulation import Picture, ReportedSigns, form_picture, read_signs
from leeward.formulation.differential import Differential, rank_mechanisms
from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.words import explain_in_words, question_in_words, summed_up, together_in_words
from leeward.knowledge import Catalogue
from leeward.papers import client_plan, record_plan, save_paper, ten_minutes_sheet
from leeward.papers.check_words import noticed_in_words
from leeward.planning import Board, make_board, make_plan, read_wishes
from leeward.planning.checks import NOTHING_SETTLED, check_list, leading_of
from leeward.screening import Findings, find, read_answers
from leeward.screening.answers import refuse_unknown_keys
from leeward.screening.context import read_context
from leeward.screening.ten_minutes import MinuteLine
from leeward.terms.errors import InputError
from leeward.terms.text import Language

BOARD_KEYS = frozenset({"tried", "wanted", "not_now", "reported_signs", "denied_signs"})
EXPLAIN_KEYS = frozenset({"context", "reported_signs", "denied_signs", "unsure_signs"})


def screen(arguments: argparse.Namespace) -> int:
    """Answers -> findings, as one JSON document."""
    book = catalogue()
    findings = find(read_answers(read_object(arguments.file), book, also=BOARD_KEYS), book)
    picture = form_picture(findings, ReportedSigns(), book)
    print_json(screen_document(picture, book))
    return 0


def screen_document(picture: Picture, book: Catalogue) -> dict[str, Any]:
    """What `leeward screen --json` prints."""
    findings = picture.findings
    language = findings.answers.language
    return {
        "means": [plain(found) for found in findings.means],
        "acts": [plain(found) for found in findings.acts],
        "targets": [plain(found) for found in findings.targets],
        "scenarios": [
            {"id": one.id, "variant": one.variant, "because": reasons(one.because)}
            for one in picture.scenarios
        ],
        "flags": [
            {
                "id": flag.id,
                "severity": flag.severity,
                "because": reasons(flag.because),
                "now": list(flag.now),
            }
            for flag in findings.flags
        ],
        "next_ten_minutes": [_line(line, language) for line in findings.ten_minutes.first],
        "also": [_line(line, language) for line in findings.ten_minutes.also],
        "notice": findings.ten_minutes.notice.said_in(language),
        "instruments": [plain(result) for result in findings.instruments],
        "unanswered": list(findings.unanswered),
        "next": list(findings.next),
        "first_visit": [link_id for link_id in findings.next if link_id in book.screen.first_visit],
        "validity": book.screen.validity_statement.said_in(language),
        "content_version": findings.content_version,
        "screen_version": findings.screen_version,
    }


def _line(line: MinuteLine, language: Language) -> dict[str, Any]:
    return {
        "id": line.id,
        "slot": line.slot,
        "text": line.text.said_in(language),
        "because": reasons(line.because),
    }


def explain(arguments: argparse.Namespace) -> int:
    """Reported and denied signs -> ranked possibilities, as one JSON document."""
    book = catalogue()
    raw = read_object(arguments.file)
    refuse_unknown_keys(raw, EXPLAIN_KEYS, "the file")
    context = read_context(raw.get("context", {}), book)
    language: Language = "es" if context.language == "es" else "en"
    print_json(explain_document(rank_mechanisms(read_signs(raw, book), context, book), book, language))
    return 0


def explain_document(found: Differential, book: Catalogue, language: Language) -> dict[str, Any]:
    """What `leeward explain --json` prints."""
    return {
        "sentences": list(summed_up(found, book, language)),
        "mechanisms": [_mechanism(one, found, book, language) for one in found.mechanisms],
        "begin_with": list(found.begin_with),
        "together": [
            {
                "mechanisms": list(one.mechanisms),
                "left_over": list(one.left_over),
                "sentence": together_in_words(one, book, language),
            }
            for one in found.together
        ],
        "unexplained": list(found.unexplained),
        "ask_next": list(found.ask_next),
        "questions": [plain(question_in_words(one, book, language)) for one in found.questions],
        "other_explanations": [_mechanism(one, found, book, language) for one in found.other_explanations],
        "content_version": book.version,
    }


def _mechanism(
    one: RankedMechanism, found: Differential, book: Catalogue, language: Language
) -> dict[str, Any]:
    mechanism = book.mechanism(one.id)
    return {
        "id": one.id,
        "rank": one.rank,
        "for": list(one.speaks_for),
        "against": list(one.speaks_against),
        "denied": list(one.denied),
        "missing": list(one.missing),
        "because": [plain(point) for point in one.points],
        "sentences": list(explain_in_words(one, found, book, language).sentences),
        "another_explanation": mechanism.another_explanation.said_in(language),
        "confidence": mechanism.confidence,
    }


def _board(file: str, book: Catalogue) -> Board:
    raw = read_object(file)
    answers = read_answers(raw, book, also=BOARD_KEYS)
    picture = form_picture(find(answers, book), read_signs(raw, book), book)
    return make_board(picture, read_wishes(raw, answers, book), book)


def board(arguments: argparse.Namespace) -> int:
    """Answers and wishes -> the option board, as one JSON document."""
    book = catalogue()
    made = _board(arguments.file, book)
    language = made.picture.findings.answers.language
    print_json(
        {
            "options": [
                {
                    "id": one.option.id,
                    "family": one.option.family,
                    "title": one.option.title.said_in(language),
                    "why": reasons(one.why),
                    "may_help": [text.said_in(language) for text in one.option.could_help_by],
                    "may_backfire": [
                        {"kind": way.kind, "how": way.how.said_in(language)}
                        for way in one.option.could_backfire_by
                    ],
                    "who_could_notice": {
                        "level": one.option.who_could_notice.level,
                        "who": one.option.who_could_notice.who.said_in(language),
                        "when": one.option.who_could_notice.when.said_in(language),
                    },
                    "evidence_lost": one.option.evidence_lost.said_in(language),
                    "before_this": list(one.before_this),
                    "better_after": list(one.better_after),
                    "one_of": [list(group) for group in one.one_of],
                    "cautions": [text.said_in(language) for text in one.cautions],
                    "standing": one.standing,
                    "outcome": one.outcome,
                    "return_on": one.return_on.isoformat() if one.return_on is not None else None,
                    "confidence": one.option.confidence,
                }
                for one in made.options
            ],
            "order": list(made.order),
            "held_back": [
                {"id": held.id, "because": held.because.said_in(language), "instead": held.instead}
                for held in made.held_back
            ],
            **_checks(made.picture, book, language),
            "content_version": book.version,
        }
    )
    return 0


def _checks(picture: Picture, book: Catalogue, language: Language) -> dict[str, Any]:
    """The steps of the leading possibilities in order; nothing where no sign points to one."""
    made = check_list(leading_of(picture), picture, NOTHING_SETTLED, book)
    if not made.steps:
        return {}
    return {
        "checks": [
            {
                "id": step.key,
                "same_as": list(step.same_as),
                "phase": step.phase,
                "text": step.text.said_in(language),
                "who": step.who,
                "safe_device_needed": step.safe_device_needed,
                "may_notice": step.notice,
                "noticed": noticed_in_words(step, language),
                "waits_for": step.waits,
                "keep_first": list(step.keep_first),
                "because": reasons(step.because),
                "confidence": step.confidence,
            }
            for step in made.steps
        ]
    }


def plan(arguments: argparse.Namespace) -> int:
    """Answers and wishes -> a plan on paper."""
    _keep_the_answers(arguments)
    if arguments.parts and arguments.reader == "client":
        raise InputError(
            "working papers for the client's own paper",
            expected="--parts with --for record",
            do="Leave --parts out; nothing was written",
            where="--parts",
        )
    book = catalogue()
    made = _board(arguments.file, book)
    language: Language = arguments.language or made.picture.findings.answers.language
    planned = make_plan(made, book)
    if arguments.reader == "client":
        paper = client_plan(planned, book, language, arguments.paper)
    else:
        paper = record_plan(planned, book, language, arguments.paper, parts=arguments.parts)
    save_paper(paper, Path(arguments.out))
    _say_what_to_mind(made.picture.findings, arguments.reader)
    return 0


def ten_minutes(arguments: argparse.Namespace) -> int:
    """Answers -> the next ten minutes on one page."""
    _keep_the_answers(arguments)
    book = catalogue()
    findings = find(read_answers(read_object(arguments.file), book, also=BOARD_KEYS), book)
    language: Language = arguments.language or findings.answers.language
    save_paper(ten_minutes_sheet(findings, book, language, arguments.paper), Path(arguments.out))
    return 0


def _keep_the_answers(arguments: argparse.Namespace) -> None:
    """A paper never takes the place of the answers that it was made from."""
    with contextlib.suppress(OSError):  # a file that is missing or closed is met where it is opened
        if Path(arguments.out).samefile(arguments.file):
            raise InputError(
                "the answers file itself",
                expected="another name for the paper",
                do="Choose one; the answers would have been lost",
                where="--out",
            )


def _say_what_to_mind(findings: Findings, reader: str) -> None:
    """Before a paper leaves the room: what its reader's circumstances ask for."""
    if reader == "client" and "no-takeaway" in findings.flag_ids:
        print("Not safe to carry: this sheet is to be learned by heart and stays here.", file=sys.stderr)
