# SPDX-License-Identifier: Apache-2.0
"""The steps of the leading possibilities as one sequence, safest first.

    made = check_list(leading, picture, settled, catalogue)
    made.steps        # people, proof, looking unseen, deciding, looking that may be noticed, acting, later

Nothing that the person doing this may notice is open before client and MHP agreed that they may know, and
nothing is changed before its proof is kept. A step that two possibilities share stands once, with both as
its reasons, and is as careful as the more careful of them. The order is a pure function of the picture and
what was settled: it is worked out each time and never stored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, get_args

import msgspec

from leeward.formulation import Picture
from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.rounds import Outcome
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Check, Mechanism, Noticeable, Response
from leeward.planning.noticing import OFF_SCREEN, SeenHow, Watch, seen_how, watch_of
from leeward.terms.because import Because, together
from leeward.terms.source import Confidence
from leeward.terms.text import Text

Kind = Literal["people", "document", "check", "plan", "act", "follow-up"]
Phase = Literal["people", "keep", "look", "decide", "look-noticed", "act", "later"]
PHASES: tuple[Phase, ...] = get_args(Phase)
_PHASE_OF: Mapping[str, Phase] = {"people": "people", "plan": "decide", "act": "act", "follow-up": "later"}
Who = Literal["client", "MHP-with-client", "tech-clinic", "law-enforcement"]
MayKnow = Literal["yes", "no", "not-yet", ""]
Custody = Literal["may", "may-not", "unclear", ""]
Waits = Literal["", "may-know", "custody"]
MOST_LEADING = 3
NOTICED_LEAST: tuple[Noticeable, ...] = ("no", "maybe", "yes")
SUREST: tuple[Confidence, ...] = get_args(Confidence)
OF_OTHERS_TOO = frozenset(
    {
        "childs-device-or-console",
        "child-as-relay",
        "household-accounts",
        "old-or-shared-device",
        "school-work-systems",
        "tracker-in-toy",
    }
)
"""What these look at may belong to a child, or to somebody else too: whose it is comes first."""
OPENED = frozenset({"account", "device", "tracker"})
"""For a client under 18 the accounts and devices themselves may be a parent's by law or by contract."""
SEES_THE_SCREEN = frozenset(
    {
        "browser-watch",
        "keylogger",
        "managed-profile-jailbreak",
        "phone-looked-through",
        "remote-access",
        "stalkerware-android",
    }
)
"""While one of these is possible, what the client looks up on their own device may be seen as it happens."""


class Settled(msgspec.Struct, frozen=True):
    """What client and MHP settled so far. Keys of steps as in `CheckStep.key`.

    `may_know`: whether the person doing this may notice. `custody`: whether they may look at a child's or a
    shared device. Empty: not talked about.
    """

    may_know: MayKnow = ""
    custody: Custody = ""
    chosen: frozenset[str] = frozenset()
    outcomes: Mapping[str, Outcome] = {}


NOTHING_SETTLED = Settled()


