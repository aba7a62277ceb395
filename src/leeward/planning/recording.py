# SPDX-License-Identifier: Apache-2.0
"""Who has to agree before a talk may be recorded, place by place.

    rule = recording_rule("US-WA", catalogue)
    rule.says          # one sentence; rule.note: the law's own shape, in English
    rule.rests_on      # the provision that the note cites; None: nothing was read that it could rest on

What a place's file says of recording cites a section; how sure we are of it is how sure we are of the
provision of that section, and "likely" at most where only the chapter is the same.
"""

from __future__ import annotations

import re

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.option import Option
from leeward.planning import law_words as words
from leeward.planning.place import FEDERAL
from leeward.terms.source import Confidence, caution_for
from leeward.terms.text import LANGUAGES, Text

_SECTION = re.compile(r"\d[\w.:-]*\w")
_SHORT = 3
"""Numbers of so many signs may be a title or a chapter."""
_NUMBER = re.compile(r"\d{2,}")
_RECORDING = re.compile(
    r"\brecording (of )?(a |the )?(call|talk|sound)|\bsound recording|\brecord(s|ing)? (a |the |any )?"
    r"(call|talk|conversation|hand-?over)",
    re.IGNORECASE,
)


class RecordingRule(msgspec.Struct, frozen=True, kw_only=True):
    """The rule of one place. `note` is English, as the law is."""

    place: Jurisdiction
    says: Text
    note: str
    rests_on: Provision | None
    confidence: Confidence


def recording_rule(place: str, catalogue: Catalogue) -> RecordingRule:
    """The rule of a place. Raises NotFound for a place we do not know."""
    law = catalogue.jurisdiction(place)
    note = law.recording_consent_note
    federal = catalogue.jurisdiction(FEDERAL)
    ears = [one for one in (*law.provisions, *federal.provisions) if one.kind == "eavesdropping"]
    named = next((one for one in ears if _names_section_of(note, one)), None)
    near = next((one for one in ears if len(_numbers(note) & _numbers(one.citation)) > 1), None)
    rests_on = named or near
    return RecordingRule(
        place=law,
        says=words.RECORDING[law.recording_consent],
        note=note,
        rests_on=rests_on,
        confidence="unverified" if rests_on is None else named.confidence if named is not None else "likely",
    )


def rule_in_short(place: str | None, catalogue: Catalogue) -> Text:
    """The rule in one line, for beside an option; what to do where the place is not known."""
    if place is None:
        return words.RECORDING_ANYWHERE
    rule = recording_rule(place, catalogue)
    check = caution_for(rule.confidence)
    parts = {
        language: {
            "place": rule.place.name,
            "says": rule.says.said_in(language),
            "check": f" {check.said_in(language)}." if check is not None else "",
        }
        for language in LANGUAGES
    }
    return Text(
        en=words.RECORDING_HERE.en.format(**parts["en"]), es=words.RECORDING_HERE.es.format(**parts["es"])
    )


def is_about_recording(option: Option) -> bool:
    """Whether an option speaks of recording somebody: then the rule of the place belongs beside it."""
    spoken = (
        option.title, option.description, option.first_step, *option.could_help_by,
        *(one.how for one in option.could_backfire_by), *(one.text for one in option.caution_when),
    )  # fmt: skip
    return any(_RECORDING.search(text.en) for text in spoken)


def _names_section_of(note: str, provision: Provision) -> bool:
    """Whether a note cites a section of the provision, or a subsection of it."""
    cited = [one for one in _SECTION.findall(provision.citation) if _NUMBER.search(one) and len(one) > _SHORT]
    return any(said == one or said.startswith(f"{one}.") for said in _SECTION.findall(note) for one in cited)


def _numbers(text: str) -> frozenset[str]:
    """Numbers of titles, chapters and sections: two in common mean the same chapter at least."""
    return frozenset(_NUMBER.findall(text))
