# SPDX-License-Identifier: Apache-2.0
"""Each rule of `leeward content check` finds the fault it is for, alone, and is silent on our content.

A case plants one fault in the real catalogue. `also` names rules that rightly see the same fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache, partial
from typing import Any, NamedTuple

import msgspec
import pytest
from tests.support.catalogues import (
    TODAY,
    changed,
    changed_item,
    changed_provision,
    changed_whole,
    edited,
    found_by,
    real_catalogue,
)

from leeward.knowledge import Catalogue
from leeward.knowledge.check import (
    charges,
    law,
    organisations,
    references,
    screen,
    sources,
    staff,
    teaching,
    wiring,
    words,
)
from leeward.knowledge.check.report import RULES, Rule
from leeward.knowledge.files import content_folder
from leeward.knowledge.models.closing import Point
from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.eligibility import Eligibility
from leeward.knowledge.models.flag import Variant
from leeward.knowledge.models.instrument import BandStep
from leeward.knowledge.models.library import Block
from leeward.knowledge.models.option import BeforeThis, CautionWhen, HiddenWhen, Must, ShownWhen
from leeward.knowledge.models.reporting import Reporting
from leeward.knowledge.models.screen import Sets
from leeward.knowledge.models.teaching import Lately, Teaching
from leeward.terms.source import Source
from leeward.terms.text import PartText, Text

BOOK = real_catalogue()
WORD_RULES: tuple[Rule, ...] = (
    words.both_languages,
    words.no_overclaims,
    words.plain_words,
    words.tools_are_not_named,
    words.instruments_keep_their_wording,
)
"""Slow, and blind to everything but texts; run beside the others only where a text is planted."""

replace = msgspec.structs.replace
SOME_TEXT = Text(en="A made-up reason.", es="Un motivo inventado.")
NOTHING = "which stands for nothing"


@pytest.fixture(autouse=True, scope="module")
def _a_text_is_judged_once() -> Iterator[None]:
    """Each catalogue here is the real one but for a fault: what a text claims is asked once of each text."""
    with pytest.MonkeyPatch.context() as patch:
        asked = cache(words.overclaim_in)
        for room in (words, staff):
            patch.setattr(room, "overclaim_in", asked)
        yield


class Case(NamedTuple):
    """A fault: the rule it is for, the catalogue that has it, and what the rule must say."""

    rule: Rule
    plant: Callable[[], Catalogue]
    messages: tuple[str, ...]
    also: tuple[Rule, ...] = ()


Fault = tuple[str, Callable[[], Catalogue], tuple[str, ...], tuple[Rule, ...]]
"""A case of one rule: its name, and the parts of a `Case` behind the rule."""


def said(rule: Rule, book: Catalogue) -> list[str]:
    """The messages of a rule, without file and line."""
    return [line.split(": ", 1)[1] for line in found_by(rule, book)]


def with_condition(flag_id: str, raw: dict[str, Any]) -> Catalogue:
    """A flag that is also raised when `raw` holds."""

    def edit(flag: Any) -> Any:
        extra = msgspec.convert(raw, Condition)
        return replace(flag, raised_when=Condition(any_of=(flag.raised_when, extra)))

    return edited("flags", flag_id, edit)


def with_link_twice() -> Catalogue:
    first = BOOK.screen.sections[0]
    again = replace(first, items=(*first.items, first.items[0]))
    return changed_whole("screen", sections=(again, *BOOK.screen.sections[1:]))


def with_line(line_id: str, **changes: Any) -> Catalogue:
    """A line of the next ten minutes changed."""
    lines = tuple(replace(line, **changes) if line.id == line_id else line for line in BOOK.ten_minutes.lines)
    return changed_whole("ten_minutes", lines=lines)


def covering_in_a_ring() -> Catalogue:
    ring = {"deadline-clock": "public-date", "public-date": "next-near", "next-near": "deadline-clock"}
    lines = tuple(
        replace(line, covers=(ring[line.id],) if line.id in ring else ()) for line in BOOK.ten_minutes.lines
    )
    return changed_whole("ten_minutes", lines=lines)


def with_instrument_item(instrument_id: str, link_id: str, **changes: Any) -> Catalogue:
    def edit(instrument: Any) -> Any:
        items = tuple(
            replace(item, **changes) if item.linkId == link_id else item for item in instrument.items
        )
        assert items != instrument.items
        return replace(instrument, items=items)

    return edited("instruments", instrument_id, edit)


def item_that_sets(kind: str) -> Catalogue:
    lists: dict[str, Any] = {kind: ("made-up",)}
    return changed_item("c1", sets=(Sets(when=("yes",), **lists),))


def option_with(**changes: Any) -> Catalogue:
    """An option changed that nothing else waits for, and that waits for nothing."""
    return changed("options", "incident-log", **changes)


def shown_when(**lists: tuple[str, ...]) -> Catalogue:
    return option_with(shown_when=ShownWhen(**lists))


def hidden_when(instead: str = "safety-plan", **lists: tuple[str, ...]) -> Catalogue:
    return option_with(hidden_when=(HiddenWhen(because=SOME_TEXT, instead=instead, **lists),))


def caution_when(**lists: tuple[str, ...]) -> Catalogue:
    return option_with(caution_when=(CautionWhen(text=SOME_TEXT, **lists),))


def must(*ids: str) -> BeforeThis:
    return BeforeThis(must=tuple(Must(option=one, why=SOME_TEXT) for one in ids))


def hiding(book: Catalogue | None, option_id: str, instead: str, **lists: tuple[str, ...]) -> Catalogue:
    """A catalogue in which one more rule hides an option."""
    rule = HiddenWhen(because=SOME_TEXT, instead=instead, **lists)
    return edited("options", option_id, lambda one: replace(one, hidden_when=(*one.hidden_when, rule)), book)


def names(path: str, word: str = "made-up", entry: str = "incident-log") -> tuple[str]:
    return (f"{entry}: {path} names {word!r}, {NOTHING}",)


def without_ages(one: Any) -> Any:
    return replace(one, how_to_respond=tuple(replace(step, for_age="") for step in one.how_to_respond))


def without_for(mechanism: Any) -> Any:
    return replace(
        mechanism,
        signs=tuple(link for link in mechanism.signs if link.direction != "for" or link.strength == "weak"),
    )


ONCE_MORE: dict[str, Case] = {
    "option-id-twice": Case(
        references.unique_names,
        lambda: replace(BOOK, options=(*BOOK.options, BOOK.option("wait-and-watch"))),
        ("the option name 'wait-and-watch' stands for 2 entries",),
    ),
    "alias-that-is-another-id": Case(
        references.unique_names,
        lambda: changed("signs", "knows-location-live", aliases=("knows-location-past",)),
        ("the sign name 'knows-location-past' stands for 2 entries",),
    ),
    "provision-id-in-two-places": Case(
        references.unique_names,
        lambda: changed_provision("wa-stalking", aliases=("or-stalking",)),
        ("the provision name 'or-stalking' stands for 2 entries",),
    ),
    "linkid-twice": Case(references.unique_names, with_link_twice, ("o0: this linkId stands 2 times",)),
    "word-twice": Case(
        references.unique_names,
        lambda: changed_whole(
            "vocabulary", wishes=(*BOOK.vocabulary.wishes, replace(BOOK.vocabulary.wishes[0], aliases=()))
        ),
        ("wishes: the word 'stop' stands for 2 terms",),
    ),
}

REFERENCE_FAULTS: tuple[Fault, ...] = (
    ("family", lambda: option_with(family="made-up"), names("family"), ()),
    ("shown-scenario", lambda: shown_when(scenarios=("made-up",)), names("shown_when"), ()),
    ("shown-means", lambda: shown_when(means=("made-up",)), names("shown_when"), ()),
    ("shown-mechanism", lambda: shown_when(mechanisms=("made-up",)), names("shown_when"), ()),
    ("shown-relationship", lambda: shown_when(relationship=("made-up",)), names("shown_when"), ()),
    ("shown-age", lambda: shown_when(age=("made-up",)), names("shown_when"), ()),
    ("shown-jurisdiction", lambda: shown_when(jurisdiction=("made-up",)), names("shown_when"), ()),
    (
        "shown-flag",
        lambda: shown_when(flags=("made-up",)),
        names("shown_when"),
        (wiring.flag_words_can_be_raised,),
    ),
    (
        "hidden-flag",
        lambda: hidden_when(flags=("made-up",)),
        names("hidden_when"),
        (wiring.flag_words_can_be_raised,),
    ),
    ("hidden-relationship", lambda: hidden_when(relationship=("made-up",)), names("hidden_when"), ()),
    ("hidden-age", lambda: hidden_when(age=("made-up",)), names("hidden_when"), ()),
    ("hidden-scenario", lambda: hidden_when(scenarios=("made-up",)), names("hidden_when"), ()),
    ("instead", lambda: hidden_when("made-up", age=("child",)), names("hidden_when"), ()),
    (
        "caution-flag",
        lambda: caution_when(flags=("made-up",)),
        names("caution_when"),
        (wiring.flag_words_can_be_raised,),
    ),
    ("caution-scenario", lambda: caution_when(scenarios=("made-up",)), names("caution_when"), ()),
    (
        "must",
        lambda: option_with(before_this=must("made-up")),
        names("before_this"),
        (wiring.no_shown_option_waits_for_a_hidden_one,),
    ),
    (
        "better-after",
        lambda: option_with(before_this=BeforeThis(better_after=("made-up",))),
        names("before_this"),
        (),
    ),
    (
        "one-of",
        lambda: option_with(before_this=BeforeThis(one_of=(("safety-plan", "made-up"),))),
        names("before_this"),
        (),
    ),
    ("wish", lambda: option_with(wishes=("made-up",)), names("wishes"), ()),
    ("option-legal-kind", lambda: option_with(legal_kinds=("made-up",)), names("legal_kinds"), ()),
    ("service-need", lambda: option_with(service_needs=("made-up",)), names("service_needs"), ()),
    ("option-service", lambda: option_with(resources=("made-up",)), names("resources"), ()),
    (
        "mechanism-sign",
        lambda: edited(
            "mechanisms",
            "known-password",
            lambda one: replace(one, signs=(*one.signs, replace(one.signs[0], id="made-up"))),
        ),
        names("signs", entry="known-password"),
        (),
    ),
    (
        "mechanism-means",
        lambda: changed("mechanisms", "known-password", means=("made-up",)),
        names("means", entry="known-password"),
        (),
    ),
    (
        "who-could",
        lambda: changed("mechanisms", "known-password", who_could=("made-up",)),
        names("who_could", entry="known-password"),
        (),
    ),
    *(
        (
            f"scenario-{field}",
            partial(changed, "scenarios", "ncii", **{field: ("made-up",)}),
            names(field, entry="ncii"),
            (),
        )
        for field in ("danger_flags", "typical_means", "typical_mechanisms", "show_first", "legal_kinds")
    ),
    (
        "scenario-variant",
        lambda: edited(
            "scenarios",
            "ncii",
            lambda one: replace(one, raised_when=(replace(one.raised_when[0], variant="made-up"),)),
        ),
        names("raised_when", entry="ncii"),
        (),
    ),
    (
        "flag-line",
        lambda: changed("flags", "threat-to-kill", lines=("made-up",)),
        names("lines", entry="threat-to-kill"),
        (),
    ),
    (
        "line-covers",
        lambda: with_line("imminent-911", covers=("made-up",)),
        (f"lines names 'made-up', {NOTHING}",),
        (),
    ),
    (
        "line-needs-flags",
        lambda: with_line("imminent-911", needs_flags=("made-up",)),
        (f"lines names 'made-up', {NOTHING}",),
        (),
    ),
    (
        "line-unless",
        lambda: with_line("imminent-911", unless=(Variant(flags=("no-flag",), use="no-line"),)),
        (f"lines names 'no-line', {NOTHING}", f"lines names 'no-flag', {NOTHING}"),
        (),
    ),
    (
        "flag-group",
        lambda: changed_whole(
            "vocabulary",
            flag_groups=(
                replace(BOOK.vocabulary.flag_groups[0], flags=("made-up", "break-in")),
                *BOOK.vocabulary.flag_groups[1:],
            ),
        ),
        (f"flag_groups names 'made-up', {NOTHING}",),
        (),
    ),
    (
        "broader-word",
        lambda: changed_whole(
            "vocabulary",
            wishes=(replace(BOOK.vocabulary.wishes[0], broader="made-up"), *BOOK.vocabulary.wishes[1:]),
        ),
        (f"wishes names 'made-up', {NOTHING}",),
        (),
    ),
    (
        "band-raises",
        lambda: edited(
            "instruments",
            "asq",
            lambda one: replace(one, bands=(replace(one.bands[0], raises=("made-up",)), *one.bands[1:])),
        ),
        names("bands", entry="asq"),
        (),
    ),
    (
        "instrument-answers",
        partial(with_instrument_item, "asq", "asq-1", choices="made-up"),
        names("items", entry="asq"),
        (),
    ),
    (
        "instrument-scoring",
        lambda: edited(
            "instruments",
            "asq",
            lambda one: replace(one, scoring=replace(one.scoring, items=("made-up",))),
        ),
        names("scoring", entry="asq"),
        (),
    ),
    *(
        (
            f"service-{field}",
            partial(changed, "services", "988-lifeline", **{field: ("made-up",)}),
            names(field, entry="988-lifeline"),
            (),
        )
        for field in ("services", "scenarios", "jurisdictions")
    ),
    *(
        (
            f"awareness-{field}",
            partial(changed, "awareness", "handout-sextortion", **{field: ("made-up",)}),
            names(field, entry="handout-sextortion"),
            (),
        )
        for field in ("resources", "scenarios")
    ),
    *(
        (
            f"awareness-{field}",
            partial(changed, "awareness", "handout-sextortion", **{field: (Block(ref="made-up"),)}),
            names("blocks", entry="handout-sextortion"),
            (),
        )
        for field in ("blocks", "page_2")
    ),
    (
        "provision-kind",
        lambda: changed_provision("wa-stalking", kind="made-up"),
        ("wa-stalking: kind 'made-up' stands for nothing",),
        (charges.every_charge_is_talked_over,),
    ),
)
REFERENCES = {fault[0]: Case(references.references_resolve, *fault[1:]) for fault in REFERENCE_FAULTS}

CONDITION_FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("question", {"q": "zz9", "answered": True}, "a condition asks 'zz9', which is no question"),
    (
        "answer",
        {"q": "c1", "in": ["perhaps"]},
        "a condition expects 'perhaps' of c1, which has no such answer",
    ),
    (
        "answer-contained",
        {"q": "t1", "contains": ["tickle"]},
        "a condition expects 'tickle' of t1, which has no such answer",
    ),
    (
        "answer-lacking",
        {"q": "t1", "lacks": ["tickle"]},
        "a condition expects 'tickle' of t1, which has no such answer",
    ),
    ("number", {"q": "c1", "gte": 3}, "a condition compares c1, which is no number"),
    (
        "choice-as-multi",
        {"q": "c1", "contains": ["yes"]},
        "a condition reads c1 as the other type of question",
    ),
    (
        "multi-as-choice",
        {"q": "t1", "in": ["kill"]},
        "a condition reads t1 as the other type of question",
    ),
    (
        "band",
        {"instrument": "asq", "band": "purple"},
        "a condition expects the band 'purple' of 'asq'",
    ),
    (
        "instrument",
        {"instrument": "made-up", "band": "negative"},
        "a condition expects the band 'negative' of 'made-up'",
    ),
    (
        "flag",
        {"flag": "made-up"},
        "a condition looks at the flag 'made-up', which stands for nothing",
    ),
    *(
        (
            f"context-{key}",
            {"ctx": key, "in": [word]},
            f"a condition expects the {key} {word!r}, which is never so",
        )
        for key, word in (
            ("age", "under_12"),  # an old spelling, which a context never holds
            ("relationship", "ex_partner"),
            ("scenario", "deepfake-candidate"),  # a variant, which a context turns into its scenario
            ("state", "WA"),
            ("setting", "by post"),
            ("police", "no"),
        )
    ),
    (
        "deep-inside",
        {"all": [{"not": {"any": [{"at_least": 1, "of": [{"flag": "made-up"}]}]}}]},
        "a condition looks at the flag 'made-up', which stands for nothing",
    ),
)
CONDITIONS = {
    name: Case(
        screen.conditions_make_sense,
        partial(with_condition, "threat-to-kill", raw),
        (f"threat-to-kill: {message}",),
    )
    for name, raw, message in CONDITION_FAULTS
}
CONDITIONS["item"] = Case(
    screen.conditions_make_sense,
    lambda: changed_item("c2", enabled_when=Condition(q="zz9", answered=True)),
    ("c2: a condition asks 'zz9', which is no question",),
)
CONDITIONS["section"] = Case(
    screen.conditions_make_sense,
    lambda: changed_whole(
        "screen",
        sections=(
            replace(BOOK.screen.sections[0], opens_when=Condition(q="zz9", answered=True)),
            *BOOK.screen.sections[1:],
        ),
    ),
    ("section room: a condition asks 'zz9', which is no question",),
)
CONDITIONS["scenario"] = Case(
    screen.conditions_make_sense,
    lambda: edited(
        "scenarios",
        "ncii",
        lambda one: replace(
            one, raised_when=(replace(one.raised_when[0], when=Condition(q="zz9", answered=True)),)
        ),
    ),
    ("ncii: a condition asks 'zz9', which is no question",),
)

ITEM_FAULTS: tuple[Fault, ...] = (
    (
        "no-such-answer-set",
        lambda: changed_item("w9", choices="made-up"),
        ("w9: no answer set named 'made-up'",),
        (screen.conditions_make_sense,),
    ),
    (
        "no-answers",
        lambda: changed_item("g4", choices=None, type="choice"),
        ("g4: no answers to choose from",),
        (screen.conditions_make_sense, wiring.danger_answers_reach_a_flag),
    ),
    ("no-scale", lambda: changed_item("i1", scale=None), ("i1: no scale",), ()),
    ("no-such-scale", lambda: changed_item("i1", scale="made-up"), ("i1: no scale",), ()),
    (
        "no-wording-for-a-client",
        lambda: changed_item("c1", self_voice=None),
        ("c1: no wording for a client who answers alone",),
        (),
    ),
    (
        "danger-code-it-has-not",
        lambda: changed_item("w6", danger_codes=("yes", "made_up")),
        ("w6: the danger code 'made_up' is no answer of it",),
        (wiring.danger_answers_reach_a_flag,),
    ),
    *(
        (
            f"sets-{kind}",
            partial(item_that_sets, kind),
            (f"c1: sets the {kind} 'made-up', which stands for nothing",),
            (),
        )
        for kind in ("means", "acts", "targets")
    ),
    (
        "asked-for-each-of-nothing",
        lambda: changed_item("r2", of="zz9"),
        ("r2: asked for each answer of 'zz9', no question",),
        (),
    ),
    (
        "source-that-is-not-there",
        lambda: changed_item("c1", basis=("made-up",)),
        ("c1: rests on the source 'made-up', which is not there",),
        (),
    ),
    (
        "first-visit",
        lambda: changed_whole("screen", first_visit=("c1", "zz9")),
        ("'zz9' is asked again, but is no question",),
        (),
    ),
    (
        "recheck",
        lambda: changed_whole("screen", recheck=replace(BOOK.screen.recheck, short_set=("zz9",))),
        ("'zz9' is asked again, but is no question",),
        (),
    ),
)
ITEMS = {fault[0]: Case(screen.items_are_whole, *fault[1:]) for fault in ITEM_FAULTS}

GRAVE: dict[str, Case] = {
    **{
        link_id: Case(
            screen.nothing_grave_is_left_to_a_device,
            partial(changed_item, link_id, asked_by="anyone", self_voice=SOME_TEXT),
            (f"{link_id}: may not be asked by an unattended device",),
        )
        for link_id in ("c9", "i5", "i10", "x5", "t4")
    },
    **{
        link_id: Case(
            screen.nothing_grave_is_left_to_a_device,
            partial(with_instrument_item, instrument, link_id, unattended=True),
            (f"{instrument}: {link_id} may not be asked unattended",),
        )
        for instrument, link_id in (
            ("phq-9", "phq9-9"),
            ("asq", "asq-1"),
            ("asq", "asq-5"),
            ("c-ssrs-screener", "cssrs-6"),
        )
    },
}

WIRING: dict[str, Case] = {
    "must-of-two-goes-round": Case(
        wiring.no_cycle_in_must,
        lambda: changed("options", "save-words", before_this=must("takedown-adult")),
        ("save-words: must goes round: save-words -> takedown-adult -> save-words",),
    ),
    "must-of-three-goes-round": Case(
        wiring.no_cycle_in_must,
        lambda: changed("options", "safety-plan", before_this=must("remove-stalkerware")),
        (
            "evidence-device-kept: must goes round: "
            "evidence-device-kept -> safety-plan -> remove-stalkerware -> evidence-device-kept",
            "remove-stalkerware: must goes round: remove-stalkerware -> safety-plan -> remove-stalkerware",
        ),
    ),
    "must-of-itself": Case(
        wiring.no_cycle_in_must,
        lambda: option_with(before_this=must("incident-log")),
        ("incident-log: must goes round: incident-log -> incident-log",),
    ),
    "must-goes-round-by-way-of-a-substitute": Case(
        wiring.no_cycle_in_must,
        lambda: hiding(
            changed("options", "tracker-scan", before_this=must("remove-stalkerware")),
            "evidence-device-kept",
            "tracker-scan",
            flags=("weapon-access",),
        ),
        ("remove-stalkerware: must goes round: remove-stalkerware -> tracker-scan -> remove-stalkerware",),
    ),
    "lines-cover-in-a-ring": Case(
        wiring.lines_do_not_cover_in_a_ring,
        lambda: covering_in_a_ring(),
        ("lines cover in a ring: deadline-clock -> public-date -> next-near -> deadline-clock",),
    ),
    "help-today-with-a-must": Case(
        wiring.help_today_waits_for_nothing,
        lambda: changed("options", "dv-hotline", before_this=must("safety-plan")),
        ("dv-hotline: answers today, yet waits for another",),
    ),
    "help-today-with-a-one-of": Case(
        wiring.help_today_waits_for_nothing,
        lambda: changed("options", "call-emergency", before_this=BeforeThis(one_of=(("safety-plan",),))),
        ("call-emergency: answers today, yet waits for another",),
    ),
    "hidden-without-substitute": Case(
        wiring.no_shown_option_waits_for_a_hidden_one,
        lambda: hiding(None, "evidence-device-kept", "evidence-device-kept", flags=("weapon-access",)),
        ("remove-stalkerware: waits for evidence-device-kept, which is hidden under weapon-access",),
    ),
    "substitute-hidden-under-the-same-word": Case(
        wiring.no_shown_option_waits_for_a_hidden_one,
        lambda: hiding(
            hiding(None, "evidence-device-kept", "tracker-scan", relationship=("parent",)),
            "tracker-scan",
            "tracker-scan",
            relationship=("parent",),
        ),
        ("remove-stalkerware: waits for evidence-device-kept, which is hidden under parent",),
    ),
    "substitutes-that-hide-each-other-under-two-words": Case(
        wiring.no_shown_option_waits_for_a_hidden_one,
        lambda: hiding(
            hiding(None, "evidence-device-kept", "tracker-scan", flags=("weapon-access",)),
            "tracker-scan",
            "evidence-device-kept",
            age=("minor",),
        ),
        ("remove-stalkerware: waits for evidence-device-kept, which is hidden under minor, weapon-access",),
    ),
    "chain-of-three-that-ends-nowhere": Case(
        wiring.no_shown_option_waits_for_a_hidden_one,
        lambda: hiding(
            hiding(
                hiding(None, "evidence-device-kept", "tracker-scan", flags=("weapon-access",)),
                "tracker-scan",
                "incident-log",
                flags=("strangulation",),
            ),
            "incident-log",
            "tracker-scan",
            scenarios=("ncii",),
        ),
        (
            "remove-stalkerware: waits for evidence-device-kept, "
            "which is hidden under ncii, strangulation, weapon-access",
        ),
    ),
    "hidden-by-a-group-of-flags": Case(
        wiring.no_shown_option_waits_for_a_hidden_one,
        lambda: hiding(None, "evidence-device-kept", "evidence-device-kept", flags=("firearms-access",)),
        ("remove-stalkerware: waits for evidence-device-kept, which is hidden under weapon-access",),
    ),
    "danger-code-without-a-flag": Case(
        wiring.danger_answers_reach_a_flag,
        lambda: changed_item("w9", danger_codes=(BOOK.screen.choices_of(BOOK.items["w9"])[-1].code,)),
        (f"w9: the danger answer {BOOK.screen.choices_of(BOOK.items['w9'])[-1].code!r} reaches no flag",),
    ),
    "danger-code-heard-only-in-a-negation": Case(
        wiring.danger_answers_reach_a_flag,
        lambda: edited(
            "flags",
            "escalation",
            lambda one: replace(one, raised_when=Condition(negated=one.raised_when)),
        ),
        ("p4: the danger answer 'worse' reaches no flag",),
    ),
    "flags-that-go-round": Case(
        wiring.flags_do_not_go_round,
        lambda: with_condition("threat-to-kill", {"flag": "homicide-suicide-warning"}),
        (
            "homicide-suicide-warning: goes round: "
            "homicide-suicide-warning -> threat-to-kill -> homicide-suicide-warning",
        ),
    ),
    "flag-that-raises-itself": Case(
        wiring.flags_do_not_go_round,
        lambda: with_condition("strangulation", {"flag": "strangulation"}),
        ("strangulation: goes round: strangulation -> strangulation",),
    ),
    "critical-flag-without-a-line": Case(
        wiring.every_alarm_has_a_line,
        lambda: changed("flags", "strangulation", lines=()),
        ("strangulation: no line for the next ten minutes",),
    ),
    "flag-that-nothing-raises": Case(
        wiring.every_alarm_has_a_line,
        lambda: changed("flags", "mhp-targeted", raised_when=None, by_hand=False),
        ("mhp-targeted: nothing raises it",),
        (wiring.flag_words_can_be_raised,),
    ),
    "mechanism-no-sign-speaks-for": Case(
        wiring.mechanisms_are_reachable,
        lambda: edited("mechanisms", "known-password", without_for),
        ("known-password: no sign speaks for it",),
    ),
    "mechanism-with-a-sign-twice": Case(
        wiring.mechanisms_are_reachable,
        lambda: edited(
            "mechanisms", "known-password", lambda one: replace(one, signs=(*one.signs, one.signs[0]))
        ),
        (f"known-password: the sign {BOOK.mechanism('known-password').signs[0].id!r} stands twice",),
    ),
    "step-for-teens-shown-to-everybody": Case(
        wiring.steps_for_the_young_are_marked,
        lambda: edited("mechanisms", "location-sharing", without_ages),
        ("location-sharing: speaks to teens without for_age",),
    ),
    "legal-option-without-privilege": Case(
        wiring.legal_options_speak_of_privilege,
        lambda: changed("options", "protective-order-dv", privilege=None),
        ("protective-order-dv: no word on privilege",),
    ),
}

SOURCES: dict[str, Case] = {
    **{
        f"no-source-{field}": Case(
            sources.sources_and_confidence,
            partial(changed, field, entry_id, sources=()),
            (f"{entry_id}: no source",),
        )
        for field, entry_id in (
            ("options", "safety-plan"),
            ("mechanisms", "known-password"),
            ("signs", "knows-location-live"),
            ("flags", "strangulation"),
            ("scenarios", "ncii"),
            ("services", "988-lifeline"),
            ("platforms", "facebook"),
            ("awareness", "handout-sextortion"),
            ("state_help", "state-al"),
            ("guide", "invite"),
            ("instruments", "asq"),
            ("instrument_notes", "bssa"),
        )
    },
    "no-source-provision": Case(
        sources.sources_and_confidence,
        lambda: changed_provision("wa-stalking", sources=()),
        ("wa-stalking: no source",),
    ),
    "source-without-address": Case(
        sources.sources_and_confidence,
        lambda: changed("services", "988-lifeline", sources=(Source(url=" ", seen="2026-11-22"),)),
        ("988-lifeline: a source without an address",),
    ),
    "seen-on-no-date": Case(
        sources.sources_and_confidence,
        lambda: changed(
            "services", "988-lifeline", sources=(Source(url="https://example.org/", seen="2026-02-30"),)
        ),
        ("988-lifeline: seen '2026-02-30' is not a date",),
    ),
    "confirmed-by-nothing-read": Case(
        sources.sources_and_confidence,
        lambda: changed_provision(
            "wa-stalking", confidence="confirmed", sources=(Source(url="https://example.org/"),)
        ),
        ("wa-stalking: confirmed, but no source says when it was read",),
    ),
    "no-review-date": Case(
        sources.review_dates,
        lambda: changed(
            "services",
            "988-lifeline",
            reviewed="",
            confidence="likely",
            sources=(Source(url="https://example.org/"),),
        ),
        ("988-lifeline: no review date",),
    ),
    "review-to-come": Case(
        sources.review_dates,
        lambda: changed("options", "safety-plan", reviewed=str(TODAY + timedelta(days=1))),
        (f"safety-plan: reviewed on {TODAY + timedelta(days=1)}, which is still to come",),
    ),
    "review-at-the-end-of-time": Case(
        sources.review_dates,
        lambda: changed_provision("wa-stalking", reviewed="9999-12-31"),
        ("wa-stalking: reviewed on 9999-12-31, which is still to come",),
    ),
    "review-on-no-date": Case(
        sources.review_dates,
        lambda: changed("options", "safety-plan", reviewed="soon"),
        ("safety-plan: reviewed 'soon' is not a date",),
    ),
}


def with_band(band_id: str, **changes: Any) -> Catalogue:
    """The ASQ with one band changed."""

    def edit(instrument: Any) -> Any:
        bands = (replace(band, **changes) if band.id == band_id else band for band in instrument.bands)
        return replace(instrument, bands=tuple(bands))

    return edited("instruments", "asq", edit)


def with_answers_in_english() -> Catalogue:
    def edit(instrument: Any) -> Any:
        answers = tuple(replace(answer, label_es=None) for answer in instrument.answer_sets["recency"])
        return replace(instrument, answer_sets={**instrument.answer_sets, "recency": answers})

    return edited("instruments", "asq", edit)


STAFF: dict[str, Case] = {
    "band-without-spanish": Case(
        staff.staff_words_in_both_languages,
        lambda: with_band("negative", meaning=Text(en="No sign of risk", es=" ")),
        ("asq: words for staff lack a language",),
    ),
    "step-not-translated": Case(
        staff.staff_words_in_both_languages,
        lambda: with_band("negative", must_happen=(BandStep(en="Record it.", es="Record it."),)),
        ("asq: words for staff are not translated",),
    ),
    "step-that-claims-too-much": Case(
        staff.staff_words_in_both_languages,
        lambda: with_band("negative", meaning=Text(en="There is no risk.", es="Sin riesgo.")),
        (
            "asq: words for staff claim too much (en): 'no risk'",
            "asq: words for staff claim too much (es): 'Sin riesgo'",
        ),
    ),
    "closing-without-spanish": Case(
        staff.staff_words_in_both_languages,
        lambda: changed_whole("asq_closing", rule=Text(en="Write it down.", es="")),
        ("words for staff lack a language",),
    ),
    "spanish-question-with-english-answers": Case(
        staff.answers_follow_their_questions,
        with_answers_in_english,
        (
            "asq: the answer LA37190-8 of asq-4-when has no Spanish",
            "asq: the answer LA37191-6 of asq-4-when has no Spanish",
        ),
    ),
    "stand-in-beside-the-official-wording": Case(
        staff.answers_follow_their_questions,
        lambda: with_instrument_item("asq", "asq-3", staff_es="(pregunte otra cosa)"),
        ("asq: asq-3 has an official Spanish wording, and a stand-in beside it",),
    ),
    "positive-band-that-nothing-closes": Case(
        staff.closing_fits_the_screen,
        lambda: changed_whole("asq_closing", bands=("acute-positive", "purple")),
        (
            "the band 'non-acute-positive' is not closed by any rule",
            "the band 'purple' stands for nothing",
        ),
    ),
    "point-twice": Case(
        staff.closing_fits_the_screen,
        lambda: changed_whole(
            "asq_closing", stays=(Point(id="love", text=SOME_TEXT), Point(id="love", text=SOME_TEXT))
        ),
        ("stays: the id 'love' stands 2 times",),
    ),
    "way-without-a-source": Case(
        sources.sources_and_confidence,
        lambda: changed_whole(
            "asq_closing",
            ways=(replace(BOOK.asq_closing.ways[0], sources=()), *BOOK.asq_closing.ways[1:]),
        ),
        ("safe-adult-told: no source",),
    ),
}


def without_page(means: str) -> Catalogue:
    return replace(BOOK, teaching=tuple(page for page in BOOK.teaching if page.id != means))


def page_on(means: str) -> Catalogue:
    """A page more, under the id of a means that may not be there."""
    return replace(BOOK, teaching=(*BOOK.teaching, replace(BOOK.teaching[0], id=means)))


def lengthened(page: Teaching) -> Teaching:
    return replace(page, how=Text(en="word " * 400, es=page.how.es))


def len_of(means: str) -> int:
    """Words of a page that was lengthened."""
    return teaching.words_of(lengthened(BOOK.teaching_for(means)), "en")


TEACHING: dict[str, Case] = {
    "means-that-nothing-teaches": Case(
        teaching.every_means_is_taught,
        lambda: without_page("keylogger"),
        ("nothing teaches the means 'keylogger'",),
    ),
    "page-of-no-means": Case(
        teaching.every_means_is_taught,
        lambda: page_on("telepathy"),
        ("telepathy: teaches a means that stands for nothing",),
    ),
    "page-longer-than-two-minutes": Case(
        teaching.teaching_is_short_and_sourced,
        lambda: edited("teaching", "email", lengthened),
        (f"email: {len_of('email')} words (en), more than 400",),
    ),
    "page-on-too-few-sources": Case(
        teaching.teaching_is_short_and_sourced,
        lambda: edited("teaching", "email", lambda page: replace(page, sources=page.sources[:2])),
        ("email: 2 sources that were read, fewer than 3",),
    ),
    "change-still-to-come": Case(
        teaching.teaching_is_short_and_sourced,
        lambda: edited(
            "teaching", "email", lambda page: replace(page, lately=(Lately(on="2030", text=SOME_TEXT),))
        ),
        ("email: changed on 2030, still to come",),
    ),
}

SPO = "wa-protective-order-stalking-protection-order"


def with_eligibility(provision_id: str = SPO, **block: Any) -> Catalogue:
    """A provision that is open as this block says, and likely."""
    return changed_provision(provision_id, eligibility=Eligibility(**{"confidence": "likely", **block}))


LAW = {
    name: Case(law.eligibility_holds, plant, (message,))
    for name, plant, message in (
        (
            "eligibility-of-no-order",
            lambda: with_eligibility("wa-stalking"),
            "wa-stalking: eligibility belongs to protective orders",
        ),
        (
            "relationship-unknown",
            lambda: with_eligibility(relationships=("cousin",)),
            f"{SPO}: the relationship 'cousin' is not in the vocabulary",
        ),
        (
            "any-and-some",
            lambda: with_eligibility(relationships=("any", "friend")),
            f"{SPO}: open to any, and to some; say one",
        ),
        (
            "not-against-without-any",
            lambda: with_eligibility(relationships=("friend",), not_against=("parent",)),
            f"{SPO}: `not_against` narrows `any`; name the others alone",
        ),
        (
            "only-some-of-nobody",
            lambda: with_eligibility(relationships=("friend",), only_some=("parent",)),
            f"{SPO}: `only_some` names whom `relationships` does not",
        ),
        (
            "others-over-what-it-does-not-reach",
            lambda: with_eligibility(
                relationships=("any",), conduct=("stalking",), others_only_over=("violence",)
            ),
            f"{SPO}: `others_only_over` narrows `any` to a part of `conduct`",
        ),
        (
            "confirmed-by-nothing-read",
            lambda: with_eligibility(confidence="confirmed", sources=(Source(url="https://example.org/"),)),
            f"{SPO}: eligibility is confirmed, but it names no source of its own that was read",
        ),
        (
            "seen-on-no-date",
            lambda: with_eligibility(sources=(Source(url="https://example.org/", seen="2026-02-30"),)),
            f"{SPO}: seen '2026-02-30' is not a date",
        ),
    )
}
DUTY = "wa-mandated-reporting"


def with_reporting(provision_id: str = DUTY, **block: Any) -> Catalogue:
    """A duty to report that holds as this block says, and likely."""
    return changed_provision(provision_id, reporting=Reporting(**{"confidence": "likely", **block}))


LAW |= {
    name: Case(law.reporting_holds, plant, (message,))
    for name, plant, message in (
        (
            "reporting-of-no-duty",
            lambda: with_reporting("wa-stalking"),
            "wa-stalking: reporting belongs to duties to report",
        ),
        (
            "duty-confirmed-by-nothing-read",
            lambda: with_reporting(confidence="confirmed"),
            f"{DUTY}: reporting is confirmed, but it names no source of its own that was read",
        ),
        (
            "duty-seen-on-no-date",
            lambda: with_reporting(sources=(Source(url="https://example.org/", seen="2026-02-30"),)),
            f"{DUTY}: seen '2026-02-30' is not a date",
        ),
    )
}
LAW["host-twice"] = Case(
    law.tiers_are_clear,
    lambda: changed_whole("source_tiers", other=("womenslaw.org",)),
    ("womenslaw.org stands 2 times",),
)


def with_talk(talk_id: str, **changes: Any) -> Catalogue:
    return changed("talks", talk_id, **changes)


CHARGES: dict[str, Case] = {
    "kind-that-nothing-talks-over": Case(
        charges.every_charge_is_talked_over,
        lambda: changed_provision("wa-stalking", kind="mandated-reporting"),
        ("wa-stalking: no criminal talk is about the kind 'mandated-reporting'",),
    ),
    "kind-of-two-talks": Case(
        charges.every_charge_is_talked_over,
        lambda: with_talk("charge-threats", kinds=("threats", "extortion")),
        ("2 criminal talks are about the kind 'extortion'",),
    ),
    "road-missing": Case(
        charges.every_charge_is_talked_over,
        lambda: replace(BOOK, roads=(*BOOK.roads, replace(BOOK.roads[0], id="canon"))),
        ("the road 'canon' is missing or unknown",),
    ),
    "door-to-nothing": Case(
        charges.talks_name_what_is_there,
        lambda: changed("doors", "fbi-ic3", option="made-up"),
        (f"fbi-ic3: option names 'made-up', {NOTHING}",),
    ),
    "door-in-place-of-nothing": Case(
        charges.talks_name_what_is_there,
        lambda: changed("doors", "other-agency", instead_of="made-up"),
        (f"other-agency: instead_of names 'made-up', {NOTHING}",),
    ),
    "door-for-nobody": Case(
        charges.talks_name_what_is_there,
        lambda: changed("doors", "campus", relationships=("cousin",)),
        ("campus: 'cousin' is not in the vocabulary",),
    ),
    "talk-about-no-kind": Case(
        charges.talks_name_what_is_there,
        lambda: with_talk("charge-hurt", kinds=("made-up",)),
        (f"charge-hurt: kinds names 'made-up', {NOTHING}",),
    ),
    "talk-of-no-provision": Case(
        charges.talks_name_what_is_there,
        lambda: with_talk("claim-hate", also=("made-up",)),
        (f"claim-hate: also names 'made-up', {NOTHING}",),
    ),
    "talk-that-narrows-another": Case(
        charges.talks_name_what_is_there,
        lambda: with_talk("claim-hate", elsewhere=("wa-stalking",)),
        ("claim-hate: 'wa-stalking' is no provision of this talk",),
    ),
}


def with_way(**changes: Any) -> Catalogue:
    return changed("organisations", "school", **changes)


SCHOOL = BOOK.organisation("school")
ORGANISATIONS: dict[str, Case] = {
    "option-that-is-not-there": Case(
        organisations.organisations_hold,
        lambda: with_way(options=("made-up",)),
        (f"school: options names 'made-up', {NOTHING}",),
    ),
    "law-that-is-not-there": Case(
        organisations.organisations_hold,
        lambda: with_way(law=("made-up",)),
        (f"school: law names 'made-up', {NOTHING}",),
    ),
    "service-that-is-not-there": Case(
        organisations.organisations_hold,
        lambda: with_way(no_answer=(replace(SCHOOL.no_answer[2], service="made-up"),)),
        (f"school: no_answer names 'made-up', {NOTHING}",),
    ),
    "case-of-nobody": Case(
        organisations.organisations_hold,
        lambda: with_way(special=(replace(SCHOOL.special[0], relationship=("cousin",)),)),
        (f"school: special names 'cousin', {NOTHING}",),
    ),
    "brought-by-nothing-known": Case(
        organisations.organisations_hold,
        lambda: with_way(brought_by=replace(SCHOOL.brought_by, scenarios=("made-up",))),
        (f"school: brought_by names 'made-up', {NOTHING}",),
    ),
    "way-that-rests-on-us-alone": Case(
        organisations.organisations_hold,
        lambda: with_way(sources=(Source(url="leeward:judgement"),)),
        ("school: rests on judgement alone",),
    ),
    "condition-that-asks-nothing": Case(
        screen.conditions_make_sense,
        lambda: with_way(in_vain=msgspec.convert({"q": "made-up", "in": ["yes"]}, Condition)),
        ("school: a condition asks 'made-up', which is no question",),
    ),
    "words-that-are-not-translated": Case(
        staff.staff_words_in_both_languages,
        lambda: with_way(lead=Text(en="A school can help.", es="A school can help.")),
        ("school: words for staff are not translated",),
    ),
}


STRUCTURAL = {
    **{f"unique-{name}": case for name, case in ONCE_MORE.items()},
    **{f"reference-{name}": case for name, case in REFERENCES.items()},
    **{f"condition-{name}": case for name, case in CONDITIONS.items()},
    **{f"item-{name}": case for name, case in ITEMS.items()},
    **{f"grave-{name}": case for name, case in GRAVE.items()},
    **{f"wiring-{name}": case for name, case in WIRING.items()},
    **{f"source-{name}": case for name, case in SOURCES.items()},
    **{f"staff-{name}": case for name, case in STAFF.items()},
    **{f"teaching-{name}": case for name, case in TEACHING.items()},
    **{f"law-{name}": case for name, case in LAW.items()},
    **{f"charges-{name}": case for name, case in CHARGES.items()},
    **{f"organisations-{name}": case for name, case in ORGANISATIONS.items()},
}


@pytest.mark.parametrize("name", STRUCTURAL)
def test_a_planted_fault_is_found_by_its_rule_alone(name: str) -> None:
    case = STRUCTURAL[name]
    book = case.plant()
    assert said(case.rule, book) == list(case.messages)
    others = [rule for rule in RULES if rule not in (case.rule, *case.also, *WORD_RULES)]
    assert {rule.__name__: said(rule, book) for rule in others if said(rule, book)} == {}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_on_our_content(rule: Rule) -> None:
    assert found_by(rule, BOOK) == []


def test_every_rule_is_tested() -> None:
    tested = {case.rule for case in STRUCTURAL.values()} | set(WORD_RULES)
    tested.add(wiring.flag_words_can_be_raised)
    assert [rule.__name__ for rule in RULES if rule not in tested] == []


# ---------------------------------------------------------------- what is hidden, and still in reach


@pytest.mark.parametrize(
    "plant",
    [
        pytest.param(
            lambda: hiding(None, "evidence-device-kept", "tracker-scan", flags=("weapon-access",)),
            id="one-substitute",
        ),
        pytest.param(
            lambda: hiding(
                hiding(None, "evidence-device-kept", "tracker-scan", flags=("weapon-access",)),
                "tracker-scan",
                "incident-log",
                flags=("strangulation",),
            ),
            id="two-substitutes",
        ),
        pytest.param(
            lambda: hiding(
                hiding(None, "evidence-device-kept", "evidence-device-kept", flags=("weapon-access",)),
                "remove-stalkerware",
                "tech-clinic-visit",
                flags=("weapon-access",),
            ),
            id="hidden-together-with-what-waits",
        ),
    ],
)
def test_an_option_whose_must_has_a_substitute_in_sight_is_no_fault(plant: Callable[[], Catalogue]) -> None:
    assert said(wiring.no_shown_option_waits_for_a_hidden_one, plant()) == []


# ---------------------------------------------------------------- flag words that nothing raises


def never_up(flag_id: str, condition: Condition | None) -> Catalogue:
    return changed("flags", flag_id, raised_when=condition, by_hand=False)


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param(None, id="no-condition"),
        pytest.param(Condition(flag="limited-english"), id="itself"),
        pytest.param(Condition(flag="made-up"), id="a-flag-that-is-not-there"),
        pytest.param(
            Condition(all_of=(Condition(q="c1", answered=True), Condition(flag="made-up"))), id="all-but-one"
        ),
        pytest.param(
            Condition(
                at_least=2,
                of=(Condition(q="c1", answered=True), Condition(flag="made-up"), Condition(flag="no-flag")),
            ),
            id="too-few",
        ),
    ],
)
def test_a_flag_word_that_nothing_raises_is_found(condition: Condition | None) -> None:
    users = [
        option.id
        for option in BOOK.options
        for word in (
            *option.shown_when.flags,
            *(word for rule in (*option.hidden_when, *option.caution_when) for word in rule.flags),
        )
        if word == "limited-english"
    ]
    assert users
    assert said(wiring.flag_words_can_be_raised, never_up("limited-english", condition)) == [
        f"{user}: nothing raises the flag word 'limited-english'" for user in users
    ]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(q="o5", answered=True),
        Condition(negated=Condition(flag="made-up")),
        Condition(any_of=(Condition(flag="made-up"), Condition(ctx="language", is_in=("es",)))),
        Condition(flag="client-may-be-doing-it"),
    ],
    ids=["an-answer", "a-negation", "one-of-two", "a-flag-raised-by-hand"],
)
def test_a_flag_word_that_something_raises_is_no_fault(condition: Condition) -> None:
    assert said(wiring.flag_words_can_be_raised, never_up("limited-english", condition)) == []


def test_a_group_of_flags_can_be_raised_while_one_of_them_can() -> None:
    one_of_many = never_up("imminent-danger", None)
    assert "life-in-danger" in {word for option in BOOK.options for word in option.shown_when.flags}
    assert not any(
        "'life-in-danger'" in message for message in said(wiring.flag_words_can_be_raised, one_of_many)
    )


# ---------------------------------------------------------------- words

LONG_WINDED = Text(
    en="Unauthorised intermediaries intentionally circumvent established authentication mechanisms, "
    "consequently jeopardising individual confidentiality irreversibly.",
    es="Determinados intermediarios desautorizados circunvalan deliberadamente procedimientos establecidos "
    "de autenticación, comprometiendo irreversiblemente la confidencialidad individual.",
)
PLAIN = Text(en="Write it down.", es="Escríbalo.")


def sign_saying(en: str, es: str) -> Catalogue:
    return changed("signs", "knows-location-live", text=Text(en=en, es=es))


@pytest.mark.parametrize(
    ("rule", "plant", "message"),
    [
        pytest.param(
            words.both_languages, lambda: sign_saying("Here.", " "), "a language is missing", id="no-spanish"
        ),
        pytest.param(
            words.both_languages, lambda: sign_saying("", "Aquí."), "a language is missing", id="no-english"
        ),
        pytest.param(
            words.both_languages,
            lambda: sign_saying("They know where I am.", "They know where I am."),
            "not translated",
            id="english-twice",
        ),
        *(
            pytest.param(
                words.no_overclaims,
                partial(sign_saying, en, "Es verdad."),
                f"claims too much (en): {claim!r}",
                id=claim,
            )
            for en, claim in (
                ("Now you are completely safe.", "completely safe"),
                ("Your phone is clean.", "phone is clean"),
                ("We guarantee it.", "guarantee"),
                ("This is without risk.", "without risk"),
                ("A judge finds it admissible.", "admissible"),
                ("You are not imagining it.", "You are not imagining"),
                ("Telling works.", "Telling works"),
                ("The perpetrator sees it.", "perpetrator"),
            )
        ),
        *(
            pytest.param(
                words.no_overclaims,
                partial(sign_saying, "It is so.", es),
                f"claims too much (es): {claim!r}",
                id=claim,
            )
            for es, claim in (
                ("Su teléfono está limpio.", "teléfono está limpi"),
                ("Es totalmente seguro.", "totalmente segur"),
                ("Se puede hacer sin riesgo.", "sin riesgo"),
                ("Podemos guardar las pruebas.", "Podemos guardar las pruebas"),
            )
        ),
        pytest.param(
            words.tools_are_not_named,
            lambda: changed(
                "signs", "knows-location-live", sources=(Source(url="a code index", seen="2026-11-22"),)
            ),
            "a source that nobody can open",
            id="code-index",
        ),
        pytest.param(
            words.tools_are_not_named,
            lambda: changed(
                "signs",
                "knows-location-live",
                sources=(Source(url="https://example.org/", what="file id 5575"),),
            ),
            "a source that nobody can open",
            id="file-number",
        ),
    ],
)
def test_a_planted_wording_is_found_by_its_rule(
    rule: Rule, plant: Callable[[], Catalogue], message: str
) -> None:
    assert said(rule, plant()) == [f"knows-location-live: {message}"]


@pytest.mark.parametrize(
    ("en", "es"),
    [
        ("No phone is safe.", "Ningún teléfono es seguro."),
        ("We cannot say that a phone is clean.", "No podemos decir que el teléfono está limpio."),
        ("Make a safety plan and a safe contact.", "Haga un plan de seguridad."),
        ("Nothing is without risk.", "Nunca es sin riesgo."),
    ],
)
def test_a_claim_that_is_denied_is_no_claim(en: str, es: str) -> None:
    assert said(words.no_overclaims, sign_saying(en, es)) == []


@pytest.mark.parametrize(
    ("plant", "message"),
    [
        (
            lambda: with_instrument_item("who-5", "who5-1", text=PartText(en="Made up.")),
            "who-5: carries wording that is not ours to ship",
        ),
        (lambda: with_instrument_item("asq", "asq-1", text=None), "asq: an item has no wording"),
        (
            lambda: changed("instruments", "c-ssrs-screener", notes=()),
            "c-ssrs-screener: does not say: supply your licensed wording",
        ),
    ],
)
def test_wording_is_shipped_only_where_we_may(plant: Callable[[], Catalogue], message: str) -> None:
    assert said(words.instruments_keep_their_wording, plant()) == [message]


def test_a_text_that_is_too_hard_is_found_in_each_language() -> None:
    hard = changed("signs", "knows-location-live", text=LONG_WINDED, follow_up=LONG_WINDED)
    found = said(words.plain_words, hard)
    assert [message.split("grade")[0] for message in found] == ["knows-location-live: reading "] * 2
    assert [message[-4:] for message in found] == ["(en)", "(es)"]


def test_an_item_that_is_too_hard_is_found_in_the_language_it_is_hard_in() -> None:
    mixed = Text(en=PLAIN.en, es=LONG_WINDED.es)
    found = said(words.plain_words, changed_item("c2", self_voice=mixed, teen=mixed, choices=None))
    assert len(found) == 1
    assert found[0].startswith("c2: reading grade ")
    assert found[0].endswith(" (es)")


def test_a_hard_text_for_staff_is_no_fault() -> None:
    assert said(words.plain_words, changed_item("c2", clinician=LONG_WINDED)) == []


# ---------------------------------------------------------------- where a problem stands


@pytest.mark.parametrize(
    ("rule", "book", "file", "key"),
    [
        (
            references.references_resolve,
            lambda: option_with(wishes=("made-up",)),
            "options/documentation.yaml",
            "  wishes:",
        ),
        (
            wiring.help_today_waits_for_nothing,
            lambda: changed("options", "dv-hotline", before_this=must("safety-plan")),
            "options/services.yaml",
            "  before_this:",
        ),
        (
            wiring.every_alarm_has_a_line,
            lambda: changed("flags", "strangulation", lines=()),
            "screening/flags.yaml",
            "  lines:",
        ),
        (
            screen.items_are_whole,
            lambda: changed_item("c1", self_voice=None),
            "screening/screen.yaml",
            "linkId: c1",
        ),
        (
            sources.sources_and_confidence,
            lambda: changed_provision("wa-stalking", sources=()),
            "law/US-WA.yaml",
            "- id: wa-stalking",
        ),
        (words.both_languages, lambda: sign_saying("Here.", ""), "mechanisms/signs.yaml", "  text:"),
    ],
)
def test_a_problem_names_the_file_and_the_line_to_mend(
    rule: Rule, book: Callable[[], Catalogue], file: str, key: str
) -> None:
    (problem,) = found_by(rule, book())
    name, line, _ = problem.split(":", 2)
    written = (content_folder() / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert (name, key in written) == (file, True), f"{problem} points at {written!r}"
