# SPDX-License-Identifier: Apache-2.0
"""To whom a paper speaks."""

from __future__ import annotations

from leeward.screening import Findings


def is_young(findings: Findings) -> bool:
    """Whether the client is known to be under 18."""
    answers = findings.answers
    return answers.voice == "teen" or answers.context.is_minor
