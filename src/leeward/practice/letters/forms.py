# SPDX-License-Identifier: Apache-2.0
"""The form of one paper: each field with its own tick, all off. What may stand is decided in `papers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from leeward.papers import PaperSize
from leeward.papers.letters import (
    FIELDS,
    KINDS,
    MOST_LETTERS,
    THEIRS_TO_SHOW,
    TO,
    Fault,
    asks_of,
    fault_of_reader,
    faults,
    may_go_from_us,
    missing_for,
)
from leeward.practice.book import book
from leeward.practice.letters.record import Draft, comes_from
from leeward.practice.printable import CANNOT_PRINT
from leeward.practice.visits.paper_forms import SIZES, TONGUES
from leeward.terms.text import Language

TEXT, TICK = "text-", "tick-"
LETTER: PaperSize = "letter"
OWN, DESK, FORM = "own", "desk", "form"
THEIR_HANDS = frozenset({OWN, DESK, FORM})
"""Ways on which nothing goes from us to anybody."""
FAULTS = {
    "address": _(
        "“%(words)s” looks like a home address. It is kept off this paper: take it out, or say it without "
        "the street and the number"
    ),
    "diagnosis": _(
        "“%(words)s” names an illness or a test. No paper here carries one: say what happened instead"
    ),
    "kept-word": _("A word stands here that stays with us: a code name, an agreed word, or a place of today"),
    "too-long": _("Too long for one paper: say it in fewer words"),
    "unprintable": CANNOT_PRINT,
}
READER_FAULTS = {
    **FAULTS,
    "address": _(
        "“%(words)s” looks like an address. A name is enough here: it is kept off this paper, so take it out"
    ),
}
THEIRS = _(
    "This paper says what they keep and where. No agreement covers that, so we give it to nobody: they may "
    "take it along themselves, or take the tick there away"
)
FROM = {
    "record": _("From the questions."),
    "list": _("From their list."),
    "typed": _("Typed here."),
}


@dataclass(frozen=True)
class FieldShown:
    """One field of the page: its text, its tick, and where the text is from."""

    text: BoundField
    tick: BoundField
    origin: str


class LetterForm(forms.Form):
    """What was agreed. `giver`: the client, the desk here, or the id of a release under which we give it."""

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=TONGUES, widget=forms.RadioSelect)
    size = forms.ChoiceField(
        label=_("Size of the paper"), choices=SIZES, required=False, widget=forms.RadioSelect, initial=LETTER
    )
    to = forms.CharField(
        label=_("Whom it goes to"),
        help_text=_("One person or office, by name. It is not kept."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    asks = forms.MultipleChoiceField(
        label=_("Sentences it may carry"),
        help_text=_("Tick only what they agreed to."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    giver = forms.ChoiceField(
        label=_("Who gives it?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose who gives it")},
    )

    def __init__(
        self, draft: Draft, language: Language, givers: Sequence[tuple[str, Any]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.is_theirs_to_show = False
        for name in draft.fields:
            self._add(name, language)
        self.fields["asks"].choices = [
            (one.id, one.paper[0].said_in(language)) for one in asks_of(draft.kind, book()) if one.paper
        ]
        self.givers = list(givers)
        self.fields["giver"].choices = self.givers

    def _add(self, name: str, language: Language) -> None:
        field = FIELDS[name]
        rows = {"line": 0, "lines": 5, "points": 4}[field.size]
        off = {"autocomplete": "off"}
        self.fields[TEXT + name] = forms.CharField(
            label=field.label.said_in(language),
            help_text=field.hint.said_in(language) if field.hint else "",
            required=False,
            max_length=MOST_LETTERS[field.size],
            widget=forms.Textarea(attrs={**off, "rows": rows}) if rows else forms.TextInput(attrs=off),
            error_messages={"max_length": FAULTS["too-long"]},
        )
        self.fields[TICK + name] = forms.BooleanField(label=_("They agreed to share this"), required=False)

    @property
    def shown(self) -> list[FieldShown]:
        """The fields in the order of the paper, but for those that the record has nothing for."""
        return [self._shown(name) for name in self.draft.fields if not self._is_bare(name)]

    @property
    def bare(self) -> list[FieldShown]:
        """The fields that the record has nothing for, in order."""
        return [self._shown(name) for name in self.draft.fields if self._is_bare(name)]

    def _shown(self, name: str) -> FieldShown:
        return FieldShown(self[TEXT + name], self[TICK + name], FROM[comes_from(name)])

    def _is_bare(self, name: str) -> bool:
        text, tick = self[TEXT + name], self[TICK + name]
        is_said = bool(str(text.value() or "").strip() or tick.value() or text.errors)
        return comes_from(name) != "typed" and not is_said

    def agreed(self) -> dict[str, str]:
        """Field id -> its text, for what was ticked; empty only where the paper has room to write."""
        said = self.cleaned_data
        return {
            name: said[TEXT + name]
            for name in self.draft.fields
            if said.get(TICK + name) and (said.get(TEXT + name, "").strip() or FIELDS[name].room)
        }

    def clean(self) -> dict[str, Any]:
        """What may not stand, at its field; and what a ticked sentence needs."""
        said = super().clean() or {}
        if self.errors:
            return said
        agreed = self.agreed()
        kind = KINDS[self.draft.kind]
        for fault in faults(kind, agreed, self.draft.kept_off):
            self.add_error(TEXT + fault.field, _in_words(fault, FAULTS))
        of_reader = fault_of_reader(kind, said["to"], self.draft.kept_off)
        if of_reader is not None:
            self.add_error(TO, _in_words(of_reader, READER_FAULTS))
        for name in missing_for(said["asks"], agreed):
            self.add_error(TEXT + name, _("A sentence that is ticked needs this: write it and tick it"))
        for name in self.draft.fields:
            if said.get(TICK + name) and not said.get(TEXT + name, "").strip() and not FIELDS[name].room:
                self.add_error(TEXT + name, _("Ticked, and empty: write something, or take the tick away"))
        self._offer_to_give(agreed)
        is_empty = not agreed and not said["asks"] and not kind.is_theirs
        if is_empty and not self.errors:
            self.add_error("asks", _("Nothing is ticked: a paper holds only what they agreed to"))
        return said

    def _offer_to_give(self, agreed: Mapping[str, str]) -> None:
        """What tells of the list of what they keep goes from us to nobody: no agreement covers that list."""
        if may_go_from_us(self.draft.kind, agreed):
            return
        self.fields["giver"].choices = [one for one in self.givers if one[0] in THEIR_HANDS]
        self.is_theirs_to_show = bool(THEIRS_TO_SHOW.intersection(agreed))


def _in_words(fault: Fault, words: Mapping[str, Any]) -> str:
    """What was found and what to do; an address of its own field has no words of its own to name."""
    if fault.reason == "address" and not fault.words:
        return str(_("A home address is kept off this paper: take it out"))
    said = str(words[fault.reason])
    return said % {"words": fault.words} if fault.words else said
