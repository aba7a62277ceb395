# SPDX-License-Identifier: Apache-2.0
"""`leeward law`, `services`, `content`: looking things up, and checking that they are right."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from leeward.commands.io import catalogue, home_folder, plain, print_json
from leeward.commands.law_coverage import print_coverage
from leeward.knowledge import Catalogue
from leeward.knowledge.check import check_content
from leeward.knowledge.feeds import open_feed
from leeward.knowledge.models.service import Service
from leeward.knowledge.models.vocabulary import Term, resolve_term
from leeward.planning.directory import GoneHit, Need, search_directory
from leeward.planning.place import law_of, services_for
from leeward.terms.errors import ContentError, InputError, NotFound
from leeward.terms.source import caution_for

NOT_ADVICE = "Not legal advice. Check each provision with its source and with a lawyer or advocate."


def law(arguments: argparse.Namespace) -> int:
    """The provisions of a place, by kind, relationship and age."""
    book = catalogue()
    if arguments.coverage:
        print_coverage(book, as_json=arguments.json, as_markdown=arguments.markdown)
        return 0
    if arguments.place is None:
        raise InputError("no place", expected="US-WA, US-FED and so on", do="Name one, or use --coverage")
    try:
        place = book.jurisdiction(arguments.place)
    except NotFound as error:
        raise InputError(error.found, expected=error.expected, do=error.do) from error
    kind = term_named(arguments.kind, book.vocabulary.legal_kinds, "--kind")
    relationship = term_named(arguments.relationship, book.vocabulary.relationships, "--relationship")
    found = law_of(
        place,
        kinds=frozenset({kind}) if kind is not None else None,
        relationship=relationship,
        age=arguments.age,
    )
    document = {
        "jurisdiction": place.jurisdiction,
        "name": place.name,
        "notice": NOT_ADVICE,
        "recording_consent": place.recording_consent,
        "recording_consent_note": place.recording_consent_note,
        "provisions": [_cautioned(plain(provision)) for provision in found.provisions],
        "gaps": list(place.gaps),
        "content_version": book.version,
    }
    if arguments.json:
        print_json(document)
    else:
        _print_law(document)
    return 0


def _print_law(document: dict[str, Any]) -> None:
    print(f"{document['name']} ({document['jurisdiction']}). {NOT_ADVICE}\n")
    for provision in document["provisions"]:
        check = _marks(provision)
        print(f"{provision['citation']}  {provision['title']}{check}\n  {provision['summary']}")
        for source in provision["sources"]:
            print(f"  Source: {source['url']} (seen {source.get('seen') or 'by nobody yet'})")
    for gap in document["gaps"]:
        print(f"Gap: {gap}")


def services(arguments: argparse.Namespace) -> int:
    """Services by need or by words, for a state, an age and a language: ours, then loaded ones."""
    book = catalogue()
    need = term_named(arguments.need, book.vocabulary.service_tags, "--need")
    state = None
    if arguments.state is not None:
        try:
            state = book.jurisdiction(arguments.state).jurisdiction
        except NotFound as error:
            raise InputError(error.found, expected=error.expected, do=error.do) from error
    found, gone = _found_services(arguments, book, need, state)
    document = {
        "services": [_cautioned(plain(service)) for service in found],
        "no_longer": [_gone(one) for one in gone],
        "state_help": [plain(one) for one in book.state_help if state == f"US-{one.code}"],
        "content_version": book.version,
    }
    if arguments.json:
        print_json(document)
    else:
        _print_services(found, gone)
    return 0


def _print_services(found: tuple[Service, ...], gone: tuple[GoneHit, ...]) -> None:
    """Who no longer answers first: that name was looked for."""
    for one in gone:
        instead = ", ".join(service.name for service in one.instead)
        print(f"No longer answers: {one.entry.name}{f'. Instead: {instead}' if instead else ''}")
    for service in found:
        numbers = ", ".join(phone.number for phone in service.phones) or service.url or ""
        print(f"{service.name}: {numbers}{_marks(_cautioned(plain(service)))}")
        print(f"  {service.description.en}\n  {service.leaves_trace_notes.en}")
        for source in service.sources:
            print(f"  Source: {source.url} (seen {source.seen or 'by nobody yet'})")


def _found_services(
    arguments: argparse.Namespace, book: Catalogue, need: str | None, state: str | None
) -> tuple[tuple[Service, ...], tuple[GoneHit, ...]]:
    """By need the catalogue's own, all of them, and then loaded ones; by words the best of both together."""
    feed = open_feed(home_folder())
    needs = frozenset({need}) if need is not None else frozenset()
    words, age, language = arguments.search or "", arguments.age, arguments.language
    fed = feed.search(words, state=state, needs=needs, language=language, age=age) if feed is not None else ()
    if words:
        wanted = Need(words=words, needs=needs, state=state, age=age, language=language)
        found = search_directory(wanted, book, feed_hits=fed)
        return tuple(hit.service for hit in found.hits), found.gone
    ours = services_for(
        book,
        needs=needs or frozenset(term.id for term in book.vocabulary.service_tags),
        state=state,
        age=age,
        language=language,
        audience="mhp" if need == "mhp-support" else "client",
    )
    return (*ours, *fed), ()


