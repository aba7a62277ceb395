# SPDX-License-Identifier: Apache-2.0
"""What comes with the program for a server: the unit of systemd, the proxies, the bill of materials."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.serving import free_port

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "packaging" / "leeward.service"
NGINX = (ROOT / "packaging" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "packaging" / "proxy" / "Caddyfile").read_text(encoding="utf-8")
EXPOSURE_AT_MOST = 1.5
"""As `systemd-analyze security` counts it, of 10; a unit that says nothing has 9.6."""

_UNDER_MDWE = """
import ctypes, os, sys
refuse_exec_gain = 1
if ctypes.CDLL(None).prctl(65, refuse_exec_gain, 0, 0, 0):
    sys.exit(77)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""What MemoryDenyWriteExecute= asks of the kernel (PR_SET_MDWE, Linux 6.3); 77: a kernel without it."""

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")


@pytest.fixture
def unit(tmp_path: Path) -> str:
    """The unit, with a program that exists everywhere in the place of ours."""
    path = tmp_path / "leeward.service"
    text = UNIT.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE))
    return str(path)


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_unit(unit: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=60
    )
    assert "leeward.service" not in done.stderr, done.stderr


@needs_systemd
def test_the_unit_leaves_little_open(unit: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": "cat"},
    )
    exposure = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    assert exposure and float(exposure[1]) <= EXPOSURE_AT_MOST, done.stdout + done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "MemoryDenyWriteExecute=yes",
        "MemorySwapMax=0",
        "LimitCORE=0",
        "UMask=0077",
        "IPAddressDeny=any",
        "IPAddressAllow=localhost",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
        "CapabilityBoundingSet=",
    ],
)
def test_the_unit_says(line: str) -> None:
    assert line in UNIT.read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a matter of Linux")
def test_the_program_lives_without_memory_that_is_written_and_run(tmp_path: Path) -> None:
    """Crypto libraries, the server and the typesetter, under the rule that the unit sets."""
    command = [sys.executable, "-c", _UNDER_MDWE, sys.executable, "-m", "leeward.cli"]
    typeset = [*command, "examples", "--out", str(tmp_path / "out"), "--from", str(ROOT / "examples")]
    env = {**os.environ, "LEEWARD_HOME": str(tmp_path / "h")}
    done = subprocess.run(typeset, capture_output=True, text=True, check=False, timeout=300, env=env)
    if done.returncode == 77:
        pytest.skip("this kernel cannot refuse it")
    assert done.returncode == 0, done.stderr
    with subprocess.Popen(
        [*command, "serve", "--port", str(free_port())], stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
        process.wait(20)
    assert "this machine only" in first  # its agent answered: the vault's libraries are loaded there


def test_the_proxies_write_down_nobody_and_spool_nothing() -> None:
    for wanted in ("access_log off;", "proxy_buffering off;", "proxy_request_buffering off;"):
        assert wanted in NGINX
    assert "output discard" in CADDY


def test_the_proxies_pass_on_the_address_they_saw_and_none_that_a_visitor_says() -> None:
    """Wrong tries are counted by it: without, one person who guesses slows every browser that is new here."""
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "header_up X-Forwarded-For {remote_host}" in CADDY
    assert 'proxy_set_header Forwarded "";' in NGINX and "header_up -Forwarded" in CADDY
    for proxy in (NGINX, CADDY):
        assert "127.0.0.1:8787" in proxy and "X-Forwarded-Proto https" in proxy


def the_bill() -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "sbom")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_bill_of_materials_tells_nothing_of_this_machine_and_is_the_same_twice() -> None:
    first, second = json.dumps(the_bill()), json.dumps(the_bill())
    assert first == second
    told = [str(ROOT), str(Path.home()), os.uname().nodename]
    assert [one for one in told if len(one) > 1 and one in first] == []
    assert not re.search(r'"timestamp"|file://|https?://(?!cyclonedx\.org)', first)


def test_the_bill_of_materials_has_the_form_of_cyclonedx() -> None:
    """The whole schema is held against it by `make audit`, which brings a validator."""
    bill = the_bill()
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(bill["serialNumber"]))
    components, dependencies = bill["components"], bill["dependencies"]
    assert isinstance(components, list) and isinstance(dependencies, list)
    refs = [one["bom-ref"] for one in components]
    assert len(refs) == len(set(refs))
    named = {one["ref"] for one in dependencies} | {ref for one in dependencies for ref in one["dependsOn"]}
    assert named <= {*refs, "leeward"}
