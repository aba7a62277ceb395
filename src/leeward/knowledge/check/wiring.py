# SPDX-License-Identifier: Apache-2.0
"""Whether content hangs together: nobody loses help through an order, a hiding rule or a dead word.

Source: clinical review, faults 1 and 2: the most endangered clients lost the most help.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.mechanism import Check, Response
from leeward.knowledge.models.option import Option, When
from leeward.knowledge.parsing import Problem


def no_cycle_in_must(checked: Checked) -> Iterator[Problem]:
    """Options that wait for each other, also by way of what stands in for a hidden one."""
    options = {option.id: option for option in checked.catalogue.options}
    before = {
        option.id: [
            one
            for must in option.before_this.must
            for one in _stand_ins(must.option, options)
            if one == must.option or one != option.id
        ]
        for option in checked.catalogue.options
    }
    for option_id in before:
        cycle = _cycle_from(option_id, before)
        if cycle is not None and min(cycle) == option_id:
            yield checked.problem(
                "options", option_id, "must goes round: " + " -> ".join(cycle), "before_this"
            )


def _stand_ins(option_id: str, options: Mapping[str, Option]) -> list[str]:
    """An option and everything that may, under some flags, stand in for it."""
    found: dict[str, None] = {}
    queue = [option_id]
    while queue:
        one = queue.pop(0)
        if one not in found and one in options:
            found[one] = None
            queue += [rule.instead for rule in options[one].hidden_when]
    return list(found)


def help_today_waits_for_nothing(checked: Checked) -> Iterator[Problem]:
    """Help that answers today behind a must or a one-of."""
    for option in checked.catalogue.options:
        if option.answers_now and (option.before_this.must or option.before_this.one_of):
            yield checked.problem("options", option.id, "answers today, yet waits for another", "before_this")


def no_shown_option_waits_for_a_hidden_one(checked: Checked) -> Iterator[Problem]:
    """A must that some set of flags hides without a substitute that is shown under the same flags.

    Exact for every set of flags, ages, relationships and scenarios: an option is hidden when any
    one of its words is up, so a smallest bad set has one word per link of the chain of substitutes.
    """
    options = {option.id: option for option in checked.catalogue.options}
    for option in options.values():
        for must in option.before_this.must:
            dead_end = _dead_end(
                must.option, frozenset(), (), options, _hiding_words(option, checked), checked
            )
            if dead_end is not None:
                words = ", ".join(sorted(dead_end)) or "nothing at all"
                yield checked.problem(
                    "options",
                    option.id,
                    f"waits for {must.option}, which is hidden under {words}",
                    "before_this",
                )


def _hiding_words(option: Option, checked: Checked) -> Mapping[str, str]:
    """Each word that hides the option, and the substitute it names."""
    found: dict[str, str] = {}
    for rule in option.hidden_when:
        flags = checked.catalogue.flags_named(rule.flags)
        for word in (*sorted(flags), *rule.relationship, *rule.age, *rule.scenarios):
            found.setdefault(word, rule.instead)
    return found


def _dead_end(
    option_id: str,
    up: frozenset[str],
    seen: tuple[str, ...],
    options: Mapping[str, Option],
    own: Mapping[str, str],
    checked: Checked,
) -> frozenset[str] | None:
    """A set of words under which no substitute of `option_id` is shown; None when there is always one."""
    if option_id in seen or option_id not in options:
        return up
    hiding = _hiding_words(options[option_id], checked)
    for word, instead in hiding.items():
        if word in own:
            continue
        found = _dead_end(instead, up | {word}, (*seen, option_id), options, own, checked)
        if found is not None:
            return found
    return None


def flag_words_can_be_raised(checked: Checked) -> Iterator[Problem]:
    """A flag that options speak of and that no answer, context or hand can raise."""
    book = checked.catalogue
    by_id = {flag.id: flag for flag in book.flags}
    for option in book.options:
        used = [*option.shown_when.flags]
        rules: tuple[When, ...] = (*option.hidden_when, *option.caution_when)
        used += [word for rule in rules for word in rule.flags]
        for word in used:
            flags = [by_id[one] for one in book.flags_named([word]) if one in by_id]
            if not any(flag.by_hand or _reachable(flag.raised_when, by_id, ()) for flag in flags):
                yield checked.problem("options", option.id, f"nothing raises the flag word {word!r}")


def _reachable(condition: Condition | None, by_id: Mapping[str, object], seen: tuple[str, ...]) -> bool:
    if condition is None:
        return False
    if condition.flag is not None:
        flag = by_id.get(condition.flag)
        inner = getattr(flag, "raised_when", None)
        if condition.flag in seen or flag is None:
            return False
        return bool(getattr(flag, "by_hand", False)) or _reachable(inner, by_id, (*seen, condition.flag))
    if condition.form == "not":
        return True
    if not condition.parts():
        return True
    parts = [_reachable(part, by_id, seen) for part in condition.parts()]
    if condition.form == "all":
        return all(parts)
    return sum(parts) >= (condition.at_least or 1)


def danger_answers_reach_a_flag(checked: Checked) -> Iterator[Problem]:
    """An answer marked as dangerous that raises nothing."""
    heard: set[tuple[str, str]] = set()
    for flag in checked.catalogue.flags:
        if flag.raised_when is not None:
            heard.update(_positive_answers(flag.raised_when))
    for item in checked.catalogue.items.values():
        for code in item.danger_codes:
            if (item.linkId, code) not in heard:
                yield checked.screen_problem(item.linkId, f"the danger answer {code!r} reaches no flag")


def _positive_answers(condition: Condition) -> Iterator[tuple[str, str]]:
    if condition.form == "not":
        return
    if condition.q is not None:
        for code in (*(condition.is_in or ()), *(condition.contains or ())):
            yield condition.q, code
    for part in condition.parts():
        yield from _positive_answers(part)


def flags_do_not_go_round(checked: Checked) -> Iterator[Problem]:
    """Flags that are raised because of each other."""
    looks_at = {
        flag.id: [part.flag for part in flag.raised_when.walk() if part.flag is not None]
        for flag in checked.catalogue.flags
        if flag.raised_when is not None
    }
    for flag_id in looks_at:
        cycle = _cycle_from(flag_id, looks_at)
        if cycle is not None and min(cycle) == flag_id:
            yield checked.problem("flags", flag_id, "goes round: " + " -> ".join(cycle), "raised_when")


def every_alarm_has_a_line(checked: Checked) -> Iterator[Problem]:
    """A critical or high flag that says nothing in the next ten minutes, or a flag nobody can raise."""
    for flag in checked.catalogue.flags:
        if flag.severity in ("critical", "high") and not flag.lines:
            yield checked.problem("flags", flag.id, "no line for the next ten minutes", "lines")
        if flag.raised_when is None and not flag.by_hand:
            yield checked.problem("flags", flag.id, "nothing raises it", "raised_when")


def lines_do_not_cover_in_a_ring(checked: Checked) -> Iterator[Problem]:
    """Lines of the next ten minutes that would make each other vanish."""
    lines = checked.catalogue.line_by_id
    covers = {
        line.id: [one for one in line.covers if one in lines and line.id not in lines[one].covers]
        for line in lines.values()
    }
    for line_id in covers:
        cycle = _cycle_from(line_id, covers)
        if cycle is not None and min(cycle) == line_id:
            yield checked.problem("ten_minutes", "", "lines cover in a ring: " + " -> ".join(cycle), "lines")


def mechanisms_are_reachable(checked: Checked) -> Iterator[Problem]:
    """A mechanism that no sign could bring up, or one listed with the same sign twice."""
    for mechanism in checked.catalogue.mechanisms:
        speaks = [link for link in mechanism.signs if link.direction == "for" and link.strength != "weak"]
        if not speaks:
            yield checked.problem("mechanisms", mechanism.id, "no sign speaks for it", "signs")
        ids = [link.id for link in mechanism.signs]
        for sign_id in {one for one in ids if ids.count(one) > 1}:
            yield checked.problem("mechanisms", mechanism.id, f"the sign {sign_id!r} stands twice", "signs")


def steps_for_the_young_are_marked(checked: Checked) -> Iterator[Problem]:
    """A step that speaks to teens and would be shown to everybody."""
    for mechanism in checked.catalogue.mechanisms:
        steps: tuple[Check | Response, ...] = (*mechanism.how_to_check, *mechanism.how_to_respond)
        for step in steps:
            if step.text.en.startswith(("Teens:", "With a teen")) and step.for_age != "under-18":
                yield checked.problem(
                    "mechanisms", mechanism.id, "speaks to teens without for_age", "for_age"
                )


def legal_options_speak_of_privilege(checked: Checked) -> Iterator[Problem]:
    """A legal option without a word on what it may do to the confidentiality of the record."""
    for option in checked.catalogue.options:
        if option.family.startswith("legal-") and option.privilege is None:
            yield checked.problem("options", option.id, "no word on privilege")


def _cycle_from(start: str, edges: Mapping[str, list[str]]) -> list[str] | None:
    """A way from `start` back to itself, if there is one."""
    stack = [(start, [start])]
    seen: set[str] = set()
    while stack:
        node, path = stack.pop()
        for following in edges.get(node, ()):
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*path, following]))
    return None
