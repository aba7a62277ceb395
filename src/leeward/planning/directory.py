# SPDX-License-Identifier: Apache-2.0
"""The directory searched: who helps with this need, here, at this age, in this language, and answers now.

    found = search_directory(Need(needs=frozenset({"crisis"}), state="US-WA", age=15), book)
    found.hits[0].service, found.hits[0].why

A service of another state or for another age is never among the hits. What is not known leaves nothing
out: what is only for some places or ages then comes last. A name that no longer answers leads to whoever
answers now. Nothing here says that a service is good, or safe to call: each keeps its trace note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.feeds import Feed
from leeward.knowledge.models.service import Retired, Service, StateHelp
from leeward.planning.directory_fit import (
    OLDER_FROM,
    SUICIDE,
    Ways,
    groups_of,
    groups_said,
    is_for_the_young,
    is_of_elsewhere,
    ways_to_say,
)
from leeward.planning.opening_hours import OpenNow, open_now
from leeward.planning.place import covers, is_for_anyone, made_for, takes
from leeward.planning.state_services import notes_of, services_of_state, services_of_states
from leeward.terms.errors import NotFound
from leeward.terms.folded import words_in
from leeward.terms.shown import quoted
from leeward.terms.text import Text

Way = Literal["phone", "text", "chat", "video"]
TYPES_OF_WAY: Mapping[Way, frozenset[str]] = {
    "phone": frozenset({"voice"}),
    "text": frozenset({"text"}),
    "chat": frozenset({"chat"}),
    "video": frozenset({"video", "tty"}),
}
FOR_ANOTHER = 2
"""What `made_for` says of a service made for other situations."""
MOST_FOUND = 30
MOST_WORDS = 12
SHORT_SEARCH = 2
IN_NAME, IN_NEED, IN_PEOPLE, IN_TEXT = 9.0, 4.0, 3.0, 1.0
AS_BEGINNING = 0.5
SHORTEST_BEGINNING = 3
_NAMES_NOTHING = frozenset(
    "hotline helpline line lines call text help center centre national number phone service services project"
    " linea lineas ayuda centro nacional numero telefono servicio proyecto".split()
)
"""Words that many names share: they alone do not name a service."""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. `now`: aware; None where no moment matters. `groups`: keys of GROUPS, if said.

    `audience`: for whom an entry is written. `without`: needs whose services are left out.
    `called_for`: needs that what was found calls for (`planning.directory_fit`): they come first.
    """

    words: str = ""
    needs: frozenset[str] = frozenset()
    state: str | None = None
    age: int | None = None
    language: str | None = None
    groups: frozenset[str] = frozenset()
    way: Way | None = None
    now: datetime | None = None
    scenarios: frozenset[str] = frozenset()
    audience: frozenset[str] = frozenset({"client", "both"})
    without: frozenset[str] = frozenset()
    called_for: frozenset[str] = frozenset()


class Why(msgspec.Struct, frozen=True):
    """One reason why a service stands where it stands. `ref`: a need, a state, a language, a group, a way."""

    kind: Literal["need", "state", "language", "group", "way", "limited-place", "limited-age"]
    ref: str = ""


class Hit(msgspec.Struct, frozen=True):
    """A service, why it is there, and whether it answers now by its hours.

    `is_fed`: from a loaded feed. `is_beside`: only if it fits too, for a place, a group or an age.
    """

    service: Service
    why: tuple[Why, ...]
    open_now: OpenNow
    is_fed: bool = False
    is_beside: bool = False

    @property
    def is_crisis(self) -> bool:
        """A line for now."""
        return is_crisis_line(self.service)


class GoneHit(msgspec.Struct, frozen=True):
    """A name that no longer answers, and who does."""

    entry: Retired | Service
    instead: tuple[Service, ...] = ()


class DirectoryFound(msgspec.Struct, frozen=True):
    """The answer. `of_state`: what the state has besides the hits. `total`: of all hits, shown or not.

    `fitting`: of those that are not beside.
    """

    hits: tuple[Hit, ...]
    total: int
    fitting: int
    gone: tuple[GoneHit, ...] = ()
    of_state: tuple[Service, ...] = ()
    state: StateHelp | None = None
    state_notes: tuple[Text, ...] = ()


def is_crisis_line(service: Service) -> bool:
    """Somebody calls or texts it when it cannot wait."""
    return bool({"crisis", SUICIDE} & set(service.services)) and bool(service.phones)


def every_service(catalogue: Catalogue) -> tuple[Service, ...]:
    """The catalogue's services and what each state has."""
    known = {one.id for one in catalogue.services}
    return (*catalogue.services, *(one for one in services_of_states(catalogue) if one.id not in known))


def service_named(word: str, catalogue: Catalogue, feed: Feed | None = None) -> Service:
    """The service of this id: of the catalogue, an old spelling, of a state, or of a loaded feed.

    Raises NotFound.
    """
    try:
        return catalogue.service(word)
    except NotFound:
        of_state = next((one for one in services_of_states(catalogue) if one.id == word), None)
    if of_state is not None:
        return of_state
    if feed is not None:
        return feed.service(word)
    raise NotFound(
        f"the service id {quoted(word)}",
        expected="the id of a service in the directory",
        do="Search the directory; an entry may have been removed since",
    )


