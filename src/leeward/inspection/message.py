# SPDX-License-Identifier: Apache-2.0
"""A suspicious message or link -> a verdict and its reasons, each with the words or line it rests on.

    answer = check_message(read_message(data), catalogue)
    answer.verdict, [(reason.id, reason.where) for reason in answer.reasons]

Nothing is opened, followed or looked up. "nothing-found" means that these checks found nothing, never
more. Verdict tokens and reason ids stay the same in every language and over versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from leeward.formats.values import Mail
from leeward.inspection.addresses import addresses_in
from leeward.inspection.book import MessageBook, message_book
from leeward.inspection.carried import file_reasons
from leeward.inspection.domains import looks_machine_made, mailbox_looks_machine_made, organisation
from leeward.inspection.letter import Letter, letters_of
from leeward.inspection.looks import look_reasons
from leeward.inspection.personal import NOBODY, Known, is_known_sender, personal_reasons
from leeward.inspection.senders import brands_claimed, is_apart, is_odd_host, sender_reasons, where_answers_go
from leeward.inspection.targets import link_reasons, outward
from leeward.inspection.verdict import VERDICTS, Answer, Reason, weigh
from leeward.inspection.wording import Hit, ideas_in, rule_holds
from leeward.knowledge import Catalogue

_NOT_READ: Final = frozenset({"too-large", "too-many-parts", "too-deep", "too-slow", "crashed", "encrypted"})
_CLIP: Final = 240
_MANY: Final = 5
_FEW: Final = 50
_NOTHING: Final = 5
_SIGNATURES: Final = (".asc", ".sig", ".p7s", ".vcf")
_WORD: Final = re.compile(r"\w+")
_WRITE_ME: Final = re.compile(
    r"\b(?:e-?mail|write|contact|reply|reach|respond)(?: back)?(?: to)? me\b|me contact|contactez-moi"
    r"|escr[ií]b[ae]me|cont[aá]ct[ae]me|[eé]crivez-moi|schreib\w* (?:sie )?mir|mi scriva|scrivimi",
    re.I,
)
_TARGETED_WORDS: Final = frozenset({"new-number", "look-at-this", "app-or-place", "go-between"})
_ALWAYS_TARGETED: Final = frozenset(
    {"contact-lookalike", "contact-other-address", "place-named", "logger-link"}
)
_EVERYBODYS: Final = frozenset(
    {"facebook", "instagram", "x-corp", "linkedin", "tiktok", "google", "whatsapp", "snapchat", "telegram"}
)

Found = Iterator[tuple[str, str]]


def check_message(mail: Mail, catalogue: Catalogue, known: Known = NOBODY) -> Answer:
    """The verdict on a message; of several inside one another, the weightiest and what speaks for it."""
    book = message_book(catalogue)
    answers = [_answer(letter, mail, book, known) for letter in letters_of(mail)]
    return min(answers, key=lambda one: (VERDICTS.index(one.verdict), -len(one.reasons)))


def unreadable(catalogue: Catalogue, why: str) -> Answer:
    """The answer where nothing could be read: be careful, for nothing is known."""
    reason = message_book(catalogue).reasons["unreadable"]
    return Answer("be-careful", (Reason("unreadable", reason.what, _clipped(why)),), targeted=False)


def _answer(letter: Letter, mail: Mail, book: MessageBook, known: Known) -> Answer:
    found: dict[str, str] = {}
    for reason, where in _reasons(letter, book, known):
        if reason not in found:
            found[reason] = _clipped(where)
    missed = tuple((_clipped(one.where), one.why) for one in mail.unread[:20])
    gap = next((f"{where}: {why}" for where, why in missed if why in _NOT_READ), "")
    if gap:
        found["partly-read"] = gap
    entries = sorted((book.reasons[name] for name in found), key=lambda one: _ORDER.index(one.strength))
    return Answer(
        verdict=weigh(entries),
        reasons=tuple(Reason(entry.id, entry.what, found[entry.id]) for entry in entries),
        targeted=_is_targeted(letter, found),
        unread=missed,
    )


_ORDER: Final = ("decisive", "serious", "notable", "minor")


def _reasons(letter: Letter, book: MessageBook, known: Known) -> Found:
    is_known = is_known_sender(letter, known)
    is_stranger = not (is_known or (letter.is_report and not letter.pages)) and _is_stranger(letter, book)
    hits = ideas_in(letter.words, book.index)
    if not letter.is_report:
        yield from sender_reasons(letter, book)
    yield from link_reasons(letter, book, is_stranger=is_stranger)
    yield from look_reasons(
        letter,
        is_stranger=is_stranger,
        is_unproven=is_stranger or (not is_known and _is_unproven(letter, book)),
    )
    yield from file_reasons(letter, hits, is_stranger=is_stranger)
    if is_stranger and not _leads_on(letter) and _wants_an_answer(letter, book):
        if _gives_free_mail(letter, book):
            yield "reply-elsewhere", _gives_free_mail(letter, book)
    if is_stranger and len(letter.links) == 1 and _is_only_a_link(letter, book):
        yield "look-at-this", letter.links[0].url
    files = [one for one in letter.files if one.filename and not one.filename.lower().endswith(_SIGNATURES)]
    is_nameless = not letter.sender.name and book.is_host("free-mail", organisation(letter.sender.host))
    few = _FEW if is_apart(letter, book) else _NOTHING * 2 if is_nameless else 0
    if is_stranger and files and len(letter.words.plain) < few:
        yield "only-a-file", files[0].filename
    yield from personal_reasons(letter, known)
    if not letter.is_report and not is_known:
        yield from _word_reasons(letter, book, hits, is_stranger=is_stranger)
    elif is_known:
        yield from _rules_met(letter, book, hits, is_stranger=False)


def _is_stranger(letter: Letter, book: MessageBook) -> bool:
    """Whether sender and links leave open who wrote: what presses or promises then counts.

    Not so for a message whose links stay in the house of its sender, as those of real services do.
    """
    if not letter.is_mail:
        return not letter.links or bool(outward(letter, book))
    host = letter.sender.host
    if not host or brands_claimed(letter, book) or is_odd_host(host):
        return True
    if book.posing(host, frozenset()) or book.is_host("free-mail", organisation(host)):
        return True
    if any(reason == "reply-elsewhere" for reason, _ in where_answers_go(letter, book)):
        return True
    if _is_hidden(letter):
        return True
    if mailbox_looks_machine_made(letter.sender.mailbox) or looks_machine_made(host):
        return True
    if letter.is_list and not letter.pages and letter.value("in-reply-to"):
        return False  # talk on a list, where links lead anywhere
    if is_apart(letter, book):
        return True
    links = [link for link in letter.links if link.host]
    if _names_another(letter, book) and not letter.answers:
        return True
    out = outward(letter, book)
    if any(book.is_host("free-hosting", link.host) for link in out) and not letter.is_list:
        return True
    if not links and not letter.answers and _gives_free_mail(letter, book):
        return True
    return bool(out) and len(out) * 2 >= len(links)


def _is_hidden(letter: Letter) -> bool:
    """Whether nobody but the sender stands as recipient."""
    reached = [one for one in letter.recipients if one.host and one.whole != letter.sender.whole]
    return bool(letter.recipients) and not reached and not letter.is_list


def _wants_an_answer(letter: Letter, book: MessageBook) -> bool:
    is_asked = _WRITE_ME.search(letter.words.text[:4000]) is not None
    return is_asked or _is_hidden(letter) or is_apart(letter, book)


def _leads_on(letter: Letter) -> bool:
    return any(link.host for link in letter.links)


def _is_only_a_link(letter: Letter, book: MessageBook) -> bool:
    """Whether a mail says nothing but a link to a place where anybody may put something."""
    link = letter.links[0]
    if not letter.is_mail or letter.answers or not link.host:
        return False
    said = letter.words.text.replace(link.url, " ").replace(link.shown, " ")
    is_anybodys = book.owner(link.host) == "google" or any(
        book.is_host(kind, link.host, link.rest)
        for kind in ("shortener", "free-hosting", "forms", "redirector", "logger")
    )
    return is_anybodys and len(_WORD.findall(said)) < _NOTHING


def _gives_free_mail(letter: Letter, book: MessageBook) -> str:
    """A free mail address in the words to write to, neither sender's nor reader's, nor named like them."""
    known = {letter.sender.whole, *(one.whole for one in letter.recipients)}
    own = [part for part in _WORD.findall(letter.sender.mailbox.replace("_", " ")) if len(part) > 3]
    found = (
        one for one in addresses_in(letter.words.text) if one not in known and not any(p in one for p in own)
    )
    return next((one for one in found if book.is_host("free-mail", organisation(one.rpartition("@")[2]))), "")


def _names_another(letter: Letter, book: MessageBook, *, words: int = 0) -> bool:
    """Whether the title names an organisation that neither sender nor any link belongs to."""
    return not letter.is_list and any(
        not brand.everyday and brand.id not in _EVERYBODYS
        and not book.owns(brand, letter.sender.host)
        and not any(book.owns(brand, link.host) for link in letter.links)
        for brand in book.brands_in(f"{letter.subject[:150]} {' '.join(letter.words.plain[:words])}")
    )  # fmt: skip


def _is_unproven(letter: Letter, book: MessageBook) -> bool:
    """Whether nothing speaks for the sender: neither a known house of their own nor a list of theirs."""
    return not letter.is_list and not book.owner(letter.sender.host)


def _word_reasons(
    letter: Letter, book: MessageBook, hits: dict[str, list[Hit]], *, is_stranger: bool
) -> Found:
    found = list(_rules_met(letter, book, hits, is_stranger=is_stranger))
    if not is_stranger and letter.is_mail and not letter.is_list and not book.owner(letter.sender.host):
        # A trick may also keep its links in its own house; then only many such words at once say something.
        pressing = list(_rules_met(letter, book, hits, is_stranger=True))
        if len({reason for reason, _ in pressing}) >= _MANY:
            found = pressing
    greeted = _greets_an_address(letter) if is_stranger else ""
    if greeted:
        yield "impersonal", greeted
    yield from found
    if found and is_stranger:
        yield from _brand_named(letter, book)


def _greets_an_address(letter: Letter) -> str:
    """The title or first words that call the reader by their mail address."""
    for one in letter.recipients[:3]:
        if one.host and one.whole in letter.subject.lower():
            return f"Subject: {letter.subject}"
    return ""


def _rules_met(letter: Letter, book: MessageBook, hits: dict[str, list[Hit]], *, is_stranger: bool) -> Found:
    has = _has(letter, book, is_stranger=is_stranger)
    for rule in book.rules:
        if rule.all[0] not in hits or not all(has[need] for need in rule.needs):
            continue
        places = rule_holds(rule, hits, letter.words)
        if places is not None:
            ordered = sorted(places, key=lambda one: one.first)
            yield rule.reason, " … ".join(letter.words.said(one.first, one.last) for one in ordered)


def _has(letter: Letter, book: MessageBook, *, is_stranger: bool) -> dict[str, bool]:
    """What a rule may need, worked out once for a message."""
    has_link = any(link.host or link.scheme for link in letter.links)
    is_unproven = is_stranger or _is_unproven(letter, book)
    return {
        "link": has_link,
        "no-link": not has_link,
        "file": bool(letter.files),
        "link-or-file": has_link or bool(letter.files),
        "stranger": is_stranger,
        "free-mail": is_stranger and book.is_host("free-mail", organisation(letter.sender.host)),
        "poser": is_stranger or (is_unproven and _names_another(letter, book, words=80)),
        "unproven": is_unproven,
        "apart": is_stranger and is_apart(letter, book),
        "hidden": is_stranger and _is_hidden(letter),
    }


def _brand_named(letter: Letter, book: MessageBook) -> Found:
    """A brand in the title or the first words, while neither sender nor any link is that brand's own."""
    plain = letter.words.plain[:60]
    for brand in book.brands_in(letter.subject[:200] + " " + " ".join(plain)[:300]):
        if brand.id in _EVERYBODYS or brand.everyday or book.owns(brand, letter.sender.host):
            continue
        yield "brand-in-words", brand.names[0]
        return


def _is_targeted(letter: Letter, found: dict[str, str]) -> bool:
    """Whether it looks meant for this person: somebody known is posed as, or their place is asked for."""
    if found.keys() & _ALWAYS_TARGETED:
        return True
    is_short = len(letter.words.plain) < 150
    if found.keys() & {"threat", "sexual-images"} and "sextortion" not in found:
        return is_short
    return is_short and bool(found.keys() & _TARGETED_WORDS) and not letter.is_list


def _clipped(text: str) -> str:
    """Words of a message that no terminal or page can be steered by: what does not show is written out."""
    clean = "".join(one if one.isprintable() else _written_out(one) for one in text[:_CLIP])
    return clean if len(clean) <= _CLIP and len(text) <= _CLIP else f"{clean[: _CLIP - 1]}…"


def _written_out(letter: str) -> str:
    return " " if letter in "\r\n\t" else f"⟨{ord(letter):04x}⟩"
