# SPDX-License-Identifier: Apache-2.0
"""*Look at a message* and *Look at an app list*: with a client's visit, or without anybody.

The answer is the page that the form is answered with: it has no address of its own and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.inspection.forms import AppsForm, LookForm, MessageForm
from leeward.practice.inspection.services import (
    NotRead,
    Subject,
    look_at_apps,
    look_at_message,
    offers_for,
    save_offers,
)
from leeward.practice.inspection.uploading import TOO_LARGE, fault_of
from leeward.practice.inspection.words import NOT_READ, apps_shown, message_shown, offers_shown
from leeward.practice.numbers import whole_number
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_signs import DOCUMENT, signs_said
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.stewardship import Action
from leeward.terms.text import Language

STEP = "look"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a form led to: an answer as HTML with the reasons found, or the form to be mended."""

    form: LookForm
    language: Language
    answer: str = ""
    reasons: frozenset[str] = frozenset()

    @property
    def status(self) -> int:
        """422 where something needs an answer."""
        return 422 if self.form.errors else 200


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    """A message, without a client."""
    return _alone(request, "message")


@require_http_methods(["GET", "POST"])
def apps(request: HttpRequest) -> HttpResponse:
    """An app list, without a client."""
    return _alone(request, "apps")


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_message(request: HttpRequest, visit_id: str) -> HttpResponse:
    """A message, within a visit: its signs can be noted."""
    return _in_visit(request, visit_id, "message")


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_apps(request: HttpRequest, visit_id: str) -> HttpResponse:
    """An app list, within a visit."""
    return _in_visit(request, visit_id, "apps")


def _alone(request: HttpRequest, subject: Subject) -> HttpResponse:
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    looked = _look(request, subject)
    context = {"subject": subject, "form": looked.form, "looked": looked}
    return render(request, "practice/look.html", context, status=looked.status)


def _in_visit(request: HttpRequest, visit_id: str, subject: Subject) -> HttpResponse:
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if chain.stopped:
        return visit_page(request, chain, STEP, "look_not_here", subject=subject, why=chain.stopped)
    fault, ticked, offered = "", frozenset[str](), frozenset[str]()
    if request.method == "POST" and "note" in request.POST:
        ticked, offered = frozenset(request.POST.getlist("sign")), frozenset(request.POST.getlist("offered"))
        seen = whole_number(request.POST.get("seen"))
        fault = attempt(lambda: save_offers(request.user, visit_id, ticked, seen=seen))
        if not fault:
            return redirect(reverse("picture", args=[visit_id]) + "#told")
        chain = Chain(see_visit(request.user, visit_id))
        looked = Looked(_form(subject), page_language())
    else:
        looked = _look(request, subject, chain.findings.flag_ids)
    sheet = chain.visit.document(DOCUMENT)
    offers = offers_for(subject, looked.reasons) or [one for one in book().sign_offers if one.id in offered]
    return visit_page(
        request,
        chain,
        STEP,
        "look",
        fault=fault,
        status=0 if fault else looked.status,
        subject=subject,
        form=looked.form,
        looked=looked,
        offers=offers_shown(offers, signs_said(sheet.words), page_language(), ticked=ticked),
        seen=sheet.version,
    )


def _form(subject: Subject, request: HttpRequest | None = None) -> LookForm:
    kind = MessageForm if subject == "message" else AppsForm
    if request is None:
        return kind(initial={"language": page_language()})
    return kind(request.POST, request.FILES)


def _look(request: HttpRequest, subject: Subject, flags: Collection[str] | None = None) -> Looked:
    if request.method == "GET":
        return Looked(_form(subject), page_language())
    form = _form(subject, request)
    fault = fault_of(request)
    if fault:
        form.add_error("file", str(NOT_READ[f"{fault}-{subject}" if fault == TOO_LARGE else fault]))
    if not form.is_valid():
        return Looked(form, page_language())
    language = cast(Language, form.cleaned_data["language"] or page_language())
    data, name = form.given
    if subject == "message":
        made = _message(form, data, name, language, flags)
    else:
        made = _apps(form, data, name, language)
    if isinstance(made, NotRead):
        form.add_error("file" if name else "pasted", str(_why_not_read(made, subject)))
        return Looked(form, language)
    with override(language):
        html = render_to_string(f"practice/parts/look_{subject}_answer.html", {"one": made[0]})
    return Looked(form, language, html, frozenset(made[1]))


def _message(
    form: LookForm, data: bytes, name: str, language: Language, flags: Collection[str] | None
) -> tuple[object, Iterable[str]] | NotRead:
    answer = look_at_message(data, name, form.cleaned_data["known"])
    if isinstance(answer, NotRead):
        return answer
    with override(language):
        return message_shown(answer, language, flags), [one.id for one in answer.reasons]


def _apps(
    form: LookForm, data: bytes, name: str, language: Language
) -> tuple[object, Iterable[str]] | NotRead:
    since = form.cleaned_data["since"]
    looked = look_at_apps(data, name, form.cleaned_data["platform"], since.isoformat() if since else "")
    if isinstance(looked, NotRead):
        return looked
    reasons = {why.reason for app in looked.answer.apps for why in app.findings}
    reasons |= {note.id for note in looked.answer.notes}
    with override(language):
        return apps_shown(looked, language), reasons


def _why_not_read(one: NotRead, subject: Subject) -> object:
    by_subject = {"pdf": "pdf-apps", "unreadable": "not-apps"} if subject == "apps" else {}
    return NOT_READ.get(by_subject.get(one.why, one.why), NOT_READ["unreadable"])
