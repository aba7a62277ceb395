# SPDX-License-Identifier: Apache-2.0
"""What is asked before anything leaves the house. What an answer allows is decided in `stewardship`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.papers.release_paper import MOST_RECIPIENT_LETTERS, MOST_TEXT_LETTERS
from leeward.practice.disclosures import labels
from leeward.practice.disclosures.agreements import usual_end
from leeward.practice.disclosures.content import OFFERED
from leeward.practice.disclosures.labels import picks
from leeward.practice.disclosures.values import AgreementInput
from leeward.practice.printable import require_letters_that_show, require_printable
from leeward.practice.visits.paper_forms import SIZES, TONGUES
from leeward.stewardship.consent import USUAL_DAYS, Consent, GivenBy, faults_of
from leeward.stewardship.release import Claim, Ground, NumberFrom, Reached, Request, Way
from leeward.stewardship.retention import RecordClass

_OFF = {"autocomplete": "off"}
MAX_LETTERS = 4000
CHOOSE = _("Choose one")


def pick(
    label: str, choices: list[tuple[str, str]], *, hint: str = "", error: str = CHOOSE
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": error, "invalid_choice": _("Choose one of the answers")},
    )


def text(
    label: str,
    hint: str = "",
    *,
    most: int = 200,
    lines: bool = False,
    error: str = "",
    is_printed: bool = False,
) -> forms.CharField:
    """A field for words. `is_printed`: they go onto a paper as they are."""
    widget = forms.Textarea(attrs={**_OFF, "rows": 3}) if lines else forms.TextInput(attrs=_OFF)
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(error),
        max_length=most,
        widget=widget,
        validators=[require_letters_that_show, *([require_printable] if is_printed else [])],
        error_messages={"required": error},
    )


def day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day"), "invalid": _("Give a day such as 2026-11-27")},
    )


class AgreementForm(forms.Form):
    """A release of information, to be agreed."""

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    recipient = text(
        _("Who may get it?"),
        _("One person or office, by name: “Dr. Reyes, North Clinic”, not “doctors”."),
        most=MOST_RECIPIENT_LETTERS,
        error=labels.FAULTS["no-recipient"][1],
        is_printed=True,
    )
    classes = forms.MultipleChoiceField(
        label=_("What may be shared?"),
        help_text=_("As little as does it. Protected notes need an agreement of their own."),
        choices=picks(labels.CLASSES, *OFFERED),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what may be shared")},
    )
    purpose = text(
        _("What is it for?"),
        most=MOST_TEXT_LETTERS,
        error=_("Write down what it is for"),
        is_printed=True,
    )
    told = text(
        _("What did you tell the client it may set off?"),
        _("It stands on the form, in words the client agrees to. Nothing that must not be found."),
        most=MOST_TEXT_LETTERS,
        lines=True,
        is_printed=True,
    )
    starts_on = day(_("From"))
    ends_on = day(_("Last day"), _("As short as it can be. 90 days unless you change it, never without end."))
    given_by = pick(_("Who agrees?"), picks(labels.GIVEN_BY))
    danger = forms.ChoiceField(
        label=_("Could this adult be the danger, to the young person or to the other parent?"),
        help_text=_("Asked where a parent or guardian agrees. Ask the young person alone first."),
        choices=[("no", _("No")), ("maybe", _("Maybe, or not asked")), ("", _("The client agrees"))],
        required=False,
        widget=forms.RadioSelect,
    )
    signer = text(_("Name of the parent or guardian"), _("Sealed. It may stay empty for the client."))

    def clean(self) -> dict[str, Any]:
        """The same rules that the service keeps, each at its field."""
        said = super().clean() or {}
        if self.errors:
            return said
        if said["given_by"] != GivenBy.CLIENT and said["danger"] != "no":
            self.add_error(
                "danger",
                _("Not with this adult’s agreement: look for another adult, or ask a lawyer of your state"),
            )
        given = self.given()
        consent = Consent("", given.recipient, given.classes, given.starts_on, given.ends_on)
        for fault in faults_of(consent, timezone.localdate()):
            self.add_error(*labels.FAULTS[fault])
        return said

    def given(self) -> AgreementInput:
        """What was written, as the service takes it."""
        said = self.cleaned_data
        return AgreementInput(
            said["recipient"],
            frozenset(RecordClass(one) for one in said["classes"]),
            said["purpose"],
            said["told"],
            said["starts_on"],
            said["ends_on"],
            GivenBy(said["given_by"]),
            said["signer"] if said["given_by"] != GivenBy.CLIENT else "",
        )


def usual_days(today: date) -> dict[str, date]:
    """The days a new agreement starts from."""
    return {"starts_on": today, "ends_on": usual_end(today, USUAL_DAYS)}


class PrintForm(forms.Form):
    """The form to sign, on paper."""

    language = pick(_("Language of the paper"), [(code, label) for code, label in TONGUES])
    size = pick(_("Size of the paper"), [(code, label) for code, label in SIZES])


class GivenForm(forms.Form):
    """How the client agreed."""

    how = pick(_("How did they agree?"), picks(labels.GIVEN_HOW))


class NewRequestForm(forms.Form):
    """Somebody asks. Nothing of this was said to them."""

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    claim = pick(_("Who do they say they are?"), picks(labels.CLAIMS))
    way = pick(_("How did they come?"), picks(labels.WAYS))
    said_name = text(_("Name and office, as they gave them"))
    asked = text(
        _("What do they ask for, and by when?"),
        most=MAX_LETTERS,
        lines=True,
        error=_("Write down what they ask for"),
    )

    def kinds(self) -> tuple[Claim, Way]:
        return Claim(self.cleaned_data["claim"]), Way(self.cleaned_data["way"])


class CallBackForm(forms.Form):
    """The number, where it comes from, and what calling brought."""

    number_from = pick(
        _("Where does the number come from?"),
        picks(labels.NUMBERS),
        hint=_("Not from the caller, the letter, the caller ID or a search advertisement."),
        error=_("Say where the number comes from"),
    )
    number = text(_("The number, or where you met"), error=_("Write down the number you called"))
    where = text(_("Where exactly did you find it?"), _("The page, the directory, the earlier record."))
    reached = pick(_("Did you reach them there?"), picks(labels.REACHED))


class IdentityForm(forms.Form):
    """How it was found out."""

    check = pick(_("How do you know that it is them?"), picks(labels.CHECKS))
    is_them = pick(_("Is it them?"), picks(labels.MATCHES))
    note = text(_("Who checked, and what was seen or heard"), lines=True, most=MAX_LETTERS)


class GroundForm(forms.Form):
    """What it rests on."""

    ground = pick(_("What allows it?"), picks(labels.GROUNDS))
    paper = text(
        _("Which order or law?"),
        _("Court, judge, day and number; or the statute. Empty for an agreement."),
        lines=True,
        most=MAX_LETTERS,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("ground") in (Ground.COURT_ORDER, Ground.LAW) and not said.get("paper"):
            self.add_error("paper", _("Write down which order or law it is"))
        return said


class RefuseForm(forms.Form):
    """The end, without anything."""

    because = text(
        _("Why, for the file"), _("Nobody outside is told a reason."), lines=True, most=MAX_LETTERS
    )


class DangerForm(forms.Form):
    """A life is in danger now: who was told what."""

    number_from = pick(
        _("Whom did you call, and on which number?"),
        [
            (NumberFrom.LOOKED_UP.value, _("911, or a number I looked up")),
            (NumberFrom.KNOWN_BEFORE.value, _("A number we had before")),
            (NumberFrom.GIVEN.value, _("A number that whoever asks gave me")),
        ],
    )
    told_whom = text(_("Whom did you tell?"), error=_("Write down whom you told"))
    told_what = text(
        _("What did you tell, and what was the danger?"),
        lines=True,
        most=MAX_LETTERS,
        error=_("Write down what you told, and what the danger was"),
    )


class CopyForm(forms.Form):
    """What goes out, and to whom."""

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    recipient = text(
        _("Who gets it?"),
        _("As the agreement names them."),
        most=MOST_RECIPIENT_LETTERS,
        error=_("Write down who gets it"),
    )
    record_class = pick(
        _("What is given out?"),
        picks(labels.CLASSES, *OFFERED),
        hint=_("One class at a time, each in a file of its own."),
    )
    visits = forms.MultipleChoiceField(
        label=_("Of which visits?"),
        help_text=_("None chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the answers")},
    )
    kinds = pick(
        _("In which form?"),
        [("pdf", _("To read (PDF)")), ("json", _("As data (JSON)")), ("both", _("Both"))],
    )
    language = pick(_("Language"), [(code, label) for code, label in TONGUES])

    def __init__(self, *args: Any, visits: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visits"].choices = visits


class HoldForm(forms.Form):
    """Why nothing may be removed from now on."""

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    why = text(
        _("Why?"),
        _("Which paper, from whom. It is sealed."),
        lines=True,
        most=MAX_LETTERS,
        error=_("Write down why"),
    )
    since = text(_("Since when do you know of it?"), _("A day is enough."))


class LiftForm(forms.Form):
    """Why it may end."""

    reason = text(
        _("Why may the hold end?"),
        _("Another person reads this and decides."),
        lines=True,
        most=MAX_LETTERS,
        error=_("Write down why it may end"),
    )


class CourtForm(forms.Form):
    """How it came; which steps are done."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    came = text(
        _("How and when did it come?"),
        _("Day, hour, who brought it. From whom it is, and what it asks for."),
        lines=True,
        most=MAX_LETTERS,
    )
    due = text(_("By when does it want an answer?"))
    counsel = text(_("Whom did you call, and what was the advice?"), lines=True, most=MAX_LETTERS)
    present = text(_("Who else was in the room in these visits, and for what?"), lines=True, most=MAX_LETTERS)
    done = forms.MultipleChoiceField(
        label=_("What is done"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the answers")},
    )

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].choices = steps


NEXT_FORM: dict[str, type[forms.Form]] = {
    "received": CallBackForm,
    "called-back": IdentityForm,
    "known": GroundForm,
}
"""The form of the step that comes next; a request whose call-back or check failed has none left."""


def next_form(request: Request) -> type[forms.Form] | None:
    """The form for what comes next; None where nothing is left but to give, approve or refuse."""
    if request.reached is Reached.NOT_KNOWN_THERE or request.matches is False:
        return None
    return NEXT_FORM.get(request.step.value)
