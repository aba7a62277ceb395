# SPDX-License-Identifier: Apache-2.0
"""The account check-up: what stays closed, what a find becomes, how far it is; and its content."""

from __future__ import annotations

from itertools import product

import pytest
from tests.support.catalogues import real_catalogue

from leeward.planning.check_up import (
    FROM,
    Looked,
    SignChange,
    SignNow,
    counted,
    custody_from,
    lock_of_child,
    lock_on,
    sign_changes,
)

BOOK = real_catalogue()
SEEN = Looked("found", "seen", "2026-11-22")
FINE = Looked("fine", "told", "2026-11-22")
DEVICES = "unknown-device-listed"
GOOGLE, APPLE = ("google", "devices-signed-in"), ("apple", "devices-signed-in")


def test_an_adults_own_account_waits_for_nothing() -> None:
    assert lock_on("own", "", "", is_young=False) == ""


@pytest.mark.parametrize("whose", ["own", "child", "shared"])
def test_a_young_clients_account_waits_for_the_custody_question(whose: str) -> None:
    assert lock_on(whose, "theirs", "", is_young=True) == "not-asked"  # type: ignore[arg-type]
    assert lock_on(whose, "theirs", "may", is_young=True) == ""  # type: ignore[arg-type]


def test_what_is_not_clear_stays_closed() -> None:
    """Every combination but the clear ones: an account opens only on "theirs" and, for a child, on "may"."""
    contracts, custodies = ("theirs", "other", "unsure", ""), ("may", "may-not", "unclear", "")
    for contract, custody in product(contracts, custodies):
        child = lock_on("child", contract, custody, is_young=False)  # type: ignore[arg-type]
        assert (child == "") == (contract == "theirs" and custody == "may"), (contract, custody)
        shared = lock_on("shared", contract, custody, is_young=False)  # type: ignore[arg-type]
        assert (shared == "") == (contract == "theirs"), (contract, custody)


def test_custody_is_clear_only_without_an_order_and_with_somebody_who_takes_part() -> None:
    clear = {
        (held, order)
        for held, order in product(("here", "both", "other", "unsure"), ("no", "yes", "unsure"))
        if custody_from(held, order) == "may"  # type: ignore[arg-type]
    }
    assert clear == {("here", "no"), ("both", "no")}
    assert custody_from("here", "") == "" == custody_from("", "no")
    assert lock_of_child("unclear") == "order"


def test_a_find_becomes_its_sign_with_where_it_was_found() -> None:
    found = sign_changes({}, {GOOGLE: SEEN}, {}, BOOK)
    assert found == {DEVICES: SignChange("reported", "seen", f"{FROM}google")}


def test_a_find_that_is_taken_back_takes_its_sign_back() -> None:
    signs = {DEVICES: SignNow("reported", f"{FROM}google")}
    assert sign_changes({GOOGLE: SEEN}, {GOOGLE: FINE}, signs, BOOK) == {DEVICES: SignChange("")}


def test_a_sign_stands_as_long_as_another_find_speaks_of_it() -> None:
    signs = {DEVICES: SignNow("reported", f"{FROM}google")}
    before = {GOOGLE: SEEN, APPLE: SEEN}
    after = {GOOGLE: FINE, APPLE: SEEN}
    assert sign_changes(before, after, signs, BOOK)[DEVICES] == SignChange("reported", "seen", f"{FROM}apple")


def test_what_the_client_told_is_never_taken_back_by_a_check() -> None:
    signs = {DEVICES: SignNow("reported", "")}
    assert sign_changes({}, {GOOGLE: SEEN}, signs, BOOK) == {}
    assert sign_changes({GOOGLE: SEEN}, {GOOGLE: FINE}, signs, BOOK) == {}


def test_fine_and_not_sure_say_nothing_of_a_sign() -> None:
    """Nothing found is no denial: it does not mean that nothing is there."""
    for state in ("fine", "unsure", "not-looked"):
        after = {GOOGLE: Looked(state, "seen", "2026-11-22")}
        assert sign_changes({}, after, {DEVICES: SignNow("denied", "")}, BOOK) == {}


def test_what_was_not_looked_at_is_counted_as_that() -> None:
    items = {GOOGLE: SEEN, ("google", "second-factor"): Looked("unsure", "told", "2026-11-20")}
    count = counted(["google"], items, BOOK)[0]
    assert (count.looked, count.found, count.unsure) == (2, 1, 1)
    assert count.items == len(BOOK.checkup("google").items)
    assert count.how == ("seen", "told")
    assert count.on == "2026-11-22"


def test_every_platform_has_a_check_up_and_every_kind_is_used() -> None:
    assert {one.id for one in BOOK.platforms} == {one.id for one in BOOK.checkups}
    assert {item.kind for one in BOOK.checkups for item in one.items} == {
        kind.id for kind in BOOK.checkup_kinds
    }


def test_confirmed_rests_on_something_that_was_read() -> None:
    unread = [
        (one.id, item.kind)
        for one in BOOK.checkups
        for item in one.items
        if item.confidence == "confirmed" and not any(source.seen for source in item.sources)
    ]
    assert unread == []


def test_all_that_is_about_a_child_waits_for_custody() -> None:
    assert [kind.id for kind in BOOK.checkup_kinds if kind.needs_custody] == ["parent-link"]
