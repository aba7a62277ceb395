# SPDX-License-Identifier: Apache-2.0
"""How far set-up has come. It can be left at any step and goes on there."""

from __future__ import annotations

from leeward.practice.accounts.models import Account
from leeward.practice.first_run.models import Practice
from leeward.vault.protocol import State

EXAMPLE_PASSPHRASE = "nobody here is a real person"  # noqa: S105
EXAMPLE_NAME = "robin"
EXAMPLE_PASSWORD = "everyone here is made up"  # noqa: S105  both are printed on the page

STEPS = ("set-up-passphrase", "set-up-practice", "set-up-account", "set-up-paper")


def is_set_up() -> bool:
    """Whether set-up has ended."""
    return Practice.objects.filter(set_up_at__isnull=False).exists()


def next_step(state: State) -> str:
    """The name of the page set-up goes on with. The ring is absent or unlocked."""
    if state.ring == "absent":
        return STEPS[0]
    if not Practice.objects.exists():
        return STEPS[1]
    if not Account.objects.exists():
        return STEPS[2]
    return STEPS[3]


def is_example() -> bool:
    """Whether everything here is made up."""
    return Practice.objects.filter(is_example=True).exists()


def example_secrets() -> dict[str, str] | None:
    """The open secrets of made-up records, to show at the doors; None for a real practice."""
    if not is_example():
        return None
    return {"passphrase": EXAMPLE_PASSPHRASE, "name": EXAMPLE_NAME, "password": EXAMPLE_PASSWORD}
