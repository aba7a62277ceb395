# SPDX-License-Identifier: Apache-2.0
"""What to ask next in a session, and when the client's questions stop.

    step = next_step(findings, catalogue)        # an item of the screen, the ASQ, or nothing more for now

The room first, then danger today; the suicide screen comes at once for a client of 12 to 17 and for
anyone who despairs or is extorted, otherwise at the end of the first questions: always in this visit.
Source: knowledge:screen/rules (order, suicide, first_visit); clinical review, sessions A and B.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import DEVICE_VOICES
from leeward.screening.answers import Answers
from leeward.screening.findings import SUICIDE_SCREEN_DUE, Findings
from leeward.screening.questionnaire import CONSENT, PRIVACY, suicide_screen_items
from leeward.screening.ten_minutes import SUICIDE_POSITIVE

BEFORE_THE_SUICIDE_SCREEN = frozenset({"o1", "o2", "o3", "c9"})
ASK_AT_ONCE = frozenset({"extortion-deadline", "extortion-now", "coerced-self-harm", "despair"})

TOLD = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c11", "c12")
"""The first questions; yes or not sure to any of them is something told."""
DEVICE_HEARS = "o3"
POLICE = "g4"
LANGUAGE = "o5"
A_DAY = timedelta(hours=24)
HARD = 7
"""From here on, of 10, the last two weeks were hard (item c10, as in the flag distress-high)."""


class Step(msgspec.Struct, frozen=True):
    """`kind`: `item` with its linkId; `suicide-screen`; or why nothing is asked now.

    `not-alone`, `overheard`, `device-hears`: someone, or something, may hear; `refused`: not today;
    `tell-more`: they want to know more first; `done`: all was asked.
    """

    kind: Literal[
        "item",
        "suicide-screen",
        "not-alone",
        "overheard",
        "device-hears",
        "refused",
        "tell-more",
        "done",
    ]
    link_id: str = ""
    left: int = 0


class RoomSaid(msgspec.Struct, frozen=True):
    """What the client's page says of today. `went_on`: the MHP went on though a device may hear.

    `alone`: yes, no, unsure or empty; `consent`: yes, later, no or empty; `is_remote`: by video or phone.
    """

    alone: str = ""
    consent: str = ""
    went_on: bool = False
    is_remote: bool = False


NOTHING_SAID = RoomSaid()


def next_step(
    findings: Findings,
    catalogue: Catalogue,
    *,
    wanted: tuple[str, ...] | None,
    room: RoomSaid = NOTHING_SAID,
    again: frozenset[str] = frozenset(),
) -> Step:
    """The next question for the MHP to ask.

    Args:
        findings: made without the answers of `again`.
        wanted: linkIds of the short list of this visit (first visit or return); None: all that are open.
        again: linkIds that stand from an earlier visit and are asked again, whatever opens their section.
    """
    upcoming = {*findings.next, *again}
    listed = [
        link_id
        for link_id in catalogue.items
        if link_id in upcoming and (wanted is None or link_id in wanted) and not _is_known(link_id, findings)
    ]
    stop = _nobody_asks_now(findings, room, catalogue)
    if stop is not None:
        return stop
    before = [link_id for link_id in listed if link_id in BEFORE_THE_SUICIDE_SCREEN]
    if before:
        return Step("item", before[0], len(listed))
    if suicide_screen_called_for(findings, catalogue) and (asks_suicide_at_once(findings) or not listed):
        return Step("suicide-screen", left=len(listed))
    return Step("item", listed[0], len(listed)) if listed else Step("done")


def _nobody_asks_now(findings: Findings, room: RoomSaid, catalogue: Catalogue) -> Step | None:
    """Why no question of the screen is asked now; None: it may be.

    After "not today" a young person is still read the suicide screen: told to keep quiet, they refuse.
    """
    given = findings.answers.given
    consent = given.get(CONSENT, "absent")
    is_skipped = consent is None and room.consent != "yes"  # leave was given on the client's page
    is_unasked = consent == "absent" and room.consent in ("no", "later")
    refused = consent == "not_now" or is_skipped or is_unasked
    if consent == "tell_me":
        return Step("tell-more")
    if refused and not findings.answers.is_young:
        return Step("refused")
    heard = who_may_hear(findings.answers, room)
    if heard:
        return Step(heard)
    if given.get(DEVICE_HEARS) in ("yes", "not_sure") and not room.went_on:
        return Step("device-hears")
    if refused:
        is_due = suicide_screen_called_for(findings, catalogue)
        return Step("suicide-screen" if is_due else "refused")
    return None


def who_may_hear(answers: Answers, room: RoomSaid) -> Literal["not-alone", "overheard", ""]:
    """Whether a person may hear, so that nothing is asked; a question skipped over is no yes."""
    private = answers.given.get(PRIVACY, "absent")
    if room.alone in ("no", "unsure") and private != "yes":
        return "not-alone"
    return "overheard" if private in (None, "no", "not_sure") else ""


def is_room_unasked(answers: Answers, room: RoomSaid) -> bool:
    """Whether nobody said yet who may hear: as good as not sure for whatever is laid out or said aloud."""
    return not room.alone and PRIVACY not in answers.given


def asks_by_yes_or_no(answers: Answers, room: RoomSaid) -> bool:
    """Whether the first words on a call are a yes-or-no script: an open question is answered aloud."""
    return room.is_remote and (is_room_unasked(answers, room) or bool(who_may_hear(answers, room)))


def must_be_alone_today(findings: Findings, catalogue: Catalogue) -> bool:
    """Whether a young client is seen alone before they leave: “another day” would come too late.

    From 12 to 17, where the suicide screen is due or a contact with the person doing this is near.
    """
    context = findings.answers.context
    if not findings.answers.is_young or "child" in context.age_bands:
        return False
    now = context.now
    is_near = now is not None and any(now <= one.at <= now + A_DAY for one in context.next_contact)
    return is_near or suicide_screen_called_for(findings, catalogue)


def _is_known(link_id: str, findings: Findings) -> bool:
    """Whether the client already said it, on their own page: police and language are asked once."""
    context = findings.answers.context
    return (link_id == POLICE and context.police is not None) or (
        link_id == LANGUAGE and context.language is not None
    )


def nothing_was_told(findings: Findings) -> bool:
    """Whether the first questions were put and nothing was told; not that nothing is going on.

    A flag that the MHP raised was seen or heard in some other way: then it is not so either.

    Source: knowledge:screen/rules/nothing_told.
    """
    given = findings.answers.given
    said = [given[link_id] for link_id in TOLD if given.get(link_id) is not None]
    is_raised = bool(findings.answers.context.flags_by_hand)
    is_denied = bool(said) and set(said) == {"no"} and given.get("c9") in (None, "no")
    return is_denied and not findings.acts and not is_raised


def suicide_screen_called_for(findings: Findings, catalogue: Catalogue) -> bool:
    """Whether the suicide screen still has to be read in this visit: its flag is up, or something was told.

    Source: knowledge:screen/rules/suicide.
    """
    answers = findings.answers
    if not suicide_screen_items(answers, catalogue):
        return False
    told = any(answers.given.get(link_id) in ("yes", "not_sure") for link_id in TOLD)
    in_danger = answers.given.get("c9") in ("now", "soon", "not_sure")
    burden = answers.given.get("c10")
    is_hard = isinstance(burden, int) and burden >= HARD
    return SUICIDE_SCREEN_DUE in findings.flag_ids or told or in_danger or is_hard


def asks_suicide_at_once(findings: Findings) -> bool:
    """Whether the suicide screen comes before everything else that is still open."""
    answers = findings.answers
    if answers.is_young:
        return True
    return bool(ASK_AT_ONCE & findings.flag_ids) or answers.given.get("c6") in ("yes", "not_sure")


def stops_for(findings: Findings) -> tuple[str, ...]:
    """The raised flags that stop the client's questions until the MHP has looked; most severe first.

    On a device whatever is critical does; in the MHP's own hands a positive suicide screen does.
    Notes can always be written.
    """
    critical = tuple(flag.id for flag in findings.flags if flag.severity == "critical")
    if findings.answers.voice in DEVICE_VOICES:
        return critical
    return tuple(flag for flag in critical if flag in SUICIDE_POSITIVE)
