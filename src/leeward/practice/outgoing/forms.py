# SPDX-License-Identifier: Apache-2.0
"""Two forms: whether an address is still one that only the client reads, and what goes there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.book import book
from leeward.stewardship.outgoing import is_address
from leeward.terms.text import Language

MESSAGES = "outgoing-message"


class ChannelForm(forms.Form):
    address = forms.CharField(
        label=_("E-mail address, as the client says it"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write the address")},
    )
    only_they = forms.ChoiceField(
        label=_("Is this still a way that only the client reads? Ask now."),
        choices=[("yes", _("Yes, they say so today")), ("no", _("No, or not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask, then choose")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        if not is_address(address):
            raise forms.ValidationError(_("Write one address, such as name@example.org"))
        return address


class MessageForm(forms.Form):
    message = forms.ChoiceField(
        label=_("Which message?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a message")},
    )
    language = forms.ChoiceField(
        label=_("In which language does the client read?"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )

    def __init__(self, *args: Any, reader: Language, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["message"].choices = [
            (one.id, one.paper[1].said_in(reader)) for one in book().matters_of(MESSAGES)
        ]
