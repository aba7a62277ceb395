# SPDX-License-Identifier: Apache-2.0
"""What the directory is asked. Used for the page alone: nothing stands in an address or is kept."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.planning.directory import Need, Way
from leeward.practice.book import book
from leeward.practice.cases.languages import NAMES
from leeward.practice.directory.words import GROUP_NAMES, WAY_NAMES
from leeward.practice.places import states
from leeward.terms.text import Language

MOST_LETTERS, OLDEST = 200, 120
EVERYBODY = frozenset({"client", "both", "mhp"})
_OFF = {"autocomplete": "off"}


class SearchForm(forms.Form):
    """Words and facts; every one may stay empty."""

    words = forms.CharField(
        label=_("Search by name, number or need, in English or Spanish"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    state = forms.ChoiceField(label=_("Where the client lives"), required=False)
    age = forms.IntegerField(
        label=_("Age in years"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={
            name: _("Give the age as a whole number, or leave it empty.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", **_OFF}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    way = forms.ChoiceField(label=_("How they want to reach it"), required=False, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label=_("What is needed?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("They say they belong to"),
        help_text=_("Only if they said so. Services for these people then come first."),
        required=False,
        choices=list(GROUP_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, tongue: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = sorted((names[tongue == "es"], tag) for tag, names in NAMES.items())
        tags = book().vocabulary.service_tags
        self._choose("state", [("", _("Not known")), *states()])
        self._choose("language", [("", _("Any")), *((tag, name) for name, tag in languages)])
        self._choose("way", [("", _("Any")), *WAY_NAMES.items()])
        self._choose("needs", [(term.id, term.label.said_in(tongue)) for term in tags])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def need(
        self,
        *,
        audience: frozenset[str] = EVERYBODY,
        scenarios: frozenset[str] = frozenset(),
        without: frozenset[str] = frozenset(),
    ) -> Need:
        """What is looked for, once the form is valid."""
        said = self.cleaned_data
        way: Way | None = said["way"] or None
        return Need(
            words=said["words"],
            needs=frozenset(said["needs"]),
            state=said["state"] or None,
            age=said["age"],
            language=said["language"] or None,
            groups=frozenset(said["groups"]),
            way=way,
            now=timezone.now(),
            audience=audience,
            scenarios=scenarios,
            without=without,
        )

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What the answer rests on, in the words of the page."""
        said = self.cleaned_data
        found = [f"“{said['words']}”"] if said["words"] else []
        for name in ("needs", "state", "age", "language", "way", "groups"):
            value = said[name]
            if name == "age":
                found += [str(_("age %(age)d") % {"age": value})] if value is not None else []
            else:
                chosen = value if isinstance(value, list) else [value] if value else []
                labels = dict(cast(Any, self.fields[name]).choices)
                found += [str(labels[one]) for one in chosen]
        return tuple(found)
