# SPDX-License-Identifier: Apache-2.0
"""The practice's own services, in the one overlay file that the directory's pages write.

    data = local_file(overlay, [*local_services(overlay), service], today=today)
    write_local_file(overlay, data)

Nothing is written that the loader would not read: the whole content is put together with the new file
first, and refused where it does not hold. The file is whole or as it was. Other files of the overlay, which
somebody wrote by hand, are never touched; an id that stands in one of them is refused here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from leeward.knowledge.check.report import loose_ends
from leeward.knowledge.files import ContentFile, overlay_content, package_content
from leeward.knowledge.loading import build_catalogue, content_digest, private_folder, write_whole
from leeward.knowledge.models.service import Service
from leeward.knowledge.parsing import parse_content
from leeward.terms.errors import ContentError

FILE_NAME = "services/local-directory.yaml"
_HEAD = (
    "# The practice's own services. The directory's pages write this file; what is changed here by hand\n"
    "# is read at the next start, and keeps its place.\n"
)


class _Writer(yaml.SafeDumper):
    """Writes values out in full: content files take no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def local_services(overlay: Path) -> tuple[Service, ...]:
    """The services in that file; none where there is no file.

    Raises:
        ContentError: a file that cannot be read.
    """
    own = [file for file in overlay_content(overlay) if file.name == FILE_NAME]
    parsed = parse_content(own)
    if parsed.problems:
        first = parsed.problems[0]
        raise ContentError(
            first.message,
            expected="services as content files hold them",
            do="Mend the file",
            where=first.file,
        )
    return tuple(parsed.fields.get("services", ()))


def local_file(overlay: Path, services: Iterable[Service], *, today: date) -> bytes:
    """The file anew with these services and no others, read once as the loader will read it.

    Raises:
        ContentError: the first thing that does not hold together.
    """
    data = _written(services, today)
    others = [file for file in overlay_content(overlay) if file.name != FILE_NAME]
    content = (*package_content(), *others, ContentFile(FILE_NAME, data, local=True))
    parsed = parse_content(content)
    catalogue = build_catalogue(parsed, content_digest(content))
    for one in parsed.refused:
        if one.file == f"overlay/{FILE_NAME}":
            raise ContentError(
                f"{one.entry}: {one.why}",
                expected="what an overlay may say",
                do="Correct it; nothing was written",
                where=one.file,
            )
    loose = loose_ends(parsed, catalogue)
    if loose:
        raise ContentError(
            loose[0].message,
            expected="an entry whose words all stand for something",
            do="Correct it; nothing was written",
            where=loose[0].file,
        )
    return data


def write_local_file(overlay: Path, data: bytes) -> None:
    """Puts the file in its place, whole. `data`: of `local_file`. Raises OSError: it stays as it was."""
    path = overlay / FILE_NAME
    private_folder(path.parent)
    write_whole(path, data)


def _written(services: Iterable[Service], today: date) -> bytes:
    entries = []
    for service in services:
        entry = msgspec.to_builtins(service)
        entry.pop("local", None)
        entries.append(entry)
    whole = {"reviewed": today.isoformat(), "services": entries}
    text = yaml.dump(whole, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)
    return (_HEAD + text).encode()
