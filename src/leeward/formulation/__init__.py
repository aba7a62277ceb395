# SPDX-License-Identifier: Apache-2.0
"""Findings (and reported signs) -> Picture: scenarios, how it could be done, danger, what to ask next."""

from __future__ import annotations

from leeward.formulation.differential import Differential, rank_mechanisms
from leeward.formulation.picture import Picture, form_picture
from leeward.formulation.signs import ReportedSigns, read_signs

__all__ = [
    "Differential",
    "Picture",
    "ReportedSigns",
    "form_picture",
    "rank_mechanisms",
    "read_signs",
]
