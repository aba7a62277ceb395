# SPDX-License-Identifier: Apache-2.0
"""Lists of a phone's apps for the tests, as the tools write them; no real phone is in them."""

from __future__ import annotations

P = "android.permission."
GMS_ADMIN = "com.google.android.gms/.mdm.receivers.MdmDeviceAdminReceiver"


def package_block(
    name: str,
    *,
    system: bool = False,
    installer: str | None = "com.android.vending",
    initiating: str = "",
    granted: tuple[str, ...] = (),
    requested: tuple[str, ...] = (),
    flags: str = "HAS_CODE ALLOW_BACKUP",
    users: tuple[int, ...] = (0,),
    absent: tuple[int, ...] = (),
    hidden: bool = False,
    first: str = "2026-01-31 10:11:12",
    is_new: bool = True,
) -> str:
    """One block of `dumpsys package`. `is_new`: the layout since Android 13, with times per user."""
    shown = f"SYSTEM {flags}" if system else flags
    where = "/system/app/X" if system else f"/data/app/~~Ab==/{name}-Cd=="
    lines = [
        f"  Package [{name}] (1a2b3c):",
        f"    {'appId' if is_new else 'userId'}=10123",
        f"    codePath={where}",
        "    versionName=1.2",
        f"    flags=[ {shown} ]",
        *([] if is_new else [f"    firstInstallTime={first}"]),
        "    lastUpdateTime=2026-02-01 00:00:00",
        *([f"    installerPackageName={installer}"] if installer is not None else []),
        *([f"    installInitiatingPackageName={initiating}"] if initiating else []),
        "    requested permissions:",
        *(f"      {P}{one}" for one in ("INTERNET", *requested)),
        "    install permissions:",
        f"      {P}INTERNET: granted=true",
    ]
    for user in (*users, *absent):
        is_here = "true" if user in users else "false"
        lines.append(
            f"    User {user}: ceDataInode=1 installed={is_here} hidden={str(hidden).lower()} stopped=false"
        )
        if is_new:
            lines.append(f"      firstInstallTime={first if user in users else '1970-01-01 00:00:00'}")
        lines.append("      runtime permissions:")
        lines += [f"        {P}{one}: granted=true, flags=[ USER_SET]" for one in granted]
        lines.append(f"        {P}BODY_SENSORS: granted=false, flags=[ USER_SET]")
    return "\n".join(lines) + "\n"


def package_dump(*blocks: str, hidden_system: tuple[str, ...] = ()) -> str:
    """A whole `dumpsys package`, with sections before and after that say nothing of apps."""
    covered = "".join(f"  Package [{name}] (9f):\n    flags=[ SYSTEM ]\n" for name in hidden_system)
    return (
        "Database versions:\n  Internal:\n    sdkVersion=34\n\n"
        "Activity Resolver Table:\n  Non-Data Actions:\n      com.example.ACTION:\n\n"
        "Packages:\n"
        + "".join(blocks)
        + (f"\nHidden system packages:\n{covered}" if covered else "")
        + "\nShared users:\n  SharedUser [android.uid.phone] (1):\n    appId=1001\n"
    )


def stock_dump(count: int = 120) -> str:
    """A phone as it was sold: the maker's apps and nothing else."""
    names = [f"com.android.stock{number}" for number in range(count // 2)]
    names += [f"com.google.android.stock{number}" for number in range(count - len(names))]
    everything = ("ACCESS_FINE_LOCATION", "RECORD_AUDIO", "READ_SMS", "READ_CALL_LOG")
    return package_dump(
        *(package_block(name, system=True, installer=None, granted=everything) for name in names)
    )


def isdi_dump(packages: str, *more: tuple[str, str]) -> str:
    """The text that ISDi writes: the services one after the other."""
    parts = [("package", packages), ("location", "Location Manager State:\n  nothing\n"), *more]
    return "".join(f"\nDUMP OF SERVICE {name}\n{text}" for name, text in parts)
