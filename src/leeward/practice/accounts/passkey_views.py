# SPDX-License-Identifier: Apache-2.0
"""Your passkeys (added, named, removed), and signing in with one."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leeward.practice.accounts import passkeys as keys
from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.accounts.views import let_in


class AnswerForm(forms.Form):
    """What the script puts in: the browser's answer."""

    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def refuse(self) -> None:
        self.add_error(
            None,
            _(
                "The passkey does not fit here, or this page was open too long. Try once more, or take your"
                " password."
            ),
        )


class NewPasskeyForm(AnswerForm):
    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("So that you know which one it is: the blue security key, the laptop at work."),
        max_length=60,
        error_messages={"required": _("Give it a name")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
@stepped_up
def passkeys(request: HttpRequest) -> HttpResponse:
    """The list; a form removes the one it names, or adds what the browser made."""
    if "remove" in request.POST:
        keys.remove(request.user, request.POST["remove"])
        return redirect("passkeys")
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keys.add(request, form.cleaned_data["answer"], form.cleaned_data["name"])
        except keys.PasskeyRefused:
            form.refuse()
        else:
            return redirect("passkeys")
    host = keys.host_for(request)
    context = {
        "form": form,
        "listed": keys.passkeys_of(request.user.id),
        "host": host,
        "options": keys.as_json(keys.begin_adding(request)) if host else "",
        "as_name": _as_name(request),
    }
    return render(request, "practice/passkeys.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """One step in place of password and code."""
    if request.user.is_authenticated:
        return redirect("home")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return let_in(request, keys.whose(request, form.cleaned_data["answer"]), None)
        except keys.PasskeyRefused:
            form.refuse()
    host = keys.host_for(request)
    options = keys.as_json(keys.begin_asking(request)) if host else ""
    context = {"form": form, "host": host, "options": options, "as_name": _as_name(request)}
    return render(request, "practice/sign_in_passkey.html", context, status=_status(request))


def _as_name(request: HttpRequest) -> str:
    """This machine's address with a name in the place of its number."""
    port = request.get_port()
    return f"http://localhost:{port}/"


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
