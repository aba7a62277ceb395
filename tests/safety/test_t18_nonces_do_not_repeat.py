# SPDX-License-Identifier: Apache-2.0
"""T18: no nonce and no key is ever used twice."""

from __future__ import annotations

import threading

import pytest

from leeward.vault.fields import Place, SealedText, seal_text
from leeward.vault.keys import CaseKey, PersonKey
from leeward.vault.labels import Labels
from leeward.vault.wrapping import wrap

LABELS = Labels()
LABELS.register("answer.value", 1)
PLACE = Place("answer.value", "r1", "p1", 1)
NONCE = slice(20, 32)


def test_t18_no_nonce_twice_in_100_000() -> None:
    """Sealing the same text for the same place with the same key."""
    assert count_nonces(100_000) == 100_000


@pytest.mark.long
def test_t18_no_nonce_twice_in_a_million() -> None:
    """The full count."""
    assert count_nonces(1_000_000) == 1_000_000


def test_t18_threads_do_not_share_nonces() -> None:
    """Eight at once, as a server's workers do."""
    found: list[set[bytes]] = [set() for _ in range(8)]
    key = PersonKey.random()

    def work(mine: set[bytes]) -> None:
        for _ in range(2_000):
            mine.add(nonce_of(seal_text(key, PLACE, "no", labels=LABELS)))

    threads = [threading.Thread(target=work, args=(mine,)) for mine in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set().union(*found)) == 8 * 2_000


def test_t18_no_key_and_no_wrapping_nonce_twice() -> None:
    """Keys and the nonces that wrap them."""
    outer = CaseKey.random()
    assert len({CaseKey.random().reveal() for _ in range(5_000)}) == 5_000
    assert len({wrap(outer, b"k" * 32, "x")[1:13] for _ in range(5_000)}) == 5_000


def test_t18_sealing_and_wrapping_never_share_a_key() -> None:
    """So that a nonce of one could not meet a nonce of the other even if both fell alike."""
    key = CaseKey.random()
    purposes = ("fields", "wrap", "file-digest", "key-id", "commitment/ledger")
    assert len({key.subkey(purpose) for purpose in purposes}) == len(purposes)


def count_nonces(times: int) -> int:
    """How many different nonces that many seals gave."""
    key = PersonKey.random()
    return len({nonce_of(seal_text(key, PLACE, "no", labels=LABELS)) for _ in range(times)})


def nonce_of(sealed: SealedText) -> bytes:
    """The nonce in the header."""
    return sealed.data[NONCE]
