# SPDX-License-Identifier: Apache-2.0
"""The apps of a phone, from a file that a tool wrote or a list that somebody typed.

    listed = read_app_list(data)
    listed.form                      # "dumpsys", "pm-list", "isdi", "json", "plist", "table", "names", ...
    [app.id for app in listed.apps]
    listed.unread                    # what was there and was not read, counted

The kind is told by the bytes, never by the name. Whatever comes in, the answer is an `AppList` or
`Unreadable`; what was read and what was not add up to the whole file.
"""

from __future__ import annotations

import re

import msgspec

from leeward.formats.app_lists_android import looks_like_android, read_android
from leeward.formats.app_lists_ios import looks_like_table, looks_like_tree, old_line, read_table, read_tree
from leeward.formats.app_lists_roles import read_components
from leeward.formats.app_lists_types import (
    APP_LIST_LIMITS,
    App,
    AppList,
    AppListLimits,
    Line,
    Phone,
    Platform,
    Stretch,
)
from leeward.formats.faults import Unreadable

_ID = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)+")
_NAMES_AT_MOST = 2_000
_NAME_LETTERS = 60
_NAME_WORDS = 7


def read_app_list(data: bytes, limits: AppListLimits = APP_LIST_LIMITS) -> AppList:
    """The app list in these bytes.

    Raises:
        Unreadable: nothing there, a picture or another kind of file, or words that list no apps.
    """
    is_longer = len(data) > limits.read_bytes  # then one byte more is here: the rest never came
    if len(data) > limits.read_bytes + 1:
        data = data[: limits.read_bytes]
    clean = data if data.startswith(b"bplist0") else _as_utf8(data)
    if not clean or clean.isspace():
        raise _unreadable("an empty file")
    listed = _read(clean, limits)
    if not listed.apps and not listed.says:
        raise _unreadable("no app in this file")
    if is_longer:
        rest = Stretch("the rest of the file", 0, 1, "too-large")
        listed = msgspec.structs.replace(listed, stretches=(*listed.stretches, rest), total=listed.total + 1)
    return listed


def _read(clean: bytes, limits: AppListLimits) -> AppList:
    if looks_like_tree(clean):
        listed = read_tree(clean, limits)
        if listed is not None:
            return listed
        if not clean.lstrip().startswith(b"["):  # what getprop says begins like a JSON list
            raise _unreadable("JSON or a property list without apps")
    at = clean.find(b"{\n") if b"CFBundle" in clean[:200_000] else -1
    if at > 0:  # a tool printed a line or two of its own before its JSON
        listed = read_tree(clean[at:], limits)
        if listed is not None:
            return listed
    if looks_like_android(clean):
        return read_android(clean, limits)
    if _is_binary(clean):
        raise _unreadable("a file that is not text")
    if looks_like_table(clean):
        return read_table(clean, limits)
    return _read_names(clean)


def _as_utf8(data: bytes) -> bytes:
    """The same text as UTF-8 with "\\n" in its line ends; Windows shells write UTF-16."""
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            data = data[2:].decode(name, "replace").encode("utf-8", "replace")
    if b"\n" not in data[:65_536] and b"\r" in data[:65_536]:
        data = data.replace(b"\r", b"\n")
    return data.removeprefix(b"\xef\xbb\xbf")


def _is_binary(data: bytes) -> bool:
    head = data[:65_536]
    odd = len(head) - len(head.translate(None, bytes((*range(9), 11, 12, *range(14, 32), 127))))
    return odd * 50 > len(head)


def _read_names(clean: bytes) -> AppList:
    """A list typed from a screen, an id or a title on each line, or the bare answer of a setting."""
    text = clean.decode("utf-8", "replace").replace("\r", "").replace("\0", "")
    lines = text.removesuffix("\n").split("\n")
    roles = read_components(text, 1)
    if roles and len({line.number for _, _, line in roles}) == sum(1 for line in lines if line.strip()):
        apps = {
            name: App(id=name, roles=(role,), lines={"app": line, role: line}) for name, role, line in roles
        }
        return _of_lines("components", tuple(apps.values()), len(lines), 0, "android")
    if len(lines) > _NAMES_AT_MOST:
        raise _unreadable("a long text")
    found: list[App] = []
    odd = 0
    for number, line in enumerate(lines, 1):
        app = _named(line, number)
        if app is not None:
            found.append(app)
        elif line.strip():
            odd += 1
    if odd > len(found):
        raise _unreadable("words that list no apps")
    form = "ids" if all(app.id for app in found) else "names"
    return _of_lines(form, tuple(found), len(lines) - odd, odd, "unknown")


def _named(line: str, number: int) -> App | None:
    said = line.strip().strip("-*•·\t ").rstrip(",;").strip()
    if not said or len(said) > 255:
        return None
    kept = {"app": Line(number, line.strip())}
    if _ID.fullmatch(said):
        return App(id=said, lines=kept)
    old = old_line(said, number)
    if old is not None:
        return old
    if len(said) > _NAME_LETTERS or len(said.split()) > _NAME_WORDS or said.endswith((".", "?", ":")):
        return None
    return App(id="", title=said, lines=kept)


def _of_lines(form: str, apps: tuple[App, ...], read: int, odd: int, platform: Platform) -> AppList:
    stretches = [Stretch("lines", 1, read)]
    if odd:
        stretches.append(Stretch("lines", 0, odd, "not-understood"))
    return AppList(
        platform=platform,
        form=form,
        phone=Phone(),
        apps=apps,
        stretches=tuple(stretches),
        unit="lines",
        total=read + odd,
    )


def _unreadable(found: str) -> Unreadable:
    return Unreadable(
        found,
        expected="a list of apps from `pm`, `dumpsys`, ISDi or pymobiledevice3, or names, one on each line",
        do="Check which file it is; docs/inspection.md says how such a list is made",
    )
