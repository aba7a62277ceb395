# SPDX-License-Identifier: Apache-2.0
"""The page of the signs as it is shown: what happened, the picture that builds up, the steps in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.words import explain_in_words, question_in_words, together_in_words
from leeward.papers.check_words import PHASE_NAMES, SAFE_DEVICE, WAITS, noticed_in_words, who_in_words
from leeward.papers.dates import iso_in_words
from leeward.papers.facts import confidence_in_words
from leeward.planning.check_finds import signs_of_find
from leeward.planning.checks import PHASES, CheckList, CheckStep, ChosenCheck, Phase, checks_of
from leeward.practice.book import book
from leeward.practice.library.addresses import Leaf, address_of
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_form import PostedSigns
from leeward.practice.visits.how_signs import SignSaid
from leeward.terms.text import Language

GROUPS = {
    "location": _("They know where I am, or was"),
    "content": _("They know my messages, photos or talks"),
    "account": _("Something is odd with my accounts"),
    "device": _("My phone or computer acts strangely"),
    "home": _("Something happens at home"),
    "contact": _("Messages, calls and visits that I do not want"),
    "images": _("Pictures, videos and voices"),
    "people": _("The people around me"),
    "everyday": _("It could be chance"),
}
"""The families of signs, in the words a client would use; one that has no name here stands last."""
MOST_SHOWN = 5
MOST_EVERYDAY = 3
AFTER_DECIDING: frozenset[Phase] = frozenset({"look-noticed", "act"})
SAID_BY_NAME: frozenset[Phase] = frozenset({"people", "look"})
"""Phases of talks, and of looks that are not likely to be noticed: it need not stand at every step."""
STROKES = 6
"""More strokes than this say no more than the words beside them."""


@dataclass(frozen=True, slots=True)
class SignShown:
    """One sign. `number`: for addresses on the page. `source`: where it was found; empty: in the talk."""

    id: str
    number: int
    text: str
    follow_up: str
    said: SignSaid
    on: str
    source: str
    is_danger: bool


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Signs of one kind. `told`: how many were answered."""

    id: str
    label: str
    signs: tuple[SignShown, ...]
    told: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class NextShown:
    """The question whose answer would change the picture most."""

    sign: SignShown
    why: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One mark of a tally: `kind` is fits, against or open; `x`: where it stands."""

    kind: str
    x: int


@dataclass(frozen=True, slots=True)
class PossibilityShown:
    """One possibility in sentences. `checks`: the keys of its steps, to put on the plan at one tap."""

    id: str
    name: str
    fits: str
    less: str
    open: str
    otherwise: str
    strokes: tuple[Stroke, ...]
    width: int
    fact: FactShown
    is_on_plan: bool
    may_plan: bool

    @property
    def leaf(self) -> str:
        """Its page in the Library."""
        return address_of(Leaf("mechanism", self.id))


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step.

    `after`: numbers of the steps that keep its proof. `why`: the possibilities it belongs to. `notice` is
    empty where the name of the phase says it. `seen`: id and words of signs that a find may have been.
    """

    key: str
    number: int
    text: str
    who: str
    device: str
    notice: str
    notice_level: str
    waits: str
    after: tuple[int, ...]
    why: tuple[str, ...]
    signs: tuple[str, ...]
    fact: FactShown
    is_check: bool
    outcome: str
    is_on_plan: bool
    is_chosen: bool = True
    seen: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """The steps of one phase."""

    id: Phase
    label: str
    steps: tuple[StepShown, ...]

    @property
    def waits(self) -> bool:
        """It may stay folded: all of it waits, or it comes after the decision and a part of it does."""
        waiting = [bool(step.waits) for step in self.steps]
        return any(waiting) if self.id in AFTER_DECIDING else bool(waiting) and all(waiting)

    @property
    def may_fold(self) -> bool:
        """It may stay folded while a danger is up: only people and the decision stand open then."""
        return self.id not in ("people", "decide")

    @property
    def is_begun(self) -> bool:
        """Something of it is on the plan: it stays open."""
        return any(step.is_on_plan for step in self.steps)


