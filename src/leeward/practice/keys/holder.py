# SPDX-License-Identifier: Apache-2.0
"""Who holds the keys while a command works on them: the agent of the server that runs, or the command itself.

    with keys_at_hand(home):
        rotate("the passphrase")           # through `sealing.agent()`, whoever that is now

While a command holds them, no server can start on this home.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from leeward.practice.locks import is_served, only_one_server
from leeward.vault import protocol as say
from leeward.vault.agent import IDLE_LOCK_SECONDS
from leeward.vault.client import AgentClient
from leeward.vault.duties import Duties
from leeward.vault.process import harden


class OwnAgent(AgentClient):
    """The agent's duties in this process: nobody else can ask."""

    def __init__(self, keys_folder: Path) -> None:
        super().__init__(keys_folder / "none.sock")
        self._duties = Duties(keys_folder, idle_lock_seconds=IDLE_LOCK_SECONDS)

    def _exchange(self, request: say.Message) -> say.Answer:
        return self._duties.answer(request)  # type: ignore[arg-type]

    def close(self) -> None:
        """Forgets every key."""
        self._duties.lock()


@contextmanager
def keys_at_hand(home: Path) -> Iterator[bool]:
    """Whoever holds the keys, within reach of `sealing.agent()`; whether that is the agent of a server."""
    from leeward.practice.sealing import asking  # Django's settings are there by now

    with ExitStack() as held:
        runs = is_served(home)
        if not runs:
            held.enter_context(only_one_server(home))
            harden()
        line = AgentClient(home / "run" / "agent.sock") if runs else OwnAgent(home / "keys")
        held.callback(line.close)
        held.enter_context(asking(line))
        yield runs
