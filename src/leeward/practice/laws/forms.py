# SPDX-License-Identifier: Apache-2.0
"""What the law pages ask: where, what happened, who and how old. What was typed survives a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leeward.planning.happenings import HAPPENED, happened_in
from leeward.planning.place import FEDERAL
from leeward.practice.book import book
from leeward.practice.places import states
from leeward.practice.visits.pages import page_language
from leeward.terms.shown import quoted

LONGEST_WORDS: Final = 300
OLDEST: Final = 120
_NO_HELP: Final = {"autocomplete": "off", "spellcheck": "false"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked up. `other`: a second place; empty: none. `from_words`: what the typed words said."""

    place: str
    other: str = ""
    happened: tuple[str, ...] = ()
    from_words: tuple[str, ...] = ()
    words: str = ""
    who: str | None = None
    age: int | None = None


class LawForm(forms.Form):
    """The questions of the page. Only the place has to be answered."""

    place = forms.CharField(
        label=_("Where?"),
        help_text=_("Where the client lives, or where it happened."),
        widget=forms.Select,
    )
    other = forms.CharField(
        label=_("A second place (may stay empty)"),
        help_text=_("They moved, or the person doing this lives elsewhere."),
        required=False,
        widget=forms.Select,
    )
    happened = forms.MultipleChoiceField(
        label=_("What happened?"),
        help_text=_("Nothing ticked means everything that we know of the place."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose some of the answers")},
    )
    words = forms.CharField(
        label=_("Or in a few plain words (may stay empty)"),
        help_text=_("English or Spanish, no names: looked up here and kept nowhere."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs=_NO_HELP),
    )
    who = forms.ChoiceField(
        label=_("Who is the person doing this?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers")},
    )
    age = forms.IntegerField(
        label=_("How old is the client? (may stay empty)"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={
            "invalid": _("Type the age as a whole number"),
            "min_value": _("Type an age from 0 to 120"),
            "max_value": _("Type an age from 0 to 120"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = page_language()
        places = [*states(), (FEDERAL, gettext("Federal law alone"))]
        self.fields["place"].widget.choices = [("", gettext("Choose a place")), *places]
        self.fields["place"].error_messages["required"] = gettext("Choose a place")
        self.fields["other"].widget.choices = [("", gettext("None")), *places]
        self.fields["happened"].choices = [(one.id, one.label.said_in(language)) for one in HAPPENED]
        known = [(one.id, one.label.said_in(language)) for one in book().vocabulary.relationships]
        self.fields["who"].choices = [("", gettext("Not said")), *known]

    def clean_place(self) -> str:
        """A place that we know."""
        return _known_place(self.cleaned_data["place"])

    def clean_other(self) -> str:
        """Another place that we know, or none."""
        named: str = self.cleaned_data["other"]
        if not named:
            return ""
        if _known_place(named) == self.cleaned_data.get("place"):
            raise forms.ValidationError(gettext("Both places are the same. Choose another one, or none."))
        return named

    @property
    def asked(self) -> Asked:
        """What is looked up, from a form that holds."""
        given = self.cleaned_data
        from_words = happened_in(given["words"])
        return Asked(
            place=given["place"],
            other=given["other"],
            happened=tuple(dict.fromkeys((*given["happened"], *from_words))),
            from_words=from_words,
            words=given["words"],
            who=given["who"] or None,
            age=given["age"],
        )


def _known_place(named: str) -> str:
    if named not in {place.jurisdiction for place in book().law}:
        said = gettext("There is no place %(what)s here. Choose one from the list.")
        raise forms.ValidationError(said % {"what": quoted(named)})
    return named
