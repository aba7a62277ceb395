# SPDX-License-Identifier: Apache-2.0
"""The files a message carries: what their bytes are, against what their names say. None is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from leeward.formats.archives import list_archive
from leeward.formats.inside import EXECUTABLE, contains
from leeward.formats.sniffing import ARCHIVES, DISK_IMAGES, HTA, HTML, PROGRAMS, SVG
from leeward.formats.values import Part
from leeward.inspection.html import read_page
from leeward.inspection.letter import Letter
from leeward.inspection.looks import page_reasons
from leeward.inspection.wording import Hit

Found = Iterator[tuple[str, str]]

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DOUBLE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|txt|rtf|jpe?g|png|gif|heic|mp[34]|mov|wav|html?|csv|zip)[\s._\-]*\.([a-z0-9]{1,10})$",
    re.I,
)
_PAGES: Final = frozenset({"html", "htm", "shtml", "xhtml", "svg", "mht", "mhtml", "hta"})
_CODE_ENDINGS: Final = EXECUTABLE - {"com", "app", "reg", "one", "run", "dmg", "pkg", "inf", "sh"}
_SHOULD_BE: Final = {
    "pdf": ("application/pdf",),
    "png": ("image/",), "jpg": ("image/",), "jpeg": ("image/",), "gif": ("image/",),
    "txt": ("text/", ""), "csv": ("text/", ""), "docx": ("application/vnd.openxml", "application/zip"),
    "xlsx": ("application/vnd.openxml", "application/zip"),
}  # fmt: skip
_DRAWN_BY_LOT = re.compile(
    r"(?:(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])(?=[a-z\d]*[A-Z])[A-Za-z\d]{8,40}|attachment_\d{6,20})"
    r"\.(?:pdf|docx?|xlsx?|pptx?|html?|zip|rar|7z|rtf)"
)
_LOOKED_AT = 50


def file_reasons(letter: Letter, hits: Mapping[str, list[Hit]], *, is_stranger: bool) -> Found:
    """Everything about the files; `hits`: ideas in the words, for a password beside a locked file."""
    for part in letter.files[:_LOOKED_AT]:
        if is_stranger and _DRAWN_BY_LOT.fullmatch(part.filename):
            yield "made-up-file", part.filename
        yield from _about(part, has_key="password-in-file" in hits)


def _about(part: Part, *, has_key: bool) -> Found:
    name = part.filename
    where = f"{_TURNS.sub('⟲', name) or '(no name)'} ({part.sniffed or part.content_type})"
    ending = name.rpartition(".")[2].lower().strip() if "." in name else ""
    double = _DOUBLE.search(name)
    if _TURNS.search(name) or (double and double.group(1).lower() in EXECUTABLE | _PAGES):
        yield "disguised-file", where
    inside = frozenset(contains(part.data, part.sniffed)) if part.data else frozenset()
    if (
        part.sniffed in PROGRAMS
        or ending in _CODE_ENDINGS
        or inside & {"executable-inside", "double-extension-inside"}
    ):
        yield "program-file", where
    elif part.sniffed in DISK_IMAGES or ending in ("iso", "img", "vhd", "vhdx"):
        yield "program-file", where
    if ending in _PAGES or part.sniffed in (HTML, SVG, HTA):
        yield from _page(part, where)
    if inside & {"macros", "active-x", "javascript", "launches"} or ending in (
        "docm",
        "xlsm",
        "pptm",
        "dotm",
        "xlam",
    ):
        yield "acting-file", where
    if "encrypted" in inside or (part.sniffed in ARCHIVES and "encrypted" in list_archive(part.data).faults):
        yield ("locked-with-key" if has_key else "locked-file"), where
    wanted = _SHOULD_BE.get(ending)
    if wanted and part.sniffed and not part.sniffed.startswith(wanted) and part.sniffed not in PROGRAMS:
        yield "other-type", where


def _page(part: Part, where: str) -> Found:
    if part.content_type.startswith("image/svg") or part.sniffed == SVG:
        page = read_page(_text(part))
        if page.scripts or page.handlers or page.anchors:
            yield "page-file", where
    else:
        page = read_page(_text(part))
        yield "page-file", where
    for reason, at in page_reasons(page, is_file=True):
        yield reason, f"{where}: {at}"


def _text(part: Part) -> str:
    return part.text or part.data[:1_000_000].decode("utf-8", "replace")
