# SPDX-License-Identifier: Apache-2.0
"""Scores and bands of licensed instruments, with each owner's rule for missing items.

A skipped item is never a zero and never a "no". Rules and bands stand in the instrument's own
content file; what is computed here is only the arithmetic the file names.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.instrument import Instrument
from leeward.screening.answers import Answers

YES = "LA33-6"
NO = "LA32-8"


class InstrumentResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The result of one instrument.

    `total`: the score, None when it may not be given. `total_range`: lowest and highest total that
    the missing items leave open. `bands`: ids; more than one when a result and an alarm both hold.
    """

    id: str
    bands: tuple[str, ...]
    total: int | None = None
    total_range: tuple[int, int] | None = None
    missing: tuple[str, ...] = ()
    note: str | None = None


def score_instruments(answers: Answers, catalogue: Catalogue) -> tuple[InstrumentResult, ...]:
    """The results of every instrument that was begun, in the order of the catalogue."""
    results = []
    for instrument in catalogue.instruments:
        if any(item.linkId in answers.given for item in instrument.items):
            results.append(score_instrument(instrument, answers))
    return tuple(results)


def bands_by_instrument(results: tuple[InstrumentResult, ...]) -> Mapping[str, tuple[str, ...]]:
    """Which bands each instrument ended in."""
    return {result.id: result.bands for result in results}


def score_instrument(instrument: Instrument, answers: Answers) -> InstrumentResult:
    """The result of one instrument from the answers given to its items."""
    if instrument.scoring.method == "asq":
        return _asq(instrument, answers)
    if instrument.scoring.method == "c-ssrs":
        return _cssrs(instrument, answers)
    return _sum(instrument, answers)


def _asq(instrument: Instrument, answers: Answers) -> InstrumentResult:
    """ASQ. Source: knowledge:instruments/asq (NIMH toolkit; refusal rules of its user guide)."""
    screening = [answers.given.get(f"asq-{number}", "absent") for number in range(1, 5)]
    missing = tuple(
        f"asq-{number + 1}" for number, value in enumerate(screening) if value in (None, "absent")
    )
    acute = answers.given.get("asq-5")
    if YES in screening:
        if acute == YES:
            return InstrumentResult(instrument.id, ("acute-positive",), missing=missing)
        if acute == NO:
            return InstrumentResult(instrument.id, ("non-acute-positive",), missing=missing)
        note = "The question about right now is not answered: ask it before anything else."
        return InstrumentResult(
            instrument.id, ("non-acute-positive", "incomplete"), missing=(*missing, "asq-5"), note=note
        )
    if acute == YES:
        return InstrumentResult(instrument.id, ("acute-positive",), missing=missing)
    if not missing:
        return InstrumentResult(instrument.id, ("negative",))
    young = answers.context.is_minor or answers.voice == "teen"
    if young and None in screening:
        note = "A young person's refusal counts as a non-acute positive."
        return InstrumentResult(instrument.id, ("non-acute-positive",), missing=missing, note=note)
    return InstrumentResult(instrument.id, ("incomplete",), missing=missing)


def _cssrs(instrument: Instrument, answers: Answers) -> InstrumentResult:
    """C-SSRS bands as on Columbia's triage page. Source: knowledge:instruments/c-ssrs-screener."""
    said = {number: answers.given.get(f"cssrs-{number}") for number in range(1, 7)}
    recent = answers.given.get("cssrs-6-recent")
    asked = [1, 2, 6] + ([3, 4, 5] if said[2] == YES else [])
    missing = [f"cssrs-{number}" for number in asked if said[number] is None]
    if said[6] == YES and recent is None:
        missing.append("cssrs-6-recent")
    if YES in (said[4], said[5]) or (said[6] == YES and recent == YES):
        return InstrumentResult(instrument.id, ("high",), missing=tuple(missing))
    if said[3] == YES or said[6] == YES:
        band = "moderate"
    elif YES in (said[1], said[2]):
        band = "low"
    else:
        band = "none"
    if missing:
        bands = ("incomplete",) if band == "none" else (band, "incomplete")
        return InstrumentResult(instrument.id, bands, missing=tuple(missing))
    return InstrumentResult(instrument.id, (band,))


def _sum(instrument: Instrument, answers: Answers) -> InstrumentResult:
    """Totals of scored items. Missing items: a range up to the file's limit, no total beyond it."""
    scores: dict[str, int] = {}
    missing: list[str] = []
    open_points = 0
    gate_closed = _gate_closed(instrument, answers)
    by_id = {item.linkId: item for item in instrument.items}
    for link_id in instrument.scoring.items:
        sets = instrument.answer_sets[by_id[link_id].choices or ""]
        code = answers.given.get(link_id)
        score = next((answer.score for answer in sets if answer.code == code), None)
        if gate_closed:
            scores[link_id] = 0
        elif score is None:
            missing.append(link_id)
            open_points += max(answer.score or 0 for answer in sets)
        else:
            scores[link_id] = score
    alarms = _alarms(instrument, scores)
    total = sum(scores.values())
    outside = _outside_ages(instrument, answers)
    if outside is not None:
        return InstrumentResult(instrument.id, alarms, missing=tuple(missing), note=outside)
    if len(missing) > instrument.scoring.missing.max_missing_for_range:
        note = "Too many items are open for a total."
        return InstrumentResult(instrument.id, alarms, missing=tuple(missing), note=note)
    low = _band(instrument, total)
    if not missing:
        return InstrumentResult(instrument.id, (*low, *alarms), total=total)
    note = "Some items are open: the total lies in this range; the band is that of its lower end."
    span = (total, total + open_points)
    return InstrumentResult(
        instrument.id, (*low, *alarms), total_range=span, missing=tuple(missing), note=note
    )


def _band(instrument: Instrument, total: int) -> tuple[str, ...]:
    return tuple(
        band.id
        for band in instrument.bands
        if band.range is not None and band.range[0] <= total <= band.range[1]
    )


def _alarms(instrument: Instrument, scores: Mapping[str, int]) -> tuple[str, ...]:
    """PHQ-9 item 9 is its own alarm whatever the total. Source: knowledge:instruments/phq-9."""
    if instrument.id == "phq-9" and scores.get("phq9-9", 0) > 0:
        return ("item-9-positive",)
    return ()


def _gate_closed(instrument: Instrument, answers: Answers) -> bool:
    """PC-PTSD-5 ends with a total of 0 when no such event was ever met."""
    return instrument.id == "pc-ptsd-5" and answers.given.get("pcptsd-0") == NO


def _outside_ages(instrument: Instrument, answers: Answers) -> str | None:
    people = instrument.population
    age, young = answers.context.age, answers.context.is_minor or answers.voice == "teen"
    too_young = (age is not None and age < people.from_years) or (
        age is None and young and people.from_years >= 18
    )
    too_old = age is not None and people.to_years is not None and age > people.to_years
    if too_young or too_old:
        return f"Made for ages {people.ages}: no total is given for this client."
    return None