class CheckStep(msgspec.Struct, frozen=True):
    """One step.

    `key`: `k:<mechanism>:<order>` for a check, `r:<mechanism>:<order>` for an answer to it. `same_as`: the
    keys of the same step in other mechanisms. `keep_first`: keys of the steps that keep its proof.
    `waits`: what has to be settled before it is open; empty: it is open now. `seen`: why a look may be
    noticed here that elsewhere is quiet.
    """

    key: str
    same_as: tuple[str, ...]
    kind: Kind
    text: Text
    who: Who
    safe_device_needed: bool
    notice: Noticeable
    because: tuple[Because, ...]
    confidence: Confidence
    answers_now: bool = False
    waits: Waits = ""
    keep_first: tuple[str, ...] = ()
    outcome: Outcome = ""
    seen: SeenHow = ""

    @property
    def phase(self) -> Phase:
        """Where it stands. What may be noticed stands behind the decision, keeping proof too."""
        if self.kind == "document":
            return "keep" if self.notice == "no" else "look-noticed"
        if self.kind == "check":
            return "look" if self.notice == "no" else "look-noticed"
        return _PHASE_OF[self.kind]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key under which this step is chosen."""
        return (self.key, *self.same_as)

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """The possibilities it is a step of."""
        return tuple(one.ref for one in self.because if one.kind == "mechanism")


class CheckList(msgspec.Struct, frozen=True):
    """`steps` in order. `people_first`: a danger is up, or a sign that is one: nothing technical leads."""

    mechanisms: tuple[str, ...]
    steps: tuple[CheckStep, ...]
    settled: Settled
    people_first: bool
    asks_custody: bool

    def of_phase(self, phase: Phase) -> tuple[CheckStep, ...]:
        """The steps of one phase, in order."""
        return tuple(step for step in self.steps if step.phase == phase)


class ChosenCheck(msgspec.Struct, frozen=True):
    """A step of the plan. `chosen`: otherwise it is here because a chosen one needs it first."""

    step: CheckStep
    chosen: bool


def leading_of(picture: Picture) -> tuple[str, ...]:
    """The possibilities whose steps are offered: the first few, never an everyday cause."""
    return tuple(one.id for one in picture.differential.mechanisms[:MOST_LEADING])


def check_list(
    mechanisms: Sequence[str], picture: Picture, settled: Settled, catalogue: Catalogue
) -> CheckList:
    """The steps of `mechanisms`, best-supported first, as one sequence."""
    ids = tuple(dict.fromkeys(mechanisms))
    is_young = picture.findings.answers.is_young
    ranked = {one.id: one for one in picture.differential.mechanisms}
    sight = _Sight(not SEES_THE_SCREEN.isdisjoint((*ids, *leading_of(picture))), watch_of(picture, catalogue))
    merged: dict[tuple[str, str], CheckStep] = {}
    for id in ids:
        for step in _steps(catalogue.mechanism(id), ranked.get(id), is_young, sight):
            name = (step.kind, step.text.en)
            merged[name] = _together(merged[name], step) if name in merged else step
    ordered = sorted(merged.values(), key=lambda step: _place(step, ids))
    whose = _whose_comes_first(ids, catalogue, is_young=is_young)
    return CheckList(
        mechanisms=ids,
        steps=tuple(_settle(step, ordered, settled, whose) for step in ordered),
        settled=settled,
        people_first=bool(picture.danger) or _is_danger_told(picture, catalogue),
        asks_custody=is_young or bool(whose),
    )


def chosen_checks(made: CheckList) -> tuple[ChosenCheck, ...]:
    """What was put on the plan, with what it needs first: its proof, and the talks before a change."""
    chosen = [step for step in made.steps if made.settled.chosen.intersection(step.keys)]
    needed = {
        before.key
        for step in chosen
        for before in made.steps
        if before.kind in _NEEDED[step.phase]
        if set(before.mechanisms) & set(step.mechanisms)
    }
    keys = {step.key for step in chosen}
    return tuple(ChosenCheck(step, step.key in keys) for step in made.steps if step.key in keys | needed)


_NEEDED: Mapping[Phase, frozenset[Kind]] = {
    "people": frozenset(),
    "keep": frozenset({"people"}),
    "look": frozenset({"people"}),
    "decide": frozenset({"people"}),
    "look-noticed": frozenset({"document", "people"}),
    "act": frozenset({"document", "people"}),
    "later": frozenset({"people"}),
}
"""Kinds of the same possibility that come along with a chosen step of a phase: people always, and first."""


def mechanisms_chosen(chosen: Collection[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The mechanisms that chosen steps belong to, in the order of the catalogue; unknown ones are left."""
    named = {key.split(":")[1] for key in chosen if key.count(":") == 2}
    return tuple(one.id for one in catalogue.mechanisms if one.id in named)


