# SPDX-License-Identifier: Apache-2.0
"""Texts from an Android phone -> apps: `pm list packages`, `dumpsys`, ISDi dumps, settings, admins.

One file often holds several of them, one after the other, with what the shell said in between. It is
cut where a known beginning stands at the left edge; each stretch goes to its reader, and what no reader
wants is named and counted. The bytes are cut before they are decoded: a dump of 100 MB holds a few
megabytes about apps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from leeward.formats.app_lists_package import read_packages
from leeward.formats.app_lists_roles import (
    read_accessibility,
    read_appops,
    read_notifications,
    read_policy,
    read_properties,
    read_settings,
    read_users,
)
from leeward.formats.app_lists_types import (
    App,
    AppList,
    AppListLimits,
    Line,
    NotReadWhy,
    Phone,
    Role,
    Stretch,
)

HEAD = re.compile(
    rb"\n(?=[^ \n\t])(?:"
    rb"DUMP OF SERVICE (?:CRITICAL |HIGH |NORMAL )?(?P<service>[^\n:]{1,80})"
    rb"|DUMP OF SETTINGS (?P<settings>\w+)"
    rb"|(?P<package>(?:Database versions|Verifiers|Activity Resolver Table|Packages|Hidden system packages):)"
    rb"|(?P<pm>package:)"
    rb"|(?P<accessibility>ACCESSIBILITY MANAGER)"
    rb"|(?P<policy>Current Device Policy Manager state|User +\d+: admin=)"
    rb"|(?P<appops>Current AppOps Service state)"
    rb"|(?P<notification>Current Notification Manager state)"
    rb"|(?P<users>Users:[ \t\r]*\n[ \t]+UserInfo\{)"
    rb"|(?P<properties>\[[a-z][\w.]*\]: \[)"
    rb"|(?P<setting>(?:enabled_accessibility_services|enabled_notification_listeners|default_input_method|"
    rb"package_verifier_\w+|install_non_market_apps|adb_enabled|sms_default_application|always_on_vpn_app)=)"
    rb"|(?P<shell>[^\n]{0,120}[$#>] ?(?:adb |pm |cmd |dumpsys |settings |dpm )[^\n]*)"
    rb")"
)
_SERVICES = {
    "package": "package", "accessibility": "accessibility", "device_policy": "policy", "appops": "appops",
    "notification": "notification",
}  # fmt: skip
_SUFFIX = re.compile(r"\s+(installer=(?P<installer>\S*)|uid:(?P<uid>[\d,]+)|versionCode:\d+)\s*$")
_SYSTEM_PATHS = (
    "/system", "/product", "/vendor", "/odm", "/oem", "/apex", "/preload", "/my_", "/prism", "/optics",
    "/cust", "/hw_product", "/mnt/vendor",
)  # fmt: skip
LONGEST_LINE = 4_096
_DROPPED = {13: None, 0: None}
_PACKAGE_NAME = re.compile(r"[A-Za-z_][\w-]*(?:\.[\w-]+)*")
_REFUSED = re.compile(r"^(?:Error|Exception|Security exception|java\.lang\.|Failure|cmd: )", re.IGNORECASE)


class Gathered(msgspec.Struct):
    """What the readers of one file have found so far."""

    apps: dict[str, App]
    roles: dict[str, dict[Role, Line]]
    used: dict[str, dict[str, Line]]
    settings: dict[str, Line]
    facts: dict[str, str]
    users: set[int]
    system_versions: set[str]
    stretches: list[Stretch]
    says: dict[str, None]


class Section(msgspec.Struct, frozen=True):
    """A stretch of the file before it is read."""

    kind: str
    title: str
    start: int
    end: int
    first_line: int
    lines: int


def looks_like_android(data: bytes) -> bool:
    """Whether a known beginning stands at the left edge of some line."""
    return next(_heads(data), None) is not None


def _heads(data: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Each known beginning and where its line starts; the whole file is never copied for that."""
    first = HEAD.match(b"\n" + data[:400])
    if first is not None:
        yield 0, first
    for match in HEAD.finditer(data):
        yield match.start() + 1, match


def read_android(data: bytes, limits: AppListLimits) -> AppList:
    """The apps of a text from an Android phone, with or without a CR before each line end."""
    found = Gathered({}, {}, {}, {}, {}, set(), set(), [], {})
    total = data.count(b"\n") + (0 if data.endswith(b"\n") else 1)
    kinds = []
    for section in sections(data):
        kinds.append(section.kind)
        _read_section(section, data, found, limits)
    if not data.endswith(b"\n") and kinds and kinds[-1] in ("package", "appops"):
        _mark_cut_off(found)
    form = next((FORMS[kind] for kind in FORMS if kind in kinds), "text")
    return AppList(
        platform="android",
        form=form,
        phone=_phone(found),
        apps=_finished(found, limits),
        stretches=tuple(found.stretches),
        unit="lines",
        total=total,
        says=tuple(found.says),
    )


