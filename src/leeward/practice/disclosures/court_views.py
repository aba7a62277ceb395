# SPDX-License-Identifier: Apache-2.0
"""Court papers: what to do, in order, kept with the case; and holds, set at once and lifted by two people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.accounts import lost_passphrase
from leeward.practice.audit.services import require_allowed
from leeward.practice.cases.services import ChangedMeanwhile, require_reach
from leeward.practice.disclosures import holds
from leeward.practice.disclosures.court import note_court_paper, see_court_paper
from leeward.practice.disclosures.forms import CourtForm, HoldForm, LiftForm
from leeward.practice.disclosures.matters import matters_shown, privilege_of
from leeward.practice.disclosures.pages import NOT_SAVED, case_page, once_of
from leeward.practice.disclosures.values import CourtWords, HoldWords
from leeward.practice.first_run.forms import ProofForm
from leeward.practice.visits.pages import page_language
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action
from leeward.stewardship.hold import HoldState, NotLifted
from leeward.vault.faults import WrongKey

MATTERS, STEPS = "court", "steps"
NOTES = ("came", "due", "counsel", "present")
OTHER_PARTS = ("protected", "weakens", "opens")


@require_GET
def court_help(request: HttpRequest) -> HttpResponse:
    """The same words without a case: to read before one comes."""
    require_allowed(request.user.actor(), Action.READ_COURT_HELP)
    return render(request, "practice/release_court_help.html", _matters())


def _matters() -> dict[str, object]:
    language = page_language()
    parts = {part: matters_shown(MATTERS, language, part=part) for part in OTHER_PARTS}
    return {
        "first": matters_shown(MATTERS, language, part="first"),
        "steps": matters_shown(MATTERS, language, part=STEPS),
        **parts,
        "privilege": privilege_of(practice_states(), language),
    }


@require_http_methods(["GET", "POST"])
def court(request: HttpRequest, case_id: str) -> HttpResponse:
    """The checklist of this case."""
    if request.method == "GET":
        return _court_page(request, case_id, see_court_paper(request.user, case_id))
    require_reach(request.user, case_id, Action.NOTE_COURT_PAPER)
    form = CourtForm(request.POST, steps=_steps())
    if not form.is_valid():
        return _court_page(request, case_id, see_court_paper(request.user, case_id), form=form, status=422)
    said = form.cleaned_data
    notes = {name: said[name] for name in NOTES}
    try:
        note_court_paper(request.user, case_id, said["done"], notes, seen=said["seen"] or 0)
    except ChangedMeanwhile:
        now = see_court_paper(request.user, case_id)
        form.data = {**request.POST.dict(), "done": request.POST.getlist("done"), "seen": str(now.version)}
        return _court_page(request, case_id, now, form=form, changed_meanwhile=True, status=409)
    except NOT_SAVED:
        words = see_court_paper(request.user, case_id)
        return _court_page(request, case_id, words, form=form, fault="not-saved")
    return redirect("court", case_id=case_id)


def _steps() -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in matters_shown(MATTERS, page_language(), part=STEPS)]


def _court_page(
    request: HttpRequest,
    case_id: str,
    words: CourtWords,
    *,
    form: CourtForm | None = None,
    changed_meanwhile: bool = False,
    status: int = 200,
    fault: str = "",
) -> HttpResponse:
    initial = {**words.notes, "done": sorted(words.done), "seen": words.version}
    return case_page(
        request,
        case_id,
        "release_court",
        status=status,
        fault=fault,
        form=form or CourtForm(initial=initial, steps=_steps()),
        saved=words,
        changed_meanwhile=changed_meanwhile,
        is_held=any(one.hold.stands for one in holds.holds_of(request.user, case_id)),
        **_matters(),
    )


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, case_id: str) -> HttpResponse:
    """Whether one stands; a POST sets it."""
    if request.method == "GET":
        return _hold_page(request, case_id, HoldForm(initial={"once": once_of(request)}))
    require_reach(request.user, case_id, Action.SET_HOLD)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _hold_page(request, case_id, form, status=422)
    said = form.cleaned_data
    try:
        holds.set_hold(request.user, case_id, why=said["why"], since=said["since"], once=once_of(request))
    except NOT_SAVED:
        return _hold_page(request, case_id, form, fault="not-saved")
    return redirect("hold", case_id=case_id)


@require_POST
def hold_ask(request: HttpRequest, case_id: str, hold_id: str) -> HttpResponse:
    """Somebody wants it lifted."""
    require_reach(request.user, case_id, Action.ASK_TO_LIFT)
    form = LiftForm(request.POST)
    if not form.is_valid():
        return _hold_page(request, case_id, form, status=422)
    return _try(
        request, case_id, lambda: holds.ask(request.user, case_id, hold_id, form.cleaned_data["reason"])
    )


@require_POST
def hold_keep(request: HttpRequest, case_id: str, hold_id: str) -> HttpResponse:
    """The wish is taken back."""
    require_reach(request.user, case_id, Action.KEEP_HOLD)
    return _try(request, case_id, lambda: holds.take_back(request.user, case_id, hold_id))


@require_POST
def hold_lift(request: HttpRequest, case_id: str, hold_id: str) -> HttpResponse:
    """The second person lifts it; alone, the recovery paper does after three days."""
    require_reach(request.user, case_id, Action.LIFT_HOLD)
    if "row_1" not in request.POST:
        return _try(request, case_id, lambda: holds.lift_hold(request.user, case_id, hold_id))
    form = ProofForm(request.POST)
    if form.is_valid():
        try:
            is_right = lost_passphrase.code_of(form.text()) == lost_passphrase.check_code()
        except WrongKey as error:
            form.add_slip(error)
        else:
            return _try(
                request,
                case_id,
                lambda: holds.lift_hold(request.user, case_id, hold_id, has_paper=is_right),
            )
    return _hold_page(request, case_id, form, status=422)


def _try(request: HttpRequest, case_id: str, change: Callable[[], None]) -> HttpResponse:
    try:
        change()
    except NotLifted:
        text = _("The hold stands as it was: another person has to lift it, or three days have to pass.")
        return _hold_page(request, case_id, None, mistake=text, status=422)
    return redirect("hold", case_id=case_id)


def _hold_page(
    request: HttpRequest,
    case_id: str,
    form: HoldForm | LiftForm | ProofForm | None,
    *,
    mistake: str = "",
    status: int = 200,
    fault: str = "",
) -> HttpResponse:
    found = holds.holds_of(request.user, case_id)
    standing = next((one for one in found if one.hold.stands), None)
    return case_page(
        request,
        case_id,
        "release_hold",
        status=status,
        fault=fault,
        mistake=mistake,
        standing=standing,
        lifted=[one for one in found if not one.hold.stands],
        is_asked=_is_asked(standing),
        is_mine=standing is not None and standing.hold.asked_by == request.user.id,
        is_alone=not holds.others_than(request.user),
        opens_at=holds.opens_at(standing.hold) if standing else None,
        form=form,
        setting=form if isinstance(form, HoldForm) else HoldForm(initial={"once": once_of(request)}),
        asking=form if isinstance(form, LiftForm) else LiftForm(),
        paper=form if isinstance(form, ProofForm) else ProofForm(),
    )


def _is_asked(standing: HoldWords | None) -> bool:
    return standing is not None and standing.hold.state is HoldState.ASKED
