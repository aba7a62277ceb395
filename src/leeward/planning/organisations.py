# SPDX-License-Identifier: Apache-2.0
"""Which organisations could act here by their own rules, why, and where the way through them differs.

    known = known_of(picture, catalogue)               # or what was said on a page, without a client
    for one in pathways_for(known, catalogue):         # every organisation, those that fit first
        one.organisation, one.because, one.cases, one.first_step

None is ever left out: what does not fit comes later, with no reason. Nothing here foresees what an
organisation will do.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from leeward.formulation import Picture
from leeward.knowledge import Catalogue
from leeward.knowledge.models.library import Platform
from leeward.knowledge.models.organisation import BroughtBy, Organisation, SpecialCase
from leeward.knowledge.models.vocabulary import AgeBand
from leeward.planning.fit import applier
from leeward.planning.place import FEDERAL, LawOfPlace, law_of
from leeward.screening import Answers
from leeward.screening.conditions import NOT_HELD, Facts, Held, hold
from leeward.screening.context import age_bands
from leeward.terms.because import Because, together
from leeward.terms.context import Context
from leeward.terms.text import Text

PLATFORM = "platform"
"""The organisation whose steps are those of each platform of the catalogue."""

_WEIGHTS = {"answers": 5, "relationship": 5, "leading": 4, "flags": 2, "scenarios": 2, "means": 1}
"""How much each kind of reason counts, once each. Most: what was said of this organisation itself, and who
is doing this; then the scenario that leads. Our own judgement."""


class Known(msgspec.Struct, frozen=True):
    """What is known of one client, or was said on a page."""

    answers: Answers
    flags: frozenset[str] = frozenset()
    scenarios: tuple[str, ...] = ()
    means: frozenset[str] = frozenset()

    @property
    def context(self) -> Context:
        """Age, place, and who is doing this."""
        return self.answers.context


class PathwayFit(msgspec.Struct, frozen=True):
    """One organisation. `cases`: where it goes another way for this client; `first_step` follows them.

    `because`: why it stands among those that fit; empty: nothing brings it forward. `in_vain`: it was told
    already, and that did not help.
    """

    organisation: Organisation
    because: tuple[Because, ...]
    cases: tuple[SpecialCase, ...]
    first_step: Text
    in_vain: bool

    @property
    def fits(self) -> bool:
        """Whether something known of the client brings it forward."""
        return bool(self.because)


def known_of(picture: Picture, catalogue: Catalogue) -> Known:
    """What a visit says."""
    findings = picture.findings
    return Known(
        answers=findings.answers,
        flags=findings.flag_ids,
        scenarios=tuple(one.id for one in picture.scenarios),
        means=frozenset(findings.means_with_broader(catalogue)),
    )


def known_by_hand(catalogue: Catalogue, **said: str | int | None) -> Known:
    """What was said on a page without a client; see `corrected`."""
    nobody = Known(Answers(voice="clinician", language="en", context=Context(), given={}))
    return corrected(nobody, catalogue, **said)


def corrected(known: Known, catalogue: Catalogue, **said: str | int | None) -> Known:
    """The same, with what was said on the page in place of it: `state`, `relationship`, `age` in years."""
    context = msgspec.structs.replace(known.context, **said)
    if "age" in said:
        bands = _bands(context.age, catalogue.vocabulary.ages)
        context = msgspec.structs.replace(context, age_bands=bands)
    return msgspec.structs.replace(known, answers=msgspec.structs.replace(known.answers, context=context))


def pathways_for(known: Known, catalogue: Catalogue) -> tuple[PathwayFit, ...]:
    """Every organisation: those that something brings forward, the strongest first, then the others."""
    weighed = [(_weigh(one, known, catalogue), one) for one in catalogue.organisations]
    ordered = sorted(weighed, key=lambda pair: -pair[0][0])
    return tuple(_fit(one, because, known, catalogue) for (_, because), one in ordered)


def law_behind(organisation: Organisation, state: str | None, catalogue: Catalogue) -> tuple[LawOfPlace, ...]:
    """The law it rests on: that of the client's place by kind, then the federal provisions it names."""
    places = []
    if state is not None and organisation.legal_kinds:
        places.append(law_of(catalogue.jurisdiction(state), kinds=frozenset(organisation.legal_kinds)))
    named = [*organisation.law, *(law for right in organisation.rights for law in right.law)]
    found = [catalogue.provisions[law] for law in dict.fromkeys(named)]
    federal = tuple(provision for place, provision in found if place.jurisdiction == FEDERAL)
    if federal:
        places.append(LawOfPlace(catalogue.jurisdiction(FEDERAL), federal))
    return tuple(places)


def platforms_in_order(used: Iterable[str], catalogue: Catalogue) -> tuple[Platform, ...]:
    """Every platform, those the client uses before the others."""
    named = set(used)
    return tuple(sorted(catalogue.platforms, key=lambda one: one.id not in named))


def _bands(age: int | None, bands: tuple[AgeBand, ...]) -> frozenset[str]:
    return age_bands(age, bands) if age is not None else frozenset()


def _weigh(one: Organisation, known: Known, catalogue: Catalogue) -> tuple[int, tuple[Because, ...]]:
    by, context = one.brought_by, known.context
    if by.ages and context.age_bands and not context.age_bands.intersection(by.ages):
        return 0, ()
    facts = _facts(known)
    who = context.relationship
    reasons = {
        "answers": together(*(hold(condition, facts).because for condition in by.answers)),
        "relationship": (Because("context", "relationship", who),) if who in by.relationships else (),
        "flags": tuple(
            Because("flag", name) for name in sorted(catalogue.flags_named(by.flags) & known.flags)
        ),
        "leading": _scenarios(known.scenarios[:1], by),
        "scenarios": _scenarios(known.scenarios[1:], by),
        "means": tuple(Because("answer", "means", name) for name in by.means if name in known.means),
    }
    weight = sum(_WEIGHTS[kind] for kind, found in reasons.items() if found)
    return weight, together(*reasons.values())


def _scenarios(found: Iterable[str], by: BroughtBy) -> tuple[Because, ...]:
    return tuple(Because("scenario", name) for name in found if name in by.scenarios)


def _fit(one: Organisation, because: tuple[Because, ...], known: Known, catalogue: Catalogue) -> PathwayFit:
    applies = applier(known.flags, known.context, known.scenarios, catalogue)
    cases = tuple(case for case in one.special if applies(case))
    own_words = next((case.first_step for case in cases if case.first_step is not None), one.first_step)
    in_vain = one.in_vain is not None and hold(one.in_vain, _facts(known)).holds
    return PathwayFit(one, because, cases, own_words, in_vain)


def _facts(known: Known) -> Facts:
    """What conditions of content look at; no organisation asks for the band of an instrument."""
    return Facts(known.answers, {}, lambda name: _up(name, known))


def _up(name: str, known: Known) -> Held:
    return Held(True, (Because("flag", name),)) if name in known.flags else NOT_HELD
