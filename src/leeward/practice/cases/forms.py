# SPDX-License-Identifier: Apache-2.0
"""What a new client is asked. Only a code name is needed; everything else can stay empty or wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.practice.places import states
from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS

MAX_PERSONS = 12
YEARS_NEAR = 2
SETTINGS = [("room", _("In the room")), ("video", _("By video")), ("phone", _("By phone"))]
ALONE = [("yes", _("Yes, alone")), ("no", _("No")), ("unsure", _("Not sure"))]
PHONE = [
    ("here", _("Here, switched on")),
    ("off", _("Here, switched off")),
    ("elsewhere", _("Left elsewhere")),
    ("unsure", _("Not sure")),
]
AFFECTED = [("one", _("One person")), ("several", _("Several people")), ("group", _("A group"))]
POLICE = [("yes", _("Yes")), ("with", _("With someone")), ("not", _("Not"))]
CONTACT = [
    ("none", _("Not at all")),
    ("voice", _("By voice, at set hours")),
    ("through", _("Through someone they trust")),
]
OVERHEARD = [("yes", _("Yes")), ("unsure", _("Not sure")), ("no", _("No"))]
NEXT_KINDS = [
    ("handover", _("Child hand-over")),
    ("deadline", _("A deadline they set")),
    ("hearing", _("Court or hearing")),
    ("vote", _("Election or meeting")),
    ("other", _("Something else")),
]
CONSENT = [("yes", _("Yes")), ("later", _("Not today")), ("no", _("No"))]
LIMITS = [("yes", _("Said")), ("no", _("Not yet"))]
INTERPRETER = [("no", _("None needed")), ("yes", _("A professional one"))]


NOT_ASKED = ("", _("Not asked"))


def _pick(
    label: str, choices: list[tuple[str, str]], hint: str = "", *, may_wait: bool = True
) -> forms.ChoiceField:
    shown = [*choices, NOT_ASKED] if may_wait else choices
    return forms.ChoiceField(
        label=label, help_text=hint, choices=shown, required=False, widget=forms.RadioSelect
    )


def _text(label: str, hint: str = "", *, lines: bool = False) -> forms.CharField:
    off = {"autocomplete": "off"}
    widget = forms.Textarea(attrs={**off, "rows": 3}) if lines else forms.TextInput(attrs=off)
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=4000 if lines else 200, widget=widget
    )


def _state() -> forms.ChoiceField:
    """Every state, DC and territory; the law and the duty to report are those of where they are."""
    return forms.ChoiceField(
        label=_("Which state are they in now?"),
        help_text=_("Law, orders and your duty to report go by it."),
        choices=lambda: [("", _("Not asked")), *states()],
        required=False,
    )


def next_kind_field() -> forms.ChoiceField:
    return _pick(_("The next time the person doing this is near or in touch"), NEXT_KINDS)


def next_at_field() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("When?"),
        help_text=_("Day and hour. It then stands on every page, with how long it is until then."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Give a day and an hour, such as 2026-11-27 17:00")},
        validators=[_is_near],
    )


def _is_near(at: datetime) -> None:
    """A slip of the pen in the year would stand on every page, or be refused by the rules later."""
    if abs(at.year - timezone.localdate().year) > YEARS_NEAR:
        raise forms.ValidationError(_("This day is years away. Look at the year again."))


def next_where_field() -> forms.CharField:
    return _text(_("Where?"))


class ClientForm(forms.Form):
    """The case and today's visit. `version`: what this page was filled from."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code_name = forms.CharField(
        label=_("Code name"),
        help_text=_("Any word you will both remember. Not their name, and nothing that tells who they are."),
        max_length=60,
        error_messages={"required": _("Give a code name")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )
    setting = _pick(_("How do you meet today?"), SETTINGS, may_wait=False)
    alone = _pick(_("Are they alone?"), ALONE)
    phone = _pick(_("Where is their phone?"), PHONE, _("It may listen, and it may tell where they are."))
    where_now = _text(
        _("Where are they now?"), _("For video or phone: where to send help, if it is ever needed.")
    )
    state = _state()
    line_drops = _text(
        _("What do we do if the line drops?"), _("Who calls whom, and what it means if nobody answers.")
    )
    reason = _text(_("Reason for today"), _("In their own words."), lines=True)
    next_kind = next_kind_field()
    next_at = next_at_field()
    next_where = next_where_field()
    affected = _pick(_("Who is affected?"), AFFECTED)
    police = _pick(
        _("Would they talk with police?"), POLICE, _("Asked once. The answer is kept to everywhere.")
    )
    contact = _pick(
        _("May we get in touch between visits?"),
        CONTACT,
        _("Unless they choose otherwise, we send nothing."),
        may_wait=False,
    )
    contact_how = _text(_("When, or through whom?"))
    overheard = _pick(_("Could someone else hear or read it?"), OVERHEARD)
    contact_word = _text(_("A word that tells us it is really them"), _("Ordinary, easy to say on a bus."))
    contact_say = _text(_("What may we say we are calling about?"))
    limits_said = _pick(
        _("Limits of what stays between us"), LIMITS, _("Say them before you ask anything else.")
    )
    consent = _pick(_("Do they agree to be asked about it today?"), CONSENT)

    def case_words(self) -> dict[str, str]:
        """What the case key seals."""
        return {name: self.cleaned_data[name] for name in CASE_LABELS}

    def visit_words(self) -> dict[str, str]:
        """What the first person's key seals."""
        words = {name: self.cleaned_data[name] for name in VISIT_LABELS if name != "next_at"}
        at: datetime | None = self.cleaned_data["next_at"]
        return {**words, "next_at": at.replace(tzinfo=None).isoformat(timespec="minutes") if at else ""}


class PersonForm(forms.Form):
    """One person in the case."""

    id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    age = forms.IntegerField(
        label=_("Age"),
        help_text=_("In years. From 12 to 17 other questions and rules hold."),
        required=False,
        min_value=0,
        max_value=120,
        error_messages={
            "invalid": _("Give the age in whole years, or leave it empty"),
            "min_value": _("Give the age in whole years, or leave it empty"),
            "max_value": _("Give the age in whole years, or leave it empty"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )
    called = _text(_("What to call them"), _("As they wish. It may stay empty."))
    language = _text(_("Language"))
    pronouns = _text(_("Pronouns"))
    interpreter = _pick(_("Interpreter"), INTERPRETER, _("Never a relative, never a child."))

    def words(self) -> dict[str, str]:
        """What this person's own key seals."""
        words = {name: self.cleaned_data.get(name, "") for name in PERSON_LABELS}
        age: Any = words["age"]
        return {**words, "age": "" if age is None else str(age)}

    def known_id(self) -> str:
        """The person's id, as the page brought it; empty for a new one."""
        return str(self.cleaned_data.get("id", ""))

    def is_blank(self) -> bool:
        return not self.known_id() and not any(self.words().values())


PersonForms = forms.formset_factory(PersonForm, extra=0, max_num=MAX_PERSONS, absolute_max=MAX_PERSONS)
