# SPDX-License-Identifier: Apache-2.0
"""Keeping less: what is due to go, the end of a class or of a whole case, periods, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import require_allowed
from leeward.practice.retention import counting, periods, removals
from leeward.practice.retention.classes import Held
from leeward.practice.retention.due import NotDue, OwnDryRun, own_dry_run
from leeward.practice.retention.forms import CLASS_NAMES, PaperForm, PeriodsForm
from leeward.practice.retention.one_class import ENDS_ALONE, remove_class
from leeward.practice.visits.board_facts import fact_of
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action
from leeward.stewardship.retention import Line, RecordClass, Stays
from leeward.stewardship.small_counts import LEAST, Quarter
from leeward.vault.faults import WrongKey

_SAID = "keeping-said"


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case in the dry run. `due`: classes that can end alone. `whole`: nothing would be left of it."""

    case_id: str
    name: str
    until: date
    due: tuple[tuple[str, object], ...]
    whole: bool
    why: str


@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """What of one's own clients is due, what stays and why, and what was asked for."""
    require_allowed(request.user.actor(), Action.LIST_CASES)
    found = own_dry_run(request.user)
    asked = removals.open_removals(request.user)
    context = {
        "due": _cases(found, found.run.due),
        "staying": _cases(found, found.run.staying),
        "looked_at": found.looked_at,
        "asked": [one for one in asked if one.is_own],
        "gone": removals.shredded(request.user),
        "said": request.session.pop(_SAID, ""),
        "periods": [(CLASS_NAMES[one], kept) for one, kept in periods.periods().items()],
    }
    return render(request, "practice/keeping.html", context)


def _cases(found: OwnDryRun, lines: Sequence[Line]) -> list[CaseShown]:
    why = {
        Stays.HELD: _("Under a legal hold"),
        Stays.WORKED_ON: _("Something is agreed for a day to come"),
        Stays.AGE_UNKNOWN: _("Somebody’s age was never asked: kept as for a child"),
        Stays.NOT_YET: _("Not due yet"),
    }
    shown = []
    for case_id in dict.fromkeys(line.case_id for line in lines):
        own = [line for line in lines if line.case_id == case_id]
        shown.append(
            CaseShown(
                case_id,
                found.names.get(case_id, ""),
                max(line.until for line in own),
                tuple(
                    (one.record_class.value, CLASS_NAMES[one.record_class])
                    for one in own
                    if one.record_class in ENDS_ALONE
                ),
                case_id in found.run.whole,
                why[own[0].stays] if own[0].stays else "",
            )
        )
    return shown


@require_http_methods(["GET", "POST"])
@stepped_up
def remove_one_class(request: HttpRequest, case_id: str, record_class: str) -> HttpResponse:
    """Asks once more, then ends one class of a case that stays."""
    removals.require_own(request.user, case_id, Action.REMOVE_CLASS)
    name = _class_named(record_class)
    if (case_id, name) not in {(one.case_id, one.record_class) for one in own_dry_run(request.user).run.due}:
        return _done(request, "not-due")
    if request.method == "POST":
        try:
            remove_class(request.user, case_id, name)
        except Held:
            return _done(request, "held")
        except NotDue:
            return _done(request, "not-due")
        return _done(request, "class")
    return render(request, "practice/keeping_class.html", {"name": CLASS_NAMES[name], "case_id": case_id})


def _class_named(value: str) -> RecordClass:
    if value not in {one.value for one in ENDS_ALONE}:
        raise Http404
    return RecordClass(value)


@require_http_methods(["GET", "POST"])
@stepped_up
def ask_removal(request: HttpRequest, case_id: str) -> HttpResponse:
    """Asks for the end of a whole case; where nobody else could agree, for the paper too."""
    account = request.user
    removals.require_own(account, case_id, Action.ASK_REMOVAL)
    if case_id not in own_dry_run(account).run.whole:
        return _done(request, "not-due")
    is_alone = removals.is_alone(account.id, account.id)
    form = PaperForm(request.POST or None) if is_alone else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            removals.ask(account, case_id, paper=form.cleaned_data["paper"] if form else "")
            return _done(request, "asked")
        except WrongKey as error:
            if form is not None:
                form.add_error("paper", error.message())
        except NotDue:
            return _done(request, "not-due")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "case_id": case_id, "is_alone": is_alone}
    return render(request, "practice/keeping_whole.html", context, status=status)


