# SPDX-License-Identifier: Apache-2.0
"""What is asked before anything leaves the room: is paper safe to carry, and what would be better."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.papers.adult import MOST_AGAIN_LETTERS, MOST_HOUR_LETTERS
from leeward.papers.typed import MOST_OFFICE_LETTERS, office_number
from leeward.practice.printable import require_printable
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language

Way = Literal["paper", "photograph", "by-heart", "nothing"]
CARRIED: frozenset[Way] = frozenset({"paper", "photograph"})
"""What goes home with the client, and may be found."""

SIZES = [("letter", _("Letter")), ("a4", _("A4"))]
TONGUES: list[tuple[Language, str]] = [(tag, {"en": "English", "es": "Español"}[tag]) for tag in LANGUAGES]
AS_ALLOWED = ("", _("As much as the answers allow"))
FULLER = ("own-words", _("Fuller. A parent who finds it will read of pictures and of suicide."))
QUIET = [
    ("ordinary", _("Ordinary lines only, no names")),
    ("by-heart", _("Only three things and a number; it stays here")),
]
PARTS = [
    ("lines", _("The lines of the next ten minutes")),
    ("flags", _("The flags, with what each calls for")),
    ("steps", _("The steps in full, and who answers")),
    ("possibilities", _("How could they know?")),
    ("law", _("Law that may matter")),
]
_CHOOSE = {"required": _("Choose one"), "invalid_choice": _("Choose one of the answers")}


def _pick(label: Any, choices: Any, *, required: bool = True, error: Any = "") -> forms.ChoiceField:
    said = {**_CHOOSE, "required": error} if error else _CHOOSE
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.RadioSelect, error_messages=said
    )


class OfficeField(forms.CharField):
    """The practice's telephone number, for one paper; it is stored nowhere."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Our number, if it may stand on paper"),
            help_text=_("It is not kept. Whoever finds the paper can call it. Empty: a line to write on."),
            required=False,
            max_length=MOST_OFFICE_LETTERS,
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "class": "short"}),
            error_messages={"max_length": _("At most 30 letters")},
        )

    def clean(self, value: Any) -> str:
        """The number alone."""
        try:
            return office_number(super().clean(value)) or ""
        except PaperError as error:
            raise forms.ValidationError(_("The number alone: digits, spaces and + - ( )")) from error


class CarryForm(forms.Form):
    """The client's own paper. `quieter`: at most what may be carried; empty: the usual form."""

    safe = _pick("", (), error=_("Ask first whether it is safe to carry, and choose the answer"))
    way = _pick("", (), error=_("Choose paper, a photograph, by heart, or nothing"))
    office = OfficeField()
    quieter = _pick(_("How much may it say?"), (), required=False)
    language = _pick(_("Language of the paper"), TONGUES)
    size = _pick(_("Size of the paper"), SIZES)

    def __init__(
        self,
        *args: Any,
        question: str,
        answers: Iterable[tuple[str, str]],
        ways: Any,
        forms: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["safe"].label = question
        self.fields["safe"].choices = list(answers)
        self.fields["way"].label = _("Which would be better?")
        self.fields["way"].choices = ways
        self.fields["quieter"].choices = forms


def forms_of(*, tells: bool, is_under_their_eyes: bool) -> list[tuple[str, Any]]:
    """How much a paper may be asked to say.

    Args:
        tells: their own words would tell a parent what only the client may tell.
    """
    if not tells:
        return [AS_ALLOWED, *QUIET]
    return QUIET if is_under_their_eyes else [*QUIET, FULLER]


class RecordForm(forms.Form):
    """The record, which stays with us. `parts`: working papers to add; none unless ticked."""

    staff_language = _pick(_("Language"), TONGUES)
    staff_size = _pick(_("Size"), SIZES)
    parts = forms.MultipleChoiceField(
        label=_("Add working papers?"),
        help_text=_("The file needs none. Prompts, untested; not a standard of care. Each on its own pages."),
        choices=PARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the answers")},
    )


class AdultForm(forms.Form):
    """The sheet for the adult who stays with a young person tonight."""

    adult_language = _pick(_("The adult’s language"), TONGUES)
    parent = _pick(_("Who is the adult?"), [("yes", _("A parent")), ("no", _("Another safe adult"))])
    hour = forms.CharField(
        label=_("An hour to be right beside them"),
        help_text=_("As you would say it. The sheet never says why. It may stay empty."),
        required=False,
        max_length=MOST_HOUR_LETTERS,
        validators=[require_printable],
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )
    again = forms.CharField(
        label=_("When you talk again, and how"),
        required=False,
        max_length=MOST_AGAIN_LETTERS,
        validators=[require_printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    adult_office = OfficeField()
    adult_size = _pick(_("Size"), SIZES)
