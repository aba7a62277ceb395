# SPDX-License-Identifier: Apache-2.0
"""Finds what looks like an address in somebody's words, as a phone writes it: small letters, no full stops.

>>> address_in("He waited at 1420 maple st, all night")
'1420 maple st'
>>> address_in("He came 3 times to court, at 17:00 on the way home")
''

Streets of the United States and of Spanish-speaking countries, flats, boxes, ZIP codes, coordinates and plus
codes. It errs on the side of asking for other words, knows dates, hours, sums, numbers to call and sections
of laws for what they are, and misses what is spelt rarely: a place told in words is for people to notice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from leeward.papers.letters.whereabouts_words import (
    COUNTED,
    COURTS,
    DIRECTIONS,
    MONTHS,
    NAMES_IN_CAPITALS,
    NEVER_A_NAME,
    NEVER_A_NAME_IN_SPANISH,
    NUMBER_WORDS,
    PLAIN_STATES,
    STATE_NAMES,
    STATES,
)

_NUMBER = (
    r"(?<![\w$€£§°.])(?<!\d[:/,.-])"
    r"(?:\d{1,6}(?:[ -]1/2|½)?(?:-?[a-z](?![\w’']))?(?:-\d{1,4})?|[nsew]\d+[nsew]\d+)"
    r"(?![\w%°])(?![:/.-]\d)"
)
_NAME = r"(?:[^\W\d_][\w.’'-]{0,30}|\d{1,3}(?:st|nd|rd|th))"
_SURE = (
    r"street|str|st|avenue|ave|av|boulevard|blvd|lane|ln|road|rd|terrace|ter|circle|cir|highway|hwy|parkway|"
    r"pkwy|drive|dr|court|ct|place|pl|way|trail|trl|loop|alley|square|sq|expressway|expy"
)
_AS_A_NAME = r"Run|Row|Walk|Path|Point|Pt|Park|Plaza|Plz|Crossing|Xing|Cove|Cv|Hill|Ridge|View|Broadway"
_KIND_FIRST = (
    r"(?:av\.?|avda\.?|avenida|calle|c/|(?<![.\w])c\.|blvd\.?|bulevar|boulevard|calz\.|calzada|callej[oó]n|"
    r"carretera|carr\.|carrera|cra\.|paseo|prol\.|prolongaci[oó]n|privada|priv\.|cerrada|cda\.|andador|"
    r"col\.|colonia|fracc\.|fraccionamiento|urb\.|urbanizaci[oó]n|jir[oó]n|pasaje)"
)
_NO = r"(?:#|n[oº°]\.?\s?|n[uú]m(?:ero|\.)?\s?|number\s|km\.?\s)"
_TENS = "|".join(NUMBER_WORDS)


class _Rule(NamedTuple):
    """`holds`: what is asked of a hit beyond its form."""

    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = lambda _: True


def address_in(text: str) -> str:
    """The first words that look like an address, as they stand there; empty where nothing does."""
    lines = " ; ".join(line.strip() for line in text.splitlines())
    found = [hit for rule in _RULES for hit in _hits(rule, lines)]
    return min(found)[1] if found else ""


def _hits(rule: _Rule, text: str) -> Iterator[tuple[int, str]]:
    """The first hit that holds; a hit that does not may hide another behind its first letter."""
    hit = rule.pattern.search(text)
    while hit is not None:
        if rule.holds(hit):
            yield hit.start(), " ".join(hit[0].split()).rstrip(" .,;")
            return
        hit = rule.pattern.search(text, hit.start() + 1)


def folded(text: str) -> str:
    """A text as it is compared: small letters, no accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return [folded(one).strip(".,’'") for one in text.split()]


