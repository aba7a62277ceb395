# SPDX-License-Identifier: Apache-2.0
"""Our directory in HSDS and back: nothing is lost, no street leaves, and what does not fit is named."""

from __future__ import annotations

import doctest
import importlib
import io
import json
import pkgutil
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from tests.support.answers import the_book
from tests.support.directories import package, services, terms, theirs

from leeward.exchange import hsds
from leeward.exchange.hsds import (
    Directory,
    as_json,
    as_package,
    as_zip,
    directory_of,
    fed_services,
    package_files,
    read_json,
    read_own,
    read_package,
    write_directory,
)
from leeward.exchange.hsds.model import ServiceRecord
from leeward.exchange.hsds.no_streets import holds_street
from leeward.exchange.hsds.vocabulary import ENTRY, values_of
from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Service
from leeward.planning.state_services import services_of_states
from leeward.terms.errors import ContentError, InputError
from leeward.terms.text import Text

HEAD = "id,organization_id,name,status"
PARTS_OF_WASHINGTON = [one.id for one in services_of_states(the_book()) if one.id.startswith("state-wa-")]
Way = Callable[[tuple[ServiceRecord, ...]], tuple[ServiceRecord, ...]]


def by_json(records: tuple[ServiceRecord, ...]) -> tuple[ServiceRecord, ...]:
    return read_json(as_json(records), "export.json")


def by_tables(records: tuple[ServiceRecord, ...]) -> tuple[ServiceRecord, ...]:
    return read_package(as_package(records), "export")


def by_zip(records: tuple[ServiceRecord, ...]) -> tuple[ServiceRecord, ...]:
    return read_package(package_files(as_zip(as_package(records)), "export.zip"), "export.zip")


def one_of_ours(book: Catalogue, **changes: Any) -> Directory:
    """A directory of one service of the catalogue, changed."""
    return Directory((msgspec.structs.replace(book.services[0], **changes),))


@pytest.mark.parametrize("name", [one.name for one in pkgutil.iter_modules(hsds.__path__)])
def test_the_examples_in_the_modules_are_so(name: str) -> None:
    """Doctests."""
    assert doctest.testmod(importlib.import_module(f"leeward.exchange.hsds.{name}")).failed == 0


@pytest.mark.parametrize("way", [by_json, by_tables, by_zip])
def test_the_whole_directory_comes_back_as_it_was(way: Way, book: Catalogue) -> None:
    """Services, what every state has, and names that no longer answer, in their order."""
    ours = directory_of(book)
    assert ours == read_own(way(write_directory(ours, book)))


@pytest.mark.parametrize("way", [by_json, by_tables])
@given(service=services())
def test_any_entry_comes_back_as_it_was(way: Way, service: Service) -> None:
    """Empty texts, commas and quotes, lines within cells, a status of our own."""
    book, ours = the_book(), Directory((service,))
    assert ours == read_own(way(write_directory(ours, book)))


def test_little_of_our_directory_has_to_be_added_as_it_stands(book: Catalogue) -> None:
    """Another program finds almost everything where HSDS has a place for it, or under a readable code."""
    added = [
        one.label
        for record in write_directory(directory_of(book), book)
        for code, one in values_of(record.attributes, ENTRY)
        if code == "exact"
    ]
    assert {"contact", "languages"} >= set(added)
    assert len(added) < 30


@pytest.mark.parametrize("parts", [{"state-wa-211"}, {"state-wa-child-abuse"}, set(PARTS_OF_WASHINGTON)])
def test_a_part_of_a_state_that_was_corrected_goes_out_once(parts: set[str], book: Catalogue) -> None:
    """As corrected; the state's own fields come back with what else it has, or alone."""
    mine = tuple(
        msgspec.structs.replace(one, name="Corrected here", local=True)
        for one in services_of_states(book)
        if one.id in parts
    )
    ours = Directory((*book.services, *mine), book.state_help, book.retired)
    records = write_directory(ours, book)
    assert ours == read_own(records)
    ids = [value for one in records for value in _id_values(one)]
    assert {1} == {ids.count(part) for part in parts}
    assert len({one.id for one in records}) == len(records)
    assert len(parts) == sum(one.name == "Corrected here" for one in records)


