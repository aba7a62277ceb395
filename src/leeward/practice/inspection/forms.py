# SPDX-License-Identifier: Apache-2.0
"""What the pages that look take: words or one file, never both. What was typed survives a mistake."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.inspection.uploading import LookedAt

LONGEST_PASTED: Final = 100_000
"""A field lets one letter more in, so that a browser that cuts what is pasted is told of, never believed."""
LONGEST_KNOWN: Final = 20_000
_NO_HELP: Final = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


class LookForm(forms.Form):
    """Words, or a file. `pasted_label` and so on are set by each page."""

    pasted = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST_PASTED + 1, **_NO_HELP}),
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"),
        required=False,
        help_text=_("The one in which you read it together with the client."),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(required=False, allow_empty_file=True, widget=forms.FileInput)

    def clean_pasted(self) -> str:
        """The words, with plain line ends."""
        words: str = self.cleaned_data["pasted"].replace("\r\n", "\n")
        if len(words) > LONGEST_PASTED:
            raise forms.ValidationError(
                _(
                    "This is longer than the field takes. "
                    "Save it as a text file, and choose that file instead."
                )
            )
        return words

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        has_words, has_file = bool(cleaned.get("pasted", "").strip()), cleaned.get("file") is not None
        if has_words and has_file:
            self.add_error(
                "file",
                _(
                    "There are words in the field and a file as well. "
                    "Send one of them; the words are still there."
                ),
            )
        elif not has_words and not has_file and not self.errors:
            self.add_error("pasted", _("Put the words in here, or choose a file."))
        return cleaned

    @property
    def given(self) -> tuple[bytes, str]:
        """The bytes to look at, and the name they came under; no name for words."""
        file = self.cleaned_data.get("file")
        if isinstance(file, LookedAt):
            return file.data, file.name
        return self.cleaned_data["pasted"].encode(), ""


class MessageForm(LookForm):
    """A message. `known`: used for this look alone."""

    known = forms.CharField(
        label=_("Names and addresses of people the client knows (may stay empty)"),
        help_text=_(
            "One a line, as in: Ex Friend <ex-friend@example.org>. "
            "Used for this look alone, and kept nowhere."
        ),
        required=False,
        max_length=LONGEST_KNOWN,
        widget=forms.Textarea(attrs={"rows": 3, **_NO_HELP}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pasted, file = self.fields["pasted"], self.fields["file"]
        pasted.label = _("The words: a message, a text message, a link, or what a screenshot says")
        pasted.help_text = _("Copy it in or type it, with the sender if you can see it.")
        file.label = _("Or the mail as a file")
        file.help_text = _("One file that ends in .eml or .msg, at most 10 MB. It is read here and not kept.")


class AppsForm(LookForm):
    """An app list."""

    platform = forms.ChoiceField(
        label=_("Which phone is it?"),
        choices=[("android", "Android"), ("ios", "iPhone"), ("unknown", _("Not sure"))],
        widget=forms.RadioSelect,
        initial="unknown",
    )
    since = forms.DateField(
        label=_("Since when did things change? (may stay empty)"),
        help_text=_("Apps that came on that day or later are named too, where the list has their dates."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pasted, file = self.fields["pasted"], self.fields["file"]
        pasted.label = _("The list: one app a line, or what a tool wrote")
        pasted.help_text = _("Names as the screen shows them are enough to begin with.")
        file.label = _("Or the list as a file")
        file.help_text = _("A text, JSON or plist file, at most 50 MB. It is read here and not kept.")