def search_directory(
    need: Need, catalogue: Catalogue, *, feed_hits: Sequence[Service] = ()
) -> DirectoryFound:
    """Who helps, the best fit first: by what was found, then by language, hours and place.

    Args:
        feed_hits: what a loaded feed found for the same need; ranked with the rest, by the same rules.
    """
    state = next((one for one in catalogue.state_help if f"US-{one.code}" == need.state), None)
    of_state = _of_state(state, catalogue) if state is not None else ()
    labels = {term.id: f"{term.label.en} {term.label.es}" for term in catalogue.vocabulary.service_tags}
    words = tuple(dict.fromkeys(words_in(need.words)))[:MOST_WORDS]
    listed = dict.fromkeys((*catalogue.services, *of_state))
    ours = [one for one in listed if _is_open_to(one, need)]
    said = ways_to_say(words, catalogue.vocabulary.search_words)
    scores = _scores(ours, said, labels)
    known = {one.id for one in listed}
    fed = {
        one.id: one
        for one in feed_hits
        if one.id not in known and _is_open_to(one, need) and _answers(one, need)
    }
    for one in fed.values():
        scores[one.id] = sum(_score(one, said, labels)) or IN_TEXT
    wanted = [one for one in ours if one.id in scores and _answers(one, need)] + list(fed.values())
    found = [
        Hit(one, _why(one, need), open_now(one.hours, need.now), one.id in fed, _is_beside(one, need))
        for one in wanted
    ]
    order = {one.id: place for place, one in enumerate(ours)}
    found.sort(key=lambda hit: _nearness(hit, need, scores, order))
    shown = {hit.service.id for hit in found[:MOST_FOUND]}
    return DirectoryFound(
        hits=tuple(found[:MOST_FOUND]),
        total=len(found),
        fitting=sum(not hit.is_beside for hit in found),
        gone=_gone(words, catalogue, labels) if words else (),
        of_state=tuple(
            one for one in of_state if one.id not in shown and not need.without & set(one.services)
        ),
        state=state,
        state_notes=notes_of(state) if state is not None else (),
    )


def _of_state(state: StateHelp, catalogue: Catalogue) -> tuple[Service, ...]:
    """What a state has; the practice's own entry where it has one of that id."""
    own = {one.id: one for one in catalogue.services if one.local}
    return tuple(own.get(one.id, one) for one in services_of_state(state))


def _is_open_to(service: Service, need: Need) -> bool:
    """Not for another place, another age or another reader."""
    is_here = need.state is None or covers(service, need.state) or not service.jurisdictions
    audience = need.audience | ({"mhp"} if "mhp-support" in need.needs else frozenset())
    is_older = need.age is not None and need.age >= OLDER_FROM
    return (
        service.status == "active"
        and service.audience in audience
        and is_here
        and takes(service, need.age)
        and not need.without & set(service.services)
        and not (is_older and not need.words and is_for_the_young(service, need.age, need.needs))
    )


def _is_beside(service: Service, need: Need) -> bool:
    """Only if it fits too. Nothing that was asked for by its name."""
    if need.words:
        return False
    said = groups_said(need.groups, need.age)
    groups = groups_of(service)
    return (
        is_of_elsewhere(service, need.state)
        or (bool(groups) and not said & groups)
        or is_for_the_young(service, need.age, need.needs)
        or made_for(service, need.scenarios) == FOR_ANOTHER
    )


def _answers(service: Service, need: Need) -> bool:
    return not need.needs or bool(need.needs & set(service.services))


def _scores(
    services: Sequence[Service], words: Sequence[Ways], labels: Mapping[str, str]
) -> dict[str, float]:
    """How well each fits the words, by id; all of them alike where there are none.

    Of three words or more, one may be missing.
    """
    if not words:
        return {one.id: 0.0 for one in services}
    fits = {one.id: _score(one, words, labels) for one in services}
    most = max((sum(weight > 0 for weight in weights) for weights in fits.values()), default=0)
    least = max(1, most - (len(words) > SHORT_SEARCH))
    return {id: sum(weights) for id, weights in fits.items() if sum(one > 0 for one in weights) >= least}


def _score(service: Service, words: Sequence[Ways], labels: Mapping[str, str]) -> list[float]:
    """For every word the weight of the best place in which it stands; 0 where it stands nowhere."""
    places = _places(service, " ".join(labels.get(one, "") for one in service.services))
    written_as_one = places.get("".join(ways[0] for ways in words), 0.0) if len(words) > 1 else 0.0
    return [max(written_as_one, *(_weight(word, places) for word in ways)) for ways in words]


