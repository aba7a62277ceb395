# SPDX-License-Identifier: Apache-2.0
"""Names of hosts: who they belong to, and what they are made to look like. Nothing is ever looked up.

>>> organisation("mail.example.co.uk"), skeleton("paypa1")
('example.co.uk', 'paypal')
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

import idna
from confusable_homoglyphs import categories, confusables
from publicsuffixlist import PublicSuffixList

_HOST = re.compile(r"(?=.{1,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]", re.S)
_LIKE = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "5": "s", "8": "b", "|": "l", "$": "s", "@": "a", "!": "l"}
)
_SOUNDS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_EXAMPLES = (".example", ".example.com", ".example.org", ".example.net", ".test", ".invalid")
_RESERVED = (*_EXAMPLES, ".localhost", ".local", ".internal", ".lan", ".home", ".corp")
_MOST = 4096
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
_LIVES_BESIDE_LATIN = frozenset(
    {
        "LATIN",
        "COMMON",
        "INHERITED",
        "HAN",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
        "THAI",
        "ARABIC",
        "HEBREW",
        "DEVANAGARI",
    }
)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=1)
def _known_suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True, accept_unknown=False)


@lru_cache(maxsize=_MOST)
def organisation(host: str) -> str:
    """The registered name a host belongs to; the host itself where there is none."""
    if is_address(host):
        return host
    found: str | None = _suffixes().privatesuffix(host.strip(".").lower())
    return found or host


@lru_cache(maxsize=_MOST)
def has_real_ending(host: str) -> bool:
    """Whether the host is written as a name that could be registered in the public tree."""
    return bool(_HOST.fullmatch(host)) and _known_suffixes().privatesuffix(plain(host)) is not None


def plain(host: str) -> str:
    """The host in the letters of the domain system (xn--)."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.encode("ascii", "ignore").decode("ascii") or "invalid"


@lru_cache(maxsize=_MOST)
def shown(host: str) -> str:
    """The host as a program would show it: punycode turned into its letters."""
    if "xn--" not in host:
        return host
    return ".".join(_label_shown(label) for label in host.split("."))


def _label_shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except idna.IDNAError:
        return label


def is_address(host: str) -> bool:
    """Whether the host is a bare number: IPv4 in any of its spellings, or IPv6."""
    bare = host.strip("[]")
    if ":" in bare or bare.replace(".", "").isdigit():
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            return bare.isdigit()
        return True
    return bare.startswith("0x") and all(one in "0123456789abcdefx." for one in bare)


def is_reserved(host: str) -> bool:
    """Whether the name is nobody's: kept for examples or for house networks (RFC 2606, RFC 6761)."""
    return f".{host}".endswith(_RESERVED) or host == "localhost"


def is_for_examples(host: str) -> bool:
    """Whether the name is kept for examples and tests, so that nobody can be met under it."""
    return f".{host}".endswith(_EXAMPLES)


def is_private_address(host: str) -> bool:
    """Whether the host is a number inside a house's own network: only who is in there can answer at it."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return any(address in network for network in _PRIVATE)


@lru_cache(maxsize=_MOST)
def skeleton(text: str) -> str:
    """What a hurried reader sees: letters of other scripts, and digits, as the Latin ones they resemble."""
    latin = "".join(letter if letter.isascii() else _as_latin(letter) for letter in text).casefold()
    latin = latin.translate(_LIKE)
    for pair, letter in _SOUNDS:
        latin = latin.replace(pair, letter)
    return latin


@lru_cache(maxsize=_MOST)
def _as_latin(letter: str) -> str:
    for form in (letter, letter.casefold()):
        found = confusables.is_confusable(form, greedy=True)
        for one in found[0]["homoglyphs"] if found else ():
            if one["c"].isascii() and one["c"].isalnum():
                return str(one["c"]).casefold()
    return letter


def is_western(text: str) -> bool:
    """Whether it is all Latin-1, where no letter passes for another and only the soft hyphen is unseen."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=_MOST)
def mixes_scripts(word: str) -> bool:
    """Whether one word has Latin letters and letters of another script that pass for Latin ones.

    Words that hold Latin beside a script with letters of its own kind (as in Japanese) do not count.
    """
    if word.isascii():
        return False
    scripts = {categories.alias(letter) for letter in word if letter.isalpha()}
    if "LATIN" not in scripts or not scripts - _LIVES_BESIDE_LATIN:
        return False
    letters = [one for one in word if one.isalpha()]
    alike = sum(not one.isascii() and _as_latin(one).isascii() for one in letters)
    return alike > 0 and sum(one.isascii() for one in letters) + alike > len(letters) * 0.7


def distance_is_one(left: str, right: str) -> bool:
    """Whether one letter was added, dropped, changed or swapped with its neighbour."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    if len(left) == len(right):
        return left[start + 1 :] == right[start + 1 :] or (
            left[start : start + 2] == right[start : start + 2][::-1]
            and left[start + 2 :] == right[start + 2 :]
        )
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:]


_VOWEL = re.compile(r"[aeiouyáéíóúäöü]")
_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_NO_WORD = re.compile(
    r"q[^u]|j[^aeiouy]|v[bcdfghjkmpqtwxz]|x[bdfgjkmnqrvwz]|z[bcfgjkmnpqrvx]|w[jqvxz]|[fgkp]z|[bcdfghjkmpqtvz]x|h[jqvxz]"
)
_WOVEN = re.compile(r"(?:[a-z]*\d+[a-z]+){2,}\d*|(?:[a-z]+\d+){3,}")
_MIXED = re.compile(r"[a-z]+\d[a-z\d]*[a-z]|\d+[a-z]+\d")


@lru_cache(maxsize=_MOST)
def mailbox_looks_machine_made(mailbox: str) -> bool:
    """Whether the part before the @ reads like letters drawn by lot."""
    if len(mailbox) >= 9 and _WOVEN.fullmatch(mailbox):
        return True
    letters = "".join(one for one in mailbox.lower() if one.isascii() and one.isalpha())
    if len(letters) < 6 or "bounce" in letters or "reply" in letters or "." in mailbox or "-" in mailbox:
        return False
    if letters == mailbox and _NO_WORD.search(letters, 2):
        return True
    runs = max((len(run) for run in _RUN.findall(letters)), default=0)
    return runs >= 5 or len(_VOWEL.findall(letters)) * 6 < len(letters)


def is_odd_label(label: str) -> bool:
    """Whether a label in the xn-- form holds signs that are no letters, or cannot be read at all."""
    if not label.startswith("xn--"):
        return False
    decoded = _label_shown(label)
    return decoded == label or not all(one.isalnum() or one == "-" for one in decoded)


@lru_cache(maxsize=_MOST)
def looks_machine_made(host: str) -> bool:
    """Whether the registered name reads like letters drawn by lot, as throw-away names do."""
    label = organisation(host).partition(".")[0].lower()
    if not label.isascii() or len(label) < 6 or label.startswith("xn--"):
        return False
    if label.isdigit() and len(label) > 8:
        return True
    letters = [one for one in label if one.isalpha()]
    digits = sum(one.isdigit() for one in label)
    if digits >= 5 and letters and len(label) >= 8:
        return True
    if _MIXED.search(label) and digits >= 2 and len(label) >= 9:
        return True
    runs = sum(len(run) for run in _RUN.findall(label))
    vowels = len(_VOWEL.findall(label))
    return runs >= 6 or (len(letters) >= 9 and vowels * 6 < len(letters))
