# SPDX-License-Identifier: Apache-2.0
"""The record's part on referrals: to which office, since when, where each stands, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from leeward.papers.dates import day_in_words
from leeward.terms.text import Language, Text

UNNAMED = Text(
    en="An office whose name stays with us",
    es="Una oficina cuyo nombre se queda con nosotros",
)
KINDS: Mapping[str, Text] = {
    "crisis": Text(en="help now", es="ayuda ahora"),
    "protective-order": Text(en="a court order", es="una orden de una corte"),
    "legal-or-tech": Text(en="legal help, phones and accounts", es="ayuda legal, teléfonos y cuentas"),
    "counselling": Text(en="counseling or care", es="terapia o atención"),
    "other": Text(en="something else", es="otra cosa"),
}
"""What a referral is for, by the name of its kind (`stewardship.referrals`)."""


class ReferralTold(NamedTuple):
    """One referral. `office`: its name; empty where it must not leave. `kind`: what for, as `KINDS` has it.

    `stands`: where it stands, or how it ended, each with its day, oldest first. `why`: the office's reason.
    """

    office: str
    kind: str
    begun_on: date
    stands: Sequence[tuple[str, date]]
    is_open: bool
    why: str = ""


def referrals_in_words(told: Sequence[ReferralTold], language: Language) -> dict[str, list[dict[str, str]]]:
    """Those that are open and those that are closed, each in the order of their days."""
    ordered = sorted(told, key=lambda one: one.begun_on)
    return {
        "open": [_in_words(one, language) for one in ordered if one.is_open],
        "closed": [_in_words(one, language) for one in ordered if not one.is_open],
    }


def _in_words(one: ReferralTold, language: Language) -> dict[str, str]:
    return {
        "office": one.office or UNNAMED.said_in(language),
        "kind": KINDS[one.kind].said_in(language),
        "begun": day_in_words(one.begun_on, language),
        "stands": "; ".join(f"{what} ({day_in_words(on, language)})" for what, on in one.stands),
        "why": one.why,
    }
