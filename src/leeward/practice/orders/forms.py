# SPDX-License-Identifier: Apache-2.0
"""What a page of law rests on: filled in from a visit, changed on the page, and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.knowledge.models.vocabulary import Term
from leeward.planning.first_steps import special_in
from leeward.planning.happenings import HAPPENED, chosen, happened_of
from leeward.planning.orders import SPECIAL, OrderFacts
from leeward.planning.place import FEDERAL
from leeward.practice.book import book
from leeward.practice.orders.words import GROWN
from leeward.screening import Findings
from leeward.terms.text import Language

OLDEST: Final = 120
NO_TIE: Final = "none"
TIES = {
    "married": _("Married, now or before"),
    "lived-together": _("Live or lived together"),
    "child-together": _("Have a child together"),
    NO_TIE: _("None of these"),
}
SPECIALS = {
    "tribal-land": _("It is about tribal land, or a tribe’s court"),
    "military-base": _("It is about a military base"),
    "police-or-court": _("This person works with police or at a court"),
    "immigration-papers": _("There are threats about papers"),
    "depends-on-care": _("The client depends on care"),
    "outing": _("Somebody threatens to tell whom they love or who they are"),
}
OTHER_AGES = {"": _("Not known"), "under": _("Under 18"), "grown": _("18 or over")}
_OTHER_AGE = {"under": GROWN - 1, "grown": GROWN}
TICKS = forms.CheckboxSelectMultiple


class WhoForm(forms.Form):
    """Where the client lives, how old they are, and who is doing this. `language`: of the choices."""

    state = forms.ChoiceField(label=_("Where the client lives"), required=False)
    relationship = forms.ChoiceField(label=_("Who is this person to the client?"), required=False)
    age = forms.IntegerField(
        label=_("The client’s age"),
        help_text=_("In whole years. May stay empty."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = _people(book().vocabulary.relationships, language)
        self._choose("state", [("", "—"), *states()])
        self._choose("relationship", [("", _("Not known")), *people])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class FactsForm(WhoForm):
    """What every page of law asks. `needs_state`: a state must be named."""

    acts = forms.MultipleChoiceField(label=_("What happened?"), required=False, widget=TICKS)
    special = forms.MultipleChoiceField(
        label=_("Does any of this hold?"),
        help_text=_("It changes the first steps."),
        required=False,
        widget=TICKS,
    )

    needs_state = False
    specials: dict[str, Any] = SPECIALS
    known_acts: tuple[str, ...] = tuple(one.id for one in HAPPENED)

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        self._choose("acts", [(one.id, one.label.said_in(language)) for one in chosen(self.known_acts)])
        self._choose("special", list(self.specials.items()))

    def clean_state(self) -> str:
        """A place that we know. Without one, no order of any place can be named."""
        state: str = self.cleaned_data["state"]
        if self.needs_state and not state:
            raise forms.ValidationError(_("Choose the state or territory where the client lives."))
        return state

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What the answer rests on, in the words of the page: place, who, age, what happened."""
        given = self.cleaned_data
        age = given.get("age")
        return (
            *self._labels("state", [given["state"]] if given["state"] else []),
            *self._labels("relationship", [given["relationship"]]),
            *([_("age not known")] if age is None else [_("%(age)s years old") % {"age": age}]),
            *self._labels("acts", given["acts"]),
            *self._labels("special", given["special"]),
        )

    def _labels(self, name: str, chosen: list[str]) -> tuple[str, ...]:
        choices = cast(Iterable[tuple[str, object]], cast(forms.ChoiceField, self.fields[name]).choices)
        labels = dict(choices)
        return tuple(str(labels[one]) for one in chosen)


class OrdersForm(FactsForm):
    """What the order finder asks besides."""

    other_age = forms.ChoiceField(
        label=_("How old is the person doing this?"),
        required=False,
        widget=forms.RadioSelect,
        choices=list(OTHER_AGES.items()),
    )
    ties = forms.MultipleChoiceField(
        label=_("The two of them"),
        help_text=_("Leave it empty while nobody asked."),
        required=False,
        widget=TICKS,
        choices=list(TIES.items()),
    )
    other_state = forms.ChoiceField(
        label=_("Where the person doing this lives, if in another state"), required=False
    )

    needs_state = True
    known_acts = tuple(one.id for one in HAPPENED if one.acts)
    field_order = ("state", "relationship", "age", "other_age", "ties", "acts", "other_state", "special")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("other_state", [("", _("Not known, or the same")), *states()])

    def clean_ties(self) -> list[str]:
        """Either some of them or none of them."""
        ties: list[str] = self.cleaned_data["ties"]
        if NO_TIE in ties and len(ties) > 1:
            raise forms.ValidationError(_("“None of these” stands beside one of these. Take one away."))
        return ties

    def facts(self) -> OrderFacts:
        """What the order finder is asked."""
        given = self.cleaned_data
        ties = frozenset(given["ties"])
        return OrderFacts(
            state=given["state"],
            relationship=given["relationship"] or "unknown",
            age=given["age"],
            other_age=_OTHER_AGE.get(given["other_age"]),
            other_state=given["other_state"] or None,
            ties=ties - {NO_TIE} if ties else None,
            acts=frozenset(act for one in chosen(given["acts"]) for act in one.acts),
            special=frozenset(given["special"]) & set(SPECIAL),
        )

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Besides: the two of them, and another state."""
        other = self.cleaned_data["other_state"]
        return (
            *super().rests_on,
            *self._labels("ties", self.cleaned_data["ties"]),
            *([_("the other person lives in %(place)s") % {"place": _place(other)}] if other else []),
        )


def known_from(findings: Findings, form: type[FactsForm]) -> dict[str, Any]:
    """The fields as a visit fills them in. What it does not tell stays empty."""
    context = findings.answers.context
    relationship = context.relationship or ""
    return {
        "state": context.state or "",
        "relationship": "" if relationship == "unknown" else relationship,
        "age": context.age,
        "acts": [act for act in happened_of(findings) if act in form.known_acts],
        "special": [word for word in form.specials if word in special_in(findings)],
    }


def states() -> list[tuple[str, str]]:
    """Every state and territory, by name."""
    found = [(one.jurisdiction, one.name) for one in book().law if one.jurisdiction != FEDERAL]
    return sorted(found, key=lambda one: one[1])


def _people(terms: tuple[Term, ...], language: Language) -> list[tuple[str, str]]:
    named = [(one.id, one.label.said_in(language)) for one in terms if one.id != "unknown"]
    return sorted(named, key=lambda one: one[1])


def _place(code: str) -> str:
    return dict(states()).get(code, code)