@dataclass(frozen=True, slots=True)
class HowTeller:
    """Signs, possibilities and steps in the language of the page. `today`: the day of the visit."""

    chain: Chain
    language: Language

    @property
    def today(self) -> date | None:
        """The day of the visit."""
        return self.chain.answers.context.today

    # --- signs -----------------------------------------------------------------------------------

    def groups(
        self, said: Mapping[str, SignSaid], posted: PostedSigns | None, open_group: str
    ) -> tuple[GroupShown, ...]:
        """Every sign, by what happened; a group with answers that wait for saving is open."""
        families = [*GROUPS, *(one.family for one in book().signs if one.family not in GROUPS)]
        found = []
        for family in dict.fromkeys(families):
            signs = [
                self.sign(one.id, number, said, posted)
                for number, one in enumerate(book().signs)
                if one.family == family
            ]
            told = sum(bool(one.said.answer) for one in signs)
            waits = posted is not None and any(one.id in posted.open_signs for one in signs)
            label = str(GROUPS.get(family, family))
            if signs:
                found.append(GroupShown(family, label, tuple(signs), told, family == open_group or waits))
        return tuple(found)

    def told(self, said: Mapping[str, SignSaid]) -> tuple[SignShown, ...]:
        """What was answered so far: yes first, then not sure, then no."""
        order = ("reported", "unsure", "denied")
        signs = [self.sign(one.id, number, said, None) for number, one in enumerate(book().signs)]
        answered = [one for one in signs if one.said.answer]
        return tuple(sorted(answered, key=lambda one: order.index(one.said.answer)))

    def ask_next(self, said: Mapping[str, SignSaid]) -> NextShown | None:
        """The first of the open questions that nobody has answered with "not sure"."""
        numbers = {one.id: number for number, one in enumerate(book().signs)}
        for question in self.chain.picture.differential.questions:
            if not said.get(question.sign, SignSaid()).answer:
                asked = question_in_words(question, book(), self.language)
                return NextShown(self.sign(question.sign, numbers[question.sign], said, None), asked.why)
        return None

    def sign(
        self, id: str, number: int, said: Mapping[str, SignSaid], posted: PostedSigns | None
    ) -> SignShown:
        """One sign with what was said of it, or typed."""
        sign = book().sign(id)
        saved = said.get(id, SignSaid())
        typed = posted.typed.get(id) if posted is not None else None
        one = SignSaid(typed.answer, typed.how, saved.on, saved.source) if typed else saved
        return SignShown(
            id,
            number,
            sign.text.said_in(self.language),
            sign.follow_up.said_in(self.language),
            one,
            iso_in_words(one.on, self.language) if one.on else "",
            _source_in_words(one.source),
            sign.danger,
        )

    # --- the picture -----------------------------------------------------------------------------

    def possibilities(self, chosen: frozenset[str]) -> tuple[PossibilityShown, ...]:
        """The leading possibilities, best supported first."""
        return tuple(
            self._possibility(one, chosen) for one in self.chain.picture.differential.mechanisms[:MOST_SHOWN]
        )

    def everyday(self) -> tuple[PossibilityShown, ...]:
        """Everyday causes that would fit too."""
        shown = self.chain.picture.differential.other_explanations[:MOST_EVERYDAY]
        return tuple(self._possibility(one, frozenset()) for one in shown)

    def together(self) -> tuple[str, ...]:
        """The smallest sets that explain all of it, where it takes more than one."""
        sets = self.chain.picture.differential.together
        return tuple(together_in_words(one, book(), self.language) for one in sets if len(one.mechanisms) > 1)

    def _possibility(self, one: RankedMechanism, chosen: frozenset[str]) -> PossibilityShown:
        said = explain_in_words(one, self.chain.picture.differential, book(), self.language)
        strokes = [
            *("fits" for _sign in one.speaks_for),
            *("against" for _sign in (*one.speaks_against, *one.denied)),
            *("open" for _sign in one.missing),
        ][:STROKES]
        mechanism = book().mechanism(one.id)
        checks = set(checks_of(one.id, book()))
        return PossibilityShown(
            one.id,
            said.name,
            said.fits,
            said.fits_less,
            said.not_asked,
            said.otherwise,
            tuple(Stroke(kind, 6 + 12 * at) for at, kind in enumerate(strokes)),
            12 * len(strokes) + 8,
            fact_of(mechanism, "mechanism", self.language, self.today),
            bool(checks) and checks <= chosen,
            one.id in self.chain.check_list.mechanisms,
        )

    # --- the steps -------------------------------------------------------------------------------

    def phases(self, made: CheckList) -> tuple[PhaseShown, ...]:
        """The sequence by phase, numbered through; phases without a step are left out, but the decision."""
        numbers = {step.key: at for at, step in enumerate(made.steps, start=1)}
        found = []
        for phase in PHASES:
            steps = tuple(
                self._step(step, numbers, bool(made.settled.chosen.intersection(step.keys)))
                for step in made.of_phase(phase)
            )
            if steps or (phase == "decide" and made.steps):
                found.append(PhaseShown(phase, PHASE_NAMES[phase].said_in(self.language), steps))
        return tuple(found)

    def on_plan(self, chosen: tuple[ChosenCheck, ...]) -> tuple[PhaseShown, ...]:
        """The steps of the plan by phase, numbered through."""
        numbers = {one.step.key: at for at, one in enumerate(chosen, start=1)}
        by_phase = {phase: [one for one in chosen if one.step.phase == phase] for phase in PHASES}
        return tuple(
            PhaseShown(
                phase,
                PHASE_NAMES[phase].said_in(self.language),
                tuple(self._step(one.step, numbers, True, is_chosen=one.chosen) for one in steps),
            )
            for phase, steps in by_phase.items()
            if steps
        )

    def _step(
        self, step: CheckStep, numbers: Mapping[str, int], is_on_plan: bool, *, is_chosen: bool = True
    ) -> StepShown:
        mechanisms = [book().mechanism(one) for one in step.mechanisms]
        return StepShown(
            step.key,
            numbers[step.key],
            step.text.said_in(self.language),
            who_in_words(step, self.language),
            SAFE_DEVICE.said_in(self.language) if step.safe_device_needed else "",
            noticed_in_words(step, self.language)
            if step.notice != "no" or step.phase not in SAID_BY_NAME
            else "",
            step.notice,
            WAITS[step.waits].said_in(self.language),
            tuple(numbers[key] for key in step.keep_first if key in numbers),
            tuple(one.name.said_in(self.language) for one in mechanisms),
            tuple(
                book().sign(one.ref).text.said_in(self.language) for one in step.because if one.kind == "sign"
            ),
            replace(
                fact_of(mechanisms[0], "mechanism", self.language, self.today),
                is_sure=step.confidence == "confirmed",
                says=confidence_in_words(step.confidence, self.language),
            ),
            step.kind == "check",
            step.outcome,
            is_on_plan,
            is_chosen,
            self._seen(step) if step.outcome == "found" else (),
        )

    def _seen(self, step: CheckStep) -> tuple[tuple[str, str], ...]:
        """The signs that a find may have been, in the language of the page."""
        ids = signs_of_find(step, self.chain.picture.differential.reported, book())
        return tuple((id, book().sign(id).text.said_in(self.language)) for id in ids)


def _source_in_words(source: str) -> str:
    """Where a sign was found, where that was not in the talk itself."""
    kind, _colon, platform = source.partition(":")
    names = {"check-up": _("account check-up"), "message": _("a message"), "apps": _("a list of apps")}
    if kind not in names:
        return ""
    known = {one.id: one.name for one in book().platforms}
    return f"{names[kind]}: {known[platform]}" if platform in known else str(names[kind])
