# SPDX-License-Identifier: Apache-2.0
"""A practice for tests that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import postgresql
from tests.support.practice import Home, practice_in


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a practice runs again on PostgreSQL, but what is about a browser or says it is no matter."""
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        is_enough = getattr(getattr(item, "module", None), "ONE_DATABASE_IS_ENOUGH", False)
        if "empty_home" in needs and not needs & {"page", "browser", "play"} and not is_enough:
            item.add_marker(pytest.mark.db)


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    """Before set-up."""
    with practice_in(tmp_path) as home:
        yield home


@pytest.fixture
def home(empty_home: Home) -> Home:
    """Set up and unlocked: robin (clinician, administrator), sam (clinician), alex (administrator)."""
    empty_home.set_up()
    return empty_home


@pytest.fixture
def here(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The practice the commands are about."""
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    if postgresql.is_wanted():
        monkeypatch.setenv("PATH", f"{postgresql._binaries()}{os.pathsep}{os.environ['PATH']}")
    yield home