@require_POST
@stepped_up
def agree(request: HttpRequest, removal_id: str) -> HttpResponse:
    """The yes: then it is done."""
    try:
        removals.agree(request.user, removal_id)
    except Held:
        return _done(request, "held")
    except NotDue:
        return _done(request, "not-due")
    return _done(request, "gone")


@require_POST
def call_off(request: HttpRequest, removal_id: str) -> HttpResponse:
    """The no, or a change of mind."""
    removals.call_off(request.user, removal_id)
    return _done(request, "called-off")


def _done(request: HttpRequest, said: str) -> HttpResponse:
    request.session[_SAID] = said
    is_clinicians = request.POST.get("from") != "oversight"
    return redirect("keeping" if is_clinicians else "oversight-keeping")


@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    """For whoever may agree: what was asked for, by number; what is gone, and from when for good."""
    require_allowed(request.user.actor(), Action.SEE_NUMBERS)
    context = {
        "asked": [one for one in removals.open_removals(request.user) if not one.is_own],
        "gone": removals.shredded(request.user),
        "said": request.session.pop(_SAID, ""),
    }
    return render(request, "practice/keeping_oversight.html", context)


@require_http_methods(["GET", "POST"])
@stepped_up
def set_periods(request: HttpRequest) -> HttpResponse:
    """How long each class is kept, beside the rules that were read."""
    require_allowed(request.user.actor(), Action.SET_PRACTICE)
    form = PeriodsForm(request.POST or None, now=periods.periods())
    if request.method == "POST" and form.is_valid():
        try:
            periods.choose(request.user, form.chosen())
            request.session[_SAID] = "periods"
            return redirect("keeping-periods")
        except periods.TooShort as error:
            for one in error.classes:
                form.add_error(f"years-{one}", _too_short(error))
    language = page_language()
    context = {
        "form": form,
        "rules": [(rule, fact_of(rule, "law", language, None)) for rule in periods.rules_read()],
        "floor": periods.floor(),
        "said": request.session.pop(_SAID, ""),
        "language": language,
    }
    status = 422 if form.errors else 200
    return render(request, "practice/keeping_periods.html", context, status=status)


def _too_short(error: periods.TooShort) -> str:
    years, age = error.least.years, error.least.minor_until_age
    if age is None:
        return _("A rule that was read asks for at least %(years)s years.") % {"years": years}
    return _("A rule that was read asks for at least %(years)s years, and for a minor until age %(age)s.") % {
        "years": years,
        "age": age,
    }


@require_http_methods(["GET", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """Counts of quarters that are over, each told once."""
    waiting = counting.quarters_to_count()
    if request.method == "POST":
        require_allowed(request.user.actor(), Action.COUNT_NUMBERS)
        wanted = _quarter(request.POST.get("quarter", ""), waiting)
        if wanted is not None:  # else it was counted meanwhile: the page shows it
            counting.count_quarter(request.user, wanted)
        return redirect("numbers")
    context = {
        "tables": [_table(one) for one in counting.told_so_far(request.user)],
        "waiting": [(f"{one.year}-{one.number}", one) for one in waiting],
        "least": LEAST,
    }
    return render(request, "practice/numbers.html", context)


def _quarter(text: str, waiting: Sequence[Quarter]) -> Quarter | None:
    return next((one for one in waiting if f"{one.year}-{one.number}" == text), None)


def _table(one: counting.ToldTable) -> dict[str, object]:
    names = {
        "under-13": _("Under 13"),
        "13-17": "13–17",
        "18-24": "18–24",
        "25-59": "25–59",
        "60-on": _("60 and over"),
        "not-asked": _("Not asked"),
        "room": _("In the room"),
        "phone": _("By phone"),
        "video": _("By video"),
    }
    heads = {"ages": _("Clients seen, by age"), "ways": _("Clients seen, by way of meeting")}
    return {
        "head": heads[one.table],
        "quarter": one.quarter,
        "cells": [(names[name], count) for name, count in one.cells.items()],
        "total": one.total,
    }