def _is_name(text: str) -> bool:
    """Whether words may be the name of a street: nothing is counted, asked or linked in it."""
    telling = [one for one in text.split() if not (one[0].isupper() and folded(one) in NAMES_IN_CAPITALS)]
    return bool(text.strip()) and not NEVER_A_NAME.intersection(_words(" ".join(telling)))


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _follows_counted(hit: re.Match[str]) -> bool:
    """Whether something is counted right behind it: "3 times", "40 mensajes", "2 de mayo", "5 pm"."""
    behind = hit.string[hit.end() :]
    word = re.match(r"\s+(?:de\s+)?([^\W\d_]+)", behind)
    if word is None:
        return False
    said = folded(word[1])
    return said in COUNTED or said in MONTHS or (word[1].islower() and len(said) > 3 and said.endswith("s"))


def _number_first(hit: re.Match[str]) -> bool:
    name, kind = hit["name"], folded(hit["kind"])
    if not _is_name(name) or (kind in ("court", "ct") and COURTS.intersection(_words(name))):
        return False
    is_after_comma = hit["comma"] and _is_year(hit["number"])
    before = _words(hit.string[max(0, hit.start() - 12) : hit.start()])[-1:]
    return not is_after_comma and not (_is_year(hit["number"]) and before in (["in"], ["since"], ["en"]))


def _number_after(hit: re.Match[str]) -> bool:
    name = hit["name"]
    if not _is_name(name) or COURTS.intersection(_words(name)) or _follows_counted(hit):
        return False
    return bool(hit["no"]) or not _is_year(hit["number"])


def _kind_first(hit: re.Match[str]) -> bool:
    """Spanish: the kind, the name, the number. A street with a number for its name is one as well."""
    name, number = hit["name"] or "", hit["number"]
    words = _words(name)
    if NEVER_A_NAME_IN_SPANISH.intersection(words) or (words and words[-1] in MONTHS):
        return False
    if not words and folded(hit["kind"]) not in _NUMBERED:
        return False
    is_named_by_a_day = folded(hit["kind"]) == "calle" and not words and _is_month_next(hit)
    return is_named_by_a_day or (not _follows_counted(hit) and (bool(hit["no"]) or not _is_year(number)))


def _is_month_next(hit: re.Match[str]) -> bool:
    """Streets are named after days: "Calle 5 de Mayo"."""
    behind = re.match(r"\s+de\s+([^\W\d_]+)", hit.string[hit.end() :])
    return behind is not None and folded(behind[1]) in MONTHS


_NUMBERED = frozenset(
    {"calle", "avenida", "av.", "av", "avda", "avda.", "carrera", "cra.", "carretera", "carr."}
)


def _lives_there(hit: re.Match[str]) -> bool:
    word = hit["word"]
    is_counted = word.islower() and word.endswith("s")
    return not is_counted and _is_name(word) and folded(word) not in COUNTED and not _is_year(hit["number"])


def _state_and_zip(hit: re.Match[str]) -> bool:
    """A state in capitals, or in small letters where it is no word of its own."""
    state = hit["state"]
    return state.upper() in STATES and (state.isupper() or state.lower() not in PLAIN_STATES)


def _on_earth(hit: re.Match[str]) -> bool:
    north, east = (float(hit[one]) for one in ("north", "east"))
    is_fine = all(len(hit[one].partition(".")[2]) > 3 for one in ("north", "east"))
    is_said = is_fine or north < 0 or east < 0 or bool(hit["letter"])
    return abs(north) <= 90 and abs(east) <= 180 and is_said


