# SPDX-License-Identifier: Apache-2.0
"""Which entries and fields an overlay may touch: what is not listed here is not an overlay's to say.

    refused("instruments", ours, theirs)    # (("answer_sets",), "an overlay may not change answer_sets; ...")
    refused("services", None, theirs)       # None: an own service may be added

An overlay may have been copied from anywhere, or come out of a back-up that others can write to. It adds
what a practice knows of its own place, and corrects words. What the program decides by (questions, flags,
first lines, danger, what must come first, what tips somebody off, what not to do, duties) comes with the
package alone, where it is reviewed and tested. A list of what is allowed, not of what is forbidden: a field
that is added to a kind tomorrow is closed until somebody opens it here, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from leeward.knowledge.models.inspection import Brand
from leeward.knowledge.overlaying import gainsays, weakened

ABOUT = frozenset({"sources", "reviewed", "confidence", "local"})
"""What an entry says of itself. Goes with every correction that is allowed at all."""


class Allowed(msgspec.Struct, frozen=True):
    """What an overlay may do with one kind. `corrects`: fields of our entries. `why`: why that is open."""

    adds: bool
    corrects: frozenset[str]
    why: str


def _fields(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOTE = Allowed(True, frozenset(), "a practice's own notes stand beside ours")
ALLOWED: dict[str, Allowed] = {
    "services": Allowed(
        True,
        _fields(
            "name name_es organization status audience description url contact phones hours languages"
            " eligibility services scenarios confidential leaves_trace_notes jurisdictions alert"
            " accessibility"
        ),
        "who answers, when and for whom is found out on the spot; crisis lines have rules of their own",
    ),
    "retired": Allowed(
        True, _fields("name name_es status since use_instead note"), "names that no longer answer are local"
    ),
    "options": Allowed(
        True, _fields("title who_helps"), "an option of ours may be called by the name it has in town"
    ),
    "organisations": Allowed(
        True,
        _fields("title lead fits_when ask_for bring how_long no_answer services"),
        "whom to ask for, and where, differs by school, company and campus",
    ),
    "law": Allowed(
        True, _fields("recording_consent_note gaps"), "law changes between releases; a lawyer reads it anew"
    ),
    "provisions": Allowed(
        True,
        _fields("citation title summary relationship minors caution eligibility"),
        "law changes between releases; shown as the practice's own reading. Duties to report stay ours",
    ),
    "mechanisms": Allowed(
        False, _fields("another_explanation platform_notes"), "menus and everyday causes change; no link does"
    ),
    "brands": Allowed(True, frozenset(), "own banks and shops; no brand of ours is anybody else's"),
    "platforms": _NOTE,
    "awareness": _NOTE,
    "guide": _NOTE,
    "glossary": _NOTE,
    "matters": _NOTE,
    "teaching": _NOTE,
}
CLOSED = Allowed(False, frozenset(), "what the program decides by")


class Refused(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """An entry of an overlay that is not in force. `fields`: what it may not say, where it is about that."""

    file: str
    line: int
    entry: str
    fields: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry}: {self.why}"


def refused(
    kind: str, ours: Any | None, theirs: Any, others: Iterable[Any] = ()
) -> tuple[tuple[str, ...], str] | None:
    """The fields and the reason for which an overlay's entry is not in force; None: it is.

    Args:
        kind: the field of the catalogue that holds such entries.
        ours: the package's entry of the same id. None: there is none, and this is added.
        others: the entries that an added one must not gainsay: services for a name that no longer answers
            or a service, brands for a brand.
    """
    fields = outside(kind, ours, theirs)
    if fields is not None:
        return fields, why_outside(kind, fields)
    if ours is not None:
        why = weakened(ours, theirs)
    elif isinstance(theirs, Brand):
        why = "an overlay may not give a name of ours to another brand" if _is_taken(theirs, others) else None
    else:
        why = gainsays(theirs, others)
    return ((), why) if why is not None else None


def outside(kind: str, ours: Any | None, theirs: Any) -> tuple[str, ...] | None:
    """Fields of an overlay's entry that are not its to say; None: it may stand.

    Args:
        kind: the field of the catalogue that holds such entries.
        ours: the package's entry of the same id. None: there is none, and this is added.
    """
    allowed = ALLOWED.get(kind, CLOSED)
    if ours is None:
        return None if allowed.adds else ()
    open_fields = allowed.corrects | ABOUT if allowed.corrects else frozenset({"local"})
    changed = (
        name
        for name in ours.__struct_fields__
        if name not in open_fields and getattr(ours, name) != getattr(theirs, name)
    )
    return tuple(changed) or None


def why_outside(kind: str, fields: Iterable[str]) -> str:
    """The sentence for it, in the words of content files."""
    named = ", ".join(fields)
    if not named:
        return f"an overlay may not add to {kind.replace('_', ' ')}; the program decides by them"
    allowed = ", ".join(sorted(ALLOWED.get(kind, CLOSED).corrects)) or "nothing of it"
    return f"an overlay may not change {named}; it may change {allowed}"


def _is_taken(theirs: Brand, ours: Iterable[Brand]) -> bool:
    """Whether it goes by a name of one of ours, so that its own pages would pass for theirs."""
    names = {name.casefold() for one in ours for name in one.names}
    return any(name.casefold() in names for name in theirs.names)
