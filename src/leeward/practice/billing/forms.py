# SPDX-License-Identifier: Apache-2.0
"""What a request to be reached another way asks for. Only what the client agrees to; nothing is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.papers import RequestWords


class RequestForm(forms.Form):
    reader = forms.ChoiceField(
        label=gettext_lazy("Who is asked?"),
        choices=[("plan", gettext_lazy("The health plan")), ("provider", gettext_lazy("A provider, or us"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who is asked")},
    )
    addressee = forms.CharField(
        label=gettext_lazy("Its name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write whom the letter goes to")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person who asks, as the plan has it"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name the plan knows")},
    )
    member = forms.CharField(label=gettext_lazy("Member number"), max_length=60, required=False)
    on_behalf = forms.CharField(
        label=gettext_lazy("For somebody under 18: whose care it is"), max_length=120, required=False
    )
    mail = forms.CharField(label=gettext_lazy("Letters to this address"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Calls to this number"), max_length=60, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail to this address"), max_length=120, required=False)
    endangers = forms.BooleanField(
        label=gettext_lazy("Add: “it could put me in danger”. A plan may want these words"), required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[("letter", "Letter"), ("a4", "A4")], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.ChoiceField):
                field.widget.attrs |= {"autocomplete": "off", "id": f"id_{name}"}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not any(said.get(name) for name in ("mail", "phone", "email")):
            self.add_error("mail", _("Write at least one way: an address, a number or an e-mail address"))
        return said

    def words(self) -> RequestWords:
        """What was given, once it is valid."""
        said = self.cleaned_data
        return RequestWords(
            addressee=said["addressee"],
            name=said["name"],
            to_plan=said["reader"] == "plan",
            member=said["member"],
            on_behalf=said["on_behalf"],
            mail=said["mail"],
            phone=said["phone"],
            email=said["email"],
            endangers=said["endangers"],
        )
