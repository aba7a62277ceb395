# SPDX-License-Identifier: Apache-2.0
"""S11 safe person: wording to invite disclosure and to answer a first one.

Now: the guide's words by id, in English and Spanish. Later: beside the session page.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import example, run_json, run_on

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "topic",
    ["invite", "first-disclosure", "shame-fear", "believing", "racist-harm", "lgbtq-harm-and-outing", "men"],
)
def test_there_are_words_to_say(topic: str, capsys: Captured) -> None:
    """What to do, what to say in two languages, what to avoid."""
    shown = run_json(capsys, "content", "show", topic, "--kind", "guide topic")
    assert shown["do"] and shown["say"] and shown["avoid"]
    assert all(words["en"].strip() and words["es"].strip() for words in shown["say"])


def test_the_first_words_do_not_lead_or_promise(capsys: Captured) -> None:
    """Choice first, limits said, no promise to keep everything."""
    said = " ".join(
        words["en"] for words in run_json(capsys, "content", "show", "invite", "--kind", "guide topic")["say"]
    )
    assert "You choose what to answer" in said
    assert "pass on" in said
    assert "I promise" not in said


def test_the_boy_hears_that_he_is_not_in_trouble_in_both_languages(tmp_path: Path, capsys: Captured) -> None:
    """The first sentence for a teen."""
    for language, words in (("en", "You are not in trouble"), ("es", "No te has metido en ningún problema")):
        raw = {**example("session-b-boy"), "language": language}
        lines = {
            one["id"]: one["text"] for one in run_on(capsys, tmp_path, "screen", raw)["next_ten_minutes"]
        }
        assert words in lines["not-in-trouble"]
