# SPDX-License-Identifier: Apache-2.0
"""Runs every rule over the content and says what was counted and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from leeward.knowledge.catalogue import Catalogue
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
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.files import ContentFile, overlay_content, package_content
from leeward.knowledge.loading import build_catalogue, content_digest
from leeward.knowledge.parsing import Parsed, Problem, parse_content
from leeward.terms.errors import ContentError

Rule = Callable[[Checked], Iterator[Problem]]

STRUCTURE: tuple[Rule, ...] = (
    references.unique_names,
    references.references_resolve,
    screen.conditions_make_sense,
    screen.items_are_whole,
    screen.nothing_grave_is_left_to_a_device,
    staff.closing_fits_the_screen,
    wiring.no_cycle_in_must,
    wiring.help_today_waits_for_nothing,
    wiring.no_shown_option_waits_for_a_hidden_one,
    wiring.flag_words_can_be_raised,
    wiring.danger_answers_reach_a_flag,
    wiring.flags_do_not_go_round,
    wiring.every_alarm_has_a_line,
    wiring.lines_do_not_cover_in_a_ring,
    wiring.mechanisms_are_reachable,
    wiring.steps_for_the_young_are_marked,
    wiring.legal_options_speak_of_privilege,
    teaching.every_means_is_taught,
    organisations.organisations_hold,
    charges.talks_name_what_is_there,
)
"""Whether content holds together: without it the program stops, or somebody loses help."""

RULES: tuple[Rule, ...] = (
    *STRUCTURE,
    sources.sources_and_confidence,
    sources.review_dates,
    law.eligibility_holds,
    law.reporting_holds,
    law.tiers_are_clear,
    charges.every_charge_is_talked_over,
    words.both_languages,
    words.no_overclaims,
    words.plain_words,
    words.tools_are_not_named,
    words.instruments_keep_their_wording,
    staff.staff_words_in_both_languages,
    staff.answers_follow_their_questions,
    teaching.teaching_is_short_and_sourced,
)


class Report(msgspec.Struct, frozen=True):
    """`counts`: entries per kind. `problems`: sorted by file and line; empty when content is clean."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]


def check_content(*, overlay: Path | None = None, today: date | None = None) -> Report:
    """Checks the package's content and, where given, an overlay on top of it."""
    return check_files((*package_content(), *overlay_content(overlay)), today=today)


def check_files(content: tuple[ContentFile, ...], *, today: date | None = None) -> Report:
    """Checks these content files. Shape first; the other rules only when every kind could be read."""
    parsed = parse_content(content)
    not_in_force = [Problem(one.file, one.line, f"{one.entry}: {one.why}") for one in parsed.refused]
    shape_problems = [*parsed.problems, *not_in_force]
    parsed.problems = []
    try:
        catalogue = build_catalogue(parsed, content_digest(content))
    except ContentError as error:
        return Report({}, tuple(sorted([*shape_problems, Problem("content", 1, str(error))])))
    checked = Checked(catalogue, parsed.places, today or date.today())
    problems = [*shape_problems, *(problem for rule in RULES for problem in rule(checked))]
    return Report(counts_of(catalogue), tuple(sorted(set(problems))))


def loose_ends(parsed: Parsed, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What keeps this content from holding together; those of an overlay first."""
    checked = Checked(catalogue, parsed.places, date.today())
    found = {problem for rule in STRUCTURE for problem in rule(checked)}
    return tuple(sorted(found, key=lambda problem: (not problem.file.startswith("overlay/"), problem)))


def counts_of(catalogue: Catalogue) -> dict[str, int]:
    """How many entries of each kind there are."""
    return {kind: len(entries) for kind, entries in catalogue.kinds().items()}
