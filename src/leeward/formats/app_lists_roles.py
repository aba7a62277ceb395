# SPDX-License-Identifier: Apache-2.0
"""Who may do more than an app may: admins, accessibility, notifications; from their own dumps.

    read_accessibility(text, 1)      # [("com.example.app", "accessibility", Line(12, "..."))]

Each reader takes a stretch of text and the number of its first line, and never fails: a dump that
is cut off or in another shape gives what is there.
"""

from __future__ import annotations

import re

from leeward.formats.app_lists_types import LONGEST_SHOWN, Line, Role

_COMPONENT = re.compile(r"([A-Za-z_][\w]*(?:\.[\w]+)+)/[\w.$]+")
_ADMIN = re.compile(r"^[ \t]+(?:ComponentInfo\{)?([A-Za-z_]\w*(?:\.\w+)+)/[\w.$]+\}?:?[ \t]*$")
_OWNER = re.compile(r"admin=(?:ComponentInfo\{)?([A-Za-z_]\w*(?:\.\w+)+)/")
_PROPERTY = re.compile(r"^\[(ro\.[\w.]+)\]: \[([^\]\n]{0,120})\]", re.MULTILINE)
_USER_INFO = re.compile(r"UserInfo\{(\d{1,6}):")
_OPERATION = re.compile(r"^ {4,}([A-Z][A-Z_]{3,})(?: \((\w+)\))?(?:: mode=(\w+))?")

Found = list[tuple[str, Role, Line]]

KEPT_SETTINGS = frozenset(
    {
        "enabled_accessibility_services", "enabled_notification_listeners", "default_input_method",
        "package_verifier_enable", "package_verifier_user_consent", "install_non_market_apps",
        "adb_enabled", "sms_default_application", "always_on_vpn_app",
    }
)  # fmt: skip
_ROLE_OF_SETTING: dict[str, Role] = {
    "enabled_accessibility_services": "accessibility",
    "enabled_notification_listeners": "notification-listener",
    "default_input_method": "keyboard",
    "always_on_vpn_app": "vpn",
    "sms_default_application": "sms-app",
}
USED = frozenset(
    {
        "FINE_LOCATION", "COARSE_LOCATION", "RECORD_AUDIO", "CAMERA", "READ_SMS", "RECEIVE_SMS",
        "READ_CALL_LOG", "READ_CONTACTS", "GET_USAGE_STATS", "SYSTEM_ALERT_WINDOW", "PROJECT_MEDIA",
        "REQUEST_INSTALL_PACKAGES", "ACCESS_NOTIFICATIONS", "BIND_ACCESSIBILITY_SERVICE",
        "READ_CLIPBOARD", "PROCESS_OUTGOING_CALLS", "MANAGE_EXTERNAL_STORAGE",
    }
)  # fmt: skip
"""Operations whose use matters here, by their Android name."""


def _kept(number: int, line: str) -> Line:
    return Line(number, line[:LONGEST_SHOWN].strip())


def read_accessibility(text: str, first_line: int) -> Found:
    """`dumpsys accessibility`: the services that are switched on, not those that merely exist."""
    found: Found = []
    is_inside = False
    for number, line in enumerate(text.split("\n"), first_line):
        lower = line.lower()
        at = lower.find("enabled services:")
        if at >= 0:
            is_inside = True
            said = line[at:]
        elif is_inside and ("services" in lower or ("}" in line and "/" not in line)):
            is_inside = "services" not in lower and "}" not in line
            continue
        elif is_inside:
            said = line
        else:
            continue
        found += [(match[1], "accessibility", _kept(number, line)) for match in _COMPONENT.finditer(said)]
        if at >= 0 and said.count("{") <= said.count("}") and "{" in said:
            is_inside = False
    return found


def read_policy(text: str, first_line: int) -> Found:
    """`dumpsys device_policy` or `dpm list-owners`: owners of the phone, of a profile, and admins."""
    found: Found = []
    role: Role | None = None
    for number, line in enumerate(text.split("\n"), first_line):
        said = line.strip()
        owner = _OWNER.search(line)
        if said.startswith("Device Owner"):
            role = "device-owner"
        elif said.startswith("Profile Owner"):
            role = "profile-owner"
        elif said.startswith("Enabled Device Admins"):
            role = "device-admin"
        if owner is not None:
            is_profile = "ProfileOwner" in line or role == "profile-owner"
            found.append((owner[1], "profile-owner" if is_profile else "device-owner", _kept(number, said)))
        elif role == "device-admin" and (admin := _ADMIN.match(line)) is not None:
            found.append((admin[1], "device-admin", _kept(number, said)))
    return found


def read_notifications(text: str, first_line: int) -> Found:
    """`dumpsys notification`: who is allowed to read every notification."""
    found: Found = []
    is_inside = False
    for number, line in enumerate(text.split("\n"), first_line):
        if "Allowed notification listeners" in line:
            is_inside = True
        elif is_inside and re.match(r"\s+(?:All|Live|Snoozed|Has user set)\b", line):
            is_inside = False
        if is_inside:
            found += [
                (match[1], "notification-listener", _kept(number, line))
                for match in _COMPONENT.finditer(line)
            ]
    return found


def read_settings(text: str, first_line: int) -> tuple[Found, dict[str, Line]]:
    """`settings list ...` or single settings as `name=value`: roles, and the settings that matter."""
    found: Found = []
    settings: dict[str, Line] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        name, equals, value = line.strip().partition("=")
        if not equals or name not in KEPT_SETTINGS:
            continue
        kept = _kept(number, line)
        settings[name] = kept
        role = _ROLE_OF_SETTING.get(name)
        if role is None or value in ("", "null"):
            continue
        names = [match[1] for match in _COMPONENT.finditer(value)] or [value.split("/")[0]]
        found += [(one, role, kept) for one in names]
    return found, settings


def read_components(text: str, first_line: int) -> Found:
    """The bare answer of `settings get secure ...`: components joined by colons, of one of two kinds."""
    return [
        (match[1], "accessibility-or-notifications", _kept(number, line))
        for number, line in enumerate(text.split("\n"), first_line)
        for match in _COMPONENT.finditer(line)
    ]


def read_appops(text: str, first_line: int) -> dict[str, dict[str, Line]]:
    """`dumpsys appops`: per app, the operations of `USED` that the phone has on record as done."""
    found: dict[str, dict[str, Line]] = {}
    package = operation = ""
    at = Line(0, "")
    for number, line in enumerate(text.split("\n"), first_line):
        said = line.strip()
        if said.startswith("Package ") and said.endswith(":"):
            package, operation = said[8:-1], ""
        elif said.startswith("Uid "):
            package = operation = ""
        elif said.startswith(("Access:", "time=", "Running start")):
            if package and operation in USED:
                found.setdefault(package, {}).setdefault(operation, at)
        elif (match := _OPERATION.match(line)) is not None:
            operation, at = match[1], _kept(number, said)
    return found


def read_properties(text: str) -> dict[str, str]:
    """`getprop`: model, version and whether the system itself was signed with test keys."""
    said = dict(_PROPERTY.findall(text))
    facts = {
        "model": said.get("ro.product.model", ""),
        "system": said.get("ro.build.version.release", ""),
        "build": said.get("ro.build.tags", ""),
    }
    return {name: value for name, value in facts.items() if value}


def read_users(text: str) -> set[int]:
    """`pm list users`: their numbers; names of users are people's names and are not kept."""
    return {int(number) for number in _USER_INFO.findall(text)}
