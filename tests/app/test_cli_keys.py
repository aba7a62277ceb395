# SPDX-License-Identifier: Apache-2.0
"""`leeward keys` in a terminal and in scripts: with a server and without, and what it refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.copying import run
from tests.support.practice import PASSPHRASE, Home
from tests.support.serving import served

from leeward.vault.overview import overview

NEW = "another quiet morning on the water"

ONE_DATABASE_IS_ENOUGH = True


@pytest.fixture
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files with passphrases, as a script keeps them."""
    folder = tmp_path_factory.mktemp("words")
    found = {}
    for name, words in {"today": PASSPHRASE, "new": NEW, "wrong": "not this one, not this one"}.items():
        path = folder / name
        path.write_text(f"{words}\n")
        path.chmod(0o600)
        found[name] = str(path)
    return found


def opens(home: Home, passphrase: str) -> bool:
    """In a process of its own, as a person would: with the key ring as it stands now."""
    from leeward.terms.errors import VaultError
    from leeward.vault.setup import unlock_ring
    from leeward.vault.sources import Passphrase

    try:
        unlock_ring(home.path / "keys", Passphrase(passphrase)).lock()
    except VaultError:
        return False
    return True


def test_without_a_server_the_command_rotates_and_is_on_record(here: Home, files: dict[str, str]) -> None:
    from leeward.practice.audit.models import AuditEntry

    where = here.open_case(here.signed_in(), code_name="Ternmarker")
    done = run(here.path, "keys", "rotate", "--passphrase-file", files["today"])
    assert (done.returncode, done.stderr) == (0, "")
    assert "A new practice key" in done.stdout and PASSPHRASE not in done.stdout
    ring = overview(here.path / "keys")
    assert (ring.version, ring.is_under_way) == (2, False)
    assert [one.is_allowed for one in AuditEntry.objects.filter(action="keys.rotate")] == [True]
    here.agent.unlock(PASSPHRASE)
    assert "Ternmarker" in here.signed_in().get(where).content.decode()


def test_a_wrong_passphrase_is_one_message_and_changes_nothing(here: Home, files: dict[str, str]) -> None:
    from leeward.practice.audit.models import AuditEntry

    done = run(here.path, "keys", "rotate", "--passphrase-file", files["wrong"])
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
    assert "does not open" in done.stderr and "Traceback" not in done.stderr
    assert overview(here.path / "keys").version == 1
    assert [one.is_allowed for one in AuditEntry.objects.filter(action="keys.rotate")] == [False]


def test_the_passphrase_is_changed(here: Home, files: dict[str, str]) -> None:
    done = run(
        here.path,
        *("keys", "passphrase", "--passphrase-file", files["today"], "--new-passphrase-file", files["new"]),
    )
    assert done.returncode == 0, done.stderr
    assert NEW not in done.stdout
    assert (opens(here, PASSPHRASE), opens(here, NEW)) == (False, True)


def test_a_new_paper_works_once_it_was_typed_back(here: Home, files: dict[str, str]) -> None:
    before = overview(here.path / "keys").paper_proven_at
    command = [sys.executable, "-m", "leeward.cli", "keys", "paper", "--passphrase-file", files["today"]]
    env = {**os.environ, "LEEWARD_HOME": str(here.path)}
    slip = subprocess.run(
        command, env=env, input="A\nB\nC\nD\nE\n", capture_output=True, text=True, check=False
    )
    assert slip.returncode == 2 and "Row" in slip.stderr.title()
    assert overview(here.path / "keys").paper_proven_at == before
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        rows = []
        for line in process.stdout:
            if found := re.match(r"^  \d +(.+)$", line):
                rows.append(found[1])
            if line.startswith("Now type"):
                break
        process.stdin.write("\n".join(rows) + "\n")
        process.stdin.close()
        assert "is the one that works" in process.stdout.read()
    assert process.returncode == 0
    here.agent.lock()
    here.agent.readmit("\n".join(f"{at}   {row}" for at, row in enumerate(rows, 1)), NEW)


def test_a_passphrase_file_that_others_may_read_is_refused(here: Home, files: dict[str, str]) -> None:
    Path(files["today"]).chmod(0o640)
    done = run(here.path, "keys", "rotate", "--passphrase-file", files["today"])
    assert done.returncode == 2 and "0600" in done.stderr
    gone = run(here.path, "keys", "rotate", "--passphrase-file", files["today"] + "-not")
    assert gone.returncode == 2 and "no readable passphrase file" in gone.stderr


def test_without_a_terminal_and_without_a_file_it_says_what_to_do(here: Home) -> None:
    env = {**os.environ, "LEEWARD_HOME": str(here.path)}
    done = subprocess.run(
        [sys.executable, "-m", "leeward.cli", "keys", "rotate"],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "--passphrase-file" in done.stderr


def test_where_a_server_runs_its_agent_does_it_and_what_was_locked_is_locked_again(
    here: Home, files: dict[str, str]
) -> None:
    from leeward.practice.cases.models import Case

    here.open_case(here.signed_in())
    assert Case.objects.count() == 1
    here.agent.lock()
    with served(here.path):
        done = run(here.path, "keys", "rotate", "--passphrase-file", files["today"])
        assert done.returncode == 0, done.stderr
        from leeward.vault.client import AgentClient

        line = AgentClient(here.path / "run" / "agent.sock")
        assert line.status().ring == "locked"
        line.unlock(PASSPHRASE)
        done = run(here.path, "keys", "rotate", "--passphrase-file", files["today"])
        assert done.returncode == 0, done.stderr
        assert line.status().ring == "unlocked"
        quiet = AgentClient(here.path / "run" / "agent.sock", is_quiet=True)
        assert len(quiet.case_keys(["practice"])) == 1  # as the server's own work asks
        for one in (line, quiet):
            one.close()
    assert overview(here.path / "keys").version == 3


def test_a_home_that_was_never_set_up_is_told_so(empty_home: Home, files: dict[str, str]) -> None:
    done = run(empty_home.path, "keys", "rotate", "--passphrase-file", files["today"])
    assert done.returncode == 2 and "Set it up first" in done.stderr
