# SPDX-License-Identifier: Apache-2.0
"""What a phone's app list says once it has been read: apps, facts of the phone, and what was not read.

    listed.apps[0].id                # "com.example.app"; empty where only a name was typed from a screen
    listed.apps[0].lines["installer"].text   # the line as it stands in the file
    listed.stretches                 # every line (or entry) of the file, read or not: they add up to it

Nothing is judged here. What a list does not say is None or empty, never guessed. The values cross from
the confined child to the program as MessagePack: fields are only ever added, at the end, with a default.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

MEGABYTE: Final = 1_000_000
LONGEST_SHOWN: Final = 500
"""Letters kept of a line that something rests on."""

Platform = Literal["android", "ios", "unknown"]
Role = Literal[
    "device-admin", "device-owner", "profile-owner", "accessibility", "notification-listener",
    "accessibility-or-notifications", "keyboard", "vpn", "sms-app",
]  # fmt: skip
NotReadWhy = Literal[
    "not-about-apps",  # a part of the file that this program knows and does not need
    "not-understood",
    "cut-off",  # the end is missing
    "bad-charset",  # read with another character set than UTF-8
    "too-large",  # beyond the limit of bytes
    "too-many",  # beyond the limit of apps
    "refused",  # the phone itself would not tell
]


class Line(msgspec.Struct, frozen=True):
    """A line of the file, as it stands there without the spaces around it. `number`: from 1; 0: an entry."""

    number: int
    text: str


class Install(msgspec.Struct, frozen=True):
    """The first installation for one user of the phone. `at`: phone-local, as it stood; no zone is known."""

    user: int
    at: str


class Certificate(msgspec.Struct, frozen=True):
    """Who signed an app: digests in upper-case hex, empty where not given, and the name on it."""

    sha1: str = ""
    sha256: str = ""
    subject: str = ""


class App(msgspec.Struct, frozen=True, kw_only=True):
    """One app as the list describes it."""

    id: str
    title: str = ""
    version: str = ""
    installer: str | None = None
    """Who installed it. None: the list does not say; "": it says nobody (side-loaded, or by a cable)."""
    initiating: str = ""
    is_system: bool | None = None
    """Came with the phone. None: the list does not say."""
    is_updated_system: bool = False
    flags: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    installs: tuple[Install, ...] = ()
    updated: str = ""
    certificates: tuple[Certificate, ...] = ()
    signer: str = ""
    """Who signed an iOS app, as the phone words it."""
    users: tuple[int, ...] = ()
    """Users and profiles that have it, where the list tells them apart."""
    is_hidden: bool | None = None
    """Taken out of the list of apps, where the list says so."""
    path: str = ""
    roles: tuple[Role, ...] = ()
    used: tuple[str, ...] = ()
    """Sensitive operations that the phone has on record as used, by their Android name."""
    lines: dict[str, Line] = {}
    """What rests on which line: "app", "installer", "initiating", "flags", a permission, a role, ..."""


class Stretch(msgspec.Struct, frozen=True):
    """Part of the file. `why`: empty where it was read. `count`: lines, or entries of a JSON or plist."""

    title: str
    first: int
    count: int
    why: NotReadWhy | Literal[""] = ""


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """What the list says of the phone itself; empty or None where it does not."""

    model: str = ""
    system: str = ""
    build: str = ""
    users: tuple[int, ...] = ()
    settings: dict[str, Line] = {}
    """Settings that matter here, such as the phone's own check of apps, by name."""


class AppList(msgspec.Struct, frozen=True, kw_only=True):
    """A phone's apps. `form`: how the list was written, such as "dumpsys". `says`: what the form can tell."""

    platform: Platform
    form: str
    phone: Phone
    apps: tuple[App, ...]
    stretches: tuple[Stretch, ...]
    unit: Literal["lines", "entries"]
    total: int
    """Lines or entries of the file: the sum of the stretches."""
    says: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[Stretch, ...]:
        """What was there and was not read."""
        return tuple(stretch for stretch in self.stretches if stretch.why)


class AppListLimits(msgspec.Struct, frozen=True):
    """How much of one file is read; beyond it a stretch says so."""

    read_bytes: int = 100 * MEGABYTE
    tree_bytes: int = 24 * MEGABYTE
    """Of a JSON file or a plist, which become many small values at once."""
    section_bytes: int = 32 * MEGABYTE
    """Of one section of a dump."""
    apps: int = 20_000


APP_LIST_LIMITS: Final = AppListLimits()

SENSITIVE: Final = frozenset(
    f"android.permission.{name}"
    for name in (
        "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "ACCESS_BACKGROUND_LOCATION", "RECORD_AUDIO",
        "CAMERA", "READ_SMS", "RECEIVE_SMS", "SEND_SMS", "READ_CALL_LOG", "PROCESS_OUTGOING_CALLS",
        "READ_CONTACTS", "READ_CALENDAR", "READ_PHONE_STATE", "SYSTEM_ALERT_WINDOW",
        "PACKAGE_USAGE_STATS", "READ_EXTERNAL_STORAGE", "MANAGE_EXTERNAL_STORAGE", "READ_MEDIA_IMAGES",
        "REQUEST_INSTALL_PACKAGES", "BIND_ACCESSIBILITY_SERVICE", "BIND_DEVICE_ADMIN",
        "BIND_NOTIFICATION_LISTENER_SERVICE", "BIND_VPN_SERVICE", "CAPTURE_AUDIO_OUTPUT",
        "REQUEST_IGNORE_BATTERY_OPTIMIZATIONS", "RECEIVE_BOOT_COMPLETED", "QUERY_ALL_PACKAGES",
        "WRITE_SECURE_SETTINGS", "GET_ACCOUNTS",
    )
)  # fmt: skip
"""Permissions whose lines are kept, so that a reason can show the line it rests on."""
