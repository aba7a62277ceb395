# SPDX-License-Identifier: Apache-2.0
"""What a file carries that acts when somebody opens it, by looking at its bytes only.

    contains(data, sniff(data))        # ("macros",), ("executable-inside", "encrypted"), ()

Each answer is a thing that is there, never a judgement: many honest documents have macros. A
PDF may hide the same in compressed streams, and a locked archive its members; neither is opened,
so an empty answer says nothing about them.
"""

from __future__ import annotations

import re
from typing import Final

from leeward.formats.archives import list_archive
from leeward.formats.sniffing import ARCHIVES, HTA, HTML, OLE, ONENOTE, PDF, RTF, SVG, XML, ZIPS

CONTAINS: Final = frozenset(
    {
        "macros",
        "encrypted",
        "javascript",
        "launches",  # a PDF that starts a program or acts when opened
        "embedded-file",
        "active-x",
        "form",
        "password-form",
        "builds-a-file",  # a page that puts a file together by itself (HTML smuggling)
        "executable-inside",
        "double-extension-inside",
        "archive-inside",
        "odd-names",
        "bomb",
    }
)

READ: Final = 10_000_000
"""Bytes looked at of one file; what stands behind them is not seen."""

EXECUTABLE: Final = frozenset(
    "exe scr com pif bat cmd ps1 psm1 vbs vbe js jse jsm wsf wsh wsc sct hta cpl msi msp mst dll ocx sys drv "
    "lnk scf url website jar jnlp reg inf chm hlp gadget application appref-ms msc msix appx appxbundle "
    "msixbundle appinstaller apk xapk ipa app dmg pkg command sh run elf deb rpm appimage desktop workflow "
    "terminal scpt iqy slk xll ppam xlam wll one onepkg library-ms search-ms settingcontent-ms diagcab ade "
    "adp mde".split()
)
"""Endings of files that run, or make another program run, when they are opened."""

_DOUBLE: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|txt|rtf|jpe?g|png|gif|heic|mp[34]|mov|avi|wav|html?|csv|zip)[\s._\-]*\.([a-z0-9\-]{1,18})\Z",
    re.I,
)
_UTF16: Final = {
    "macros": tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA\0", "Macros\0")),
    "encrypted": tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo")),
    "embedded-file": (("\x01Ole10Native").encode("utf-16-le"),),
}
_PDF_NAMES: Final = (
    (re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])"), "javascript"),
    (re.compile(rb"/(?:Launch|OpenAction\s*<<|AA\s*<<)(?![A-Za-z0-9])"), "launches"),
    (re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])"), "embedded-file"),
    (re.compile(rb"/Encrypt(?![A-Za-z0-9])"), "encrypted"),
    (re.compile(rb"/(?:SubmitForm|XFA)(?![A-Za-z0-9])"), "form"),
)
_PDF_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PAGE: Final = (
    (re.compile(rb"<script\b|\son[a-z]{3,20}\s*=|javascript:|vbscript:", re.I), "javascript"),
    (re.compile(rb"<form\b", re.I), "form"),
    (re.compile(rb"<input[^<>]{0,500}?type\s*=\s*[\"']?password", re.I), "password-form"),
    (re.compile(rb"<(?:object|embed|applet)\b", re.I), "active-x"),
)
_BUILDS: Final = re.compile(
    rb"msSaveOrOpenBlob|createObjectURL|new\s+Blob\s*\(|new\s+File\s*\(|data:application/[a-z0-9.+\-]+;base64,",
    re.I,
)
_FETCHES: Final = re.compile(
    rb"\.download\s*=|\sdownload\s*=|\.click\s*\(|location(?:\.href)?\s*=|msSaveOrOpenBlob", re.I
)
_ONENOTE_FILE: Final = bytes.fromhex("e716e3bd65261145a4c48d4d0b7a9eac")
_PAGES: Final = frozenset({HTML, HTA, SVG, XML})


def contains(data: bytes, sniffed: str) -> tuple[str, ...]:
    """Ids of `CONTAINS`, in the order of that list's kinds of file; () where nothing was seen."""
    data = data[:READ]
    if sniffed in ZIPS:
        return _in_zip(data)
    if sniffed in ARCHIVES:
        return ("encrypted",) if "encrypted" in list_archive(data).faults else ()
    if sniffed == OLE:
        return tuple(what for what, names in _UTF16.items() if any(name in data for name in names))
    if sniffed == PDF:
        return _in_pdf(data)
    if sniffed in _PAGES:
        return _in_page(data)
    if sniffed == RTF:
        return ("embedded-file",) if b"\\objdata" in data or b"\\object" in data else ()
    return ("embedded-file",) if sniffed == ONENOTE and _ONENOTE_FILE in data else ()


def ending(name: str) -> str:
    """What a file's name ends with, in lower case; spaces and dots that hide it are passed over."""
    return name.rstrip(" .\u00a0\u200b").rpartition(".")[2].lower() if "." in name else ""


def is_executable_name(name: str) -> bool:
    return ending(name) in EXECUTABLE


def has_double_extension(name: str) -> bool:
    """ "photo.jpg.exe": an ending that looks harmless before one that runs."""
    found = _DOUBLE.search(name.rstrip(" ."))
    return bool(found) and found.group(1).lower() in EXECUTABLE if found else False


def _in_zip(data: bytes) -> tuple[str, ...]:
    listing = list_archive(data)
    names = [member.name for member in listing.members]
    lower = [name.lower() for name in names]
    found = []
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        found.append("macros")
    if any("/embeddings/oleobject" in name for name in lower):
        found.append("embedded-file")
    if any("/activex/" in name for name in lower):
        found.append("active-x")
    if "encrypted" in listing.faults:
        found.append("encrypted")
    if any(
        is_executable_name(name) for name in names if not name.lower().startswith(("word/", "xl/", "ppt/"))
    ):
        found.append("executable-inside")
    if any(has_double_extension(name) for name in names):
        found.append("double-extension-inside")
    if "nested" in listing.faults:
        found.append("archive-inside")
    if any(member.faults for member in listing.members):
        found.append("odd-names")
    if {"too-large", "ratio", "overlap", "too-many-members"} & set(listing.faults):
        found.append("bomb")
    return tuple(found)


def _in_pdf(data: bytes) -> tuple[str, ...]:
    if b"#" in data:
        data = _PDF_ESCAPE.sub(lambda code: bytes([int(code.group(1), 16)]), data)
    return tuple(what for pattern, what in _PDF_NAMES if pattern.search(data))


def _in_page(data: bytes) -> tuple[str, ...]:
    found = [what for pattern, what in _PAGE if pattern.search(data)]
    if _BUILDS.search(data) and _FETCHES.search(data):
        found.append("builds-a-file")
    return tuple(found)
