# SPDX-License-Identifier: Apache-2.0
"""`dumpsys package` -> apps: a reader of blocks, fast because it looks for what it needs.

    Packages:
      Package [com.example.app] (1a2b3c):
        appId=10123                                  # up to Android 12: userId=
        flags=[ HAS_CODE ALLOW_BACKUP ]
        installerPackageName=com.android.vending     # left out by the phone when there is none
        User 0: ceDataInode=1 installed=true hidden=false ...
          firstInstallTime=2026-01-31 10:11:12       # up to Android 12: in the block, not per user
          runtime permissions:
            android.permission.CAMERA: granted=true, flags=[ ... ]

Phones put stray line ends into blocks, cut dumps off and write digits of their own language into times;
a block is read as far as it goes. `Hidden system packages:` repeats apps that an update covers: they
tell that an app came with the phone, and are no apps of their own.
"""

from __future__ import annotations

import re

import msgspec

from leeward.formats.app_lists_types import LONGEST_SHOWN, SENSITIVE, App, Install, Line, Stretch

_START = re.compile(r"\n[ \t]{1,12}Package \[([^\]\n]{1,255})\]")
_USER = re.compile(r"\n[ \t]+User (\d{1,6}):")
_TITLE = re.compile(r"\n([A-Z][A-Za-z][A-Za-z0-9 /()_-]{1,60}):[ \t]*(?=\n|$)(?!\n[ \t]*\n?[ \t]{4})")
"""A title at the left edge; what follows one stands two deep, what follows a stray line end stands deeper."""
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?")
_PACKAGES = frozenset({"Packages", "Hidden system packages", "Queries"})


class ReadPackages(msgspec.Struct):
    """What one package section gave."""

    apps: dict[str, App]
    stretches: list[Stretch]
    system_versions: set[str]
    """Ids among the hidden system packages."""


def read_packages(text: str, first_line: int) -> ReadPackages:
    """The apps of a package section, in the order of the dump.

    Args:
        text: the section, line ends as "\\n".
        first_line: the number of its first line in the file.
    """
    read = ReadPackages({}, [], set())
    for title, part, line, lines in _parts(text, first_line):
        if title not in _PACKAGES and "\n  Package [" not in part:
            read.stretches.append(Stretch(title, line, lines, "not-about-apps"))
            continue
        read.stretches.append(Stretch(title, line, lines))
        is_hidden = title.startswith("Hidden")
        for name, block, number in _blocks(part, line):
            if is_hidden:
                read.system_versions.add(name)
                continue
            app = _read_block(name, block, number)
            known = read.apps.get(name)
            read.apps[name] = app if known is None else _joined(known, app)
    return read


def _parts(text: str, first_line: int) -> list[tuple[str, str, int, int]]:
    """The section at its titles: title, text from the line end before it, first line, lines."""
    body = "\n" + text.removesuffix("\n")
    marks = [(match.start(), match[1]) for match in _TITLE.finditer(body)]
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, "start"))
    found = []
    line = first_line
    for number, (at, title) in enumerate(marks):
        part = body[at : marks[number + 1][0] if number + 1 < len(marks) else len(body)]
        lines = part.count("\n")
        found.append((title, part, line, lines))
        line += lines
    return found


def _blocks(part: str, line: int) -> list[tuple[str, str, int]]:
    starts = [(match.start(), match[1]) for match in _START.finditer(part)]
    found = []
    number, behind = line, 0
    for index, (at, name) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(part)
        number += part.count("\n", behind, at)
        behind = at
        found.append((name, part[at:end], number))
    return found


def _read_block(name: str, block: str, number: int) -> App:
    lines = {"app": Line(number, _line_at(block, 1))}
    flags = _bracketed(block, "\n    flags=[") or _bracketed(block, " pkgFlags=[")
    is_system = "SYSTEM" in flags
    users = _users(block)
    installer = _value(block, " installerPackageName=", lines, "installer", number)
    initiating = _value(block, "nitiatingPackageName=", lines, "initiating", number)
    if flags and not is_system:
        _value(block, " packageSource=", lines, "source", number)
        _value(block, " firstInstallTime=", lines, "installed", number)
    if not is_system or "DEBUGGABLE" in flags or "TEST_ONLY" in flags:
        _value(block, "\n    flags=[", lines, "flags", number)
    granted = _granted(block, lines if not is_system else None, number)
    return App(
        id=name,
        version=_after(block, " versionName="),
        installer=_said(installer) if installer is not None or users else None,
        initiating=_said(initiating) if initiating is not None else "",
        is_system=is_system if flags else None,
        is_updated_system="UPDATED_SYSTEM_APP" in flags,
        flags=flags,
        granted=granted,
        requested=() if is_system else _requested(block),
        installs=_installs(block, users),
        updated=_time(_after(block, " lastUpdateTime=")),
        users=tuple(user for user, chunk in users if "installed=false" not in chunk),
        is_hidden=any(" hidden=true" in chunk for _, chunk in users) if users else None,
        path=_after(block, " codePath="),
        lines=lines,
    )


