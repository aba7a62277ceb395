# SPDX-License-Identifier: Apache-2.0
"""What was typed and cannot be printed or seen is said at its field, before anything is made or kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leeward.papers.typesetting import unprintable
from leeward.terms.shown import has_hidden_letters

CANNOT_PRINT = _(
    "Our papers cannot print “%(words)s”; empty squares would stand there. Write it in Latin letters, or "
    "leave it out and write it on the paper by hand"
)


def require_printable(typed: str) -> None:
    """For a field whose words go onto a paper as they are. Raises ValidationError."""
    words = unprintable(typed)
    if words:
        raise ValidationError(CANNOT_PRINT, params={"words": " ".join(words)})


def require_letters_that_show(typed: str) -> None:
    """For a name by which somebody is found again, in a list or in a release. Raises ValidationError."""
    if has_hidden_letters(typed):
        raise ValidationError(
            _("Something in it does not show: a control, direction or zero-width character. Type it anew.")
        )
