# SPDX-License-Identifier: Apache-2.0
"""What makes one app stand out: what public lists say of it, and how it behaves. Pure rules.

Every finding names its reason (an id of content/indicators/reasons.yaml) and the line it rests on. What
a list does not say is never held against an app. Apps that came with the phone are only named where a
list knows them, or where they own the phone: otherwise the maker's own would drown the rest.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from leeward.formats.app_lists_types import App, Line
from leeward.knowledge.indicators import Indicators, Listing
from leeward.knowledge.models.apps import AppStrength

STORES = frozenset(
    {
        "com.android.vending", "com.google.android.feedback", "com.amazon.venezia",
        "com.sec.android.app.samsungapps", "com.huawei.appmarket", "com.xiaomi.mipicks",
        "com.xiaomi.market", "com.heytap.market", "com.oppo.market", "com.bbk.appstore",
        "com.vivo.appstore", "com.hihonor.appmarket", "com.transsion.palmstore", "org.fdroid.fdroid",
        "org.fdroid.basic", "com.aurora.store", "app.accrescent.client", "app.grapheneos.apps",
        "com.dti.att", "com.dti.tmobile", "com.dti.verizon", "com.dti.samsung", "com.facebook.system",
        "com.samsung.android.app.omcagent", "com.sec.android.preloadinstaller", "com.sec.android.easyMover",
        "com.google.android.apps.restore", "com.google.android.apps.pixelmigrate",
        "com.google.android.setupwizard", "com.google.android.apps.work.clouddpc",
        "com.android.managedprovisioning",
    }
)  # fmt: skip
"""Stores, what a maker or phone company brings along, and what copies apps from an old phone."""
MAKERS = (
    "android", "com.android.", "com.google.", "com.samsung.", "com.sec.", "com.qualcomm.", "com.qti.",
    "vendor.", "com.mediatek.", "com.huawei.", "com.hihonor.", "com.miui.", "com.xiaomi.", "com.oneplus.",
    "com.oppo.", "com.coloros.", "com.heytap.", "com.vivo.", "com.motorola.", "com.lge.", "com.sony",
    "com.htc.", "com.nokia.", "com.transsion.", "com.asus.", "org.codeaurora.", "com.verizon.", "com.att.",
    "com.tmobile.", "com.apple.", "com.osp.", "com.skms.", "com.monotype.", "com.hy.", "android.",
)  # fmt: skip
"""How ids begin that makers of phones and systems use; anybody else can use them as well."""
APP_STORE_SIGNERS = ("Apple iPhone OS Application Signing", "TestFlight", "Apple Mac OS Application Signing")
P = "android.permission."
PLACE = frozenset(
    {f"{P}ACCESS_FINE_LOCATION", f"{P}ACCESS_COARSE_LOCATION", f"{P}ACCESS_BACKGROUND_LOCATION"}
)
MICROPHONE = f"{P}RECORD_AUDIO"
WIDER = (
    f"{P}READ_SMS", f"{P}RECEIVE_SMS", f"{P}READ_CALL_LOG", f"{P}PROCESS_OUTGOING_CALLS",
    f"{P}ACCESS_BACKGROUND_LOCATION",
)  # fmt: skip
SEES = frozenset({*PLACE, MICROPHONE, *WIDER, f"{P}CAMERA", f"{P}READ_CONTACTS", f"{P}READ_MEDIA_IMAGES"})
_SYSTEM_WORD = re.compile(
    r"(?:^|[._ ])(?:system|sys|update|sync|wi-?fi|device|framework|internet|backup)[._ ]?"
    r"(?:services?|updates?|updater|framework|settings|manager|helper|health|core|task)(?:$|[._ ])",
    re.IGNORECASE,
)
_HINT = re.compile(r"spy|track|keylog|cheating", re.IGNORECASE)
_NO_HINT = re.compile(
    r"anti.*(?:spy|track|keylog)|(?:spy|track|keylog).*remov|soundtrack|backtrack", re.IGNORECASE
)
_POWERS = frozenset({"device-admin", "device-owner", "accessibility", "notification-listener"})
_OUTSIDE = frozenset({"outside-store", "installer-differs", "not-app-store", "test-app"})
STRENGTHS: tuple[AppStrength, ...] = ("weak", "some", "strong")

Origin = Literal["phone", "added", "unknown"]


class Finding(msgspec.Struct, frozen=True):
    """One reason why an app stands out. `detail`: names, dates and lists; `where`: the line it rests on."""

    reason: str
    strength: AppStrength
    detail: str = ""
    where: Line | None = None
    listing: Listing | None = None


def origin_of(app: App) -> Origin:
    """Whether an app came with the phone; where it is not said, a maker's id outside /data counts as so."""
    if app.is_system is not None:
        return "phone" if app.is_system else "added"
    if app.path.startswith("/data/"):
        return "added"
    return "phone" if app.id.startswith(MAKERS) else "added" if app.id else "unknown"


def findings_of(app: App, known: Indicators, since: str = "") -> tuple[Finding, ...]:
    """Why this app stands out, what lists say first; nothing where it does not.

    Args:
        since: an ISO date the client names; apps first installed on or after it are named.
    """
    origin = origin_of(app)
    found = [*_listed(app, known, origin)]
    if origin != "phone":
        found += _behaviour(app, has_listing=bool(found))
        if since and app.installs and min(one.at for one in app.installs)[:10] >= since:
            first = min(one.at for one in app.installs)
            found.append(
                Finding("since", "weak", first[:10], app.lines.get("installed") or app.lines.get("app"))
            )
        if _is_watching_set(app, {one.reason for one in found}):
            found.append(Finding("watching-set", "strong", "", app.lines.get("app")))
    else:
        found += [_role(app, "device-owner", "some")] if "device-owner" in app.roles else []
    return tuple(found)


