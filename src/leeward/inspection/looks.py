# SPDX-License-Identifier: Apache-2.0
"""How a message is built: forms, code, words nobody sees, a picture instead of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from leeward.inspection.domains import is_western, mixes_scripts
from leeward.inspection.html import Page
from leeward.inspection.letter import Letter

Found = Iterator[tuple[str, str]]

_CUT = re.compile(
    r"[A-Za-z](?:[\u200b-\u200f\u2060-\u2064\ufeff\u034f\u180e\u061c\u0332\u0335-\u0338\u0730-\u074a\U000e0000-\U000e01ef]{1,4}[A-Za-z]){2,}"
)
_DRAWN = re.compile("[\U0001d400-\U0001d7ff\u1d00-\u1d2f\uff21-\uff5a]{3,}")
_RULES: Final = ("_" * 150, "-" * 250, "." * 250)
_SUM = re.compile(
    r"\+[$€£]\d[\d,]{2,}|\+\d[\d.,]{2,}\s?[$€£](?!\w)|[$€£]\s?\d[\d.,]*[^\n]{0,80}?[➡👉⬇»→]"
    r"|\b\d{1,3}(?:[ ,.]\d{3})+\s?(?:USDT?)\s+(?:BINANCE|BTC|BITCOIN)"
    r"|[+*]\s?(?:0?[.,]\d+|\d[.,]\d+)\s?(?:BTC|ETH)\b"
)
_LONG_WORD: Final = 24
_LOT = re.compile(r"\b(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{24,80}\b")
_SWAPPED = re.compile(r"\b(?!Ma?c)[A-Za-z]?[a-z]+I{1,2}[a-z]{1,5}\b")
_ODD = re.compile(
    r"[A-Za-z][^\x00-\u02af\u0370-\ufffc][A-Za-z][^\x00-\u02af\u0370-\ufffc][A-Za-z]|(?:[A-Za-z]\ufffd+){4}"
)
_SPACED = re.compile(r"(?<!\w)(?:[A-Z][ *._\-|/]{1,3}){7,}[A-Z](?!\w)")
_BUILDS = re.compile(
    r"msSaveOrOpenBlob|msSaveBlob|createObjectURL|new\s+Blob\s*\(|\.download\s*=|new\s+File\s*\(", re.I
)
_DECODES = re.compile(
    r"\batob\s*\(|fromCharCode|unescape\s*\(|decodeURIComponent\s*\(|Uint8Array|eval\s*\(", re.I
)
_LONG = re.compile(r"[A-Za-z0-9+/=]{2000}")
_WORD = re.compile(r"\w+")
_HABITS: Final = frozenset({"form-in-mail", "script-in-mail"})
_LOADS = re.compile(r"\s*https?://\S+\s*")
_LONG_MAIL: Final = 250
_FEW_WORDS: Final = 25
_HARDLY_ANY: Final = 20
_MANY_HIDDEN: Final = 90
_MUCH_FILLER: Final = 12
_MANY_LOTS: Final = 3
_MANY_DRAWN: Final = 7
_SHORT_LOT: Final = 6
_BAITS: Final = frozenset("+*➡👉⬇»→")
_CLIP = 120


def look_reasons(letter: Letter, *, is_stranger: bool, is_unproven: bool) -> Found:
    """Everything about how it is built."""
    for page in letter.pages:
        for reason, where in page_reasons(page, is_file=False):
            if reason not in _HABITS or (is_stranger and len(letter.words.plain) < _LONG_MAIL):
                yield reason, where
        if is_stranger and len(_WORD.findall(page.hidden[:20_000])) > _MANY_HIDDEN:
            yield "hidden-words", page.hidden[:_CLIP]
        elif is_unproven and (_is_ruled(page.words[:20_000]) or len(_lots(page.words[:20_000])) > _MANY_LOTS):
            yield "hidden-words", page.words[:_CLIP]
        elif is_unproven and _drawn_by_lot(page.words[:4000]) > _MANY_DRAWN:
            yield "hidden-words", page.words[:_CLIP]
        elif page.filler > _MUCH_FILLER:
            yield "hidden-words", "<textarea> <noscript> <address> …"
    text = f"{letter.sender.name} {letter.subject}\n" + "\n".join(
        page.words[:40_000] for page in letter.pages
    )
    text += letter.words.text[:40_000] if not letter.pages else ""
    is_plain = is_western(text)
    cut = None if is_plain else _CUT.search(text) or _ODD.search(text)
    if cut is None:
        title = f"{letter.sender.name} {letter.sender.whole} {letter.subject}"
        cut = _DRAWN.search(title)
        if cut is None and is_stranger:
            cut = _SPACED.search(text[:4000])
        swapped = _SWAPPED.search(title) if is_stranger else None
        if swapped is not None:
            yield "swapped-letters", swapped.group()[:_CLIP]
    if is_unproven and _baited(letter):
        yield "money-waiting", _baited(letter)
    if cut is not None:
        yield "hidden-letters", cut.group()[:_CLIP]
    words = [] if is_plain else _WORD.findall(text[:40_000])
    mixed = next((word for word in words if not word.isascii() and mixes_scripts(word[:60])), "")
    if mixed:
        yield "mixed-letters", mixed[:_CLIP]
    clicked = next((link for link in letter.links if link.has_picture and link.host), None)
    few = _FEW_WORDS if is_stranger else _HARDLY_ANY if is_unproven else 0
    if letter.pages and clicked is not None and _words_shown(letter) < few:
        yield "picture-only", clicked.url[:_CLIP]


def _drawn_by_lot(text: str) -> int:
    """How many different words mix small letters, capitals and digits."""
    return sum(
        len(word) > _SHORT_LOT
        and word.isascii()
        and word.isalnum()
        and not (word.isalpha() or word.islower() or word.isupper())
        for word in set(text.split())
    )


def _baited(letter: Letter) -> str:
    """A sum of money in the first words with an arrow to a link, as is slipped into other people's forms."""
    said = f"{letter.sender.name}\n{letter.words.text[:1500]}"
    found = None if _BAITS.isdisjoint(said) and "USD" not in said else _SUM.search(said)
    return " ".join(found.group().split())[:_CLIP] if found else ""


def _words_shown(letter: Letter) -> int:
    return sum(len(_WORD.findall(page.words[:4000])) for page in letter.pages)


def _is_ruled(text: str) -> bool:
    return any(rule in text for rule in _RULES)


def _lots(text: str) -> list[str]:
    """Long words of letters and digits mixed; most texts have no word so long."""
    longest = max(map(len, text.split()), default=0)
    return _LOT.findall(text) if longest >= _LONG_WORD else []


def page_reasons(page: Page, *, is_file: bool) -> Found:
    """What a page does; a file that is a page is held to the same."""
    for field in page.secret_fields:
        yield "secret-form", field[:_CLIP]
        break
    if page.form_targets and not is_file:
        yield "form-in-mail", page.form_targets[0][:_CLIP] or "<form>"
    code = "\n".join(page.scripts)[:400_000]
    builds, decodes = _BUILDS.search(code), _DECODES.search(code)
    if builds and (decodes or _LONG.search(code)):
        yield "smuggling", builds.group()[:_CLIP]
    elif (
        page.scripts
        and not is_file
        and not _LOADS.fullmatch(code)
        and code.strip()
        and "ld+json" not in code[:60]
        and not code.lstrip().startswith("{")
    ):
        yield "script-in-mail", " ".join(code.split())[:_CLIP]
