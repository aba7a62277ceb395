# SPDX-License-Identifier: Apache-2.0
"""Who a message says it is from: names, addresses and where an answer would go.

Each rule gives (reason id, the line it rests on). A missing header is never a reason, nor is age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from leeward.inspection.addresses import addresses_in
from leeward.inspection.book import MessageBook
from leeward.inspection.domains import (
    has_real_ending,
    is_address,
    is_for_examples,
    is_reserved,
    looks_machine_made,
    mailbox_looks_machine_made,
    mixes_scripts,
    organisation,
    shown,
)
from leeward.inspection.letter import ANSWER, ROBOTS, Letter
from leeward.inspection.links import links_in
from leeward.inspection.wording import read_words
from leeward.knowledge.models.inspection import Brand

Found = Iterator[tuple[str, str]]

_OFFICE = re.compile(
    r"\b(?:support|service|services|team|security|secur\w*|bank\w*|customer|department|dept|admin\w*|help\s?desk|alert\w*"
    r"|notice|notification\w*|no.?reply|billing|payroll|human resources|hr|official|delivery|express"
    r"|rewards?|claims?"
    r"|verification|account\w*|accounts|order\w*|paid|streaming|storage|cloud|refund\w*|audit|protocolo|atendimento"
    r"|soporte|servicio|seguridad|banco|clientes?|aviso|notificaci\w+|premios?|cuentas?|kundenservice|kundendienst"
    r"|sicherheit\w*|service client|assistance|assistenza|servizio|beveiliging|klantenservice|promo\w*"
    r"|offers?|deals?|pharmacy"
    r"|assist[eê]ncia|asistencia|suporte|alerta|financeiro|jur[ií]dico|cart[oó]rio|tribunal|resgate|notifica[cç][aã]o|supporto|ufficio|helpdesk"
    r"|invoices?|receipts?|faturas?|facturas?|boletos?|cobran[cç]as?|pakket\w*|colis|paket\w*"
    r"|subscription|renewal|pedido|entrega|government|federal|court|lottery|foundation|prize|winner|inc|ltd|gmbh|s\.a\.)\b",
    re.I,
)
_PLAIN: Final = frozenset(
    "info mail email news newsletter newsletters noreply no reply donotreply support contact service "
    "services admin online www com net org the and for from your customer team account accounts".split()
)
_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg|tr|rv|enc|res)\s?:", re.I)
_WORD = re.compile(r"\w+")
_GOVERNMENT = re.compile(r"(?:^|-)gov(?:-|$)|.{8}gov$|gov(?:br|uk|us|es|mx|pt|fr|it|za|au)$|^gov(?:br|uk|us)")
"""Posing as an office. Short names that end so, such as Dolgov, are people's."""
_MAILTO = re.compile(r"mailto:[^\s<>\"]{5,300}", re.I)
_MOST_ANCHORS: Final = 100
_SHORT_WORD: Final = 3


def brands_claimed(letter: Letter, book: MessageBook) -> tuple[Brand, ...]:
    """Brands the sender's name claims, where the address is none of theirs."""
    sender = letter.sender
    name = sender.name.replace(sender.whole, " ") if sender.whole else sender.name
    claimed = book.brands_in(name) if name else ()
    if not claimed or not sender.host:
        return claimed
    is_free = book.is_host("free-mail", organisation(sender.host))
    if any(book.owns(brand, sender.host) for brand in claimed) and not (is_free and letter.proof != "pass"):
        return ()
    if letter.is_report:
        return ()
    if book.is_host("mailing-service", sender.host):
        own = [link for link in letter.links if any(book.owns(brand, link.host) for brand in claimed)]
        others = [
            link for link in letter.links if link.host and not book.is_host("mailing-service", link.host)
        ]
        return () if own and len(own) == len(others) else claimed
    return claimed


def is_apart(letter: Letter, book: MessageBook) -> bool:
    """Whether the name shown and the address have nothing in common: no word, no part of one, no initials."""
    sender = letter.sender
    if not sender.host or letter.is_report or book.owner(sender.host) or sender.mailbox in ROBOTS:
        return False
    if (letter.answers and ANSWER.match(letter.subject)) or book.is_host("mailing-service", sender.host):
        return False
    if is_from_own_house(letter, book):
        return False
    name = read_words(sender.name.replace(sender.whole, " ")[:200]).plain
    words = [word for word in name if len(word) > 2 and word.isalpha() and word not in _PLAIN]
    if not words or not all(word.isascii() for word in words):
        return False
    joined = "".join(read_words(sender.whole).plain)
    if any(word in joined or (len(word) > 4 and word[:4] in joined) for word in words):
        return False
    labels = " ".join((sender.mailbox, *sender.host.split(".")[:-1]))
    parts = [part for part in read_words(labels).plain if len(part) > 2 and part not in _PLAIN]
    initials = "".join(word[0] for word in name)
    return not any(part in "".join(name) for part in parts) and not (len(initials) > 1 and initials in joined)


