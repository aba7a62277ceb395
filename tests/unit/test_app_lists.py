# SPDX-License-Identifier: Apache-2.0
"""A phone's app list is read from whatever tool wrote it, and nothing in it is guessed."""

from __future__ import annotations

import json
import plistlib

import pytest
from tests.support.app_lists import GMS_ADMIN, P, isdi_dump, package_block, package_dump

from leeward.formats.app_lists import read_app_list
from leeward.formats.app_lists_types import App, AppList, AppListLimits
from leeward.formats.faults import Unreadable


def by_id(listed: AppList) -> dict[str, App]:
    """The apps by their id."""
    return {app.id: app for app in listed.apps}


def read(text: str) -> AppList:
    """A list from words; whatever it holds, its stretches add up to the file."""
    listed = read_app_list(text.encode())
    assert listed.total == sum(stretch.count for stretch in listed.stretches)
    return listed


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("package:com.example.a", ("com.example.a", "", None, ())),
        (
            "package:/data/app/~~Rnd==/com.example.a-Rnd==/base.apk=com.example.a",
            ("com.example.a", "/data/app/~~Rnd==/com.example.a-Rnd==/base.apk", None, ()),
        ),
        (
            "package:/data/app/~~R==/com.example.a-R==/base.apk=com.example.a"
            "  installer=com.android.vending uid:10123",
            ("com.example.a", "/data/app/~~R==/com.example.a-R==/base.apk", "com.android.vending", (0,)),
        ),
        ("package:com.example.a  installer=null", ("com.example.a", "", "", ())),
        ("package:com.example.a uid:10123,1010123", ("com.example.a", "", None, (0, 10))),
        ("package:com.example.a versionCode:12", ("com.example.a", "", None, ())),
        (
            "package:/system/app/Two Words/X.apk=com.example.a",
            ("com.example.a", "/system/app/Two Words/X.apk", None, ()),
        ),
    ],
)
def test_every_form_of_pm_list_packages_is_read(line: str, expected: object) -> None:
    """The name stands behind the last equals sign, whatever the path holds."""
    (app,) = read(f"{line}\n").apps
    assert expected == (app.id, app.path, app.installer, app.users)
    assert line == app.lines["app"].text


def test_what_the_phone_refused_to_list_is_said() -> None:
    """Another user of the phone may hold what matters."""
    listed = read(
        "package:com.example.a\nError: java.lang.SecurityException: user 150\npackage:com.example.b\n"
    )
    assert ["com.example.a", "com.example.b"] == [app.id for app in listed.apps]
    assert [("refused", 2, 1)] == [(one.why, one.first, one.count) for one in listed.unread]


@pytest.mark.parametrize("is_new", [True, False])
def test_both_layouts_of_dumpsys_package_are_read(is_new: bool) -> None:
    """Up to Android 12 and after."""
    block = package_block(
        "com.example.a", granted=("CAMERA", "READ_SMS"), requested=("CAMERA",), is_new=is_new
    )
    app = by_id(read(package_dump(block)))["com.example.a"]
    assert ("com.android.vending", False) == (app.installer, app.is_system)
    assert {f"{P}CAMERA", f"{P}READ_SMS"} <= set(app.granted)
    assert f"{P}BODY_SENSORS" not in app.granted
    assert f"{P}CAMERA" in app.requested
    assert [(0, "2026-01-31 10:11:12")] == [(one.user, one.at) for one in app.installs]


def test_a_reason_can_show_the_line_it_rests_on() -> None:
    """Line numbers are those of the file."""
    text = package_dump(package_block("com.example.a"), package_block("com.example.b", granted=("READ_SMS",)))
    app = by_id(read(text))["com.example.b"]
    lines = text.split("\n")
    for about in ("app", "installer", "flags", "installed", f"{P}READ_SMS"):
        assert lines[app.lines[about].number - 1].strip() == app.lines[about].text, about


def test_an_install_date_is_of_the_user_who_has_the_app() -> None:
    """1970 stands for a user who does not."""
    block = package_block("com.example.a", users=(10,), absent=(0,), first="2026-03-04 05:06:07")
    app = by_id(read(package_dump(block)))["com.example.a"]
    assert [(10, "2026-03-04 05:06:07")] == [(one.user, one.at) for one in app.installs]
    assert (10,) == app.users


def test_digits_of_another_script_are_digits() -> None:
    """Phones write times in the language of the phone."""
    block = package_block("com.example.a", first="٢٠٢٦-٠١-٣١ ١٠:١١:١٢")
    assert "2026-01-31 10:11:12" == by_id(read(package_dump(block)))["com.example.a"].installs[0].at


