# SPDX-License-Identifier: Apache-2.0
"""A new practice key, a new passphrase, a new recovery paper: each asks for the passphrase of today.

    rotate("the passphrase", by=account.actor())     # from a page
    rotate("the passphrase", by=None)                # from a terminal on this machine

On record before it is done; a wrong passphrase is on record as a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from leeward.practice.audit.services import acting, note, require_allowed
from leeward.practice.first_run.models import Practice
from leeward.practice.first_run.services import prove_paper as make_it_the_one
from leeward.practice.sealing import agent
from leeward.stewardship import Action, Actor
from leeward.terms.errors import InputError
from leeward.vault.faults import KeyMissing, WrongKey
from leeward.vault.overview import RingOverview, overview
from leeward.vault.paper import RecoveryPaper


def see_keys(keys_folder: Path, *, by: Actor) -> RingOverview:
    """The state of the ring."""
    with acting(by, Action.SEE_KEYS):
        return overview(keys_folder)


def rotate(passphrase: str, *, by: Actor | None) -> tuple[str, ...]:
    """A new practice key, or the rest of a rotation that was cut off; names of ways in that were dropped.

    Raises WrongKey, TryLater: nothing was changed.
    """
    with _on_record(by, Action.ROTATE_KEYS), knowing(passphrase):
        return agent().rotate(passphrase)


def change_passphrase(present: str, new: str, *, by: Actor | None) -> None:
    """Another passphrase; the present one opens only copies of the ring that were made before.

    Raises WrongKey, TryLater, VaultError (too short): nothing was changed.
    """
    if present == new:
        raise InputError(
            "The same passphrase again", expected="another one", do="Choose another; nothing was changed"
        )
    with _on_record(by, Action.CHANGE_PASSPHRASE), knowing(present):
        agent().change_passphrase(present, new)


def make_paper(passphrase: str, *, by: Actor | None) -> RecoveryPaper:
    """A new recovery paper, shown once. The one of before stays good until this one is proven."""
    with _on_record(by, Action.MAKE_PAPER), knowing(passphrase):
        return agent().make_paper()


def prove_paper(text: str, *, by: Actor | None) -> None:
    """The new paper, typed back, becomes the one. Raises WrongKey, naming the row of a slip."""
    with _on_record(by, Action.PROVE_PAPER):
        make_it_the_one(text)


@contextmanager
def _on_record(by: Actor | None, action: Action) -> Iterator[None]:
    """One row before it is done; where the passphrase or paper does not fit, a refusal in its place."""
    if by is not None:
        require_allowed(by, action)
    try:
        with transaction.atomic():
            if by is None:
                note(action.value)
                yield
            else:
                with acting(by, action):
                    yield
    except WrongKey:
        note(action.value, actor_id=by.id if by else "", is_allowed=False)
        raise


@contextmanager
def knowing(passphrase: str) -> Iterator[None]:
    """Opened with the passphrase of today; locked again afterwards where it was locked before."""
    before = agent().status().ring
    if before == "absent":
        raise KeyMissing(
            "No key ring here", expected="a practice that was set up", do="Set it up first, in the browser"
        )
    practice = Practice.objects.first()
    agent().unlock(passphrase, ring_id=practice.ring_id if practice else None)
    try:
        yield
    finally:
        if before == "locked":
            agent().lock()


def paper_check_code() -> str:
    """What stands on the paper that is good now; empty where that was never noted."""
    return Practice.objects.values_list("paper_code", flat=True).first() or ""
