# SPDX-License-Identifier: Apache-2.0
"""Where strangers, many or nobody known threaten a client's children: who is called first.

A duty to report mostly turns on a parent or carer. Against strangers the two calls that help today are a
threat team and a note with dispatch; a report about the home they live in would frighten and not protect.
"""

from __future__ import annotations

from leeward.screening import Findings

AFAR = frozenset({"stranger", "group", "unknown", "online-contact"})
THREATENED, DUTY = "children-threatened", "report-duty-possible"
HELP_FROM_AFAR = frozenset({"threat-assessment-unit", "swatting-prep"})


def is_from_afar(findings: Findings) -> bool:
    """Whether children are threatened from outside, and nothing speaks for a duty to report."""
    flags = findings.flag_ids
    is_told = THREATENED in flags and DUTY not in flags
    return is_told and findings.answers.context.relationship in AFAR
