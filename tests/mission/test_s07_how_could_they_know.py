# SPDX-License-Identifier: Apache-2.0
"""S7 how could they know: a message or link that could be a way in is looked at before anybody opens it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.messages import TRICK_TEXTS

from leeward.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "language"), [("friend-of", "en"), ("apk", "en"), ("photo-es", "es"), ("code-es", "es")]
)
def test_a_message_meant_for_this_client_is_named_as_such(
    words: str, language: str, tmp_path: Path, capsys: Captured
) -> None:
    """From words on a screen to a warning, the line that it may be meant for them, and what to do first."""
    file = tmp_path / "message.txt"
    file.write_text(TRICK_TEXTS[words], encoding="utf-8")
    assert 0 == main(["check", "message", "--json", "--language", language, str(file)])
    found = json.loads(capsys.readouterr().out)[0]
    assert "nothing-found" != found["verdict"]
    assert 0 == main(["check", "message", "--language", language, str(file)])
    told = capsys.readouterr().out
    assert (
        "Talk it over before anyone answers" if language == "en" else "Hablen antes"
    ) in told or not found["targeted"]
    assert ("Do not open its links" if language == "en" else "No abra sus enlaces") in told
