# SPDX-License-Identifier: Apache-2.0
"""`leeward orders`: which protective orders this person could ask for, and what else there is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from leeward.commands.io import catalogue, plain, print_json
from leeward.commands.library import NOT_ADVICE, term_named
from leeward.knowledge import Catalogue
from leeward.planning.order_roads import Instead
from leeward.planning.orders import (
    REACHES,
    SPECIAL,
    OpenOrder,
    OrderFacts,
    find_orders,
)
from leeward.terms.errors import InputError, NotFound
from leeward.terms.source import caution_for


def add_arguments(command: argparse.ArgumentParser, age: Callable[[str], int]) -> None:
    """The options of the command."""
    command.add_argument("--state", required=True, help="where the client lives: US-WA and so on")
    command.add_argument("--relationship", help="of the person doing this, such as ex-partner")
    command.add_argument("--age", type=age, help="of the client, in whole years")
    command.add_argument("--other-age", type=age, help="of the person doing this, in whole years")
    command.add_argument("--acts", metavar="IDS", help="what happened, such as tracking,threats")
    command.add_argument("--ties", metavar="IDS", help="of married,lived-together,child-together; or none")
    command.add_argument("--other-state", metavar="STATE", help="where the person doing this lives")
    command.add_argument("--special", metavar="IDS", help="such as tribal-land,police-or-court")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the orders for a state, a relationship and an age."""
    book = catalogue()
    facts = read_facts(arguments, book)
    found = find_orders(facts, book)
    document = {
        "notice": NOT_ADVICE,
        "state": facts.state,
        "orders": [_order(one) for one in found.orders],
        "check_first": [_order(one) for one in found.check_first],
        "instead": [_instead(one) for one in found.instead],
        "notes": [note.en for note in found.notes],
        "nobody_known": found.nobody_known.en if found.nobody_known is not None else None,
        "before_filing": [line.en for line in found.before_filing],
        "content_version": book.version,
    }
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def read_facts(arguments: argparse.Namespace, book: Catalogue) -> OrderFacts:
    """The facts of a command line. Raises InputError for a word we do not know."""
    relationship = term_named(arguments.relationship, book.vocabulary.relationships, "--relationship")
    other = arguments.other_state
    return OrderFacts(
        state=_state(arguments.state, book, "--state"),
        relationship=relationship or "unknown",
        age=arguments.age,
        other_age=arguments.other_age,
        other_state=None if other is None else _state(other, book, "--other-state"),
        ties=_words(arguments.ties, ("married", "lived-together", "child-together", "none"), "--ties"),
        acts=_words(arguments.acts, tuple(REACHES), "--acts") or frozenset(),
        special=_words(arguments.special, SPECIAL, "--special") or frozenset(),
    )


def _state(code: str, book: Catalogue, name: str) -> str:
    try:
        place = book.jurisdiction(code).jurisdiction
    except NotFound as error:
        raise InputError(error.found, expected=error.expected, do=error.do, where=name) from error
    if place == "US-FED":
        raise InputError(
            "US-FED",
            expected="a state, a territory or DC",
            do="Name where the client lives; federal law is in `leeward law US-FED`",
            where=name,
        )
    return place


def _words(given: str | None, known: tuple[str, ...], name: str) -> frozenset[str] | None:
    if given is None:
        return None
    found = frozenset(word.strip() for word in given.split(",") if word.strip())
    for word in sorted(found - set(known)):
        raise InputError(
            f"{word[:40]!r}", expected=f"some of {', '.join(known)}", do="Correct it", where=name
        )
    return found - {"none"}


def _order(one: OpenOrder) -> dict[str, Any]:
    provision, block = one.provision, one.provision.eligibility
    caution = caution_for(one.confidence)
    return {
        "id": provision.id,
        "citation": provision.citation,
        "title": provision.title,
        "who_files": one.who_files.en if one.who_files is not None else None,
        "why": [reason.en for reason in one.why],
        "confidence": one.confidence,
        "check": caution.en if caution is not None else None,
        "can_order": list(block.can_order) if block is not None else [],
        "same_day": block.same_day if block is not None else "unknown",
        "cost": block.cost if block is not None else "unknown",
        "proof": one.proof.en,
        "note": one.note.en if one.note is not None else None,
        "may_backfire": [reason.en for reason in one.may_backfire],
        "sources": plain(one.sources),
        "local": provision.local,
    }


def _instead(one: Instead) -> dict[str, Any]:
    return {
        "why": one.why.en,
        "provisions": [
            {
                "id": provision.id,
                "citation": provision.citation,
                "title": provision.title,
                "confidence": provision.confidence,
            }
            for provision in one.provisions
        ],
    }


def _print(document: dict[str, Any]) -> None:
    print(f"{document['state']}. {document['notice']}\n")
    for note in document["notes"]:
        print(f"First: {note}")
    if document["nobody_known"]:
        print(f"None while nobody is known: {document['nobody_known']}")
    for line in document["before_filing"]:
        print(line)
    open_to = "Once somebody is known" if document["nobody_known"] else "Could be asked for"
    for heading, key in ((open_to, "orders"), ("Check first", "check_first")):
        for one in document[key]:
            mark = f" [{one['check']}]" if one["check"] else ""
            print(f"{heading}: {one['citation']}  {one['title']}{mark}")
            if one["who_files"]:
                print(f"  Who files: {one['who_files']}")
            for reason in (*one["why"], *one["may_backfire"]):
                print(f"  {reason}")
            for source in one["sources"]:
                print(f"  Source: {source['url']} (seen {source['seen'] or 'by nobody yet'})")
    for one in document["instead"]:
        print(f"What else: {one['why']}")
        for provision in one["provisions"]:
            print(f"  {provision['citation']}  {provision['title']} ({provision['confidence']})")
