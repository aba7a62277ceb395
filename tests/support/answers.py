# SPDX-License-Identifier: Apache-2.0
"""Made-up visits: short ways to answers, findings, pictures, boards and plans, and the examples.

`raised_by(flag)` walks a flag's own condition and finds answers that raise it, so that a test can
ask for a flag without knowing how the catalogue words it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import pytest

from leeward.cli import main
from leeward.commands.chain import BOARD_KEYS
from leeward.formulation import Picture, form_picture, read_signs
from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.instrument import Instrument
from leeward.planning import Board, Plan, make_board, make_plan, read_wishes
from leeward.screening import Answers, Findings, find, read_answers
from leeward.screening.flags import raise_flags
from leeward.screening.instruments import bands_by_instrument, score_instruments
from leeward.terms.because import Because
from leeward.terms.errors import InputError

Raw = dict[str, Any]
YES, NO = "LA33-6", "LA32-8"
EXAMPLES_FOLDER = Path(__file__).parents[2] / "examples"
SIX = {
    "ex-partner-separation": "1-ex-partner-after-separation",
    "identity-bullying": "2-bullying-at-school",
    "image-extortion": "3-extortion-over-images",
    "political-deepfake": "4-deepfake-of-a-candidate",
    "recreational-hacking": "5-hacking-for-fun",
    "burglary-recon": "6-watching-before-a-theft",
}
SESSIONS = ("session-a-mother", "session-b-boy", "session-c-candidate")
NINE = (*SIX.values(), *SESSIONS)


@cache
def the_book() -> Catalogue:
    """The catalogue of the package, read once for all tests."""
    return load_catalogue()


def example_path(name: str) -> Path:
    """Where an example stands."""
    return EXAMPLES_FOLDER / f"{name}.json"


def example(name: str) -> Raw:
    """An example as raw input, free to change."""
    raw: Raw = deepcopy(_example(name))
    return raw


@cache
def _example(name: str) -> Raw:
    raw: Raw = json.loads(example_path(name).read_text(encoding="utf-8"))
    return raw


def visit(
    given: Mapping[str, Any] | None = None, *, voice: str = "clinician", shown_in: str = "en", **context: Any
) -> Raw:
    """Raw input of one visit; keywords are the context, None where not known."""
    context = {key: value for key, value in context.items() if value is not None}
    return {"voice": voice, "language": shown_in, "context": context, "answers": dict(given or {})}


def answered(raw: Raw) -> Answers:
    """The answers in raw input."""
    return read_answers(raw, the_book(), also=BOARD_KEYS)


def found(raw: Raw) -> Findings:
    """The findings of raw input."""
    return find(answered(raw), the_book())


def flags_of(raw: Raw) -> frozenset[str]:
    """The ids of the flags that raw input raises."""
    return found(raw).flag_ids


def pictured(raw: Raw) -> Picture:
    """The picture of raw input."""
    return form_picture(found(raw), read_signs(raw, the_book()), the_book())


def boarded(raw: Raw) -> Board:
    """The board of raw input."""
    return make_board(pictured(raw), read_wishes(raw, answered(raw), the_book()), the_book())


def planned(raw: Raw) -> Plan:
    """The plan of raw input."""
    return make_plan(boarded(raw), the_book())


def by_hand(*flags: str, **context: Any) -> Raw:
    """A visit in which the MHP raised these flags by hand."""
    return visit(flags_by_hand=sorted(flags), **context)


def asq(one: str = NO, two: str = NO, three: str = NO, four: str = NO, five: str | None = None) -> Raw:
    """Answers to the ASQ; the fifth is left out unless given."""
    given = {"asq-1": one, "asq-2": two, "asq-3": three, "asq-4": four}
    return given if five is None else {**given, "asq-5": five}


def to_total(instrument: Instrument, total: int) -> dict[str, str]:
    """Answers to every scored item of a summed instrument that add up to `total`."""
    answers: dict[str, str] = {}
    by_id = {item.linkId: item for item in instrument.items}
    left = total
    for link_id in instrument.scoring.items:
        choices = instrument.answer_sets[by_id[link_id].choices or ""]
        fitting = [one for one in choices if one.score is not None and one.score <= left]
        best = max(fitting, key=lambda one: one.score or 0)
        answers[link_id] = best.code
        left -= best.score or 0
    if left:
        raise ValueError(f"{instrument.id} has no total of {total}")
    return answers


def in_band(instrument: Instrument, band_id: str) -> dict[str, str]:
    """Answers with which an instrument ends in a band."""
    special: dict[tuple[str, str], dict[str, str]] = {
        ("asq", "negative"): asq(),
        ("asq", "non-acute-positive"): asq(one=YES, five=NO),
        ("asq", "acute-positive"): asq(one=YES, five=YES),
        ("asq", "incomplete"): {"asq-1": NO},
        ("c-ssrs-screener", "none"): {"cssrs-1": NO, "cssrs-2": NO, "cssrs-6": NO},
        ("c-ssrs-screener", "low"): {"cssrs-1": YES, "cssrs-2": NO, "cssrs-6": NO},
        ("c-ssrs-screener", "moderate"): {
            **dict.fromkeys(("cssrs-1", "cssrs-2", "cssrs-3"), YES),
            **dict.fromkeys(("cssrs-4", "cssrs-5", "cssrs-6"), NO),
        },
        ("c-ssrs-screener", "high"): {"cssrs-1": YES, "cssrs-2": YES, "cssrs-4": YES},
        ("c-ssrs-screener", "incomplete"): {"cssrs-1": NO},
        ("phq-9", "item-9-positive"): {"phq9-9": "LA6569-3"},
    }
    if (instrument.id, band_id) in special:
        return special[instrument.id, band_id]
    band = next(one for one in instrument.bands if one.id == band_id)
    return to_total(instrument, (band.range or (0, 0))[0])


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints; it must succeed and be silent on standard error."""
    code = main(list(arguments))
    captured = capsys.readouterr()
    assert (0, "") == (code, captured.err)
    return captured.out


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON document that a command prints."""
    return json.loads(run(capsys, *arguments))


def run_on(capsys: pytest.CaptureFixture[str], folder: Path, command: str, raw: Raw) -> Any:
    """The JSON document that a command prints for raw input, read from a file."""
    file = folder / f"{command}.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return run_json(capsys, command, str(file))


# --- answers that raise a flag -------------------------------------------------------------------

Part = dict[str, Any]
"""Keys are `linkId`, `*instrument` or `@context`; values a code, a set of codes, a number or a band."""
MOST_TRIED = 4000


def raised_by(flag_id: str, because: Because | None = None) -> Raw | None:
    """Raw input that raises a flag (for this very reason, where given), or None when there is none."""
    book = the_book()
    condition = book.flag(flag_id).raised_when
    if condition is None:
        return None
    for part in islice(_ways(condition), MOST_TRIED):
        raw = _raw(part)
        try:
            answers = read_answers(raw, book)
        except InputError:
            continue
        bands = bands_by_instrument(score_instruments(answers, book))
        for flag in raise_flags(answers, bands, book):
            if flag.id == flag_id and (because is None or because in flag.because):
                return raw
    return None


def leaves(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that look at an answer, a band, a flag or the context."""
    return (node for node in condition.walk() if not node.parts())


