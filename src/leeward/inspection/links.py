# SPDX-License-Identifier: Apache-2.0
"""Links as text: taken apart the way a browser would, never followed.

>>> read_link("https://example.com@evil.example.org/x").host
'evil.example.org'
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

import msgspec

from leeward.inspection.domains import has_real_ending, plain

MOST_IN_TEXT: Final = 500
_LONGEST = 4_000
_BLANKS = re.compile(r"[\t\r\n\x00-\x1f\u200b-\u200d\u2060\ufeff\u00ad]+")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_IN_TEXT = re.compile(
    r"(?:h(?:tt|xx)ps?://|www\.)[^\s<>\"'\x00-\x1f]{1,2000}"
    r"|(?<![@\w./-])(?:[^\W_][\w-]{0,60}\.){1,4}[a-zA-Z]{2,24}(?:/[^\s<>\"']{0,2000})?(?![\w@.-])",
    re.I,
)
_SENTENCES = re.compile(r"(?!www\.)[^/]+\.(?!(?:Com|Net|Org|Info|Biz|Gov|Edu)$)[A-Z][a-z]+", re.ASCII)
"""Two sentences without a blank between. A host in capitals, or with an everyday ending, is a host."""
_TAIL = ".,;:!?)]}'\"»”*_>"
_DEFANGED = (("[.]", "."), ("(.)", "."), ("[dot]", "."), ("hxxp", "http"))
_INNER = re.compile(r"(?:https?(?::|%3a)(?:/|%2f){2})[^\s&\"'<>]{4,2000}", re.I)
_WITH_HOST: Final = frozenset({"http", "https", "ftp"})


class Link(msgspec.Struct, frozen=True):
    """One link. `host` lower case and without port; `shown`: its words. `before_at`: what precedes @."""

    url: str
    scheme: str
    host: str
    rest: str
    shown: str = ""
    before_at: str = ""
    has_picture: bool = False


def read_link(url: str, shown: str = "", *, has_picture: bool = False) -> Link | None:
    """The parts of a link; None for one that leads nowhere outside (anchors, mail and phone links)."""
    text = _BLANKS.sub("", url[:_LONGEST]).strip()
    named = _SCHEME.match(text)
    scheme = named.group(1).lower() if named else ""
    if scheme in ("mailto", "tel", "sms", "cid", "about", "callto", "facetime") or text.startswith("#"):
        return None
    if scheme in ("javascript", "data", "vbscript", "blob", "file"):
        return Link(text, scheme, "", text[len(scheme) + 1 :], shown, "", has_picture)
    body = text[named.end() :] if named and scheme in _WITH_HOST else text
    if scheme and scheme not in _WITH_HOST and not re.match(r"\d", text[named.end() :] if named else ""):
        return Link(text, scheme, "", body, shown, "", has_picture)
    body = body.replace("\\", "/").lstrip("/")
    place, slash, rest = _cut(body)
    before, at, host = place.rpartition("@")
    host = _host(host)
    if not host or (not scheme and not text.startswith("//") and not has_real_ending(host)):
        return None
    return Link(text, scheme or "http", host, slash + rest, shown, before if at else "", has_picture)


def _cut(body: str) -> tuple[str, str, str]:
    """Up to the first / ? or #, that letter, and what follows."""
    for at, letter in enumerate(body):
        if letter in "/?#":
            return body[:at], letter, body[at + 1 :]
    return body, "", ""


def _host(text: str) -> str:
    host = unquote(text).strip().lower()
    if not host.startswith("["):
        host = host.partition(":")[0]
    host = host.replace("。", ".").replace("．", ".").strip(".")
    return host if host.isascii() else plain(host)


def links_in(text: str) -> tuple[Link, ...]:
    """Links written out in words, also those taken apart so that nobody taps them (hxxp, [.])."""
    for apart, together in _DEFANGED:
        if apart in text:
            text = text.replace(apart, together)
    found: list[Link] = []
    for match in _IN_TEXT.finditer(text):
        written = match.group().rstrip(_TAIL)
        if _SENTENCES.fullmatch(written):
            continue
        link = read_link(written if "://" in written[:9] else f"http://{written}", written)
        if link is not None and has_real_ending_or_number(link.host, written):
            found.append(link)
        if len(found) == MOST_IN_TEXT:
            break
    return tuple(found)


def has_real_ending_or_number(host: str, written: str) -> bool:
    """Whether what looked like a link is one: a host of the public tree, or anything after http://."""
    return has_real_ending(host) or "://" in written[:9]


def inner_link(link: Link) -> Link | None:
    """The link carried inside another one, as redirectors and protective wrappers do; None where none is."""
    match = _INNER.search(link.rest)
    return read_link(unquote(match.group())) if match else None
