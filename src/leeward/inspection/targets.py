# SPDX-License-Identifier: Apache-2.0
"""Where the links of a message lead, read off the links themselves. Nothing is followed or looked up."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from leeward.inspection.book import MessageBook
from leeward.inspection.domains import (
    has_real_ending,
    is_address,
    is_for_examples,
    is_odd_label,
    is_private_address,
    looks_machine_made,
    mixes_scripts,
    organisation,
    shown,
)
from leeward.inspection.letter import Letter
from leeward.inspection.links import Link, inner_link, links_in
from leeward.inspection.senders import is_apart, is_from_own_house
from leeward.inspection.wording import read_words

Found = Iterator[tuple[str, str]]

_PROGRAM = re.compile(
    r"\.(?:apk|xapk|exe|msi|scr|bat|cmd|vbs|js|jar|ps1|hta|lnk|iso|img|dmg|pkg|mobileconfig|ipa|appx|msix)$",
    re.I,
)
_LEAVING = re.compile(
    r"unsubscri|opt.?out|preferenc|subscription|baja|desuscri|descadastr|desabonn|desinscri|abmeld|abbestell|cancella|afmeld|uitschrij"
    r"|privacy|terms|view in browser|beacon|pixel|open\.(?:php|aspx)",
    re.I,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,400}={0,2}")
_CLIP = 160
_SHORT = 150
_ENDING_INSIDE = re.compile(r"[a-z0-9-]{3,}\.(?:com|org|net|gov|edu)\.$")


def outward(letter: Letter, book: MessageBook) -> tuple[Link, ...]:
    """Links that lead neither to the sender's own house, a mailing service nor a brand's own site."""
    own = organisation(letter.sender.host) if letter.sender.host else ""
    return tuple(
        link for link in letter.links
        if link.host and organisation(link.host) != own and not book.is_host("mailing-service", link.host)
        and not _is_known(link, book)
    )  # fmt: skip


def _is_known(link: Link, book: MessageBook) -> bool:
    """A brand's own page, and not one of its services that anybody may use."""
    if any(
        book.is_host(kind, link.host, link.rest)
        for kind in ("shortener", "free-hosting", "redirector", "forms", "logger")
    ):
        return False
    return bool(book.owner(link.host)) or organisation(link.host) in ("w3.org", "schema.org", "gstatic.com")


def link_reasons(letter: Letter, book: MessageBook, *, is_stranger: bool) -> Found:
    """Everything the links themselves show; each reason once, with the first link it rests on."""
    named = frozenset(brand.id for brand in book.brands_in(f"{letter.sender.name} {letter.subject}"))
    hosts: set[str] = set()
    for link in letter.links:
        yield from _address_tricks(link)
        if link.host and link.host not in hosts:
            hosts.add(link.host)
            if letter.pages or not letter.is_report:  # a report's plain words are those of machines
                if not (is_private_address(link.host) and is_from_own_house(letter, book)):
                    yield from _host_tricks(link, book, named)
        yield from _hidden_ways(letter, link, book, is_stranger=is_stranger)
        yield from _shows_other(letter, link, book)
    for page in letter.pages:
        for frame in page.frames:
            if frame.lower().startswith(("data:", "javascript:")):
                yield "code-link", frame[:_CLIP]
    yield from _as_a_whole(letter, book, is_stranger=is_stranger)


def _address_tricks(link: Link) -> Found:
    where = _shown(link)
    if link.scheme in ("javascript", "data", "vbscript", "blob") and len(link.rest.strip("; ()0")) > 8:
        is_picture = link.scheme == "data" and link.rest.startswith("image/") and "svg" not in link.rest[:12]
        if not is_picture and not link.rest.strip().startswith(("void", "history", "window.print")):
            yield "code-link", where
    if not link.host:
        return
    if link.before_at and (link.rest.strip("/") or "." in link.before_at or ":" in link.before_at):
        yield "name-before-at", where
    if _PROGRAM.search(link.rest.partition("?")[0].partition("#")[0]):
        yield "program-link", where


def _host_tricks(link: Link, book: MessageBook, named: frozenset[str]) -> Found:
    where = _shown(link)
    if is_address(link.host):
        yield "number-host", where
        return
    if any(mixes_scripts(label) for label in shown(link.host).split(".")):
        yield "odd-letters-link", f"{where} ({shown(link.host)})"
    posing = None if is_for_examples(link.host) else book.posing(link.host, named)
    if posing is not None:
        yield (
            ("lookalike-link" if posing[0] == "lookalike" else "brand-in-link"),
            f"{where} ({posing[1].names[0]})",
        )


