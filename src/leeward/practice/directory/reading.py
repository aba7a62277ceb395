# SPDX-License-Identifier: Apache-2.0
"""The directory as this practice has it: the book's services, those of the states, and loaded feeds."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from leeward.knowledge.feeds import Feed, open_feed
from leeward.knowledge.models.service import Service
from leeward.planning.directory import (
    DirectoryFound,
    Need,
    every_service,
    search_directory,
    service_named,
)
from leeward.practice.book import book
from leeward.practice.visits.services import practice_states
from leeward.terms.errors import ContentError, NotFound

MOST_FED = 50


def feed() -> Feed | None:
    """The directories that were loaded, if any were."""
    return open_feed(Path(settings.HOME))


def found_for(need: Need) -> tuple[DirectoryFound, bool]:
    """Who helps; and whether a loaded directory could not be read, so that only the book answered."""
    try:
        fed = _fed(need)
    except ContentError:
        return search_directory(need, book()), True
    return search_directory(need, book(), feed_hits=fed), False


def _fed(need: Need) -> tuple[Service, ...]:
    loaded = feed()
    if loaded is None or not (need.words.strip() or need.needs):
        return ()
    return loaded.search(
        need.words,
        state=need.state,
        needs=need.needs,
        language=need.language,
        age=need.age,
        limit=MOST_FED,
    )


def service_in_use(service_id: str) -> Service:
    """The service of this id. Raises NotFound."""
    try:
        loaded = feed()
    except ContentError:
        loaded = None
    return service_named(service_id, book(), loaded)


def tended() -> tuple[Service, ...]:
    """What the practice calls from time to time: national entries, its own, and those of its states."""
    states = set(practice_states())
    return tuple(
        one
        for one in every_service(book())
        if one.status == "active" and (_is_for_all(one) or one.local or states & set(one.jurisdictions))
    )


def _is_for_all(service: Service) -> bool:
    return "US" in service.jurisdictions


def address_of(service_id: str) -> str:
    """The part of an address that stands for a service, and tells nothing of it."""
    return "s" + blake2b(service_id.encode(), digest_size=6).hexdigest()


def service_at(address: str) -> Service:
    """The service of the book with this address. Raises NotFound."""
    for one in every_service(book()):
        if address_of(one.id) == address:
            return one
    raise NotFound("no such entry", expected="the address of one", do="Search the directory")
