# SPDX-License-Identifier: Apache-2.0
"""Today, Clients, a new client, a client's page and its change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from unicodedata import combining, normalize

from django.db import DatabaseError
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leeward.practice.audit.services import require_allowed
from leeward.practice.cases import forms
from leeward.practice.cases.selectors import my_caseload, see_case, see_case_today
from leeward.practice.cases.services import CaseInput, ChangedMeanwhile, open_case, require_reach
from leeward.practice.cases.values import NOT_ASKED_YET, CaseWords, Listed, PersonWords
from leeward.practice.people.openings import my_openings
from leeward.practice.sealing import VISIT_LABELS, new_id
from leeward.practice.visits.selectors import visits_of
from leeward.practice.visits.services import change_client as change_client_page
from leeward.stewardship import Action
from leeward.vault.faults import DiskTrouble

_ID = re.compile("[0-9a-f]{24}")
AT_FIRST = 60
"""Clients on the page at first: the names of all others stay sealed until they are asked for."""
KEPT_BETWEEN_VISITS = {"police"}
"""Asked once. Everything else about a visit is asked again the next day."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its answer in words, for the client's page."""

    label: str
    answer: str


_LINE = '<li><h2 class="flat line"><a class="reach" href="{}">{}</a></h2><p class="soft small">{}</p></li>'


def _lines(cases: Sequence[Listed]) -> SafeString:
    """The list, hundreds of lines long: a template that goes through them takes three times as long."""
    anywhere, language = reverse("client", args=["ID"]), get_language() or ""
    zone = timezone.get_current_timezone()
    return format_html_join(
        "",
        _LINE,
        (
            (
                anywhere.replace("ID", case.id),
                case.code_name,
                _last_written(case.changed_at.astimezone(zone).date(), language),
            )
            for case in cases
        ),
    )


