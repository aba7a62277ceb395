# SPDX-License-Identifier: Apache-2.0
"""Every provision, option, service, place to turn to and charge that a page shows carries how sure we are,
from where, and read when.

All pages are asked: those of the table of `tests/support/matrix.py` that robin may see, every page of a
visit of each example, the whole Library, and what the look-ups answer; in English and in Spanish. An entry
stands in an element with `data-entry`; what only names one (a link, a label, a legend, the head of a column,
a button, what is held back) is none. So outside of entries there is no citation, no telephone number of a
service, and no heading that is the title of an entry. Papers are no pages: what a client carries shows no
source on purpose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from django.urls import reverse
from tests.support.answers import NINE, example, the_book
from tests.support.matrix import OWNER, ROUTES, answered, records_of
from tests.support.pages import FactRead, PageRead, read_page
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.papers.facts import confidence_in_words
from leeward.planning.state_services import services_of_states
from leeward.terms.source import Confidence
from leeward.terms.text import LANGUAGES, Language

ONE_DATABASE_IS_ENOUGH = True
IS_LONG = bool(os.environ.get("LEEWARD_LONG"))
TRIED: list[tuple[str, Language]] = (
    [(name, language) for name in NINE for language in LANGUAGES]
    if IS_LONG
    else [("session-a-mother", "en"), ("session-b-boy", "es")]
)
TONGUES: tuple[Language, ...] = LANGUAGES if IS_LONG else ("es",)
MORE = 4 if IS_LONG else 1
LOOK_UPS = {
    "law": "provision",
    "orders": "provision",
    "courts": "talk",
    "places": "organisation",
    "directory": "service",
}
"""Pages of the Library that answer a form, and what is looked up there; each has its twin in a visit."""
KINDS = frozenset(
    {"provision", "option", "service", "organisation", "talk", "door", "road", "platform", "state-help"}
)
OWN_JUDGEMENT = {"en": "Our own judgement", "es": "Criterio nuestro"}
NOT_OPENED = {"en": "not opened", "es": "no abierta"}
NEEDS_AN_ADDRESS = frozenset({"provision", "service", "platform"})
"""A fact about the world; the others may be advice of our own, and then say so."""
SUREST_FIRST: tuple[Confidence, ...] = ("confirmed", "likely", "unverified")
SECOND_HAND = re.compile("A public list that copies another|Una lista pública que copia otra|secondary copy")
"""No address, and so never confirmed."""
ADDRESS = re.compile(r"https?://\S+|github:\S+|[\w.-]+\.[a-z]{2,}/?\S*")
DAY = re.compile(r"\b(19|20)\d\d\b")
HEADS_A_GROUP = frozenset({"Not now", "Ahora no"})
"""The title of an option, and our heading over all that a client does not want now."""
NUMBER = re.compile(r"\+?\d[\d() .-]{5,}\d")


def faults_of(page: PageRead, language: Language) -> list[str]:
    """What is missing beside the entries of a page, and what stands outside of them."""
    found = []
    for entry in page.entries:
        name = f"{entry.kind}:{entry.id}"
        if entry.kind not in KINDS:
            found.append(f"{name}: no kind of entry")
        elif not entry.facts:
            found.append(f"{name}: nothing says how sure, from where and when")
        else:
            found += [
                f"{name}: {what}" for fact in entry.facts for what in _wrong(fact, entry.kind, language)
            ]
            sure = _says_of(entry.kind, entry.id, language)
            if sure and not {fact.says for fact in entry.facts} & sure:
                found.append(f"{name}: {entry.facts[0].says!r}, surer than the catalogue")
    for loose in page.loose:
        bare = loose.text.strip(" ().,;:")
        alone = loose.text.removeprefix("(").partition(")")[0]
        if {bare, alone} & _citations():
            found.append(f"a citation outside of an entry: {loose.text[:80]!r}")
        if loose.is_heading and bare in _titles(language):
            found.append(f"the title of an entry as a heading outside of one: {bare!r}")
        for number in NUMBER.findall(loose.text):
            if _digits(number) in _phones():
                found.append(f"a telephone number outside of an entry: {number!r} in {loose.text[:60]!r}")
    return found


def _wrong(fact: FactRead, kind: str, language: Language) -> Iterator[str]:
    if fact.says not in {confidence_in_words(one, language) for one in SUREST_FIRST}:
        yield f"not how sure we are: {fact.says!r}"
    if not fact.sources:
        yield "no source"
    for source in fact.sources:
        if source.startswith(OWN_JUDGEMENT[language]):
            if kind in NEEDS_AN_ADDRESS:
                yield "rests on our own judgement"
        elif ADDRESS.search(source) and not (DAY.search(source) or NOT_OPENED[language] in source):
            yield f"neither a day nor “not opened”: {source!r}"
    has_address = any(ADDRESS.search(one) or one.startswith(OWN_JUDGEMENT[language]) for one in fact.sources)
    is_second_hand = any(SECOND_HAND.search(one) for one in fact.sources)
    if not has_address and (not is_second_hand or fact.says == confidence_in_words("confirmed", language)):
        yield f"no address: {fact.sources}"


@cache
def _says_of(kind: str, id: str, language: Language) -> frozenset[str]:
    """What may be said of an entry: as sure as the catalogue is, or less, where what is told of it rests on
    more than the entry alone. Empty for kinds that are looked up elsewhere."""
    book = the_book()
    known: dict[str, dict[str, Any]] = {
        "provision": {id: provision for id, (_place, provision) in book.provisions.items()},
        "option": {one.id: one for one in book.options},
        "service": {one.id: one for one in book.services},
    }
    entry = known.get(kind, {}).get(id)
    if entry is None:
        return frozenset()
    no_surer = SUREST_FIRST[SUREST_FIRST.index(entry.confidence) :]
    return frozenset(confidence_in_words(one, language) for one in no_surer)


@cache
def _citations() -> frozenset[str]:
    return frozenset(provision.citation for place in the_book().law for provision in place.provisions)


@cache
def _titles(language: Language) -> frozenset[str]:
    book = the_book()
    provisions = {provision.title for place in book.law for provision in place.provisions}
    services = {one.name for one in book.services} | {one.name_es for one in book.services if one.name_es}
    titles = {one.title.said_in(language) for one in book.options} | provisions | services
    return frozenset(titles - HEADS_A_GROUP)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("1")


@cache
def _phones() -> frozenset[str]:
    numbers = (_digits(phone.number) for one in the_book().services for phone in one.phones)
    return frozenset(one for one in numbers if len(one) > 6)


class Crawl:
    """Asks pages and remembers what was wrong where, and which kinds of entry were met."""

    def __init__(self, browser: Any, language: Language) -> None:
        self.browser, self.language = browser, language
        self.faults: dict[str, list[str]] = {}
        self.met: set[str] = set()
        browser.post("/language/", {"language": language})

    def get(self, name: str, url: str) -> PageRead | None:
        return self._read(name, self.browser.get(url, follow=True))

    def post(self, name: str, url: str, fields: dict[str, list[str]]) -> PageRead | None:
        return self._read(name, self.browser.post(url, fields))

    def look_up(self, name: str, url: str, *, most: int) -> None:
        """A look-up as it is filled in, then with each thing that could be chosen, one at a time."""
        page = self.get(name, url)
        if page is None:
            return
        given = page.form(url)
        self.post(name, url, given)
        for field, value in _spread(sorted(set(page.choices(url))), most):
            self.post(name, url, {**given, field: [value]})

    def _read(self, name: str, answer: Any) -> PageRead | None:
        if not answer["Content-Type"].startswith("text/html") or answer.status_code not in (200, 422):
            return None
        page = read_page(answer.content.decode())
        assert page.root.text, name
        assert next(page.root.all("html")).given["lang"] == self.language, name
        self.met |= {one.kind for one in page.entries}
        faults = faults_of(page, self.language)
        if faults:
            self.faults.setdefault(name, []).extend(faults)
        return page


def _spread(pairs: list[tuple[str, str]], most: int) -> Iterable[tuple[str, str]]:
    """About so many of them, from everywhere; more in `make test-long`."""
    return pairs[:: max(1, len(pairs) // (most * MORE))]


def routes_with(*ids: str) -> Iterator[tuple[str, str]]:
    """Each route whose address holds exactly these ids, with its pattern. One without a row fails in T09."""
    from leeward.practice.urls import urlpatterns

    for one in urlpatterns:
        if tuple(re.findall(r"<slug:(\w+)>", str(one.pattern))) == ids and str(one.name) in ROUTES:
            yield str(one.name), "/" + str(one.pattern)


@pytest.mark.parametrize("language", TONGUES)
def test_every_page_of_the_table_tells_where_its_entries_are_from(home: Home, language: Language) -> None:
    from leeward.practice.urls import urlpatterns

    ids = records_of(home)
    crawl = Crawl(home.signed_in(), language)
    asked = 0
    for pattern in urlpatterns:
        name = str(pattern.name)
        if OWNER not in answered(name, "get"):
            continue
        url = "/" + re.sub(r"<slug:(\w+)>", lambda found: ids[found[1]], str(pattern.pattern))
        crawl.get(name, url)
        asked += 1
    assert asked > 70
    assert crawl.faults == {}


@pytest.mark.parametrize(("name", "language"), TRIED)
def test_every_page_of_a_visit_tells_where_its_entries_are_from(
    home: Home, name: str, language: Language
) -> None:
    at = visit_with(home, example(name))
    crawl = Crawl(at.browser, language)
    for route, pattern in routes_with("visit_id"):
        if OWNER not in answered(route, "get"):
            continue
        url = pattern.replace("<slug:visit_id>", at.visit_id)
        crawl.get(route, url)
        if route.removeprefix("visit-") in LOOK_UPS:
            crawl.look_up(route, url, most=2)
    assert crawl.faults == {}
    assert {"option", "provision", "service"} <= crawl.met


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("name", LOOK_UPS)
def test_every_look_up_tells_where_its_entries_are_from(home: Home, name: str, language: Language) -> None:
    crawl = Crawl(home.signed_in(), language)
    crawl.look_up(name, reverse(name), most=12 if IS_LONG else 4)
    assert crawl.faults == {}
    assert LOOK_UPS[name] in crawl.met


@pytest.mark.parametrize("language", TONGUES)
def test_the_whole_library_tells_where_its_entries_are_from(home: Home, language: Language) -> None:
    from leeward.practice.library.addresses import address_of, leaves_of

    crawl = Crawl(home.signed_in(), language)
    for leaf in leaves_of(the_book()):
        crawl.get(f"{leaf.kind} {leaf.id}", reverse("library-leaf", args=[address_of(leaf)]))
    assert crawl.faults == {}


def test_no_help_is_confirmed_by_a_copied_list_alone() -> None:
    """Of any state: it was seen at an address that can be opened, or it says to check first."""
    every = (*the_book().services, *services_of_states(the_book()))
    sure = [one for one in every if one.confidence == "confirmed"]
    assert len(sure) > 50
    assert [] == [one.id for one in sure if not any(ADDRESS.search(source.url) for source in one.sources)]


FACT = (
    '<details class="fact"><summary><span class="tag sure">Confirmed</span></summary>'
    "<ul><li>x: https://example.org/law, seen Nov 22, 2026</li></ul></details>"
)
OURS = FACT.replace("x: https://example.org/law, seen Nov 22, 2026", "Our own judgement, read Nov 22, 2026")
OPTION = next(one for one in the_book().options if one.confidence == "likely")
SURE = confidence_in_words(OPTION.confidence, "en")
NUMBER_OF_ONE = next(
    phone.number for one in the_book().services for phone in one.phones if len(_digits(phone.number)) == 10
)
LAW = the_book().law[0].provisions[0].citation


def entry(beside: str, name: str = "talk:one") -> str:
    return f'<main><div data-entry="{name}"><h3>Something</h3>{beside}</div></main>'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (entry(""), "nothing says how sure"),
        (entry(FACT.replace("Confirmed", "")), "not how sure we are"),
        (entry(FACT.replace("https://example.org/law, ", "")), "no address"),
        (entry(FACT.replace("seen Nov 22, 2026", "")), "neither a day"),
        (entry(FACT.replace("<li>x: https://example.org/law, seen Nov 22, 2026</li>", "")), "no source"),
        (entry(FACT, "thing:one"), "no kind of entry"),
        (entry(OURS, "service:one"), "rests on our own"),
        (entry(FACT, f"option:{OPTION.id}"), "surer than the catalogue"),
        (f"<main><p>({LAW})</p></main>", "a citation outside"),
        (f"<main><h3>{OPTION.title.en}</h3></main>", "as a heading outside"),
        (f"<main><p>Ring {NUMBER_OF_ONE} now</p></main>", "a telephone number outside"),
        (f'<main><div data-entry="talk:one">{entry(FACT)}</div></main>', "nothing says how sure"),
    ],
    ids=lambda one: str(one)[:24] if not str(one).startswith("<") else "",
)  # fmt: skip
def test_a_page_made_without_it_is_found(html: str, said: str) -> None:
    """So that the tests above can fail."""
    assert any(said in one for one in faults_of(read_page(html), "en")), faults_of(read_page(html), "en")


@pytest.mark.parametrize(
    "html",
    [
        entry(FACT),
        entry(FACT.replace("seen Nov 22, 2026", "not opened")),
        entry(OURS),
        entry(FACT.replace("Confirmed", SURE), f"option:{OPTION.id}"),
        f'<main><h3><a href="/x/">{OPTION.title.en}</a></h3><table><tr><th>{LAW}</th></tr></table></main>',
    ],
)  # fmt: skip
def test_a_page_that_has_it_is_not(html: str) -> None:
    assert [] == faults_of(read_page(html), "en")
