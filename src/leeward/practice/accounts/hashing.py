# SPDX-License-Identifier: Apache-2.0
"""How passwords are hashed: Argon2id, a few at once, so that many who sign in cannot take all the memory.

64 MiB and 3 passes each, as OWASP's password advice has it or more; at most four at a time, others wait.
"""

from __future__ import annotations

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 4
_turn = threading.BoundedSemaphore(AT_ONCE)


class PasswordHasher(Argon2PasswordHasher):
    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turn:
            made: str = super().encode(password, salt)
        return made

    def verify(self, password: str, encoded: str) -> bool:
        with _turn:
            is_right: bool = super().verify(password, encoded)
        return is_right
