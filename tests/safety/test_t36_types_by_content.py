# SPDX-License-Identifier: Apache-2.0
"""T36. A file is what its bytes are: pages, scripts and programs under harmless names are recognised.

Promise P6. Here for what comes with a message: recognised by content, named by what it carries,
its bytes kept as they came, never rendered. That a browser shows an upload only as a download
comes with the pages that keep evidence.
"""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from leeward.formats.inside import CONTAINS, contains, has_double_extension, is_executable_name
from leeward.formats.mail import read_mail
from leeward.formats.sniffing import PROGRAMS, sniff


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PE = b"MZ\x90\0\3\0\0\0" + b"\0" * 60

FILES = {
    "page.jpg": (b"<!DOCTYPE html><script>x()</script>", "text/html", {"javascript"}),
    "comment.jpg": (b"<!-- GIF89a -->\n<html onload=x()>", "text/html", {"javascript"}),
    "picture.jpg": (b"<?xml version='1.0'?><svg xmlns='x' onload='x()'/>", "image/svg+xml", {"javascript"}),
    "login.pdf": (b"<html><form><input type=password></form>", "text/html", {"form", "password-form"}),
    "smuggled.html": (
        b"<html><script>a.href=URL.createObjectURL(new Blob([x]));a.download='x.zip';a.click()</script>",
        "text/html",
        {"javascript", "builds-a-file"},
    ),
    "app.txt": (b"<html><hta:application id=x><script>", "application/hta", {"javascript"}),
    "program.jpg": (PE, "application/x-dosexec", set()),
    "shortcut.pdf": (b"L\0\0\0\1\x14\2\0" + b"\0" * 60, "application/x-ms-shortcut", set()),
    "script.txt": (
        b"var a = new ActiveXObject('WScript.Shell'); WScript.Echo(1)",
        "text/x-windows-script",
        set(),
    ),
    "batch.txt": (b"@echo off\r\nformat c:", "text/x-msdos-batch", set()),
    "acts.pdf": (
        b"%PDF-1.4 /OpenAction << /S /JavaScript /JS (x) >>",
        "application/pdf",
        {"javascript", "launches"},
    ),
    "hidden.pdf": (b"%PDF-1.4 /J#61vaScript /Laun#63h", "application/pdf", {"javascript", "launches"}),
    "locked.pdf": (
        b"%PDF-1.4 /Encrypt 1 0 R /EmbeddedFile",
        "application/pdf",
        {"encrypted", "embedded-file"},
    ),
    "plain.pdf": (b"%PDF-1.4 /Type /Page /JSON", "application/pdf", set()),
    "macro.doc": (OLE + "_VBA_PROJECT".encode("utf-16-le"), "application/x-ole-storage", {"macros"}),
    "locked.doc": (OLE + "EncryptedPackage".encode("utf-16-le"), "application/x-ole-storage", {"encrypted"}),
    "macro.docx": (
        zipped(**{"word__document_xml": b"x", "word__vbaProject_bin": b"x"}),
        "application/vnd.openxmlformats-officedocument",
        {"macros"},
    ),
    "plain.docx": (
        zipped(**{"word__document_xml": b"x", "word__embeddings__image1_bin": b"x"}),
        "application/vnd.openxmlformats-officedocument",
        set(),
    ),
    "inside.zip": (
        zipped(invoice_pdf_exe=PE),
        "application/zip",
        {"executable-inside", "double-extension-inside"},
    ),
    "nested.zip": (zipped(a_zip=b"PK"), "application/zip", {"archive-inside"}),
    "photos.zip": (zipped(a_jpg=b"x"), "application/zip", set()),
    "object.rtf": (b"{\\rtf1{\\object\\objdata 01}}", "application/rtf", {"embedded-file"}),
    "polyglot.gif": (b"GIF89a/*" + b"\0" * 20 + b"*/", "image/gif", set()),
    "pdf-in-front": (b"garbage\n%PDF-1.7 /Launch", "application/pdf", {"launches"}),
    "locked.rar": (b"Rar!\x1a\7\1\0" + b"\0\0\0\0\x0d\4" + b"\0" * 20, "application/vnd.rar", {"encrypted"}),
    "disk.iso": (b"\0" * 32_769 + b"CD001" + b"\0" * 50, "application/x-iso9660-image", set()),
    "letter.txt": (b"BMW and MZ are letters here, and PK too. BZh as well.", "", set()),
    "letter2.txt": (b"BMW are letters", "", set()),
    "letter3.txt": (b"MZ are letters", "", set()),
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_what_its_bytes_are(name: str) -> None:
    data, kind, inside = FILES[name]
    assert sniff(data) == kind
    assert set(contains(data, kind)) == inside <= CONTAINS


@pytest.mark.parametrize("name", sorted(FILES))
def test_bytes_come_out_of_a_message_as_they_went_in(name: str) -> None:
    data, kind, _ = FILES[name]
    coded = base64.encodebytes(data)
    (part,) = read_mail(
        b"Content-Type: image/jpeg; name=a.jpg\nContent-Transfer-Encoding: base64\n\n" + coded
    ).parts
    assert (part.data, part.sniffed, part.content_type) == (data, kind, "image/jpeg")


def test_programs_are_told_from_papers() -> None:
    assert {
        sniff(FILES[name][0]) in PROGRAMS for name in ("program.jpg", "shortcut.pdf", "app.txt", "script.txt")
    } == {True}
    assert not {sniff(FILES[name][0]) for name in ("acts.pdf", "photos.zip", "letter.txt")} & PROGRAMS


@pytest.mark.parametrize(
    ("name", "runs", "is_double"),
    [
        ("photo.jpg.exe", True, True),
        ("invoice.pdf   .scr", True, True),
        ("photo.jpg.exe. ", True, True),
        ("report.PDF.JS", True, True),
        ("setup.exe", True, False),
        ("photo.jpg", False, False),
        ("v1.2.pdf", False, False),
        ("archive.tar.gz", False, False),
        ("exe", False, False),
        ("", False, False),
    ],
)
def test_endings_that_run_are_known(name: str, runs: bool, is_double: bool) -> None:
    assert (is_executable_name(name), has_double_extension(name)) == (runs, is_double)
