# SPDX-License-Identifier: Apache-2.0
"""T72: every dependency is pinned by hash, installs without a network, and is refused when it was changed.

What runs here is the manual's own way of installing offline. Asking a public list of known holes needs a
network: `make audit` does it, and says so where it could not.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
RUN = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "manual" / "operator.md").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9_.\[\]-]+)==([^ ;\\]+)", re.MULTILINE)
GPL = re.compile(r"\b[AL]?GPL|General Public", re.IGNORECASE)
WITH_RUN = re.compile(r"^ +(.*(?:pip (?:download|install)).*)$", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_is_one_version_with_its_hashes(lock: Path) -> None:
    wrong = []
    for entry in re.split(r"\n(?=[^\s#])", lock.read_text(encoding="utf-8").strip()):
        if not PINNED.match(entry) or not re.search(r"--hash=sha256:[0-9a-f]{64}", entry):
            wrong.append(entry[:60])
    assert wrong == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_host_or_a_folder(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"https?://|file:|^--(?:extra-)?index-url.*|@ ", text, re.MULTILINE) == []


def test_whatever_the_package_asks_for_is_locked() -> None:
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=! \[]", one)[0].lower() for one in asked}
    assert names <= {name.lower() for name, _ in PINNED.findall(RUN)}


def the_bill() -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "sbom")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["components"]
    return found


def test_the_bill_of_materials_lists_every_locked_package_with_a_licence_and_none_is_gpl() -> None:
    listed = {str(one["name"]): one for one in the_bill()}
    locked = {name.lower(): version for name, version in PINNED.findall(RUN)}
    assert {name: listed[name]["version"] for name in locked} == locked
    for name, one in listed.items():
        licences = one["licenses"]
        assert isinstance(licences, list) and licences, f"{name} has no licence"
        assert not GPL.search(json.dumps(licences)), f"{name}: {licences}"


def test_the_bill_of_materials_carries_the_hashes_of_the_lock() -> None:
    locked = set(re.findall(r"sha256:([0-9a-f]{64})", RUN))
    carried = set(re.findall(r"[0-9a-f]{64}", json.dumps(the_bill())))
    assert carried == locked


def test_an_audit_that_could_ask_nobody_says_so() -> None:
    """Never silence where a list of known holes could not be read; for a release it is a failure."""
    script = (ROOT / "scripts" / "audit").read_text(encoding="utf-8")
    assert "NOT AUDITED" in script and "LEEWARD_AUDIT_STRICT" in script


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the manual's first line fetches, as on another machine of the same kind."""
    folder = tmp_path_factory.mktemp("carried") / "wheels"
    venv = folder.parent / "fetching"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    (download,) = [line for line in WITH_RUN.findall(MANUAL) if "pip download" in line]
    done = in_a_venv(venv, download, ROOT, wheels=folder)
    assert done.returncode == 0, f"the packages could not be fetched: {done.stderr[-600:]}"
    return folder


def in_a_venv(venv: Path, line: str, folder: Path, *, wheels: Path) -> subprocess.CompletedProcess[str]:
    """A line of the manual, in a virtual environment; `wheels` is where the folder of that name is."""
    return subprocess.run(
        ["sh", "-c", re.sub(r"\bwheels\b", str(wheels), line)],
        cwd=folder,
        env={**os.environ, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}", "PIP_NO_INPUT": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def offline(line: str) -> str:
    """The same line where no network can be reached, as far as this machine allows to take it away."""
    cut = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    return f"unshare -rn {line}" if cut.returncode == 0 else line


@pytest.mark.long
def test_the_carried_wheels_install_without_a_network(wheels: Path, tmp_path: Path) -> None:
    copy, venv = tmp_path / "leeward", tmp_path / "venv"
    for name in (
        "src",
        "requirements",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "LICENSE-CONTENT",
        "NOTICE",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy2(source, copy / name)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    installs = [line for line in WITH_RUN.findall(MANUAL) if "pip install" in line and "--no-index" in line]
    assert len(installs) == 2
    for line in installs:
        done = in_a_venv(venv, offline(line), copy, wheels=wheels)
        assert done.returncode == 0, done.stderr[-800:]
    for command in ("leeward --version", "leeward content check"):
        done = in_a_venv(venv, offline(command), tmp_path, wheels=wheels)
        assert done.returncode == 0, done.stderr[-800:]


@pytest.mark.long
def test_a_wheel_with_one_changed_byte_is_refused(wheels: Path, tmp_path: Path) -> None:
    bad, venv = tmp_path / "wheels", tmp_path / "venv"
    shutil.copytree(wheels, bad)
    victim = next(bad.glob("msgspec-*"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    (line,) = [one for one in WITH_RUN.findall(MANUAL) if "--find-links" in one]
    done = in_a_venv(venv, line, ROOT, wheels=bad)
    assert done.returncode != 0 and "DO NOT MATCH THE HASHES" in done.stderr.upper().replace("\n", " ")
