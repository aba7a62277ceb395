# SPDX-License-Identifier: Apache-2.0
"""Content files -> typed entries, with every problem found and the line it stands on.

Nothing here decides whether content is *right*; that is `leeward.knowledge.check`. This module
decides whether it has the right *shape*, and remembers where each entry stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from typing import Any

import msgspec

from leeward.knowledge.files import ContentFile
from leeward.knowledge.models.apps import AppAbility, AppAdvice, AppReason
from leeward.knowledge.models.charges import Door, Road, Talk
from leeward.knowledge.models.checkup import Checkup, CheckupKind
from leeward.knowledge.models.closing import AsqClosing
from leeward.knowledge.models.flag import Flag, TenMinutes
from leeward.knowledge.models.inspection import (
    Advice,
    Brand,
    MessageHosts,
    MessageReason,
    MessageWords,
    SignOffer,
)
from leeward.knowledge.models.instrument import Instrument, InstrumentNote
from leeward.knowledge.models.law import Jurisdiction, Provision, SourceTiers
from leeward.knowledge.models.library import Awareness, GlossaryTerm, GuideTopic, Platform
from leeward.knowledge.models.matter import Matter
from leeward.knowledge.models.mechanism import Mechanism, Sign
from leeward.knowledge.models.option import Option
from leeward.knowledge.models.organisation import Organisation
from leeward.knowledge.models.retention import RetentionRule
from leeward.knowledge.models.scenario import Scenario
from leeward.knowledge.models.screen import Screen
from leeward.knowledge.models.service import Retired, Service, StateHelp
from leeward.knowledge.models.teaching import Teaching
from leeward.knowledge.models.vocabulary import Vocabulary
from leeward.knowledge.models.weighing import Weight
from leeward.knowledge.overlay_fields import Refused, refused
from leeward.knowledge.strict_yaml import Path, line_of, read_yaml
from leeward.terms.errors import ContentError

HEAD_KEYS = frozenset(
    {"schema", "family", "reviewed", "spanish", "version", "as_of", "rules", "note", "notes", "meta",
     "severity_levels", "sources", "confidence", "validated", "licence_vocabulary"}
)  # fmt: skip


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong with content: where it stands, and what it is."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Place(msgspec.Struct, frozen=True):
    """Where an entry stands, so that a rule can name the line of any part of it."""

    file: str
    lines: dict[Path, int]
    base: Path

    @property
    def is_local(self) -> bool:
        """Whether this is in a practice's overlay."""
        return self.file.startswith("overlay/")

    def problem(self, message: str, *path: str | int) -> Problem:
        """A problem with the part of the entry at `path`."""
        return Problem(self.file, line_of(self.lines, (*self.base, *path)), message)


class ListFile(msgspec.Struct, frozen=True):
    """A kind of file that holds a list of entries under one key."""

    pattern: str
    key: str
    entry: type[Any]
    field: str


