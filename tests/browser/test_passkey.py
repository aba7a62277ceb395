# SPDX-License-Identifier: Apache-2.0
"""Passkeys in Chromium with its own virtual security key: added, used to sign in and to prove, removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, Home, practice_in


class Key:
    """A security key in this browser. It knows its owner's finger, unless told otherwise."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)
        self._line.send("WebAuthn.enable")
        made = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
        options = {**made, "isUserVerified": True, "automaticPresenceSimulation": True}
        self._id = self._line.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
            "authenticatorId"
        ]

    def knows_the_finger(self, is_known: bool) -> None:
        self._line.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": is_known})

    def held(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._line.send(
            "WebAuthn.getCredentials", {"authenticatorId": self._id}
        )["credentials"]
        return found

    def count_back(self) -> None:
        """As a copy of the key that was used less."""
        for one in self.held():
            self._line.send(
                "WebAuthn.removeCredential",
                {"authenticatorId": self._id, "credentialId": one["credentialId"]},
            )
            self._line.send(
                "WebAuthn.addCredential",
                {"authenticatorId": self._id, "credential": {**one, "signCount": 0}},
            )


@pytest.fixture
def at(tmp_path: Any, browser: Browser) -> Iterator[tuple[Home, Page, Key, str]]:
    """A practice on localhost, robin's browser signed in, and a key in it."""
    with practice_in(tmp_path) as home:
        home.set_up()
        with on_a_port(home) as address:
            context = browser.new_context(base_url=address, locale="en-US")
            page = context.new_page()
            page.set_default_timeout(10_000)
            key = Key(page)
            page.goto("/sign-in/")
            page.locator("[name=name]").fill("robin")
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("[name=password]").press("Enter")
            page.wait_for_url("**/today/")
            yield home, page, key, address
            context.close()


def add(page: Page, name: str = "the blue key") -> None:
    page.goto("/account/passkeys/")
    page.locator("[name=name]").fill(name)
    with page.expect_navigation():
        page.get_by_role("button", name="Add this passkey").press("Enter")


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").press("Enter")


def use(page: Page) -> None:
    page.goto("/sign-in/passkey/")
    page.get_by_role("button", name="Use my passkey").press("Enter")


def test_a_passkey_signs_in_alone_and_nothing_of_it_lies_open(at: tuple[Home, Page, Key, str]) -> None:
    home, page, key, _ = at
    add(page)
    assert "the blue key" in page.locator("main").inner_text()
    sign_out(page)
    use(page)
    page.wait_for_url("**/today/")
    page.goto("/account/sessions/")
    assert "Chrome" in page.locator("main").inner_text()
    kept = b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())
    assert b"the blue key" not in kept
    assert [one for one in key.held() if one["credentialId"].encode() in kept] == []
    assert {one["userName"] for one in key.held()} == {
        "Leeward"
    }  # whoever opens the key's list learns no name


def test_without_finger_or_pin_it_opens_nothing(at: tuple[Home, Page, Key, str]) -> None:
    _, page, key, _ = at
    add(page)
    sign_out(page)
    key.knows_the_finger(False)
    use(page)
    page.locator("[data-failed]").wait_for(state="visible")
    assert page.url.endswith("/sign-in/passkey/")


def test_a_copy_that_was_used_less_is_refused(at: tuple[Home, Page, Key, str]) -> None:
    _, page, key, _ = at
    add(page)
    sign_out(page)
    use(page)
    page.wait_for_url("**/today/")
    sign_out(page)
    key.count_back()
    use(page)
    page.locator(".mistake").wait_for()
    assert "does not fit" in page.locator(".mistake").inner_text()


def test_an_answer_works_once_and_only_in_its_own_session(at: tuple[Home, Page, Key, str]) -> None:
    home, page, _, address = at
    add(page)
    sign_out(page)
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None
    )
    use(page)
    page.wait_for_url("**/today/")
    from urllib.parse import parse_qs

    answer = parse_qs(sent[-1])["answer"][0]
    host = address.removeprefix("http://")
    stranger = home.browser(HTTP_HOST=host)
    for _ in range(2):
        stranger.get("/sign-in/passkey/")
        assert stranger.post("/sign-in/passkey/", {"answer": answer}).status_code == 422
    assert stranger.get("/account/").status_code == 302


def test_a_removed_passkey_and_a_closed_account_open_nothing(at: tuple[Home, Page, Key, str]) -> None:
    from leeward.practice.accounts.models import Account

    _, page, _, _ = at
    add(page)
    sign_out(page)
    Account.objects.update(is_active=False)
    use(page)
    page.locator(".mistake").wait_for()
    Account.objects.update(is_active=True)
    use(page)
    page.wait_for_url("**/today/")
    page.goto("/account/passkeys/")
    with page.expect_navigation():
        page.get_by_role("button", name="Remove it").press("Enter")
    sign_out(page)
    use(page)
    page.locator(".mistake").wait_for()


def test_it_proves_who_is_there_before_much_is_done(
    at: tuple[Home, Page, Key, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    _, page, _, _ = at
    add(page)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page.goto("/account/passkeys/")
    assert "First: is it you?" in page.locator("h1").inner_text()
    page.get_by_role("button", name="Use my passkey").press("Enter")
    page.get_by_role("heading", name="Your passkeys").wait_for()


def test_opened_by_a_number_the_page_says_where_to_go(at: tuple[Home, Page, Key, str]) -> None:
    _, page, _, address = at
    by_number = address.replace("localhost", "127.0.0.1")
    page.goto(f"{by_number}/sign-in/passkey/")
    assert "opened by a number" in page.locator("main").inner_text()
    assert page.get_by_role("link", name=re.compile("localhost")).get_attribute("href") == f"{address}/"


def test_without_scripts_the_page_says_that_the_password_works(
    at: tuple[Home, Page, Key, str], browser: Browser
) -> None:
    *_, address = at
    context = browser.new_context(java_script_enabled=False, base_url=address, locale="en-US")
    page = context.new_page()
    page.goto("/sign-in/passkey/")
    assert "This needs JavaScript" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Use my passkey").count() == 0
    context.close()
