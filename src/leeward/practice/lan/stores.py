# SPDX-License-Identifier: Apache-2.0
"""How often each asker may ask: a store that empties with each page and fills with time.

>>> clock = iter([0.0, 0.0, 0.0, 0.5])
>>> few = Quota(most=2, a_second=2.0, clock=lambda: next(clock))
>>> [few.takes("tablet") for _ in range(4)]
[True, True, False, True]
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_REMEMBERED = 4096
"""Askers whose store is known; who has asked nothing for longest is forgotten first."""


class Quota:
    """One store for each asker; every one begins full."""

    def __init__(self, *, most: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._a_second, self._clock = float(most), a_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def takes(self, asker: str) -> bool:
        """Takes one page out of this asker's store; False: it is empty."""
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(asker, (self._most, now))
            left = min(self._most, left + (now - since) * self._a_second)
            is_there = left >= 1
            self._left[asker] = (left - 1 if is_there else left, now)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return is_there

    def gives_back(self, asker: str) -> None:
        """Puts back what was taken for something that went well."""
        with self._lock:
            left, since = self._left.get(asker, (self._most, self._clock()))
            self._left[asker] = (min(self._most, left + 1), since)
