# SPDX-License-Identifier: Apache-2.0
"""Hours as people read them: nobody has to count from thirteen."""

from __future__ import annotations

import re
from datetime import time

from leeward.terms.hours import ended, hour_in_words


def test_no_hour_goes_beyond_twelve() -> None:
    """Noon and midnight are twelve, and each hour of a day is written in its own way."""
    written = {hour_in_words(time(hour), "en") for hour in range(24)}
    assert len(written) == 24
    assert all(re.fullmatch(r"(1[0-2]|[1-9]):00 [ap]\.m\.", one) for one in written)
    assert ("12:00 a.m.", "12:00 p.m.") == (hour_in_words(time(0), "en"), hour_in_words(time(12), "en"))


def test_an_hour_brings_its_own_full_stop() -> None:
    """Never two full stops behind one hour."""
    assert ended("Fri 27 Nov, 5:00 p.m.") == "Fri 27 Nov, 5:00 p.m."
    assert ended("in 2 days") == "in 2 days."
