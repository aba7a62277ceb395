# SPDX-License-Identifier: Apache-2.0
"""S1 means: recognise every means, have it explained, with checks and responses for each.

Now: screening, explanation, checks and responses on the command line. Later: pages to walk through them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import run_json, run_on, visit

from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


OF_THE_ARTICLE = {
    "social_media": "social-media", "tracking_device": "tracking-device", "messaging": "messaging",
    "email": "email",
    "spyware": "spyware", "camera": "surveillance-camera", "keylogger": "keylogger",
}  # fmt: skip


@pytest.mark.parametrize(("code", "means"), OF_THE_ARTICLE.items(), ids=OF_THE_ARTICLE)
def test_each_means_of_the_article_is_screened_for_and_answered(
    code: str, means: str, tmp_path: Path, capsys: Captured, book: Catalogue
) -> None:
    """Found by the screen; explained, checked and answered by at least one mechanism; met by an option."""
    screened = run_on(capsys, tmp_path, "screen", visit({"c1": "yes", "m0": [code]}))
    assert [means] == [one["id"] for one in screened["means"]]
    ways = [one for one in book.mechanisms if means in one.means and one.family != "benign"]
    assert ways
    for way in ways:
        assert way.what_it_lets_them_do and way.how_to_check and way.how_to_respond
        shown = run_json(capsys, "content", "show", way.id, "--kind", "mechanism")
        assert shown["how_to_check"] and shown["how_to_respond"]
    board = run_on(capsys, tmp_path, "board", visit({"c1": "yes", "m0": [code]}))
    called = {
        reason["value"] for one in board["options"] for reason in one["why"] if reason["ref"] == "means"
    }
    assert means in called


def test_every_means_of_the_vocabulary_has_a_mechanism(book: Catalogue) -> None:
    """Nothing is named that cannot be explained."""
    explained = {means for one in book.mechanisms for means in one.means}
    assert set() == {means.id for means in book.vocabulary.means} - explained


def test_every_check_says_whether_it_may_be_noticed(book: Catalogue) -> None:
    """Looking may already tip them off."""
    for way in book.mechanisms:
        assert all(check.tips_off in ("no", "maybe", "yes") for check in way.how_to_check)
        first = [step.kind for step in way.how_to_respond if step.order == 1]
        may_show = way.family in ("account", "device", "network", "tracker")
        assert not may_show or set(first) <= {"document", "plan"}, f"{way.id} acts before it plans"
