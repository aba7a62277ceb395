# SPDX-License-Identifier: Apache-2.0
"""What is the same number however it is written, and what nobody should be sent to dial.

>>> digits_of("1-800-799-SAFE") == digits_of("(800) 799-7233"), digits_of("711 then 988")
(True, '711')
>>> refused_number("*72 900-555-0199"), refused_number("1-900-555-0100"), refused_number("988")
('code', 'toll', None)
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Refused = Literal["code", "toll"]
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_REST = re.compile(r"(?i)[,;/]|\b(?:ext|extension|x|then|press|option|or|oprima|opci[oó]n|luego|o)\b|x(?=\d)")
_IS_SPELLED = re.compile(r"\d[ .-]*[A-Z]{3,7}")
_WHOLE = 10
_WRITTEN_LENGTHS = frozenset({7, _WHOLE})
_CODE = re.compile(r"[^0-9A-Za-z]*[*#]|[^0-9]*[*#][ ]?\d")
_GAP = r"[^0-9A-Za-z]{0,3}"
_NINE_HUNDRED = re.compile(rf"(?<!\d)(?:1{_GAP})?900{_GAP}[0-9A-Z]{{3}}{_GAP}[0-9A-Z]{{3,4}}", re.IGNORECASE)
_976 = re.compile(rf"(?<!\d)(?:1{_GAP})?(?:(\d{{3}}){_GAP})?976{_GAP}[0-9A-Z]{{4}}(?!\d)", re.IGNORECASE)
_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
_WRITTEN = re.compile(r"\d(?:[\s().+-]{0,3}\d){6,}")


def digits_of(number: str) -> str:
    """The digits that are dialled, without the country's 1, an extension, or how it was written."""
    said = unicodedata.normalize("NFKC", number)
    digits, spelled = _first_digits(said), _first_digits(said.translate(_KEYPAD))
    whole = spelled if _IS_SPELLED.search(said) and len(digits) < _WHOLE <= len(spelled) else digits
    return whole[1:] if len(whole) == _WHOLE + 1 and whole.startswith("1") else whole


def _first_digits(said: str) -> str:
    found = (re.sub(r"\D", "", part) for part in _REST.split(said))
    return next(filter(None, found), "")


def refused_number(number: str) -> Refused | None:
    """Why nobody is sent to this number: a code that changes the phone, or a line that charges for itself.

    A code such as *72 sends every later call elsewhere. Other countries' numbers begin with + and pass.
    """
    said = unicodedata.normalize("NFKC", number).strip()
    if _CODE.match(said):
        return "code"
    if said.startswith("+") and not said.startswith("+1"):
        return None
    found = _976.search(said)
    if _NINE_HUNDRED.search(said) or (found is not None and found[1] not in _FREE):
        return "toll"
    return None


def numbers_written(text: str) -> frozenset[str]:
    """The telephone numbers of seven digits and more that stand in a sentence."""
    found = _WRITTEN.findall(unicodedata.normalize("NFKC", text))
    return frozenset(one for one in map(digits_of, found) if len(one) in _WRITTEN_LENGTHS)
