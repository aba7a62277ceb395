# SPDX-License-Identifier: Apache-2.0
"""The rules for passwords (`stewardship.passwords`), said to the person who chooses one.

A password that the page itself made goes to the browser with a mark of ours, and comes back with it: if a
browser or an extension put something else in its place, the mark does not fit and nothing is changed.
"""

from __future__ import annotations

import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from leeward.practice.first_run.models import Practice
from leeward.practice.sealing import OWN_CASE, PRACTICE_NAME, own_key, unseal
from leeward.stewardship.passwords import MAX_LETTERS, PasswordFault, fault_of

__all__ = ["MAX_LETTERS", "as_typed", "is_as_made", "mark_of", "weakness"]

_common: set[str] = set()


def weakness(password: str, name: str) -> str:
    """Why a password will not do, as a sentence for the person; empty when it will."""
    fault = fault_of(password, names=(name, *_practice_name()), known=_block_list())
    said = {
        None: "",
        PasswordFault.SHORT: _("Use at least 15 characters. Several plain words are good."),
        PasswordFault.LONG: _("Use at most 1,024 characters."),
        PasswordFault.TRIED_FIRST: _("This is one of the passwords people try first. Choose other words."),
        PasswordFault.A_NAME: _(
            "Beside your name or the practice's there is too little in it. Choose other words."
        ),
        PasswordFault.A_RUN: _("These are keys or letters in a row. Choose other words."),
        PasswordFault.SAID_AGAIN: _("The same few letters come again and again. Choose other words."),
    }
    return said[fault]


def as_typed(password: str) -> str:
    """One form for a password typed on any keyboard."""
    return unicodedata.normalize("NFC", password)


def mark_of(made: str) -> str:
    """What goes to the page beside a password that we made."""
    return Signer(salt="leeward.made-password").signature(made)


def is_as_made(password: str, mark: str) -> bool:
    """Whether a password came back as it was made."""
    return constant_time_compare(mark_of(password), mark)


def _practice_name() -> tuple[str, ...]:
    """Empty before set-up has asked it."""
    row = Practice.objects.first()
    if row is None:
        return ()
    return (unseal(own_key(), PRACTICE_NAME.name, OWN_CASE, row.sealed_name, version=1, person=None),)


def _block_list() -> set[str]:
    if not _common:
        _common.update(CommonPasswordValidator().passwords)
    return _common
