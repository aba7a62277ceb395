# SPDX-License-Identifier: Apache-2.0
"""Pages and papers write an hour alike, and no page writes the clock of twenty-four."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path

from django.utils.formats import date_format, time_format
from django.utils.translation import override
from tests.support.practice import Home

from leeward import practice
from leeward.papers.dates import moment_in_words
from leeward.terms.hours import hour_in_words
from leeward.terms.text import LANGUAGES

ONE_DATABASE_IS_ENOUGH = True
EVERY_HOUR = [time(hour, minute) for hour in range(24) for minute in (0, 5, 59)]


def test_pages_and_papers_write_an_hour_alike(home: Home) -> None:
    """One hour, one way to write it, wherever it stands."""
    for language in LANGUAGES:
        with override(language):
            for at in EVERY_HOUR:
                written = hour_in_words(at, language)
                moment = datetime.combine(datetime(2026, 11, 27), at)
                assert written == time_format(at, "TIME_FORMAT")
                assert date_format(moment, "DATETIME_FORMAT").endswith(f", {written}")
                assert moment_in_words(moment, language).endswith(f", {written}")


def test_no_page_writes_the_clock_of_twenty_four() -> None:
    """Nor puts a full stop behind an hour that brings one."""
    for page in Path(practice.__file__).parent.rglob("templates/**/*.html"):
        text = page.read_text()
        assert not re.search(r'\|(date|time):_?\(?"[^"]*[HG]:i', text), page.name
        for head, body in re.findall(r"(\{% blocktranslate [^%]*%\})([^%]*)", text):
            for hour in re.findall(r'(\w+)=[\w.]+\|(?:date|time):"(?:DATETIME_FORMAT|TIME_FORMAT)"', head):
                assert f"{{{{ {hour} }}}}." not in body, page.name
