# SPDX-License-Identifier: Apache-2.0
"""What a new password must be: long, and not one that everybody tries. Nothing else is asked of it.

>>> weakness("Passwordpassword", "robin") == ""
False
>>> weakness("the heron waits by the weir", "robin")
''
"""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.translation import gettext as _

MIN_LETTERS = 15
MAX_LETTERS = 1024
_RUNS = "abcdefghijklmnopqrstuvwxyz 0123456789 qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv"
_common: set[str] = set()


def weakness(password: str, name: str) -> str:
    """Why a password will not do, as a sentence for the person; empty when it will."""
    if len(password) < MIN_LETTERS:
        return _("Use at least 15 characters. Several plain words are good.")
    if len(password) > MAX_LETTERS:
        return _("Use at most 1,024 characters.")
    left = unicodedata.normalize("NFKC", password).casefold()
    for word in (name.casefold(), "leeward"):
        left = left.replace(word, "") if len(word) > 2 else left
    if _is_common(left):
        return _("This is one of the passwords people try first. Choose other words.")
    return ""


def _is_common(text: str) -> bool:
    """Whether it is on the block list, as it stands, without its digits, or as one part said again."""
    known = _block_list()
    letters = re.sub(r"[\W\d_]+", "", text)
    for form in (text.strip(), letters):
        part = _repeated_part(form)
        if len(form) < 4 or form in known or part in known or len(set(part)) < 4 or part in _RUNS:
            return True
        if any(form[:at] in known and form[at:] in known for at in range(3, len(form) - 2)):
            return True
    return False


def _repeated_part(text: str) -> str:
    """`abab` for `abababab`: the shortest part that, said again, makes the text (the last may be cut)."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
            return text[:size]
    return text


def _block_list() -> set[str]:
    if not _common:
        _common.update(CommonPasswordValidator().passwords)
    return _common
