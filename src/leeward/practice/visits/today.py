# SPDX-License-Identifier: Apache-2.0
"""*Today*: what came back, what goes on, what was agreed for these days, and who was seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from leeward.practice.accounts.services import name_of
from leeward.practice.backups.last import last_backup
from leeward.practice.book import book
from leeward.practice.cases.selectors import my_caseload
from leeward.practice.cases.services import ChangedMeanwhile
from leeward.practice.cases.values import Caseload
from leeward.practice.directory.off_paper import off_paper
from leeward.practice.directory.versions import waiting_versions
from leeward.practice.numbers import whole_number
from leeward.practice.people.handing_on import offers_to
from leeward.practice.people.openings import my_openings, openings_shown
from leeward.practice.people.places import first_page
from leeward.practice.referrals.labels import ON_TODAY
from leeward.practice.referrals.selectors import due_referrals
from leeward.practice.referrals.values import ListedReferral
from leeward.practice.visits.board_form import LATEST_RETURN_DAYS
from leeward.practice.visits.follow_ups import (
    due_follow_ups,
    finish_follow_up,
    move_follow_up,
    reopen_follow_up,
)
from leeward.practice.visits.pages import page_language
from leeward.practice.visits.selectors import visits_to_look_at
from leeward.practice.visits.values import ListedFollowUp, ListedVisit
from leeward.stewardship import Action, Role, may
from leeward.vault.faults import DiskTrouble

AHEAD = timedelta(days=7)
STATUS = {"changed-meanwhile": 409, "not-saved": 503}


class MoveForm(forms.Form):
    """To which day and hour. Each has ids of its own, since *Today* shows several."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    due_at = forms.DateTimeField(
        label=_("To which day and hour?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Give a day and an hour, such as 2026-11-27 17:00"),
            "invalid": _("Give a day and an hour, such as 2026-11-27 17:00"),
        },
    )

    def clean_due_at(self) -> datetime:
        """Something agreed for a day that is gone would never be done."""
        due_at: datetime = self.cleaned_data["due_at"]
        if timezone.localdate(due_at) < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day"))
        if due_at > timezone.now() + timedelta(days=LATEST_RETURN_DAYS):
            raise forms.ValidationError(_("This day is years away"))
        return due_at


@dataclass(frozen=True, slots=True, repr=False)
class Agreed:
    """A follow-up with the form that moves it."""

    one: ListedFollowUp
    form: MoveForm
    is_overdue: bool


