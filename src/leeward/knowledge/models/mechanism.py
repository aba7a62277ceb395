# SPDX-License-Identifier: Apache-2.0
"""Mechanisms (how it could be done) and signs (what a client noticed)."""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.source import Confidence
from leeward.terms.text import Text

Noticeable = Literal["no", "maybe", "yes"]
ForAge = Literal["", "under-18"]
"""Whom a step is for; empty: for everybody."""


class SignLink(Value, frozen=True, kw_only=True):
    """What a sign says about a mechanism. Strengths are judgement, not measurement."""

    id: Id
    direction: Literal["for", "against"]
    strength: Literal["strong", "some", "weak"]


class Check(Value, frozen=True, kw_only=True):
    """A step to look, in order; looking may already be noticed."""

    order: int
    text: Text
    tips_off: Noticeable
    safe_device_needed: bool
    who: Literal["client", "MHP-with-client", "tech-clinic", "law-enforcement"]
    for_age: ForAge = ""


class Response(Value, frozen=True, kw_only=True):
    """A step to answer it, in order: keep proof and plan before anything changes.

    `answers_now`: help for somebody in danger today, which waits for nothing. `no_device`: done in court, by
    voice or by hand, whatever device its checks want.
    """

    order: int
    kind: Literal["document", "plan", "act", "follow-up"]
    text: Text
    person_may_notice: Noticeable
    answers_now: bool = False
    no_device: bool = False
    for_age: ForAge = ""


class PlatformNote(Value, frozen=True, kw_only=True):
    """What differs on one platform, and as of when."""

    platform: str
    as_of: str
    note: str


class Mechanism(Entry, frozen=True, kw_only=True):
    """One way it could be done, or an everyday cause that looks like it (family benign)."""

    name: ClientText
    family: Literal[
        "account", "benign", "device", "network", "people",
        "physical", "platform", "public-info", "synthetic", "tracker",
    ]  # fmt: skip
    how_common: Literal["common", "sometimes", "uncommon", "rare"]
    what_it_lets_them_do: tuple[ClientText, ...]
    means: tuple[Id, ...]
    signs: tuple[SignLink, ...]
    needs: str
    who_could: tuple[Id, ...]
    how_to_check: tuple[Check, ...]
    how_to_respond: tuple[Response, ...]
    do_not: tuple[ClientText, ...] = ()
    preserve: tuple[str, ...] = ()
    platform_notes: tuple[PlatformNote, ...] = ()
    another_explanation: ClientText
    steps_confidence: Confidence


class Sign(Entry, frozen=True, kw_only=True):
    """What a client may report, in plain words, with one follow-up question."""

    family: str
    text: ClientText
    follow_up: ClientText
    danger: bool = False
