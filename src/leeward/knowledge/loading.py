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
import stat
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from leeward import __version__, terms
from leeward.knowledge import models
from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.files import ContentFile, overlay_content, package_content
from leeward.knowledge.parsing import Parsed, Problem, parse_content
from leeward.knowledge.tiers import weighed
from leeward.terms.errors import ContentError

_LIST_FIELDS = (
    "flags", "instruments", "instrument_notes", "scenarios", "mechanisms", "signs", "options", "law",
    "services", "retired", "state_help", "platforms", "organisations", "awareness", "guide", "glossary",
    "matters", "retention", "checkup_kinds", "checkups", "teaching", "app_reasons", "app_abilities",
    "app_advice", "message_reasons", "message_advice", "brands", "sign_offers", "weights",
    "roads", "doors", "talks",
)  # fmt: skip
MAX_CACHE_BYTES = 64 * 1024 * 1024
STALE_SECONDS = 600
_READERS = ("catalogue", "overlay_fields", "overlaying", "parsing", "strict_yaml", "tiers")
_WHOLE_FIELDS = (
    "vocabulary", "source_tiers", "screen", "ten_minutes", "asq_closing", "message_words", "message_hosts",
)  # fmt: skip


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
    parsed = parse_content(content)
    catalogue = build_catalogue(parsed, key)
    if any(file.local for file in content):
        # Ours was checked before it was shipped; a practice's may name what is not there.
        from leeward.knowledge.check.report import loose_ends  # which itself builds catalogues

        found = loose_ends(parsed, catalogue)
        if found:
            raise _refusal(found)
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
        raise _refusal(sorted(parsed.problems))
    missing = [field for field in _WHOLE_FIELDS if field not in parsed.whole]
    missing += [field for field in _LIST_FIELDS if field not in parsed.fields]
    if missing:
        raise ContentError(
            f"no content for {', '.join(missing)}",
            expected="every kind of content",
            do="Install the package again; its content folder is incomplete",
        )
    lists = {field: tuple(parsed.fields[field]) for field in _LIST_FIELDS}
    lists["law"] = tuple(weighed(place, parsed.whole["source_tiers"]) for place in lists["law"])
    given: dict[str, Any] = {**parsed.whole, **lists}
    return Catalogue(
        version=version, replaced=tuple(parsed.replaced), refused=tuple(sorted(parsed.refused)), **given
    )


def _refusal(problems: Sequence[Problem]) -> ContentError:
    first, more = problems[0], len(problems) - 1
    return ContentError(
        first.message.rstrip(".") + (f" (and {more} more)" if more else ""),
        expected="content that passes `leeward content check`",
        do="Run `leeward content check` for the full list, or restore the file",
        where=f"{first.file}:{first.line}",
    )


def _program_digest() -> bytes:
    """Changes whenever the shape of content does, so that an old cache is never misread."""
    digest = hashlib.sha256(__version__.encode())
    folder = Path(str(models.__file__)).parent
    shapes = (*sorted(folder.glob("*.py")), *sorted(Path(str(terms.__file__)).parent.glob("*.py")))
    readers = (folder.parent / f"{name}.py" for name in _READERS)
    for path in (*shapes, *readers):
        digest.update(path.read_bytes())
    return digest.digest()


def _cache_path(folder: Path, key: str) -> Path:
    return folder / f"catalogue-{key[:16]}.cache"


def _read_cache(folder: Path, key: str) -> Catalogue | None:
    """The kept catalogue, or None when there is none, it is damaged or was made from other bytes."""
    try:
        data = _read_own_file(_cache_path(folder, key))
    except OSError:
        return None
    head, _, payload = data.partition(b"\n")
    if head.decode("ascii", "replace") != f"{key} {hashlib.sha256(payload).hexdigest()}":
        return None
    try:
        return msgspec.json.decode(payload, type=Catalogue)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _read_own_file(path: Path) -> bytes:
    """The bytes of a plain file that nobody else could have written; never waits at a pipe.

    Raises OSError for a link, for what is no plain file, is too large, or is not ours alone.
    """
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(os.open(path, flags), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_CACHE_BYTES:
            raise OSError("no cache of ours")
        if os.name == "posix" and (about.st_uid not in (os.geteuid(), 0) or about.st_mode & 0o022):
            raise OSError("a cache that someone else can write to")
        return stream.read(MAX_CACHE_BYTES)


def _write_cache(folder: Path, key: str, catalogue: Catalogue) -> None:
    """Keeps the validated form; a full disk or a read-only folder costs only time."""
    payload = msgspec.json.encode(catalogue)
    data = f"{key} {hashlib.sha256(payload).hexdigest()}\n".encode() + payload
    try:
        private_folder(folder)
        for old in folder.glob("catalogue-*.cache"):
            old.unlink(missing_ok=True)
        for left in folder.glob(".writing-*"):  # by a process that was stopped half-way
            if time.time() - left.lstat().st_mtime > STALE_SECONDS:
                left.unlink(missing_ok=True)
        write_whole(_cache_path(folder, key), data)
    except OSError:
        return


def private_folder(folder: Path) -> None:
    """Makes a folder and those above it that are missing, closed to all but their owner."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


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
