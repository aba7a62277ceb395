# SPDX-License-Identifier: Apache-2.0
"""JSON, property lists and CSV of installed apps: ISDi, pymobiledevice3, ideviceinstaller, androidqf.

    {"com.example.app": {"CFBundleDisplayName": ..., "SignerIdentity": ..., "ApplicationType": "User"}}
    {"apps": {...}, "devinfo": {...}}                  # ISDi
    [{"name": "com.example.app", "installer": "null", "files": [{"certificate": ...}]}]   # androidqf

A JSON file that is cut off is read entry by entry up to there. An iPhone's list cannot show what
somebody hid with a jailbreak, and no list shows what happens in an account.
"""

from __future__ import annotations

import csv
import json
import plistlib
import re
import struct
from collections.abc import Iterable, Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from leeward.formats.app_lists_types import (
    App,
    AppList,
    AppListLimits,
    Certificate,
    Line,
    Phone,
    Platform,
    Stretch,
)

_PLIST_FAULTS = (
    plistlib.InvalidFileException, ExpatError, ValueError, TypeError, AttributeError, LookupError,
    OverflowError, RecursionError, MemoryError, struct.error,
)  # fmt: skip
"""What plistlib raises for bytes that are no property list."""
USAGE = {
    "NSLocationAlwaysUsageDescription": "android.permission.ACCESS_BACKGROUND_LOCATION",
    "NSLocationAlwaysAndWhenInUseUsageDescription": "android.permission.ACCESS_BACKGROUND_LOCATION",
    "NSLocationWhenInUseUsageDescription": "android.permission.ACCESS_FINE_LOCATION",
    "NSMicrophoneUsageDescription": "android.permission.RECORD_AUDIO",
    "NSCameraUsageDescription": "android.permission.CAMERA",
    "NSContactsUsageDescription": "android.permission.READ_CONTACTS",
    "NSCalendarsUsageDescription": "android.permission.READ_CALENDAR",
    "NSPhotoLibraryUsageDescription": "android.permission.READ_MEDIA_IMAGES",
}
"""What an iOS app may ask for, by the Android name of the same; asking is not having been allowed."""
_CSV_HEAD = re.compile(rb"^\s*\"?CFBundleIdentifier\"?\s*,", re.MULTILINE)
_OLD_LINE = re.compile(r"^([A-Za-z][\w-]*(?:\.[\w-]+)+) - (.{1,200}?)(?: (\d[\w.]*))?$")


def looks_like_tree(data: bytes) -> bool:
    """Whether this is a property list or JSON, by how it begins."""
    start = data[:2048].lstrip()
    return start.startswith((b"bplist0", b"<?xml", b"<plist", b"<!DOCTYPE plist", b"{", b"["))


def looks_like_table(data: bytes) -> bool:
    """Whether this is what ideviceinstaller prints as a table or as lines."""
    return _CSV_HEAD.search(data[:4096]) is not None


def read_tree(data: bytes, limits: AppListLimits) -> AppList | None:
    """The apps of a JSON file or a property list; None where it holds none."""
    is_cut = len(data) > limits.tree_bytes
    data = data[: limits.tree_bytes]
    start = data.lstrip()[:1]
    if start in (b"{", b"["):
        tree, whole = _json_tree(data)
        form = "json"
    else:
        tree, whole = _plist_tree(data), True
        form = "plist"
    if tree is None:
        return None
    phone = Phone()
    if isinstance(tree, dict) and "apps" in tree:
        phone = _phone(tree.get("devinfo"))
        tree = tree["apps"]
        form = "isdi"
    entries = list(_entries(tree))
    apps: dict[str, App] = {}
    for name, entry in entries[: limits.apps]:
        app = _app(name, entry)
        if app is not None:
            apps.setdefault(app.id, app)
    if not apps:
        return None
    read = sum(1 for name, entry in entries[: limits.apps] if _app_id(name, entry))
    stretches = [Stretch("apps", 1, read)]
    if len(entries) > limits.apps:
        stretches.append(Stretch("apps", limits.apps + 1, len(entries) - limits.apps, "too-many"))
    odd = min(len(entries), limits.apps) - read
    if odd:
        stretches.append(Stretch("apps", 0, odd, "not-understood"))
    if not whole or is_cut:
        stretches.append(Stretch("apps", len(entries) + 1, 1, "too-large" if is_cut else "cut-off"))
    is_android = any("certificates" in str(app.lines) or app.installer is not None for app in apps.values())
    platform: Platform = "android" if is_android else "ios"
    return AppList(
        platform=platform,
        form="androidqf" if is_android else form,
        phone=phone,
        apps=tuple(apps.values()),
        stretches=tuple(stretches),
        unit="entries",
        total=sum(stretch.count for stretch in stretches),
        says=("installer", "system", "certificates") if is_android else ("signer", "system"),
    )