def test_no_installer_in_a_dump_is_nobody() -> None:
    """The phone leaves the line out for an app that came by file or cable."""
    apps = by_id(read(package_dump(package_block("com.example.a", installer=None))))
    assert "" == apps["com.example.a"].installer


def test_stray_line_ends_lose_no_app() -> None:
    """Some phones write empty lines, or half a value, into a block."""
    block = package_block("com.example.a", granted=("CAMERA",))
    odd = block.replace("    versionName", "\nOdd value of a maker:\n\n    versionName")
    apps = by_id(read(package_dump(odd, package_block("com.example.b"))))
    assert {"com.example.a", "com.example.b"} == apps.keys()
    assert f"{P}CAMERA" in apps["com.example.a"].granted


def test_a_system_app_under_an_update_is_one_app() -> None:
    """Its first version is listed apart; both are the phone's own."""
    apps = by_id(read(package_dump(package_block("com.example.a"), hidden_system=("com.example.a",))))
    assert (True, True) == (apps["com.example.a"].is_system, apps["com.example.a"].is_updated_system)


def test_a_dump_that_is_cut_off_says_so() -> None:
    """What stands before the cut counts."""
    text = package_dump(package_block("com.example.a"), package_block("com.example.b"))
    cut = text[: text.index("com.example.b]") + 120]
    listed = read(cut)
    assert {"com.example.a", "com.example.b"} == by_id(listed).keys()
    assert ["cut-off"] == [one.why for one in listed.unread if one.why != "not-about-apps"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\r\n"])
def test_windows_shells_change_nothing(encoding: str, line_end: str) -> None:
    """UTF-16, marks at the start and other line ends are those of the shell, not of the phone."""
    text = package_dump(package_block("com.example.a", granted=("CAMERA",))).replace("1.2", "1.2 ñ")
    app = by_id(read_app_list(text.replace("\n", line_end).encode(encoding)))["com.example.a"]
    assert ("com.android.vending", "1.2 ñ") == (app.installer, app.version)
    assert f"{P}CAMERA" in app.granted


def test_roles_come_from_the_other_parts_of_an_isdi_dump() -> None:
    """Admins, accessibility, notifications and use, each with its line."""
    listed = read(
        isdi_dump(
            package_dump(package_block("com.example.a"), package_block("com.example.b")),
            ("device_policy", f"  Enabled Device Admins (User 0, provisioningState: 0):\n    {GMS_ADMIN}:\n"
             "      uid=1\n    com.example.a/com.example.a.Admin:\n      policies:\n        wipe-data\n"),
            ("accessibility", "User state[\n     Enabled services:{{com.example.a/com.example.a.See}}\n"
             "     Binding services:{{com.example.b/.No}}]\n"),
            ("appops", "  Uid u0a1:\n    Package com.example.a:\n      RECORD_AUDIO (allow):\n"
             "          Access: [bg-s] 2026-03-22 (-4h)\n      CAMERA (allow):\n"),
        )
        + "DUMP OF SETTINGS secure\nenabled_notification_listeners=com.example.b/.L:com.example.a/.L\n"
        "package_verifier_user_consent=-1\nbluetooth_name=Somebody’s phone\n"
    )  # fmt: skip
    apps = by_id(listed)
    assert {"device-admin", "accessibility", "notification-listener"} == set(apps["com.example.a"].roles)
    assert ("notification-listener",) == apps["com.example.b"].roles
    assert ("RECORD_AUDIO",) == apps["com.example.a"].used
    assert "com.example.a/com.example.a.Admin:" == apps["com.example.a"].lines["device-admin"].text
    assert "package_verifier_user_consent=-1" == listed.phone.settings["package_verifier_user_consent"].text
    assert "Somebody" not in str(listed)


def test_older_accessibility_dumps_tell_installed_from_enabled() -> None:
    """Only what is switched on has the access."""
    listed = read(
        "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\nUser state[attributes:{id=0\n  }\n"
        "  installed services: {\n    0 : com.example.off/.Talk\n  }\n"
        "  enabled services: {\n    0 : com.example.on/.See\n  }\n  binding services: {\n  }\n"
    )
    assert ["com.example.on"] == [app.id for app in listed.apps]


def test_owners_are_told_from_admins() -> None:
    """`dumpsys device_policy` and `dpm list-owners` both name them."""
    policy = (
        "Current Device Policy Manager state:\n  Device Owner:\n    admin=ComponentInfo{com.example.o/.A}\n"
        "  Profile Owner (User 10):\n    admin=ComponentInfo{com.example.p/.A}\n"
    )
    assert {"com.example.o": ("device-owner",), "com.example.p": ("profile-owner",)} == {
        app.id: app.roles for app in read(policy).apps
    }
    assert ("device-owner",) == read("User  0: admin=com.example.o/.A,DeviceOwner,Affiliated\n").apps[0].roles


def test_a_bare_answer_of_settings_is_one_of_two_accesses() -> None:
    """The answer does not say which was asked."""
    apps = read("com.example.a/com.example.a.S:com.example.b/.T\n").apps
    assert {"accessibility-or-notifications"} == {role for app in apps for role in app.roles}


IOS = {
    "com.example.a": {
        "CFBundleIdentifier": "com.example.a", "CFBundleDisplayName": "Example", "ApplicationType": "User",
        "CFBundleShortVersionString": "1.2", "SignerIdentity": "iPhone Developer: Example (1)",
        "NSMicrophoneUsageDescription": "to hear",
    },
    "com.apple.b": {"CFBundleIdentifier": "com.apple.b", "ApplicationType": "System"},
}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(IOS).encode(),
        b"2026-01-02 INFO a line of the tool\n" + json.dumps(IOS, indent=2).encode(),
        json.dumps({"apps": IOS, "devinfo": {"ProductVersion": "17.1"}}).encode(),
        plistlib.dumps(list(IOS.values())),
        plistlib.dumps(list(IOS.values()), fmt=plistlib.FMT_BINARY),
    ],
    ids=["pymobiledevice3", "with-log", "isdi", "plist", "binary-plist"],
)
def test_lists_of_an_iphone_are_read(data: bytes) -> None:
    """JSON of pymobiledevice3 and ISDi, property lists of ideviceinstaller."""
    listed = read_app_list(data)
    apps = by_id(listed)
    assert "ios" == listed.platform
    assert ("Example", "1.2", "iPhone Developer: Example (1)") == (
        apps["com.example.a"].title, apps["com.example.a"].version, apps["com.example.a"].signer,
    )  # fmt: skip
    assert (False, True) == (apps["com.example.a"].is_system, apps["com.apple.b"].is_system)
    assert (f"{P}RECORD_AUDIO",) == apps["com.example.a"].requested
    assert () == apps["com.example.a"].granted


