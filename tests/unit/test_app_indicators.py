# SPDX-License-Identifier: Apache-2.0
"""The public lists: dated, attributed, and added to by STIX files and packs of a practice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leeward.knowledge.indicators import load_indicators
from leeward.knowledge.models.indicators import CATEGORIES
from leeward.knowledge.stix import read_stix
from leeward.terms.errors import ContentError


def bundle(*patterns: str, name: str = "ExampleSpy", description: str = "") -> bytes:
    """A STIX 2 bundle in which each pattern is tied to one malware."""
    objects: list[dict[str, Any]] = [
        {
            "type": "malware",
            "id": "malware--1",
            "name": name,
            "description": description,
            "modified": "2026-12-01T00:00:00Z",
        }
    ]
    for number, pattern in enumerate(patterns):
        objects.append({"type": "indicator", "id": f"indicator--{number}", "pattern": pattern})
        objects.append(
            {"type": "relationship", "source_ref": f"indicator--{number}", "target_ref": "malware--1"}
        )
    return json.dumps({"type": "bundle", "objects": objects}).encode()


def test_the_pack_names_its_lists_their_days_and_their_terms() -> None:
    """CC BY asks for it, and a reader needs it."""
    known = load_indicators()
    by_id = {source.id: source for source in known.sources}
    assert ("CC-BY-4.0", "Echap non-profit, J. Voisin and Tek", "2026-06-21") == (
        by_id["echap"].licence, by_id["echap"].attribution, by_id["echap"].dated,
    )  # fmt: skip
    assert ("MIT", "2026-07-22") == (by_id["isdi"].licence, by_id["isdi"].dated)
    assert "2026-11-22" == known.made


def test_the_pack_holds_what_the_lists_hold() -> None:
    """174 products and 5,776 single apps, none of them marked as harmless."""
    (pack,) = load_indicators().packs
    assert 174 == len(pack.families)
    assert 641 == len({name for family in pack.families for name in family.packages})
    assert 484 == len({digest for family in pack.families for digest in family.certificates})
    assert 5776 == sum(len(group.apps) for group in pack.listed if group.source == "isdi")
    assert {group.category for group in pack.listed if group.kind == "dual-use"} <= set(CATEGORIES)


def test_a_stix_file_adds_to_the_lists() -> None:
    """Ids, certificates in any spelling, and several patterns joined by OR."""
    data = bundle(
        "[app:id='com.example.one']", "[app:id='com.example.two'] OR [app:id = 'com.example.three']",
        f"[app:cert.sha1='{'ab' * 20}']", f"[app:cert.'SHA-256'='{'CD' * 32}']",
        "[domain-name:value='example.org']",
    )  # fmt: skip
    known = load_indicators(also=[("newer.stix2", data)])
    for app_id in ("com.example.one", "com.example.two", "COM.EXAMPLE.THREE"):
        assert "ExampleSpy" == known.of_app(app_id)[0].name, app_id
    assert known.of_certificate("AB" * 20) and known.of_certificate("cd" * 32)
    assert "2026-12-01" == known.made


def test_patterns_of_other_kinds_are_counted_by_name() -> None:
    """Nothing is dropped in silence."""
    read = read_stix(
        bundle("[app:id='com.example.a']", "[file:name='x']", "[file:name='y']", "[a:b='1' AND c:d='2']"), "x"
    )
    assert {"file:name": 2, "other pattern": 1} == read.left_out


def test_watchware_keeps_its_milder_name() -> None:
    """A product sold to parents is not called made for secret watching."""
    read = read_stix(bundle("[app:id='com.example.a']", description="watchware"), "x")
    assert "watchware" == read.pack.families[0].kind


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no json", b"[]", b'{"objects": 1}', b'{"objects": [1, null, {"type": 3}]}',
        bundle("[domain-name:value='example.org']"), b"[" * 50_000,
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_apps_is_refused_by_name(data: bytes) -> None:
    """And nothing is taken from it."""
    with pytest.raises(ContentError) as caught:
        load_indicators(also=[("given.stix2", data)])
    assert "given.stix2" == caught.value.where


def test_a_practice_keeps_newer_lists_in_its_overlay(tmp_path: Path) -> None:
    """They survive an update of the program; a damaged one is named."""
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "newer.stix2").write_bytes(bundle("[app:id='com.example.one']"))
    assert load_indicators(overlay=tmp_path).of_app("com.example.one")
    (folder / "odd.json").write_text('{"schema": "leeward.indicators/1"}', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_indicators(overlay=tmp_path)
    assert "overlay/indicators/odd.json" == caught.value.where


def test_a_link_in_the_overlay_is_not_followed(tmp_path: Path) -> None:
    """An overlay may have been copied from anywhere."""
    folder = tmp_path / "indicators"
    folder.mkdir()
    (tmp_path / "elsewhere").write_bytes(bundle("[app:id='com.example.one']"))
    (folder / "newer.stix2").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ContentError):
        load_indicators(overlay=tmp_path)
