# SPDX-License-Identifier: Apache-2.0
"""T43: two histories of one ledger, each signed and whole, shown to two people, do not pass as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.safety.test_t42_database_rolled_back import _copied, _keep, _kinds, _put_back
from tests.support.postgresql import is_wanted
from tests.support.practice import Home

pytestmark = pytest.mark.skipif(is_wanted(), reason="the file is copied; the arithmetic knows no database")


def _two_histories(home: Home, steps: tuple[int, int]) -> tuple[str, str, Path]:
    """What each of two people kept, and the copy of the first; both begin alike. The second is here now."""
    robin = home.signed_in()
    client = home.open_case(robin)
    _keep()
    begun = _copied(home, "begun.sqlite3")
    for _ in range(steps[0]):
        robin.get(client)
    to_one = _keep()
    first = _copied(home, "first.sqlite3")
    _put_back(begun)
    other = home.signed_in()
    for _ in range(steps[1]):
        other.get("/clients/")
    return to_one, _keep(), first


def test_the_one_that_is_not_of_this_history_is_named(home: Home) -> None:
    to_one, to_other, first = _two_histories(home, (4, 6))
    assert _kinds(to_other) == []
    assert _kinds(to_one, to_other) == ["fork"]
    _put_back(first)
    assert _kinds(to_one) == []
    assert _kinds(to_one, to_other) == ["rolled-back"], "the longer one is not here at all"


def test_two_of_one_size_contradict_each_other_wherever_they_are_compared(home: Home) -> None:
    from leeward.vault.checkpoints import read_checkpoint

    to_one, to_other, _ = _two_histories(home, (4, 3))  # signing in again is the fourth
    assert read_checkpoint(to_one).size == read_checkpoint(to_other).size
    assert _kinds(to_other, to_one) == ["fork", "fork"]


def test_a_checkpoint_of_another_practice_is_not_taken_for_ours(home: Home) -> None:
    from leeward.vault.checkpoints import Checkpoint, sign_checkpoint
    from leeward.vault.ledger_keys import LedgerSeed

    home.signed_in()
    ours = _keep()
    origin = ours.splitlines()[0]
    forged = sign_checkpoint(Checkpoint(origin, 3, bytes(32)), LedgerSeed.random())
    assert _kinds(forged, "no checkpoint at all") == ["kept", "kept"]
