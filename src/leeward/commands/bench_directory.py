# SPDX-License-Identifier: Apache-2.0
"""`leeward bench directory`: 50,000 made-up services searched, beside the 50 ms a person does not notice.

The peer reads the same services in the same run as most small programs would: every text in memory, its
accents taken off beforehand, and a loop that asks of each whether it holds the words. The questions mix
common and rare words, beginnings of words, Spanish with and without accents, states, needs, ages and
languages. Every question is asked several times; told are the median and the slowest of all questions.
Time is the processor's, which a busy machine changes little; on one that does nothing else it is the same.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from leeward.exchange.hsds.plain_text import folded
from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.feed_building import put_feed
from leeward.knowledge.feeds import Feed, FeedInfo, open_feed
from leeward.knowledge.models.service import Eligibility, Phone, Service
from leeward.terms.source import Source
from leeward.terms.text import Text

SERVICES = 50_000
ROUNDS = 7
LIMIT_SECONDS = 0.050
AT_MOST = 1.0
SCAN_AT_MOST = 1.0

_KINDS = (
    "shelter", "food pantry", "legal aid", "counseling", "rent help", "advocacy", "crisis line",
    "job training", "clinic", "tutoring", "support group", "youth program", "atención psicológica",
    "ayuda jurídica",
    "órdenes de protección", "apoyo emocional", "refugio", "consejería", "housing", "transport",
)  # fmt: skip
_PEOPLE = (
    "families",
    "teens",
    "veterans",
    "older adults",
    "students",
    "survivors",
    "anyone",
    "niños y niñas",
)
_SYLLABLES = ("ba", "co", "de", "fi", "gu", "la", "me", "no", "pi", "ra", "su", "ta", "ve", "mo", "li", "ne")

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"words": "legal aid"},
    {"words": "help"},
    {"words": "shelter", "state": "US-WA"},
    {"words": "shelter", "language": "es"},
    {"words": "couns", "needs": frozenset({"counselling"})},
    {"words": "psicologica"},
    {"words": "órdenes de protección", "state": "US-CA"},
    {"words": "ayuda juridica", "language": "es", "state": "US-TX"},
    {"words": "food", "age": 15},
    {"words": "advocacy survivors protective order"},
    {"words": "", "state": "US-NY", "needs": frozenset({"domestic-violence"})},
    {"words": "", "needs": frozenset({"legal", "protective-order"}), "language": "es"},
    {"words": "bacode"},
    {"words": "nothing holds these words"},
    {"words": "crisis line teens", "state": "US-WY", "age": 14, "language": "es"},
    {"words": "de la consejeria para niños"},
    {"words": "the families", "age": 40, "language": "vi"},
    {"words": "800 555"},
)


def measure_directory(services: int = SERVICES) -> dict[str, Any]:
    """Medians of every question; the slowest of all beside the limit, the median beside a plain scan."""
    book = load_catalogue()
    made = made_up_services(services, book)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        start = time.process_time()
        put_feed(home, FeedInfo("ex-feed", "", "2026-11-23", 0), made, {})
        built = time.process_time() - start
        feed = open_feed(home)
        assert feed is not None  # noqa: S101 - it was put there two lines above
        asked = [_searched(feed, question) for question in QUESTIONS for _ in range(ROUNDS)]
        size = (home / "directory.sqlite3").stat().st_size
    texts = [folded(f"{one.name} {one.organization} {one.description.en}") for one in made]
    scanned = [_scanned(texts, question["words"]) for question in QUESTIONS if question["words"]]
    usual, slowest = median(asked), max(asked)
    return {
        "services": services,
        "questions": len(asked),
        "file_bytes": size,
        "load_seconds": round(built, 2),
        "median_ms": round(usual * 1000, 2),
        "slowest_ms": round(slowest * 1000, 2),
        "plain_scan_median_ms": round(median(scanned) * 1000, 2),
        "targets": [
            _target("slowest-search-to-50-ms", slowest / LIMIT_SECONDS, AT_MOST),
            _target("median-search-to-plain-scan", usual / median(scanned), SCAN_AT_MOST),
        ],
    }


def made_up_services(count: int, book: Catalogue) -> list[Service]:
    """Services of made-up organisations, the same each time; some words common, most of them rare."""
    dice = random.Random(50_000)  # noqa: S311 - made-up names, nothing secret
    states = [place.jurisdiction for place in book.law if place.jurisdiction != "US-FED"]
    tags = [term.id for term in book.vocabulary.service_tags]
    rare = ["".join(dice.choices(_SYLLABLES, k=3)) for _ in range(3_000)]
    return [_made_up(number, dice, states, tags, rare) for number in range(count)]


def _made_up(
    number: int, dice: random.Random, states: list[str], tags: list[str], rare: list[str]
) -> Service:
    kind, who = dice.choice(_KINDS), dice.choice(_PEOPLE)
    said = f"Help with {kind} for {who}. " + " ".join(dice.choices([*rare, *_KINDS * 20], k=40))
    return Service(
        id=f"ex-feed-{number}",
        name=f"{dice.choice(rare).title()} {kind}",
        organization=f"{dice.choice(rare).title()} {dice.choice(rare)} center",
        status="active" if number % 20 else "inactive",
        audience="client",
        description=Text(en=said, es=said),
        phones=(
            Phone(
                number=f"1-800-555-{number % 10_000:04}", type="voice", languages=(), confidence="unverified"
            ),
        ),
        languages=("en", "es") if number % 3 == 0 else ("en",),
        eligibility=Eligibility(population=who, minimum_age=18 if number % 4 == 0 else None),
        services=tuple(dice.sample(tags, k=2)),
        scenarios=(),
        confidential="unknown",
        leaves_trace_notes=Text(en="Not known.", es="No se sabe."),
        jurisdictions=(dice.choice(states),),
        sources=(Source("https://example.org"),),
        confidence="unverified",
    )


def _searched(feed: Feed, question: dict[str, Any]) -> float:
    start = time.process_time()
    feed.search(**question)
    return time.process_time() - start


def _scanned(texts: list[str], words: str) -> float:
    start = time.process_time()
    wanted = folded(words).split()
    hits = [text for text in texts if all(word in text for word in wanted)]
    hits.sort(key=len)
    return time.process_time() - start


def _target(name: str, ratio: float, at_most: float) -> dict[str, Any]:
    return {"id": name, "ratio": round(ratio, 2), "at_most": at_most, "met": ratio <= at_most}
