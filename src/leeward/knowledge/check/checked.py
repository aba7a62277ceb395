# SPDX-License-Identifier: Apache-2.0
"""What the rules look at: the catalogue, and the file and line of every part of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.parsing import Place, Problem

NOWHERE = Place("content", {}, ())


class Checked(msgspec.Struct, frozen=True):
    """`today`: the day the check is made for (tests move it)."""

    catalogue: Catalogue
    places: Mapping[tuple[str, str], Place]
    today: date

    def problem(self, field: str, entry_id: str, message: str, *path: str | int) -> Problem:
        """A problem with the part at `path` of an entry of a catalogue field."""
        place = self.places.get((field, entry_id), NOWHERE)
        return place.problem(f"{entry_id}: {message}" if entry_id else message, *path)

    def screen_problem(self, link_id: str, message: str) -> Problem:
        """A problem with a screen item, on the item's own line."""
        for section_number, section in enumerate(self.catalogue.screen.sections):
            for number, item in enumerate(section.items):
                if item.linkId == link_id:
                    return self.problem(
                        "screen", "", f"{link_id}: {message}", "sections", section_number, "items", number
                    )
        return self.problem("screen", "", f"{link_id}: {message}")

    def entries(self) -> tuple[tuple[str, str, Any], ...]:
        """Every entry that stands on its own, as (catalogue field, id, entry).

        A file that is one entry has the id ""; it is named by its file.
        """
        book = self.catalogue
        fields: dict[str, tuple[Any, ...]] = {
            "flags": book.flags, "instruments": book.instruments, "instrument_notes": book.instrument_notes,
            "scenarios": book.scenarios, "mechanisms": book.mechanisms, "signs": book.signs,
            "options": book.options, "services": book.services, "retired": book.retired,
            "state_help": book.state_help,
            "platforms": book.platforms, "organisations": book.organisations,
            "awareness": book.awareness, "guide": book.guide,
            "matters": book.matters, "retention": book.retention,
            "checkup_kinds": book.checkup_kinds, "checkups": book.checkups, "teaching": book.teaching,
            "app_reasons": book.app_reasons, "app_abilities": book.app_abilities,
            "app_advice": book.app_advice,
            "message_reasons": book.message_reasons, "message_advice": book.message_advice,
            "weights": book.weights, "roads": book.roads, "doors": book.doors, "talks": book.talks,
            "provisions": tuple(provision for place in book.law for provision in place.provisions),
        }  # fmt: skip
        listed = ((field, entry.id, entry) for field, entries in fields.items() for entry in entries)
        closing = (("asq_closing", way.id, way) for way in book.asq_closing.ways)
        return (*listed, ("asq_closing", "", book.asq_closing), *closing)