def is_from_own_house(letter: Letter, book: MessageBook) -> bool:
    """Whether sender and a reader are of one organisation. To share a free mail service is no such thing."""
    own = organisation(letter.sender.host) if letter.sender.host else ""
    if not own or book.is_host("free-mail", own):
        return False
    return any(one.host and organisation(one.host) == own for one in letter.recipients)


def is_odd_host(host: str) -> bool:
    """Whether a sender's host could not be on the public Internet, nor in a house's own network."""
    plain = host.strip("[]")
    return not (has_real_ending(host) or is_address(plain) or is_reserved(host))


def sender_reasons(letter: Letter, book: MessageBook) -> Found:
    """Everything about who it says it is from."""
    if not letter.is_mail:
        return
    sender = letter.sender
    line = _line(letter)
    named = frozenset(brand.id for brand in book.brands_in(f"{sender.name} {letter.subject}"))
    if brands_claimed(letter, book):
        yield "brand-sender", line
    if is_apart(letter, book) and (letter.links or letter.files):
        yield "name-apart", line
    yield from _about_the_host(letter, book, named, line)
    yield from _about_the_name(letter, book, line)
    yield from where_answers_go(letter, book)
    if not letter.is_list:
        yield from _writes_to_free_mail(letter, book, is_named=bool(named))
    if letter.proof == "fail" and not letter.is_list:
        yield "auth-failed", letter.proof_line
    if _mixed(f"{sender.name} {letter.subject}"):
        yield "mixed-letters", _mixed(f"{sender.name} {letter.subject}")
    if _swapped(f"{sender.name} {letter.subject}", book):
        yield "swapped-letters", _swapped(f"{sender.name} {letter.subject}", book)
    has_open_recipient = any(one.host and one.whole != sender.whole for one in letter.recipients)
    if letter.recipients and not has_open_recipient and not letter.is_list:
        yield "hidden-recipients", f"To: {letter.value('to')}"
    if _REPLY.match(letter.subject) and not letter.answers and letter.links:
        yield "fake-reply", f"Subject: {letter.subject}"


def _about_the_host(letter: Letter, book: MessageBook, named: frozenset[str], line: str) -> Found:
    host = letter.sender.host
    if not host:
        return
    asks_for_an_answer = any(one.whole != letter.sender.whole for one in letter.replies)
    if is_odd_host(host) and (letter.links or asks_for_an_answer) and letter.sender.mailbox not in ROBOTS:
        yield "odd-sender-address", line
        return
    if is_for_examples(host):
        return
    if book.is_host("free-hosting", host) and not book.owner(host):
        yield "free-host-sender", line
    posing = book.posing(host, named)
    in_mailbox = next(iter(book.brands_in_mailbox(letter.sender.mailbox)), None)
    if posing is None and in_mailbox is not None and not book.owner(host):
        yield "brand-in-address", f"{line} ({in_mailbox.names[0]})"
    if posing is None and _GOVERNMENT.search(organisation(host).partition(".")[0]) and ".gov" not in host:
        yield "brand-in-address", f"{line} (gov)"
    if posing is not None and not _only_shares_a_name(letter, posing, book):
        yield (
            ("lookalike-sender" if posing[0] == "lookalike" else "brand-in-address"),
            f"{line} ({posing[1].names[0]})",
        )
    if is_from_own_house(letter, book):
        return
    names = [word for word in letter.sender.name.lower().split() if len(word) > _SHORT_WORD]
    if names and all(word.isascii() and mailbox_looks_machine_made(word) for word in names):
        yield "made-up-sender", line
    if looks_machine_made(host) or mailbox_looks_machine_made(letter.sender.mailbox):
        yield ("throwaway-sender" if is_apart(letter, book) else "made-up-sender"), line


def _only_shares_a_name(letter: Letter, posing: tuple[str, Brand], book: MessageBook) -> bool:
    """Whether the address has a brand's word in it by chance: nothing in the message speaks of that brand."""
    if posing[0] == "lookalike":
        return False
    if organisation(letter.sender.host).partition(".")[0] not in {
        domain.partition(".")[0] for domain in posing[1].domains
    }:
        return letter.is_list and bool(letter.value("in-reply-to"))
    said = f"{letter.sender.name} {letter.subject[:150]}"
    opening = " ".join(letter.words.plain[:80])
    return posing[1] not in (*book.brands_in(said), *book.brands_in(opening[:300]))


