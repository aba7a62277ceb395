# SPDX-License-Identifier: Apache-2.0
"""The YAML of content: plain data only, every value with its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leeward.knowledge.strict_yaml import MAX_BYTES, MAX_DEPTH, line_of, read_yaml
from leeward.terms.errors import ContentError


def value_of(text: str) -> Any:
    return read_yaml(text.encode(), "some.yaml")[0]


def refusal_of(data: str | bytes) -> ContentError:
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(ContentError) as caught:
        read_yaml(raw, "some.yaml")
    return caught.value


YAML_BOMB = "a: &a [x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        pytest.param(YAML_BOMB, "some.yaml:1", "an anchor or alias", id="yaml-bomb"),
        pytest.param("a: 1\nb: &x 2\n", "some.yaml:2", "an anchor or alias", id="anchor"),
        pytest.param("a: 1\n&x b: 2\n", "some.yaml:2", "a key that is not plain text", id="anchor-on-a-key"),
        pytest.param("a: 1\nb: *a\n", "some.yaml:2", "an anchor or alias", id="alias"),
        pytest.param("a: 1\n? *a\n: 2\n", "some.yaml:2", "a key that is not plain text", id="alias-as-a-key"),
        pytest.param("a: !thing 2\n", "some.yaml:1", "the tag '!thing'", id="local-tag"),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]\n",
            "some.yaml:1",
            "the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
            id="python-tag",
        ),
        pytest.param("a: 1\n!!str b: 2\n", "some.yaml:2", "a key that is not plain text", id="tag-on-a-key"),
        pytest.param("a: 1\n---\nb: 2\n", "some.yaml:2", "a second document in the file", id="two-documents"),
        pytest.param("a: 1\nb: 2\na: 3\n", "some.yaml:3", "the key 'a' twice", id="key-twice"),
        pytest.param("a: 1\n'a': 3\n", "some.yaml:2", "the key 'a' twice", id="quoted-key-twice"),
        pytest.param("b:\n- {c: 1, c: 1}\n", "some.yaml:2", "the key 'c' twice", id="inner-key-twice"),
        pytest.param("? [a, b]\n: 2\n", "some.yaml:1", "a key that is not plain text", id="list-as-a-key"),
    ],
)
def test_what_content_never_needs_is_refused_with_its_line(text: str, where: str, found: str) -> None:
    refusal = refusal_of(text)
    assert (refusal.where, refusal.found) == (where, found)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        pytest.param("a:\n  b: 1\n\tc: 2\n", "some.yaml:3", id="tab"),
        pytest.param("a: 1\nb: [1, 2\n", "some.yaml:3", id="open-list"),
        pytest.param("a: 1\nb: 'open\n", "some.yaml:3", id="open-quote"),
        pytest.param("a: 1\n  b: 2\n", "some.yaml:2", id="indent"),
        pytest.param("a: \x00\n", "some.yaml", id="nul"),
    ],
)
def test_text_that_is_not_yaml_is_refused_with_its_line(data: str, where: str) -> None:
    refusal = refusal_of(data)
    assert refusal.where == where
    assert refusal.found.startswith("text that is not YAML")


def test_bytes_that_are_not_utf_8_are_refused_with_their_place() -> None:
    refusal = refusal_of(b"name: caf\xe9\n")
    assert refusal.found == "bytes that are not UTF-8 at byte 9"


def test_a_file_at_the_size_limit_is_read_and_one_byte_more_is_refused() -> None:
    line = b"a: 1\n# "
    largest = line + b"x" * (MAX_BYTES - len(line))
    assert read_yaml(largest, "some.yaml")[0] == {"a": 1}
    assert refusal_of(largest + b"x").found == f"a file of {MAX_BYTES + 1} bytes"


def test_nesting_is_read_up_to_the_limit_and_refused_beyond() -> None:
    deepest = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    value = value_of(deepest)
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    assert depth == MAX_DEPTH
    assert refusal_of(f"[{deepest}]").found == f"more than {MAX_DEPTH} levels"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_absurd_nesting_is_refused_without_exhausting_the_program(opening: str) -> None:
    assert refusal_of(opening * 50_000).found == f"more than {MAX_DEPTH} levels"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("2026-11-22", "2026-11-22"),
        ("1:30", "1:30"),
        ("0x1f", "0x1f"),
        ("010", "010"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("1_000", "1_000"),
        ("True", "True"),
        ("'true'", "true"),
        ('"7"', "7"),
        ("''", ""),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("1.5", 1.5),
        ("12345678901234567890123", "12345678901234567890123"),
    ],
)
def test_a_plain_value_is_what_it_looks_like(written: str, read: object) -> None:
    value = value_of(f"a: {written}\n")["a"]
    assert (type(value), value) == (type(read), read)


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert value_of("<<: {a: 1}\n") == {"<<": {"a": 1}}


def test_keys_are_always_text() -> None:
    assert value_of("{1: a, true: b, null: c, 'no': d}") == {"1": "a", "true": "b", "null": "c", "no": "d"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note\n"])
def test_an_empty_file_is_nothing(text: str) -> None:
    assert value_of(text) is None


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\n", "some.yaml")[0] == {"a": 1}


def test_every_value_knows_the_line_it_begins_on() -> None:
    text = """\
# a note
schema: x

options:
- id: one
  title:
    en: One
    es: |
      Uno
      y más
  wishes: [stop,
    safe]
- id: two
"""
    _, lines = read_yaml(text.encode(), "some.yaml")
    assert lines == {
        (): 2,
        ("schema",): 2,
        ("options",): 4,
        ("options", 0): 5,
        ("options", 0, "id"): 5,
        ("options", 0, "title"): 6,
        ("options", 0, "title", "en"): 7,
        ("options", 0, "title", "es"): 8,
        ("options", 0, "wishes"): 11,
        ("options", 0, "wishes", 0): 11,
        ("options", 0, "wishes", 1): 12,
        ("options", 1): 13,
        ("options", 1, "id"): 13,
    }


def test_the_line_of_an_unknown_part_is_that_of_its_nearest_known_part() -> None:
    _, lines = read_yaml(b"# note\na:\n  b:\n    c: 1\n", "some.yaml")
    assert line_of(lines, ("a", "b", "missing", 3)) == 3
    assert line_of(lines, ("missing",)) == 2
    assert line_of({}, ("missing",)) == 1


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_written_by_another_program_is_read_as_it_was(value: Any) -> None:
    written = yaml.safe_dump(value).encode()
    assert read_yaml(written, "some.yaml")[0] == value


@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"#?,% \n\t", max_size=60).map(str.encode))
def test_any_bytes_give_a_value_or_one_calm_refusal(data: bytes) -> None:
    try:
        read_yaml(data, "some.yaml")
    except ContentError as error:
        assert error.where.startswith("some.yaml")
