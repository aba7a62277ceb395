# SPDX-License-Identifier: Apache-2.0
"""Which options fit, which are held back, and what stands in for those.

An option is held back only where showing it does harm, and then its substitute is shown: nobody
loses help because of a danger. What is not known (who it is, which state) never hides an option.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

import msgspec

from leeward.formulation import Picture
from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import HiddenWhen, Option, When
from leeward.terms.because import Because
from leeward.terms.context import Context
from leeward.terms.text import Text


class Situation(msgspec.Struct, frozen=True):
    """What options are matched against. Each soft fact carries the reason it is known by."""

    context: Context
    flags: frozenset[str]
    means: Mapping[str, Because]
    scenarios: Mapping[str, Because]
    mechanisms: Mapping[str, Because]
    features: frozenset[str] | None
    show_first: tuple[str, ...]


class Fit(msgspec.Struct, frozen=True):
    """Whether an option fits and why. `held_back`: the rule that hides it, if any."""

    fits: bool
    because: tuple[Because, ...]
    held_back: HiddenWhen | None
    cautions: tuple[Text, ...]


def situation_of(picture: Picture, features: frozenset[str] | None, catalogue: Catalogue) -> Situation:
    """What the board looks at. `features`: what the state's law offers; None when no state is known."""
    findings = picture.findings
    scenarios = {one.id: Because("scenario", one.id) for one in picture.scenarios}
    means = {
        means: Because("answer", "means", means) for means in sorted(findings.means_with_broader(catalogue))
    }
    mechanisms: dict[str, Because] = {}
    for one in picture.scenarios:
        for mechanism_id in catalogue.scenario(one.id).typical_mechanisms:
            mechanisms.setdefault(mechanism_id, Because("scenario", one.id, mechanism_id))
    for ranked in (*picture.differential.mechanisms, *picture.differential.other_explanations):
        mechanisms[ranked.id] = Because("mechanism", ranked.id)
    show_first = [option for one in picture.scenarios for option in catalogue.scenario(one.id).show_first]
    return Situation(
        context=findings.answers.context,
        flags=findings.flag_ids,
        means=means,
        scenarios=scenarios,
        mechanisms=mechanisms,
        features=features,
        show_first=tuple(dict.fromkeys(show_first)),
    )


def fit_option(option: Option, situation: Situation, catalogue: Catalogue) -> Fit:
    """Matches one option against the situation."""
    applying = applier(situation.flags, situation.context, situation.scenarios, catalogue)
    held = next((rule for rule in option.hidden_when if applying(rule)), None)
    cautions = tuple(rule.text for rule in option.caution_when if applying(rule))
    if not _hard_match(option, situation):
        return Fit(False, (), held, cautions)
    because = _soft_reasons(option, situation, catalogue)
    wanted = option.shown_when
    is_soft = bool(wanted.scenarios or wanted.means or wanted.mechanisms or wanted.flags)
    only_for_flags = bool(wanted.flags) and not (wanted.scenarios or wanted.means or wanted.mechanisms)
    if option.id in situation.show_first and not (only_for_flags and not because):
        because = (*because, *(_shown_first_by(option.id, situation, catalogue)))
        return Fit(True, tuple(dict.fromkeys(because)), held, cautions)
    if is_soft and not because:
        return Fit(False, (), held, cautions)
    return Fit(True, because or (Because("rule", "fits-anyone"),), held, cautions)


def _hard_match(option: Option, situation: Situation) -> bool:
    wanted, context = option.shown_when, situation.context
    if wanted.relationship and context.relationship is not None:
        if context.relationship not in wanted.relationship:
            return False
    if wanted.age:
        if context.age_bands and not context.age_bands.intersection(wanted.age):
            return False
        if not context.age_bands and not set(wanted.age) & {"adult", "young-adult", "older-adult"}:
            return False
    if wanted.jurisdiction and situation.features is not None:
        return situation.features.issuperset(wanted.jurisdiction)
    return True


def _soft_reasons(option: Option, situation: Situation, catalogue: Catalogue) -> tuple[Because, ...]:
    wanted = option.shown_when
    flags = sorted(catalogue.flags_named(wanted.flags) & situation.flags)
    return (
        *(Because("flag", flag) for flag in flags),
        *(situation.scenarios[name] for name in wanted.scenarios if name in situation.scenarios),
        *(situation.means[name] for name in wanted.means if name in situation.means),
        *(situation.mechanisms[name] for name in wanted.mechanisms if name in situation.mechanisms),
    )


def _shown_first_by(option_id: str, situation: Situation, catalogue: Catalogue) -> tuple[Because, ...]:
    return tuple(
        because
        for scenario_id, because in situation.scenarios.items()
        if option_id in catalogue.scenario(scenario_id).show_first
    )


def applier(
    flags: frozenset[str], context: Context, scenarios: Container[str], catalogue: Catalogue
) -> Callable[[When], bool]:
    """Tells whether a rule of content holds where these flags are up and these scenarios were found."""

    def applies(rule: When) -> bool:
        return (
            bool(catalogue.flags_named(rule.flags) & flags)
            or (context.relationship is not None and context.relationship in rule.relationship)
            or bool(context.age_bands.intersection(rule.age))
            or any(name in scenarios for name in rule.scenarios)
        )

    return applies
