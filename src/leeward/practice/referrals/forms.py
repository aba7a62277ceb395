# SPDX-License-Identifier: Apache-2.0
"""What is asked about a referral. Which step may follow which is decided in `stewardship.referrals`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.papers.release_paper import MOST_RECIPIENT_LETTERS
from leeward.practice.disclosures.forms import pick, text
from leeward.practice.referrals import labels
from leeward.practice.referrals.values import ReferralInput, StepInput
from leeward.practice.visits.board_form import LATEST_RETURN_DAYS
from leeward.stewardship.referrals import (
    HOWS,
    MAY_NAME_DAY,
    NEEDS_DAY,
    NEEDS_WHY,
    How,
    Kind,
    Owner,
    Referral,
    Step,
    Why,
)

MOST_WORDS = 1000
SAME = "same"
"""The answer that nothing happened."""
SAID: dict[str, tuple[Step, ...]] = {
    "idea": (),
    "offered": (Step.OFFERED,),
    "agreed": (Step.OFFERED, Step.AGREED),
    "given": (Step.OFFERED, Step.GIVEN),
    "not-now": (Step.OFFERED, Step.NOT_NOW),
    "declined": (Step.OFFERED, Step.DECLINED),
}
"""The steps behind each answer to "what does the client say?"."""


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give a day such as 2026-11-27")},
    )


def _optional(field: forms.ChoiceField) -> forms.ChoiceField:
    field.required = False
    return field


class _WithDay(forms.Form):
    """A form whose day is wanted for some answers: those of `DAY_FOR`, in the field it names."""

    DAY_FOR: tuple[str, frozenset[str]]

    def needs_day(self, said: dict[str, Any]) -> bool:
        field, answers = self.DAY_FOR
        return said.get(field) in answers

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        day, today = said.get("until"), timezone.localdate()
        if "until" in self.errors:
            return said
        if day is None and self.needs_day(said):
            self.add_error("until", _("Give the day on which to ask again"))
        elif day is not None and day < today:
            self.add_error("until", _("Choose today or a later day"))
        elif day is not None and day > today + timedelta(days=LATEST_RETURN_DAYS):
            self.add_error("until", _("This day is years away"))
        return said


class NewReferralForm(_WithDay):
    """A referral somebody thought of."""

    DAY_FOR = ("said", frozenset({"not-now"}))

    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    service = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    office = text(
        _("Which office or line?"),
        _("Its full name. An agreement to share has to name it just so."),
        most=MOST_RECIPIENT_LETTERS,
        error=_("Write the name of the office or line"),
    )
    kind = pick(_("What is it for?"), labels.picks(labels.KINDS))
    said = pick(
        _("What does the client say?"),
        [
            ("idea", _("Not asked yet: an idea of ours")),
            ("offered", _("They are thinking about it")),
            *labels.picks(labels.CHOICES, Step.AGREED, Step.GIVEN, Step.NOT_NOW),
            ("declined", _("No. No reason is needed")),
        ],
    )
    until = _day(_("Ask again on"), _("For “not now”."))
    purpose = text(
        _("Words beside it"),
        _("What they hope for there; what the office must not do. Sealed. It may stay empty."),
        most=MOST_WORDS,
        lines=True,
    )

    def __init__(self, *args: Any, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_child:
            self.fields["said"].choices = labels.for_a_child(self.fields["said"].choices)

    def given(self) -> ReferralInput:
        """What was written, as the service takes it."""
        said = self.cleaned_data
        until = said["until"] if self.needs_day(said) else None
        return ReferralInput(
            said["service"], said["office"], Kind(said["kind"]), said["purpose"], SAID[said["said"]], until
        )


class StepForm(_WithDay):
    """What happened since: one of the steps that may follow."""

    DAY_FOR = ("step", frozenset(NEEDS_DAY))

    step = pick(_("What happened?"), [])
    how = _optional(
        pick(
            _("How do you know?"), [(how.value, labels.HOWS[how]) for how in (How.CLIENT_SAID, How.THEY_SAID)]
        )
    )
    why = _optional(
        pick(_("Why did they say no?"), [(why.value, label) for why, label in labels.WHYS.items()])
    )
    until = _day(_("Ask again on"), _("The day that was named, if one was."))
    note = text(_("Words beside it"), _("Sealed. It may stay empty."), most=MOST_WORDS, lines=True)

    def __init__(self, *args: Any, referral: Referral, may_ask: bool, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = tuple(one for one in referral.next_steps if one not in (Step.SENT, Step.MISTAKE))
        choices = labels.picks(labels.CHOICES, *self.steps)
        if self.asks_how:
            choices.append((SAME, _("Nothing new yet")))
        self.fields["step"].choices = labels.for_a_child(choices) if is_child else choices
        if referral.owner is Owner.HERE:
            self.fields["step"].label = _("What now?")
        if may_ask:
            told = labels.picks(labels.HOWS, How.CLIENT_SAID, How.THEY_SAID, How.WE_ASKED)
            self.fields["how"].choices = told

    @property
    def asks_how(self) -> bool:
        """Whether any of the steps has to say how it came about."""
        return any(How.CLIENT_SAID in HOWS.get(one, ()) for one in self.steps)

    @property
    def asks_why(self) -> bool:
        return any(one in NEEDS_WHY for one in self.steps)

    @property
    def asks_day(self) -> bool:
        return any(one in MAY_NAME_DAY for one in self.steps)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        step = said.get("step")
        if step == Step.GOT_HELP:
            said["how"] = How.CLIENT_SAID.value
        elif step and (step == SAME or step in HOWS) and not said.get("how") and "how" not in self.errors:
            self.add_error("how", _("Choose how you know it"))
        if step in NEEDS_WHY and not said.get("why") and "why" not in self.errors:
            self.add_error("why", _("Choose why they said no"))
        return said

    def given(self) -> StepInput:
        """What was chosen; answers that belong to another step are left out."""
        said = self.cleaned_data
        if said["step"] == SAME:
            return StepInput(None, How(said["how"]), note=said["note"])
        step = Step(said["step"])
        return StepInput(
            step,
            How(said["how"]) if step in HOWS else None,
            Why(said["why"]) if step in NEEDS_WHY else None,
            said["until"] if step in MAY_NAME_DAY else None,
            said["note"],
        )


class ContactForm(forms.Form):
    """Somebody here got in touch with the office."""

    how = pick(_("How?"), labels.picks(labels.HOWS, How.TOGETHER, How.ALONE))
    note = text(
        _("What was said, and what comes next"),
        _("Whom you spoke to, what they will do. Sealed. It may stay empty."),
        most=MOST_WORDS,
        lines=True,
    )

    def given(self) -> StepInput:
        return StepInput(Step.SENT, How(self.cleaned_data["how"]), note=self.cleaned_data["note"])


_YES_NO = labels.picks(labels.ANSWERS, "yes", "no", "not-asked")


class CloseForm(forms.Form):
    """What the client says it was like."""

    got = pick(labels.QUESTIONS["got"], labels.picks(labels.ANSWERS))
    worse = pick(labels.QUESTIONS["worse"], _YES_NO)
    would_return = pick(labels.QUESTIONS["would_return"], _YES_NO)
    note = text(_("In their own words"), _("Sealed. It may stay empty."), most=MOST_WORDS, lines=True)

    def given(self) -> StepInput:
        said = self.cleaned_data
        answers = tuple((name, said[name]) for name in labels.QUESTIONS)
        return StepInput(Step.CLOSED, note=said["note"], answers=answers)
