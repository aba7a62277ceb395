# SPDX-License-Identifier: Apache-2.0
"""T50: kill -9 at any point of saving, rotating, purging and backing up loses no acknowledged save.

A real process works on a real practice and is killed, half of the times before a counted statement of SQL,
half of the times from outside after a random while. Then the home is opened as a start opens it, and an
invariant script looks at every row, key and back-up. 300 deaths in `make test-long`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.copying import IS_LONG, SEED, whole
from tests.support.dying import DyingProgram, dying_program
from tests.support.invariants import Expected, look_over
from tests.support.postgresql import not_here
from tests.support.practice import Home

from leeward.cli import main
from leeward.commands.doctor import examine

WORKS = ("save", "rotate", "purge", "backup")
DEATHS = 75 if IS_LONG else 4
"""Of each of the four works."""
LATEST_STATEMENT = {"save": 120, "rotate": 160, "purge": 160, "backup": 90}
LATEST_SECONDS = 0.2
A_NEW_HOME_EVERY = 25


@pytest.fixture
def disks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two places, for records and for keys."""
    folder = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (folder / name).mkdir()
    return folder / "records", folder / "keys"


@not_here
@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("part", range(-(-DEATHS // A_NEW_HOME_EVERY)))
def test_t50_killed_anywhere(here: Home, disks: tuple[Path, Path], work: str, part: int) -> None:
    """After each death: all that was acknowledged is there and opens, and nothing is half there."""
    print(f"SEED={SEED}")  # noqa: T201
    chance = random.Random(f"{SEED} {work} {part}")  # noqa: S311
    expected = Expected()
    with dying_program(here.path, *disks) as program:
        _leave(here)
        expected.hear(program.run("save", seed=1, acts=12))  # so that there is something to lose
        for number in range(min(DEATHS - part * A_NEW_HOME_EVERY, A_NEW_HOME_EVERY)):
            where = _die(program, work, chance, expected, is_counted=number % 2 == 0)
            look_over(here, expected, f"{work}, death {number}: {where}")
            for folder in (*whole(disks[0]), *whole(disks[1])):
                assert main(["backup", "--check", str(folder)]) == 0, where
            _leave(here)
    assert expected.cases, "nothing was ever saved"
    assert [line for line in examine(here.path) if line.level == "bad"] == []


def _die(
    program: DyingProgram, work: str, chance: random.Random, expected: Expected, *, is_counted: bool
) -> str:
    """One death; where it was."""
    seed = chance.randrange(2**32)
    if is_counted:
        statement = chance.randint(1, LATEST_STATEMENT[work])
        expected.hear(program.run(work, seed=seed, statement=statement))
        return f"before statement {statement} of seed {seed}"
    after = chance.uniform(0.001, LATEST_SECONDS)
    expected.hear(program.run(work, seed=seed, after=after))
    return f"{after:.4f} s into seed {seed}"


def _leave(home: Home) -> None:
    """Lets go of every file, so that the next to open them finds them as the dead left them."""
    from django.db import connection

    connection.close()
    home.agent.duties.lock()


@not_here
def test_t50_a_purge_cut_off_between_key_and_rows_is_finished_by_the_next_start(here: Home) -> None:
    """Nobody needs to unlock for it; another case stays; a second start finds nothing more to do."""
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.cases.models import Case, Said
    from leeward.practice.cases.purging import finish_purges

    browser = here.signed_in()
    gone, kept = (here.open_case(browser).split("/")[2] for _ in range(2))
    here.agent.destroy_cases([gone])
    here.agent.duties.lock()
    assert finish_purges(here.path / "keys") == 1
    assert [case.id for case in Case.objects.all()] == [kept]
    assert not Said.objects.filter(case_id=gone).exists()
    assert AuditEntry.objects.filter(case_id=gone, action="case.rows-removed").count() == 1
    assert finish_purges(here.path / "keys") == 0


@not_here
def test_t50_the_ring_of_other_records_removes_nothing(here: Home) -> None:
    """It stands in the home by mistake and says the same id was destroyed."""
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.purging import finish_purges
    from leeward.practice.first_run.models import Practice

    gone = here.open_case(here.signed_in()).split("/")[2]
    here.agent.destroy_cases([gone])
    Practice.objects.update(ring_id="another")
    assert finish_purges(here.path / "keys") == 0
    assert Case.objects.filter(id=gone).exists()


@pytest.fixture
def here(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The practice the commands are about."""
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    for path in (home.path, *home.path.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    yield home
