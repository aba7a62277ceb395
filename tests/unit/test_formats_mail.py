# SPDX-License-Identifier: Apache-2.0
"""A message is read as mail programs read it, and nothing in it stops the reading."""

from __future__ import annotations

import email
import email.message
import encodings.aliases
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.strategies import often

from leeward.formats.charsets import decoded
from leeward.formats.faults import Unreadable
from leeward.formats.mail import Mail, MailLimits, Part, read_mail, read_message
from leeward.formats.values import WHYS

FILES = Path(__file__).parents[1] / "files" / "mail"
MESSAGES = sorted(path for path in FILES.iterdir() if path.suffix in (".eml", ".txt", ".raw", ".msg"))

EXPLAINED = {
    "no boundary, or none that opens a part: ours is one part of words, theirs a multipart without parts": {
        "cpython__msg_15.txt",
        "cpython__msg_17.txt",
        "cpython__msg_42.txt",
        "flanker__mailformed-headers.eml",
        "set-of-emails__rfc3464-04.eml",
    },
    "no boundary named, but plainly there: ours guesses it": {"cpython__msg_31.txt"},
    "several messages in one file: ours reads the first and says so": {"MimeKit__simple.mbox.txt"},
    "no character set named: ours believes the page itself": {"enmime__non-mime-missing-charset.raw"},
}
"""Where ours and Python's own `email` differ on these files, and why ours should."""


