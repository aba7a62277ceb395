# SPDX-License-Identifier: Apache-2.0
"""What the whole program does with files and terminals made to break it. Made-up people only.

Every case ends with a plain message and exit code 2, or with a result; never with a traceback, a
half-written file, a hanging process, or a client's words on a terminal.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CANARY = "ex-words he said at night"
STEERING = "\x1b[31mred\x1b]0;title\x07\u202e\x9b1m"
LEEWARD = (sys.executable, "-m", "leeward.cli")
SMALL: dict[str, Any] = {"context": {"age": 34}, "answers": {"w7": "yes"}}


def leeward(
    *arguments: str, given: str = "", home: Path | None = None, env: dict[str, str | None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One run of the real program."""
    variables: dict[str, str | None] = {**os.environ, **(env or {})}
    if home is not None:
        variables["LEEWARD_HOME"] = str(home)
    return subprocess.run(
        (*LEEWARD, *arguments),
        input=given.encode("utf-8", "surrogatepass"),
        capture_output=True,
        check=False,
        timeout=60,
        env={name: value for name, value in variables.items() if value is not None},
    )


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """One run with streams that a shell opens or closes."""
    command = line.replace("leeward", " ".join(LEEWARD))
    return subprocess.run(("sh", "-c", command), capture_output=True, check=False, timeout=60)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What stood on standard error, which is never a traceback."""
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return text


def overlay(home: Path, name: str, document: Any) -> None:
    path = home / "overlay" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document))


# ---------------------------------------------------------------- messages


@pytest.mark.parametrize(
    "document",
    (
        {CANARY + STEERING: 1},
        {"voice": CANARY + STEERING},
        {"voice": [CANARY]},
        {"language": {CANARY: CANARY}},
        {"context": {CANARY: 1}},
        {"context": {"age": CANARY + STEERING}},
        {"context": {"age": {CANARY: [CANARY]}}},
        {"context": {"state": CANARY}},
        {"context": {"scenario": CANARY}},
        {"context": {"now": CANARY}},
        {"context": {"next_contact": [{"kind": CANARY, "at": CANARY}]}},
        {"context": {"flags_by_hand": [CANARY]}},
        {"answers": {CANARY: "yes"}},
        {"answers": {"c1": CANARY}},
        {"answers": {"r1": ["blocked"], "r2": {"blocked": CANARY}}},
        {"answers": {"r1": ["blocked"], "r2": {CANARY: "worse"}}},
        {"earlier_answers": [{"linkId": "c1", "answer": "yes", CANARY + STEERING: 1}]},
        {"earlier_answers": [{"linkId": CANARY, "answer": "yes"}]},
        {"wanted": [CANARY]},
        {"not_now": {"safety-plan": CANARY}},
        {"tried": {"block-now": CANARY}},
        {"reported_signs": [CANARY]},
    ),
)
def test_a_sentence_where_a_code_belongs_is_not_repeated(document: Any) -> None:
    done = leeward("board", "-", given=json.dumps(document))
    message = said(done)
    assert done.returncode == 2
    assert "ex-words" not in message
    assert message.rstrip("\n").isprintable(), ascii(message)


def test_a_key_that_stands_twice_is_not_repeated_when_it_is_a_sentence() -> None:
    done = leeward("screen", "-", given=f'{{"{CANARY}": 1, "{CANARY}": 2}}')
    assert done.returncode == 2
    assert "ex-words" not in said(done)


@pytest.mark.parametrize(
    "earlier", ("\ud800", [{"linkId": "\ud800"}], [{"linkId": "c1", "answer": "\ud800"}])
)
def test_half_a_letter_is_refused(earlier: Any) -> None:
    done = leeward("screen", "-", given=json.dumps({"earlier_answers": earlier}))
    assert done.returncode == 2
    assert said(done)


def test_an_endless_number_makes_no_endless_message() -> None:
    done = leeward("screen", "-", given='{"context": {"age": 1' + "0" * 4200 + "}}")
    assert done.returncode == 2
    assert len(said(done)) < 400


def test_a_file_name_cannot_steer_the_terminal() -> None:
    message = said(leeward("screen", f"no{STEERING}.json"))
    assert message.rstrip("\n").isprintable(), ascii(message)


# ---------------------------------------------------------------- times


@pytest.mark.parametrize("now", ("9999-12-31T23:59", "0001-01-01T00:00", "2026-11-27T17:00Z"))
def test_a_time_that_cannot_be_of_a_visit_is_refused(now: str, tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    done = leeward("plan", "-", "--out", str(paper), given=json.dumps({"context": {"now": now}}))
    assert done.returncode == 2
    assert "context.now" in said(done)
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- streams


def test_closed_streams_are_reported_and_not_written_over(tmp_path: Path) -> None:
    given, paper = tmp_path / "visit.json", tmp_path / "a.pdf"
    given.write_text(json.dumps(SMALL))
    stdin_closed = shell("leeward screen - <&-")
    assert (stdin_closed.returncode, "no readable file" in said(stdin_closed)) == (2, True)
    stdout_closed = shell("leeward content list >&-")
    assert (stdout_closed.returncode, "could not be written" in said(stdout_closed)) == (2, True)
    stderr_closed = shell("leeward screen no-such-file.json 2>&-")
    assert (stderr_closed.returncode, stderr_closed.stdout) == (2, b"")
    assert shell(f"leeward plan {given} --out {paper} <&- >&- 2>&-").returncode == 0
    whole = paper.read_bytes()
    assert shell(f"leeward plan {given} --out {paper}").returncode == 0
    assert whole == paper.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_output_is_reported() -> None:
    done = shell("leeward content show w7 >/dev/full")
    assert (done.returncode, "No space left" in said(done)) == (2, True)


def test_spanish_on_an_ascii_terminal_is_printed_and_stays_json() -> None:
    ascii_only: dict[str, str | None] = {"PYTHONIOENCODING": "ascii"}
    shown = leeward("content", "show", "w7", env=ascii_only)
    plainly = leeward("content", "show", "w7", env={"PYTHONIOENCODING": "utf-8"})
    assert (shown.returncode, said(shown)) == (0, "")
    assert json.loads(plainly.stdout) == json.loads(shown.stdout)
    assert leeward("services", "--state", "PR", env=ascii_only).returncode == 0


# ---------------------------------------------------------------- the home folder


@pytest.mark.parametrize("given", ("", "here"))
def test_no_overlay_is_read_from_wherever_we_stand(given: str, tmp_path: Path) -> None:
    for folder in ("leeward/overlay", "here/leeward/overlay"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "bad.yaml").write_text("nonsense")
    done = subprocess.run(
        (*LEEWARD, "content", "list"),
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "own"), "XDG_DATA_HOME": given},
    )
    assert (done.returncode, said(done)) == (0, "")


def test_a_home_that_cannot_be_looked_into_is_named() -> None:
    done = leeward("law", "WA", home=Path("a" * 300))
    assert (done.returncode, "LEEWARD_HOME" in said(done)) == (2, True)


# ---------------------------------------------------------------- papers


def test_a_paper_never_takes_the_place_of_the_answers(tmp_path: Path) -> None:
    given = tmp_path / "visit.json"
    given.write_text(json.dumps(SMALL))
    (tmp_path / "twin.json").hardlink_to(given)
    for command in ("plan", "ten-minutes"):
        for name in ("visit.json", "twin.json"):
            done = leeward(command, str(given), "--out", str(tmp_path / name))
            assert (done.returncode, "--out" in said(done)) == (2, True)
    assert json.loads(given.read_text()) == SMALL


def test_a_pipe_or_a_device_is_not_replaced_by_a_paper(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = leeward("plan", "-", "--out", str(pipe), given="{}")
    assert (done.returncode, "device" in said(done)) == (2, True)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_letters_without_meaning_do_not_stop_a_paper(tmp_path: Path) -> None:
    """Private use and unassigned letters in an overlay come out as squares."""
    shown = leeward("content", "show", "safety-plan", "--kind", "option")
    option = json.loads(shown.stdout)
    kept = {
        key: value for key, value in option.items() if key not in ("entry_kind", "local", "also_named_so")
    }
    kept["title"] = {"en": "A plan \ue000\uffff", "es": "Un plan \ue000\uffff"}
    kept = {key: value for key, value in kept.items() if value is not None}
    overlay(tmp_path, "options/ours.yaml", {"schema": "x", "reviewed": "2026-11-22", "options": [kept]})
    wish = json.dumps({**SMALL, "wanted": ["safety-plan"]})
    done = leeward("plan", "-", "--out", str(tmp_path / "a.pdf"), given=wish, home=tmp_path)
    assert (done.returncode, said(done)) == (0, "")


# ---------------------------------------------------------------- overlay and cache


STEERING_CODES = ("\\e[31m", "\\x9b1m", "\\u202e", "\\0", "\\r", "\\u2028")


def with_code(code: str, where: str) -> str:
    line = f'- name: "x{code}"' if where == "value" else f'- "x{code}": x'
    return f"services:\n{line}\n"


@pytest.mark.parametrize("code", STEERING_CODES)
@pytest.mark.parametrize("where", ("value", "key"))
def test_an_overlay_cannot_bring_steering_characters(code: str, where: str, tmp_path: Path) -> None:
    overlay(tmp_path, "services/local.yaml", with_code(code, where))
    done = leeward("services", home=tmp_path)
    assert done.returncode == 2
    message = said(done)
    assert "overlay/services/local.yaml:2" in message
    assert message.rstrip("\n").isprintable(), ascii(message)


def test_the_check_of_an_overlay_names_steering_characters_and_prints_none(tmp_path: Path) -> None:
    """A file for each of them: the check reads them all, and takes as long for one."""
    names = []
    for where in ("value", "key"):
        for number, code in enumerate(STEERING_CODES):
            names.append(f"services/local-{where}-{number}.yaml")
            overlay(tmp_path, names[-1], with_code(code, where))
    checked = leeward("content", "check", home=tmp_path).stdout.decode()
    assert checked.replace("\n", "").isprintable()
    assert [name for name in names if f"overlay/{name}:2" not in checked] == []


def test_an_overlay_has_a_size_in_all(tmp_path: Path) -> None:
    for number in range(3):
        overlay(tmp_path, f"options/{number}.yaml", "# " + "x" * 3_000_000)
    done = leeward("law", "WA", home=tmp_path)
    assert (done.returncode, "in all" in said(done)) == (2, True)


@pytest.fixture(scope="module")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A home with a whole cache, and what was answered when it was made."""
    home = tmp_path_factory.mktemp("asked")
    return home, leeward("law", "WA", home=home).stdout


@pytest.mark.parametrize("damage", ("pipe", "link", "huge", "open to all", "cut"))
def test_a_cache_that_is_not_ours_is_made_anew(
    damage: str, tmp_path: Path, asked_once: tuple[Path, bytes]
) -> None:
    home, first = asked_once
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    (cache,) = (tmp_path / "cache").glob("*.cache")
    whole = cache.read_bytes()
    if damage == "open to all":
        cache.chmod(0o666)
    elif damage == "cut":
        os.truncate(cache, 100)
    elif damage == "huge":
        os.truncate(cache, 3 * 1024**3)
    else:
        elsewhere = cache.rename(tmp_path / "elsewhere")
        os.mkfifo(cache) if damage == "pipe" else cache.symlink_to(elsewhere)
    again = leeward("law", "WA", home=tmp_path)
    assert first and (0, first) == (again.returncode, again.stdout)
    assert whole == cache.read_bytes()
    assert not cache.is_symlink()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600


def test_what_a_stopped_process_left_in_the_cache_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "cache" / ".writing-x"
    left.parent.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert leeward("law", "WA", home=tmp_path).returncode == 0
    assert not left.exists()