LIST_FILES = (
    ListFile("options/*.yaml", "options", Option, "options"),
    ListFile("scenarios.yaml", "scenarios", Scenario, "scenarios"),
    ListFile("mechanisms/signs.yaml", "signs", Sign, "signs"),
    ListFile("mechanisms/mechanisms-*.yaml", "mechanisms", Mechanism, "mechanisms"),
    ListFile("screening/flags.yaml", "flags", Flag, "flags"),
    ListFile("screening/instruments-index.yaml", "instruments", InstrumentNote, "instrument_notes"),
    ListFile("screening/guide.yaml", "topics", GuideTopic, "guide"),
    ListFile("services/national.yaml", "services", Service, "services"),
    ListFile("services/local*.yaml", "services", Service, "services"),
    ListFile("services/retired*.yaml", "retired", Retired, "retired"),
    ListFile("services/states.yaml", "states", StateHelp, "state_help"),
    ListFile("platforms.yaml", "platforms", Platform, "platforms"),
    ListFile("organisations/*.yaml", "organisations", Organisation, "organisations"),
    ListFile("checkups/kinds.yaml", "kinds", CheckupKind, "checkup_kinds"),
    ListFile("checkups/on-*.yaml", "checkups", Checkup, "checkups"),
    ListFile("indicators/reasons.yaml", "reasons", AppReason, "app_reasons"),
    ListFile("indicators/abilities.yaml", "abilities", AppAbility, "app_abilities"),
    ListFile("indicators/advice.yaml", "advice", AppAdvice, "app_advice"),
    ListFile("teaching.yaml", "pages", Teaching, "teaching"),
    ListFile("inspection/messages.yaml", "reasons", MessageReason, "message_reasons"),
    ListFile("inspection/message-advice.yaml", "advice", Advice, "message_advice"),
    ListFile("inspection/offers.yaml", "offers", SignOffer, "sign_offers"),
    ListFile("inspection/brands*.yaml", "brands", Brand, "brands"),
    ListFile("charges/roads.yaml", "roads", Road, "roads"),
    ListFile("charges/doors.yaml", "doors", Door, "doors"),
    ListFile("charges/talks.yaml", "talks", Talk, "talks"),
    ListFile("awareness/*.yaml", "texts", Awareness, "awareness"),
    ListFile("glossary.yaml", "terms", GlossaryTerm, "glossary"),
    ListFile("stewardship/*.yaml", "matters", Matter, "matters"),
    ListFile("retention.yaml", "rules", RetentionRule, "retention"),
    ListFile("weighing.yaml", "weights", Weight, "weights"),
)
WHOLE_FILES: dict[str, tuple[str, type[Any]]] = {
    "vocabulary.yaml": ("vocabulary", Vocabulary),
    "source-tiers.yaml": ("source_tiers", SourceTiers),
    "screening/screen.yaml": ("screen", Screen),
    "screening/ten-minutes.yaml": ("ten_minutes", TenMinutes),
    "screening/closing-asq.yaml": ("asq_closing", AsqClosing),
    "inspection/words.yaml": ("message_words", MessageWords),
    "inspection/hosts.yaml": ("message_hosts", MessageHosts),
}


class Parsed(msgspec.Struct):
    """Entries by catalogue field, in reading order, with their places and the problems met.

    `replaced`: services of the package whose place the overlay took. `refused`: entries of the overlay that
    are not in force, since what they say is not an overlay's to say.
    """

    fields: dict[str, list[Any]] = {}
    whole: dict[str, Any] = {}
    places: dict[tuple[str, str], Place] = {}
    problems: list[Problem] = []
    replaced: list[Service] = []
    refused: list[Refused] = []

    def put(self, field: str, entry: Any, place: Place, *, local: bool) -> None:
        """Adds an entry; an overlay's entry takes the place of the package's of the same id."""
        entries = self.fields.setdefault(field, [])
        key = (field, entry.id)
        is_known = key in self.places
        if is_known and local == self.places[key].is_local:
            self.problems.append(place.problem(f"the id {entry.id!r} stands twice"))
            return
        ours = next((old for old in entries if old.id == entry.id), None) if is_known else None
        if local and not self.may_stand(field, ours, entry, place):
            return
        if isinstance(ours, Service):
            self.replaced.append(ours)
        if ours is not None:
            entries[entries.index(ours)] = entry
        else:
            entries.append(entry)
        self.places[key] = place

    def may_stand(self, kind: str, ours: Any | None, theirs: Any, place: Place) -> bool:
        """Whether an overlay's entry is in force. Where it is not, it is noted, and what we brought stays."""
        others = self.fields.get("brands" if kind == "brands" else "services", ())
        why_not = refused(kind, ours, theirs, others)
        if why_not is not None:
            at = place.problem("", *why_not[0][:1])
            name = getattr(theirs, "id", None) or theirs.jurisdiction
            self.refused.append(Refused(at.file, at.line, name, *why_not))
        return why_not is None


def parse_content(content: Iterable[ContentFile]) -> Parsed:
    """Every entry of `content`; package files first, then the overlay, which wins by id."""
    parsed = Parsed()
    for file in content:
        try:
            value, lines = read_yaml(file.data, file.name)
            _refuse_steering(value, lines, file.name)
            _parse_file(parsed, file, value, lines)
        except ContentError as error:
            where, _, line = error.where.rpartition(":")
            name, number = (where, int(line)) if line.isdigit() else (error.where or file.name, 1)
            found = f"{error.found}; expected {error.expected}. {error.do}."
            parsed.problems.append(Problem(_shown(name, file.local), number, found))
    return parsed


