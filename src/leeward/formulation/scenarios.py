# SPDX-License-Identifier: Apache-2.0
"""Which scenarios fit, with reasons: ordered by danger, then specificity, then strength."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.flag import SEVERITIES
from leeward.knowledge.models.scenario import RaisedWhen, Scenario
from leeward.screening import Findings
from leeward.screening.conditions import NOT_HELD, Facts, Held, hold
from leeward.screening.flags import RaisedFlag
from leeward.terms.because import Because, together


class FoundScenario(msgspec.Struct, frozen=True):
    """A scenario that fits. `danger`: 0 when one of its own critical flags is up, rising as it falls."""

    id: str
    variant: str | None
    because: tuple[Because, ...]
    danger: int
    specificity: int
    strength: int


def find_scenarios(findings: Findings, catalogue: Catalogue) -> tuple[FoundScenario, ...]:
    """Every scenario the findings raise, most dangerous first."""
    up = {flag.id: flag for flag in findings.flags}
    facts = Facts(findings.answers, findings.bands, lambda name: _flag_up(name, up))
    order = [scenario.id for scenario in catalogue.scenarios]
    found = [made for scenario in catalogue.scenarios if (made := _found(scenario, facts, up)) is not None]
    return tuple(
        sorted(found, key=lambda one: (one.danger, -one.specificity, -one.strength, order.index(one.id)))
    )


def _flag_up(name: str, up: Mapping[str, RaisedFlag]) -> Held:
    return Held(True, (Because("flag", name),)) if name in up else NOT_HELD


def _found(scenario: Scenario, facts: Facts, up: Mapping[str, RaisedFlag]) -> FoundScenario | None:
    held: list[tuple[RaisedWhen, Held]] = []
    for way in scenario.raised_when:
        result = hold(way.when, facts)
        if result.holds:
            held.append((way, result))
    if not held:
        return None
    strongest = max(held, key=lambda pair: (pair[0].strength, pair[0].variant is not None))
    variant = strongest[0].variant or next((way.variant for way, _ in held if way.variant), None)
    return FoundScenario(
        id=scenario.id,
        variant=variant,
        because=together(*(result.because for _, result in held)),
        danger=_danger(scenario, up),
        specificity=scenario.specificity,
        strength=_strength([way for way, _ in held]),
    )


def _strength(ways: list[RaisedWhen]) -> int:
    """What speaks for a scenario: of the ways to one variant only the strongest counts."""
    strongest: dict[str | None, int] = {}
    for way in ways:
        strongest[way.variant] = max(way.strength, strongest.get(way.variant, 0))
    return sum(strongest.values())


def _danger(scenario: Scenario, up: Mapping[str, RaisedFlag]) -> int:
    """The rank of the most severe raised flag that belongs to the scenario."""
    ranks = [SEVERITIES.index(up[name].severity) for name in scenario.danger_flags if name in up]
    return min(ranks, default=len(SEVERITIES))
