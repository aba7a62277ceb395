# SPDX-License-Identifier: Apache-2.0
"""The tree of errors a person may meet.

    LeewardError
    ├── InputError     something a person or another program handed in cannot be read
    ├── ContentError   the program's own knowledge, or a practice's overlay, is damaged
    ├── NotFound       an id that nothing answers to
    ├── PaperError     a paper could not be made or written
    └── VaultError     a key, a sealed value or a sealed file that cannot be used (see vault/faults.py)

Every message has three parts: what was found, what was expected, what to do. None holds
anything a client said: positions and ids only.
"""

from __future__ import annotations

from leeward.terms.shown import on_a_line


class LeewardError(Exception):
    """A fault that a person can mend; shown as one message, never as a traceback."""

    def __init__(self, found: str, *, expected: str, do: str, where: str = "") -> None:
        self.found = found
        self.expected = expected
        self.do = do
        self.where = where
        super().__init__(self.message())

    def message(self) -> str:
        """The three parts on one line, led by the place where it happened; safe for any terminal."""
        place = f"{self.where}: " if self.where else ""
        return on_a_line(f"{place}{self.found}. Expected {self.expected}. {self.do}.")


class InputError(LeewardError):
    """Answers, a context or an option on the command line that cannot be used."""


class ContentError(LeewardError):
    """A content or overlay file that cannot be read or breaks a rule of the catalogue."""


class NotFound(LeewardError):
    """An id that names nothing here."""


class PaperError(LeewardError):
    """A paper that could not be set or saved; nothing half-written is left behind."""


class VaultError(LeewardError):
    """A key, a sealed value or a sealed file that cannot be used; nothing was changed or lost."""
