# SPDX-License-Identifier: Apache-2.0
"""The public lists of apps used to watch somebody, ready to be asked.

    known = load_indicators(overlay=home / "overlay")
    known.of_app("com.thetruth")         # what the lists say of this id, capitals aside
    known.of_certificate("31A6...")      # of whoever signed an app

The package brings a dated pack (made by scripts/indicators); a practice adds newer ones as .json packs or
.stix2 files in `overlay/indicators/`. Read on demand, never with the rest of the content: most pages
need no list. A list says what an app was made for, never who put it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from leeward.knowledge.files import content_folder
from leeward.knowledge.models.indicators import Family, IndicatorPack, IndicatorSource, Kind
from leeward.knowledge.stix import read_stix
from leeward.terms.errors import ContentError

MAX_PACK_BYTES = 32 * 1024 * 1024
MAX_OVERLAY_PACKS = 50
FOLDER = "indicators"


class Listing(msgspec.Struct, frozen=True):
    """What one list says of one app: its kind, what it is for, the product's name, and which list."""

    kind: Kind
    category: str
    name: str
    source: IndicatorSource
    matched: str
    """The id or digest as the list writes it."""


class Indicators(msgspec.Struct, frozen=True, dict=True):
    """All packs together."""

    packs: tuple[IndicatorPack, ...]
    left_out: dict[str, int] = {}
    """Indicators of imported files that say nothing of apps, by their kind."""

    @property
    def made(self) -> str:
        """The day of the newest pack."""
        return max(pack.made for pack in self.packs)

    @property
    def sources(self) -> tuple[IndicatorSource, ...]:
        """Every list, the package's first."""
        return tuple(source for pack in self.packs for source in pack.sources)

    def of_app(self, app_id: str) -> tuple[Listing, ...]:
        """What the lists say of a package name or bundle id; capitals do not matter."""
        return tuple(self._by_id.get(app_id.lower(), ()))

    def of_certificate(self, digest: str) -> tuple[Listing, ...]:
        """What the lists say of a signing certificate, by its SHA-1 or SHA-256."""
        return tuple(self._by_certificate.get(digest.replace(":", "").upper(), ()))

    def named(self, title: str) -> tuple[Listing, ...]:
        """What the lists say of apps of this very title, capitals and spaces aside: they may be others."""
        return tuple(self._by_title.get(_plain(title), ()))

    @cached_property
    def _by_id(self) -> dict[str, list[Listing]]:
        found: dict[str, list[Listing]] = {}
        for pack in self.packs:
            sources = {source.id: source for source in pack.sources}
            for family in pack.families:
                for name in (*family.packages, *family.bundles):
                    found.setdefault(name.lower(), []).append(_of_family(family, sources, name))
            for group in pack.listed:
                source = sources[group.source]
                for app in group.apps:
                    name, _, title = app.partition("\t")
                    said = Listing(group.kind, group.category, title, source, name)
                    found.setdefault(name.lower(), []).append(said)
        return found

    @cached_property
    def _by_certificate(self) -> dict[str, list[Listing]]:
        found: dict[str, list[Listing]] = {}
        for pack in self.packs:
            sources = {source.id: source for source in pack.sources}
            for family in pack.families:
                for digest in family.certificates:
                    found.setdefault(digest.upper(), []).append(_of_family(family, sources, digest))
        return found

    @cached_property
    def _by_title(self) -> dict[str, list[Listing]]:
        found: dict[str, list[Listing]] = {}
        for pack in self.packs:
            sources = {source.id: source for source in pack.sources}
            for family in pack.families:
                for name in {_plain(one) for one in (family.name, *family.also)}:
                    found.setdefault(name, []).append(_of_family(family, sources, family.name))
        for listings in self._by_id.values():
            for one in listings:
                if one.name and one.matched != one.name:
                    found.setdefault(_plain(one.name), []).append(one)
        return found


def load_indicators(*, overlay: Path | None = None, also: Sequence[tuple[str, bytes]] = ()) -> Indicators:
    """The package's pack, those of a practice's overlay, and `also` (name and bytes of STIX files or packs).

    Raises:
        ContentError: a pack or a STIX file that cannot be read, with its name.
    """
    own = (content_folder() / FOLDER / "apps.json").read_bytes()
    packs = [_decoded(own, "indicators/apps.json")]
    left_out: dict[str, int] = {}
    for name, data in (*_overlay_files(overlay), *also):
        if data.lstrip()[:1] == b"{" and b'"leeward.indicators/1"' in data[:4096]:
            packs.append(_decoded(data, name))
            continue
        read = read_stix(data, name)
        packs.append(read.pack)
        for kind, times in read.left_out.items():
            left_out[kind] = left_out.get(kind, 0) + times
    return Indicators(tuple(packs), left_out)


def _overlay_files(overlay: Path | None) -> Iterable[tuple[str, bytes]]:
    folder = overlay / FOLDER if overlay is not None else None
    if folder is None or not folder.is_dir():
        return
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".json", ".stix2")]
    if len(paths) > MAX_OVERLAY_PACKS:
        raise ContentError(
            f"{len(paths)} packs",
            expected=f"at most {MAX_OVERLAY_PACKS}",
            do="Move the older ones out",
            where="overlay/indicators",
        )
    for path in paths:
        name = f"overlay/indicators/{path.name}"
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_PACK_BYTES:
                raise OSError("no plain file of a fitting size")
            yield name, path.read_bytes()
        except OSError as error:
            raise ContentError(
                "a pack that cannot be read",
                expected=f"a plain file of at most {MAX_PACK_BYTES} bytes",
                do="Check it, or move it out",
                where=name,
            ) from error


def _decoded(data: bytes, name: str) -> IndicatorPack:
    try:
        pack = msgspec.json.decode(data, type=IndicatorPack)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ContentError(
            "a pack that is not well formed",
            expected="a file made by scripts/indicators",
            do="Make it again, or take it out",
            where=name,
        ) from error
    known = {source.id for source in pack.sources}
    used = {family.source for family in pack.families} | {group.source for group in pack.listed}
    if not used <= known:
        raise ContentError(
            "an indicator without its source", expected="every source named", do="Make it again", where=name
        )
    return pack


def _of_family(family: Family, sources: dict[str, IndicatorSource], matched: str) -> Listing:
    return Listing(family.kind, "", family.name, sources[family.source], matched)


def _plain(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
