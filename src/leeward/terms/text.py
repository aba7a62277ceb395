# SPDX-License-Identifier: Apache-2.0
"""Text in the languages a client reads.

>>> Text(en="Not now", es="Ahora no").said_in("es")
'Ahora no'
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence or more, in English and Spanish."""

    en: str
    es: str

    def said_in(self, language: Language) -> str:
        """The wording in `language`."""
        return self.es if language == "es" else self.en


class PartText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Text whose Spanish may be missing, as in a licensed instrument without an official one."""

    en: str
    es: str | None = None
