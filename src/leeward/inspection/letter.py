# SPDX-License-Identifier: Apache-2.0
"""A message as its reader meets it: who it shows as sender, what it says, where its links lead, its files.

A `Mail` may hold several messages, one inside the other; each becomes a `Letter` of its own. Headers
that any sender can write are taken as claims; the result of a check of the sender's domain is taken
only from the mail service that took the message in (the topmost hop).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from leeward.formats.values import Header, Mail, Part
from leeward.inspection.addresses import Address, addresses
from leeward.inspection.domains import organisation
from leeward.inspection.html import Page, read_page
from leeward.inspection.links import Link, inner_link, links_in, read_link
from leeward.inspection.wording import Words, read_words

MOST_LETTERS: Final = 4
_MOST_LINKS = 400
_TEXT = 60_000
_FORWARDED = re.compile(
    r"^[>\s*]{0,6}(?:From|De|Von|Da|Van|Mittente|Remitente)\s?:\s?\*?\s?(.{3,300})$", re.M | re.I
)
ANSWER = re.compile(
    r"^\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|aw|sv|antw|res|r|fwd?|wg|tr|rv|enc|i|doorst)\s?:", re.I
)
_PASSED_ON = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i|doorst)\s?:", re.I)
_BELOW = re.compile(
    r"^[>\s*]{0,6}(?:Subject|Asunto|Betreff|Objet|Assunto|Oggetto|Onderwerp|To|Para|An|Sent|Enviado)\s?:",
    re.M | re.I,
)
_MAILTO = re.compile(r"\[mailto:([^\]\s]+)\]", re.I)
_TITLE = re.compile(
    r"^[>\s*]{0,6}(?:Subject|Asunto|Betreff|Objet|Assunto|Oggetto|Onderwerp)\s?:\s?\*?\s?(.{1,300})$",
    re.M | re.I,
)
_BY = re.compile(r"\bby\s+([\w.\-]{3,255})", re.I)
_RESULT = re.compile(r"\b(dmarc|spf|dkim|compauth)\s*=\s*([a-z]+)", re.I)
_QUOTED = re.compile(r"^>|^-{3,}|\bwrote:|escribi[oó]:|a écrit|schrieb|^\s*(?:From|De|Von)\s?:", re.M | re.I)

_OF_A_LIST: Final = frozenset(
    {
        "list-id",
        "list-post",
        "mailing-list",
        "x-mailing-list",
        "x-beenthere",
        "list-archive",
        "x-mailman-version",
    }
)

ROBOTS: Final = frozenset({"mailer-daemon", "postmaster"})

Proof = Literal["pass", "fail", ""]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `proof`: what the receiving service found of the sender's domain, and its line."""

    kind: str
    headers: tuple[Header, ...]
    sender: Address
    replies: tuple[Address, ...]
    returns: Address
    recipients: tuple[Address, ...]
    subject: str
    words: Words
    pages: tuple[Page, ...]
    links: tuple[Link, ...]
    files: tuple[Part, ...]
    is_list: bool
    is_report: bool
    answers: bool
    proof: Proof = ""
    proof_line: str = ""

    @property
    def is_mail(self) -> bool:
        """Whether there is a sender's line to look at."""
        return bool(self.sender.host or self.sender.mailbox or self.sender.name)

    def value(self, name: str) -> str:
        """The first header of this name."""
        return _value(self.headers, name)


def letters_of(mail: Mail) -> tuple[Letter, ...]:
    """The message and those carried inside it, but for what a report of non-delivery returns."""
    outer = _letter(mail.kind, mail.headers, [part for part in mail.parts if part.message == 0])
    if outer.is_report:
        return (outer,)
    inner = [
        _letter("eml", headers, [part for part in mail.parts if part.message == number])
        for number, headers in enumerate(mail.nested_headers[:MOST_LETTERS], 1)
    ]
    return (outer, *inner, *_forwarded(outer, mail))


def _forwarded(outer: Letter, mail: Mail) -> tuple[Letter, ...]:
    """The message that a reader passed on inside their own, as its first reader met it."""
    if not mail.headers or outer.is_list or not _PASSED_ON.match(outer.subject):
        return ()
    letter = _letter("text", (), [part for part in mail.parts if part.message == 0])
    if not letter.sender.host:
        return ()
    title = _TITLE.search(letter.words.text[:6000])
    return (msgspec.structs.replace(letter, answers=False, subject=title.group(1).strip() if title else ""),)


