# SPDX-License-Identifier: Apache-2.0
"""Every id that content names stands for something, and no id stands for two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.option import When
from leeward.knowledge.models.vocabulary import FlagGroup, SearchWord, Term, resolve_term
from leeward.knowledge.parsing import Problem


def unique_names(checked: Checked) -> Iterator[Problem]:
    """An id or alias that two entries of a kind share."""
    for kind, entries in checked.catalogue.kinds().items():
        if kind in ("screen item", "jurisdiction", "term"):
            continue  # these have other names, or are looked at below
        names = Counter(name for entry in entries for name in {entry.id, *getattr(entry, "aliases", ())})
        for name, times in names.items():
            if times > 1:
                yield checked.problem("", "", f"the {kind} name {name!r} stands for {times} entries")
    words = checked.catalogue.vocabulary
    for field in words.__struct_fields__:
        terms = getattr(words, field)
        if isinstance(terms, tuple):
            names = Counter(name for term in terms for name in _names_of(term))
            for name, times in names.items():
                if times > 1:
                    message = f"{field}: the word {name!r} stands for {times} terms"
                    yield checked.problem("vocabulary", "", message, field)
    links = Counter(item.linkId for section in checked.catalogue.screen.sections for item in section.items)
    for link_id, times in links.items():
        if times > 1:
            yield checked.screen_problem(link_id, f"this linkId stands {times} times")


def _names_of(term: Term | FlagGroup | SearchWord) -> set[str]:
    return set(term.said) if isinstance(term, SearchWord) else {term.id, *term.aliases}


def references_resolve(checked: Checked) -> Iterator[Problem]:
    """An id named by an option, a mechanism, a scenario, a flag, a line or a text that names nothing."""
    known = _Known(checked)
    book = checked.catalogue
    for option in book.options:
        seek = _Seeker(checked, "options", option.id)
        when = option.shown_when
        yield from seek("family", [option.family], known.families)
        yield from seek("shown_when", when.scenarios, known.scenarios)
        yield from seek("shown_when", when.means, known.means)
        yield from seek("shown_when", when.mechanisms, known.mechanisms)
        yield from seek("shown_when", when.flags, known.flag_words)
        yield from seek("shown_when", when.relationship, known.relationships)
        yield from seek("shown_when", when.age, known.ages)
        yield from seek("shown_when", when.jurisdiction, FEATURES)
        rules: tuple[When, ...] = (*option.hidden_when, *option.caution_when)
        for rule in rules:
            field = "hidden_when" if hasattr(rule, "instead") else "caution_when"
            yield from seek(field, rule.flags, known.flag_words)
            yield from seek(field, rule.relationship, known.relationships)
            yield from seek(field, rule.age, known.ages)
            yield from seek(field, rule.scenarios, known.scenarios)
            yield from seek(field, [getattr(rule, "instead", option.id)], known.options)
        before = option.before_this
        named = [must.option for must in before.must] + [*before.better_after]
        named += [one for group in before.one_of for one in group]
        yield from seek("before_this", named, known.options)
        yield from seek("wishes", option.wishes, known.wishes)
        yield from seek("legal_kinds", option.legal_kinds, known.legal_kinds)
        yield from seek("service_needs", option.service_needs, known.service_tags)
        yield from seek("resources", option.resources, known.services)
    for mechanism in book.mechanisms:
        seek = _Seeker(checked, "mechanisms", mechanism.id)
        yield from seek("signs", [link.id for link in mechanism.signs], known.signs)
        yield from seek("means", mechanism.means, known.means)
        yield from seek("who_could", mechanism.who_could, known.relationships)
    for scenario in book.scenarios:
        seek = _Seeker(checked, "scenarios", scenario.id)
        yield from seek("danger_flags", scenario.danger_flags, known.flags)
        yield from seek("typical_means", scenario.typical_means, known.means)
        yield from seek("typical_mechanisms", scenario.typical_mechanisms, known.mechanisms)
        yield from seek("show_first", scenario.show_first, known.options)
        yield from seek("legal_kinds", scenario.legal_kinds, known.legal_kinds)
        variants = [way.variant for way in scenario.raised_when if way.variant is not None]
        yield from seek("raised_when", variants, known.variants)
    yield from _checkups(checked, known)
    yield from _offers(checked, known)
    yield from _flags_and_lines(checked, known)
    yield from _places_and_services(checked, known)
    yield from _weights(checked, known)


FEATURES = frozenset({"us", "stalking-order-non-partner", "acp-program", "ncii-civil-action", "civil-action"})
"""What an option may ask of a state; see `leeward.planning.place.features_of`."""


class _Known:
    """All ids by kind."""

    def __init__(self, checked: Checked) -> None:
        book, words = checked.catalogue, checked.catalogue.vocabulary
        self.options = {entry.id for entry in book.options}
        self.mechanisms = {entry.id for entry in book.mechanisms}
        self.signs = {entry.id for entry in book.signs}
        self.scenarios = {entry.id for entry in book.scenarios}
        self.services = {entry.id for entry in book.services}
        self.flags = {entry.id for entry in book.flags}
        self.flag_words = self.flags | {group.id for group in words.flag_groups}
        self.lines = {line.id for line in book.ten_minutes.lines}
        self.means = {term.id for term in words.means}
        self.relationships = {term.id for term in words.relationships}
        self.ages = {term.id for term in words.ages}
        self.families = {term.id for term in words.option_families}
        self.wishes = {term.id for term in words.wishes}
        self.legal_kinds = {term.id for term in words.legal_kinds}
        self.service_tags = {term.id for term in words.service_tags}
        self.variants = {term.id for term in words.variants}
        self.awareness = {entry.id for entry in book.awareness}


class _Seeker:
    """Yields a problem for every id of a list that is not known."""

    def __init__(self, checked: Checked, field: str, entry_id: str) -> None:
        self._checked, self._field, self._entry_id = checked, field, entry_id

    def __call__(self, path: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
        known = set(known)
        for one in ids:
            if one not in known:
                message = f"{path} names {one!r}, which stands for nothing"
                yield self._checked.problem(self._field, self._entry_id, message, path)


def _checkups(checked: Checked, known: _Known) -> Iterator[Problem]:
    book = checked.catalogue
    platforms = {platform.id for platform in book.platforms}
    kinds = {kind.id for kind in book.checkup_kinds}
    for kind in book.checkup_kinds:
        seek = _Seeker(checked, "checkup_kinds", kind.id)
        yield from seek("sign", [kind.sign] if kind.sign else [], known.signs)
    for checkup in book.checkups:
        seek = _Seeker(checked, "checkups", checkup.id)
        yield from seek("id", [checkup.id], platforms)
        yield from seek("items", [item.kind for item in checkup.items], kinds)
        for kind_id, times in Counter(item.kind for item in checkup.items).items():
            if times > 1:
                yield checked.problem("checkups", checkup.id, f"{kind_id!r} stands {times} times", "items")


def _offers(checked: Checked, known: _Known) -> Iterator[Problem]:
    book = checked.catalogue
    phone = {word for one in book.app_advice if one.part == "phone" for word in one.when}
    reasons = {
        "message": {one.id for one in book.message_reasons},
        "apps": {one.id for one in book.app_reasons} | phone,
    }
    for offer in book.sign_offers:
        seek = _Seeker(checked, "sign_offers", offer.id)
        yield from seek("sign", [offer.sign], known.signs)
        yield from seek("by", offer.by, reasons[offer.of])


def _weights(checked: Checked, known: _Known) -> Iterator[Problem]:
    """Of one thing to weigh, an option is said once: two sentences could speak against each other."""
    for weight in checked.catalogue.weights:
        seek = _Seeker(checked, "weights", weight.id)
        named = [one for bearing in weight.bears for one in bearing.options]
        yield from seek("wishes", weight.wishes, known.wishes)
        yield from seek("bears", named, known.options)
        for option_id, times in Counter(named).items():
            if times > 1:
                message = f"{option_id!r} stands {times} times"
                yield checked.problem("weights", weight.id, message, "bears")


def _flags_and_lines(checked: Checked, known: _Known) -> Iterator[Problem]:
    book = checked.catalogue
    for flag in book.flags:
        yield from _Seeker(checked, "flags", flag.id)("lines", flag.lines, known.lines)
    for line in book.ten_minutes.lines:
        seek = _Seeker(checked, "ten_minutes", "")
        named = [*line.covers, *(variant.use for variant in line.unless)]
        yield from seek("lines", named, known.lines)
        flags = [*line.needs_flags, *(flag for variant in line.unless for flag in variant.flags)]
        yield from seek("lines", flags, known.flags)
    for field in book.vocabulary.__struct_fields__:
        terms = getattr(book.vocabulary, field)
        if isinstance(terms, tuple) and field not in ("flag_groups", "search_words"):
            wider = [term.broader for term in terms if term.broader is not None]
            yield from _Seeker(checked, "vocabulary", "")(field, wider, {term.id for term in terms})
    for group in book.vocabulary.flag_groups:
        yield from _Seeker(checked, "vocabulary", "")("flag_groups", group.flags, known.flags)
    for instrument in book.instruments:
        seek = _Seeker(checked, "instruments", instrument.id)
        for band in instrument.bands:
            yield from seek("bands", band.raises, known.flags)
        sets = [item.choices for item in instrument.items if item.choices is not None]
        yield from seek("items", sets, instrument.answer_sets)
        yield from seek("scoring", instrument.scoring.items, {item.linkId for item in instrument.items})


def _places_and_services(checked: Checked, known: _Known) -> Iterator[Problem]:
    book = checked.catalogue
    codes = {place.jurisdiction for place in book.law} | {"US", "INTL", "GB", "CA", "AU"}
    for service in book.services:
        seek = _Seeker(checked, "services", service.id)
        yield from seek("services", service.services, known.service_tags)
        yield from seek("scenarios", service.scenarios, known.scenarios)
        yield from seek("jurisdictions", service.jurisdictions, codes)
    for old in book.retired:
        yield from _Seeker(checked, "retired", old.id)("use_instead", old.use_instead, known.services)
    for text in book.awareness:
        seek = _Seeker(checked, "awareness", text.id)
        yield from seek("resources", text.resources, known.services)
        yield from seek("scenarios", text.scenarios, known.scenarios)
        refs = [block.ref for block in (*text.blocks, *text.page_2) if block.ref is not None]
        yield from seek("blocks", refs, known.awareness)
    provisions = {provision.id for place in book.law for provision in place.provisions}
    for matter in book.matters:
        yield from _Seeker(checked, "matters", matter.id)("law", matter.law, provisions)
    for place in book.law:
        for provision in place.provisions:
            if resolve_term(book.vocabulary.legal_kinds, provision.kind) is None:
                message = f"kind {provision.kind!r} stands for nothing"
                yield checked.problem("provisions", provision.id, message, "kind")