def _id_values(record: ServiceRecord) -> list[str | None]:
    return [one.value for code, one in values_of(record.attributes, ENTRY) if code == "id"]


def test_a_list_that_prints_a_dead_name_can_be_put_right(book: Catalogue) -> None:
    """A retired name goes out as defunct, and says who answers now."""
    retired = Directory(services=book.services, retired=book.retired)
    dead = next(one for one in write_directory(retired, book) if "haltabuse" in one.name)
    assert "defunct" == dead.status
    assert "CCRI" in (dead.alert or "")


def test_ids_stay_the_same_whatever_else_changes(book: Catalogue) -> None:
    """A record that was handed on yesterday is the same record tomorrow."""
    before = write_directory(directory_of(book), book)
    after = write_directory(one_of_ours(book, description=Text(en="Other words.", es="Otras.")), book)
    assert before[0].id == after[0].id == "caf70b26-0509-55a4-aa16-d7d971d41674"


def test_the_same_directory_gives_the_same_bytes(book: Catalogue) -> None:
    """So that an export can be compared with the last one."""
    ours = directory_of(book)
    first, again = write_directory(ours, book), write_directory(ours, book)
    assert as_json(first) == as_json(again)
    assert as_zip(as_package(first)) == as_zip(as_package(again))


@pytest.mark.parametrize(
    "text",
    [
        "Come to 1200 Main Street, second floor.",
        "412 N. Ash Ave, Spokane",
        "55 West 3rd St",
        "Write to P.O. Box 118.",
        "Calle del Sol 14",
        "9 OLD MILL ROAD",
    ],
)
def test_an_entry_with_a_street_is_not_exported(text: str, book: Catalogue) -> None:
    """DV rule: whoever waits at the door must not have read the door here."""
    guarded = {"services": ("domestic-violence",)}
    for changes in (
        {"description": Text(en=text, es="-")},
        {"description": Text(en="-", es=text)},
        {"accessibility": text},
        {"alert": Text(en=text, es="-")},
        {"hours": text},
        {"organization": text},
    ):
        with pytest.raises(ContentError) as refusal:
            write_directory(one_of_ours(book, **guarded, **changes), book)
        assert "service 988-lifeline" in str(refusal.value)
        assert text not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "Monday to Friday 10:00-18:00 Pacific (not 24/7)",
        "Press 1 for veterans. Press 2 for Spanish.",
        "Call 911 or go to court 2 days before.",
        "A free plan in 3 steps: call, write, drive away.",
        "1-800-799-7233",
        "Open 24 hours. The way there is on the web page.",
    ],
)
def test_numbers_and_words_are_no_street(text: str) -> None:
    """A rule that cries at everything is switched off."""
    assert not holds_street(text)


def test_no_address_and_no_place_is_ever_written(book: Catalogue) -> None:
    """HSDS has tables for them; ours stay away."""
    files = as_package(write_directory(directory_of(book), book))
    assert not {"addresses.csv", "locations.csv", "service_at_location.csv"} & set(files)


def test_another_directory_is_read_for_what_a_referral_needs() -> None:
    """Plain text, the numbers that can be dialled, languages by code, the state, the need."""
    (found,) = fed_services(read_json(json.dumps([theirs()]).encode(), "theirs.json"), terms()).services
    assert "feed-ex-county-0b1f7b0e-6a5e-4b2c-9c0f-6a9f0a6f6d01" == found.id
    assert "Advocates who know the court. Free. For: Spokane County, Washington." == found.description.en
    assert [("+1 509 555 0101 ext. 7", "voice", ("es",)), ("509 555 0102", "tty", ())] == [
        (one.number, one.type, one.languages) for one in found.phones
    ]
    assert "Monday, Tuesday 09:00-17:00" == found.hours
    assert ("en", "es", "interpreters") == found.languages
    assert ("US-WA",) == found.jurisdictions
    assert ("legal",) == found.services
    assert 16 == found.eligibility.minimum_age
    assert "https://example.org/advocates" == found.url
    assert "Closed on public holidays" == (found.alert.en if found.alert else None)


