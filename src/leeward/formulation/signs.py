# SPDX-License-Identifier: Apache-2.0
"""Signs a client reported or denied, read at the edge. A sign is what was noticed, never proof."""

from __future__ import annotations

from typing import Any

import msgspec

from leeward.knowledge import Catalogue
from leeward.terms.errors import InputError, NotFound


class ReportedSigns(msgspec.Struct, frozen=True):
    """Sign ids, each once, in the order given. What stands in no list was not asked.

    `unsure`: asked, and not known; it counts for nothing and is not asked again.
    """

    reported: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def read_signs(raw: dict[str, Any], catalogue: Catalogue) -> ReportedSigns:
    """Reads the lists of signs by name. Raises InputError for an unknown or twofold sign."""
    reported = _ids(raw.get("reported_signs", []), "reported_signs", catalogue)
    denied = _ids(raw.get("denied_signs", []), "denied_signs", catalogue)
    unsure = _ids(raw.get("unsure_signs", []), "unsure_signs", catalogue)
    both = sorted(set(reported) & set(denied))
    if both:
        raise InputError(
            f"{both[0]!r} both reported and denied",
            expected="each sign in one list",
            do="Ask again which holds",
            where="denied_signs",
        )
    return ReportedSigns(reported, denied, unsure)


def _ids(raw: Any, where: str, catalogue: Catalogue) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise InputError("something else", expected="a list of sign ids", do="Correct it", where=where)
    try:
        return tuple(dict.fromkeys(catalogue.sign(word).id for word in raw))
    except NotFound as error:
        raise InputError(error.found, expected=error.expected, do=error.do, where=where) from error
