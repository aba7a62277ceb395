# SPDX-License-Identifier: Apache-2.0
"""T05: long passwords of any letters sign in; short, well-known, tampered ones are refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.practice import PASSWORD, Home

from leeward.stewardship.passwords import (
    MADE_WORDS,
    MAX_LETTERS,
    MIN_LETTERS,
    PasswordFault,
    fault_of,
    make_password,
)

KNOWN = frozenset({"password", "letmein", "dragon", "qwerty", "iloveyou"})
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


def fault(password: str) -> PasswordFault | None:
    return fault_of(password, names=("Robin Example", "Harbour House"), known=KNOWN)


@given(ANY_TEXT)
def test_t05_only_length_and_the_lists_refuse_never_which_letters(text: str) -> None:
    found = fault(text)
    if len(text) < MIN_LETTERS:
        assert found is PasswordFault.SHORT
    else:
        assert found in {
            None,
            PasswordFault.TRIED_FIRST,
            PasswordFault.A_NAME,
            PasswordFault.A_RUN,
            PasswordFault.SAID_AGAIN,
        }


@given(
    st.lists(st.sampled_from("heron weir lantern quiet amber river moss".split()), min_size=4, unique=True)
)
def test_t05_plain_words_are_enough_without_a_digit_or_a_capital(words: list[str]) -> None:
    assert fault(" ".join(words)) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("only 14 letters"[:14], PasswordFault.SHORT),
        ("x" * (MAX_LETTERS + 1), PasswordFault.LONG),
        ("passwordpassword", PasswordFault.TRIED_FIRST),
        ("Password12345678", PasswordFault.TRIED_FIRST),
        ("letmein letmein1", PasswordFault.TRIED_FIRST),
        ("dragoniloveyou!!", PasswordFault.TRIED_FIRST),
        ("qwertyuiopasdfgh", PasswordFault.A_RUN),
        ("abcdefghijklmnop", PasswordFault.A_RUN),
        ("ponmlkjihgfedcba", PasswordFault.A_RUN),
        ("1234567890123456", PasswordFault.A_RUN),
        ("aaaaaaaaaaaaaaaaaaaa", PasswordFault.SAID_AGAIN),
        ("ababababababababab", PasswordFault.SAID_AGAIN),
        ("robin robin robin", PasswordFault.A_NAME),
        ("Harbour House 2026", PasswordFault.A_NAME),
        ("leewardleeward1", PasswordFault.A_NAME),
    ],
)
def test_t05_each_refusal_has_its_reason(password: str, why: PasswordFault) -> None:
    assert fault(password) is why


def test_t05_made_passwords_pass_their_own_rule_and_do_not_repeat() -> None:
    made = [make_password() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert {fault(one) for one in made} == {None}
    assert {len(one.split()) for one in made} == {MADE_WORDS}


def change(browser: Any, now: str, new: str, again: str = "", **more: str) -> Any:
    sent = {"now": now, "password": new, "again": again or new, **more}
    return browser.post("/account/password/", sent)


LETTERS = "Ünïcødé añb 🦢🌊 "


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("length", [15, 64, 128])
def test_t05_128_letters_emoji_and_either_way_of_writing_an_accent_sign_in(
    home: Home, form: str, length: int
) -> None:
    chosen = (LETTERS * 12)[:length]
    chosen = f"{chosen[:-1]}z"  # a space at its end is kept too, but is hard to see in a failing test
    assert change(home.signed_in(), PASSWORD, chosen).status_code == 200
    typed = unicodedata.normalize("NFD" if form == "NFC" else "NFC", chosen)
    answer = home.browser().post("/sign-in/", {"name": "robin", "password": typed})
    assert answer.status_code == 302
    assert home.browser().post("/sign-in/", {"name": "robin", "password": PASSWORD}).status_code == 422


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=25, max_size=128))
def test_t05_what_is_kept_of_any_password_fits_it_alone(text: str) -> None:
    from django.conf import settings as django_settings
    from django.contrib.auth.hashers import check_password
    from django.contrib.auth.hashers import make_password as hashed

    from leeward.practice.accounts.passwords import as_typed

    assert django_settings.PASSWORD_HASHERS
    kept = hashed(as_typed(text))
    assert check_password(as_typed(unicodedata.normalize("NFD", text)), kept)
    assert not check_password(as_typed(f"{text}x"), kept)


def test_t05_a_short_or_well_known_one_is_refused_on_the_page_with_its_reason(home: Home) -> None:
    browser = home.signed_in()
    for new, why in (
        ("fourteen chars", "Use at least 15 characters"),
        ("iloveyou iloveyou", "passwords people try first"),
        ("Example House 1234", "Beside your name or the practice"),
    ):
        answer = change(browser, PASSWORD, new)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert change(browser, "not the password", "four lanterns over the weir").status_code == 422
    assert home.signed_in().get("/today/").status_code == 200


def test_t05_a_made_password_that_the_browser_changed_is_refused(home: Home) -> None:
    browser = home.signed_in()
    page = browser.post("/account/password/", {"make": "yes"}).content.decode()
    made = re.search(r'name="password" value="([^"]+)"', page)
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert made and mark, page
    answer = change(browser, PASSWORD, "an extension chose this one", mark=mark[1])
    assert answer.status_code == 422
    assert "This is not the password that was made here" in answer.content.decode()
    kept = change(browser, "not the password", made[1], mark=mark[1])
    assert kept.status_code == 422
    assert made[1] in kept.content.decode()  # a slip elsewhere does not lose it
    assert change(browser, PASSWORD, made[1], mark=mark[1]).status_code == 200
    assert home.browser().post("/sign-in/", {"name": "robin", "password": made[1]}).status_code == 302