def _ways(condition: Condition) -> Iterator[Part]:
    form = condition.form
    if form == "any":
        for part in condition.parts():
            yield from _ways(part)
    elif form == "all":
        yield from _product(condition.parts())
    elif form == "at-least":
        for chosen in combinations(condition.parts(), condition.at_least or 1):
            yield from islice(_product(chosen), 20)
    elif form in ("question-in", "question-contains"):
        several = (
            the_book().items[condition.q or ""].type == "multi" if condition.q in the_book().items else False
        )
        for code in condition.is_in or condition.contains or ():
            yield {condition.q or "": frozenset({code}) if several else code}
    elif form == "question-gte":
        yield {condition.q or "": condition.gte}
    elif form == "instrument":
        yield {f"*{condition.instrument}": condition.band}
    elif form == "flag":
        inner = the_book().flag(condition.flag or "").raised_when
        if inner is not None:
            yield from _ways(inner)
        yield {"@flags_by_hand": frozenset({condition.flag})}
    elif form == "context":
        for value in condition.is_in or ():
            yield {f"@{condition.ctx}": value}
    else:  # not, lacks, answered: nothing to add; whether it holds is seen when the flag is read
        yield {}


def _product(parts: tuple[Condition, ...]) -> Iterator[Part]:
    if not parts:
        yield {}
        return
    for first in _ways(parts[0]):
        for rest in _product(parts[1:]):
            together = _merged(first, rest)
            if together is not None:
                yield together


def _merged(one: Part, other: Part) -> Part | None:
    found = dict(one)
    for key, value in other.items():
        if key not in found or found[key] == value:
            found[key] = value
        elif isinstance(value, frozenset) and isinstance(found[key], frozenset):
            found[key] |= value
        elif isinstance(value, int) and isinstance(found[key], int):
            found[key] = max(value, found[key])
        else:
            return None
    return found


def _raw(part: Part) -> Raw:
    book = the_book()
    answers: Raw = {}
    context: Raw = {}
    for key, value in part.items():
        if key.startswith("*"):
            answers.update(in_band(book.instrument(key[1:]), value))
        elif key == "@flags_by_hand":
            context["flags_by_hand"] = sorted(value)
        elif key == "@near_contact":
            context |= {
                "now": "2026-11-23T16:00",
                "next_contact": [{"kind": value, "at": "2026-11-23T21:00"}],
            }
        elif key.startswith("@"):
            context[key[1:]] = value
        else:
            answers[key] = sorted(value) if isinstance(value, frozenset) else value
    return {"context": context, "answers": answers}
