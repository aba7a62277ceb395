# SPDX-License-Identifier: Apache-2.0
"""Which apps stand out, and why: what lists say, how apps behave, and what is never held against one."""

from __future__ import annotations

import json

import pytest
from tests.support.app_lists import isdi_dump, package_block, package_dump, stock_dump

from leeward.formats.app_lists import read_app_list
from leeward.formats.app_lists_types import App
from leeward.inspection.apps import AppsAnswer, check_apps
from leeward.inspection.apps_rules import STRENGTHS, findings_of
from leeward.inspection.apps_words import as_data
from leeward.knowledge import Catalogue
from leeward.knowledge.indicators import Indicators, load_indicators

WATCHES = ("ACCESS_FINE_LOCATION", "RECORD_AUDIO", "READ_SMS")


@pytest.fixture(scope="module")
def known() -> Indicators:
    """The package's own lists."""
    return load_indicators()


def checked(known: Indicators, text: str, since: str = "") -> AppsAnswer:
    """The answer to a list."""
    return check_apps(read_app_list(text.encode()), known, since=since)


def reasons(answer: AppsAnswer, app_id: str) -> set[str]:
    """The reasons of one app."""
    return {why.reason for one in answer.apps if one.app.id == app_id for why in one.findings}


def test_a_listed_app_gives_strong_signs(known: Indicators) -> None:
    """By package name, capitals aside, on a plain list."""
    answer = checked(known, "package:com.TheTruth\npackage:com.example.a\n")
    assert "strong-signs" == answer.verdict
    assert {"listed-stalkerware"} == reasons(answer, "com.TheTruth")
    assert ("TheTruthSpy", ["com.TheTruth"]) == (answer.apps[0].title, [one.app.id for one in answer.apps])


def test_a_listed_signature_gives_strong_signs(known: Indicators) -> None:
    """A renamed app keeps the key of its maker."""
    entry = {"name": "com.example.a", "installer": "com.android.vending", "system": False,
             "files": [{"certificate": {"Sha1": "31a6ececd97cf39bc4126b8745cd94a7c30bf81c"}}]}  # fmt: skip
    assert {"listed-certificate"} == reasons(checked(known, json.dumps([entry])), "com.example.a")


def test_a_listed_bundle_of_an_iphone_is_found(known: Indicators) -> None:
    """Bundle ids are on the same list."""
    answer = checked(
        known, json.dumps({"com.life360.safetymap": {"CFBundleIdentifier": "com.life360.safetymap"}})
    )
    assert "listed-watchware" in reasons(answer, "com.life360.safetymap")
    assert "be-careful" == answer.verdict


@pytest.mark.parametrize(
    ("app_id", "reason"),
    [
        ("com.life360.android.safetymapd", "dual-use-find-family"),
        ("com.google.android.apps.adm", "dual-use-anti-theft"),
        ("com.topjohnwu.magisk", "dual-use-root-tool"),
        ("com.microsoft.familysafety", "listed-spyware"),
        ("com.trailbehind.android.gaiagps.pro", None),
    ],
)
def test_apps_for_something_else_are_named_by_what_they_are_for(
    known: Indicators, app_id: str, reason: str | None
) -> None:
    """Two uses, one name."""
    found = reasons(checked(known, f"package:{app_id}\n"), app_id)
    assert reason in found if reason else not any(one.startswith("listed") for one in found)


def test_a_phone_as_it_was_sold_gives_nothing(known: Indicators) -> None:
    """The maker's apps may do everything, and drown nobody."""
    answer = checked(known, stock_dump())
    assert ("nothing-found", ()) == (answer.verdict, answer.apps)
    assert ("nothing-found", ()) == (
        (plain := checked(known, "package:com.android.phone  installer=null\n")).verdict, plain.apps,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"installer": None}, "outside-store"),
        ({"installer": "com.android.chrome"}, "outside-store"),
        ({"initiating": "com.android.shell"}, "installer-differs"),
        ({"hidden": True}, "hidden"),
        ({"users": (10,), "absent": (0,)}, "other-profile"),
        ({"flags": "HAS_CODE DEBUGGABLE"}, "test-app"),
        ({"granted": ("ACCESS_COARSE_LOCATION", "RECORD_AUDIO")}, "place-and-microphone"),
        ({"granted": WATCHES}, "wide-access"),
    ],
)
def test_behaviour_stands_out_without_any_list(
    known: Indicators, given: dict[str, object], reason: str
) -> None:
    """And rests on a line of the file."""
    text = package_dump(package_block("com.example.a", **given))  # type: ignore[arg-type]
    answer = checked(known, text)
    assert {reason} == reasons(answer, "com.example.a")
    where = answer.apps[0].findings[0].where
    assert where is not None and where.text == text.split("\n")[where.number - 1].strip()


@pytest.mark.parametrize(
    "name", ["com.android.systemhelper", "com.example.system.service", "sync.services.x"]
)
def test_a_name_like_the_system_stands_out_where_a_store_did_not_bring_it(
    known: Indicators, name: str
) -> None:
    """The maker's own names are everybody's to use."""
    outside = package_dump(package_block(name, installer=None))
    assert "looks-like-system" in reasons(checked(known, outside), name)
    assert set() == reasons(checked(known, package_dump(package_block(name))), name)


def test_special_access_stands_out_but_not_that_of_the_phone_itself(known: Indicators) -> None:
    """Admins, accessibility and notifications of added apps."""
    text = isdi_dump(
        package_dump(package_block("com.example.a"), package_block("com.android.talk", system=True)),
        ("accessibility", "     Enabled services:{{com.example.a/.S}, {com.android.talk/.T}}\n"),
        ("device_policy", "  Enabled Device Admins (User 0):\n    com.example.a/.Admin:\n"),
    )
    answer = checked(
        known, text + "DUMP OF SETTINGS secure\nenabled_notification_listeners=com.example.a/.L\n"
    )
    assert {"accessibility", "device-admin", "notification-listener"} == reasons(answer, "com.example.a")
    assert ["com.example.a"] == [one.app.id for one in answer.apps]