def test_nothing_in_a_feed_is_sure() -> None:
    """Likely where its directory says that somebody assured it, and by whom it was loaded and when."""
    data = json.dumps([theirs(), theirs(id="s2", assured_date=None)]).encode()
    assured, other = fed_services(read_json(data, "f"), terms(source="https://example.org/feed")).services
    assert ("likely", "2026-06-30", False) == (assured.confidence, assured.reviewed, assured.local)
    assert ("unverified", "", False) == (other.confidence, other.reviewed, other.local)
    assert [("https://example.org/feed", "ex-county", "2026-11-23")] == [
        (one.url, one.publisher, one.seen) for one in other.sources
    ]
    assert all("unverified" == phone.confidence for phone in (*assured.phones, *other.phones))


def test_the_town_of_a_shelter_is_not_taken_in() -> None:
    """What is for people harmed at home keeps its place to itself; a desk for all says its town."""
    shelter, desk = fed_services(read_package(package(), "p"), terms()).services
    assert ("domestic-violence",) == shelter.services
    assert "Spokane" not in shelter.description.en
    assert "In: Spokane." in desk.description.en
    assert "Long Road" not in str((shelter, desk))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://example.org"]
)
def test_only_web_addresses_are_taken_in(url: str) -> None:
    """A link in a feed is somebody else's."""
    (found,) = fed_services(
        read_json(json.dumps(theirs(url=url, organization=None)).encode(), "f"), terms()
    ).services
    assert found.url is None


def test_what_steers_a_terminal_or_a_page_is_taken_out() -> None:
    """Escape sequences and markup in names."""
    data = json.dumps(theirs(name="\x1b[2JHarbor <script>x</script>‮Street")).encode()
    (found,) = fed_services(read_json(data, "f"), terms()).services
    assert "[2JHarbor Street" == found.name


def test_another_practices_export_is_known_again(book: Catalogue) -> None:
    """What this catalogue has is left out; what that practice wrote keeps its notes and loses our trust."""
    own = msgspec.structs.replace(book.services[0], id="ex-own", local=True, confidence="confirmed")
    records = write_directory(Directory((book.services[0], own), book.state_help, book.retired), book)
    fed = fed_services(records, terms(known=frozenset({book.services[0].id})))
    (taken,) = fed.services
    assert len(records) - 1 == fed.already_known
    assert f"Nobody checked this here: {own.leaves_trace_notes.en}" == taken.leaves_trace_notes.en
    assert ("unverified", False) == (taken.confidence, taken.local)
    assert taken.id.startswith("feed-ex-county-")


def test_a_record_that_only_looks_like_ours_steers_nothing(book: Catalogue) -> None:
    """Codes nobody knows, escape sequences, a script for a link, a promise that a call leaves nothing."""
    made_up = msgspec.structs.replace(
        book.services[0],
        id="ex-other",
        name="\x1b[2JEx <b>Line</b>",
        url="javascript:alert(1)",
        services=("crisis", "no-such-need"),
        scenarios=("no-such-scenario",),
        jurisdictions=("US-WA", "Atlantis"),
        leaves_trace_notes=Text(en="A call leaves nothing.", es="No deja nada."),
    )
    (taken,) = fed_services(write_directory(Directory((made_up,)), book), terms()).services
    assert ("[2JEx Line", None) == (taken.name, taken.url)
    assert (("crisis",), (), ("US-WA",)) == (taken.services, taken.scenarios, taken.jurisdictions)
    assert taken.leaves_trace_notes.en.startswith("Nobody checked this here")