def words(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def only(mail: Mail) -> Part:
    (part,) = mail.parts
    return part


def inside_of(message: email.message.Message) -> list[email.message.Message]:
    payload = message.get_payload()
    return (
        [part for part in payload if isinstance(part, email.message.Message)]
        if isinstance(payload, list)
        else []
    )


def theirs(message: email.message.Message) -> list[tuple[str, str | bytes | None]]:
    """Leaves as Python's own parser sees them: type, and words or bytes."""
    found: list[tuple[str, str | bytes | None]] = []
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        return [leaf for part in inside_of(message) for leaf in theirs(part)]
    kind = message.get_content_type()
    if kind == "message/rfc822":
        return [(kind, None), *(leaf for part in inside_of(message)[:1] for leaf in theirs(part))]
    if message.is_multipart():
        return [(kind, None)]
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    if message.get_content_maintype() != "text":
        return [*found, (kind, body)]
    said = body.decode(str(message.get_content_charset("utf-8")), "replace")
    return [*found, (kind, said.replace("\r\n", "\n").replace("\r", "\n"))]


def ours(mail: Mail) -> list[tuple[str, str | bytes | None]]:
    found: list[tuple[str, str | bytes | None]] = []
    for part in mail.parts:
        is_tree = part.content_type.startswith("message/")
        body = part.text if part.content_type.startswith("text/") else part.data
        found.append((part.content_type, None if is_tree else body))
    return found


def plain(leaves: list[tuple[str, str | bytes | None]]) -> list[tuple[str, str]]:
    """Without the line breaks that flowed text and a missing end leave to taste."""
    return [(kind, "" if body is None else " ".join(str(body).split())) for kind, body in leaves]


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_real_messages_read_as_pythons_own_parser_reads_them(path: Path) -> None:
    data = path.read_bytes()
    theirs_is = email.message_from_bytes(data)
    is_same = plain(theirs(theirs_is)) == plain(ours(read_mail(data)))
    assert is_same is not any(path.name in names for names in EXPLAINED.values())


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_headers_come_in_the_order_of_the_file(path: Path) -> None:
    data = path.read_bytes()
    assert [name for name, _ in email.message_from_bytes(data).items()] == [
        header.name for header in read_mail(data).headers
    ]


@often(10)
@given(st.binary(max_size=2_000))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    mail = read_mail(data)
    assert {one.why for one in mail.unread} <= WHYS


_PIECES = (
    b"\r", b"\n", b"\0", b"\xff\xfe", b"=?utf-8?q?", b"?=", b"--", b'"', b";", b"=", b"From x\n", b" \n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"Content-Type: message/rfc822\n\n", b"\n--b--\n",
    b"Content-Transfer-Encoding: base64\n", b"; charset=utf-16", b"filename*0*=x''%41", b"begin 644 a\n",
    b"\nend\n",
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A real message with pieces cut out and put in."""
    data = draw(st.sampled_from(MESSAGES)).read_bytes()
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 100))
        data = data[:at] + draw(st.sampled_from(_PIECES)) + data[at + cut :]
    return data


@often(5)
@given(spoiled())
def test_a_spoiled_message_gives_an_answer(data: bytes) -> None:
    mail = read_mail(data)
    assert {one.why for one in mail.unread} <= WHYS
    assert all(len(part.data) <= part.size for part in mail.parts)
    try:
        assert read_message(data).kind in {"eml", "text", "html", "link"}
    except Unreadable:
        assert not mail.parts or not mail.parts[0].text.strip("\0 \n\t") or b"\0" in data


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("=?utf-8?q?hol=C3=A1?=", "holá"),
        ("=?utf-8?b?aG9sw6E=?= =?utf-8?q?_Ana?=", "holá Ana"),
        ("=?utf-8?b?aG9sww==?= =?UTF-8?b?oQ?=", "holá"),  # one character over two words, and no padding
        ('"=?iso-8859-1?q?Mu=F1oz?=" <a@example.org>', '"Muñoz" <a@example.org>'),
        ("=?utf-8*en?q?a?= b =?x-none?q?c?=", "a b c"),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
        ("=?utf-8?b?!!!?=", "!!!"),
        ("one\n\ttwo\n  three", "one\ttwo  three"),
    ],
)
def test_header_values_are_unfolded_and_decoded(raw: str, value: str) -> None:
    (header,) = read_mail(b"Subject: " + raw.encode() + b"\n\n").headers
    assert (header.name, header.value) == ("Subject", value)


def test_eight_bit_header_bytes_are_read() -> None:
    headers = read_mail(b"Subject: Mu\xf1oz\nFrom: Mu\xc3\xb1oz\n\n").headers
    assert [header.value for header in headers] == ["Muñoz", "Muñoz"]


@pytest.mark.parametrize(
    ("line", "filename"),
    [
        ('attachment; filename="photo.jpg"', "photo.jpg"),
        ("attachment; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"),
        ('attachment; filename*0="invoice.pdf"; filename*1=".exe"', "invoice.pdf.exe"),
        ("attachment; filename*1*=%20b.txt; filename*0*=utf-8''a", "a b.txt"),
        ('attachment; filename="=?utf-8?q?caf=C3=A9=2Epdf?="', "café.pdf"),
        ("attachment; filename=two words.pdf ; x=1", "two words.pdf"),
        ('attachment; filename="never closed.pdf', "never closed.pdf"),
        ("attachment; filename*=nonsense", "nonsense"),
        ("attachment", ""),
    ],
)
def test_file_names_in_all_their_styles(line: str, filename: str) -> None:
    data = f"Content-Type: application/pdf\nContent-Disposition: {line}\n\n%PDF-1.4".encode()
    part = only(read_mail(data))
    assert (part.filename, part.disposition, part.sniffed) == (filename, "attachment", "application/pdf")


@pytest.mark.parametrize(
    ("charset", "body", "text", "whys"),
    [
        ("utf-8", "niña".encode(), "niña", []),
        ("iso-8859-1", b"\x93hi\x94", "“hi”", []),
        ("us-ascii", "niña".encode(), "niña", []),
        ("utf-8", "niña niña".encode("latin-1"), "niña niña", ["bad-charset"]),
        ("klingon", "niña".encode(), "niña", ["bad-charset"]),
        ("utf-16", b"plain words", "plain words", ["bad-charset"]),
        ("idna", b"plain words", "plain words", ["bad-charset"]),
        ("zlib", b"plain words", "plain words", ["bad-charset"]),
        ("", "niña".encode("utf-16"), "niña", []),
        ("gb2312", "鎔".encode("gb18030"), "鎔", []),
        ("utf-8", b"a\0b", "a\0b", []),
    ],
)
def test_character_sets_right_wrong_and_unknown(
    charset: str, body: bytes, text: str, whys: list[str]
) -> None:
    mail = read_mail(b"Content-Type: text/plain; charset=" + charset.encode() + b"\n\n" + body)
    assert (only(mail).text, [one.why for one in mail.unread]) == (text, whys)


@given(st.sampled_from(sorted(set(encodings.aliases.aliases))), st.binary(max_size=60))
def test_any_bytes_in_any_character_set_are_words_that_can_be_kept(charset: str, body: bytes) -> None:
    decoded(body, charset)[0].encode("utf-8")


def test_halves_of_characters_are_put_together() -> None:
    assert decoded("😀".encode("utf-7"), "utf-7") == ("😀", True)
    assert decoded(b"+2D0-", "utf-7") == ("\ufffd", True)


@pytest.mark.parametrize(
    ("encoding", "body", "text", "whys"),
    [
        ("base64", b"aG9sYQ==\n", "hola", []),
        ("BASE64 ; x", b"aG9s\nYQ\n", "hola", ["bad-encoding"]),
        ("base64", b"aG9sYQ==aG9sYQ==", "holahola", []),
        ("base64", b"aG9sYQ==\n" + b"_" * 10 + b"\nA list added this.", "hola", ["bad-encoding"]),
        ("quoted-printable", b"ni=C3=B1a =\nhi =ZZ", "niña hi =ZZ", []),
        ("x-uuencode", b"begin 644 a.txt\n$:&]L80``\n`\nend\n", "hola", []),
        ("rot13", b"hola", "hola", []),
    ],
)
def test_transfer_encodings_whole_and_broken(encoding: str, body: bytes, text: str, whys: list[str]) -> None:
    mail = read_mail(b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body)
    assert (only(mail).text, [one.why for one in mail.unread]) == (text, whys)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_may_end_in_three_ways(end: str) -> None:
    said = "Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n\none\n--b\n\ntwo\n--b--\nafter\n"
    mail = read_mail(said.replace("\n", end).encode())
    assert [(part.path, part.text) for part in mail.parts] == [("1", "one"), ("2", "two")]
    assert not mail.unread


def test_paths_are_numbered_as_mail_programs_do() -> None:
    inner = "Subject: in\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nx\n--c\n\ny\n--c--\n"
    said = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: message/rfc822\n\n"
        f"{inner}--b\nContent-Type: message/rfc822\n\nSubject: third\n\nz\n--b--\n"
    )
    mail = read_mail(words(said))
    assert [(part.path, part.content_type, part.message) for part in mail.parts] == [
        ("1", "text/plain", 0),
        ("2", "message/rfc822", 0),
        ("2.1", "text/plain", 1),
        ("2.2", "text/plain", 1),
        ("3", "message/rfc822", 0),
        ("3.1", "text/plain", 2),
    ]
    assert [headers[0].value for headers in mail.nested_headers] == ["in", "third"]


@pytest.mark.parametrize(
    ("said", "whys"),
    [
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n", ["cut-off"]),
        ("Content-Type: multipart/mixed; boundary=b\n\none\n", ["no-boundary"]),
        ("Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\none\n--b--\n", []),
        ("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\none\n--b--\n", ["encrypted"]),
    ],
)
def test_a_damaged_multipart_still_says_its_words(said: str, whys: list[str]) -> None:
    mail = read_mail(words(said))
    assert [one.why for one in mail.unread] == whys
    assert only(mail).text.strip() == "one"


def test_a_missing_blank_line_costs_no_words() -> None:
    mail = read_mail(b"Subject: a\nDear Ana, the body begins here\nand goes on")
    assert only(mail).text == "Dear Ana, the body begins here\nand goes on"


def test_flowed_lines_are_joined_again() -> None:
    said = b"Content-Type: text/plain; format=flowed\n\nPlease call \nme back.\n> old \n> words\n-- \nAna\n"
    assert only(read_mail(said)).text == "Please call me back.\n> old words\n-- \nAna\n"


def test_a_file_written_into_the_words_is_a_part() -> None:
    mail = read_mail(b"\nhi\nbegin 644 a.exe\n#35H \n`\nend\nbye\n")
    assert [(part.path, part.filename, part.sniffed) for part in mail.parts] == [
        ("1.u1", "a.exe", "application/x-dosexec"),
        ("1", "", ""),
    ]
    assert mail.parts[1].text.split() == ["hi", "bye"]


def test_words_keep_being_words_whatever_they_begin_with() -> None:
    mail = read_mail(b"Content-Type: text/html\n\nGIF89a <a href='https://example.org'>x</a>")
    assert "href" in only(mail).text


def test_a_page_carried_as_a_file_keeps_its_bytes_too() -> None:
    said = b'Content-Type: text/html; name="a.html"\n\n<html>hi</html>'
    part = only(read_mail(said))
    assert (part.text, part.data, part.sniffed) == ("<html>hi</html>", b"<html>hi</html>", "text/html")


def test_limits_name_what_was_not_read() -> None:
    limits = MailLimits(read_bytes=400, parts=2, text_bytes=5, part_bytes=3, all_bytes=1_000)
    said = "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nwords\xa1\n" * 60
    mail = read_mail(said.encode(), limits)
    assert [part.text for part in mail.parts] == ["words", "words"]
    assert {(one.where, one.why) for one in mail.unread} == {
        ("message", "too-large"),
        ("1", "too-large"),
        ("2", "too-large"),
        ("3", "too-many-parts"),
    }
    blob = only(read_mail(b"Content-Type: application/x\n\n\0\1\2\3\4", limits))
    assert (blob.data, blob.size) == (b"\0\1\2", 5)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"From: a@example.org\nSubject: hi\n\nwords", "", "eml"),
        (b"Subject: alone\n\nwords", "x.eml", "eml"),
        (b"From a@example.org Mon Jan  1 00:00:00 2024\nFrom: a\nTo: b\n\nwords", "", "eml"),
        (b"1234\nFrom: a\nTo: b\n\nwords", "x.emlx", "eml"),
        (b"<!doctype html><p>hi", "", "html"),
        (b"https://example.org/a?b=c", "", "link"),
        (b"  bit.ly/abc\n", "", "link"),
        (b"HSBC: your account is locked, go to bit.ly/abc", "", "text"),
        (b"Re: hello\nI saw you today.", "", "text"),
        ("¿Dónde estás?".encode("latin-1"), "", "text"),
        ("¿Dónde estás?".encode("utf-16"), "", "text"),
    ],
)
def test_what_is_handed_in_is_recognised_by_its_content(data: bytes, name: str, kind: str) -> None:
    assert read_message(data, name).kind == kind


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\0", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"\1\2\3\4\5" * 9, b"%PDF-1.4 x"]
)
def test_what_holds_no_message_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Unreadable, match="Expected"):
        read_message(data)
