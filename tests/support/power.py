# SPDX-License-Identifier: Apache-2.0
"""What a disk may hold after the power went, at any moment of a program's life.

    story = watched(home, "save", acts=6)            # the program under strace: each write, each sync
    for image in images_of(story, home_before, folder, chance):
        ...                                          # image.path: the home as found; image.said: acknowledged

What was written to a file counts as on the disk once that file was synced. What was written since may be
there, or not, sector by sector and in any order: each image draws that anew, and the first of each moment
has nothing of it.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
_CACHE = "/cache/"
"""Of what the program knows: made anew where it is not whole. So is shared memory (-shm), at each start."""
_NAMES = "unlink,unlinkat,rename,renameat,renameat2,link,linkat"
_CALLS = f"trace=pwrite64,write,ftruncate,fdatasync,fsync,{_NAMES}"
_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)\) = (?P<gave>-?\d+)")
_HANDLE = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>(?:, )?(?P<rest>.*)$")
_PROGRAM = (
    "from pathlib import Path; from tests.support.dying import alone;"
    " alone(Path({home!r}), {work!r}, seed={seed}, acts={acts}, pragma={pragma!r})"
)


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: `write`, `size`, `sync`, `said`, or `other`, which no image would heed."""

    kind: str
    path: str = ""
    at: int = 0
    data: bytes = b""


def watched(home: Path, work: str, log: Path, *, seed: int, acts: int, pragma: str = "") -> list[Event]:
    """What a program that works on a home did to its files, in order, and what it said was saved."""
    program = _PROGRAM.format(home=str(home), work=work, seed=seed, acts=acts, pragma=pragma)
    strace = ["strace", "-f", "-y", "-xx", "-s", "9999999", "-e", _CALLS, "-o", str(log)]
    subprocess.run(
        [*strace, sys.executable, "-c", program],
        stdout=subprocess.DEVNULL,
        check=False,
        timeout=300,
    )
    with log.open() as lines:
        return [event for line in lines if (event := _event(line, str(home)))]


def _event(line: str, home: str) -> Event | None:
    call = _CALL.match(line)
    if call is None or int(call["gave"]) < 0:
        return None
    handle = _HANDLE.match(call["rest"])
    if handle is None:
        return _by_name(call["rest"], home)
    path = _bytes(handle["path"]).decode()
    if call["name"] == "write" and handle["number"] == "1":
        return Event("said", data=_bytes(handle["rest"]))
    if not path.startswith(home) or path.endswith("-shm") or _CACHE in path:
        return None
    rest = handle["rest"].rsplit(", ", 2)
    if call["name"] == "pwrite64":
        return Event("write", path, int(rest[2]), _bytes(rest[0]))
    if call["name"] == "ftruncate":
        return Event("size", path, int(handle["rest"]))
    return Event("sync" if call["name"] in ("fsync", "fdatasync") else "other", path)


def _by_name(rest: str, home: str) -> Event | None:
    """A change of names. That a file was made is not one: it is there once it was synced."""
    path = _bytes(rest).decode(errors="replace")
    return Event("other", path) if home in path and _CACHE not in path else None


def _bytes(text: str) -> bytes:
    return bytes.fromhex("".join(re.findall(r"\\x([0-9a-f]{2})", text)))


@dataclass
class _File:
    """What is surely on the disk, and what is on its way."""

    sure: bytearray
    on_its_way: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Image:
    """A home after the power went; what had been acknowledged by then; and which moment it was."""

    path: Path
    said: list[list[Any]]
    moment: str


def images_of(
    story: list[Event], before: Path, folder: Path, chance: random.Random, *, each: int, moments: int
) -> Iterator[Image]:
    """Homes as they may be found: at each acknowledgment, and at so many other moments.

    Args:
        before: the home as it was before the story, all of it on the disk.
        each: how many images of one moment.
    """
    home = next(event.path for event in story if event.path).split("/keys/")[0].rsplit("/db.sqlite3", 1)[0]
    files: dict[str, _File] = {}
    said: list[list[Any]] = []
    chosen = set(chance.sample(range(len(story)), min(moments, len(story))))
    for number, event in enumerate(story):
        if event.kind == "said":
            said.append(json.loads(event.data))
        elif event.kind != "other":
            name = event.path.removeprefix(home).lstrip("/")
            _happen(files, name, event, before)
        if event.kind == "said" or number in chosen:
            for one in range(each):
                path = _found(files, before, folder, chance if one else None)
                yield Image(path, list(said), f"event {number} of {len(story)}, image {one}")


def _happen(files: dict[str, _File], name: str, event: Event, before: Path) -> None:
    if (before / name).is_dir():
        return  # a folder was synced: its files are there, as they are once they were synced themselves
    if name not in files:
        old = before / name
        files[name] = _File(bytearray(old.read_bytes() if old.exists() else b""))
    file = files[name]
    if event.kind == "sync":
        for one in file.on_its_way:
            _apply(file.sure, one, None)
        file.on_its_way.clear()
    else:
        file.on_its_way.append(event)


def _apply(content: bytearray, event: Event, chance: random.Random | None) -> None:
    """All of an event, or by chance some of its sectors."""
    if event.kind == "size":
        if chance is None or chance.random() < 0.5:
            del content[event.at :]
            content.extend(bytes(event.at - len(content)))
        return
    for start in range(0, len(event.data), SECTOR):
        if chance is None or chance.random() < 0.5:
            data = event.data[start : start + SECTOR]
            at = event.at + start
            content.extend(bytes(max(0, at + len(data) - len(content))))
            content[at : at + len(data)] = data


def _found(files: dict[str, _File], before: Path, folder: Path, chance: random.Random | None) -> Path:
    """One home: with nothing of what was on its way, or by chance with some."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    for name, file in files.items():
        content = bytearray(file.sure)
        if chance is not None:
            for event in file.on_its_way:
                _apply(content, event, chance)
        if content or (before / name).exists():
            (folder / name).write_bytes(content)
    return folder
