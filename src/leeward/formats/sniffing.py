# SPDX-License-Identifier: Apache-2.0
"""What bytes are, by their content and whatever their name says.

    sniff(b"MZ...")            # "application/x-dosexec"
    sniff(b"hola")             # "": nothing recognised

Only the first kilobytes and the last half kilobyte are looked at; nothing is unpacked, drawn or
run. A file that is two things at once (a polyglot) is named after the one that does more:
programs and pages before pictures.
"""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = 4_096

ZIP: Final = "application/zip"
OFFICE_ZIP: Final = "application/vnd.openxmlformats-officedocument"
APK: Final = "application/vnd.android.package-archive"
JAR: Final = "application/java-archive"
OLE: Final = "application/x-ole-storage"
PDF: Final = "application/pdf"
RTF: Final = "application/rtf"
ONENOTE: Final = "application/onenote"
HTML: Final = "text/html"
HTA: Final = "application/hta"
SVG: Final = "image/svg+xml"
XML: Final = "text/xml"
RAR: Final = "application/vnd.rar"
SEVEN_ZIP: Final = "application/x-7z-compressed"

ZIPS: Final = frozenset(
    {ZIP, OFFICE_ZIP, APK, JAR, "application/vnd.oasis.opendocument", "application/epub+zip"}
)
ARCHIVES: Final = frozenset(
    {
        ZIP,
        JAR,
        RAR,
        SEVEN_ZIP,
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/zstd",
    }
    | {"application/x-tar", "application/vnd.ms-cab-compressed", "application/x-ace", "application/x-arj"}
    | {"application/x-lzh", "application/x-ms-wim"}
)
DISK_IMAGES: Final = frozenset(
    {"application/x-iso9660-image", "application/x-vhd", "application/x-vhdx", "application/x-vmdk"}
    | {"application/x-apple-diskimage", "application/x-raw-disk-image"}
)
PROGRAMS: Final = frozenset(
    {
        "application/x-dosexec",
        "application/x-executable",
        "application/x-mach-binary",
        "application/x-dex",
        APK,
    }
    | {"application/java-vm", "application/x-ms-shortcut", "application/vnd.ms-htmlhelp", HTA}
    | {"text/x-windows-script", "text/x-shellscript", "text/x-msdos-batch", "text/x-ms-regedit"}
)
"""What runs when it is opened."""
WORDY: Final = frozenset({SVG, HTA, RTF, "application/x-mswinurl", "application/postscript"})
"""Words all the same, though their type does not begin with "text/"."""

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"MZ", "application/x-dosexec"),
    (b"\x7fELF", "application/x-executable"),
    (b"dex\n", "application/x-dex"),
    (b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", ONENOTE),
    (b"ITSF\x03\0\0\0", "application/vnd.ms-htmlhelp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
    (b"\x60\xea", "application/x-arj"),
    (b"MSWIM\0\0\0", "application/x-ms-wim"),
    (b"conectix", "application/x-vhd"),
    (b"vhdxfile", "application/x-vhdx"),
    (b"KDMV", "application/x-vmdk"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"{\\rt", RTF),
    (b"%!PS", "application/postscript"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\0\0\x01\0", "image/x-icon"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"bplist00", "application/x-bplist"),
)
_BY_FIRST: Final = {
    first: [row for row in _MAGIC if row[0][0] == first] for first in {row[0][0] for row in _MAGIC}
}

_AT: Final[tuple[tuple[int, bytes, str], ...]] = (
    (4, b"ftyp", "video/mp4"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (2, b"-lh", "application/x-lzh"),
    (7, b"**ACE**", "application/x-ace"),
    (54, b"FAT1", "application/x-raw-disk-image"),
    (82, b"FAT32", "application/x-raw-disk-image"),
    (3, b"NTFS    ", "application/x-raw-disk-image"),
    (257, b"ustar", "application/x-tar"),
    (32_769, b"CD001", "application/x-iso9660-image"),
)
_PICTURE_BRANDS: Final = frozenset({b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"hevc"})

_SPACE: Final = b"\xef\xbb\xbf \t\r\n\0\x0c"
_TAG: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|meta|form|table|div|img|style|title|font|center|br|a\s|p\b)",
    re.I,
)
_SVG_TAG: Final = re.compile(rb"<svg[\s>]", re.I)
_HTA_TAG: Final = re.compile(rb"<hta:application", re.I)
_SCRIPT_WORDS: Final = (b"wscript.", b"activexobject", b"createobject", b"<job", b"<scriptlet")
_BATCH: Final = re.compile(rb"\A@?echo\s+off\b|\A(?:powershell|cmd)(?:\.exe)?\s+[-/]", re.I)


def sniff(data: bytes) -> str:
    """The type of these bytes, or "" where nothing is recognised (most words are that)."""
    if not data:
        return ""
    for mark, kind in _BY_FIRST.get(data[0], ()):
        if data.startswith(mark):
            return _not_by_chance(data, kind)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data[:HEAD])
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    for at, mark, kind in _AT:
        if data.startswith(mark, at):
            return "image/heic" if at == 4 and data[8:12] in _PICTURE_BRANDS else kind
    return _words(head) or _by_end(data)


