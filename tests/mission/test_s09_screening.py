# SPDX-License-Identifier: Apache-2.0
"""S9 screening: at intake, at assessment and again later; led by the MHP or answered by the client.

Now: a short branching screen in three voices and two languages. Later: the tablet and the recheck page.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import Raw, run_on, visit

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import Voice

Captured = pytest.CaptureFixture[str]


VOICES: tuple[Voice, ...] = ("clinician", "self", "teen")


def walk(raw: Raw, answers: dict[str, str], folder: Path, capsys: Captured) -> list[str]:
    """Asks what comes next until nothing does; everything not in `answers` is skipped."""
    asked: list[str] = []
    given = dict(raw["answers"])
    while True:
        coming = run_on(capsys, folder, "screen", {**raw, "answers": given})["next"]
        if not coming or len(asked) > 150:
            return asked
        asked.append(coming[0])
        given[coming[0]] = answers.get(coming[0])


def test_nothing_told_ends_soon(tmp_path: Path, capsys: Captured) -> None:
    """Ten times no is a short screen."""
    nothing = dict.fromkeys(("c9", "c12", "c7", "c11", "c6", "c1", "c2", "c3", "c4", "c5", "o3"), "no")
    asked = walk(visit(age=34), {"o1": "yes", "o2": "yes", "c13": "none", **nothing}, tmp_path, capsys)
    assert len(asked) <= 20
    assert len(set(asked)) == len(asked)


def test_something_told_opens_danger_before_means(tmp_path: Path, capsys: Captured) -> None:
    """One yes, and the branch opens; each question once."""
    asked = walk(visit(age=34), {"o1": "yes", "o2": "yes", "c2": "yes"}, tmp_path, capsys)
    assert asked.index("w6") < asked.index("g2") < asked.index("m0")
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("voice", VOICES)
def test_every_question_has_words_in_every_voice_and_language(voice: Voice, book: Catalogue) -> None:
    """English and Spanish, for a clinician, an adult and a teen."""
    for item in book.items.values():
        words = item.wording(voice)
        assert words.en.strip() and words.es.strip(), item.linkId


def test_the_tablet_is_asked_less_than_the_clinician(tmp_path: Path, capsys: Captured) -> None:
    """What needs a person waits for one."""
    told = visit({"o1": "yes", "o2": "yes", "c2": "yes", "c6": "yes"}, age=34)
    mhp = set(run_on(capsys, tmp_path, "screen", told)["next"])
    tablet = set(run_on(capsys, tmp_path, "screen", {**told, "voice": "self"})["next"])
    assert tablet < mhp
    assert {"c9", "x5", "t4"} <= mhp - tablet


def test_later_visits_ask_a_short_set_again(book: Catalogue) -> None:
    """Danger, frequency and safe contact among it."""
    assert {"c9", "p4", "s1", "s2"} <= set(book.screen.recheck.short_set)
    assert len(book.screen.recheck.short_set) < 24
    assert book.screen.recheck.ask.es