def read_table(data: bytes, limits: AppListLimits) -> AppList:
    """What ideviceinstaller prints: a table with a head, or `id - title version` lines."""
    text = data.decode("utf-8", "replace")
    apps: dict[str, App] = {}
    read = odd = 0
    for number, said in enumerate(text.splitlines(), 1):
        cells = _cells(said)
        if not any(cells) or cells[0] == "CFBundleIdentifier":
            read += 1
        elif len(cells) >= 2 and "." in cells[0] and " " not in cells[0] and len(apps) < limits.apps:
            title = cells[2] if len(cells) > 2 else ""
            line = Line(number, ", ".join(cells))
            apps.setdefault(cells[0], App(id=cells[0], version=cells[1], title=title, lines={"app": line}))
            read += 1
        else:
            odd += 1
    stretches = [Stretch("table", 1, read)]
    if odd:
        stretches.append(Stretch("table", 0, odd, "not-understood"))
    return AppList(
        platform="ios",
        form="table",
        phone=Phone(),
        apps=tuple(apps.values()),
        stretches=tuple(stretches),
        unit="entries",
        total=read + odd,
    )


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for row in csv.reader([line], skipinitialspace=True) for cell in row]
    except csv.Error:
        return [line.strip()]


def old_line(line: str, number: int) -> App | None:
    """`com.example.app - Title 1.2`, as older ideviceinstallers print it."""
    match = _OLD_LINE.match(line)
    if match is None:
        return None
    return App(id=match[1], title=match[2], version=match[3] or "", lines={"app": Line(number, line.strip())})


def _json_tree(data: bytes) -> tuple[Any, bool]:
    """The JSON value, and whether it was whole; of one that is cut off, the entries before the cut."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    try:
        return json.loads(text), True
    except RecursionError:
        return None, False
    except ValueError:
        return _salvaged(text), False


def _salvaged(text: str) -> Any:
    """The entries of a JSON object or list as far as they go; of ISDi's, those under "apps"."""
    at = re.search(r'"apps"\s*:\s*(?=[\[{])', text[:5000])
    start = at.end() if at is not None else 0
    decoder = json.JSONDecoder()
    is_list = text[start] == "["
    found: dict[str, Any] = {}
    listed: list[Any] = []
    here = start + 1
    try:
        while True:
            here = _skip(text, here)
            if not is_list:
                key, here = decoder.raw_decode(text, here)
                here = _skip(text, here)
                value, here = decoder.raw_decode(text, here)
                found[str(key)] = value
            else:
                value, here = decoder.raw_decode(text, here)
                listed.append(value)
    except (ValueError, RecursionError, IndexError):
        return listed if is_list else found


def _skip(text: str, here: int) -> int:
    while text[here] in " \t\r\n,:":
        here += 1
    return here


def _plist_tree(data: bytes) -> Any:
    try:
        return plistlib.loads(data.lstrip() if not data.startswith(b"bplist") else data)
    except _PLIST_FAULTS:
        return None