def test_a_json_list_that_is_cut_off_gives_what_came_before() -> None:
    """Entry by entry, and the cut is named."""
    text = json.dumps({"apps": IOS, "devinfo": {}})
    listed = read_app_list(text[: text.index("com.apple.b") + 30].encode())
    assert ["com.example.a"] == [app.id for app in listed.apps]
    assert ["cut-off"] == [one.why for one in listed.unread]


def test_a_table_of_ideviceinstaller_is_read() -> None:
    """Its newer form with a head, its older form without."""
    table = 'CFBundleIdentifier, CFBundleVersion, CFBundleDisplayName\ncom.example.a, "12", "Example"\n'
    assert ("com.example.a", "Example") == (read(table).apps[0].id, read(table).apps[0].title)
    old = read("com.example.a - Example app 1.2\ncom.example.b - Other\n")
    assert [("com.example.a", "Example app", "1.2"), ("com.example.b", "Other", "")] == [
        (app.id, app.title, app.version) for app in old.apps
    ]


def test_a_list_of_androidqf_brings_certificates() -> None:
    """And says who installed each app."""
    entry = {"name": "com.example.a", "installer": "null", "system": False,
             "files": [{"certificate": {"Sha1": "ab" * 20, "Subject": "CN=Android Debug"}}]}  # fmt: skip
    app = read_app_list(json.dumps([entry]).encode()).apps[0]
    assert ("", "AB" * 20) == (app.installer, app.certificates[0].sha1)


def test_names_typed_from_a_screen_are_titles() -> None:
    """One on each line; an id stays an id."""
    apps = read("- WhatsApp\n• System Service\ncom.example.a\n").apps
    assert [("", "WhatsApp"), ("", "System Service"), ("com.example.a", "")] == [
        (app.id, app.title) for app in apps
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(3000),
        b"%PDF-1.7\n" + b"\x80\x01\x02" * 900,
        b'{"a": 1}',
        b"<?xml version='1.0'?><!DOCTYPE plist [<!ENTITY a 'b'>]><plist><string>&a;</string></plist>",
        b"bplist00" + b"\xff" * 40,
        b"[" * 100_000,
        b"We talked about the phone for a long time today, and she said that it had been lent out twice.\n"
        * 3,
    ],
)
def test_what_is_no_app_list_is_told_so(data: bytes) -> None:
    """A clear sentence, never a traceback."""
    with pytest.raises(Unreadable):
        read_app_list(data)


def test_limits_are_said_not_silent() -> None:
    """Of a file that is longer than what is read, the rest is named."""
    text = "".join(f"package:com.example.a{number}\n" for number in range(200))
    listed = read_app_list(text.encode(), AppListLimits(read_bytes=1000))
    assert "too-large" in {one.why for one in listed.unread}
    assert 0 < len(listed.apps) < 200