@pytest.mark.parametrize(
    ("areas", "codes"),
    [
        ([{"id": "a", "name": "Washington"}], ("US-WA",)),
        ([{"id": "a", "name": "Statewide", "uri": "ocd-division/country:us/state:wa"}], ("US-WA",)),
        ([{"id": "a", "extent": "US-OR"}, {"id": "b", "extent": "WA"}], ("US-OR", "US-WA")),
        ([{"id": "a", "name": "New York, NY 10001"}], ("US-NY",)),
        ([{"id": "a", "name": "Nationwide"}], ("US",)),
        ([{"id": "a", "name": "Washington County"}], ("US-ID",)),
        ([], ("US-ID",)),
    ],
)
def test_states_are_read_out_of_what_directories_write(areas: list[Any], codes: tuple[str, ...]) -> None:
    """A county with a state's name is not that state; what says nothing counts for the one we were told."""
    data = json.dumps(theirs(service_areas=areas)).encode()
    (found,) = fed_services(read_json(data, "f"), terms(home="US-ID")).services
    assert codes == found.jurisdictions


@pytest.mark.parametrize(
    "shape", [lambda one: [one], lambda one: one, lambda one: {"total_items": 1, "contents": [one]}]
)
def test_a_list_a_service_alone_and_a_page_are_read(shape: Callable[[Any], Any]) -> None:
    """And a mark of byte order before it."""
    data = b"\xef\xbb\xbf" + json.dumps(shape(theirs(unknown_key={"a": 1}))).encode()
    assert "Harbor Street Advocates" == read_json(data, "f")[0].name


@pytest.mark.parametrize(
    ("second", "where"),
    [
        ({"name": None}, "object 2, field name"),
        ({"name": " "}, "object 2, field name"),
        ({"status": "open"}, "object 2, field status: 'open'. Expected active, inactive"),
        ({"minimum_age": "16"}, "object 2, field minimum_age: '16'. Expected a number"),
        ({"minimum_age": 16.5}, "object 2, field minimum_age: 16.5"),
        ({"minimum_age": 60, "maximum_age": 20}, "object 2, field maximum_age"),
        (
            {"assured_date": "30.06.2026"},
            "object 2, field assured_date: '30.06.2026'. Expected a day as YYYY-MM-DD",
        ),
        ({"assured_date": "1026-06-30"}, "object 2, field assured_date"),
        ({"phones": [{"id": "p"}]}, "object 2, field phones[0].number: nothing"),
        ({"phones": {"number": "1"}}, "object 2, field phones: a dict. Expected a list"),
        ({"organization_id": "o2"}, "object 2, field organization_id"),
        ({"id": "s1"}, "object 2, field id: the id of object 1"),
        ({"description": "x" * 60_000}, "object 2, field description"),
    ],
)
def test_the_first_object_that_does_not_fit_is_named(second: dict[str, Any], where: str) -> None:
    """Its number, its field, what was found, what was expected; a text only by its length."""
    data = json.dumps([theirs(id="s1"), theirs(**{"id": "s2", **second})]).encode()
    with pytest.raises(InputError) as refusal:
        read_json(data, "theirs.json")
    assert where in str(refusal.value)
    assert "nothing was loaded" in str(refusal.value)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'"x"', b"[{]", b"\xff\xfe[\x00]\x00", b"[" * 100_000, b'{"contents": 3}']
)
def test_what_is_no_directory_is_refused(data: bytes) -> None:
    """Also what is nested without end."""
    with pytest.raises(InputError):
        read_json(data, "theirs.json")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"organizations": ""}, "no organizations.csv"),
        ({"services": "id,name,status\ns1,A,active\n"}, "row 1, column organization_id: no such column"),
        ({"services": "id,id,organization_id,name,status\n"}, "row 1, column id: a column twice"),
        ({"services": HEAD + "\ns1,o1,A\n"}, "services.csv, row 2: 3 cells. Expected 4"),
        ({"services": HEAD + "\ns1,o1,,active\n"}, "row 2, column name: nothing"),
        ({"services": HEAD + "\n\ns1,o9,A,active\n"}, "row 3, column organization_id: an"),
        ({"services": HEAD + "\ns1,o1,A,active\ns1,o1,B,active\n"}, "row 3, column id: the id"),
        ({"services": HEAD + "\ns1,o1,A,gone\n"}, "row 2, column status: 'gone'"),
        ({"services": HEAD + ",minimum_age\ns1,o1,A,active,ten\n"}, "column minimum_age: 'ten'"),
        ({"services": HEAD + ",assured_date\ns1,o1,A,active,2026-13-01\n"}, "column assured_date"),
        ({"services": HEAD + '\ns1,o1,"A,active\n'}, "services.csv, row 2"),
        ({"services": HEAD + '\ns1,o1,"A"B,active\n'}, "services.csv, row 2"),
        ({"phones": "id,service_id,number\np1,s9,1\n"}, "phones.csv, row 2, column service_id: an id"),
        ({"attributes": "link_id,taxonomy_term_id\ns1,t9\n"}, "row 2, column taxonomy_term_id"),
        ({"languages": "id,service_id,phone_id,code\nl1,,p9,en\n"}, "languages.csv, row 2, column phone_id"),
    ],
)  # fmt: skip
def test_the_first_row_that_does_not_fit_is_named(changes: dict[str, str], where: str) -> None:
    """Rows are counted as a spreadsheet counts them."""
    with pytest.raises(InputError) as refusal:
        read_package(package(**changes), "theirs")
    assert where in str(refusal.value)


