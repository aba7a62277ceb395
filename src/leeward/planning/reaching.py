# SPDX-License-Identifier: Apache-2.0
"""How the front desk may get in touch with somebody between visits, in one of three words.

>>> desk_may("voice", said={"call"}, age=34)
'voice'
>>> desk_may("voice", said={"do_not_contact"}, age=34)
'never'
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

DeskMay = Literal["never", "voice", "ask"]
"""`never`: no call or message, they come; `voice`: by voice alone, at set hours; `ask`: the clinician."""
ADULT_FROM = 18
THEY_COME = frozenset({"do_not_contact", "in_person"})


def desk_may(contact: str, said: Collection[str], *, age: int | None) -> DeskMay:
    """What the desk may do. A wish not to be contacted holds, whatever was agreed before.

    Args:
        contact: what was agreed on the client's page: none, voice, through, or empty.
        said: codes of the answer to the question about the safest way.
        age: in whole years; None: not told. Whoever answers at a young person's home may be the one it is
            kept from.
    """
    if contact not in ("voice", "through") or THEY_COME.intersection(said):
        return "never"
    is_minor = age is not None and age < ADULT_FROM
    return "ask" if contact == "through" or is_minor else "voice"
