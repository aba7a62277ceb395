# SPDX-License-Identifier: Apache-2.0
"""A real browser for the tests of every folder. `make test` sees to it that a Chromium is here.

One Playwright serves the whole run: it cannot be started twice in one process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WHOLE = ("chromium", "chromium-browser", "google-chrome")
NAMES = ("chromium-headless-shell", *WHOLE)
"""The shell first: the same engine without the pages of a browser's own, for a quarter less work."""


@pytest.fixture(scope="session")
def play() -> Iterator[Playwright]:
    """For a test that launches a browser in its own way."""
    with sync_playwright() as playing:
        yield playing


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where it is."""
    return _first_of(NAMES)


@pytest.fixture(scope="session")
def whole_chromium() -> str:
    """Where one is that writes a profile to the disk, which the shell does not."""
    return _first_of(WHOLE)


def _first_of(names: tuple[str, ...]) -> str:
    asked = os.environ.get("LEEWARD_BROWSER", "")
    path = next((found for name in (asked, *names) if name and (found := shutil.which(name))), None)
    assert path, "no Chromium: run scripts/ensure-browser, or set LEEWARD_BROWSER to its path"
    return path


@pytest.fixture(scope="session")
def browser(play: Playwright, chromium: str) -> Iterator[Browser]:
    opened = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages go: LEEWARD_PICTURES, else a temporary folder."""
    folder = Path(os.environ.get("LEEWARD_PICTURES", "") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
