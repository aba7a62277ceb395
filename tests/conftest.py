# SPDX-License-Identifier: Apache-2.0
"""The one catalogue of all tests, and how hard Hypothesis looks.

`LEEWARD_LONG=1` (set by `make test-long`) looks much longer and at new cases each time; without it
the cases are few and the same on every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.support import no_network
from tests.support.answers import the_book
from tests.support.catalogues import real_content

from leeward.knowledge import Catalogue, parsing
from leeward.knowledge.strict_yaml import read_yaml

pytest_plugins = ["tests.support.browsing"]
no_network.forbid()

settings.register_profile(
    "short",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "long", max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("long" if os.environ.get("LEEWARD_LONG") else "short")


ASKS_HOW_LONG = ("IS_LONG", "LEEWARD_LONG", "tests.browser.looking", "tests.browser.job")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks `full` what looks further in `make test-long`: Hypothesis, and modules that ask how long to look.

    What does the same at any count is not done again there.
    """
    asking: dict[Path, bool] = {}
    for item in items:
        if item.path not in asking:
            words = item.path.read_text(encoding="utf-8")
            asking[item.path] = any(word in words for word in ASKS_HOW_LONG)
        if asking[item.path] or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.full)


@pytest.fixture(scope="session")
def book() -> Catalogue:
    """Everything the program knows, read once."""
    return the_book()


@pytest.fixture(autouse=True, scope="session")
def _a_home_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test reads or writes the files of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    os.environ["LEEWARD_HOME"] = str(home)
    return home


@pytest.fixture(autouse=True, scope="session")
def _our_own_content_is_read_once() -> Iterator[None]:
    """The YAML of the package, byte for byte: most of what a test of an overlay waits for.

    The overlay is read each time.
    """
    known: dict[tuple[bytes, str], Any] = {}

    def read_once(data: bytes, name: str) -> Any:
        if (data, name) not in ours:
            return read_yaml(data, name)
        if (data, name) not in known:
            known[data, name] = read_yaml(data, name)
        return known[data, name]

    ours = frozenset((file.data, file.name) for file in real_content())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, read_yaml.__name__, read_once)
        yield


@pytest.fixture(autouse=True)
def _no_other_machine() -> Iterator[None]:
    """T33: a test that asks for another machine fails, also where the asking was swallowed."""
    before = len(no_network.TRIED)
    yield
    assert no_network.TRIED[before:] == []
