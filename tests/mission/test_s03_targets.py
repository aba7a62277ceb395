# SPDX-License-Identifier: Apache-2.0
"""S3 targets: help an individual, a family, a group or a community.

Now: who is affected is found and steers the board. Later: a case that holds several people or a group.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import example_path, run_json, run_on, visit

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ({"c1": "yes"}, "individual"),
        ({"p5": ["family"]}, "family"),
        ({"p5": ["group"]}, "group"),
        ({"b2": ["race"]}, "community"),
    ],
)
def test_each_kind_of_target_is_found(
    given: dict[str, object], target: str, tmp_path: Path, capsys: Captured
) -> None:
    """With the answer that says so."""
    found = {one["id"]: one["because"] for one in run_on(capsys, tmp_path, "screen", visit(given))["targets"]}
    assert target in found
    assert found[target]


def test_a_raided_group_gets_help_as_a_group(capsys: Captured) -> None:
    """Her volunteers were raided too: group spaces, community security, threat assessment."""
    board = run_json(capsys, "board", str(example_path("session-c-candidate")))
    assert {"secure-group-spaces", "community-security-help", "threat-assessment-unit"} <= set(board["order"])


def test_a_single_client_is_not_given_group_work(capsys: Captured) -> None:
    """The mother's board has no group spaces."""
    assert (
        "secure-group-spaces" not in run_json(capsys, "board", str(example_path("session-a-mother")))["order"]
    )
