# SPDX-License-Identifier: Apache-2.0
"""The next ten minutes: the lines of all raised flags, merged into at most seven.

Life, children, what cannot wait an hour, next contact, tonight, proof. Lines that say no more than
another are dropped, lines that would contradict a flag are replaced by the variant that fits, and no slot
crowds out another: the rest folds under "also".
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.flag import SLOTS, Line, Slot
from leeward.screening.flags import RaisedFlag
from leeward.terms.because import Because
from leeward.terms.context import Context, NextContact
from leeward.terms.hours import ended, hour_in_words
from leeward.terms.text import LANGUAGES, Text

MOST_LINES = 7
MOST_OF_A_SLOT = 2
SUICIDE_POSITIVE = ("suicide-acute", "suicide-high", "suicide-nonacute", "suicide-moderate")
"""Flags of a positive suicide screen, most urgent first. The first line of each keeps the client here."""


class MinuteLine(msgspec.Struct, frozen=True):
    """One line to act on. `because`: the flags that call for it. `at`: the dated contact it shows."""

    id: str
    slot: Slot
    text: Text
    because: tuple[Because, ...]
    at: datetime | None = None


class TenMinutesList(msgspec.Struct, frozen=True):
    """`first`: at most seven lines. `also`: the rest, folded. `notice`: what these lines are not."""

    first: tuple[MinuteLine, ...]
    also: tuple[MinuteLine, ...]
    notice: Text


def next_ten_minutes(
    raised: tuple[RaisedFlag, ...], context: Context, catalogue: Catalogue
) -> TenMinutesList:
    """Merges the lines of all raised flags into one list."""
    callers = _without_covered(_callers(raised, catalogue), catalogue)
    lines = [catalogue.line_by_id[line_id] for line_id in callers]
    stay = _stay_line(raised, catalogue)
    ordered = sorted(lines, key=lambda line: (line.id != stay, _place(line)))
    made = [_made(line, callers[line.id], context, _names(line, raised, catalogue)) for line in ordered]
    first, also = _choose(made)
    return TenMinutesList(first=first, also=also, notice=catalogue.ten_minutes.prompt_notice)


def _stay_line(raised: tuple[RaisedFlag, ...], catalogue: Catalogue) -> str | None:
    """The line that keeps a client with a positive suicide screen here: it leads, whatever else is up."""
    up = {flag.id for flag in raised}
    for flag in SUICIDE_POSITIVE:
        if flag in up:
            line = catalogue.line_by_id[catalogue.flag(flag).lines[0]]
            return _variant(line, up, catalogue).id
    return None


def _callers(raised: tuple[RaisedFlag, ...], catalogue: Catalogue) -> dict[str, list[str]]:
    """Which raised flags call for which line, after variants have taken the place of what does not fit."""
    up = {flag.id for flag in raised}
    callers: dict[str, list[str]] = {}
    for flag in raised:
        for line_id in catalogue.flag(flag.id).lines:
            line = _variant(catalogue.line_by_id[line_id], up, catalogue)
            if up.issuperset(line.needs_flags):
                callers.setdefault(line.id, []).append(flag.id)
    return callers


def _variant(line: Line, up: set[str], catalogue: Catalogue) -> Line:
    seen = {line.id}
    while True:
        use = next((variant.use for variant in line.unless if up.intersection(variant.flags)), None)
        if use is None or use in seen:
            return line
        seen.add(use)
        line = catalogue.line_by_id[use]


def _without_covered(callers: dict[str, list[str]], catalogue: Catalogue) -> dict[str, list[str]]:
    """The lines that no other line already says; each also speaks for the flags of those it covers."""
    covers = {line_id: _covered_by(line_id, callers, catalogue) for line_id in callers}
    covered = {other for others in covers.values() for other in others}
    return {
        line_id: [*flags, *(flag for other in _all_below(line_id, covers) for flag in callers[other])]
        for line_id, flags in callers.items()
        if line_id not in covered
    }


def _covered_by(line_id: str, callers: dict[str, list[str]], catalogue: Catalogue) -> list[str]:
    """The called lines that this one makes superfluous; two that cover each other both stay."""
    return [
        other
        for other in catalogue.line_by_id[line_id].covers
        if other in callers and other != line_id and line_id not in catalogue.line_by_id[other].covers
    ]


def _all_below(line_id: str, covers: dict[str, list[str]]) -> list[str]:
    """Everything a line covers, also by way of what it covers."""
    found: dict[str, None] = {}
    queue = [*covers[line_id]]
    while queue:
        one = queue.pop(0)
        if one not in found:
            found[one] = None
            queue += covers[one]
    return list(found)


def _place(line: Line) -> tuple[int, int, str]:
    return (SLOTS.index(line.slot), line.rank, line.id)


def _names(line: Line, raised: tuple[RaisedFlag, ...], catalogue: Catalogue) -> tuple[Text, ...]:
    """What the line names: the reasons of the flags whose own line it is, and nothing that was not one."""
    reasons = {
        word
        for flag in raised
        if line.names and line.id in catalogue.flag(flag.id).lines
        for reason in flag.because
        for word in (reason.ref, reason.value if reason.kind == "rule" else None)
    }
    return tuple(named.text for named in line.names if named.of in reasons)


def _made(line: Line, flags: list[str], context: Context, names: tuple[Text, ...]) -> MinuteLine:
    contact = _contact(line, context)
    reasons = tuple(Because("flag", flag) for flag in dict.fromkeys(flags))
    text = line.text
    if names and line.text_when_named is not None:
        text = _with_names(line.text_when_named, names)
    if contact is not None:
        text = _with_clock(line.text_when_known or line.text, contact, context.now)
    return MinuteLine(line.id, line.slot, text, reasons, at=contact.at if contact is not None else None)


def _with_names(text: Text, names: tuple[Text, ...]) -> Text:
    """The line with what is meant by it: "hands at the neck, a gun or other weapon"."""
    en, es = (", ".join(name.said_in(language) for name in names) for language in LANGUAGES)
    return Text(en=f"{text.en} {en}.", es=f"{text.es} {es}.")


def _contact(line: Line, context: Context) -> NextContact | None:
    """The soonest dated contact of the kind the line shows, past ones left out when today is known."""
    if line.shows_next_contact is None:
        return None
    for contact in context.next_contact:
        if context.now is not None and contact.at < context.now:
            continue
        if line.shows_next_contact in ("any", contact.kind):
            return contact
    return None


def _with_clock(text: Text, contact: NextContact, now: datetime | None) -> Text:
    """The line with the hour, then how long; never a ticking countdown."""
    en = f"{contact.at:%a %d %b}, {hour_in_words(contact.at, 'en')}"
    day, month = _DAYS_ES[contact.at.weekday()], _MONTHS_ES[contact.at.month - 1]
    es = f"{day} {contact.at.day} de {month}, {hour_in_words(contact.at, 'es')}"
    if now is not None and contact.at >= now:
        hours = int((contact.at - now).total_seconds() // 3600)
        days = (contact.at.date() - now.date()).days
        en += f" (in {days} days)" if days > 1 else f" (in {hours} hours)"
        es += f" (en {days} días)" if days > 1 else f" (en {hours} horas)"
    return Text(en=f"{text.en} {ended(en)}", es=f"{text.es} {ended(es)}")


_DAYS_ES = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_MONTHS_ES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def _choose(lines: list[MinuteLine]) -> tuple[tuple[MinuteLine, ...], tuple[MinuteLine, ...]]:
    """Two of each slot first; places still free go to the next lines, in order."""
    chosen: list[MinuteLine] = []
    for slot in SLOTS:
        chosen += [line for line in lines if line.slot == slot][:MOST_OF_A_SLOT]
    chosen = _trim(chosen)
    for line in lines:
        if len(chosen) >= MOST_LINES:
            break
        if line not in chosen:
            chosen.append(line)
    first = tuple(line for line in lines if line in chosen)
    return first, tuple(line for line in lines if line not in chosen)


def _trim(chosen: list[MinuteLine]) -> list[MinuteLine]:
    """At most seven: the second line of the last slots gives way first; the first of each stays."""
    while len(chosen) > MOST_LINES:
        slots = [line.slot for line in chosen]
        doubled = [number for number, slot in enumerate(slots) if slots.index(slot) != number]
        chosen.pop(doubled[-1] if doubled else -1)
    return chosen
