# SPDX-License-Identifier: Apache-2.0
"""The device's pages, in the client's language: no program name, no places, one question and the way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from leeward.knowledge.models.screen import Item
from leeward.practice.book import book
from leeward.practice.visits import device_cookie
from leeward.practice.visits.device import Shown
from leeward.practice.visits.question import Question, question_of, with_posted
from leeward.screening.device_questions import stands_alone
from leeward.screening.questionnaire import offered_choices


def device_page(
    request: HttpRequest, shown: Shown, *, posted: QueryDict | None = None, fault: str = ""
) -> HttpResponse:
    """The welcome or the one question. `posted`: what stood on a page that could not be taken."""
    fault = fault or shown.fault
    status = {"": 200, "not-saved": 503}.get(fault, 422)
    with override(shown.state.language):
        if shown.item is None:
            return render(request, "practice/device/welcome.html", {"fault": fault}, status=status)
        answers = with_posted(shown.item, shown.answers, posted) if posted else shown.answers
        question = question_of(shown.item, answers, shown.state.language)
        hint = _hint(shown, shown.item, question)
        context = {"shown": shown, "question": question, "hint": hint, "fault": fault}
        return render(request, "practice/device/question.html", context, status=status)


def closing_page(request: HttpRequest) -> HttpResponse:
    """The one page at every end, whatever was answered. Whatever token was here is dropped."""
    with override(device_cookie.language_of(request) or get_language()):
        return device_cookie.end(render(request, "practice/device/done.html"))


def pause_page(request: HttpRequest) -> HttpResponse:
    """For a device that asks for more pages than anybody reads."""
    with override(device_cookie.language_of(request) or get_language()):
        response = render(request, "practice/device/pause.html", status=429)
    response["Retry-After"] = "10"
    return response


def empty_page(request: HttpRequest) -> HttpResponse:
    """Nothing to see."""
    with override(device_cookie.language_of(request) or get_language()):
        return device_cookie.end(render(request, "practice/device/leave.html"))


def _hint(shown: Shown, item: Item, question: Question) -> str:
    """How to answer, where the answers alone do not say."""
    numbers = question.parts[0].choices if question.kind == "scale" else ()
    if numbers:
        ends = {"low": question.low, "high": question.high, "min": numbers[0].code, "max": numbers[-1].code}
        return _("%(min)s means: %(low)s. %(max)s means: %(high)s.") % ends
    if item.type != "multi":
        return ""
    alone = stands_alone(offered_choices(item, shown.state.voice, book()))
    if alone is None:
        return _("You can choose more than one.")
    none = alone.label.said_in(shown.state.language)
    return _("You can choose more than one, or “%(none)s” alone.") % {"none": none}