def test_what_behaves_like_an_app_made_to_watch_gives_strong_signs(known: Indicators) -> None:
    """From a file, named like the system, able to hear and see: no list is needed."""
    watching = package_block("com.update.service.core", installer=None, granted=WATCHES)
    answer = checked(known, package_dump(watching))
    assert "strong-signs" == answer.verdict
    assert "watching-set" in reasons(answer, "com.update.service.core")
    plain = checked(known, package_dump(package_block("com.example.game", installer=None)))
    assert "be-careful" == plain.verdict


def test_one_weak_reason_alone_raises_nothing(known: Indicators) -> None:
    """A chat app of a store knows the place and hears, and that is all."""
    text = package_dump(package_block("com.example.chat", granted=("ACCESS_FINE_LOCATION", "RECORD_AUDIO")))
    answer = checked(known, text)
    assert ("nothing-found", ["com.example.chat"]) == (answer.verdict, [one.app.id for one in answer.apps])


def test_what_came_after_a_day_that_is_named_is_shown(known: Indicators) -> None:
    """The day the client names, not the day we like."""
    blocks = (package_block("com.example.old", first="2025-01-01 00:00:00"), package_block("com.example.new"))
    answer = checked(known, package_dump(*blocks), since="2026-01-15")
    assert ["com.example.new"] == [one.app.id for one in answer.apps]
    assert "2026-01-31" == answer.apps[0].findings[0].detail


def test_where_nothing_came_from_a_store_that_alone_is_a_fact_of_the_phone(known: Indicators) -> None:
    """Some phones have no store."""
    blocks = [package_block(f"com.example.a{number}", installer=None) for number in range(12)]
    answer = checked(known, package_dump(*blocks))
    assert "nothing-found" == answer.verdict
    assert ["no-store"] == [note.id for note in answer.notes]


def test_a_cut_off_list_is_never_answered_with_nothing_found(known: Indicators) -> None:
    """What was not read may hold it."""
    text = package_dump(package_block("com.example.a"))
    assert "nothing-found" == checked(known, text).verdict
    assert "be-careful" == checked(known, text[: text.index("runtime")]).verdict


def test_a_title_alone_could_be_that_app(known: Indicators) -> None:
    """Typed from a screen: possible, not certain."""
    answer = checked(known, "WhatsApp\nmSpy\n")
    assert ("be-careful", ["mSpy"]) == (answer.verdict, [one.app.title for one in answer.apps])
    assert {"same-title"} == {why.reason for why in answer.apps[0].findings}


def test_an_app_store_signature_is_told_from_another() -> None:
    """On an iPhone only the signer says where an app came from."""
    known = load_indicators()
    store = App(id="com.example.a", is_system=False, signer="Apple iPhone OS Application Signing")
    other = App(id="com.example.a", is_system=False, signer="iPhone Distribution: Example")
    assert () == findings_of(store, known)
    assert ["not-app-store"] == [why.reason for why in findings_of(other, known)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_answer_leads_with_what_not_to_do(known: Indicators, book: Catalogue, language: str) -> None:
    """Do not remove it yet; what it can do; why; when that means nothing; and what a list cannot show."""
    answer = checked(known, "package:com.thetruth  installer=null\n")
    said = as_data(answer, book, known, "es" if language == "es" else "en")
    app = said["apps"][0]
    assert ("Do not remove" if language == "en" else "No quite") in app["do_first"]
    assert app["can_do"] and app["innocent"] and said["next"] and said["cannot_show"]
    assert {"id", "what", "where", "confidence"} == set(app["why"][0])
    assert "1: package:com.thetruth  installer=null" == app["why"][0]["where"]
    assert "2026-11-22" == said["pack"]["date"]
    assert "Echap non-profit, J. Voisin and Tek" in {one["attribution"] for one in said["pack"]["sources"]}
    assert not said["nothing_found"]


def test_every_kind_of_app_has_its_words(known: Indicators, book: Catalogue) -> None:
    """What a list can say, and every way of behaving, has a reason and an ability in both languages."""
    groups = [group for pack in known.packs for group in pack.listed if group.kind == "dual-use"]
    words = {reason.id: reason for reason in book.app_reasons}
    able = {word for one in book.app_abilities for word in one.by}
    assert {f"dual-use-{group.category}" for group in groups} <= words.keys()
    assert {group.category for group in groups} - {"other"} <= able
    assert {"stalkerware", "watchware", "spyware"} <= able


def test_no_reason_counts_for_more_than_its_words_say(known: Indicators, book: Catalogue) -> None:
    """The strength in the content is the most a finding has."""
    most = {reason.id: STRENGTHS.index(reason.strength) for reason in book.app_reasons}
    ids = [app.partition("\t")[0] for pack in known.packs for group in pack.listed for app in group.apps]
    ids += [
        name
        for pack in known.packs
        for family in pack.families
        for name in (*family.packages, *family.bundles)
    ]
    blocks = [
        package_block(name, installer=None, granted=WATCHES, hidden=True, flags="DEBUGGABLE")
        for name in ("com.example.system.service", "com.example.track", *ids)
    ]
    answer = checked(known, package_dump(*blocks), since="2026-01-01")
    assert len(set(ids)) + 2 == len(answer.apps)
    assert [] == [
        why.reason
        for one in answer.apps
        for why in one.findings
        if STRENGTHS.index(why.strength) > most[why.reason]
    ]