@dataclass(frozen=True, slots=True, repr=False)
class Due:
    """A referral to look at. `what`: to do what, without a name."""

    one: ListedReferral
    what: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """A client who was seen today, and when something was last written down."""

    case_id: str
    code_name: str
    at: datetime


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The page everyone starts from; whoever has no clients goes on to a page of their own."""
    actor = request.user.actor()
    return _page(request) if may(actor, Action.LIST_CASES) else redirect(first_page(actor))


@require_POST
def done(request: HttpRequest, follow_up_id: str) -> HttpResponse:
    """What was agreed is done."""
    return _change(request, lambda: finish_follow_up(request.user, follow_up_id, _seen(request)))


@require_POST
def reopen(request: HttpRequest, follow_up_id: str) -> HttpResponse:
    """It is not done after all."""
    return _change(request, lambda: reopen_follow_up(request.user, follow_up_id, _seen(request)))


@require_POST
def move(request: HttpRequest, follow_up_id: str) -> HttpResponse:
    """To another day and hour."""
    form = MoveForm(request.POST, prefix=follow_up_id, auto_id="m-%s")
    if not form.is_valid():
        return _page(request, moving=(follow_up_id, form), status=422)
    to = form.cleaned_data
    return _change(request, lambda: move_follow_up(request.user, follow_up_id, to["seen"], to["due_at"]))


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))


def _change(request: HttpRequest, save: Callable[[], None]) -> HttpResponse:
    try:
        save()
    except ChangedMeanwhile:
        return _page(request, fault="changed-meanwhile")
    except (DatabaseError, DiskTrouble):
        return _page(request, fault="not-saved")
    return redirect("today")


def _page(
    request: HttpRequest, *, fault: str = "", status: int = 0, moving: tuple[str, MoveForm] | None = None
) -> HttpResponse:
    """`moving`: a follow-up and what was typed for it, where that needs an answer."""
    now = timezone.localtime()
    visits = visits_to_look_at(request.user)
    caseload = my_caseload(request.user, since=_midnight(now))
    follow_ups = due_follow_ups(request.user, _midnight(now) + AHEAD + timedelta(days=1))
    open_ones = [_agreed(one, now, moving) for one in follow_ups if one.done_at is None]
    tomorrow = _midnight(now) + timedelta(days=1)
    referrals = [
        Due(one, str(ON_TODAY[one.step]), is_overdue=one.due_on < now.date())
        for one in due_referrals(request.user, now.date() + AHEAD)
    ]
    going_on = [one for one in visits if one.ended_at is None and one.waits_since is None]
    context = {
        "name": name_of(request.user),
        "now": now,
        "fault": fault,
        "form": moving[1] if moving else None,
        "came_back": [one for one in visits if one.waits_since is not None],
        "going_on": [one for one in going_on if _is_on(one.opened_at, now)],
        "not_ended": [one for one in going_on if not _is_on(one.opened_at, now)],
        "due": [agreed for agreed in open_ones if agreed.one.due_at < tomorrow],
        "ahead": [agreed for agreed in open_ones if agreed.one.due_at >= tomorrow],
        "referrals_due": [due for due in referrals if due.one.due_on <= now.date()],
        "referrals_ahead": [due for due in referrals if due.one.due_on > now.date()],
        "done_today": [one for one in follow_ups if one.done_at is not None],
        "seen": _seen_today(caseload, visits, now),
        "without_key": caseload.without_key,
        "openings": openings_shown(request.user),
        "opened": my_openings(request.user),
        "offers": offers_to(request.user),
        "off_paper": off_paper(page_language(), request.user.actor()),
        "may_mark": may(request.user.actor(), Action.MARK_SERVICE),
        "waits_for_another": _waits_for(request),
        "not_in_force": book().refused,
        **_last_backup(request, now),
    }
    return render(request, "practice/today.html", context, status=status or STATUS.get(fault, 200))


def _agreed(one: ListedFollowUp, now: datetime, moving: tuple[str, MoveForm] | None) -> Agreed:
    form = moving[1] if moving is not None and moving[0] == one.id else None
    if form is None:
        initial = {"seen": one.version, "due_at": timezone.localtime(one.due_at)}
        form = MoveForm(initial=initial, prefix=one.id, auto_id="m-%s")
    return Agreed(one, form, is_overdue=one.due_at < _midnight(now))


def _waits_for(request: HttpRequest) -> int:
    """How many changed numbers of the directory wait for this person, as the second one, to call."""
    if not may(request.user.actor(), Action.WRITE_DIRECTORY):
        return 0
    return sum(one.account_id != request.user.id for one in waiting_versions())


def _last_backup(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """For whoever runs the practice: how many days ago, None for never."""
    if Role.ADMINISTRATOR not in request.user.actor().roles:
        return {"tells_backup": False}
    found = last_backup(settings.HOME)
    return {"tells_backup": True, "backup_days": None if found is None else found.age_days(now)}


def _seen_today(caseload: Caseload, visits: list[ListedVisit], now: datetime) -> list[Seen]:
    """Whose record or visit was written today, less those that stand above; the newest first."""
    above = {one.case_id for one in visits if one.ended_at is None}
    seen = {case.id: Seen(case.id, case.code_name, case.changed_at) for case in caseload.cases}
    for visit in visits:
        if visit.ended_at is not None:
            before = seen.get(visit.case_id)
            at = visit.ended_at if before is None else max(before.at, visit.ended_at)
            seen[visit.case_id] = Seen(visit.case_id, visit.code_name, at)
    of_today = [one for one in seen.values() if _is_on(one.at, now) and one.case_id not in above]
    return sorted(of_today, key=lambda one: one.at, reverse=True)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _is_on(at: datetime, now: datetime) -> bool:
    return timezone.localdate(at) == now.date()
