# SPDX-License-Identifier: Apache-2.0
"""Checkpoints as C2SP writes them: its own examples, and nothing altered passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.vault.checkpoints import (
    Checkpoint,
    NotACheckpoint,
    open_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from leeward.vault.ledger_keys import LedgerSeed, is_signed, key_hash, read_verifier_key, verifier_key

C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_TEXT = b"This is an example message.\n"
C2SP_SIGNATURE = (
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
)
C2SP_CHECKPOINT = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501  as it is published
NAME = "ledger/ex-4f2a"
SEED = LedgerSeed.random()
NOTE = sign_checkpoint(Checkpoint(NAME, 41, bytes(range(32))), SEED)


def test_the_published_key_and_signature() -> None:
    import base64

    found = read_verifier_key(C2SP_KEY)
    assert found is not None
    name, public = found
    assert verifier_key(name, public) == C2SP_KEY
    signed = base64.b64decode(C2SP_SIGNATURE)
    assert signed[:4] == key_hash(name, public)
    assert is_signed(public, C2SP_TEXT, signed[4:])
    assert not is_signed(public, C2SP_TEXT + b"\n", signed[4:])


def test_the_published_checkpoint_is_read() -> None:
    found = read_checkpoint(C2SP_CHECKPOINT)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)


def test_what_was_signed_is_opened() -> None:
    assert open_checkpoint(NOTE, NAME, SEED.public()) == Checkpoint(NAME, 41, bytes(range(32)))


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
def test_any_other_letter_anywhere_is_refused(at: int, letter: str) -> None:
    altered = NOTE[:at] + letter + NOTE[at + 1 :]
    if altered == NOTE:
        return
    with pytest.raises(NotACheckpoint):
        open_checkpoint(altered, NAME, SEED.public())


@given(st.text(max_size=300))
def test_any_other_text_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        read_checkpoint(text)


def test_another_key_of_the_same_name_is_not_ours() -> None:
    other = sign_checkpoint(Checkpoint(NAME, 41, bytes(32)), LedgerSeed.random())
    with pytest.raises(NotACheckpoint):
        open_checkpoint(other, NAME, SEED.public())


def test_a_signature_of_somebody_else_beside_ours_is_left_aside() -> None:
    other = sign_checkpoint(Checkpoint(NAME, 41, bytes(range(32))), LedgerSeed.random()).split("\n\n")[1]
    assert open_checkpoint(NOTE + other, NAME, SEED.public()).size == 41


def test_a_second_signature_of_ours_that_does_not_hold_refuses_the_note() -> None:
    wrong = sign_checkpoint(Checkpoint(NAME, 42, bytes(32)), SEED).split("\n\n")[1]
    with pytest.raises(NotACheckpoint):
        open_checkpoint(NOTE + wrong, NAME, SEED.public())


@pytest.mark.parametrize("key", ["", "a+b", "a b+530d903a+AA==", C2SP_KEY[:-2], C2SP_KEY.replace("53", "54")])
def test_no_verifier_key(key: str) -> None:
    assert read_verifier_key(key) is None


def test_the_seed_shows_itself_nowhere() -> None:
    assert repr(SEED) == "<LedgerSeed hidden>"
