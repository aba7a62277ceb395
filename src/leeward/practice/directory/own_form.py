# SPDX-License-Identifier: Apache-2.0
"""An entry of the practice's own, or its correction of one of ours: asked in plain fields, made a service.

Whoever corrects a number of ours says where else it was read, or who else dialled it, and it waits until a
second person has called: a wrong crisis number is worse than none.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import msgspec
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.knowledge.models.service import Eligibility, Phone, Service
from leeward.papers.record_words import PHONE_KINDS
from leeward.planning.directory_fit import groups_of
from leeward.planning.own_entries import faults_of, waits_for_another
from leeward.practice.book import book
from leeward.practice.directory.words import COUNTRY_NAMES, GROUP_NAMES, language_name, place_name
from leeward.practice.places import states
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Language, Text

LEAST_ROWS = 3
EVERYWHERE = "US"
MOST, MOST_TEXT = 120, 1200
OLDEST = 120
TONGUES = ("en", "es", "interpreters", "ase", "fr", "pt", "ar", "zh", "vi", "ko", "tl", "ru", "ht")
POPULATIONS = {
    "": "anyone",
    "lgbtq": "LGBTQ+ people",
    "native": "Native people",
    "deaf": "Deaf people",
    "disability": "people with disabilities",
    "older": "older adults",
    "men": "men, and people who care for them",
    "immigrants": "immigrants",
    "military": "veterans and military families",
    "asian": "Asian and Pacific Islander people",
    "low-income": "low income",
    "public-life": "candidates and journalists",
}
"""What stands in the entry for each group; the words by which a search knows the group."""
HOW = {
    "called": _("Somebody here called, and it answered"),
    "page": _("It stands on their own page"),
    "told": _("Somebody told us, or it stands in a list"),
}
SURE: dict[str, Confidence] = {"called": "confirmed", "page": "confirmed", "told": "likely"}
HERE = "leeward:practice"
_CALLS_SHOW = Text(
    en="A call or text shows on the phone, and may show on the bill.",
    es="La llamada o el mensaje se ve en el teléfono y puede verse en la factura.",
)
_PAGE_SHOWS = Text(
    en="The page stays in the browser history.", es="La página queda en el historial del navegador."
)
_OFF = {"autocomplete": "off"}


def _line(label: Any, hint: Any = "", *, error: Any = "", most: int = MOST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(error),
        max_length=most,
        error_messages={"required": error, "max_length": _("Make this shorter.")},
        widget=forms.TextInput(attrs=_OFF),
    )


def _lines(label: Any, hint: Any = "", *, error: Any = "") -> forms.CharField:
    field = _line(label, hint, error=error, most=MOST_TEXT)
    field.widget = forms.Textarea(attrs={**_OFF, "rows": 3})
    return field


def _age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={
            one: _("Give the age as a whole number, or leave it empty.")
            for one in ("invalid", "min_value", "max_value")
        },
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", **_OFF}),
    )


def _ticks(label: Any, error: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, error_messages={"required": error}, widget=forms.CheckboxSelectMultiple
    )


FAULTS = {
    "emergency": _(
        "A line that answers at 911 or 988 stays as it is, in every word. Add your own line beside it."
    ),
    "needs": _("A crisis line stays one: leave the needs for which it is found now."),
    "ages": _("A crisis line is not narrowed to fewer ages. Add your own line beside it."),
    "places": _("A crisis line is not narrowed to fewer places. Add your own line beside it."),
    "people": _("A crisis line is not narrowed to fewer people. Add your own line beside it."),
    "code": _("A number that begins with * or # changes the phone that dials it. Give the number alone."),
    "toll": _("A 900 or 976 number charges whoever calls. Give one that costs nothing more."),
    "number-in-words": _("A new number belongs in a row of its own, not among these words."),
    "begins": _("Begin with a letter or a digit: a spreadsheet takes =, +, - or @ for a formula."),
    "hidden": _("Something in it does not show: a control, direction or zero-width character. Type it anew."),
}
"""What is said of each fault of `planning.own_entries`."""


OTHER_LANGUAGE = _(
    "The other language was changed, and this says what stood before. Correct it too. Spanish may be left "
    "empty: then the English stands on Spanish pages."
)


class EntryForm(forms.Form):
    """The fields of an entry. `corrects`: the entry that stands; `ours`: the one that Leeward brought."""

    name = _line(_("Name"), error=_("Give the name under which it answers."))
    description = _lines(
        _("What it does"),
        _("In plain words: a client may read this."),
        error=_("Say in a sentence what it does."),
    )
    description_es = _lines(
        _("The same in Spanish"), _("Where this stays empty, the words above stand on Spanish pages too.")
    )
    url = forms.URLField(
        label=_("Page"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Give the whole address, such as https://example.org.")},
        widget=forms.TextInput(attrs={"inputmode": "url", **_OFF}),
    )
    hours = _line(
        _("Hours"),
        _("As in 24/7 or Mon-Fri 9-5 ET. Written otherwise, no page says whether it is open now."),
    )
    needs = _ticks(_("What it helps with"), _("Choose at least one thing it helps with."))
    where = forms.ChoiceField(
        label=_("For people in"), error_messages={"required": _("Choose where people must live.")}
    )
    languages = _ticks(_("Languages"), _("Choose at least one language."))
    minimum_age = _age(_("From age"))
    maximum_age = _age(_("Up to age"))
    group = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[("", _("Anyone")), *GROUP_NAMES.items()],
    )
    alert = _lines(_("To know before calling"), _("May stay empty."))
    alert_es = _lines(_("The same in Spanish"))
    trace = _lines(
        _("What a call or a visit to the page leaves behind"),
        _("May stay empty: then the usual words stand there."),
    )
    trace_es = _lines(_("The same in Spanish"))
    how = forms.ChoiceField(
        label=_("How do you know?"),
        choices=list(HOW.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you know.")},
    )
    source = _line(_("Where it was read"), _("A page, a list, or whom you asked."), most=300)
    seen_on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day"), "invalid": _("Give a day such as 2026-11-27")},
    )
    second = _line(
        _("Where else it was read, or who else dialed it"),
        _("Needed where a number that Leeward brought is changed."),
        most=300,
    )

    is_same = forms.BooleanField(
        label=_("The other language says the same already"),
        help_text=_("Only where one language alone was wrong."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        tongue: Language,
        corrects: Service | None,
        ours: Service | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._corrects, self._ours = corrects, ours
        self.asks_other = False
        tags = book().vocabulary.service_tags
        kinds = [(kind, text.said_in(tongue)) for kind, text in PHONE_KINDS.items()]
        self._choose("needs", [(term.id, term.label.said_in(tongue)) for term in tags])
        first = corrects.jurisdictions[:1] if corrects else ()
        abroad = [code for code in first if code in COUNTRY_NAMES and code != EVERYWHERE]
        self._choose("where", [*((one, place_name(one)) for one in (EVERYWHERE, *abroad)), *states()])
        self._choose("languages", [(tag, _raised(language_name(tag, tongue))) for tag in TONGUES])
        self.rows = max(LEAST_ROWS, len(corrects.phones) + 1 if corrects else 0)
        for number in range(1, self.rows + 1):
            self.fields[f"number-{number}"] = _line(_("Number %(place)d") % {"place": number}, most=40)
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=_("Number %(place)d is for") % {"place": number}, required=False, choices=kinds
            )

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def numbers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows of numbers, each with what it is for."""
        return [(self[f"number-{one}"], self[f"kind-{one}"]) for one in range(1, self.rows + 1)]

    def clean(self) -> dict[str, Any]:
        """A way to reach it, ages in order, a day that was, and a second source for a changed number."""
        said = super().clean() or {}
        if not self._phones(said) and not said.get("url") and "url" not in self.errors:
            self.add_error("number-1", _("Give a number or a page: somebody must be able to reach it."))
        low, high = said.get("minimum_age"), said.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("The second age is lower than the first."))
        if said.get("seen_on") and said["seen_on"] > timezone.localdate():
            self.add_error("seen_on", _("This day is still to come."))
        self._ask_for_the_other_language(said)
        if not self.errors:
            self._look_through(self.service("own-not-saved"), said)
        return said

    def _ask_for_the_other_language(self, said: dict[str, Any]) -> None:
        """Else what was corrected in one language goes on standing in the other, and nobody sees it."""
        if self._corrects is None or said.get("is_same"):
            return
        before = known_of(self._corrects, timezone.localdate())
        for english in ("description", "alert", "trace"):
            spanish = f"{english}_es"
            changed = {name for name in (english, spanish) if not alike(said.get(name), before[name])}
            other = english if spanish in changed else spanish
            if len(changed) == 1 and before[spanish] and said.get(english) and said.get(other):
                self.asks_other = True
                self.add_error(other, OTHER_LANGUAGE)

    def _look_through(self, entry: Service, said: dict[str, Any]) -> None:
        """What may not stand, each at its field; and the second source of a changed number."""
        for fault in faults_of(entry, self._ours):
            field = fault.field.partition("-")
            row = self._row_of(entry, int(field[2]), said) if field[0] == "number" else fault.field
            self.add_error(row if row in self.fields else None, FAULTS[fault.kind])
        if waits_for_another(entry, self._ours, self._corrects) and not said.get("second"):
            self.add_error(
                "second",
                _("A number that Leeward brought is changed by two people or two sources: name the other."),
            )

    def _row_of(self, entry: Service, place: int, said: dict[str, Any]) -> str:
        """The row in which an entry's number was typed: rows may be left empty."""
        number = entry.phones[place - 1].number
        rows = (f"number-{one}" for one in range(1, self.rows + 1))
        return next((row for row in rows if (said.get(row) or "").strip() == number), "number-1")

    def _phones(self, said: dict[str, Any]) -> tuple[Phone, ...]:
        """The numbers; what we know besides of one that stays as it is goes along with it."""
        known = list(self._corrects.phones) if self._corrects else []
        known += [one for one in (self._ours.phones if self._ours else ()) if one not in known]
        found = []
        for place in range(1, self.rows + 1):
            number = (said.get(f"number-{place}") or "").strip()
            kind = said.get(f"kind-{place}") or "voice"
            same = next((one for one in known if (one.number, one.type) == (number, kind)), None)
            if same is not None:
                known.remove(same)
                found.append(same)
            elif number:
                found.append(self._phone(said, number, kind))
        return tuple(found)

    def _phone(self, said: dict[str, Any], number: str, kind: str) -> Phone:
        spoken = tuple(said.get("languages") or ("en",))
        return msgspec.convert(
            {"number": number, "type": kind, "languages": spoken, "confidence": self._sure(said)}, Phone
        )

    @staticmethod
    def _sure(said: dict[str, Any]) -> Confidence:
        return SURE.get(said.get("how", ""), "likely")

    def service(self, service_id: str) -> Service:
        """The entry, once the form is valid."""
        said = self.cleaned_data
        phones = self._phones(said)
        people = Eligibility(
            population=self._population(said["group"]),
            minimum_age=said["minimum_age"],
            maximum_age=said["maximum_age"],
        )
        sources = [Source(url=said["source"] or said["url"] or HERE, seen=said["seen_on"].isoformat())]
        if said["second"]:
            sources.append(Source(url=said["second"], seen=said["seen_on"].isoformat()))
        usual = _CALLS_SHOW if phones else _PAGE_SHOWS
        before = self._corrects
        return Service(
            id=service_id,
            aliases=before.aliases if before else (),
            name=said["name"],
            name_es=before.name_es if before and before.name == said["name"] else None,
            organization=before.organization if before else None,
            status="active",
            audience=before.audience if before else "both",
            description=_both(said["description"], said["description_es"]),
            url=said["url"] or None,
            contact=before.contact if before else None,
            phones=phones,
            hours=said["hours"] or None,
            languages=(*said["languages"], *self._other_languages()),
            eligibility=people,
            services=tuple(said["needs"]),
            scenarios=before.scenarios if before else (),
            confidential=before.confidential if before else "limits",
            leaves_trace_notes=_both(said["trace"], said["trace_es"]) if said["trace"] else usual,
            jurisdictions=self._places(said["where"]),
            alert=_both(said["alert"], said["alert_es"]) if said["alert"] else None,
            accessibility=before.accessibility if before else None,
            sources=tuple(sources),
            confidence=self._sure(said),
            reviewed=said["seen_on"].isoformat(),
        )

    def _other_languages(self) -> tuple[str, ...]:
        """Those of the entry before for which there is no box."""
        before = self._corrects
        return tuple(tag for tag in before.languages if tag not in TONGUES) if before else ()

    def _places(self, where: str) -> tuple[str, ...]:
        """As they were, where the first is still the same."""
        before = self._corrects.jurisdictions if self._corrects else ()
        return before if before[:1] == (where,) else (where,)

    def _population(self, group: str) -> str:
        """As it was, where the group is still the same."""
        before = self._corrects
        if before is not None and group == _group_of(before):
            return before.eligibility.population
        return POPULATIONS[group]


