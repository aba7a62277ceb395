# SPDX-License-Identifier: Apache-2.0
"""How the front desk may get in touch with somebody between visits, in one of three words.

>>> desk_may("voice", said={"call"}, is_minor=False)
'voice'
>>> desk_may("voice", said={"do_not_contact"}, is_minor=False)
'never'
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

DeskMay = Literal["never", "voice", "ask"]
"""`never`: no call or message, they come; `voice`: by voice alone, at set hours; `ask`: the clinician."""
THEY_COME = frozenset({"do_not_contact", "in_person"})


def desk_may(contact: str, said: Collection[str], *, is_minor: bool) -> DeskMay:
    """What the desk may do. A wish not to be contacted holds, whatever was agreed before.

    Args:
        contact: what was agreed on the client's page: none, voice, through, or empty.
        said: codes of the answer to the question about the safest way.
        is_minor: whoever answers at a young person's home may be the one it is kept from.
    """
    if contact not in ("voice", "through") or THEY_COME.intersection(said):
        return "never"
    return "ask" if contact == "through" or is_minor else "voice"
