# SPDX-License-Identifier: Apache-2.0
"""What must hold after every walk through a whole visit: nobody is given away, nothing was wrong."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from tests.browser.job import Job
from tests.browser.looking import TELLING


def words_of(pdf: bytes) -> str:
    """What a paper says, in one line."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def assert_it_gives_nobody_away(job: Job, *own_words: str) -> None:
    """No title, address or file name tells what it is about; no paper has the client's name or words."""
    said = " ".join(job.seen.titles | job.seen.urls).casefold()
    assert [word for word in (*own_words, *TELLING) if word.casefold() in said] == []
    for name, pdf in job.papers.items():
        paper = words_of(pdf).casefold()
        assert [word for word in own_words if word.casefold() in paper] == [], name


def assert_nothing_was_wrong(job: Job) -> None:
    """axe, the Tab key and the sizes found nothing; no address failed or lay on another machine."""
    assert (job.seen.problems, job.seen.bad_answers, job.seen.elsewhere) == ([], [], [])
