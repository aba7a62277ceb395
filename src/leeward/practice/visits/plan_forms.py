# SPDX-License-Identifier: Apache-2.0
"""What the plan's page asks: three things by heart, and when we talk again, by which way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.papers.sheet import MOST_HEART_LETTERS
from leeward.practice.printable import require_printable
from leeward.practice.visits.board_form import LATEST_RETURN_DAYS
from leeward.practice.visits.values import VisitWords

HEART = ("heart_word", "heart_time", "heart_person")
SOON_HOURS = 48
"""After a positive suicide screen. Source: knowledge:instruments/asq."""
MOST_WAY_LETTERS = 300
NO_CONTACT = "do_not_contact"
COMES_BACK = frozenset({NO_CONTACT, "in_person"})
NEVER_SENT = frozenset({"text", "email"})
REACHED_BY = {"voice": "call", "through": "other_person"}
"""What the client's page agrees on, as the question about the safest way calls it."""
_OFF = {"autocomplete": "off"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """When we talk again and how. `at`: aware; None where nothing is agreed."""

    at: datetime | None
    way: str


def _heart(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=MOST_HEART_LETTERS,
        validators=[require_printable],
        widget=forms.TextInput(attrs=_OFF),
        error_messages={"max_length": gettext_lazy("By heart: at most 40 letters each")},
    )


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("Give a day and an hour, such as 2026-11-27 17:00")},
    )


def _way() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("By which way?"),
        required=False,
        max_length=MOST_WAY_LETTERS,
        widget=forms.Textarea(attrs={**_OFF, "rows": 2}),
    )


class PlanForm(forms.Form):
    """`soon`: the contact within 48 hours, which only a positive suicide screen asks for."""

    soon_at = _moment(gettext_lazy("Contact within 48 hours: when?"))
    soon_way = _way()
    heart_word = _heart(gettext_lazy("A word"), gettext_lazy("Ordinary, easy to say on a bus."))
    heart_time = _heart(gettext_lazy("A day and time"), gettext_lazy("As they would say it: Thursday, ten."))
    heart_person = _heart(gettext_lazy("A person"), gettext_lazy("How they call someone who helps."))
    again_at = _moment(gettext_lazy("When do we talk again?"))
    again_way = _way()

    def __init__(self, *args: Any, asks_soon: bool, way_hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("soon_way", "again_way"):
            self.fields[name].help_text = way_hint
        if not asks_soon:
            del self.fields["soon_at"], self.fields["soon_way"]

    def clean(self) -> dict[str, Any]:
        """A moment that is newly given lies ahead, and not years ahead."""
        said: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        for name in ("soon_at", "again_at"):
            at = said.get(name)
            if not at or name not in self.changed_data:
                continue
            if at < now:
                self.add_error(name, _("This day and hour are past"))
            elif at > now + timedelta(days=LATEST_RETURN_DAYS):
                self.add_error(name, _("This day is years away"))
        return said

    def heart(self) -> list[str]:
        """The three things, in the order of the paper."""
        return [self.cleaned_data[name] for name in HEART]

    def agreed(self) -> dict[str, Agreed]:
        """By name: `again`, and `soon` where it was asked."""
        names = [name for name in ("soon", "again") if f"{name}_at" in self.fields]
        return {
            name: Agreed(self.cleaned_data[f"{name}_at"], self.cleaned_data[f"{name}_way"]) for name in names
        }


def plan_initial(visit: VisitWords, now: datetime, *, usual: str = "") -> dict[str, Any]:
    """What the form starts from: what was saved, else `usual`, how this client may be reached."""
    words = visit.document("plan").words
    found: dict[str, Any] = dict(zip(HEART, words.get("heart", []), strict=False))
    in_two_days = timezone.localtime(now + timedelta(hours=SOON_HOURS)).replace(
        minute=0, second=0, microsecond=0
    )
    for name, moment in (("soon", in_two_days), ("again", None)):
        saved: Mapping[str, str] | None = words.get(name)
        found[f"{name}_at"] = _read(saved["at"]) if saved else moment
        found[f"{name}_way"] = saved["way"] if saved else usual
    return found


def way_of(case: Mapping[str, str], said: Collection[str] = (), *, parent_is_danger: bool = False) -> str:
    """How this client may be reached between visits.

    A wish not to be contacted holds, whatever was agreed before. Where a parent is the danger nothing is
    suggested: what was agreed may lead to that home.

    Args:
        case: what was agreed on the client's page.
        said: codes of the answer to the question about the safest way.
    """
    if parent_is_danger:
        return ""
    how = case.get("contact_how", "")
    if NO_CONTACT in said or case.get("contact") not in REACHED_BY:
        return _("No calls or messages: they come back")
    said_so = _("By voice, at set hours") if case["contact"] == "voice" else _("Through someone they trust")
    return f"{said_so}: {how}" if how else said_so


def way_hint(case: Mapping[str, str], said: Collection[str]) -> str:
    """What to settle before a way is written down; empty: nothing. `said` as in `way_of`."""
    hints = []
    if said and not _agrees(REACHED_BY.get(case.get("contact", "")), said):
        hints.append(_("They answered differently earlier: settle it now."))
    if NEVER_SENT & set(said):
        hints.append(_("From here no text and no e-mail is ever sent."))
    return " ".join(hints)


def _agrees(agreed: str | None, said: Collection[str]) -> bool:
    """Whether the answer says the same as the client's page; `agreed` None: no contact."""
    if agreed is None:
        return set(said) <= COMES_BACK
    return agreed in said and NO_CONTACT not in said


def _read(at: str) -> datetime | None:
    return timezone.make_aware(datetime.fromisoformat(at)) if at else None
