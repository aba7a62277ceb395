# SPDX-License-Identifier: Apache-2.0
"""S2 acts: tell tracking, following, intimidating and harassing apart.

Now: which acts the answers show, and why. Later, with a case file: how they change over time.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import example_path, run_json, run_on, visit

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("given", "acts"),
    [
        ({"p1": ["tracking"]}, {"tracking"}),
        ({"p1": ["following"]}, {"following"}),
        ({"p1": ["intimidating"]}, {"intimidating"}),
        ({"p1": ["harassing"]}, {"harassing"}),
        ({"p1": ["tracking", "harassing"]}, {"tracking", "harassing"}),
    ],
)
def test_acts_are_shown_apart_with_their_reasons(
    given: dict[str, list[str]], acts: set[str], tmp_path: Path, capsys: Captured
) -> None:
    """Each names the answer it rests on."""
    found = run_on(capsys, tmp_path, "screen", visit(given))["acts"]
    assert acts == {one["id"] for one in found}
    assert all({"kind": "answer", "ref": "p1", "value": one["id"]} in one["because"] for one in found)


def test_the_mothers_acts_and_the_candidates_differ(capsys: Captured) -> None:
    """The same screen tells two lives apart."""
    mother = {one["id"] for one in run_json(capsys, "screen", str(example_path("session-a-mother")))["acts"]}
    candidate = {
        one["id"] for one in run_json(capsys, "screen", str(example_path("session-c-candidate")))["acts"]
    }
    assert "tracking" in mother and "tracking" not in candidate
    assert {"intimidating", "harassing"} <= mother & candidate
