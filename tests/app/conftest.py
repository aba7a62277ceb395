# SPDX-License-Identifier: Apache-2.0
"""A practice for tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.practice import Home, practice_in


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
