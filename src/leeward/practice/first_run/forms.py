# SPDX-License-Identifier: Apache-2.0
"""What set-up asks."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.forms import secret
from leeward.practice.places import states
from leeward.vault.faults import WrongKey
from leeward.vault.sources import MAX_PASSPHRASE_LETTERS, MIN_PASSPHRASE_LETTERS

ROWS = ("row_1", "row_2", "row_3", "row_4", "row_5")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the window where Leeward was started."),
        max_length=40,
        error_messages={"required": _("Type the set-up code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "short"}),
    )


class PassphraseForm(forms.Form):
    passphrase = secret(
        _("Practice passphrase"),
        _("At least 15 characters: five or six plain words from no song, about nobody you know."),
        "off",
        _("Choose a passphrase"),
    )
    again = secret(_("The same passphrase again"), "", "off", _("Type the passphrase a second time"))

    def clean(self) -> dict[str, str]:
        given: dict[str, str] = super().clean() or {}
        passphrase = given.get("passphrase", "")
        if passphrase and not MIN_PASSPHRASE_LETTERS <= len(passphrase) <= MAX_PASSPHRASE_LETTERS:
            self.add_error("passphrase", _("Use at least 15 characters. Add a word or two."))
        elif passphrase and given.get("again") and given["again"] != passphrase:
            self.add_error("again", _("The two passphrases are not the same"))
        return given


class PracticeForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the practice"),
        max_length=120,
        error_messages={"required": _("Type a name for the practice")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    states = forms.MultipleChoiceField(
        label=_("Where do you work?"),
        help_text=_("Every state or territory in which your clients may be."),
        error_messages={"required": _("Tick at least one state or territory")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["states"].choices = states()


class ProofForm(forms.Form):
    """The five rows of the paper, typed back."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(ROWS, start=1):
            self.fields[name] = forms.CharField(
                label=_("Row %(number)d") % {"number": number},
                max_length=60,
                error_messages={"required": _("Type row %(number)d from the paper") % {"number": number}},
                widget=forms.TextInput(
                    attrs={
                        "autocomplete": "off",
                        "spellcheck": "false",
                        "autocapitalize": "characters",
                        "class": "code",
                    }
                ),
            )

    def add_slip(self, error: WrongKey) -> None:
        """Says in which row the vault found a slip; in the first one where it cannot tell."""
        found = re.search(r"row (\d)", error.found)
        self.add_error(
            ROWS[int(found[1]) - 1] if found else ROWS[0],
            _("Something in this row differs from the paper. Compare it letter by letter.")
            if found
            else _("This is not the newest paper, or a letter is missing. Compare every row."),
        )

    def text(self) -> str:
        """The rows as the vault reads them."""
        return "\n".join(f"{number}   {self.cleaned_data[name]}" for number, name in enumerate(ROWS, start=1))


class ReadmissionForm(PassphraseForm, ProofForm):
    """The five rows again, and a passphrase to take the place of the lost one."""

    field_order = (*ROWS, "passphrase", "again")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["passphrase"].label = _("New passphrase")
        self.fields["again"].label = _("The new passphrase again")