def _hidden_ways(letter: Letter, link: Link, book: MessageBook, *, is_stranger: bool) -> Found:
    if not link.host:
        return
    if book.is_host("logger", link.host):
        yield "logger-link", _shown(link)
    if not is_stranger or _LEAVING.search(link.shown):
        return
    if book.is_host("shortener", link.host):
        yield "short-link", _shown(link)
    if (book.is_host("free-hosting", link.host) and not link.has_picture) or (
        book.is_host("free-hosting", link.host) and link.rest.strip("/")
    ):
        yield "free-host", _shown(link)
    is_own = organisation(link.host) == organisation(letter.sender.host)
    if book.is_host("redirector", link.host, link.rest) or (_passes_on(link) and not is_own):
        yield "redirector", _shown(link)
    if _begins_like_another(link.host):
        yield "ending-inside-link", f"{_shown(link)} ({organisation(link.host)})"
    if looks_machine_made(link.host) or any(is_odd_label(label) for label in link.host.split(".")):
        yield "made-up-link", _shown(link)


@lru_cache(maxsize=4096)
def _begins_like_another(host: str) -> bool:
    """Whether an ending such as .com stands in the middle of the name."""
    return _ENDING_INSIDE.search(host.removesuffix(organisation(host))) is not None


def _passes_on(link: Link) -> bool:
    inner = inner_link(link)
    return (
        inner is not None
        and bool(inner.host)
        and organisation(inner.host) != organisation(link.host)
        and ("url=" in link.rest.lower() or "redirect" in link.rest.lower() or "dest" in link.rest.lower())
    )


def _shows_other(letter: Letter, link: Link, book: MessageBook) -> Found:
    """The words of a link name one site, and it leads to another that only the sender's trackers explain."""
    if not link.host or len(link.shown) > 200 or "." not in link.shown:
        return
    said = next(iter(links_in(link.shown)), None)
    if said is None or not has_real_ending(said.host) or len(said.shown) * 2 < len(link.shown):
        return
    promised, real = organisation(said.host), organisation(link.host)
    if promised == real or _same_house(promised, real, book) or book.is_host("mailing-service", link.host):
        return
    own = organisation(letter.sender.host) if letter.sender.host else ""
    if real == own and not book.owner(promised):
        return
    yield "link-says-other", f"{link.shown[:80]} → {_shown(link)}"


def _same_house(left: str, right: str, book: MessageBook) -> bool:
    return bool(book.owner(left)) and book.owner(left) == book.owner(right)


def _as_a_whole(letter: Letter, book: MessageBook, *, is_stranger: bool) -> Found:
    hosts = [link for link in letter.links if link.host and not _LEAVING.search(link.shown)]
    out = [link for link in outward(letter, book) if not _LEAVING.search(link.shown)]
    if letter.is_mail and hosts and out and len(out) * 2 > len(hosts) and not letter.is_list:
        yield "links-elsewhere", _shown(out[0])
        if is_apart(letter, book) and not _fit_the_name(letter, out):
            yield "nothing-fits", f"{letter.sender.name} / {letter.sender.whole} / {_shown(out[0])}"
        if _buttons_leave(letter, out, book) or _strays_from_its_house(letter, hosts, out, book):
            yield "buttons-elsewhere", _shown(out[0])
    if not is_stranger:
        return
    own = {one.whole for one in letter.recipients if one.host} - {letter.sender.whole}
    for link in out[:60]:
        if any(_carries(link, address) for address in own):
            yield "your-address-in-link", _shown(link)
            break


def _strays_from_its_house(letter: Letter, links: list[Link], out: list[Link], book: MessageBook) -> bool:
    """Whether a known organisation's address stands over a short mail whose every link leads elsewhere."""
    own = organisation(letter.sender.host)
    if not book.owner(own) or book.is_host("free-mail", own) or letter.answers or letter.proof == "pass":
        return False
    return len(out) == len(links) and len(letter.words.plain) <= _SHORT


def _fit_the_name(letter: Letter, links: list[Link]) -> bool:
    """Whether a link leads to a house that the sender's name speaks of."""
    words = [word for word in read_words(letter.sender.name[:200]).plain if len(word) > 3]
    return any(word in link.host for link in links for word in words)


def _buttons_leave(letter: Letter, out: list[Link], book: MessageBook) -> bool:
    """Whether every button of a short mail leads out of the sender's house, to one named otherwise."""
    own = organisation(letter.sender.host)
    label = own.partition(".")[0].replace("-", "")
    if (
        not letter.pages
        or letter.answers
        or book.is_host("free-mail", own)
        or len(letter.words.plain) > _SHORT
    ):
        return False
    others = [link for link in letter.links if link.host and link not in out]
    written_out = {link.url for link in out if link.shown.startswith("http")}
    buttons = [
        link for link in out
        if link.has_picture or (link.shown and "." not in link.shown and link.url not in written_out)
    ]  # fmt: skip
    alike = any(label in link.host.replace("-", "") for link in out)
    return bool(buttons) and not others and not alike and len(label) > 3


def _carries(link: Link, address: str) -> bool:
    rest = unquote(link.rest).lower()
    if address in rest:
        return True
    if len(address) < 6:
        return False
    for match in list(_BASE64.finditer(link.rest))[:20]:
        try:
            text = base64.b64decode(match.group().rstrip("=") + "==", altchars=b"-_").lower()
        except (binascii.Error, ValueError):
            continue
        if address.encode() in text:
            return True
    return False


def _shown(link: Link) -> str:
    return link.url if len(link.url) <= _CLIP else link.url[: _CLIP - 1] + "…"