def _listed(app: App, known: Indicators, origin: Origin) -> list[Finding]:
    found: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    line = app.lines.get("app")

    def add(reason: str, strength: AppStrength, listing: Listing, where: Line | None) -> None:
        if (reason, listing.source.title) not in seen:
            seen.add((reason, listing.source.title))
            said = ", ".join(
                part for part in (listing.name, listing.source.title, listing.source.dated) if part
            )
            found.append(Finding(reason, strength, said, where, listing))

    for listing in known.of_app(app.id) if app.id else ():
        add(*_reason_of(listing, origin), listing, line)
    for certificate in app.certificates:
        for digest in (certificate.sha1, certificate.sha256):
            for listing in known.of_certificate(digest) if digest else ():
                strength: AppStrength = "strong" if listing.kind == "stalkerware" else "some"
                add("listed-certificate", strength, listing, app.lines.get("certificates") or line)
    if not app.id and app.title:
        for listing in known.named(app.title):
            serious = listing.kind in ("stalkerware", "spyware")
            add("same-title", "some" if serious else "weak", listing, line)
    return found


def _reason_of(listing: Listing, origin: Origin) -> tuple[str, AppStrength]:
    if listing.kind == "stalkerware" or (listing.kind == "spyware" and listing.category == "offstore"):
        return "listed-stalkerware", "strong"
    if listing.kind in ("watchware", "spyware"):
        return f"listed-{listing.kind}", "some"
    return f"dual-use-{listing.category}", "weak" if origin == "phone" else "some"


def _behaviour(app: App, *, has_listing: bool) -> list[Finding]:
    found = [*_where_from(app), *_concealed(app)]
    roles: tuple[tuple[str, str, AppStrength], ...] = (
        ("device-owner", "device-owner", "some"),
        ("device-admin", "device-admin", "some"),
        ("profile-owner", "profile-owner", "weak"),
        ("accessibility", "accessibility", "some"),
        ("notification-listener", "notification-listener", "some"),
        ("accessibility-or-notifications", "accessibility-or-notifications", "some"),
        ("keyboard", "own-keyboard", "weak"),
        ("vpn", "always-on-vpn", "weak"),
        ("sms-app", "sms-app", "weak"),
    )
    found += [_role(app, role, strength, reason) for role, reason, strength in roles if role in app.roles]
    granted = set(app.granted)
    if MICROPHONE in granted and granted & PLACE:
        wider = [name for name in WIDER if name in granted]
        reason: tuple[str, AppStrength] = (
            ("wide-access", "some") if wider else ("place-and-microphone", "weak")
        )
        named = [MICROPHONE, *sorted(granted & PLACE), *wider]
        shown = ", ".join(dict.fromkeys(name.removeprefix(P) for name in named))
        found.append(Finding(*reason, shown, app.lines.get(MICROPHONE) or app.lines.get("app")))
    if {"DEBUGGABLE", "TEST_ONLY"} & set(app.flags) or any(
        "CN=Android Debug" in one.subject for one in app.certificates
    ):
        where = app.lines.get("flags") or app.lines.get("certificates")
        found.append(Finding("test-app", "some", "", where))
    if not has_listing and _is_hinted(f"{app.id} {app.title}"):
        found.append(Finding("name-hint", "weak", app.title, app.lines.get("app")))
    return found


def _where_from(app: App) -> list[Finding]:
    if app.signer and not app.signer.startswith(APP_STORE_SIGNERS):
        return [Finding("not-app-store", "some", app.signer, app.lines.get("signer"))]
    if app.installer is None:
        return []
    where = app.lines.get("installer") or app.lines.get("app")
    if app.installer not in STORES:
        return [Finding("outside-store", "some", app.installer or "installer: -", where)]
    if app.initiating and app.initiating not in STORES:
        return [Finding("installer-differs", "some", app.initiating, app.lines.get("initiating"))]
    source = app.lines.get("source")
    if source is not None and source.text.endswith(("=3", "=4")):
        return [Finding("installer-differs", "some", source.text, source)]
    return []


def _concealed(app: App) -> list[Finding]:
    found = []
    is_from_store = app.installer in STORES or app.signer.startswith(APP_STORE_SIGNERS)
    has_origin = app.installer is not None or bool(app.signer) or app.is_system is False
    if has_origin and not is_from_store:
        if app.id.startswith(MAKERS) or _SYSTEM_WORD.search(app.id) or _SYSTEM_WORD.search(app.title):
            found.append(Finding("looks-like-system", "some", "", app.lines.get("app")))
    if app.is_hidden:
        found.append(Finding("hidden", "some", "", app.lines.get("app")))
    if app.users and 0 not in app.users:
        users = ", ".join(str(user) for user in app.users)
        found.append(Finding("other-profile", "weak", users, app.lines.get("app")))
    return found


def _role(app: App, role: str, strength: AppStrength, reason: str = "") -> Finding:
    return Finding(reason or role, strength, "", app.lines.get(role) or app.lines.get("app"))


def _is_hinted(name: str) -> bool:
    return _HINT.search(name) is not None and _NO_HINT.search(name) is None


def _is_watching_set(app: App, reasons: set[str]) -> bool:
    """From outside a store, able to see, and hidden, posing as the system, or with two powers."""
    if not reasons & _OUTSIDE or not SEES & set(app.granted):
        return False
    powers = len(reasons & _POWERS)
    return (
        bool(reasons & {"hidden", "looks-like-system"})
        or powers >= 2
        or (powers == 1 and "wide-access" in reasons)
    )
