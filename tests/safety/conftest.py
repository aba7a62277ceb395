# SPDX-License-Identifier: Apache-2.0
"""The same practice as the tests of the pages have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.app.conftest import empty_home, home

__all__ = ["empty_home", "home", "page"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, in English."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()