def alike(one: Any, other: Any) -> bool:
    """Whether two texts of the form are the same, but for spaces."""
    return " ".join(str(one or "").split()) == " ".join(str(other or "").split())


def _raised(name: str) -> str:
    """With a capital at the beginning; others stay."""
    return name[:1].upper() + name[1:]


def _both(said: str, in_spanish: str) -> Text:
    return Text(en=said, es=in_spanish or said)


def _group_of(service: Service) -> str:
    return min(groups_of(service), default="")


def known_of(service: Service, today: date) -> dict[str, Any]:
    """The fields as an entry has them. How it is known now is asked anew."""
    alert = service.alert or Text(en="", es="")
    known: dict[str, Any] = {
        "name": service.name,
        "description": service.description.en,
        "description_es": service.description.es,
        "url": service.url or "",
        "hours": service.hours or "",
        "needs": list(service.services),
        "where": service.jurisdictions[0] if service.jurisdictions else EVERYWHERE,
        "languages": [tag for tag in service.languages if tag in TONGUES],
        "minimum_age": service.eligibility.minimum_age,
        "maximum_age": service.eligibility.maximum_age,
        "group": _group_of(service),
        "alert": alert.en,
        "alert_es": alert.es,
        "trace": service.leaves_trace_notes.en,
        "trace_es": service.leaves_trace_notes.es,
        "seen_on": today.isoformat(),
    }
    for place, phone in enumerate(service.phones, start=1):
        known[f"number-{place}"], known[f"kind-{place}"] = phone.number, phone.type
    return known


def retired(service: Service) -> Service:
    """The same entry, no longer answering: a search for its name still says so."""
    return msgspec.structs.replace(service, status="defunct")
