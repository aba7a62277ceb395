# SPDX-License-Identifier: Apache-2.0
"""Content -> one frozen `Catalogue`, quickly.

Reading and checking YAML takes seconds; so the validated form is kept in a cache file. A cache is
used only when its own digest holds *and* it was made from exactly these content bytes by exactly
this program; otherwise it is rebuilt. It is decoded into the same strict types as the YAML, so a
cache cannot bring in what a content file could not. Without a writable folder there is no cache,
and everything works, more slowly.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from leeward import __version__, terms
from leeward.knowledge import models
from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.files import ContentFile, overlay_content, package_content
from leeward.knowledge.parsing import Parsed, parse_content
from leeward.terms.errors import ContentError

_LIST_FIELDS = (
    "flags", "instruments", "instrument_notes", "scenarios", "mechanisms", "signs", "options", "law",
    "services", "state_help", "platforms", "awareness", "guide", "glossary",
)  # fmt: skip
_WHOLE_FIELDS = ("vocabulary", "screen", "ten_minutes")


def load_catalogue(*, overlay: Path | None = None, cache: Path | None = None) -> Catalogue:
    """The catalogue of the package's content and, where given, a practice's overlay folder.

    Args:
        overlay: folder of the practice's own entries; absent folders count as empty.
        cache: folder for the validated form; None: nothing is kept.

    Raises:
        ContentError: the first problem of the content, with file and line.
    """
    content = (*package_content(), *overlay_content(overlay))
    key = content_digest(content)
    if cache is not None:
        kept = _read_cache(cache, key)
        if kept is not None:
            return kept
    catalogue = build_catalogue(parse_content(content), key)
    if cache is not None:
        _write_cache(cache, key, catalogue)
    return catalogue


def content_digest(content: Iterable[ContentFile]) -> str:
    """Names these content bytes as read by this version of the program."""
    digest = hashlib.sha256(_program_digest())
    for file in content:
        digest.update(f"{len(file.name)}:{file.name}:{file.local}:{len(file.data)}:".encode())
        digest.update(file.data)
    return digest.hexdigest()


def build_catalogue(parsed: Parsed, version: str) -> Catalogue:
    """The catalogue of parsed content. Raises ContentError for the first problem met."""
    if parsed.problems:
        first = min(parsed.problems)
        more = len(parsed.problems) - 1
        raise ContentError(
            first.message + (f" (and {more} more problems)" if more else ""),
            expected="content that passes `leeward content check`",
            do="Run `leeward content check` for the full list, or restore the file",
            where=f"{first.file}:{first.line}",
        )
    missing = [field for field in _WHOLE_FIELDS if field not in parsed.whole]
    missing += [field for field in _LIST_FIELDS if field not in parsed.fields]
    if missing:
        raise ContentError(
            f"no content for {', '.join(missing)}",
            expected="every kind of content",
            do="Install the package again; its content folder is incomplete",
        )
    lists = {field: tuple(parsed.fields[field]) for field in _LIST_FIELDS}
    given: dict[str, Any] = {**parsed.whole, **lists}
    return Catalogue(version=version, **given)


def _program_digest() -> bytes:
    """Changes whenever the shape of content does, so that an old cache is never misread."""
    digest = hashlib.sha256(__version__.encode())
    folder = Path(str(models.__file__)).parent
    shapes = (*sorted(folder.glob("*.py")), *sorted(Path(str(terms.__file__)).parent.glob("*.py")))
    readers = (folder.parent / name for name in ("catalogue.py", "parsing.py", "strict_yaml.py"))
    for path in (*shapes, *readers):
        digest.update(path.read_bytes())
    return digest.digest()


def _cache_path(folder: Path, key: str) -> Path:
    return folder / f"catalogue-{key[:16]}.cache"


def _read_cache(folder: Path, key: str) -> Catalogue | None:
    """The kept catalogue, or None when there is none, it is damaged or was made from other bytes."""
    try:
        data = _cache_path(folder, key).read_bytes()
    except OSError:
        return None
    head, _, payload = data.partition(b"\n")
    if head.decode("ascii", "replace") != f"{key} {hashlib.sha256(payload).hexdigest()}":
        return None
    try:
        return msgspec.json.decode(payload, type=Catalogue)
    except (msgspec.DecodeError, ValueError):
        return None


def _write_cache(folder: Path, key: str, catalogue: Catalogue) -> None:
    """Keeps the validated form; a full disk or a read-only folder costs only time."""
    payload = msgspec.json.encode(catalogue)
    data = f"{key} {hashlib.sha256(payload).hexdigest()}\n".encode() + payload
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in folder.glob("catalogue-*.cache"):
            old.unlink(missing_ok=True)
        write_whole(_cache_path(folder, key), data)
    except OSError:
        return


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is either whole or absent, readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary: Any = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