@lru_cache(maxsize=2000)
def _last_written(day: date, language: str) -> str:
    """A day in words, in the language of this page, which `language` names."""
    return _("Last written on %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """The person's own caseload: those written in last, or (`all`) every one by name."""
    is_all = "all" in request.GET
    found = my_caseload(request.user, newest=None if is_all else AT_FIRST)
    cases = sorted(found.cases, key=_by_name) if is_all else found.cases
    context = {
        "cases": _lines(cases),
        "without_key": found.without_key,
        "is_all": is_all,
        "total": len(cases) + found.without_key + found.more if found.more else 0,
    }
    return render(request, "practice/clients.html", context)


def _by_name(case: Listed) -> tuple[str, str]:
    """As people look names up: neither case nor accents count, but to tell two apart."""
    plain = normalize("NFKD", case.code_name.casefold())
    return "".join(letter for letter in plain if not combining(letter)), case.code_name


@require_http_methods(["GET", "POST"])
def new_client(request: HttpRequest) -> HttpResponse:
    """A code name is enough."""
    require_allowed(request.user.actor(), Action.OPEN_CASE)
    if request.method == "GET":
        form = forms.ClientForm(initial={"contact": "none", "setting": "room"})
        return _form_page(request, form, forms.PersonForms(prefix="p", initial=[{}]), once=new_id())
    form, persons = forms.ClientForm(request.POST), forms.PersonForms(request.POST, prefix="p")
    once = request.POST.get("once", "")
    once = once if _ID.fullmatch(once) else new_id()
    if not (form.is_valid() and persons.is_valid()):
        return _form_page(request, form, persons, status=422, once=once)
    if "another" in request.POST:
        return _form_page(request, form, _one_more(persons), once=once)
    try:
        return redirect("client", case_id=open_case(request.user, _given(form, persons), once=once))
    except (DatabaseError, DiskTrouble):
        return _form_page(request, form, persons, status=503, fault="not-saved", once=new_id())


@require_GET
def client(request: HttpRequest, case_id: str) -> HttpResponse:
    """Who is in the room, and what is known."""
    case = see_case_today(request.user, case_id)
    visits = visits_of(case)
    going_on = any(
        one.ended_at is None and timezone.localdate(one.opened_at) == timezone.localdate() for one in visits
    )
    opened = my_openings(request.user) if case.reach == "opened" else []
    context = {
        "case": case,
        "visits": visits,
        "open_visit": going_on,
        "opening": next((one for one in opened if one.case_id == case_id), None),
        **_shown(case),
    }
    return render(request, "practice/client.html", context)


@require_http_methods(["GET", "POST"])
def change_client(request: HttpRequest, case_id: str) -> HttpResponse:
    """The same questions again. A second window's save is refused, and what it wrote stays on its page."""
    if request.method == "GET":
        case = see_case_today(request.user, case_id, to=Action.CHANGE_CASE)
        form = forms.ClientForm(initial={**_asked_again(case), "version": case.version})
        _beside(form, case)
        persons = forms.PersonForms(prefix="p", initial=[{"id": one.id, **one.words} for one in case.persons])
        return _form_page(request, form, persons, case_id=case_id)
    require_reach(request.user, case_id, Action.CHANGE_CASE)
    form, persons = forms.ClientForm(request.POST), forms.PersonForms(request.POST, prefix="p")
    if not (form.is_valid() and persons.is_valid()):
        return _form_page(request, form, persons, status=422, case_id=case_id)
    if "another" in request.POST:
        return _form_page(request, form, _one_more(persons), case_id=case_id)
    try:
        change_client_page(
            request.user, case_id, _given(form, persons), version=form.cleaned_data["version"] or 0
        )
    except ChangedMeanwhile:
        case = see_case(request.user, case_id)
        form.data = {**request.POST.dict(), "version": str(case.version)}
        context = {"changed_at": case.changed_at, "saved": _shown(case)}
        return _form_page(
            request, form, persons, status=409, fault="changed-meanwhile", case_id=case_id, **context
        )
    except (DatabaseError, DiskTrouble):
        return _form_page(request, form, persons, status=503, fault="not-saved", case_id=case_id)
    return redirect("client", case_id=case_id)


def _form_page(
    request: HttpRequest,
    form: forms.ClientForm,
    persons: BaseFormSet,
    *,
    status: int = 200,
    case_id: str = "",
    fault: str = "",
    **more: object,
) -> HttpResponse:
    context = {"form": form, "persons": persons, "case_id": case_id, "fault": fault, **more}
    return render(request, "practice/client_form.html", context, status=status)


def _one_more(persons: BaseFormSet) -> BaseFormSet:
    """The same persons and an empty one."""
    initial = [one.cleaned_data for one in persons]
    return forms.PersonForms(prefix="p", initial=[*initial, {}][: forms.MAX_PERSONS])


def _given(form: forms.ClientForm, persons: BaseFormSet) -> CaseInput:
    """The first person is the client, named or not; others count when something was written."""
    said = [
        PersonWords(one.known_id(), one.words())
        for at, one in enumerate(persons)
        if at == 0 or not one.is_blank()
    ]
    return CaseInput(form.case_words(), form.visit_words(), tuple(said) or (PersonWords("", {}),))


def _beside(form: forms.ClientForm, case: CaseWords) -> None:
    """Beside each question that is asked anew, what was answered the last time, with its day."""
    if case.before_at is None:
        return
    day = date_format(timezone.localtime(case.before_at), "DATE_FORMAT")
    for name, row in _rows(form, {name: case.before.get(name, "") for name in NOT_ASKED_YET}).items():
        if form.initial.get(name, "") == NOT_ASKED_YET[name]:
            said = _("%(day)s: %(answer)s") % {"day": day, "answer": row.answer}
            form.fields[name].help_text = " ".join(filter(None, (str(form.fields[name].help_text), said)))


def _asked_again(case: CaseWords) -> dict[str, str]:
    """What the form starts from: after a visit, its questions start anew; on a later day, all about it."""
    if case.holds_today:
        return case.words
    if timezone.localtime(case.changed_at).date() == timezone.localdate():
        return {**case.words, **NOT_ASKED_YET}
    kept = {
        name: word
        for name, word in case.words.items()
        if name not in VISIT_LABELS or name in KEPT_BETWEEN_VISITS
    }
    return {**kept, "contact": "none"}


def _shown(case: CaseWords) -> dict[str, object]:
    """Every answer in words, in the order it was asked."""
    return {
        "answer": {name: row.answer for name, row in _rows(forms.ClientForm(), case.words).items()},
        "rows": _rows(forms.ClientForm(), case.words),
        "people": [_rows(forms.PersonForm(), person.words) for person in case.persons],
        "is_from_today": case.holds_today,
        "is_new_day": timezone.localtime(case.changed_at).date() != timezone.localdate(),
        "before": _not_asked_today(case),
    }


def _not_asked_today(case: CaseWords) -> dict[str, Row]:
    """What the last time's answer was, of the questions that every visit asks and this one did not yet."""
    if not case.holds_today:
        return {}
    open_ones = {name for name, empty in NOT_ASKED_YET.items() if case.words.get(name, "") == empty}
    return _rows(forms.ClientForm(), {name: case.before.get(name, "") for name in open_ones})


def _rows(form: forms.ClientForm | forms.PersonForm, words: dict[str, str]) -> dict[str, Row]:
    found = {}
    for name, field in form.fields.items():
        if words.get(name):
            choices = dict(getattr(field, "choices", ()))
            found[name] = Row(str(field.label), str(choices.get(words[name], _in_words(name, words[name]))))
    return found


def _in_words(name: str, written: str) -> str:
    """A moment as people say it; everything else as it was written."""
    if name != "next_at":
        return written
    return date_format(datetime.fromisoformat(written), "DATETIME_FORMAT")
