# SPDX-License-Identifier: Apache-2.0
"""What a password must be: long, and not one that everybody tries. No rule about digits or signs.

>>> fault_of("the heron waits by the weir", names=("robin",), known=frozenset({"password"})) is None
True
>>> fault_of("Passwordpassword", names=("robin",), known=frozenset({"password"}))
<PasswordFault.TRIED_FIRST: 'tried-first'>
>>> fault_of("robin robin robin", names=("robin",), known=frozenset())
<PasswordFault.A_NAME: 'a-name'>

The length is that of a password which opens the door alone, also where a second factor is asked: a factor
can be turned off, and the password stays. Nothing here knows a page; the sentences are the practice's.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

MIN_LETTERS = 15
MAX_LETTERS = 1024
MADE_WORDS = 5
_RUNS = "abcdefghijklmnopqrstuvwxyz 0123456789 qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv"
_RUN = 4
_FEWEST_LEFT = 4
_CONSONANTS = "bdfglmnrstvz"
_VOWELS = "aeiou"
_RUDE = frozenset(
    "bobo bufo dodo dude fuga gaga lele lelo lola loli lolo mama memo meta mola mono mula nana nene nini nude"
    " rabo rata sida sado suda tata teta tete tito titi tutu zoto zuta".split()
)


class PasswordFault(StrEnum):
    """Why a password will not do."""

    SHORT = "short"
    LONG = "long"
    TRIED_FIRST = "tried-first"
    A_NAME = "a-name"
    A_RUN = "a-run"
    SAID_AGAIN = "said-again"


def fault_of(password: str, *, names: Sequence[str], known: Collection[str]) -> PasswordFault | None:
    """The first fault of a password, or None.

    Args:
        names: the person's and the practice's; they count for nothing in it.
        known: passwords that are tried first, in small letters.
    """
    if len(password) < MIN_LETTERS:
        return PasswordFault.SHORT
    if len(password) > MAX_LETTERS:
        return PasswordFault.LONG
    text = _folded(password)
    left = _without(text, [*names, "leeward"])
    if left != text and len(_letters(left)) < _FEWEST_LEFT:
        return PasswordFault.A_NAME
    return next((fault for form in (left, _letters(left)) if (fault := _fault_of_form(form, known))), None)


def make_password(choose: Callable[[str], str] = secrets.choice) -> str:
    """Five short made-up words, about 59 random bits; they can be said and typed in any language."""
    return " ".join(_made_word(choose) for _ in range(MADE_WORDS))


def _made_word(choose: Callable[[str], str]) -> str:
    while True:
        word = "".join(choose(letters) for letters in (_CONSONANTS, _VOWELS) * 2)
        if word not in _RUDE:
            return word


def _fault_of_form(form: str, known: Collection[str]) -> PasswordFault | None:
    form = form.strip()
    if not form:
        return None  # nothing but digits and signs: the other form tells
    if len(form) < _FEWEST_LEFT or form in known:
        return PasswordFault.TRIED_FIRST
    part = _repeated_part(form)
    if len(set(part)) < _FEWEST_LEFT:
        return PasswordFault.SAID_AGAIN
    if part in _RUNS or _is_all_runs(form):
        return PasswordFault.A_RUN
    if part in known or any(form[:at] in known and form[at:] in known for at in range(3, len(form) - 2)):
        return PasswordFault.TRIED_FIRST
    return None


def _is_all_runs(form: str) -> bool:
    """Whether nothing but keys that lie side by side, forward or back, makes it: `12345678qwertyui`."""
    both = f"{_RUNS} {_RUNS[::-1]}"
    at = 0
    while at < len(form):
        end = at + _RUN
        if form[at:end] not in both or len(form[at:end]) < _RUN:
            return False
        while end < len(form) and form[at : end + 1] in both:
            end += 1
        at = end
    return True


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        for word in (_folded(name), *_folded(name).split()):
            text = text.replace(word, "") if len(word) > 2 else text
    return text


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _repeated_part(text: str) -> str:
    """`abab` for `abababab`: the shortest part that, said again, makes the text (the last may be cut)."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
            return text[:size]
    return text
