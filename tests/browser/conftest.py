# SPDX-License-Identifier: Apache-2.0
"""One practice for every walk through a whole visit (`job`); the browser is `tests.support.browsing`'s."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.job import Practice
from tests.support.serving import served


@pytest.fixture(scope="session")
def at_work(browser: Browser, pictures: Path) -> Iterator[Practice]:
    """A served practice with one clinician. Each walk brings its own client."""
    with served() as where:
        practice = Practice(where, browser, pictures)
        job = practice.job()
        job.set_up()
        job.page.context.close()
        yield practice
