# SPDX-License-Identifier: Apache-2.0
"""A message as Outlook saves it (.msg) -> `Mail`.

    read_msg(Path("odd.msg").read_bytes())

Headers are those the message came with. Where it has none (sent from this mailbox, or within
one organisation), From, To, Cc, Subject and Date are put together from its properties. Bodies
come as parts 1, 2, ...: the plain one, the HTML one or what is inside the RTF; attachments
follow, and messages among them are read like the outer one.
"""

from __future__ import annotations

import email.utils
import re
from typing import Final

from leeward.formats.headers import header_block
from leeward.formats.leaves import Label, Tray
from leeward.formats.mapi import Store, opened
from leeward.formats.mime import put_entity
from leeward.formats.rtf import unpacked, words_of_rtf
from leeward.formats.values import MAIL_LIMITS, Header, Mail, MailLimits

_HEADERS: Final = 0x007D
_SUBJECT: Final = 0x0037
_BODY: Final = 0x1000
_RTF: Final = 0x1009
_HTML: Final = 0x1013
_TO: Final = 0x0E04
_CC: Final = 0x0E03
_TIMES: Final = (0x0039, 0x0E06)
_NAMES: Final = (0x0042, 0x0C1A)
_ADDRESSES: Final = (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_FILE: Final = 0x3701
_FILE_NAMES: Final = (0x3707, 0x3704, 0x3001)
_FILE_TYPE: Final = 0x370E
_FILE_ID: Final = 0x3712
_METHOD: Final = 0x3705
_INSIDE: Final = "__substg1.0_3701000d"
_ELSEWHERE: Final = frozenset({2, 3, 4, 7})
"""Attachments that are only a link to a file or to a place on the web."""

_TYPE: Final = re.compile(r"\A[a-z0-9][\w.+\-]{0,60}/[\w.+\-]{1,100}\Z")
_LOCKED: Final = ("IPM.Note.SMIME", "IPM.Note.Secure")
_CLASS: Final = 0x001A


def read_msg(data: bytes, limits: MailLimits = MAIL_LIMITS) -> Mail:
    """An Outlook message; raises `Unreadable` where the compound file holds none."""
    tray = Tray(limits)
    if len(data) > limits.read_bytes:
        tray.miss("message", "too-large")
        data = data[: limits.read_bytes]
    return tray.mail("msg", _message(opened(data), tray, "", 0, 0))


def _message(store: Store, tray: Tray, below: str, depth: int, number: int) -> tuple[Header, ...]:
    lead = f"{below}." if below else ""
    at = 0
    kind = store.text(_CLASS)
    if kind.startswith(_LOCKED) and "MultipartSigned" not in kind:
        tray.miss(below or "message", "encrypted")
    for content_type, charset, body in _bodies(store, tray, below):
        at += 1
        tray.put(body, Label(f"{lead}{at}", content_type, charset, message=number))
    for file in store.inside("__attach_version1.0_"):
        at += 1
        if tray.is_full:
            tray.miss(f"{lead}{at}", "too-many-parts")
            break
        _attachment(file, tray, f"{lead}{at}", depth, number)
    return _headers(store, tray)


def _bodies(store: Store, tray: Tray, below: str) -> list[tuple[str, str, bytes]]:
    """Content type, character set and bytes of each body there is."""
    found = []
    if store.has(_BODY):
        found.append(("text/plain", "utf-8", store.text(_BODY).encode("utf-8", "replace")))
    page = store.data(_HTML)
    if page:
        is_wide = page[1:2] == b"\0"
        charset = "utf-16-le" if is_wide else store.internet_charset()
        found.append(("text/html", charset, page))
    elif store.has(_RTF):
        rtf, is_whole = unpacked(store.data(_RTF), tray.limits.text_bytes)
        if not is_whole:
            tray.miss(below or "message", "bad-encoding")
        words, is_html = words_of_rtf(rtf)
        if words.strip() and (is_html or not found):
            found.append(
                ("text/html" if is_html else "text/plain", "utf-8", words.encode("utf-8", "replace"))
            )
    return found


def _attachment(file: Store, tray: Tray, path: str, depth: int, number: int) -> None:
    name = next((said for said in (file.text(which) for which in _FILE_NAMES) if said.strip()), "").strip()
    inside = next(file.inside(_INSIDE), None)
    declared = file.text(_FILE_TYPE).strip().lower()
    content_type = declared if _TYPE.match(declared) else "application/octet-stream"
    # A picture shown within the words has an id that they name; everything else is a file.
    disposition = "inline" if file.has(_FILE_ID) and content_type.startswith("image/") else "attachment"
    if inside is not None and inside.holds("__properties"):
        _carried(inside, tray, Label(path, "message/rfc822", "", name, "attachment", number), depth)
        return
    if inside is not None or file.number(_METHOD) in _ELSEWHERE:
        tray.miss(path, "not-opened")
    if content_type.startswith("multipart/"):
        put_entity(file.data(_FILE), tray, Label(path, content_type, message=number), depth)
        return
    tray.put(file.data(_FILE), Label(path, content_type, "", name, disposition, number))


def _carried(store: Store, tray: Tray, label: Label, depth: int) -> None:
    tray.put_container(label, 0)
    if depth + 1 >= tray.limits.depth:
        tray.miss(label.path, "too-deep")
        return
    tray.nested.append(())
    number = len(tray.nested)
    tray.nested[number - 1] = _message(store, tray, label.path, depth + 1, number)


def _headers(store: Store, tray: Tray) -> tuple[Header, ...]:
    block = store.text(_HEADERS).lstrip().encode("utf-8", "replace")
    headers, _, is_whole = header_block(block, 0, len(block), tray.limits)
    if not is_whole:
        tray.miss("headers", "too-large")
    known = {header.name.lower() for header in headers}
    return headers + tuple(one for one in _from_properties(store) if one.name.lower() not in known)


def _from_properties(store: Store) -> list[Header]:
    address = next((said for said in (store.text(which).strip() for which in _ADDRESSES) if "@" in said), "")
    name = next((said for said in (store.text(which).strip() for which in _NAMES) if said), "")
    moment = next((time for time in (store.time(which) for which in _TIMES) if time), None)
    lines = {
        "From": f"{_quoted(name)} <{address}>" if address else name,
        "To": store.text(_TO),
        "Cc": store.text(_CC),
        "Subject": store.text(_SUBJECT),
        "Date": email.utils.format_datetime(moment) if moment else "",
    }
    return [Header(field, said, said) for field, said in lines.items() if said.strip()]


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"' if name else ""