def _letter(kind: str, headers: tuple[Header, ...], parts: Sequence[Part]) -> Letter:
    shown = [part for part in parts if part.text and not is_file(part)]
    plain = "\n".join(part.text for part in shown if not is_page(part))[:_TEXT]
    pages = tuple(read_page(part.text) for part in shown[:20] if is_page(part))
    seen = "\n".join(page.words for page in pages)
    subject = _value(headers, "subject")[:2000]
    said = f"{subject}\n{seen}\n{plain if len(seen) < 200 else plain[:4000]}"
    sender = _sender(headers, plain or seen)
    proof, line = _proof(headers)
    return Letter(
        kind=kind, headers=headers, sender=sender,
        replies=addresses(_value(headers, "reply-to")), returns=_returns(_value(headers, "return-path")),
        recipients=addresses(_value(headers, "to")), subject=subject, words=read_words(said), pages=pages,
        links=_links(pages, plain), files=tuple(part for part in parts if is_file(part)),
        is_list=any(header.name.lower() in _OF_A_LIST for header in headers)
        or _value(headers, "precedence").strip().lower() == "list",
        is_report=any(part.content_type == "message/delivery-status" for part in parts)
        or "multipart/report" in _value(headers, "content-type").lower()
        or (sender.mailbox in ROBOTS and not pages)
        or (sender.name.lower() in ROBOTS and not sender.host and not pages),
        answers=bool(
            _value(headers, "in-reply-to")
            or _value(headers, "references")
            or ((not headers or ANSWER.match(subject)) and _QUOTED.search(plain[:20_000]))
        ),
        proof=proof, proof_line=line,
    )  # fmt: skip


def is_file(part: Part) -> bool:
    """Whether a part is a file carried along rather than something to read."""
    if part.disposition == "attachment" or (
        part.filename and part.content_type not in ("text/plain", "text/html")
    ):
        return True
    return not part.content_type.startswith(("text/", "message/", "multipart/"))


def is_page(part: Part) -> bool:
    """Whether a part is read as a web page."""
    return part.content_type in ("text/html", "application/xhtml+xml") or part.sniffed == "text/html"


def _returns(value: str) -> Address:
    """Where faults go; the reader's own address may stand before the last @, as mailing services put it."""
    mailbox, _, host = value.strip(" <>\t").rpartition("@")
    return Address("", mailbox.lower()[:300], host.lower()[:255]) if host else Address("", "", "")


def _value(headers: Sequence[Header], name: str) -> str:
    return next((header.value for header in headers if header.name.lower() == name), "")


def _sender(headers: Sequence[Header], text: str) -> Address:
    """Who the message shows; for pasted words the sender of a forwarded message, if one is quoted."""
    found = addresses(_value(headers, "from"))
    if not found and not headers:
        quoted = _FORWARDED.search(text[:6000])
        if quoted is not None and _BELOW.search(text[quoted.end() : quoted.end() + 800]):
            found = addresses(_MAILTO.sub(r"<\1>", quoted.group(1)))
    if not found:
        return Address("", "", "")
    name = " ".join(one.name for one in found[:3] if one.name)[:300].strip()
    with_host = next((one for one in found if one.host), found[0])
    return Address(name, with_host.mailbox, with_host.host)


def _links(pages: Sequence[Page], plain: str) -> tuple[Link, ...]:
    found: dict[tuple[str, str], Link] = {}

    def keep(link: Link | None) -> None:
        if link is not None and len(found) < _MOST_LINKS:
            whole = _unwrapped(link)
            found.setdefault((whole.url, whole.shown), whole)

    for page in pages:
        for anchor in page.anchors[:_MOST_LINKS]:
            keep(read_link(anchor.target, anchor.words, has_picture=anchor.has_picture))
        keep(read_link(page.refresh) if page.refresh else None)
        if not page.anchors:
            for link in links_in(page.words[:_TEXT]):
                keep(link)
    if not any(page.anchors for page in pages):
        for link in links_in(plain):
            keep(link)
    return tuple(found.values())


_WRAPPED: Final = ("safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com")


def _unwrapped(link: Link) -> Link:
    """The link that a protective mail service put inside its own."""
    if not link.host.endswith(_WRAPPED):
        return link
    inner = inner_link(link)
    return msgspec.structs.replace(inner, shown=link.shown, has_picture=link.has_picture) if inner else link


def _proof(headers: Sequence[Header]) -> tuple[Proof, str]:
    """The receiving service's own finding; results that somebody further down wrote are passed over."""
    by = next(
        (match.group(1).lower() for header in headers if header.name.lower() == "received"
         for match in (_BY.search(header.value[:2000]),) if match), ""
    )  # fmt: skip
    for header in headers:
        if header.name.lower() != "authentication-results":
            continue
        lead = header.value[:4000].partition(";")[0].strip().lower()
        if "=" in lead:  # Microsoft's services leave their own name out
            is_trusted = by.endswith(("outlook.com", "exchangelabs.com"))
        else:
            is_trusted = bool(by) and organisation(lead.split(" ")[0]) == organisation(by)
        if not is_trusted:
            return "", ""
        found = {name.lower(): said.lower() for name, said in reversed(_RESULT.findall(header.value[:4000]))}
        return _finding(found), f"{header.name}: {header.value}"
    return "", ""


def _finding(found: dict[str, str]) -> Proof:
    if found.get("dmarc") == "fail" or found.get("compauth") == "fail":
        return "fail"
    if "dmarc" not in found and found.get("spf") == "fail" and found.get("dkim") != "pass":
        return "fail"
    return "pass" if found.get("dmarc") == "pass" else ""
