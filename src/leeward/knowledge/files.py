# SPDX-License-Identifier: Apache-2.0
"""Which files hold content: those of the package, and those of a practice's overlay folder.

An overlay may have been copied from anywhere, so it is read with care: symbolic links are refused
by name, as are files of other kinds, more than 500 files and more than 8 MB in all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from importlib.resources import files as package_files
from pathlib import Path

import msgspec

from leeward.knowledge.strict_yaml import MAX_BYTES
from leeward.terms.errors import ContentError

MAX_OVERLAY_FILES = 500
MAX_OVERLAY_FOLDERS = 8


class ContentFile(msgspec.Struct, frozen=True):
    """A content file. `name`: path inside its folder, with forward slashes."""

    name: str
    data: bytes
    local: bool


def content_folder() -> Path:
    """The folder of the package's own content."""
    return Path(str(package_files("leeward"))) / "content"


def package_content() -> tuple[ContentFile, ...]:
    """The package's content files, by name."""
    folder = content_folder()
    return tuple(
        ContentFile(path.relative_to(folder).as_posix(), path.read_bytes(), local=False)
        for path in sorted(folder.rglob("*.yaml"))
        if path.relative_to(folder).parts[0] != "reviews"
    )


def overlay_content(folder: Path | None) -> tuple[ContentFile, ...]:
    """The overlay's files, by name; nothing when there is no overlay folder.

    Raises:
        ContentError: a link, a device, a file of another kind or too much of anything.
    """
    if folder is None or not _is_there(folder):
        return ()
    found: list[ContentFile] = []
    size = 0
    for path in _walk(folder, folder):
        name = path.relative_to(folder).as_posix()
        if name.startswith("indicators/") and path.suffix in (".json", ".stix2"):
            continue  # read on demand; see leeward.knowledge.indicators
        if path.suffix != ".yaml":
            _refuse(name, "a file that is not .yaml", "only .yaml files and .md notes", "Move it out")
        if len(found) >= MAX_OVERLAY_FILES:
            _refuse(name, "too many files", f"at most {MAX_OVERLAY_FILES}", "Join some of them")
        data = _read_plain_file(path, name)
        size += len(data)
        if size > MAX_BYTES:
            _refuse(name, f"more than {MAX_BYTES} bytes in all", "a smaller overlay", "Move some of it out")
        found.append(ContentFile(name, data, local=True))
    return tuple(sorted(found, key=lambda file: file.name))


def _is_there(folder: Path) -> bool:
    """Whether there is an overlay; not being allowed to know is a fault, since one may be there."""
    try:
        folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ContentError(
            f"a folder that cannot be looked into ({error.strerror or 'unreadable'})",
            expected="a readable folder, or none",
            do="Check LEEWARD_HOME and its permissions",
            where="overlay",
        ) from error
    return True


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    """Every plain file under `folder`; links are refused, never followed."""
    inside = folder.relative_to(root)
    if folder.is_symlink():
        _refuse(inside.as_posix(), "a symbolic link", "a real folder", "Copy it")
    if len(inside.parts) > MAX_OVERLAY_FOLDERS:
        _refuse(
            inside.as_posix(), "folders nested too deeply", f"at most {MAX_OVERLAY_FOLDERS}", "Flatten them"
        )
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise ContentError(
            "something that cannot be read as a folder",
            expected="a readable folder",
            do="Check its permissions, or move it away",
            where=f"overlay/{inside.as_posix()}",
        ) from error
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if not name.isprintable():
            _refuse(ascii(name), "a file name with odd characters", "a plain file name", "Rename the file")
        if entry.is_symlink():
            _refuse(name, "a symbolic link", "a real file", "Copy the file itself into the overlay")
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif path.suffix != ".md" and not entry.name.startswith("."):
            yield path


def _read_plain_file(path: Path, name: str) -> bytes:
    """The bytes of a regular file, opened without following a link put there meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise ContentError(
            "a file that cannot be opened",
            expected="a readable plain file",
            do="Check its permissions and that it is not a link",
            where=f"overlay/{name}",
        ) from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            _refuse(name, "something that is not a plain file", "a plain file", "Remove it")
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        _refuse(name, f"more than {MAX_BYTES} bytes", "a smaller file", "Split the file")
    return data


def _refuse(name: str, found: str, expected: str, do: str) -> None:
    raise ContentError(found, expected=expected, do=do, where=f"overlay/{name}")
