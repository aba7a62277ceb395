# SPDX-License-Identifier: Apache-2.0
"""Each finding of the independent reading of the law was settled, and says how and where."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from tests.support.catalogues import real_catalogue

from leeward.knowledge.files import content_folder
from leeward.knowledge.strict_yaml import read_yaml

FINDINGS = {"law-audit-a1.yaml": 72, "law-audit-a2.yaml": 50, "law-audit-b.yaml": 79}
OUTCOMES = {"corrected", "added", "confidence-lowered", "gap-noted", "kept"}
NEEDS_PROVISION = {"added", "confidence-lowered"}


@cache
def audit(name: str) -> dict[str, Any]:
    value, _ = read_yaml((content_folder() / "reviews" / name).read_bytes(), f"reviews/{name}")
    assert isinstance(value, dict)
    return value


def findings() -> list[dict[str, Any]]:
    return [finding for name in FINDINGS for finding in audit(name)["findings"]]


def orders() -> list[dict[str, Any]]:
    return [order for name in FINDINGS for order in audit(name)["protective_orders"]]


def told(entry: dict[str, Any]) -> str:
    return f"{entry['jurisdiction']}: {entry.get('about') or entry.get('name')}"


def test_every_audit_is_here() -> None:
    there = {path.name for path in (content_folder() / "reviews").glob("law-audit-*.yaml")}
    assert there == FINDINGS.keys()


@pytest.mark.parametrize("name", FINDINGS)
def test_no_finding_was_dropped(name: str) -> None:
    assert len(audit(name)["findings"]) == FINDINGS[name]


def test_there_were_201_findings_each_once() -> None:
    seen = [(one["jurisdiction"], one["id"], one["verdict"], one["about"]) for one in findings()]
    assert (len(seen), len(set(seen))) == (201, 201)


def test_every_finding_was_settled_in_a_known_way_and_says_how() -> None:
    unsettled = [told(one) for one in findings() if one["outcome"] not in OUTCOMES or not one["how"].strip()]
    assert unsettled == []


def test_nothing_found_wrong_was_kept_as_it_was() -> None:
    assert [told(one) for one in findings() if one["verdict"] == "wrong" and one["outcome"] == "kept"] == []


def test_every_provision_a_finding_names_exists_in_its_place() -> None:
    provisions = real_catalogue().provisions
    lost = [
        told(one)
        for one in (*findings(), *orders())
        if one["provision"] is not None
        and (
            one["provision"] not in provisions
            or provisions[one["provision"]][0].jurisdiction != one["jurisdiction"]
        )
    ]
    assert lost == []


def test_what_was_missing_has_a_provision_or_a_place_in_the_record() -> None:
    without = [
        told(one) for one in findings() if one["provision"] is None and one["outcome"] in NEEDS_PROVISION
    ]
    assert without == []


def test_a_gap_that_was_noted_stands_in_the_law_of_its_place() -> None:
    book = real_catalogue()
    silent = [
        told(one)
        for one in findings()
        if one["outcome"] == "gap-noted" and not book.jurisdiction(one["jurisdiction"]).gaps
    ]
    assert silent == []


def test_a_provision_whose_confidence_was_lowered_is_not_confirmed() -> None:
    provisions = real_catalogue().provisions
    raised = [
        told(one)
        for one in findings()
        if one["outcome"] == "confidence-lowered"
        and provisions[one["provision"]][1].confidence == "confirmed"
    ]
    assert raised == []


def test_every_protective_order_of_the_audit_was_looked_up() -> None:
    assert len(orders()) > 130
    settled = OUTCOMES | {"present"}
    assert [told(one) for one in orders() if one["outcome"] not in settled] == []
    assert [told(one) for one in orders() if one["outcome"] == "present" and not one["provision"]] == []
