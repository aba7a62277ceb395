# SPDX-License-Identifier: Apache-2.0
"""Which help a case calls for first, and what is only for some: before state and language are looked at.

>>> sorted(called_for(["elder"], set()))
['elder']

A line for another state, a group nobody named or another age is not left out for that: it stands beside,
under its own heading. What nobody said of the client is never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from leeward.knowledge.models.option import Option
from leeward.knowledge.models.service import Service
from leeward.knowledge.models.vocabulary import SearchWord

Ways = tuple[str, ...]
"""One word somebody searched by, and other words for it."""

CRISIS = frozenset({"crisis"})
TECHNICAL = frozenset({"tech-safety", "privacy-removal", "stalking"})
"""Left out where the client may be the one doing it: nothing is told of how it is done."""
FOR_THEMSELVES = frozenset({"behavior-change", "suicide", "counselling"})
SUICIDE = "suicide"
"""Where it is among the needs, who answers that comes first."""
GROWN_UP_FROM, OLDER_FROM = 25, 60
FOR_THE_YOUNG = "minors"
ASKED_FOR_THE_YOUNG = frozenset({FOR_THE_YOUNG, "child-protection", "school"})
GROUPS: Mapping[str, tuple[str, ...]] = {
    "lgbtq": ("lgbtq", "trans "),
    "native": ("native", "indian"),
    "deaf": ("deaf",),
    "disability": ("disabilit",),
    "older": ("older",),
    "men": ("men,", "men and"),
    "immigrants": ("immigrant",),
    "military": ("veteran", "military", "service member"),
    "asian": ("asian",),
    "low-income": ("low income",),
    "public-life": ("journalist", "candidate"),
}
"""Groups somebody may say they belong to, by words in what a service says of whom it is for."""

SCENARIO_NEEDS: Mapping[str, frozenset[str]] = {
    "ex-partner-separation": frozenset({"domestic-violence"}),
    "coercive-control-together": frozenset({"domestic-violence"}),
    "teen-dating": frozenset({"domestic-violence"}),
    "known-person": frozenset({"stalking"}),
    "stranger-obsessed": frozenset({"stalking"}),
    "identity-bullying": frozenset({"hate-bias"}),
    "community-group": frozenset({"hate-bias"}),
    "image-extortion": frozenset({"image-abuse"}),
    "ncii": frozenset({"image-abuse"}),
    "doxxing": frozenset({"privacy-removal"}),
    "recreational-hacking": frozenset({"tech-safety"}),
    "burglary-recon": frozenset({"identity-theft"}),
    "academic": frozenset({"school"}),
    "family-parent": frozenset({"child-protection", "domestic-violence"}),
    "elder": frozenset({"elder"}),
}
FLAG_NEEDS: Mapping[str, frozenset[str]] = {
    "homicide-suicide-warning": frozenset({"domestic-violence"}),
    "strangulation": frozenset({"domestic-violence"}),
    "coercive-control": frozenset({"domestic-violence"}),
    "images-shared": frozenset({"image-abuse"}),
    "minor-image": frozenset({"image-abuse"}),
    "hate-motivated": frozenset({"hate-bias"}),
}
"""A need by what was found. The client's own plan asks for more; these say who stands first."""


def called_for(scenarios: Iterable[str], flags: Set[str]) -> frozenset[str]:
    """The needs that the leading scenario and the flags of a case name."""
    leading = next(iter(scenarios), "")
    if leading == "elder":
        flags = flags - {"coercive-control"}  # by whoever gives the care: their lines know it best
    of_flags = (needs for flag, needs in FLAG_NEEDS.items() if flag in flags)
    return SCENARIO_NEEDS.get(leading, frozenset()).union(*of_flags)


def needs_of(
    options: Iterable[Option],
    *,
    gives_no_tools: bool,
    is_positive: bool,
    called_for: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """What is looked for at first, from the options of a plan.

    Where they ask for nothing: a crisis line, and what the case calls for.

    Args:
        gives_no_tools: the client may be the one doing it: only help for themselves.
        is_positive: the suicide screen is; who answers that comes along.
    """
    if gives_no_tools:
        return FOR_THEMSELVES
    chosen = frozenset(need for option in options for need in option.service_needs)
    found = chosen or CRISIS | called_for
    return frozenset(found | CRISIS | {SUICIDE} if is_positive else found)


def ways_to_say(words: Iterable[str], alike: Iterable[SearchWord]) -> tuple[Ways, ...]:
    """Each word as it was typed, then the words our entries have for it."""
    known = {said: one.means for one in alike for said in one.said}
    return tuple((word, *known.get(word, ())) for word in words)


def groups_of(service: Service) -> frozenset[str]:
    """The groups a service says it is for; none where it is for anyone."""
    people = f"{service.eligibility.population.casefold()} "
    return frozenset(group for group, words in GROUPS.items() if any(word in people for word in words))


def groups_said(groups: Set[str], age: int | None) -> frozenset[str]:
    """The groups they said, and older adults by age."""
    return frozenset(groups | {"older"}) if age is not None and age >= OLDER_FROM else frozenset(groups)


def is_of_elsewhere(service: Service, state: str | None) -> bool:
    """Whether it names other states, though it may answer from everywhere."""
    named = {one for one in service.jurisdictions if one.startswith("US-")}
    return state is not None and bool(named) and state not in named


def is_for_the_young(service: Service, age: int | None, needs: Set[str]) -> bool:
    """Whether a grown client would be sent to a line for children that nobody asked for."""
    is_grown = age is not None and age >= GROWN_UP_FROM
    return is_grown and FOR_THE_YOUNG in service.services and not ASKED_FOR_THE_YOUNG & needs
