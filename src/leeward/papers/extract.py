# SPDX-License-Identifier: Apache-2.0
"""What leaves with a release: writings on paper, and a bundle that lists all it holds.

    paper = writings([Writing("Nov 22, 2026", "...")], "en")
    bundle([Part("notes.pdf", paper.pdf, ("2 writings",))], {"record_class": "chart-line"})

A bundle is a ZIP file with a manifest in it: every file by name, size and SHA-256, and what it holds.
Nothing else is in it, neither comment nor hour, so the same parts always give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import set_paper
from leeward.terms.text import Language, Text

BUNDLE_NAME = Text(en="notes.zip", es="notas.zip")
MANIFEST = "manifest.json"
_TITLE = Text(en="Notes", es="Notas")
_FILE_NAME = Text(en="notes.pdf", es="notas.pdf")
_NO_HOUR = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can name."""
_WORDS: dict[str, Text] = {
    "page": Text(en="page", es="página"),
    "of": Text(en="of", es="de"),
    "none": Text(en="Nothing was written.", es="No se escribió nada."),
}


class Writing(NamedTuple):
    """One piece of writing. `when`: its day in words. `lines`: its paragraphs."""

    when: str
    lines: tuple[str, ...]


class Part(NamedTuple):
    """One file of a bundle, and what it holds in words."""

    name: str
    data: bytes
    holds: tuple[str, ...]


def writings(entries: Sequence[Writing], language: Language, paper: PaperSize = "letter") -> Paper:
    """Writings in the order given, each under its day. Raises PaperError."""
    return set_paper(
        "extract",
        {
            "words": {name: text.said_in(language) for name, text in _WORDS.items()},
            "entries": [{"when": one.when, "lines": list(one.lines)} for one in entries],
        },
        title=_TITLE.said_in(language),
        file_name=_FILE_NAME.said_in(language),
        language=language,
        paper=paper,
    )


def manifest_of(parts: Sequence[Part], about: Mapping[str, Any]) -> dict[str, Any]:
    """What a bundle of these parts holds."""
    return {
        **about,
        "files": [
            {
                "name": part.name,
                "size_bytes": len(part.data),
                "sha256": hashlib.sha256(part.data).hexdigest(),
                "holds": list(part.holds),
            }
            for part in parts
        ],
    }


def bundle(parts: Sequence[Part], about: Mapping[str, Any]) -> bytes:
    """A ZIP file of the parts and their manifest."""
    manifest = msgspec.json.format(msgspec.json.encode(manifest_of(parts, about)), indent=2)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in [(MANIFEST, manifest), *((part.name, part.data) for part in parts)]:
            about_file = zipfile.ZipInfo(name, _NO_HOUR)
            about_file.compress_type = zipfile.ZIP_DEFLATED
            about_file.external_attr = 0o600 << 16
            packed.writestr(about_file, data)
    return held.getvalue()
