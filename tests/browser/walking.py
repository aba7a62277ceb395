# SPDX-License-Identifier: Apache-2.0
"""What every walk through pages of staff begins and ends with.

with walking(browser, home) as (page, address, seen):
    page.goto(address + at.url("letters"))
    look_at(page, seen, pictures, "letters", languages=("en", "es"))
...
assert_walked(seen, LOOKED_AT)
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager

from playwright.sync_api import Browser, Page
from tests.browser.looking import TELLING, Seen, watch
from tests.support.device import sign_in
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.serving import Served


@contextmanager
def walking(browser: Browser, home: Home) -> Iterator[tuple[Page, str, Seen]]:
    """A page with robin signed in, where it is served, and what is noted on the way."""
    from django.test import override_settings

    seen = Seen()
    with override_settings(HOME=home.path), on_a_port(home) as address:
        context = browser.new_context(locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
        sign_in(page, address)
        yield page, address, seen
        context.close()


def assert_walked(walk: Seen, looked_at: Set[str], *own_words: str) -> None:
    """Every page was looked at, nothing was wrong with any, and no title or address tells what about."""
    assert walk.visited == looked_at, walk.visited ^ looked_at
    faults = [*walk.problems, *walk.bad_answers, *walk.elsewhere]
    assert faults == [], "\n".join(faults)
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (*TELLING, *own_words) if word in said] == []
