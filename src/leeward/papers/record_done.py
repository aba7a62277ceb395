# SPDX-License-Identifier: Apache-2.0
"""The record's part on what was done, and on what comes next: days and hours, never a countdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from leeward.papers.dates import moment_in_words
from leeward.papers.record_words import CONTACT_KINDS, LATE, REPLIES, TALK_AGAIN, TALK_SOON
from leeward.screening.line_answers import LineReply
from leeward.terms.context import Context
from leeward.terms.text import Language


class Done(NamedTuple):
    """A reply to a line of the next ten minutes.

    `line`: what it said. `because`: the MHP's words. `when`: local. `late`: written down afterwards.
    """

    line: str
    reply: LineReply
    because: str
    when: datetime
    late: bool


class Talk(NamedTuple):
    """A next talk. `at`: local. `way`: how, as agreed. `soon`: the contact within 48 hours."""

    at: datetime
    way: str
    soon: bool


def done_in_words(done: Sequence[Done], language: Language) -> list[dict[str, str]]:
    """Each line with what was done about it, and when that was written down."""
    return [
        {
            "line": one.line,
            "reply": REPLIES[one.reply].said_in(language),
            "because": one.because,
            "when": moment_in_words(one.when, language) + (f", {LATE.said_in(language)}" if one.late else ""),
        }
        for one in done
    ]


def talks_in_words(talks: Sequence[Talk], language: Language) -> list[dict[str, str]]:
    """Each next talk: what it is, when, by which way."""
    return [
        {
            "what": (TALK_SOON if one.soon else TALK_AGAIN).said_in(language),
            "when": moment_in_words(one.at, language),
            "way": one.way,
        }
        for one in talks
    ]


def dates_ahead(context: Context, language: Language) -> list[str]:
    """The dates on which the person doing this is near or in touch, as they were told."""
    return [
        f"{CONTACT_KINDS[one.kind].said_in(language)}, {moment_in_words(one.at, language)}"
        for one in context.next_contact
    ]
