# SPDX-License-Identifier: Apache-2.0
"""Answers -> Findings.

    answers = read_answers(raw, catalogue)      # typed, checked at the edge
    findings = find(answers, catalogue)          # what is going on, flags, the next ten minutes
    findings.next                                # what to ask next

Nothing here reads content files, knows a database or adds anything up into a risk score.
"""

from __future__ import annotations

from leeward.screening.answers import Answers, read_answers
from leeward.screening.findings import Findings, find

__all__ = ["Answers", "Findings", "find", "read_answers"]
