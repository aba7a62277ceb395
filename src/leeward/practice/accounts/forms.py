# SPDX-License-Identifier: Apache-2.0
"""What is asked to unlock, to sign in and to make an account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.passwords import MAX_LETTERS, weakness


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


class SignInForm(forms.Form):
    name = forms.CharField(
        label=_("Your name here"),
        max_length=80,
        error_messages={"required": _("Type your name")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
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
            elif given.get("again") and given["again"] != password:
                self.add_error("again", _("The two passwords are not the same"))
        return given
