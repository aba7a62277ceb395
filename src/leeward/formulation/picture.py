# SPDX-License-Identifier: Apache-2.0
"""The picture: what is going on, how it could be done, how dangerous it is, what to ask next.

A working paper: possibilities for the talk, not findings about a person.
"""

from __future__ import annotations

import msgspec

from leeward.formulation.differential import Differential, rank_mechanisms
from leeward.formulation.scenarios import FoundScenario, find_scenarios
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.screening import Findings
from leeward.screening.flags import RaisedFlag

DANGER_SEVERITIES = frozenset({"critical", "high"})


NO_TOOLS_FLAG = "client-may-be-doing-it"
"""While the client may be the one doing it, nothing here explains how it is done."""


class Picture(msgspec.Struct, frozen=True):
    """`danger`: raised flags that bear on danger to life, most severe first; never a number."""

    findings: Findings
    scenarios: tuple[FoundScenario, ...]
    differential: Differential
    danger: tuple[RaisedFlag, ...]

    @property
    def benign_goes_last(self) -> bool:
        """Whether everyday causes stand below the safety steps: some danger to a life is up."""
        return bool(self.danger)


def form_picture(findings: Findings, signs: ReportedSigns, catalogue: Catalogue) -> Picture:
    """The picture that findings and reported signs make."""
    no_tools = NO_TOOLS_FLAG in findings.flag_ids
    signs = ReportedSigns() if no_tools else signs
    return Picture(
        findings=findings,
        scenarios=find_scenarios(findings, catalogue),
        differential=rank_mechanisms(signs, findings.answers.context, catalogue),
        danger=danger_factors(findings, catalogue),
    )


def danger_factors(findings: Findings, catalogue: Catalogue) -> tuple[RaisedFlag, ...]:
    """The raised flags that bear on danger to a life."""
    bearing = catalogue.flags_named(("life-in-danger", "threat-of-violence", "suicidal-ideation"))
    return tuple(
        flag
        for flag in findings.flags
        if flag.severity in DANGER_SEVERITIES and (flag.id in bearing or flag.severity == "critical")
    )
