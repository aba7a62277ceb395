# SPDX-License-Identifier: Apache-2.0
"""What every answer is besides its words: its kind and letters named, nothing echoed, no list of files."""

from __future__ import annotations

import pytest
from tests.support.practice import Home


def test_every_kind_of_answer_names_its_kind_and_its_letters(home: Home) -> None:
    browser = home.signed_in()
    for path in ("/today/", "/nowhere/", "/sign-in/", "/static/leeward/base.css", "/static/leeward/leave.js"):
        answer = browser.get(path, follow=True)
        answer.getvalue()
        answer.close()  # a file of the pages is open until then
        kind = answer["Content-Type"]
        assert kind.startswith("text/") and "charset=" in kind.lower(), (path, kind)
        assert answer["X-Content-Type-Options"] == "nosniff", path


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/today/", "/clients/", "/nowhere/", "/questions/"])
def test_trace_is_refused_and_repeats_nothing(home: Home, path: str) -> None:
    """A cookie that no script may read must not come back in the words of an answer."""
    browser = home.signed_in()
    answer = browser.trace(path, HTTP_X_MARKER="quokkamarker")
    assert answer.status_code == 405
    said = answer.content.decode() + str(dict(answer.headers))
    assert "quokkamarker" not in said
    assert browser.cookies["leeward-session"].value not in answer.content.decode()
    assert not answer["Content-Type"].startswith("message/http")


@pytest.mark.parametrize("path", ["/static/", "/static/leeward/", "/vault/", "/keys/", "/.git/config"])
def test_no_folder_is_listed_and_none_of_the_home_is_served(home: Home, path: str) -> None:
    assert home.signed_in().get(path).status_code == 404
