# SPDX-License-Identifier: Apache-2.0
"""T19: a rotation that is killed anywhere leaves every key readable, and goes on when asked again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leeward.vault import rotation
from leeward.vault.faults import VaultLocked, WrongKey
from leeward.vault.keys import CaseKey
from leeward.vault.recovery import make_paper, prove, readmit
from leeward.vault.ring import KeyRing
from leeward.vault.rotation import is_under_way, rotate
from leeward.vault.setup import add_way, create_ring, unlock_ring
from leeward.vault.sources import Cost, Passphrase

CHEAP = Cost(64, 1, 1)
WORDS = "a passphrase for tests only"
SOURCE = Passphrase(WORDS, cost=CHEAP)
CASES = [f"c{number}" for number in range(4)]


class Killed(Exception):
    """The power went."""


def filled(folder: Path, cases: list[str]) -> tuple[KeyRing, dict[str, CaseKey], str]:
    """A ring with cases, their keys, and its proven paper."""
    ring = create_ring(folder, SOURCE, data_exists=lambda: False)
    keys = {case_id: ring.make_case(case_id).key for case_id in cases}
    for case_id in cases:
        ring.make_person(case_id, "p1")
    paper = make_paper(ring).text()
    prove(ring, paper)
    return ring, keys, paper


def opened(ring: KeyRing, cases: list[str]) -> dict[str, CaseKey]:
    """Every case's key, with its persons unwrapped on the way."""
    found = {case.case_id: case for case in ring.open_cases(cases)}
    assert all(len(case.persons) == 1 for case in found.values())
    return {case_id: case.key for case_id, case in found.items()}


def steps_of(folder: Path) -> list[str]:
    """The steps a whole rotation reports."""
    ring, _, _ = filled(folder, CASES)
    steps: list[str] = []
    rotate(ring, {"owner": SOURCE}, on_step=steps.append)
    ring.lock()
    return steps


def test_t19_broken_off_at_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each: passphrase and paper both open all, the rotation ends when taken up, new cases work."""
    monkeypatch.setattr(rotation, "BATCH", 2)
    steps = steps_of(tmp_path / "whole")
    assert len(steps) >= 10
    assert steps[0] == "begin" and steps[-1] == "finished, before the scrub"
    for number, step in enumerate(steps):
        folder = tmp_path / str(number)
        ring, keys, paper = filled(folder, CASES)
        seen: list[str] = []

        def power_goes(said: str, seen: list[str] = seen, number: int = number) -> None:
            seen.append(said)
            if len(seen) == number + 1:
                raise Killed

        with pytest.raises(Killed):
            rotate(ring, {"owner": SOURCE}, on_step=power_goes)
        ring.lock()
        ring = unlock_ring(folder, SOURCE)
        assert opened(ring, CASES) == keys, f"by passphrase after {step!r}"
        keys["new"] = ring.make_case("new").key
        ring.make_person("new", "p1")
        ring.lock()
        again = Passphrase("another passphrase for tests", cost=CHEAP)
        ring = readmit(folder, paper, again)
        assert opened(ring, [*CASES, "new"]) == keys, f"by paper after {step!r}"
        rotate(ring, {"owner": again})
        assert not is_under_way(ring)
        ring.lock()
        ring = unlock_ring(folder, again)
        assert opened(ring, [*CASES, "new"]) == keys, f"after taking it up from {step!r}"
        prove(ring, paper)
        ring.lock()


def test_t19_the_old_practice_key_is_gone_afterwards(tmp_path: Path) -> None:
    """No byte of what was wrapped under it is left in the ring's files."""
    ring, _, _ = filled(tmp_path, CASES)
    before = [wrapped for (wrapped,) in ring.store.rows("SELECT wrapped FROM case_key")]
    before += [wrapped for (wrapped,) in ring.store.rows("SELECT wrapped FROM way_in")]
    rotate(ring, {"owner": SOURCE})
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(before) == len(CASES) + 2
    assert not any(wrapped[-40:-20] in data or wrapped[-20:] in data for wrapped in before)
    ring.lock()


def test_t19_a_wrong_passphrase_begins_nothing(tmp_path: Path) -> None:
    """And a second key-holder who was not there is named as dropped, not silently lost."""
    ring, keys, _ = filled(tmp_path, CASES)
    with pytest.raises(WrongKey):
        rotate(ring, {"owner": Passphrase("something else entirely", cost=CHEAP)})
    assert not is_under_way(ring)
    second = Passphrase("the second key-holder's own", cost=CHEAP)
    add_way(ring, second, way_id="second")
    with pytest.raises(WrongKey):
        rotate(ring, {"owner": SOURCE, "second": SOURCE})
    assert rotate(ring, {"owner": SOURCE}) == ("second",)
    ring.lock()
    with pytest.raises(WrongKey):
        unlock_ring(tmp_path, second)
    ring = unlock_ring(tmp_path, SOURCE)
    assert opened(ring, CASES) == keys
    ring.lock()


def test_t19_a_program_with_the_old_key_cannot_write_under_it(tmp_path: Path) -> None:
    """Its new case would be lost with the old practice key; it is told to unlock again instead."""
    ring, _, _ = filled(tmp_path, CASES)
    stale = unlock_ring(tmp_path, SOURCE)
    rotate(ring, {"owner": SOURCE})
    for attempt in (
        lambda: stale.make_case("late"),
        lambda: stale.open_case("c1"),
        lambda: make_paper(stale),
        lambda: add_way(stale, SOURCE, way_id="late"),
        lambda: rotate(stale, {"owner": SOURCE}),
    ):
        with pytest.raises(VaultLocked):
            attempt()
    stale.lock()
    ring.lock()


ROTATES = """
import sys
from pathlib import Path
from leeward.vault import rotation
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Cost, Passphrase
rotation.BATCH = 5
source = Passphrase(sys.argv[2], cost=Cost(64, 1, 1))
ring = unlock_ring(Path(sys.argv[1]), source)
print("unlocked", flush=True)
rotation.rotate(ring, {"owner": source})
"""


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.long)])
def test_t19_killed_for_good_at_random_moments(tmp_path: Path, kills: int) -> None:
    """A real process, a real SIGKILL; the next one takes up where it was. Nothing is lost."""
    cases = [f"c{number}" for number in range(150)]
    ring, keys, paper = filled(tmp_path, cases)
    ring.lock()
    chance = random.Random(os.urandom(8))  # noqa: S311
    interrupted = 0
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", ROTATES, str(tmp_path), WORDS], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"unlocked\n"
            time.sleep(chance.uniform(0, 0.08))
            process.send_signal(signal.SIGKILL)
        ring = unlock_ring(tmp_path, SOURCE)
        interrupted += is_under_way(ring)
        assert opened(ring, cases) == keys
        ring.lock()
    ring = unlock_ring(tmp_path, SOURCE)
    rotate(ring, {"owner": SOURCE})
    assert not is_under_way(ring)
    assert opened(ring, cases) == keys
    prove(ring, paper)
    ring.lock()