def _users(block: str) -> list[tuple[int, str]]:
    """What the block says of each user, from the line `User N:` to the next."""
    at = block.find("User ")
    if at < 0:
        return []
    line = max(block.rfind("\n", 0, at), 0)
    marks = [(match.start(), int(match[1])) for match in _USER.finditer(block, line)]
    ends = [start for start, _ in marks[1:]] + [len(block)] * bool(marks)
    return [(user, block[start:end]) for (start, user), end in zip(marks, ends, strict=True)]


def _installs(block: str, users: list[tuple[int, str]]) -> tuple[Install, ...]:
    """First installation per user; the old layout has one time for all. 1970 stands for "not here"."""
    found = []
    for user, chunk in users:
        at = _time(_after(chunk, " firstInstallTime="))
        if at and "installed=false" not in chunk:
            found.append(Install(user, at))
    if not found:
        at = _time(_after(block, " firstInstallTime="))
        if at:
            found.append(Install(0, at))
    return tuple(found)


def _time(said: str) -> str:
    """A time in digits of any script as `YYYY-MM-DD HH:MM:SS`; empty where it stands for none.

    >>> _time("٢٠٢٣-٠٩-٢٢ 15:22:45"), _time("1970-01-01 00:00:00"), _time("1969-12-31 19:00:00"), _time("?")
    ('2023-09-22 15:22:45', '', '', '')
    """
    if not said.isascii():
        said = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in said)
    said = said.strip()
    return said if _TIME.fullmatch(said) and "1971" <= said[:4] <= "2100" else ""


def _granted(block: str, lines: dict[str, Line] | None, number: int) -> tuple[str, ...]:
    """What the block says is granted, to any user; the lines of what matters go into `lines`."""
    parts = block.split(": granted=true")
    parts.pop()
    found = dict.fromkeys([part[part.rfind("\n") + 1 :].strip() for part in parts])
    if lines is not None:
        for name in SENSITIVE.intersection(found):
            start = block.rfind("\n", 0, block.find(f"{name}: granted=true")) + 1
            lines[name] = Line(number + block.count("\n", 0, start) - 1, _line_at(block, start))
    return tuple(found)


def _requested(block: str) -> tuple[str, ...]:
    at = block.find("requested permissions:\n")
    if at < 0:
        return ()
    found = []
    edge = at - block.rfind("\n", 0, at) - 1
    for line in block[at:].split("\n")[1:]:
        name = line.strip()
        if not name:
            continue
        if len(line) - len(line.lstrip()) <= edge:
            break
        found.append(name.split(":", 1)[0])
    return tuple(found)


def _bracketed(block: str, key: str) -> tuple[str, ...]:
    at = block.find(key)
    if at < 0:
        return ()
    end = block.find("]", at)
    return tuple(block[at + len(key) : end if end >= 0 else len(block)].split())


def _after(block: str, key: str) -> str:
    at = block.find(key)
    if at < 0:
        return ""
    end = block.find("\n", at + 1)
    return block[at + len(key) : end if end >= 0 else len(block)].strip()


def _value(block: str, key: str, lines: dict[str, Line], about: str, number: int) -> str | None:
    """What follows a key, and its line under `about`; None where the block has no such key."""
    at = block.find(key)
    if at < 0:
        return None
    start = at + 1 if key.startswith("\n") else block.rfind("\n", 0, at) + 1
    text = _line_at(block, start)
    lines[about] = Line(number + block.count("\n", 0, start) - 1, text)
    return text.partition("=")[2]


def _line_at(block: str, start: int) -> str:
    end = block.find("\n", start, start + LONGEST_SHOWN)
    return block[start : end if end >= 0 else start + LONGEST_SHOWN].strip()


def _said(value: str | None) -> str:
    return "" if value in (None, "null", "?") else value.strip() if value else ""


def _joined(known: App, again: App) -> App:
    """Two blocks of one id, as in a file that holds two dumps: nothing that either says is lost."""
    return msgspec.structs.replace(
        again,
        granted=tuple(dict.fromkeys((*known.granted, *again.granted))),
        requested=tuple(dict.fromkeys((*known.requested, *again.requested))),
        users=tuple(sorted({*known.users, *again.users})),
        installs=known.installs or again.installs,
        installer=again.installer if again.installer is not None else known.installer,
        is_system=again.is_system if again.is_system is not None else known.is_system,
        lines={**known.lines, **again.lines},
    )