_RULES = (
    _Rule(  # 1420 maple st; 4567 N 12th Street; 1420, Maple Street
        re.compile(
            rf"(?P<number>{_NUMBER})(?P<comma>,?)\s+(?P<name>(?:{_NAME}\s+){{1,4}}?)(?P<kind>{_SURE})\b(?![’'-])",
            re.I,
        ),
        _number_first,
    ),
    _Rule(  # 12 Deer Run; 300 Park Row: words of every day, so only as names are written
        re.compile(
            rf"(?P<number>\b(?<![$€£.:/-])\d{{1,6}})(?P<comma>,?)\s+(?P<name>(?:[A-ZÁÉÍÓÚÑ][\w.’'-]{{0,30}}\s+){{1,3}}?)"
            rf"(?P<kind>{_AS_A_NAME})\b"
        ),
        _number_first,
    ),
    _Rule(  # twelve oak street
        re.compile(
            rf"\b(?P<number>(?:{_TENS})(?:[ -](?:{_TENS}))?)(?P<comma>)\s+(?P<name>(?:{_NAME}\s+){{1,3}}?)"
            r"(?P<kind>street|st|avenue|ave|boulevard|blvd|lane|ln|road|rd|terrace|court|ct|drive|dr)\b",
            re.I,
        ),
        _number_first,
    ),
    _Rule(  # maple street 1420
        re.compile(
            rf"(?<![\w.])(?P<name>{_NAME})\s+(?:street|str|st|avenue|ave|boulevard|blvd|lane|ln|road|rd|drive|dr|"
            rf"court|ct|place|pl|terrace|ter|way)\.?,?\s+(?P<no>{_NO})?\s?(?P<number>\d{{2,6}}[a-z]?)\b"
            r"(?![:/.-]?\d)(?!\s?[%$])",
            re.I,
        ),
        _number_after,
    ),
    _Rule(  # 1420 Avenue B; 1420 Camino Real; 1420 El Camino Real
        re.compile(
            rf"{_NUMBER}\s+(?:(?:el|la)\s+)?(?:avenue|ave|avenida|calle|camino|paseo)\s+(?P<name>{_NAME})\b",
            re.I,
        ),
        lambda hit: _is_name(hit["name"]) and not (hit["name"].islower() and hit["name"].endswith("s")),
    ),
    _Rule(  # 350 W 42nd; 1200 S 500 E
        re.compile(
            rf"{_NUMBER}\s+(?:{DIRECTIONS})\.?\s+(?:\d{{1,3}}(?:st|nd|rd|th)\b|\d{{1,5}}\s+(?:{DIRECTIONS})\b)",
            re.I,
        )
    ),
    _Rule(  # 1420 Highway 99; County Road 12; Rte 9 Box 4
        re.compile(
            rf"{_NUMBER}\s+(?:state\s+|us\s+)?(?:highway|hwy|route|rte|county\s+r(?:oa)?d|cr)\.?\s+\d{{1,4}}\b"
            r"|\bco(?:unty|\.)?\s+r(?:oa)?d\.?\s+(?:no\.?\s*)?\d{1,4}\b"
            r"|\b(?:rural\s+route|rr|rte?\.?|route|highway|hwy)\s*#?\d{1,4},?\s+box\s*#?\d{1,6}\b",
            re.I,
        )
    ),
    _Rule(  # P.O. Box 12; apartado postal 12
        re.compile(
            r"\bp\.?\s?o\.?\s?box\s*#?\s*\w{1,8}|\bpost\s+office\s+box\s*#?\s*\d+|\bpmb\s*#?\s*\d+"
            r"|\b(?:apartado(?:\s+postal)?|apdo\.?(?:\s+postal)?|casilla(?:\s+postal)?)\s*(?:#|no\.?\s?|n[uú]m\.?\s?)?\d+",
            re.I,
        )
    ),
    _Rule(  # apt 5; apt b; depto. 4B; suite 200; unit 5
        re.compile(
            r"\b(?:apt|apartment|apto|apartamento|depto|dpto|departamento|suite|ste|interior|int)\b\.?\s*"
            r"(?:#|no\.?\s|n[uú]m(?:ero|\.)?\s?)?\s?\d{1,5}-?[a-z]?\b(?![:/.-]\d)"
            r"|\b(?:apt|apto|depto|dpto)\.?\s*#?\s?[b-hj-z]\b(?![’'])"
            r"|(?<!police )(?<!patrol )(?<!crimes )(?<!crime )(?<!victims )(?<!care )"
            r"\bunit\s+#?\d{1,5}[a-z]?\b(?!\s+of\b)",
            re.I,
        ),
        lambda hit: not _follows_counted(hit),
    ),
    _Rule(
        re.compile(
            r"\b(?:[Aa]pt|APT|[Aa]partment|[Uu]nit|[Ss]uite|[Aa]pto)\.?\s+#?\s?(?:[A-H]|[J-Z])\b(?![’'.]\w)"
        )
    ),
    _Rule(  # Av. Juárez 123; c/ Mayor 5; Calle 5 de Mayo 12; col. Centro 4; calle 5 de mayo número cien
        re.compile(
            rf"(?<!\w)(?P<kind>{_KIND_FIRST})(?:(?<=[/.])|(?!\w))\s*"
            rf"(?P<name>(?:(?:[^\W\d_][\w.’'-]{{0,30}}|\d{{1,2}}\s+de),?\s+){{0,5}}?)"
            rf"(?P<no>{_NO})?\s?(?P<number>\d{{1,6}}(?:-?[a-z]\b)?"
            rf"|(?<=[oº.] )(?:uno|dos|tres|diez|veinte|cien|ciento)\b)"
            r"(?!\w)(?![:/.-]\d)(?!\s?[%$])",
            re.I,
        ),
        _kind_first,
    ),
    _Rule(re.compile(rf"\bcalle\s+\d{{1,3}}[a-z]?,?\s+{_NO}\s?\d{{1,4}}", re.I)),  # Calle 10 # 23-45
    _Rule(  # house number 12; casa #12; manzana 5 lote 3
        re.compile(
            r"\b(?:house|home|door|casa|puerta|vivienda)\s+(?:#|number\s|no\.\s?|num\.\s?|n[uú]mero\s|n[uú]m\.\s?)\s?\d{1,6}\b"
            r"|\b(?:manzana|mz\.?)\s*\d+\w?,?\s+(?:lote|lt\.?)\s*\d+",
            re.I,
        )
    ),
    _Rule(  # lives at 1420 Maplewood
        re.compile(
            r"\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|mov(?:e|es|ed|ing)|address(?:\s+is)?|home(?:\s+is)?|vivo|vive|vivimos|"
            r"domicilio|direcci[oó]n)(?:\s+(?:at|to|in|is|en|es))?:?\s+(?P<number>\d{2,6})\s+(?P<word>[^\W\d_]{3,})",
            re.I,
        ),
        _lives_there,
    ),
    _Rule(  # zip 98101; C.P. 22000
        re.compile(
            r"\b(?:zip(?:\s?code)?|postal\s+code|c\.\s?p\.|cp|c[oó]digo\s+postal)\s*(?:is|es)?\s*[:#]?\s*\d{5}(?:-\d{4})?\b",
            re.I,
        )
    ),
    _Rule(re.compile(rf"\b(?:{STATE_NAMES}),?\s+\d{{5}}(?:-\d{{4}})?\b(?![:/.-]\d)", re.I)),
    _Rule(re.compile(r"\b(?P<state>[a-z]{2}),?\s+\d{5}(?:-\d{4})?\b(?![:/.-]\d)", re.I), _state_and_zip),
    _Rule(
        re.compile(
            r"(?<![\w.,/-])(?P<north>-?\d{1,3}[.]\d{3,})\s*°?\s*(?P<letter>[ns]?)\s*[,;/\s]\s*"
            r"(?P<east>-?\d{1,3}[.]\d{3,})(?!\w|[.]\d)",
            re.I,
        ),
        _on_earth,
    ),
    _Rule(re.compile(r"\b\d{1,3}\s?°\s?\d{1,2}\s?['’′]")),
    _Rule(  # a plus code: 84VVJM49+2J
        re.compile(r"(?<![\w+])(?=[^\s+]*[c-x])[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}(?![\w+])", re.I)
    ),
    _Rule(re.compile(r"(?<![:/\w])///[a-záéíóúñ]+\.[a-záéíóúñ]+\.[a-záéíóúñ]+", re.I)),
)
