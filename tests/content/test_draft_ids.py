# SPDX-License-Identifier: Apache-2.0
"""Ids are public: each one of the first draft still resolves, or is listed with the reason it went.

`draft-ids.txt` was made once from the drafts and never changes: one kind and one id per line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.support.catalogues import real_catalogue

from leeward.knowledge.check.references import FEATURES
from leeward.knowledge.files import content_folder
from leeward.knowledge.models.option import BackfireKind

LISTED = Path(__file__).with_name("draft-ids.txt").read_text(encoding="utf-8").splitlines()
DRAFT: dict[str, list[str]] = {}
for _line in LISTED:
    _kind, _id = _line.split("\t")
    DRAFT.setdefault(_kind, []).append(_id)


def names(*lists: Iterable[Any]) -> set[str]:
    """Ids and aliases of entries or words."""
    return {name for entries in lists for entry in entries for name in (entry.id, *entry.aliases)}


@cache
def known() -> dict[str, set[str]]:
    """What each kind of draft id may resolve to."""
    book = real_catalogue()
    words = book.vocabulary
    return {
        "option": names(book.options),
        "option-family": names(words.option_families),
        "relationship": names(words.relationships),
        "age": names(words.ages),
        "jurisdiction-feature": set(FEATURES),
        "flag-word": names(book.flags, words.flag_groups),
        "backfire-kind": set(get_args(BackfireKind)),
        "scenario": names(book.scenarios),
        "screening-scenario": names(book.scenarios, words.variants),
        "directory-scenario": names(book.scenarios),
        "legal-kind": names(words.legal_kinds),
        "mechanism": names(book.mechanisms),
        "sign": names(book.signs),
        "means": names(words.means),
        "acts": names(words.acts),
        "targets": names(words.targets),
        "flag": names(book.flags),
        "linkId": set(book.items),
        "code": {
            f"{link_id}/{choice.code}"
            for link_id, item in book.items.items()
            for choice in book.screen.choices_of(item)
        },
        "instrument": names(book.instruments),
        "instrument-linkId": {item.linkId for one in book.instruments for item in one.items},
        "band": {f"{one.id}/{band.id}" for one in book.instruments for band in one.bands},
        "instrument-note": names(book.instrument_notes),
        "guide-topic": names(book.guide),
        "service": names(book.services),
        "service-tag": names(words.service_tags),
        "state": names(book.state_help),
        "platform": names(book.platforms),
        "awareness": names(book.awareness),
        "term": names(book.glossary),
        "jurisdiction": {place.jurisdiction for place in book.law},
        "provision": set(book.provisions),
    }


@cache
def removed() -> set[tuple[str, str]]:
    """The kind and id of every line that says why an id went."""
    text = (content_folder() / "removed.md").read_text(encoding="utf-8")
    return set(re.findall(r"^- ([a-z][\w-]*) `([^`]+)` \([^)]+\): \S", text, re.MULTILINE))


def resolves(kind: str, draft_id: str) -> bool:
    """By itself or an alias; with hyphens for underscores, except where spelling is public as it is."""
    if kind in ("linkId", "code", "instrument-linkId"):
        return draft_id in known()[kind]
    return draft_id in known()[kind] or draft_id.replace("_", "-") in known()[kind]


def test_the_list_of_draft_ids_is_whole() -> None:
    counts = {kind: len(ids) for kind, ids in DRAFT.items()}
    assert (len(LISTED), len(set(LISTED))) == (sum(counts.values()), sum(counts.values()))
    assert counts.keys() == known().keys()
    assert counts | {
        "provision": 1128, "mechanism": 73, "sign": 110, "option": 100, "scenario": 16, "flag": 62,
        "service": 134, "state": 51, "platform": 26, "term": 120, "jurisdiction": 55, "linkId": 93,
        "code": 369, "instrument": 8, "awareness": 67, "guide-topic": 16,
    } == counts  # fmt: skip


@pytest.mark.parametrize("kind", DRAFT)
def test_every_draft_id_resolves_or_is_listed_with_the_reason(kind: str) -> None:
    lost = [one for one in DRAFT[kind] if not resolves(kind, one) and (kind, one) not in removed()]
    assert lost == [], f"these {kind} ids were public; restore them as aliases, or say why in removed.md"


def test_what_is_listed_as_removed_was_in_the_draft_and_is_gone() -> None:
    assert removed()
    assert [one for one in removed() if one[1] not in DRAFT.get(one[0], [])] == []
    assert [one for one in removed() if resolves(*one)] == []


def test_the_list_of_removed_ids_names_no_machine_of_ours() -> None:
    text = (content_folder() / "removed.md").read_text(encoding="utf-8")
    assert re.findall(r"/(?:work|home|tmp|root|Users)/\S*", text) == []
