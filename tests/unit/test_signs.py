# SPDX-License-Identifier: Apache-2.0
"""Reported and denied signs: what stands in neither list was not asked."""

from __future__ import annotations

from typing import Any

import pytest

from leeward.formulation import ReportedSigns, read_signs
from leeward.knowledge import Catalogue
from leeward.terms.errors import InputError


def test_signs_are_read_once_each_in_order(book: Catalogue) -> None:
    """A sign told twice is one sign."""
    raw = {
        "reported_signs": ["login-alerts", "quotes-messages", "login-alerts"],
        "denied_signs": ["battery-drain"],
    }
    assert ReportedSigns(("login-alerts", "quotes-messages"), ("battery-drain",)) == read_signs(raw, book)


def test_no_lists_means_nothing_was_asked(book: Catalogue) -> None:
    """Not asked is not denied."""
    assert ReportedSigns() == read_signs({}, book)


def test_a_sign_both_reported_and_denied_is_refused(book: Catalogue) -> None:
    """Ask again which holds."""
    with pytest.raises(InputError, match="both reported and denied") as caught:
        read_signs({"reported_signs": ["login-alerts"], "denied_signs": ["login_alerts"]}, book)
    assert "denied_signs" == caught.value.where


@pytest.mark.parametrize("where", ["reported_signs", "denied_signs"])
@pytest.mark.parametrize(
    "value", ["login-alerts", {"login-alerts": True}, [1], [None], [["login-alerts"]], None]
)
def test_what_is_no_list_of_ids_is_refused(where: str, value: Any, book: Catalogue) -> None:
    """The message names the list."""
    with pytest.raises(InputError) as caught:
        read_signs({where: value}, book)
    assert where == caught.value.where


def test_an_unknown_sign_is_named(book: Catalogue) -> None:
    """So that its spelling can be mended."""
    with pytest.raises(InputError, match="no-such-sign"):
        read_signs({"reported_signs": ["no-such-sign"]}, book)


def test_every_danger_sign_is_asked_with_care(book: Catalogue) -> None:
    """Each sign has words and a follow-up in both languages."""
    for sign in book.signs:
        assert all((sign.text.en, sign.text.es, sign.follow_up.en, sign.follow_up.es))
