# SPDX-License-Identifier: Apache-2.0
"""What is asked before a key is changed: the passphrase of today."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.forms import secret
from leeward.practice.first_run.forms import PassphraseForm
from leeward.terms.errors import LeewardError
from leeward.vault.faults import TryLater, WrongKey


class PresentForm(forms.Form):
    """The passphrase of today."""

    present = secret(
        _("Practice passphrase of today"),
        _("The one that unlocks the records each morning."),
        "off",
        _("Type the passphrase of today"),
    )

    def add_fault(self, error: LeewardError) -> None:
        """Says why the passphrase was not taken."""
        if isinstance(error, TryLater):
            said = _now("Too many wrong tries. Wait %(seconds)d seconds, then type it slowly.")
            self.add_error("present", said % {"seconds": error.seconds})
        elif isinstance(error, WrongKey):
            self.add_error("present", _("This passphrase does not open the records. Nothing was changed."))
        else:
            raise error


class NewPassphraseForm(PassphraseForm, PresentForm):
    """The passphrase of today, and the one to come twice."""

    field_order = ("present", "passphrase", "again")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["passphrase"].label = _("New passphrase")
        self.fields["again"].label = _("The new passphrase again")

    def clean(self) -> dict[str, str]:
        given: dict[str, str] = super().clean()
        if given.get("passphrase") and given["passphrase"] == given.get("present"):
            self.add_error("passphrase", _("This is the passphrase of today. Choose another one."))
        return given
