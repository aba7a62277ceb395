# SPDX-License-Identifier: Apache-2.0
"""STIX 2 files of app indicators -> an indicator pack; no library, patterns of one form alone.

    [app:id='com.example.spy']
    [app:cert.sha1='31A6...']  or  [app:cert.'SHA-256'='...']
    [domain-name:value='example.org'], several joined by OR

Patterns of any other kind are counted by what they speak of, so that nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import msgspec

from leeward.knowledge.models.indicators import Family, IndicatorPack, IndicatorSource, Kind
from leeward.terms.errors import ContentError

_PART = re.compile(r"\[\s*([a-z-]+:[\w.'\- ]+?)\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]")
_DIGEST = re.compile(r"[0-9A-F]{40}|[0-9A-F]{64}")
_WATCHWARE = re.compile(r"watch ?ware|parental", re.IGNORECASE)


class StixRead(msgspec.Struct, frozen=True):
    """The pack, and how many indicators of each other kind there were."""

    pack: IndicatorPack
    left_out: dict[str, int]


class _Named(msgspec.Struct):
    name: str
    kind: Kind
    packages: dict[str, None]
    certificates: dict[str, None]
    sites: dict[str, None]


def read_stix(data: bytes, name: str) -> StixRead:
    """The indicators of a STIX bundle, by the malware that they are tied to.

    Raises:
        ContentError: no STIX bundle, or one without a single indicator of an app.
    """
    try:
        bundle = msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _refusal(name, "text that is not JSON") from error
    objects = bundle.get("objects") if isinstance(bundle, dict) else None
    if not isinstance(objects, list):
        raise _refusal(name, "JSON without a list of objects")
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in objects:
        if isinstance(one, dict) and isinstance(one.get("type"), str):
            by_type.setdefault(one["type"], []).append(one)
    families = {str(one.get("id")): _named(one) for one in by_type.get("malware", ())}
    families[""] = _Named(name.rpartition("/")[2], "stalkerware", {}, {}, {})
    ties = _ties(by_type)
    left_out: Counter[str] = Counter()
    for one in by_type.get("indicator", ()):
        family = families.get(ties.get(str(one.get("id")), ""), families[""])
        _add(family, str(one.get("pattern", "")), left_out)
    found = [family for family in families.values() if family.packages or family.certificates or family.sites]
    if not any(family.packages or family.certificates for family in found):
        raise _refusal(name, "no indicator of an app")
    dated = max(
        (
            str(one.get("modified") or one.get("created") or "")[:10]
            for one in objects
            if isinstance(one, dict)
        ),
        default="",
    )
    return StixRead(_pack(found, name, dated), dict(left_out))


def _pack(found: list[_Named], name: str, dated: str) -> IndicatorPack:
    source = IndicatorSource(
        id="imported",
        title=name.rpartition("/")[2],
        url="leeward:imported",
        version="",
        dated=dated or date.today().isoformat(),
        licence="see where it came from",
        attribution="see where it came from",
    )
    return IndicatorPack(
        schema="leeward.indicators/1",
        made=source.dated,
        sources=(source,),
        families=tuple(
            Family(
                name=family.name,
                kind=family.kind,
                source="imported",
                packages=tuple(family.packages),
                certificates=tuple(family.certificates),
                sites=tuple(family.sites),
            )
            for family in found
        ),
    )


def _named(malware: dict[str, Any]) -> _Named:
    name = str(malware.get("name") or "unnamed")[:120]
    about = " ".join(str(malware.get(key, "")) for key in ("name", "description", "labels", "malware_types"))
    return _Named(name, "watchware" if _WATCHWARE.search(about) else "stalkerware", {}, {}, {})


def _ties(by_type: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The malware of each indicator."""
    return {
        str(one.get("source_ref")): str(one.get("target_ref"))
        for one in by_type.get("relationship", ())
        if str(one.get("target_ref", "")).startswith("malware--")
    }


def _add(family: _Named, pattern: str, left_out: Counter[str]) -> None:
    for part in re.split(r"\s+OR\s+", pattern.strip()):
        match = _PART.fullmatch(part.strip())
        if match is None:
            left_out["other pattern"] += 1
            continue
        key, value = match[1].replace("'", "").lower(), re.sub(r"\\(.)", r"\1", match[2]).strip()
        if key == "app:id" or (key == "process:name" and "." in value):
            family.packages[value] = None
        elif key.startswith("app:cert.") and _DIGEST.fullmatch(value.replace(":", "").upper()):
            family.certificates[value.replace(":", "").upper()] = None
        elif key == "domain-name:value":
            family.sites[value.lower()] = None
        else:
            left_out[key] += 1


def _refusal(name: str, found: str) -> ContentError:
    return ContentError(
        found,
        expected="a STIX 2 bundle with indicators of apps, such as [app:id='...']",
        do="Check the file; nothing was taken from it",
        where=name,
    )
