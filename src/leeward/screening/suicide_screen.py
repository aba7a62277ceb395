# SPDX-License-Identifier: Apache-2.0
"""The suicide screen's result, and what must be true before a positive one is closed.

A visit with a client under 18 whose screen is positive cannot be ended without one of: a safe adult
was told of the danger (who, in which language, through whom); no safe adult, and what was done
instead; emergency care. Source: clinical review, fault 3; knowledge:instruments/asq (never).
"""

from __future__ import annotations

from collections.abc import Mapping

from leeward.knowledge import Catalogue
from leeward.knowledge.models.instrument import Band
from leeward.screening.findings import Findings
from leeward.screening.questionnaire import SUICIDE_SCREEN


def result_band(findings: Findings, catalogue: Catalogue) -> Band | None:
    """The band that says what to do; None before the screen was begun."""
    ids = findings.bands.get(SUICIDE_SCREEN, ())
    bands = catalogue.instrument(SUICIDE_SCREEN).bands
    return next((band for band in bands if band.id == ids[0]), None) if ids else None


def is_positive(findings: Findings, catalogue: Catalogue) -> bool:
    """Whether the suicide screen of this visit is positive."""
    return bool(set(catalogue.asq_closing.bands) & set(findings.bands.get(SUICIDE_SCREEN, ())))


CORRECTED = "corrected"
"""The way out where answers were written down wrongly: with the reason, once the result is not positive."""


def missing_to_close(
    findings: Findings, closing: Mapping[str, str], catalogue: Catalogue, *, was_positive: bool = False
) -> tuple[str, ...]:
    """What still has to be written before the visit may end: field names, `way` first; none: it may.

    Args:
        closing: `way`, the id of one of the catalogue's ways or CORRECTED, and what that way asks to be
            written.
        was_positive: the screen of a client then known to be under 18 was saved as positive in this
            visit, whatever was changed since.
    """
    is_open = is_positive(findings, catalogue) and findings.answers.is_young
    if not (is_open or was_positive):
        return ()
    if closing.get("way") == CORRECTED and not is_positive(findings, catalogue):
        return () if closing.get("reason", "").strip() else ("reason",)
    way = next((one for one in catalogue.asq_closing.ways if one.id == closing.get("way")), None)
    if way is None:
        return ("way",)
    return tuple(field.id for field in way.write if not closing.get(field.id, "").strip())