def _not_by_chance(data: bytes, kind: str) -> str:
    """Two letters may begin a sentence: what follows must fit as well."""
    if kind in ("application/x-dosexec", "image/bmp", "application/x-arj") and b"\0" not in data[:64]:
        return _words(data[:HEAD])
    if kind == "application/x-bzip2" and data[4:10] != b"1AY&SY":
        return _words(data[:HEAD])
    if kind == "application/java-vm" and len(data) > 7 and 0 < int.from_bytes(data[4:8], "big") < 20:
        return "application/x-mach-binary"
    if kind.startswith("image/") and _is_script(data[:HEAD]):
        return "text/x-windows-script"
    return kind


def _zip(head: bytes) -> str:
    if b"[Content_Types].xml" in head or b"word/" in head or b"xl/" in head or b"ppt/" in head:
        return OFFICE_ZIP
    if b"AndroidManifest.xml" in head or b"classes.dex" in head:
        return APK
    if b"META-INF/MANIFEST.MF" in head:
        return JAR
    if b"mimetypeapplication/vnd.oasis" in head:
        return "application/vnd.oasis.opendocument"
    return "application/epub+zip" if b"mimetypeapplication/epub" in head else ZIP


def _words(head: bytes) -> str:
    """Kinds of text that do something when opened."""
    start = head.lstrip(_SPACE)
    if start.startswith(b"<"):
        return _markup(start)
    if start.startswith(b"#!/"):
        return "text/x-shellscript"
    if start.startswith(b"BEGIN:V"):
        return "text/calendar" if start.startswith(b"BEGIN:VCAL") else "text/vcard"
    if start.startswith((b"[InternetShortcut]", b"[{000214A0")):
        return "application/x-mswinurl"
    if start.startswith((b"Windows Registry Editor", b"REGEDIT4")):
        return "text/x-ms-regedit"
    if _BATCH.match(start):
        return "text/x-msdos-batch"
    return "text/x-windows-script" if b"\0" not in head and _is_script(head) else ""


def _is_script(head: bytes) -> bool:
    """Two words of the Windows script host, as an explanation in a letter would hardly hold."""
    lower = head.lower()
    return sum(word in lower for word in _SCRIPT_WORDS) > 1


def _markup(start: bytes) -> str:
    if _HTA_TAG.search(start):
        return HTA
    if _SVG_TAG.search(start[:1024]) and not re.match(rb"<(?:!doctype\s+html|html)", start, re.I):
        return SVG
    if _TAG.match(start) or re.match(
        rb"<!--.{0,1000}?-->\s*<(?:!doctype|html|head|body|script)", start, re.I | re.S
    ):
        return HTML
    if start.startswith(b"<?xml"):
        return HTML if re.search(rb"<html[\s>]", start[:1024], re.I) else XML
    return "text/x-windows-script" if _is_script(start) else ""


def _by_end(data: bytes) -> str:
    if len(data) > 1024 and data.startswith(b"conectix", len(data) - 512):
        return "application/x-vhd"
    if len(data) > 1024 and data.startswith(b"koly", len(data) - 512):
        return "application/x-apple-diskimage"
    return ""