def _entries(tree: Any) -> Iterator[tuple[str, Any]]:
    """Each entry with the name it stands under."""
    if isinstance(tree, dict):
        yield from ((str(name), entry) for name, entry in tree.items())
    elif isinstance(tree, list):
        yield from (("", entry) for entry in tree)


def _app_id(name: str, entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    for key in ("CFBundleIdentifier", "package_name", "appId"):
        if isinstance(entry.get(key), str) and entry[key]:
            return str(entry[key])[:255]
    own = entry.get("name") if "files" in entry or "installer" in entry else name
    return own[:255] if isinstance(own, str) and "." in own else ""


def _app(name: str, entry: Any) -> App | None:
    """One entry, from an iPhone or from an Android phone; None where it names no app."""
    app_id = _app_id(name, entry)
    if not app_id:
        return None
    if "CFBundleIdentifier" not in entry and ("files" in entry or "installer" in entry):
        return _android_app(app_id, entry)
    kind = _text(entry, "ApplicationType")
    asked = tuple(dict.fromkeys(meaning for key, meaning in USAGE.items() if key in entry))
    signer = _text(entry, "SignerIdentity")
    lines = {"app": Line(0, app_id)}
    if signer:
        lines["signer"] = Line(0, f"SignerIdentity: {signer}")
    for key, meaning in USAGE.items():
        if key in entry:
            lines.setdefault(meaning, Line(0, f"{key}: {_text(entry, key)[:160]}"))
    tags = entry.get("SBAppTags")
    is_hidden = isinstance(tags, list) and "hidden" in tags
    return App(
        id=app_id,
        title=_text(entry, "CFBundleDisplayName") or _text(entry, "CFBundleName"),
        version=_text(entry, "CFBundleShortVersionString") or _text(entry, "CFBundleVersion"),
        is_system=kind != "User" if kind else None,
        is_hidden=is_hidden if kind == "User" else None,
        requested=asked,
        signer=signer,
        path=_text(entry, "Path"),
        lines=lines,
    )


def _android_app(app_id: str, entry: dict[str, Any]) -> App:
    """An entry of androidqf's packages.json or of MVT's own output."""
    installer = entry.get("installer")
    said = "" if installer in (None, "null", "") else str(installer)[:255]
    lines = {"app": Line(0, app_id), "installer": Line(0, f"installer: {installer or 'null'}")}
    certificates = []
    files = entry.get("files")
    for one in files if isinstance(files, list) else []:
        given = one.get("certificate") if isinstance(one, dict) else None
        if isinstance(given, dict):
            made = Certificate(
                sha1=_text(given, "Sha1").upper(),
                sha256=_text(given, "Sha256").upper(),
                subject=_text(given, "Subject"),
            )
            if made not in certificates:
                certificates.append(made)
                lines.setdefault("certificates", Line(0, f"certificate Sha1: {made.sha1}"))
    system = entry.get("system")
    return App(
        id=app_id,
        installer=said,
        is_system=system if isinstance(system, bool) else None,
        certificates=tuple(certificates),
        requested=_names(entry.get("requested_permissions")),
        granted=_granted(entry.get("permissions")),
        installs=(),
        lines=lines,
    )


def _granted(listed: Any) -> tuple[str, ...]:
    if not isinstance(listed, list):
        return ()
    return _names(one.get("name") for one in listed if isinstance(one, dict) and one.get("granted") is True)


def _names(listed: Any) -> tuple[str, ...]:
    if not isinstance(listed, Iterable) or isinstance(listed, str | bytes | dict):
        return ()
    return tuple(one for one in listed if isinstance(one, str))


def _phone(given: Any) -> Phone:
    if not isinstance(given, dict):
        return Phone()
    return Phone(model=_text(given, "ProductType"), system=_text(given, "ProductVersion"))


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return " ".join(value.split())[:400] if isinstance(value, str) else ""
