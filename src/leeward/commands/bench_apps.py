# SPDX-License-Identifier: Apache-2.0
"""How fast an app list is read and checked, beside a plain loop over its lines in the same run.

measure_apps()       # {"runs": [...], "targets": [...]}, as `leeward bench` prints them
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from leeward.formats.app_lists import read_app_list
from leeward.inspection.apps import check_apps
from leeward.knowledge.indicators import load_indicators

ROUNDS = 15
PACKAGES = 400
PARSE_AT_MOST = 12.0
CHECK_AT_MOST = 24.0
_PERMISSIONS = (
    "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "CAMERA", "RECORD_AUDIO", "READ_CONTACTS", "READ_SMS",
    "READ_CALL_LOG", "READ_PHONE_STATE", "READ_CALENDAR", "WRITE_CALENDAR", "SEND_SMS",
)  # fmt: skip


def measure_apps() -> dict[str, Any]:
    """Reads and checks a made-up dump of 400 packages, again and again; medians and their ratios."""
    data = dump_of(PACKAGES).encode()
    listed = read_app_list(data)
    known = load_indicators()
    loop, parse, check, load = _medians(
        lambda: _plain_loop(data),
        lambda: read_app_list(data),
        lambda: check_apps(read_app_list(data), known),
        lambda: load_indicators().of_app("com.example.none"),
    )
    runs = {
        "plain-line-loop": loop,
        "read-app-list": parse,
        "read-and-check-app-list": check,
        "load-indicators": load,
    }
    return {
        "packages": len(listed.apps),
        "lines": listed.total,
        "runs": [
            {"id": name, "median_seconds": round(seconds, 5), "rounds": ROUNDS}
            for name, seconds in runs.items()
        ],
        "targets": [
            _target("read-app-list-to-plain-line-loop", parse / loop, PARSE_AT_MOST),
            _target("read-and-check-app-list-to-plain-line-loop", check / loop, CHECK_AT_MOST),
        ],
    }


def dump_of(packages: int) -> str:
    """A `dumpsys package` of so many packages, five in six of them the maker's, as a phone writes it."""
    blocks = [_block(f"com.example.app{number}", is_system=number % 6 > 0) for number in range(packages)]
    return "Database versions:\n  Internal:\n    sdkVersion=34\n\nPackages:\n" + "".join(blocks)


def _plain_loop(data: bytes) -> int:
    letters = 0
    for line in data.decode().splitlines():
        letters += len(line)
    return letters


def _block(name: str, *, is_system: bool) -> str:
    heads = (
        f"  Package [{name}] (1a2b3c4):", "    appId=10123", f"    pkg=Package{{1a2b3c4 {name}}}",
        f"    codePath=/data/app/~~Ab12==/{name}-Cd34==", "    primaryCpuAbi=arm64-v8a",
        "    versionCode=12 minSdk=28 targetSdk=34", "    versionName=1.2.3", "    splits=[base]",
        f"    flags=[ {'SYSTEM ' if is_system else ''}HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]",
        f"    dataDir=/data/user/0/{name}", "    timeStamp=2026-01-02 03:04:05",
        "    lastUpdateTime=2026-01-02 03:04:05", "    installerPackageName=com.android.vending",
        "    signatures=PackageSignatures{6c98c74 version:3, signatures:[b378e95c], past signatures:[]}",
    )  # fmt: skip
    user = "    User 0: ceDataInode=123 installed=true hidden=false suspended=false stopped=false enabled=0"
    lines = (
        *heads,
        *(f"    usesLibraryFiles{number}=/system/framework/example{number}.jar" for number in range(20)),
        "    requested permissions:",
        *(f"      android.permission.{one}" for one in _PERMISSIONS),
        "    install permissions:",
        *(f"      android.permission.EXAMPLE_{number}: granted=true" for number in range(10)),
        user,
        "      firstInstallTime=2025-01-02 03:04:05",
        "      runtime permissions:",
        *(
            f"        android.permission.{one}: granted={'true' if number % 3 else 'false'}, flags=[ SET]"
            for number, one in enumerate(_PERMISSIONS)
        ),
    )
    return "\n".join(lines) + "\n"


def _medians(*works: Callable[[], object]) -> list[float]:
    """Seconds of each, turn by turn, so that a busy moment falls on all of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [sorted(taken)[ROUNDS // 2] for taken in times]


def _target(name: str, ratio: float, at_most: float) -> dict[str, Any]:
    return {"id": name, "ratio": round(ratio, 2), "at_most": at_most, "met": ratio <= at_most}
