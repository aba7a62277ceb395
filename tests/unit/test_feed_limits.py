# SPDX-License-Identifier: Apache-2.0
"""Directories made to hurt: refused with a sentence, read in the time their size deserves, mixed up never."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.directories import terms, theirs
from tests.unit.test_feeds import info, service

from leeward.exchange.hsds import fed_services, package_files, read_json, read_package
from leeward.exchange.hsds.needs import words_of_needs
from leeward.exchange.hsds.plain_text import plain_text
from leeward.exchange.hsds.vocabulary import uuid_of
from leeward.knowledge.feed_building import put_feed
from leeward.knowledge.feeds import fed_id, open_feed
from leeward.terms.errors import InputError, NotFound

SOON = 1.0
"""Seconds; what this is about took from 4 to 40."""


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400])
@pytest.mark.parametrize("where", ["minimum_age", "extension"])
@pytest.mark.parametrize("shape", ['[{"id": "s1"}, %s]', "%s"])
def test_a_number_out_of_range_is_refused_with_its_field(number: str, where: str, shape: str) -> None:
    one = {"id": "s2", "name": "Example", "status": "active", "minimum_age": 1}
    if where == "extension":
        one["phones"] = [{"id": "p", "number": "555-0101", "extension": 1}]
        text = json.dumps(one).replace('"extension": 1', f'"extension": {number}')
    else:
        text = json.dumps(one).replace('"minimum_age": 1', f'"minimum_age": {number}')
    first = json.dumps({"id": "s1", "name": "Example", "status": "active"})
    data = (shape % text).replace('{"id": "s1"}', first).encode()
    with pytest.raises(InputError) as error:
        read_json(data, "theirs.json")
    assert where in str(error.value.where)


@pytest.mark.parametrize("number", ["1e400", "nan", "inf", "-1", "1e308"])
def test_an_extension_that_is_none_is_refused_in_a_table(number: str) -> None:
    files = {
        "organizations.csv": b"id,name\no1,Example\n",
        "services.csv": b"id,organization_id,name,status\ns1,o1,Example,active\n",
        "phones.csv": f"id,service_id,number,extension\np1,s1,555-0101,{number}\n".encode(),
    }
    with pytest.raises(InputError, match="extension"):
        read_package(files, "theirs")


@pytest.mark.parametrize("columns", [501, 40_000])
def test_a_heading_of_many_columns_is_refused_at_once(columns: int) -> None:
    heading = ",".join(f"c{place}" for place in range(columns)).encode()
    start = time.perf_counter()
    with pytest.raises(InputError, match="columns"):
        read_package({"organizations.csv": b"id,name\n", "services.csv": heading + b"\n"}, "theirs")
    assert time.perf_counter() - start < SOON


def test_a_heading_with_a_column_twice_is_named() -> None:
    heading = b"id,organization_id,name,status,name\n"
    with pytest.raises(InputError, match="a column twice"):
        read_package({"organizations.csv": b"id,name\n", "services.csv": heading}, "theirs")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<a b='",
        "<!",
        "<!--",
        "</",
        "<?",
        "<![CDATA[",
        "<script",
        "<style>",
        "&",
        "&#",
        "<a>",
        "&#9",
    ],
)
def test_markup_that_never_ends_is_read_in_the_time_of_its_length(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.perf_counter()
    plain_text(text)
    assert time.perf_counter() - start < SOON


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>Help &amp; advice</p>", "Help & advice"),
        ("a<br>b<br/>c", "a b c"),
        ("x <!-- <b>hidden</b> --> y", "x y"),
        ("x <!-- never closed", "x"),
        ("x <script>if (a < b) alert('>')</script> y", "x y"),
        ("x <STYLE>p{}</STYLE> y", "x y"),
        ("x <script>never closed", "x"),
        ("<!DOCTYPE html><?php x ?>y", "y"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("open <b", "open <b"),
        ("<scripture>read</scripture>", "read"),
        ("&lt;b&gt; &eacute; &#233;", "<b> é é"),
        ("&#" + "9" * 5_000 + "; x", "x"),
        ("&#x" + "f" * 5_000 + "; x", "x"),
    ],
)
def test_what_markup_says_stays(text: str, said: str) -> None:
    assert plain_text(text) == said


def test_a_very_long_text_is_its_beginning() -> None:
    assert len(plain_text("a" * 200_000)) == 50_000


@given(st.text(alphabet=st.sampled_from("<>a/!-?&#;'\" script x9"), max_size=200))
def test_no_markup_stops_the_reader(text: str) -> None:
    assert "\n" not in plain_text(text)


_PARTS = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3}){0,3}", fullmatch=True)
_KEYS = _PARTS | st.uuids().map(str) | st.tuples(_PARTS, st.uuids()).map(lambda both: f"{both[0]}-{both[1]}")


@given(_PARTS, _KEYS, _PARTS, _KEYS)
def test_no_two_directories_make_one_id(feed: str, key: str, other: str, other_key: str) -> None:
    assert (fed_id(feed, key) == fed_id(other, other_key)) is ((feed, key) == (other, other_key))


def _load(home: Path, feed: str, key: str, **changes: Any) -> str:
    data = json.dumps([theirs(id=key, assured_date=None, **changes)]).encode()
    services = fed_services(read_json(data, "f"), terms(name=feed)).services
    put_feed(home, info(feed), services, words_of_needs(the_book()))
    return services[0].id


def test_two_directories_whose_names_and_ids_meet_stand_beside_each_other(tmp_path: Path) -> None:
    first = _load(tmp_path, "a", "b-c", name="First Example")
    second = _load(tmp_path, "a-b", "c", name="Second Example")
    feed = open_feed(tmp_path)
    assert feed is not None
    assert (feed.service(first).name, feed.service(second).name) == ("First Example", "Second Example")
    with pytest.raises(NotFound):  # the id both would have had once: nobody knows which is meant
        feed.service("feed-a-b-c")


def test_an_id_that_was_stored_before_still_names_its_service(tmp_path: Path) -> None:
    """Also one that was no plain word, which had such a UUID already."""
    assert fed_id("a", "Ünit 5") == f"feed-a-{uuid_of('feed', 'Ünit 5')}"
    now = _load(tmp_path, "spokane-211", "x1")
    feed = open_feed(tmp_path)
    assert feed is not None
    assert now != "feed-spokane-211-x1"
    assert feed.service("feed-spokane-211-x1").id == now


def test_a_file_of_before_is_read_as_it_is(tmp_path: Path) -> None:
    put_feed(tmp_path, info(), [service("Alder Desk", id="feed-ex-county-x1")], words_of_needs(the_book()))
    feed = open_feed(tmp_path)
    assert feed is not None
    assert feed.service("feed-ex-county-x1").name == "Alder Desk"


def test_a_zip_of_one_large_heading_is_refused_before_it_is_read(tmp_path: Path) -> None:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("services.csv", ",".join(f"c{place}" for place in range(20_000)) + "\n")
        package.writestr("organizations.csv", "id,name\n")
    start = time.perf_counter()
    with pytest.raises(InputError, match="columns"):
        read_package(package_files(held.getvalue(), "hd.zip"), "hd.zip")
    assert time.perf_counter() - start < SOON