def _weight(word: str, places: Mapping[str, float]) -> float:
    if word in places:
        return places[word]
    if len(word) < SHORTEST_BEGINNING:
        return 0.0
    root = word.removesuffix("s")
    near = (
        weight * AS_BEGINNING
        for known, weight in places.items()
        if known.startswith(word) or known.removesuffix("s") == root
    )
    return max(near, default=0.0)


@lru_cache(maxsize=4096)
def _places(service: Service, needs: str) -> Mapping[str, float]:
    """Every word of an entry, with the weight of the best place in which it stands."""
    digits = " ".join(phone.number for phone in service.phones)
    written = (
        (IN_NAME, f"{service.name} {service.name_es or ''} {service.id} {' '.join(service.aliases)}"),
        (IN_NEED, f"{needs} {service.organization or ''} {digits}"),
        (IN_PEOPLE, f"{service.eligibility.population} {service.url or ''}"),
        (IN_TEXT, f"{service.description.en} {service.description.es} {service.contact or ''}"),
    )
    best: dict[str, float] = {}
    for weight, text in written:
        for word in words_in(text):
            best.setdefault(word, weight)
    return best


def _why(service: Service, need: Need) -> tuple[Why, ...]:
    shared = need.needs & set(service.services) if len(need.needs) > 1 else set()
    found = [Why("need", one) for one in sorted(shared)]
    if need.state is not None and need.state in service.jurisdictions:
        found.append(Why("state", need.state))
    if need.language is not None and need.language != "en" and need.language in service.languages:
        found.append(Why("language", need.language))
    found += [Why("group", one) for one in sorted(need.groups & groups_of(service))]
    if need.way is not None and _has(service, need.way):
        found.append(Why("way", need.way))
    if not covers(service, need.state):
        found.append(Why("limited-place", service.jurisdictions[0] if service.jurisdictions else ""))
    if need.age is None and _is_limited_by_age(service):
        found.append(Why("limited-age"))
    return tuple(found)


def _has(service: Service, way: Way) -> bool:
    return any(phone.type in TYPES_OF_WAY[way] for phone in service.phones)


def _is_limited_by_age(service: Service) -> bool:
    people = service.eligibility
    return (people.minimum_age or 0) > 18 or people.maximum_age is not None


def _nearness(
    hit: Hit, need: Need, scores: Mapping[str, float], order: Mapping[str, int]
) -> tuple[object, ...]:
    """What sorts the hits. What may not be for this client at all comes last, whatever else it is."""
    one = hit.service
    said = groups_said(need.groups, need.age) & groups_of(one)
    return (
        not covers(one, need.state),
        need.age is None and _is_limited_by_age(one),
        -round(scores[one.id], 3),
        SUICIDE in need.needs and SUICIDE not in one.services,
        need.way is not None and not _has(one, need.way),
        hit.is_beside,
        *_calling(one, need),
        _speaks(one, need.language),
        bool(need.groups) and not need.groups & groups_of(one),
        not said and (bool(groups_of(one)) or not is_for_anyone(one, need.age)),
        _waits(hit, need),
        not is_crisis_line(one) if not need.needs else False,
        need.state is None or need.state not in one.jurisdictions,
        -len(need.needs & set(one.services)),
        made_for(one, need.scenarios),
        hit.is_fed,
        order.get(one.id, len(order)),
        one.name.casefold(),
    )


def _calling(service: Service, need: Need) -> tuple[bool, bool, int]:
    """What the case calls for: those that answer it, of them the lines for now, then those made for it."""
    places = [place for place, one in enumerate(service.services) if one in need.called_for]
    if not places:
        return (True, False, 0)
    return (False, "crisis" in need.needs and not is_crisis_line(service), places[0])


def _waits(hit: Hit, need: Need) -> int:
    """Closed ones wait; where it cannot wait, one that is known to be open comes before one that may be."""
    if need.now is None or hit.open_now == "open":
        return 0
    if hit.open_now == "closed":
        return 2
    return 1 if {"crisis", SUICIDE} & need.needs else 0


def _speaks(service: Service, language: str | None) -> int:
    """0: in this language; 1: with interpreters; 2: neither is listed."""
    if language is None or language in service.languages:
        return 0
    return 1 if {"interpreters", "many"} & set(service.languages) else 2


def _gone(words: Sequence[str], catalogue: Catalogue, labels: Mapping[str, str]) -> tuple[GoneHit, ...]:
    """Names that no longer answer and that these words name; a need alone names none."""
    if set(words) <= _NAMES_NOTHING | {word for label in labels.values() for word in words_in(label)}:
        return ()
    found = [
        GoneHit(one, tuple(catalogue.service(id) for id in one.use_instead))
        for one in catalogue.retired
        if _names(words, f"{one.name} {one.name_es or ''} {one.id}")
    ]
    closed = [
        GoneHit(one) for one in catalogue.services if one.status != "active" and _names(words, one.name)
    ]
    return (*found, *closed)


def _names(words: Sequence[str], name: str) -> bool:
    known = dict.fromkeys(words_in(name), 1.0)
    return all(_weight(word, known) for word in words)
