# SPDX-License-Identifier: Apache-2.0
"""What is asked about people, about a case that is opened with a reason, and about names."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.forms import AccountForm, one_time_code
from leeward.practice.people.joining import is_taken, whose_code
from leeward.practice.people.values import Choice
from leeward.practice.people.words import ROLE_TOLD
from leeward.stewardship import Role
from leeward.stewardship.break_glass import MAX_REASON, is_reason
from leeward.stewardship.conflict import Side, name_parts
from leeward.stewardship.staffing import GIVEN

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


def _roles() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What do they do here?"),
        help_text=_("One person may do several things."),
        choices=[(role.value, ROLE_TOLD[role]) for role in GIVEN],
        error_messages={"required": _("Tick at least one")},
        widget=forms.CheckboxSelectMultiple,
    )


class RolesForm(forms.Form):
    roles = _roles()

    def chosen(self) -> tuple[Role, ...]:
        """The roles that were ticked."""
        return tuple(Role(one) for one in self.cleaned_data["roles"])


class PersonForm(RolesForm):
    name = forms.CharField(
        label=_("Who is it?"),
        help_text=_("A name for your list, until they choose the one they sign in with. It is sealed."),
        max_length=80,
        error_messages={"required": _("Type a name")},
        widget=forms.TextInput(attrs=_QUIET),
    )
    field_order = ("name", "roles")

    def clean_name(self) -> str:
        """Two people of one name could not be told apart."""
        name: str = self.cleaned_data["name"]
        if is_taken(name):
            raise forms.ValidationError(_("Somebody here has this name. Add something to it."))
        return name


class JoinForm(AccountForm):
    code = one_time_code(
        _("The code you were given"),
        _("Sixteen letters and digits. Spaces and hyphens do not matter."),
        _("Type the code you were given"),
    )
    field_order = ("code", "name", "password", "again")

    def clean(self) -> dict[str, str]:
        """Whether a name is taken is told only to somebody who holds a code."""
        given = super().clean()
        holder = whose_code(given.get("code", ""))
        if given.get("code") and not holder:
            self.add_error(
                "code", _("This code does not fit, or its seven days are over. Ask for a new one.")
            )
        elif given.get("name") and is_taken(given["name"], but=holder):
            self.add_error("name", _("Somebody here signs in with this name. Choose another one."))
        return given


class SupervisorsForm(forms.Form):
    supervisors = forms.MultipleChoiceField(
        label=_("Who supervises them?"),
        help_text=_("They read this clinician’s records. They write in none and print nothing."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, could: Sequence[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisors"].choices = [(one.id, one.name) for one in could]


class HandOnForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Who takes their clients on?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a clinician")},
    )

    def __init__(self, *args: object, could: Sequence[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.id, one.name) for one in could]


class OpeningForm(forms.Form):
    named = forms.CharField(
        label=_("Code name or case number"),
        help_text=_("Exactly as a colleague told it to you. Nothing is searched for as you type."),
        max_length=120,
        error_messages={"required": _("Type the code name or the case number")},
        widget=forms.TextInput(attrs=_QUIET),
    )
    reason = forms.CharField(
        label=_("Why must you open it now?"),
        help_text=_("The clinician whose client this is reads it, and so does their supervisor."),
        max_length=MAX_REASON,
        error_messages={"required": _("Write why, in a sentence")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who_knows = forms.CharField(
        label=_("Who knows that you open it?"),
        help_text=_("A colleague or supervisor you told, or “nobody could be reached”."),
        max_length=120,
        error_messages={"required": _("Write who knows, or that nobody could be reached")},
        widget=forms.TextInput(attrs=_QUIET),
    )

    def clean_reason(self) -> str:
        """A few letters are no reason."""
        reason: str = self.cleaned_data["reason"]
        if not is_reason(reason):
            raise forms.ValidationError(_("Write a little more: the reason in a sentence"))
        return reason


class NamesForm(forms.Form):
    client = forms.CharField(
        label=_("The client’s full name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_QUIET),
    )
    other = forms.CharField(
        label=_("The full name of the person doing this"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_QUIET),
    )

    def clean_client(self) -> str:
        """Whole, or not at all."""
        return self._whole("client")

    def clean_other(self) -> str:
        """Whole, or not at all."""
        return self._whole("other")

    def clean(self) -> dict[str, str]:
        """Save without a name would look as if something was kept."""
        given: dict[str, str] = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error("client", _("Type at least one of the two names, or go back"))
        return given

    def _whole(self, side: Side) -> str:
        name: str = self.cleaned_data[side]
        if name.strip() and name_parts(name) is None:
            raise forms.ValidationError(_("Type the given name and the family name"))
        return name
