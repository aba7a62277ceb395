# SPDX-License-Identifier: Apache-2.0
"""Set-up, step by step: passphrase first, so that the very first word is sealed."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.lost_passphrase import code_of
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import add_account
from leeward.practice.audit.services import note
from leeward.practice.cases.models import Case
from leeward.practice.first_run.models import Practice
from leeward.practice.first_run.state import (
    EXAMPLE_NAME,
    EXAMPLE_PASSPHRASE,
    EXAMPLE_PASSWORD,
    is_example,
)
from leeward.practice.sealing import OWN_CASE, PRACTICE_NAME, agent, own_key, seal
from leeward.stewardship import Role
from leeward.vault.faults import KeyMissing
from leeward.vault.recovery import require_proven

BOTH = (Role.CLINICIAN, Role.ADMINISTRATOR)


def is_setup_code(typed: str) -> bool:
    """Whether this is the code on the console. Spaces, hyphens and case do not matter."""
    wanted, given = _bare(settings.SETUP_CODE), _bare(typed)
    return bool(wanted) and hmac.compare_digest(wanted.encode(), given.encode())


def records_exist() -> bool:
    """Whether something here was sealed with a key of before."""
    return Practice.objects.exists() or Account.objects.exists() or Case.objects.exists()


def make_ring(passphrase: str) -> None:
    """The practice key. Raises WouldOverwrite: there is one, or records of one."""
    agent().set_up(passphrase, data_exists=records_exist())
    agent().make_case(OWN_CASE)


def name_practice(name: str, states: list[str], *, is_example: bool = False) -> None:
    """The practice's row."""
    try:
        key = own_key()
    except KeyMissing:  # set-up was cut off between the ring and its first key
        key = agent().make_case(OWN_CASE).key
    sealed = seal(key, PRACTICE_NAME.name, OWN_CASE, name.strip(), version=1, person=None)
    with transaction.atomic():
        note("practice.name")
        Practice.objects.create(
            ring_id=agent().status().ring_id,
            sealed_name=sealed,
            states=" ".join(states),
            is_example=is_example,
        )


def add_first_account(name: str, password: str) -> Account:
    """The first account: a clinician who also runs the practice."""
    return add_account(name, password, BOTH)


def prove_paper(text: str) -> None:
    """Makes this the paper of the practice, and notes its check code. Raises WrongKey, naming the row."""
    agent().prove_paper(text)
    Practice.objects.update(paper_code=code_of(text))


def finish() -> None:
    """Set-up ends, once a paper was proven; made-up records need none. Doing it twice does no harm.

    Raises:
        VaultError: no recovery paper was proven yet.
    """
    require_proven(is_example() or agent().status().paper_proven)
    with transaction.atomic():
        note("practice.set-up")
        Practice.objects.filter(set_up_at=None).update(set_up_at=timezone.now())


def set_up_example() -> None:
    """Made-up records under a key that everybody knows."""
    from leeward.practice.cases.example import add_examples

    make_ring(EXAMPLE_PASSPHRASE)
    name_practice("Example practice", ["US-WA"], is_example=True)
    add_examples(add_first_account(EXAMPLE_NAME, EXAMPLE_PASSWORD))
    finish()


def _bare(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