def test_a_table_in_another_encoding_is_refused() -> None:
    """With the byte; guessing would turn a name into another."""
    files = package() | {"services.csv": f"{HEAD}\ns1,o1,Atención,active\n".encode("latin-1")}
    with pytest.raises(InputError, match=r"services\.csv: bytes that are not UTF-8 at byte 43"):
        read_package(files, "theirs")


def test_cells_that_look_like_formulas_stay_as_they_are() -> None:
    """A number from abroad begins with a plus."""
    first, second = read_package(package(), "theirs")
    assert ["+1 509 555 0101", "=509 555 0102"] == [
        one.phones[0].number for one in (first, second) if one.phones
    ]
    assert 'A desk, open to "all"' == second.name


def zipped(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name.replace("__", "/").replace("_csv", ".csv"), data)
    return held.getvalue()


def test_a_zip_may_hold_its_tables_in_a_folder() -> None:
    """As most programs pack one."""
    files = {f"feed__{name.replace('.csv', '_csv')}": data for name, data in package().items()}
    assert 2 == len(read_package(package_files(zipped(**files), "z"), "z"))


def test_a_zip_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it says it holds, before any of it is unpacked."""
    monkeypatch.setattr("leeward.exchange.hsds.csv_package.MAX_BYTES", 1_000_000)
    with pytest.raises(InputError, match="once unpacked"):
        package_files(zipped(services_csv=b"0" * 2_000_000), "z")


@pytest.mark.parametrize("spoil", [lambda data: data[:-30], lambda data: b"PK" + data[40:], lambda data: b""])
def test_a_broken_zip_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    """Whole or not at all."""
    with pytest.raises(InputError):
        package_files(spoil(zipped(services_csv=b"x" * 500)), "z")


def test_a_zip_with_two_packages_is_refused() -> None:
    """Which of them was meant, nobody can say."""
    with pytest.raises(InputError, match=r"services\.csv twice"):
        package_files(zipped(a__services_csv=b"x", b__services_csv=b"y"), "z")


def test_an_assurance_of_a_day_to_come_is_refused() -> None:
    """A feed whose clock is wrong is wrong in more."""
    data = json.dumps(theirs(assured_date="2026-12-24")).encode()
    with pytest.raises(InputError, match="a day to come"):
        fed_services(read_json(data, "f"), terms())


@pytest.mark.parametrize("name", ["", "Spokane 211", "../x", "a--b", "x" * 41, "año"])
def test_a_feed_has_a_plain_name(name: str) -> None:
    """It stands in ids."""
    with pytest.raises(InputError, match="--name"):
        fed_services((), terms(name=name))


def test_an_attribute_of_ours_that_was_tampered_with_is_refused(book: Catalogue) -> None:
    """Named by object, not met as a fault of the program."""
    plain = json.loads(as_json(write_directory(one_of_ours(book), book)))
    for one in plain[0]["attributes"]:
        if one["taxonomy_term"].get("code") == "audience":
            one["value"] = "everybody"
    with pytest.raises(InputError, match="object 1, an attribute of Leeward"):
        read_own(read_json(json.dumps(plain).encode(), "f"))