FORMS = {
    "package": "dumpsys", "pm": "pm-list", "policy": "device-policy", "accessibility": "accessibility",
    "notification": "notification", "settings": "settings", "appops": "appops",
}  # fmt: skip
"""Names of the forms, the fullest first."""


def sections(data: bytes) -> Iterator[Section]:
    """The file cut at its known beginnings; stretches of one kind that touch are one."""
    marks: list[tuple[str, str, int]] = [("start", "start", 0)]
    inside = ""
    for at, match in _heads(data):
        group = match.lastgroup or ""
        said = match[group].decode("utf-8", "replace").strip()
        if group == "service":
            inside = _SERVICES.get(said, "other")
            kind, title = inside, said
        elif group == "settings":
            inside = kind = "settings"
            title = f"settings {said}"
        elif inside in ("other", "appops", "settings") and group not in ("pm", "shell"):
            continue  # words of another service that only look like a beginning
        else:
            kind = {"setting": "settings"}.get(group, group)
            title = said.rstrip(":=") if group != "shell" else "shell"
            inside = kind if group in ("pm", "shell") else inside
        if kind != marks[-1][0] or group in ("service", "settings"):
            marks.append((kind, title, at))
    line = 1
    for number, (kind, title, at) in enumerate(marks):
        end = marks[number + 1][2] if number + 1 < len(marks) else len(data)
        lines = data.count(b"\n", at, end) + (1 if end == len(data) and not data.endswith(b"\n") else 0)
        if lines:
            yield Section(kind, title, at, end, line, lines)
        line += lines


def _read_section(section: Section, data: bytes, found: Gathered, limits: AppListLimits) -> None:
    size = section.end - section.start
    if section.kind not in _READERS and section.kind not in ("package", "pm"):
        _not_needed(section, data, found)
        return
    if size > limits.section_bytes:
        cut = data.rfind(b"\n", section.start, section.start + limits.section_bytes) + 1
        lines = data.count(b"\n", section.start, cut)
        head = msgspec.structs.replace(section, end=cut, lines=lines)
        _read_section(head, data, found, msgspec.structs.replace(limits, section_bytes=size))
        rest = section.lines - lines
        found.stretches.append(Stretch(section.title, section.first_line + lines, rest, "too-large"))
        return
    text, is_odd = _decoded(data[section.start : section.end])
    before = len(found.stretches)
    if section.kind == "package":
        read = read_packages(text, section.first_line)
        found.apps.update(read.apps)
        found.system_versions |= read.system_versions
        found.stretches += read.stretches
        if read.apps:
            found.says.update(dict.fromkeys(("installer", "system", "permissions", "dates", "users")))
        if "test-keys" in text:
            found.facts["build"] = "test-keys"
    elif section.kind == "pm":
        _read_pm_list(text, section.first_line, found)
    else:
        _READERS[section.kind](text, section.first_line, found)
        found.stretches.append(Stretch(section.title, section.first_line, section.lines))
    without_words = section.lines - sum(one.count for one in found.stretches[before:])
    if without_words:  # nothing but what was dropped, at the very end
        begins = section.first_line + section.lines - without_words
        found.stretches.append(Stretch(section.title, begins, without_words))
    if is_odd:
        last = found.stretches[-1]
        found.stretches[-1] = msgspec.structs.replace(last, why=last.why or "bad-charset")


def _not_needed(section: Section, data: bytes, found: Gathered) -> None:
    """A stretch no reader wants; where the phone would not tell, that is said."""
    text, _ = _decoded(data[section.start : min(section.end, section.start + 20_000)])
    why: NotReadWhy = "not-about-apps"
    if any(_REFUSED.match(line) for line in text.split("\n")):
        why = "refused"
    found.stretches.append(
        Stretch(section.title, section.first_line, section.lines, why if text.strip() else "")
    )


def _decoded(data: bytes) -> tuple[str, bool]:
    """The words of a stretch, and whether they had to be read as something else than UTF-8."""
    try:
        text, is_odd = data.decode(), False
    except UnicodeDecodeError:
        text, is_odd = data.decode("cp1252", "replace"), True
    return (text.translate(_DROPPED) if "\r" in text or "\0" in text else text), is_odd


def _read_pm_list(text: str, first_line: int, found: Gathered) -> None:
    """`package:...` lines; the rest of the stretch is kept apart as not understood or refused."""
    odd: list[tuple[int, str]] = []
    good = 0
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, first_line):
        app = _pm_app(line, number) if line.startswith("package:") else None
        if app is not None:
            good += 1
            known = found.apps.get(app.id)
            found.apps[app.id] = app if known is None else _with_more(known, app)
            if app.path:
                found.says["system"] = None
            if app.installer is not None:
                found.says["installer"] = None
        elif line.strip():
            odd.append((number, line))
        else:
            good += 1
    if good:
        found.stretches.append(Stretch("pm list packages", first_line, good))
    for number, line in odd:
        why: NotReadWhy = "refused" if _REFUSED.match(line) else "not-understood"
        found.stretches.append(Stretch("pm list packages", number, 1, why))


