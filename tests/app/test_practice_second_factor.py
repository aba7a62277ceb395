# SPDX-License-Identifier: Apache-2.0
"""A second factor: set up with the password, asked after it, ended with both."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.clock import App, Clock, enrol, secret_in
from tests.support.practice import PASSWORD, Home

CODE_PAGE = "/sign-in/code/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def half_way(home: Home, name: str = "robin") -> Any:
    """A browser in which the password was right."""
    browser = home.browser()
    answer = browser.post("/sign-in/", {"name": name, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, CODE_PAGE)
    return browser


def sign_in(home: Home, code: str) -> tuple[int, str]:
    answer = half_way(home).post(CODE_PAGE, {"code": code})
    return answer.status_code, answer.get("Location", "")


def actions() -> list[tuple[str, bool]]:
    from leeward.practice.audit.models import AuditEntry

    rows = AuditEntry.objects.filter(action__startswith="account.").order_by("id")
    return [(one.action, one.is_allowed) for one in rows]


def test_after_the_password_a_code_is_asked_and_then_the_door_opens(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    browser = half_way(home)
    assert browser.get("/today/")["Location"] == "/sign-in/"  # the password alone opens nothing
    assert browser.get(CODE_PAGE).status_code == 200
    answer = browser.post(CODE_PAGE, {"code": app.shows()})
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert browser.get("/today/").status_code == 200
    assert actions()[-2:] == [("account.password", True), ("account.sign-in", True)]


def test_who_has_none_signs_in_with_the_password_alone(home: Home, clock: Clock) -> None:
    enrol(home.signed_in(), PASSWORD, clock)
    assert home.signed_in("sam").get("/today/").status_code == 200


def test_nobody_comes_to_the_code_page_without_the_password(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    for answer in (home.browser().get(CODE_PAGE), home.browser().post(CODE_PAGE, {"code": app.shows()})):
        assert answer["Location"] == "/sign-in/"


def test_after_five_minutes_the_password_is_asked_again(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    browser = half_way(home)
    clock.step(minutes=5)
    assert browser.post(CODE_PAGE, {"code": app.shows()})["Location"] == "/sign-in/"
    assert browser.get("/today/")["Location"] == "/sign-in/"


@pytest.mark.parametrize(("off", "opens"), [(0, True), (-30, True), (30, True), (-60, False), (60, False)])
def test_a_phone_whose_clock_is_one_step_off_gets_in(home: Home, clock: Clock, off: int, opens: bool) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    clock.step(minutes=10)
    assert sign_in(home, app.shows(seconds_off=off))[0] == (302 if opens else 422)


def test_a_recovery_code_works_once_however_it_is_typed(home: Home, clock: Clock) -> None:
    _, codes = enrol(home.signed_in(), PASSWORD, clock)
    assert len(set(codes)) == 10
    assert sign_in(home, codes[3].lower().replace("-", " ")) == (302, "/today/")
    assert sign_in(home, codes[3])[0] == 422
    assert sign_in(home, codes[4]) == (302, "/today/")


def test_recovery_codes_are_kept_as_hashes(home: Home, clock: Clock) -> None:
    from leeward.practice.accounts.models import RecoveryCode

    _, codes = enrol(home.signed_in(), PASSWORD, clock)
    kept = " ".join(RecoveryCode.objects.values_list("hashed", flat=True))
    assert all(code[5:] not in kept and code.replace("-", "")[4:] not in kept for code in codes)
    assert kept.count("md5$") == 10  # the hasher of the tests; Argon2id in a practice


def test_one_text_for_wrong_used_and_waiting(home: Home, clock: Clock) -> None:
    app, codes = enrol(home.signed_in(), PASSWORD, clock)
    right = app.shows()
    assert sign_in(home, right)[0] == 302
    browser, texts = half_way(home), set()
    for code in (right, "000000", codes[0][:-1] + "?", "nothing like it", "000000", "000000", codes[0]):
        answer = browser.post(CODE_PAGE, {"code": code})
        assert answer.status_code == 422
        texts.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(texts) == 1


def test_wrong_codes_and_wrong_passwords_wait_together(home: Home, clock: Clock) -> None:
    """The password does not end the wait: whoever knows it would otherwise guess codes for ever."""
    from leeward.practice.accounts.models import Account

    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    for _ in range(3):
        home.browser().post("/sign-in/", {"name": "robin", "password": "wrong"})
    browser = half_way(home)
    for _ in range(2):
        assert browser.post(CODE_PAGE, {"code": "000000"}).status_code == 422
    assert Account.objects.filter(wrong_tries=5, waits_until__gt=clock.now).count() == 1
    assert browser.post(CODE_PAGE, {"code": app.shows()}).status_code == 422
    assert home.browser().post("/sign-in/", {"name": "robin", "password": PASSWORD}).status_code == 422
    clock.step(seconds=30)
    assert sign_in(home, app.shows())[0] == 302
    assert not Account.objects.filter(wrong_tries__gt=0).exists()


def test_nothing_is_on_before_a_code_was_typed(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    page = browser.post("/account/second-factor/", {"password": PASSWORD}).content.decode()
    assert home.browser().post("/sign-in/", {"name": "robin", "password": PASSWORD})["Location"] == "/today/"
    again = browser.post("/account/second-factor/", {"code": "000000"})
    assert again.status_code == 422
    assert secret_in(again.content.decode()) == secret_in(page)  # a slip, not a new beginning
    clock.step(minutes=16)
    late = browser.post("/account/second-factor/", {"code": App(secret_in(page), clock).shows()})
    assert late["Location"] == "/account/second-factor/"


@pytest.mark.parametrize("path", ["/account/second-factor/", "/account/off/", "/account/recovery-codes/"])
def test_a_screen_left_open_is_not_enough(home: Home, clock: Clock, path: str) -> None:
    from leeward.practice.accounts.models import RecoveryCode, SecondFactor

    browser, given = home.signed_in(), {"password": "not the password"}
    if path != "/account/second-factor/":
        app, _ = enrol(browser, PASSWORD, clock)
        given["code"] = app.shows()
    before = [*SecondFactor.objects.values("version", "confirmed_at"), *RecoveryCode.objects.values()]
    answer = browser.post(path, given)
    assert answer.status_code == 422
    after = [*SecondFactor.objects.values("version", "confirmed_at"), *RecoveryCode.objects.values()]
    assert after == before


def test_turning_off_and_new_codes_need_password_and_code(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    app, old = enrol(browser, PASSWORD, clock)
    both = {"password": PASSWORD, "code": app.shows()}
    assert browser.post("/account/recovery-codes/", {**both, "code": "000000"}).status_code == 422
    page = browser.post("/account/recovery-codes/", both).content.decode()
    new = re.findall(r"<li><code>([\w-]+)</code></li>", page)
    assert len(set(new) - set(old)) == 10
    assert sign_in(home, old[0])[0] == 422
    assert browser.post("/account/off/", both).status_code == 422  # the code was used for the codes
    assert browser.post("/account/off/", {"password": PASSWORD, "code": new[0]}).status_code == 302
    answer = home.browser().post("/sign-in/", {"name": "robin", "password": PASSWORD})
    assert answer["Location"] == "/today/"
    names = [name for name, is_allowed in actions() if is_allowed]
    for name in ("factor-begin", "factor-set", "codes-renew", "factor-drop"):
        assert names.count(f"account.{name}") == 1, name


def test_other_sessions_of_the_account_end_when_it_is_set_up(home: Home, clock: Clock) -> None:
    here, elsewhere, sams = home.signed_in(), home.signed_in(), home.signed_in("sam")
    enrol(here, PASSWORD, clock)
    assert here.get("/today/").status_code == 200
    assert elsewhere.get("/today/")["Location"] == "/sign-in/"
    assert sams.get("/today/").status_code == 200


def test_the_picture_holds_what_the_letters_say_and_no_style(home: Home, clock: Clock) -> None:
    import segno

    page = home.signed_in().post("/account/second-factor/", {"password": PASSWORD}).content.decode()
    address = f"otpauth://totp/Leeward?secret={secret_in(page)}"
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    assert drawn in page
    assert not re.search(r"style=|<style|<img|data:", page)


def test_a_new_phone_can_be_set_up_in_the_same_minute(home: Home, clock: Clock) -> None:
    app, codes = enrol(home.signed_in(), PASSWORD, clock)
    browser = half_way(home)
    assert browser.post(CODE_PAGE, {"code": app.shows(seconds_off=30)}).status_code == 302
    browser.post("/account/off/", {"password": PASSWORD, "code": codes[0]})
    assert len(enrol(browser, PASSWORD, clock)[1]) == 10


def test_an_older_secret_put_back_into_the_row_does_not_open(home: Home, clock: Clock) -> None:
    """Sealed for one account and one version: a value from a backup, or another's, is refused."""
    from leeward.practice.accounts.models import SecondFactor

    browser = home.signed_in()
    first, codes = enrol(browser, PASSWORD, clock)
    kept = bytes(SecondFactor.objects.get().sealed_secret)
    browser.post("/account/off/", {"password": PASSWORD, "code": codes[0]})
    enrol(browser, PASSWORD, clock)
    SecondFactor.objects.update(sealed_secret=kept)
    assert half_way(home).post(CODE_PAGE, {"code": first.shows()}).status_code == 503
