# SPDX-License-Identifier: Apache-2.0
"""Where a device stands in its questions, as it is kept inside the sealed answers of the visit.

    device           voice, language, whether it was started, and the way back; empty once it came back
    device_end       how it ended: finished, stopped, not-private, not-now, stopped-for-staff, left,
                     taken-back, or no-longer-fits where age or setting were changed meanwhile
    asked_on_device  linkIds the client answered or skipped alone, for the record

The visit's own `voice` stays the MHP's all the time: a device that never comes back leaves nothing to mend.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from leeward.knowledge.models.screen import Voice
from leeward.practice.book import book
from leeward.practice.visits.chain import answers_of
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.return_visits import ANSWER, CARRIED, PASSED
from leeward.screening import Findings, find
from leeward.screening.return_visit import changes_from_day_to_day
from leeward.terms.text import Language

DEVICE, DEVICE_END, ASKED = "device", "device_end", "asked_on_device"


class DeviceState(msgspec.Struct, frozen=True):
    """`is_long`: every question a device may ask, not the short list.

    `back`: linkIds answered or skipped since the hand-over, in order. `at`: the one looked at again.
    """

    voice: Voice
    language: Language
    with_led: bool = False
    is_long: bool = False
    is_started: bool = False
    back: tuple[str, ...] = ()
    at: str = ""

    def answered(self, link_id: str) -> DeviceState:
        """After an answer or a skip: on to what comes next."""
        back = self.back if link_id in self.back else (*self.back, link_id)
        return msgspec.structs.replace(self, back=back, at="")

    def before(self, link_id: str) -> str:
        """The question asked before this one; empty before the first."""
        earlier = self.back[: self.back.index(link_id)] if link_id in self.back else self.back
        return earlier[-1] if earlier else ""

    def back_from(self, link_id: str) -> DeviceState:
        """At the question before this one; at the first one it stays."""
        return msgspec.structs.replace(self, at=self.before(link_id) or self.at)

    def started(self) -> DeviceState:
        return msgspec.structs.replace(self, is_started=True)


def read_state(sheet: Sheet) -> DeviceState | None:
    """The state in the answers; None: no device is out."""
    raw = sheet.words.get(DEVICE)
    return msgspec.convert(raw, DeviceState) if raw else None


def written(state: DeviceState) -> dict[str, Any]:
    """The keys that keep a state."""
    return {DEVICE: msgspec.to_builtins(state)}


def ended(way: str) -> dict[str, Any]:
    """The keys of a device that came back."""
    return {DEVICE: {}, DEVICE_END: way}


def with_asked(words: Mapping[str, Any], link_id: str) -> dict[str, Any]:
    """The record of what was asked on a device, with one more."""
    return {ASKED: list(dict.fromkeys([*words.get(ASKED, []), link_id]))}


def findings_on_device(sheet: Sheet, state: DeviceState, at: datetime) -> Findings:
    """What the answers show, in the voice of the device. Raises InputError: the age does not fit it."""
    words = {**_without_earlier(sheet), "voice": state.voice, "language": state.language}
    return find(answers_of(Sheet(sheet.version, words), at), book())


def _without_earlier(sheet: Sheet) -> dict[str, Any]:
    """Without what an earlier visit said of its own day: a device asks that, and shows it to nobody."""
    earlier = changes_from_day_to_day(book()) & set(sheet.words.get(CARRIED, {}))
    words = {key: value for key, value in sheet.words.items() if key.removeprefix(ANSWER) not in earlier}
    skipped = earlier & set(sheet.words.get(PASSED, ()))
    return {**words, **{f"{ANSWER}{link_id}": None for link_id in skipped}}
