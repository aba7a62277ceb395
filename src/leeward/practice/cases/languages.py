# SPDX-License-Identifier: Apache-2.0
"""Languages as they are written on a client's page, in English or Spanish, and their tags.

>>> tag_of("español"), tag_of("K'iche'"), tag_of("Something else"), tag_of("")
('es', 'quc', 'und', None)
"""

from __future__ import annotations

import unicodedata

NAMES: dict[str, tuple[str, str]] = {
    "en": ("English", "Inglés"),
    "es": ("Spanish", "Español"),
    "ase": ("American Sign Language", "Lengua de señas americana"),
    "ar": ("Arabic", "Árabe"),
    "am": ("Amharic", "Amárico"),
    "yue": ("Cantonese", "Cantonés"),
    "zh": ("Chinese", "Chino"),
    "prs": ("Dari", "Dari"),
    "fa": ("Farsi", "Persa"),
    "fr": ("French", "Francés"),
    "ht": ("Haitian Creole", "Criollo haitiano"),
    "hi": ("Hindi", "Hindi"),
    "hmn": ("Hmong", "Hmong"),
    "ja": ("Japanese", "Japonés"),
    "quc": ("K'iche'", "Quiché"),
    "kar": ("Karen", "Karen"),
    "ko": ("Korean", "Coreano"),
    "mam": ("Mam", "Mam"),
    "mix": ("Mixtec", "Mixteco"),
    "nv": ("Navajo", "Navajo"),
    "ne": ("Nepali", "Nepalí"),
    "ps": ("Pashto", "Pastún"),
    "pl": ("Polish", "Polaco"),
    "pt": ("Portuguese", "Portugués"),
    "pa": ("Punjabi", "Panyabí"),
    "ru": ("Russian", "Ruso"),
    "so": ("Somali", "Somalí"),
    "sw": ("Swahili", "Suajili"),
    "tl": ("Tagalog", "Tagalo"),
    "ti": ("Tigrinya", "Tigriña"),
    "uk": ("Ukrainian", "Ucraniano"),
    "ur": ("Urdu", "Urdu"),
    "vi": ("Vietnamese", "Vietnamita"),
}
UNKNOWN = "und"


def tag_of(written: str) -> str | None:
    """The language's tag; `und` for one we do not know by name, None for nothing."""
    wanted = _folded(written)
    if not wanted:
        return None
    for tag, names in NAMES.items():
        if wanted == tag or wanted in {_folded(name) for name in names}:
            return tag
    return UNKNOWN


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).strip()