def _gone(one: GoneHit) -> dict[str, Any]:
    """A name that no longer answers, and who does."""
    return {"id": one.entry.id, "name": one.entry.name, "instead": [service.id for service in one.instead]}


def _cautioned(document: dict[str, Any]) -> dict[str, Any]:
    """An entry with the words its confidence calls for; nothing likely stands as settled."""
    caution = caution_for(document["confidence"])
    return document if caution is None else {**document, "check": caution.en}


def _marks(document: dict[str, Any]) -> str:
    """What stands behind a title: how sure we are, and whether the practice wrote it."""
    marks = [document["check"]] if "check" in document else []
    marks += ["this practice's own entry"] if document["local"] else []
    return f" [{'; '.join(marks)}]" if marks else ""


def term_named(word: str | None, terms: tuple[Term, ...], name: str) -> str | None:
    if word is None:
        return None
    term = resolve_term(terms, word)
    if term is None:
        known = ", ".join(one.id for one in terms)
        raise InputError(f"{word[:40]!r}", expected=f"one of {known}", do="Correct it", where=name)
    return term.id


def content_check(arguments: argparse.Namespace) -> int:
    """Counts per kind and each problem with file and line; 1 when there is any."""
    try:
        report = check_content(overlay=home_folder() / "overlay")
    except ContentError as error:
        print(error.message(), file=sys.stderr)
        return 1
    if arguments.json:
        print_json({"counts": report.counts, "problems": [plain(problem) for problem in report.problems]})
        return 1 if report.problems else 0
    for kind, count in report.counts.items():
        print(f"{count:6d}  {kind}")
    for problem in report.problems:
        print(problem)
    print(f"{len(report.problems)} problems")
    return 1 if report.problems else 0


def content_list(arguments: argparse.Namespace) -> int:
    """The ids of every kind, or of one."""
    kinds = catalogue().kinds()
    if arguments.kind is not None and arguments.kind not in kinds:
        raise InputError(
            f"{arguments.kind[:40]!r}", expected="one of " + ", ".join(kinds), do="Correct it", where="--kind"
        )
    for kind, entries in kinds.items():
        if arguments.kind in (None, kind):
            for entry in entries:
                print(f"{kind}\t{_name(entry)}")
    return 0


def content_show(arguments: argparse.Namespace) -> int:
    """One entry whole, found by id, linkId or old spelling; other kinds of the same name are listed."""
    found = [one for one in show(arguments.id, catalogue()) if arguments.kind in (None, one["entry_kind"])]
    if not found:
        raise NotFound(
            f"{arguments.id[:60]!r}",
            expected="an id, a linkId or an old spelling",
            do="Try `leeward content list`",
        )
    others = [one["entry_kind"] for one in found[1:]]
    print_json({**found[0], "also_named_so": others} if others else found[0])
    return 0


def show(word: str, book: Catalogue) -> list[dict[str, Any]]:
    """Every entry a word names, whole, as plain data with its kind."""
    found = []
    for kind, entries in book.kinds().items():
        for entry in entries:
            names = {_name(entry), *getattr(entry, "aliases", ())}
            if word in names or word.replace("_", "-") in names:
                found.append(_with_kind(kind, plain(entry)))
    return found


def _with_kind(kind: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with the kind of content it is; a provision has a kind of law of its own."""
    return {"entry_kind": kind, **entry}


def _name(entry: Any) -> str:
    for field in ("id", "linkId", "jurisdiction"):
        if hasattr(entry, field):
            return str(getattr(entry, field))
    return ""