def _pm_app(line: str, number: int) -> App | None:
    """One line of `pm list packages`, in any of its forms; None where no name can be made out."""
    if len(line) > LONGEST_LINE:
        return None
    rest = line.removeprefix("package:").rstrip()
    installer: str | None = None
    users: tuple[int, ...] = ()
    while (match := _SUFFIX.search(rest)) is not None:
        if match["installer"] is not None:
            installer = "" if match["installer"] in ("null", "") else match["installer"]
        elif match["uid"] is not None:
            users = tuple(
                sorted({int(uid) // 100_000 for uid in match["uid"].split(",") if uid.isascii() and uid})
            )
        rest = rest[: match.start()]
    path, _, name = rest.rpartition("=")  # the path holds "==" itself: the name stands behind the last
    if not _PACKAGE_NAME.fullmatch(name):
        return None
    kept = Line(number, line.strip())
    is_system = True if path.startswith(_SYSTEM_PATHS) else None  # an update of one lies in /data, too
    lines = {"app": kept}
    if installer is not None:
        lines["installer"] = kept
    return App(id=name, installer=installer, users=users, path=path, is_system=is_system, lines=lines)


def _with_more(known: App, again: App) -> App:
    """The same app from a second list: what the first one left open is filled in."""
    return msgspec.structs.replace(
        known,
        installer=known.installer if known.installer is not None else again.installer,
        is_system=known.is_system if known.is_system is not None else again.is_system,
        path=known.path or again.path,
        users=tuple(sorted({*known.users, *again.users})),
        lines={**again.lines, **known.lines},
    )


def _mark_cut_off(found: Gathered) -> None:
    """The last line of the last stretch has no end: it is taken away from what was read."""
    last = found.stretches[-1]
    if last.why or not last.count:
        return
    found.stretches.pop()
    if last.count > 1:
        found.stretches.append(msgspec.structs.replace(last, count=last.count - 1))
    found.stretches.append(Stretch(last.title, last.first + last.count - 1, 1, "cut-off"))


def _finished(found: Gathered, limits: AppListLimits) -> tuple[App, ...]:
    """The apps with their roles and uses; whoever holds a role and is in no list is an app, too."""
    for name in (*found.roles, *found.used):
        if name not in found.apps:
            line = next(iter((found.roles.get(name) or found.used[name]).values()))
            found.apps[name] = App(id=name, lines={"app": line})
    for name in found.roles.keys() | found.used.keys() | (found.system_versions & found.apps.keys()):
        app = found.apps[name]
        roles, used = found.roles.get(name, {}), found.used.get(name, {})
        lines: dict[str, Line] = dict(app.lines)
        lines.update(roles.items())
        lines.update((f"used {operation}", line) for operation, line in used.items())
        is_covered = name in found.system_versions
        found.apps[name] = msgspec.structs.replace(
            app,
            roles=tuple(roles),
            used=tuple(used),
            lines=lines,
            is_system=True if is_covered else app.is_system,
            is_updated_system=app.is_updated_system or is_covered,
        )
    for app in found.apps.values():
        found.users.update(app.users)
    return tuple(found.apps.values())[: limits.apps]


def _phone(found: Gathered) -> Phone:
    return Phone(
        model=found.facts.get("model", ""),
        system=found.facts.get("system", ""),
        build=found.facts.get("build", ""),
        users=tuple(sorted(found.users)),
        settings=found.settings,
    )


def _accessibility(text: str, first_line: int, found: Gathered) -> None:
    _add_roles(found, read_accessibility(text, first_line))
    found.says["accessibility"] = None


def _policy(text: str, first_line: int, found: Gathered) -> None:
    _add_roles(found, read_policy(text, first_line))
    found.says["admins"] = None


def _notifications(text: str, first_line: int, found: Gathered) -> None:
    _add_roles(found, read_notifications(text, first_line))
    found.says["notifications"] = None


def _settings(text: str, first_line: int, found: Gathered) -> None:
    roles, settings = read_settings(text, first_line)
    _add_roles(found, roles)
    found.settings.update(settings)
    for name, about in (
        ("enabled_accessibility_services", "accessibility"),
        ("enabled_notification_listeners", "notifications"),
    ):
        if name in settings:
            found.says[about] = None


def _appops(text: str, first_line: int, found: Gathered) -> None:
    for name, used in read_appops(text, first_line).items():
        found.used.setdefault(name, {}).update(used)
    found.says["used"] = None


def _properties(text: str, first_line: int, found: Gathered) -> None:
    found.facts.update(read_properties(text))


def _users(text: str, first_line: int, found: Gathered) -> None:
    found.users |= read_users(text)


def _add_roles(found: Gathered, roles: list[tuple[str, Role, Line]]) -> None:
    for name, role, line in roles:
        found.roles.setdefault(name, {}).setdefault(role, line)


_READERS: dict[str, Callable[[str, int, Gathered], None]] = {
    "accessibility": _accessibility,
    "policy": _policy,
    "notification": _notifications,
    "settings": _settings,
    "appops": _appops,
    "properties": _properties,
    "users": _users,
}
