# SPDX-License-Identifier: Apache-2.0
"""The papers that fit a visit; and one of them: agreed field by field, shown as it will stand, then made.

What was typed is stored nowhere. A paper is made only of the words that were shown last; one that we give
names its reader, also where nobody typed the name.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leeward.papers import Paper
from leeward.papers.letters import KINDS, Letter, addressed, letter_paper, make_letter, staying
from leeward.planning.stopping import CHILD
from leeward.practice.accounts.step_up import stepped_up
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.disclosures import labels
from leeward.practice.disclosures.pages import NOT_SAVED, once_of
from leeward.practice.disclosures.values import AgreementWords, NotCovered
from leeward.practice.letters.addresses import kind_at
from leeward.practice.letters.forms import LETTER, OWN, TEXT, THEIR_HANDS, THEIRS, LetterForm
from leeward.practice.letters.giving import give_letter, note_paper, releases_for_letters
from leeward.practice.letters.record import Draft
from leeward.practice.letters.words import givers, letters_shown, paper_shown
from leeward.practice.sealing import new_id
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.pages import page_language, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import find_visit, visit_facts
from leeward.stewardship import Action
from leeward.terms.text import LANGUAGES, Language

STEP = "letters"
MAKE = "make"


@require_GET
def letters(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Which papers fit, and why; the others below."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.stopped not in (None, CHILD):
        return visit_page(request, chain, STEP, "letters_not_here", why=chain.stopped)
    is_child = PageFacts(chain, page_language()).is_child
    shown = letters_shown(chain, page_language(), is_child=is_child)
    return visit_page(
        request,
        chain,
        STEP,
        "letters",
        fitting=[one for one in shown if one.why],
        others=[one for one in shown if not one.why],
    )


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, visit_id: str, letter_id: str) -> HttpResponse:
    """One paper. A POST shows it, or makes what was shown."""
    if request.method == "POST":
        actor = request.user.actor()
        facts = visit_facts(find_visit(actor, visit_id, Action.PRINT))
        require_allowed(actor, Action.PRINT, facts)
    chain = Chain(see_visit(request.user, visit_id))
    kind = kind_at(letter_id)
    is_child = PageFacts(chain, page_language()).is_child
    if chain.stopped and (chain.stopped != CHILD or not KINDS[kind].for_a_child):
        return visit_page(request, chain, STEP, "letters_not_here", why=chain.stopped)
    page = _LetterPage(request, Draft(request.user, chain, kind, is_child))
    return page.first() if request.method == "GET" else page.posted()


class _LetterPage:
    """One request for one paper."""

    def __init__(self, request: HttpRequest, draft: Draft) -> None:
        self.request, self.draft = request, draft
        is_ours = KINDS[draft.kind].from_us and draft.chain.visit.case.reach == "own"
        self.releases: list[AgreementWords] = (
            releases_for_letters(request.user, draft.chain.visit.case.id) if is_ours else []
        )
        self.givers = givers(draft, self.releases)

    def first(self) -> HttpResponse:
        """Filled from the record, nothing ticked."""
        language = _paper_language(self.draft)
        said = {TEXT + name: text for name, text in self.draft.suggestions(language).items()}
        initial = {**said, "language": language, "size": "letter", "once": new_id()}
        return self._answer(LetterForm(self.draft, page_language(), self.givers, initial=initial))

    def posted(self) -> HttpResponse:
        """Shown again with what was agreed; or, where that is what was shown last, made."""
        form = LetterForm(self.draft, page_language(), self.givers, self._posted())
        if not form.is_valid():
            return self._answer(form, status=422)
        made = self._letter(form)
        if self.request.POST.get("do") != MAKE:
            return self._answer(form, made)
        if self.request.POST.get("shown") != fingerprint(made):
            return self._answer(form, made, is_changed=True)
        giver = form.cleaned_data["giver"]
        if not giver:
            form.add_error("giver", _("Choose who gives it"))
            return self._answer(form, made, status=422)
        if giver in THEIR_HANDS:
            return self._to_take(made, giver)
        if form.is_theirs_to_show:
            form.add_error("giver", THEIRS)
            return self._answer(form, made, status=422)
        return stepped_up(lambda request: self._from_us(form, made, giver))(self.request)

    def _posted(self) -> Any:
        """What was sent; a text nobody changed follows the language of the paper."""
        data = self.request.POST.copy()
        data["once"] = once_of(self.request)
        data.setdefault("size", LETTER)
        before, now = data.get("filled_in"), data.get("language")
        if before in LANGUAGES and now in LANGUAGES and before != now:
            old, new = self.draft.suggestions(before), self.draft.suggestions(now)
            for name in self.draft.fields:
                if " ".join(data.get(TEXT + name, "").split()) == " ".join(old[name].split()):
                    data[TEXT + name] = new[name]
        return data

    def _letter(self, form: LetterForm) -> Letter:
        said = form.cleaned_data
        return make_letter(
            self.draft.kind,
            form.agreed(),
            said["asks"],
            book(),
            said["language"],
            said["size"] or LETTER,
            to=said["to"],
        )

    def _to_take(self, made: Letter, way: str) -> HttpResponse:
        paper = letter_paper(made if way == OWN else staying(made))
        note_paper(self.request.user, self.draft.chain.visit.id, self.draft.kind, way)
        return _pdf(paper)

    def _from_us(self, form: LetterForm, made: Letter, consent_id: str) -> HttpResponse:
        readers = [one.consent.recipient for one in self.releases if one.consent.id == consent_id]
        visit, paper = self.draft.chain.visit, letter_paper(addressed(made, *readers))
        try:
            give_letter(
                self.request.user,
                visit.case.id,
                visit.id,
                self.draft.kind,
                paper,
                consent_id=consent_id,
                to=form.cleaned_data["to"],
                fields=form.agreed(),
                language=made.language,
                once=form.cleaned_data["once"],
            )
        except NotCovered as error:
            form.add_error("giver", str(labels.refusal_in_words(error.reason)))
            return self._answer(form, made, status=422)
        except NOT_SAVED:
            return self._answer(form, made, fault="not-saved")
        return _pdf(paper)

    def _answer(
        self,
        form: LetterForm,
        made: Letter | None = None,
        *,
        is_changed: bool = False,
        status: int = 0,
        fault: str = "",
    ) -> HttpResponse:
        return visit_page(
            self.request,
            self.draft.chain,
            STEP,
            "letter",
            status=status,
            fault=fault,
            form=form,
            made=made,
            shown=fingerprint(made) if made else "",
            filled_in=form["language"].value(),
            is_changed=is_changed,
            releases=self.releases,
            paper=paper_shown(self.draft, page_language()),
        )


def fingerprint(made: Letter) -> str:
    """Of the words of a paper, on whichever size of sheet: the same words give the same one."""
    words = msgspec.structs.replace(made, paper="letter")
    return blake2b(msgspec.json.encode(words), digest_size=12).hexdigest()


def _paper_language(draft: Draft) -> Language:
    """The reader's is not known: a paper the client keeps is in their language, any other in English."""
    return draft.chain.answers.language if KINDS[draft.kind].is_theirs else "en"


def _pdf(made: Paper) -> HttpResponse:
    """The bytes, under a name that says nothing."""
    return HttpResponse(
        made.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
    )
