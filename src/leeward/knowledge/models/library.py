# SPDX-License-Identifier: Apache-2.0
"""What the library holds besides: platforms, awareness texts, the MHP's guide, the glossary."""

from __future__ import annotations

from typing import Any

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text


class PlatformSteps(Value, frozen=True, kw_only=True):
    """Steps on a platform for one purpose, and what the other side may notice."""

    steps: tuple[ClientText, ...]
    other_side: ClientText | None = None
    side_effects: ClientText | None = None
    url: str | None = None
    sources: tuple[Source, ...] = ()
    confidence: Confidence


class Platform(Entry, frozen=True, kw_only=True):
    """What to do on one platform: keep, report, block, check devices, location, police portal."""

    name: str
    also: tuple[str, ...] = ()
    as_of: str
    capture: tuple[ClientText, ...]
    data_export: dict[str, Any]
    report: PlatformSteps
    block: PlatformSteps
    signed_in_devices: PlatformSteps
    two_step: PlatformSteps
    location: PlatformSteps
    legal_process: dict[str, Any]
    watch_out: tuple[ClientText, ...] = ()
    young_people: tuple[ClientText, ...] = ()


class Block(Value, frozen=True, kw_only=True):
    """A heading and its paragraphs; `ref` takes over a shared block by id."""

    h: ClientText | None = None
    p: tuple[ClientText, ...] = ()
    ref: Id | None = None


class Awareness(Entry, frozen=True, kw_only=True):
    """A poster, card, hand-out, web section or post.

    `bland_title`: what stands on anything the person takes home; the true title stays on screen.
    `safe_to_carry`: whether it is written to be found by anyone.
    """

    kind: str
    audience: str | None = None
    place: str | None = None
    scenarios: tuple[Id, ...] = ()
    title: ClientText | None = None
    bland_title: ClientText | None = None
    blocks: tuple[Block, ...]
    page_2: tuple[Block, ...] = ()
    image_alt: Text | None = None
    hashtags: tuple[str, ...] = ()
    resources: tuple[Id, ...] = ()
    safe_to_carry: bool | str | None = None
    use: str | None = None
    note: str | None = None


class GuideTopic(Entry, frozen=True, kw_only=True):
    """What an MHP does and says on one topic. Staff text."""

    title: str
    do: tuple[str, ...] = ()
    say: tuple[Text, ...] = ()
    avoid: tuple[str, ...] = ()
    details: dict[str, Any] = {}


class GlossaryTerm(Value, frozen=True, kw_only=True):
    """One idea, one Spanish term."""

    id: Id
    aliases: tuple[str, ...] = ()
    en: str
    es: str
    avoid: tuple[str, ...] = ()
    note: str | None = None
