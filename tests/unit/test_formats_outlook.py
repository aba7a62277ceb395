# SPDX-License-Identifier: Apache-2.0
"""Messages saved from Outlook are read, their RTF bodies too, and bad ones are an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.outlook import Tree, compound_file, message, numbers, words

from leeward.formats.faults import Unreadable
from leeward.formats.mail import Mail, read_message
from leeward.formats.rtf import unpacked, words_of_rtf
from leeward.formats.values import WHYS

FILES = Path(__file__).parents[1] / "files" / "mail" / "outlook"


def read(name: str) -> Mail:
    return read_message((FILES / name).read_bytes(), name)


def header(mail: Mail, name: str) -> str:
    return next(header.value for header in mail.headers if header.name == name)


def test_eight_bit_words_are_read_in_the_code_page_of_their_language() -> None:
    mail = read("poi__ASCII_CP1251_LCID1049.msg")
    assert header(mail, "Subject") == "Subject автоматически Subject"
    assert mail.parts[0].text == "Body автоматически Body"


def test_headers_the_message_came_with_are_kept_and_missing_ones_put_together() -> None:
    came = read("poi__message_1979.msg")
    assert header(came, "Date") == "Mon, 16 Aug 1999 11:23:16 -0000"
    made = read("poi__chinese-traditional.msg")
    assert header(made, "Subject") == "Alfresco MSG format testing ( MSG 格式測試 )"
    assert header(made, "Date") == "Tue, 29 Mar 2011 08:52:48 +0000"


def test_a_page_hidden_in_rtf_comes_out_as_it_was_sent() -> None:
    page = read("poi__chinese-traditional.msg").parts[1]
    assert page.content_type == "text/html"
    assert "中文測試" in page.text and "<" in page.text and "\\htmlrtf" not in page.text


def test_a_signed_message_shows_what_is_signed() -> None:
    parts = read("poi__logsat.com_signatures_valid.msg").parts
    assert "digitally signed" in parts[0].text
    assert [part.path for part in parts[1:]] and all(part.path.startswith("2.") for part in parts[1:])


def test_an_attachment_is_a_part() -> None:
    mail = read("poi__clusterfuzz-testcase-minimized-POIHSMFFuzzer-4735011465854976.msg")
    assert [part.disposition for part in mail.parts[2:]] == ["attachment", "attachment"]


def test_an_office_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match=r"Expected a message saved from Outlook\. Save"):
        read_message(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_096)


@given(st.sampled_from(sorted(FILES.glob("*.msg"))), st.data())
def test_a_spoiled_outlook_file_gives_an_answer(path: Path, draw: st.DataObject) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(draw.draw(st.integers(1, 20))):
        data[draw.draw(st.integers(8, len(data) - 1))] = draw.draw(st.sampled_from([0, 1, 0x7F, 0xFE, 0xFF]))
    cut = draw.draw(st.sampled_from([len(data), len(data) // 2, 600]))
    try:
        mail = read_message(bytes(data[:cut]))
    except Unreadable:
        return
    assert mail.kind == "msg" and {one.why for one in mail.unread} <= WHYS


PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The worked example of [MS-OXRTFCP] 4.1.1."""


def test_compressed_rtf_is_unpacked_as_the_specification_shows() -> None:
    assert unpacked(PACKED, 1_000) == (b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", True)
    assert unpacked(PACKED[:30], 1_000)[1] is False
    assert unpacked(b"", 1_000) == (b"", True)
    assert unpacked(b"x" * 20, 1_000) == (b"", False)


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 ni\'f1a\par hi}", ("niña\r\nhi", False)),
        (rb"{\rtf1\ansi\ansicpg932 \'93\'fa}", ("日", False)),
        (rb"{\rtf1\ansi\uc1 \u8364?5}", ("€5", False)),
        (rb"{\rtf1\uc1 \u-10179?\u-8704? \u-10179?}", ("😀 \ufffd", False)),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator X}hi \{there\}}", ("hi {there}", False)),
        (
            rb"{\rtf1\fromhtml1{\*\htmltag84 <a href=\'22x\'22>}\htmlrtf {\b\htmlrtf0 go"
            rb"{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 }",
            ('<a href="x">go</a>', True),
        ),
        (rb"}}}}{{{{\u", ("", False)),
    ],
)
def test_rtf_gives_its_words(rtf: bytes, words: tuple[str, bool]) -> None:
    assert words_of_rtf(rtf) == words


@given(st.binary(max_size=300))
def test_any_bytes_as_rtf_give_an_answer(data: bytes) -> None:
    assert isinstance(words_of_rtf(b"{\\rtf1\\fromhtml " + data)[0], str)
    assert len(unpacked(b"\0\0\0\0\xff\xff\0\0LZFu\0\0\0\0" + data, 1_000)[0]) <= 1_000


def with_attachments(*attachments: Tree) -> Mail:
    tree = message(x0037="outer", x1000="hi")
    for at, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{at:08X}"] = attachment
    return read_message(compound_file(tree))


def attachment(name: str, body: bytes, method: int = 1) -> Tree:
    fixed = numbers(8, x3705=method)
    return {"__properties_version1.0": fixed, "__substg1.0_37010102": body, **words(x3707=name)}


def test_attached_files_are_known_by_their_bytes() -> None:
    mail = with_attachments(attachment("photo.jpg", b"MZ" + b"\0" * 5_000), attachment("niña.txt", b"words"))
    assert [(part.path, part.filename, part.sniffed, part.size) for part in mail.parts[1:]] == [
        ("2", "photo.jpg", "application/x-dosexec", 5_002),
        ("3", "niña.txt", "", 5),
    ]


def test_a_message_inside_a_message_is_read_like_the_outer_one() -> None:
    inner = message(24, x0037="inner", x1000="words", x0065="a@example.org", x0042="Ana")
    carried: Tree = {
        "__properties_version1.0": numbers(8, x3705=5),
        "__substg1.0_3701000D": inner,
        **words(x3001="inner"),
    }
    mail = with_attachments(carried, attachment("last.txt", b"x"))
    assert [(part.path, part.content_type, part.message) for part in mail.parts] == [
        ("1", "text/plain", 0),
        ("2", "message/rfc822", 0),
        ("2.1", "text/plain", 1),
        ("3", "application/octet-stream", 0),
    ]
    assert [(one.name, one.value) for one in mail.nested_headers[0]] == [
        ("From", '"Ana" <a@example.org>'),
        ("Subject", "inner"),
    ]


def test_messages_nested_100_deep_end_at_the_limit() -> None:
    tree = message(24, x0037="deepest")
    for _ in range(100):
        carried: Tree = {"__properties_version1.0": numbers(8), "__substg1.0_3701000D": tree}
        tree = {**message(24), "__attach_version1.0_#00000000": carried}
    mail = read_message(compound_file(tree))
    assert [one.why for one in mail.unread] == ["too-deep"]


def test_a_file_that_is_only_linked_is_named_as_unread() -> None:
    assert [one.why for one in with_attachments(attachment("far.docx", b"", method=7)).unread] == [
        "not-opened"
    ]


def test_a_locked_message_is_named() -> None:
    mail = read_message(compound_file(message(x001A="IPM.Note.SMIME", x0037="sealed")))
    assert [one.why for one in mail.unread] == ["encrypted"]