_STEERING = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)
"""What could steer a terminal or turn the order of letters round: content is printed as it stands."""


def _refuse_steering(value: Any, lines: dict[Path, int], name: str, path: Path = ()) -> None:
    if isinstance(value, str):
        if _STEERING.search(value):
            raise ContentError(
                "a control or direction character",
                expected="letters that show",
                do="Remove it",
                where=f"{name}:{line_of(lines, path)}",
            )
    elif isinstance(value, dict):
        for key, one in value.items():
            _refuse_steering(key, lines, name, (*path, key))
            _refuse_steering(one, lines, name, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _refuse_steering(one, lines, name, (*path, number))


def _shown(name: str, local: bool) -> str:
    return f"overlay/{name}" if local and not name.startswith("overlay/") else name


def _parse_file(parsed: Parsed, file: ContentFile, value: Any, lines: dict[Path, int]) -> None:
    place = Place(_shown(file.name, file.local), lines, ())
    if not isinstance(value, dict):
        parsed.problems.append(place.problem("the file is empty or not a mapping"))
        return
    if file.name in WHOLE_FILES:
        _parse_whole(parsed, file, value, place)
    elif fnmatch(file.name, "law/US-*.yaml"):
        _parse_law(parsed, file, value, lines)
    elif fnmatch(file.name, "screening/instruments/*.yaml"):
        entry = _convert(parsed, _with_sources(value, ""), Instrument, place)
        if entry is not None:
            parsed.put("instruments", _local(entry, file.local), place, local=file.local)
    else:
        shape = next((shape for shape in LIST_FILES if fnmatch(file.name, shape.pattern)), None)
        if shape is None:
            parsed.problems.append(place.problem("no kind of content lives in a file of this name"))
        else:
            _parse_list(parsed, file, value, lines, shape)


def _parse_whole(parsed: Parsed, file: ContentFile, value: dict[str, Any], place: Place) -> None:
    if file.local:
        parsed.problems.append(place.problem("an overlay cannot replace this file; add entries instead"))
        return
    field, kind = WHOLE_FILES[file.name]
    whole = _convert(parsed, value, kind, place)
    if whole is not None:
        parsed.whole[field] = whole
        parsed.places[(field, "")] = place
        for number, way in enumerate(getattr(whole, "ways", ())):
            parsed.places[(field, way.id)] = Place(place.file, place.lines, ("ways", number))


def _parse_list(
    parsed: Parsed, file: ContentFile, value: dict[str, Any], lines: dict[Path, int], shape: ListFile
) -> None:
    top = Place(_shown(file.name, file.local), lines, ())
    for key in value.keys() - HEAD_KEYS - {shape.key}:
        parsed.problems.append(top.problem(f"unknown key {key!r} at the head of the file", key))
    entries = value.get(shape.key)
    if not isinstance(entries, list):
        parsed.problems.append(top.problem(f"no list named {shape.key!r}"))
        return
    reviewed = str(value.get("reviewed", ""))
    for number, raw in enumerate(entries):
        place = Place(top.file, lines, (shape.key, number))
        if isinstance(raw, dict) and shape.entry not in (GlossaryTerm, Brand):
            raw = _with_sources(raw, reviewed)
        entry = _convert(parsed, raw, shape.entry, place)
        if entry is not None:
            parsed.put(shape.field, _local(entry, file.local), place, local=file.local)


def _parse_law(parsed: Parsed, file: ContentFile, value: dict[str, Any], lines: dict[Path, int]) -> None:
    top = Place(_shown(file.name, file.local), lines, ())
    provisions: list[Provision] = []
    listed = value.get("provisions") or []
    if not isinstance(listed, list):
        parsed.problems.append(top.problem("no list named 'provisions'", "provisions"))
        return
    for number, raw in enumerate(listed):
        place = Place(top.file, lines, ("provisions", number))
        if isinstance(raw, dict):
            raw = _with_sources(raw, _seen(raw))
        provision = _convert(parsed, raw, Provision, place)
        if provision is not None:
            provisions.append(_local(provision, file.local))
            key = ("provisions", provision.id)
            if key in parsed.places and file.local == parsed.places[key].is_local:
                parsed.problems.append(place.problem(f"the id {provision.id!r} stands twice"))
            parsed.places[key] = place
    code = str(value.get("jurisdiction", ""))
    if file.name != f"law/{code}.yaml":
        parsed.problems.append(top.problem(f"jurisdiction {code!r} in the file {file.name}", "jurisdiction"))
    known = next((old for old in parsed.fields.get("law", []) if old.jurisdiction == code), None)
    if file.local and known is not None:
        value = {**msgspec.to_builtins(known), **value}
    law = _convert(parsed, {**value, "provisions": []}, Jurisdiction, top)
    if law is not None and file.local and known is not None:
        _overlay_law(parsed, known, law, provisions, top)
    elif law is not None:
        parsed.fields.setdefault("law", []).append(msgspec.structs.replace(law, provisions=tuple(provisions)))
        parsed.places[("law", code)] = top


def _overlay_law(
    parsed: Parsed, known: Jurisdiction, corrected: Jurisdiction, provisions: Sequence[Provision], top: Place
) -> None:
    """A practice's provisions take the place of ours by id, or are added at the end.

    `corrected`: our place with what the practice says of it otherwise, such as its recording rule.
    """
    ours = {provision.id: provision for provision in known.provisions}
    own = {
        one.id: one
        for one in provisions
        if parsed.may_stand("provisions", ours.get(one.id), one, parsed.places[("provisions", one.id)])
    }
    if not parsed.may_stand("law", msgspec.structs.replace(known, provisions=()), corrected, top):
        corrected = known
    kept = tuple(own.pop(provision.id, provision) for provision in known.provisions)
    laws = parsed.fields["law"]
    laws[laws.index(known)] = msgspec.structs.replace(corrected, provisions=(*kept, *own.values()))


def _seen(raw: dict[str, Any]) -> str:
    source = raw.get("source")
    return str((source.get("seen") if isinstance(source, dict) else None) or "")


def _with_sources(raw: dict[str, Any], reviewed: str) -> dict[str, Any]:
    """`source` as `sources`, and the head's review date where the entry has none of its own."""
    given = dict(raw)
    if "source" in given and "sources" not in given:
        given["sources"] = [given.pop("source")]
    if reviewed and "reviewed" not in given:
        given["reviewed"] = reviewed
    if given.pop("local", None) is not None:
        given["local-may-not-be-set"] = True
    return given


def _local(entry: Any, local: bool) -> Any:
    return msgspec.structs.replace(entry, local=True) if local and hasattr(entry, "local") else entry


def _convert(parsed: Parsed, raw: Any, kind: type[Any], place: Place) -> Any | None:
    """`raw` as a `kind`, or a problem with the line of the part that does not fit."""
    try:
        return msgspec.convert(raw, kind)
    except (msgspec.ValidationError, ValueError) as error:
        message = str(error)
        path = _error_path(message)
        named = raw.get("id") if isinstance(raw, dict) else None
        about = f"{named}: " if isinstance(named, str) else ""
        parsed.problems.append(place.problem(about + message, *path))
        return None


_UNKNOWN_KEY = re.compile(r"Object contains unknown field `([^`]*)`")
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\[(\d+)\]|\[\.\.\.\]")


def _error_path(message: str) -> Path:
    """The path msgspec names at the end of its message, as far as it names exact places."""
    what, _, after = message.partition(" - at `")
    unknown = _UNKNOWN_KEY.match(what)
    steps: list[str | int] = []
    for match in _STEP.finditer(after):
        if match.group(1) is not None:
            steps.append(match.group(1))
        elif match.group(2) is not None:
            steps.append(int(match.group(2)))
        else:
            return tuple(steps)
    if unknown is not None:
        steps.append(unknown.group(1))
    return tuple(steps)
