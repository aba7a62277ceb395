# SPDX-License-Identifier: Apache-2.0
"""The real catalogue, and copies of it with one fault planted, for the tests of the knowledge room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import msgspec
import yaml

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.check.report import Rule
from leeward.knowledge.files import ContentFile, content_folder, package_content
from leeward.knowledge.loading import build_catalogue, content_digest
from leeward.knowledge.models.screen import Item
from leeward.knowledge.parsing import Parsed, parse_content

TODAY = date(2026, 11, 23)
"""The day on which the content was last read; tests move it from there."""


@cache
def real_content() -> tuple[ContentFile, ...]:
    """The package's content files, read once."""
    return package_content()


@cache
def real_parsed() -> Parsed:
    """The package's entries and where they stand."""
    return parse_content(real_content())


@cache
def real_catalogue() -> Catalogue:
    """The package's catalogue, parsed once and without a cache."""
    return build_catalogue(real_parsed(), content_digest(real_content()))


def raw_entry(file: str, key: str, entry_id: str) -> dict[str, Any]:
    """An entry as it stands in a content file, to be changed and written elsewhere."""
    document = yaml.load((content_folder() / file).read_bytes(), Loader=yaml.CSafeLoader)
    found = next(entry for entry in document[key] if entry["id"] == entry_id)
    return dict(found)


def content_file(name: str, document: Any, *, local: bool = False) -> ContentFile:
    """A content file that holds `document`: plain data, or YAML text as it stands."""
    text = document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False)
    return ContentFile(name, text.encode(), local)


def changed(field: str, entry_id: str, **changes: Any) -> Catalogue:
    """The real catalogue with one entry of a list changed."""
    return edited(field, entry_id, lambda entry: msgspec.structs.replace(entry, **changes))


def edited(field: str, entry_id: str, edit: Callable[[Any], Any], book: Catalogue | None = None) -> Catalogue:
    """`book` (the real one when None) with one entry of a list passed through `edit`."""
    book = book or real_catalogue()
    entries = getattr(book, field)
    assert entry_id in {entry.id for entry in entries}, f"{field} has no {entry_id}"
    swapped = tuple(edit(entry) if entry.id == entry_id else entry for entry in entries)
    return msgspec.structs.replace(book, **{field: swapped})


def changed_item(link_id: str, **changes: Any) -> Catalogue:
    """The real catalogue with one screen item changed."""

    def edit(item: Item) -> Item:
        return msgspec.structs.replace(item, **changes) if item.linkId == link_id else item

    book = real_catalogue()
    assert link_id in book.items
    sections = tuple(
        msgspec.structs.replace(section, items=tuple(edit(item) for item in section.items))
        for section in book.screen.sections
    )
    return changed_whole("screen", sections=sections)


def changed_whole(field: str, **changes: Any) -> Catalogue:
    """The real catalogue with the screen, the ten minutes or the vocabulary changed."""
    book = real_catalogue()
    whole = msgspec.structs.replace(getattr(book, field), **changes)
    return msgspec.structs.replace(book, **{field: whole})


def changed_provision(provision_id: str, **changes: Any) -> Catalogue:
    """The real catalogue with one provision of the law changed."""
    book = real_catalogue()
    place, provision = book.provisions[provision_id]
    swapped = tuple(
        msgspec.structs.replace(one, **changes) if one.id == provision.id else one for one in place.provisions
    )
    laws = tuple(
        msgspec.structs.replace(one, provisions=swapped) if one is place else one for one in book.law
    )
    return msgspec.structs.replace(book, law=laws)


def found_by(rule: Rule, book: Catalogue, *, today: date = TODAY) -> list[str]:
    """What one rule says of a catalogue, as `file:line: message`."""
    return [str(problem) for problem in rule(Checked(book, real_parsed().places, today))]
