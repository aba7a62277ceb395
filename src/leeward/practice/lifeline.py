# SPDX-License-Identifier: Apache-2.0
"""A process that must not outlive the one that started it: a killed server leaves nothing unlocked."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

_LOOK_SECONDS = 0.5


def when_parent_is_gone(parent_id: int, act: Callable[[], None]) -> None:
    """Calls `act` once this process's parent is no longer `parent_id`."""

    def watch() -> None:
        while os.getppid() == parent_id:
            time.sleep(_LOOK_SECONDS)
        act()

    threading.Thread(target=watch, daemon=True).start()
