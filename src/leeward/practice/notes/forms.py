# SPDX-License-Identifier: Apache-2.0
"""What the pages for notes ask. A draft may be empty; signing may not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.notes.services import MAX_LETTERS
from leeward.practice.notes.storing import FIELDS
from leeward.practice.notes.words import LABELS
from leeward.stewardship.writing import Kind

HINTS = {
    (Kind.CHART_LINE, "text"): _("One or two plain sentences that any record could hold."),
    (Kind.PROTECTED_NOTE, "text"): _("Facts, quotes, dates, what you did. No guesses."),
    (Kind.EVIDENCE_INDEX, "what"): _("For example: screenshots of messages, a letter, a voice mail."),
    (Kind.EVIDENCE_INDEX, "where"): _("For example: with her sister, in an envelope. Not here."),
    (Kind.EVIDENCE_INDEX, "when"): _("The day it came, and the day they showed it to you."),
    (Kind.EVIDENCE_INDEX, "text"): _("What can be seen on it, in their words. No copy of it."),
    (Kind.WORKING_PAPER, "impressions"): _("What struck you. Gone with this session unless you file it."),
    (Kind.WORKING_PAPER, "law"): _("Only what to ask a lawyer. Sorting the case is a lawyer’s work."),
}
_LONG = {"text", "impressions", "means", "law"}
_NEEDED = {
    Kind.CHART_LINE: "text",
    Kind.PROTECTED_NOTE: "text",
    Kind.EVIDENCE_INDEX: "what",
    Kind.WORKING_PAPER: "impressions",
}


class NoteForm(forms.Form):
    """The fields of one kind. `seen`: the version the page was filled from; `once`: the id of a new one."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = forms.RegexField("^[0-9a-f]{24}$", required=False, widget=forms.HiddenInput)

    def __init__(self, kind: Kind, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        for name in FIELDS[kind]:
            rows = (
                3
                if kind in (Kind.CHART_LINE, Kind.EVIDENCE_INDEX)
                else 6
                if kind is Kind.WORKING_PAPER
                else 14
            )
            off = {"autocomplete": "off"}
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=HINTS.get((kind, name), ""),
                required=False,
                max_length=MAX_LETTERS if name in _LONG else 400,
                strip=False,
                widget=forms.Textarea({**off, "rows": rows}) if name in _LONG else forms.TextInput(off),
                error_messages={
                    "max_length": _("This is too long for one note. Begin a second one for the rest.")
                },
            )

    def written(self) -> list[forms.BoundField]:
        """The fields that are written in."""
        return [self[name] for name in FIELDS[self.kind]]

    def words(self) -> dict[str, str]:
        """What was written."""
        return {name: self.cleaned_data[name] for name in FIELDS[self.kind]}

    def require_something(self) -> bool:
        """Whether there is something to sign; else a mistake at the field that needs it."""
        needed = _NEEDED[self.kind]
        if self.cleaned_data.get(needed, "").strip():
            return True
        self.add_error(needed, _("Write something first: an empty note cannot be signed"))
        return False


class AmendForm(forms.Form):
    """What is added to a signed note."""

    once = forms.RegexField("^[0-9a-f]{24}$", widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is added or corrected"),
        max_length=MAX_LETTERS,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
        error_messages={"required": _("Write what is added")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("For example: the client told me the right day."),
        max_length=400,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Say why: it stands beside the note")},
    )
