# SPDX-License-Identifier: Apache-2.0
"""Languages by the codes of ISO 639, by their English names, and by what directories make of both."""

from __future__ import annotations

NAMES = {
    "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "ar": "Arabic", "zh": "Chinese",
    "tl": "Tagalog", "ase": "American Sign Language", "de": "German", "it": "Italian", "ru": "Russian",
    "vi": "Vietnamese", "ko": "Korean", "ja": "Japanese", "hi": "Hindi", "th": "Thai", "ht": "Haitian Creole",
    "pl": "Polish", "uk": "Ukrainian", "fa": "Persian", "ur": "Urdu", "pa": "Punjabi", "bn": "Bengali",
    "so": "Somali", "am": "Amharic", "sw": "Swahili", "hmn": "Hmong", "km": "Khmer", "lo": "Lao",
    "ne": "Nepali",
    "my": "Burmese", "nv": "Navajo", "el": "Greek", "he": "Hebrew", "tr": "Turkish", "ro": "Romanian",
    "gu": "Gujarati", "sm": "Samoan", "mh": "Marshallese", "hy": "Armenian", "yue": "Cantonese",
    "cmn": "Mandarin", "ti": "Tigrinya",
}  # fmt: skip

_LONGER = {
    "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "por": "pt", "ara": "ar", "zho": "zh", "chi": "zh",
    "tgl": "tl", "fil": "tl", "deu": "de", "ger": "de", "ita": "it", "rus": "ru", "vie": "vi", "kor": "ko",
    "jpn": "ja", "hin": "hi", "tha": "th", "hat": "ht", "pol": "pl", "ukr": "uk", "fas": "fa", "per": "fa",
    "urd": "ur", "pan": "pa", "ben": "bn", "som": "so", "amh": "am", "swa": "sw", "khm": "km", "nep": "ne",
    "mya": "my", "nav": "nv", "sgn-us": "ase", "asl": "ase",
}  # fmt: skip
_BY_NAME = {name.lower(): code for code, name in NAMES.items()} | {
    "español": "es", "espanol": "es", "castilian": "es", "mandarin": "zh", "cantonese": "zh",
    "filipino": "tl",
    "farsi": "fa", "creole": "ht", "asl": "ase", "sign language": "ase",
}  # fmt: skip


def name_of(code: str) -> str:
    """The English name of a code; the code where we have none."""
    return NAMES.get(code, code)


def is_code(word: str) -> bool:
    """Whether this is a language's code, and not a word of ours such as `interpreters` or `many`."""
    return word.isascii() and word.isalpha() and word.islower() and 2 <= len(word) <= 3


def code_of(code: str | None, name: str | None) -> str | None:
    """The code by which we look a language up; None when neither word tells it."""
    word = (code or "").strip().lower()
    if word:
        short = _LONGER.get(word) or word.split("-")[0]
        if is_code(short):
            return _LONGER.get(short, short)
    return _BY_NAME.get((name or "").strip().lower())
