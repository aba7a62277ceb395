# SPDX-License-Identifier: Apache-2.0
"""T51: whatever was acknowledged is there after a power cut, whatever the disk had not written yet.

A real process saves while strace writes down each of its writes and syncs. From that, homes are made as a
disk may hold them: with what was synced, and with any part of what was not. Each is opened as a start does.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.copying import IS_LONG, SEED
from tests.support.invariants import Expected, look_over
from tests.support.postgresql import not_here
from tests.support.power import Event, Image, images_of, watched
from tests.support.practice import DirectAgent, Home

ACTS = 60 if IS_LONG else 12
MOMENTS = 120 if IS_LONG else 12
IMAGES_EACH = 4 if IS_LONG else 2

pytestmark = [
    not_here,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to see each write and sync"),
]


@pytest.fixture
def before(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice's home as it stands on the disk before anything happens."""
    from django.db import connection

    home.open_case(home.signed_in())
    connection.close()
    home.agent.duties.lock()
    return Path(shutil.copytree(home.path, tmp_path_factory.mktemp("before") / "home"))


def story_of(home: Home, folder: Path, *, pragma: str = "") -> list[Event]:
    story = watched(home.path, "save", folder / "strace.log", seed=SEED, acts=ACTS, pragma=pragma)
    kinds = {event.kind for event in story}
    if not story:
        pytest.skip("strace may not watch a program on this machine")
    assert kinds == {"write", "sync", "said"} | (kinds & {"size"}), [
        event for event in story if event.kind == "other"
    ]
    return story


@contextmanager
def opened(home: Home, image: Image) -> Iterator[Home]:
    """This process looks at the image, as if the machine had just come up."""
    from django.db import connection

    from leeward.practice import sealing

    connection.close()
    connection.settings_dict["NAME"] = str(image.path / "db.sqlite3")
    agent = DirectAgent(image.path / "keys")
    sealing._local.agent = agent
    try:
        yield Home(image.path, agent)
    finally:
        connection.close()
        agent.duties.lock()
        sealing._local.agent = home.agent
        connection.settings_dict["NAME"] = str(home.path / "db.sqlite3")


def _look(home: Home, image: Image) -> None:
    expected = Expected()
    expected.hear(image.said)
    with opened(home, image) as found:
        look_over(found, expected, image.moment)


def test_t51_what_was_acknowledged_is_there_after_any_power_cut(
    home: Home, before: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """At each acknowledgment and in between, with nothing or any part of what was on its way."""
    print(f"SEED={SEED}")  # noqa: T201
    folder = tmp_path_factory.mktemp("power")
    story = story_of(home, folder)
    chance = random.Random(SEED)  # noqa: S311
    looked_at = 0
    for image in images_of(story, before, folder / "found", chance, each=IMAGES_EACH, moments=MOMENTS):
        _look(home, image)
        looked_at += 1
    assert looked_at >= IMAGES_EACH * ACTS


def test_t51_without_synchronous_full_the_images_would_show_a_loss(
    home: Home, before: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The test above can fail: told to wait for no disk, the same program loses what it acknowledged."""
    folder = tmp_path_factory.mktemp("power")
    story = story_of(home, folder, pragma="PRAGMA synchronous=NORMAL")
    images = images_of(story, before, folder / "found", random.Random(1), each=1, moments=0)  # noqa: S311
    with pytest.raises(AssertionError, match="gone"):
        for image in images:
            _look(home, image)


def test_t51_every_line_to_the_records_waits_for_the_disk(home: Home) -> None:
    """As the program itself opens them, and the key ring."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2}
    assert home.agent.duties._ring.store.rows("PRAGMA synchronous") == [(2,)]
