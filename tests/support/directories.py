# SPDX-License-Identifier: Apache-2.0
"""Services and other people's directories for the tests of the exchange. Made-up organisations only."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.support.answers import the_book

from leeward.exchange.hsds import FeedTerms
from leeward.knowledge.models.service import Eligibility, Phone, Service
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

_BOOK = the_book()
TODAY = date(2026, 11, 23)
TAGS = frozenset(one.id for one in _BOOK.vocabulary.service_tags)
PLACES = {one.name.lower(): one.jurisdiction for one in _BOOK.law if one.jurisdiction != "US-FED"}
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\",;=+-@'\r"), max_size=30
)
_NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).filter(str.strip)
_IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
_TEXTS = st.builds(Text, en=_WORDS, es=_WORDS)
_LANGUAGES = st.lists(st.sampled_from(("en", "es", "ase", "vi", "interpreters", "many")), max_size=4).map(
    tuple
)
_AGES = st.none() | st.integers(0, 99)


def phones() -> SearchStrategy[Phone]:
    """Any number an entry may hold."""
    return st.builds(
        Phone,
        number=_NAMES,
        type=st.sampled_from(("voice", "text", "tty", "chat", "video", "fax")),
        languages=_LANGUAGES,
        confidence=st.sampled_from(CONFIDENCES),
        keyword=st.none() | _WORDS,
        description=st.none() | _TEXTS,
    )


def people() -> SearchStrategy[Eligibility]:
    """Any group, with ages that can be so."""
    return st.builds(_people, _WORDS, _AGES, _AGES)


def _people(population: str, low: int | None, high: int | None) -> Eligibility:
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return Eligibility(population=population, minimum_age=low, maximum_age=high)


def services() -> SearchStrategy[Service]:
    """Any entry the directory may hold, odd ones more often than real ones."""
    sources = st.builds(
        Source,
        url=_WORDS,
        seen=st.none() | st.just("2026-11-22"),
        what=st.none() | _WORDS,
        note=st.none() | _WORDS,
    )
    return st.builds(
        Service,
        id=_IDS,
        aliases=st.lists(_WORDS, max_size=2).map(tuple),
        sources=st.lists(sources, max_size=2).map(tuple),
        confidence=st.sampled_from(CONFIDENCES),
        reviewed=st.sampled_from(("", "2026-11-22")),
        local=st.booleans(),
        name=_NAMES,
        name_es=st.none() | _WORDS,
        organization=st.none() | _WORDS,
        status=st.sampled_from(("active", "inactive", "defunct", "temporarily closed", "moved", "")),
        audience=st.sampled_from(("client", "mhp", "both")),
        description=_TEXTS,
        url=st.none() | _WORDS | st.just("https://example.org/help"),
        contact=st.none() | _WORDS | st.just("help@example.org"),
        phones=st.lists(phones(), max_size=3).map(tuple),
        hours=st.none()
        | _WORDS
        | st.sampled_from(("24/7", "Monday-Friday 09:00-17:00 Eastern", "Daily 9 to 5")),
        languages=_LANGUAGES,
        eligibility=people(),
        services=st.lists(st.sampled_from([one.id for one in _BOOK.vocabulary.service_tags[5:9]])).map(tuple),
        scenarios=st.lists(st.sampled_from([one.id for one in _BOOK.scenarios]), max_size=2).map(tuple),
        confidential=_WORDS,
        leaves_trace_notes=_TEXTS,
        jurisdictions=st.lists(st.sampled_from(("US", "US-WA", "INTL", "GB")), max_size=3).map(tuple),
        alert=st.none() | _TEXTS,
        accessibility=st.none() | _WORDS,
    )


def theirs(**changes: Any) -> dict[str, Any]:
    """A service as another directory might hand it on, nested."""
    return {
        "id": "0b1f7b0e-6a5e-4b2c-9c0f-6a9f0a6f6d01",
        "name": "Harbor Street Advocates",
        "status": "active",
        "description": "<p>Advocates who know the court.&nbsp;Free.</p>",
        "url": "https://example.org/advocates",
        "email": "desk@example.org",
        "interpretation_services": "By phone in most languages",
        "eligibility_description": "People who were stalked",
        "minimum_age": 16,
        "assured_date": "2026-06-30",
        "alert": "Closed on public holidays",
        "phones": [
            {"id": "p1", "number": "+1 509 555 0101", "extension": 7, "type": "voice",
             "languages": [{"id": "l1", "code": "spa", "name": "Spanish"}]},
            {"id": "p2", "number": "509 555 0102", "type": "textphone"},
            {"id": "p3", "number": "ask at the desk", "type": "voice"},
        ],
        "schedules": [
            {"id": "s1", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
        ],
        "service_areas": [{"id": "a1", "name": "Spokane County, Washington"}],
        "languages": [{"id": "l2", "name": "English"}, {"id": "l3", "code": "es"}],
        "organization": {"id": "o1", "name": "Harbor Street", "description": "-", "website": "example.org"},
        "attributes": [
            {"id": "t1", "taxonomy_term": {"id": "t2", "name": "Legal Services", "description": "Legal help"}}
        ],
        **changes,
    }  # fmt: skip


def terms(**changes: Any) -> FeedTerms:
    """How a feed called ex-county is taken in."""
    return FeedTerms(**{"name": "ex-county", "loaded_on": TODAY, "places": PLACES, "tags": TAGS, **changes})


TABLES = {
    "organizations.csv": "id,name,description\no1,Harbor Street,A charity\n",
    "services.csv": "id,organization_id,name,status,minimum_age,assured_date\n"
    "s1,o1,Harbor Street Advocates,active,16,2026-06-30\n"
    's2,o1,"A desk, open to ""all""",active,,\n',
    "phones.csv": "id,service_id,number,type\np1,s1,+1 509 555 0101,voice\np2,s2,=509 555 0102,voice\n",
    "languages.csv": "id,service_id,phone_id,code\nl1,s1,,en\nl2,,p1,es\n",
    "service_areas.csv": "id,service_id,name\na1,s1,Washington\n",
    "taxonomy_terms.csv": "id,name,description\nt1,Domestic Violence Shelters,Shelters\n",
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\nx1,s1,service,t1\n",
    "locations.csv": "id,location_type\nw1,physical\n",
    "addresses.csv": "id,location_id,address_1,city,state_province,country\n"
    "d1,w1,12 Long Road,Spokane,WA,US\n",
    "service_at_location.csv": "id,service_id,location_id\nz1,s2,w1\n",
}  # fmt: skip
"""A small package as another directory might hand it on, two services."""


def package(**changes: str) -> dict[str, bytes]:
    """The tables with some of them exchanged, such as services="id,..."; an empty one is left out."""
    files = TABLES | {f"{name}.csv": text for name, text in changes.items()}
    return {name: text.encode() for name, text in files.items() if text}