def checks_of(mechanism_id: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The keys of the checks of one mechanism, in their order."""
    return tuple(f"k:{mechanism_id}:{one.order}" for one in catalogue.mechanism(mechanism_id).how_to_check)


def outcomes_by_check(outcomes: Mapping[str, Outcome]) -> dict[tuple[str, int], Outcome]:
    """What came of the checks, as `formulation.rounds` reads it."""
    parts = {key: key.split(":") for key in outcomes}
    return {
        (part[1], int(part[2])): outcomes[key]
        for key, part in parts.items()
        if len(part) == 3 and part[0] == "k" and part[2].isdecimal()
    }


# --- the steps of one mechanism ---------------------------------------------------------------------


class _Sight(msgspec.Struct, frozen=True):
    """Who may see a look: `is_screen_seen`: as it happens, by what is looked for; `watch`: after all told."""

    is_screen_seen: bool
    watch: Watch


def _steps(
    mechanism: Mechanism, ranked: RankedMechanism | None, is_young: bool, sight: _Sight
) -> list[CheckStep]:
    """Every check and every answer of a mechanism that is for this age, in its own order."""
    because = (
        Because("mechanism", mechanism.id),
        *(Because("sign", sign) for sign in (ranked.speaks_for if ranked else ())),
    )
    return [
        *(
            _check(one, mechanism, because, sight)
            for one in mechanism.how_to_check
            if is_young or not one.for_age
        ),
        *(
            _response(one, mechanism, because)
            for one in mechanism.how_to_respond
            if is_young or not one.for_age
        ),
    ]


def _check(check: Check, mechanism: Mechanism, because: tuple[Because, ...], sight: _Sight) -> CheckStep:
    """A look. What is looked up on a screen that may be watched may be noticed, however quiet it is."""
    on_own_screen = (
        check.who == "client" and not check.safe_device_needed and mechanism.family not in OFF_SCREEN
    )
    seen = seen_how(check, mechanism, sight.watch) if check.tips_off == "no" else ""
    is_seen = bool(seen) or (sight.is_screen_seen and on_own_screen and check.tips_off == "no")
    return CheckStep(
        key=f"k:{mechanism.id}:{check.order}",
        same_as=(),
        kind="check",
        text=check.text,
        who=check.who,
        safe_device_needed=check.safe_device_needed,
        notice="maybe" if is_seen else check.tips_off,
        because=because,
        confidence=mechanism.steps_confidence,
        seen=seen,
    )


def _response(response: Response, mechanism: Mechanism, because: tuple[Because, ...]) -> CheckStep:
    """An answer. What changes something on a watched account wants the device that its checks want."""
    kind = _kind_of(response, mechanism)
    on_safe_device = any(check.safe_device_needed for check in mechanism.how_to_check)
    return CheckStep(
        key=f"r:{mechanism.id}:{response.order}",
        same_as=(),
        kind=kind,
        text=response.text,
        who="client" if kind in ("document", "act") else "MHP-with-client",
        safe_device_needed=on_safe_device and response.person_may_notice != "no" and not response.no_device,
        notice=response.person_may_notice,
        because=because,
        confidence=mechanism.steps_confidence,
        answers_now=response.answers_now,
    )


def _kind_of(response: Response, mechanism: Mechanism) -> Kind:
    """A talk before the first change is about people; one that comes later helps to decide."""
    first_act = min((one.order for one in mechanism.how_to_respond if _changes(one)), default=None)
    is_before = first_act is None or response.order < first_act
    if response.answers_now or (response.kind == "plan" and is_before):
        return "people"
    return response.kind


def _changes(response: Response) -> bool:
    return response.kind == "act" and not response.answers_now


def _together(one: CheckStep, other: CheckStep) -> CheckStep:
    """One step for two reasons, as careful as the more careful of them."""
    return msgspec.structs.replace(
        one,
        same_as=(*one.same_as, *other.keys),
        safe_device_needed=one.safe_device_needed or other.safe_device_needed,
        notice=max(one.notice, other.notice, key=NOTICED_LEAST.index),
        because=together(one.because, other.because),
        confidence=max(one.confidence, other.confidence, key=SUREST.index),
        seen=one.seen or other.seen,
    )


# --- the sequence -----------------------------------------------------------------------------------


def _place(step: CheckStep, ids: Sequence[str]) -> tuple[object, ...]:
    """Sort key: the phase; there help for today, then proof, then what is noticed least; then as supported.

    What changes something keeps the order of its possibility: its steps rest on each other.
    """
    mechanism, order = step.key.split(":")[1:]
    return (
        PHASES.index(step.phase),
        not step.answers_now,
        step.kind != "document",
        0 if step.kind == "act" else NOTICED_LEAST.index(step.notice),
        ids.index(mechanism),
        int(order),
    )


def _settle(
    step: CheckStep, ordered: Sequence[CheckStep], settled: Settled, whose: frozenset[str]
) -> CheckStep:
    """The step with what it waits for, what keeps its proof, and what came of it."""
    own = set(step.mechanisms)
    keeps = [one.key for one in ordered if one.kind == "document" and own.intersection(one.mechanisms)]
    return msgspec.structs.replace(
        step,
        waits=_waits(step, settled, whose),
        keep_first=tuple(keeps) if step.phase in ("look-noticed", "act") and step.kind != "document" else (),
        outcome=next((settled.outcomes[key] for key in step.keys if settled.outcomes.get(key)), ""),
    )


def _waits(step: CheckStep, settled: Settled, whose: frozenset[str]) -> Waits:
    """Whose device it is comes before everything that touches it; then whether the person may know."""
    if step.kind == "people":
        return ""
    touches = step.kind in ("check", "act") and not whose.isdisjoint(step.mechanisms)
    if touches and settled.custody != "may":
        return "custody"
    return "may-know" if step.notice != "no" and settled.may_know != "yes" else ""


def _whose_comes_first(ids: Sequence[str], catalogue: Catalogue, *, is_young: bool) -> frozenset[str]:
    """The mechanisms whose checks may touch what is not the client's alone to open."""
    return frozenset(
        id for id in ids if id in OF_OTHERS_TOO or (is_young and catalogue.mechanism(id).family in OPENED)
    )


def _is_danger_told(picture: Picture, catalogue: Catalogue) -> bool:
    """Whether a reported sign is a danger in itself, also one that nothing explains."""
    return any(catalogue.sign(sign).danger for sign in picture.differential.reported)
