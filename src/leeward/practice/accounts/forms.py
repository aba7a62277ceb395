# SPDX-License-Identifier: Apache-2.0
"""What is asked to unlock, to sign in and to make an account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.passwords import MAX_LETTERS, as_typed, is_as_made, mark_of, weakness


def secret(label: str, hint: str, autocomplete: str, missing: str) -> forms.CharField:
    """A field for a password or passphrase: kept as typed, never given back to the page."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=MAX_LETTERS,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class UnlockForm(forms.Form):
    passphrase = secret(
        _("Practice passphrase"),
        _("Several words. Upper and lower case matter."),
        "off",
        _("Type the passphrase"),
    )


def sign_in_name(hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=_("Your name here"),
        help_text=hint,
        max_length=80,
        error_messages={"required": _("Type your name")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )


class SignInForm(forms.Form):
    name = sign_in_name()
    password = secret(_("Password"), "", "current-password", _("Type your password"))


def one_time_code(label: str, hint: str, missing: str) -> forms.CharField:
    """A field for a code that works once."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        error_messages={"required": missing},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "short",
            }
        ),
    )


class CodeForm(forms.Form):
    code = one_time_code(
        _("Code"),
        _("Six digits from the app, or one of your recovery codes."),
        _("Type a code from the app, or a recovery code"),
    )


class FirstCodeForm(forms.Form):
    code = one_time_code(
        _("The code the app shows now"), _("Six digits."), _("Type the six digits the app shows")
    )


class PasswordForm(forms.Form):
    password = secret(
        _("Your password"),
        _("So that nobody does this at a screen you left open."),
        "current-password",
        _("Type your password"),
    )


class PasswordAndCodeForm(PasswordForm, CodeForm):
    field_order = ("password", "code")


class NewPasswordForm(forms.Form):
    """A password that is being chosen, or one that the page made. Give `for_name` before it is checked."""

    password = secret(
        _("New password"),
        _("At least 15 characters. Several plain words are good; no digits or signs are needed."),
        "new-password",
        _("Choose a new password"),
    )
    again = secret(_("The new password again"), "", "new-password", _("Type the new password a second time"))
    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    for_name = ""

    def show_made(self, made: str) -> None:
        """Puts a password on the page that the page made itself."""
        field = self.fields["password"]
        field.label = _("The new password, made for you")
        field.help_text = _("Write it down now, or put it into your password manager. It is not shown again.")
        field.widget = forms.TextInput(attrs={"readonly": True, "autocomplete": "off", "spellcheck": "false"})
        self.initial.update(password=made, mark=mark_of(made))

    def clean(self) -> dict[str, str]:
        given: dict[str, str] = super().clean() or {}
        password, again = given.get("password", ""), given.get("again", "")
        fault = weakness(password, self.for_name) if password else ""
        if password and given.get("mark") and not is_as_made(password, given["mark"]):
            fault = _(
                "This is not the password that was made here: the browser, or an extension in it, changed it."
                " Nothing was saved. Make another one, or choose your own."
            )
        if fault:
            self.add_error("password", fault)
        elif password and again and as_typed(again) != as_typed(password):
            self.add_error("again", _("The two passwords are not the same"))
        return given


class ChangePasswordForm(NewPasswordForm):
    now = secret(
        _("The password you have now"),
        _("So that nobody does this at a screen you left open."),
        "current-password",
        _("Type the password you have now"),
    )
    field_order = ("now", "code", "password", "again")


class ChangePasswordAndCodeForm(ChangePasswordForm, CodeForm):
    field_order = ("now", "code", "password", "again")


class WayInForm(NewPasswordForm):
    """At the door: the code that was handed over, and a new password."""

    name = sign_in_name()
    code = one_time_code(
        _("The code you were given"),
        _("Twelve letters and digits. It is good for 24 hours."),
        _("Type the code you were given"),
    )
    field_order = ("name", "code", "password", "again")


class StartWayInForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Who is to be let in"),
        error_messages={"required": _("Choose a person"), "invalid_choice": _("Choose a person")},
    )
    reason = forms.CharField(
        label=_("Why, and how you know that it is them"),
        help_text=_("It is sealed, and the second person reads it before they say yes."),
        max_length=400,
        error_messages={"required": _("Write why, and how you know that it is them")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Your name here"),
        help_text=_("You sign in with it. It is sealed, like everything else."),
        max_length=80,
        error_messages={"required": _("Type a name to sign in with")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = secret(
        _("Password"),
        _("At least 15 characters. Several plain words are good; no digits or signs are needed."),
        "new-password",
        _("Choose a password"),
    )
    again = secret(_("The same password again"), "", "new-password", _("Type the password a second time"))

    def clean(self) -> dict[str, str]:
        given: dict[str, str] = super().clean() or {}
        password = given.get("password")
        if password:
            fault = weakness(password, given.get("name", ""))
            if fault:
                self.add_error("password", fault)
            elif given.get("again") and as_typed(given["again"]) != as_typed(password):
                self.add_error("again", _("The two passwords are not the same"))
        return given