def _about_the_name(letter: Letter, book: MessageBook, line: str) -> Found:
    sender = letter.sender
    for inside in addresses_in(sender.name):
        host = inside.rpartition("@")[2]
        if not sender.host or letter.is_list or not has_real_ending(host):
            continue
        if organisation(host) != organisation(sender.host):
            yield "address-in-name", line
            break
    for said in links_in(sender.name[:200]):
        own, named = organisation(sender.host), organisation(said.host)
        if sender.host and own != named and (not book.owner(own) or book.owner(own) != book.owner(named)):
            if "@" not in sender.name and (book.owner(named) or said.shown == sender.name.strip()):
                yield "address-in-name", line
    is_robot = sender.mailbox in ROBOTS
    if _OFFICE.search(sender.name) and not is_robot and book.is_host("free-mail", organisation(sender.host)):
        yield "office-from-free-mail", line


def where_answers_go(letter: Letter, book: MessageBook) -> Found:
    """Whether an answer, or the proof of delivery, goes to another house than the sender's."""
    sender = letter.sender
    own = organisation(sender.host) if sender.host else ""
    mailbox = sender.mailbox.replace("-", "").replace("_", "")
    takes_none = mailbox in ("noreply", "donotreply") or (
        "noreply" in mailbox
        and any(looks_machine_made(f"{label}.org") for one in letter.replies for label in one.host.split("."))
    )
    is_known = bool(book.owner(own)) and not book.is_host("free-mail", own)
    if not own or letter.is_list or (is_known and not takes_none):
        return
    reply = next((one for one in letter.replies if one.host), None)
    open_to = {one.whole for one in letter.recipients}
    if reply is not None and reply.whole != sender.whole and reply.whole not in open_to:
        goes_to = organisation(reply.host)
        is_same_house = goes_to == own or (book.owner(goes_to) and book.owner(goes_to) == book.owner(own))
        is_free = book.is_host("free-mail", goes_to)
        if (not is_same_house and not book.is_host("mailing-service", goes_to)) or (
            is_same_house and is_free
        ):
            is_odd = is_free or is_known or looks_machine_made(reply.host)
            reason = "reply-elsewhere" if is_odd else "reply-other-house"
            yield reason, f"Reply-To: {letter.value('reply-to')}"
    returns = organisation(letter.returns.host) if letter.returns.host else ""
    is_usual = book.is_host("mailing-service", returns) or book.owner(returns) == book.owner(own) != ""
    if returns and returns != own and not is_usual:
        yield "return-elsewhere", f"Return-Path: {letter.value('return-path')}"


def _writes_to_free_mail(letter: Letter, book: MessageBook, *, is_named: bool) -> Found:
    """A button that writes to somebody's free mail account: in a message that names a known organisation,
    or one that also fills in what is written.
    """
    targets = [anchor.target for page in letter.pages for anchor in page.anchors[:_MOST_ANCHORS]]
    targets += [] if letter.pages else _MAILTO.findall(letter.words.text[:20_000])[:_MOST_ANCHORS]
    open_to = {one.whole for one in (letter.sender, *letter.recipients)}
    for target in targets:
        scheme, _, rest = target.lower().strip().partition(":")
        address, _, filled_in = rest.partition("?")
        if scheme != "mailto" or address.strip() in open_to or not (is_named or "subject=" in filled_in):
            continue
        if book.is_host("free-mail", organisation(address.rpartition("@")[2].strip())):
            yield "reply-elsewhere", target
            return


def _swapped(text: str, book: MessageBook) -> str:
    """A word that reads like a brand's name or a word tricks use once its capital I is read as an l."""
    for match in _WORD.finditer(text[:2000]):
        word = match.group()
        if "I" not in word or not any(letter.islower() for letter in word):
            continue
        read = word.replace("I", "l").lower()
        if len(read) > _SHORT_WORD and book.is_word(read) and not book.is_word(word.lower()):
            return word
    return ""


def _mixed(text: str) -> str:
    return next((word for word in _WORD.findall(text[:2000]) if mixes_scripts(word[:60])), "")


def _line(letter: Letter) -> str:
    name, host = letter.sender.name, shown(letter.sender.host)
    address = f"<{letter.sender.mailbox}@{host}>" if host else f"<{letter.sender.mailbox}>"
    return f"From: {name} {address}".replace("  ", " ")
