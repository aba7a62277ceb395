# SPDX-License-Identifier: Apache-2.0
"""`leeward directory`: our directory out as HSDS 3.1, and a local one in, to be searched beside ours."""

from __future__ import annotations

import argparse
import secrets
from datetime import date
from pathlib import Path

from leeward.commands.io import catalogue, home_folder, plain, print_json
from leeward.exchange.hsds import (
    FeedTerms,
    as_json,
    as_package,
    as_zip,
    directory_of,
    fed_services,
    package_files,
    read_json,
    read_package,
    write_directory,
)
from leeward.exchange.hsds.json_form import MAX_BYTES
from leeward.exchange.hsds.model import ServiceRecord
from leeward.exchange.hsds.needs import words_of_needs
from leeward.exchange.hsds.plain_text import web_address
from leeward.knowledge import Catalogue
from leeward.knowledge.feed_building import drop_feed, put_feed
from leeward.knowledge.feeds import FeedInfo, open_feed
from leeward.planning.directory import every_service
from leeward.terms.errors import InputError, NotFound

_ZIP_BEGINS = b"PK"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("export", help="our directory as HSDS 3.1, with this practice's own entries")
    action.add_argument("--format", choices=("json", "csv"), default="json", help="default: json")
    action.add_argument(
        "--out", required=True, metavar="FILE", help="a new file; with csv a .zip, or a new folder"
    )
    action.add_argument(
        "--without-own", action="store_true", help="leave out what this practice wrote itself"
    )
    action.set_defaults(run=export)
    action = actions.add_parser(
        "import", help="load another directory beside ours, or a newer one of its name"
    )
    action.add_argument("file", metavar="FILE", help="JSON, a .zip of tables, or a folder of tables")
    action.add_argument("--name", required=True, help="how it is called here, such as spokane-211")
    action.add_argument("--source", default="", metavar="URL", help="the web address it came from")
    action.add_argument("--state", help="where its services are that do not say so: US-WA and so on")
    action.set_defaults(run=load)
    action = actions.add_parser("list", help="the loaded directories")
    action.add_argument("--json", action="store_true", help="print one JSON document")
    action.set_defaults(run=show)
    action = actions.add_parser("remove", help="take a loaded directory out")
    action.add_argument("name", metavar="NAME", help="as `leeward directory list` shows it")
    action.set_defaults(run=remove)


def export(arguments: argparse.Namespace) -> int:
    """Writes our directory; nothing of a loaded one, and no street of a service for people harmed at home."""
    book = catalogue()
    records = write_directory(directory_of(book, with_own=not arguments.without_own), book)
    out = Path(arguments.out)
    if out.exists() or out.is_symlink():
        raise InputError(
            "a file or folder of that name",
            expected="a new one",
            do="Name another, or move it",
            where=str(out),
        )
    try:
        if arguments.format == "json":
            _write(out, as_json(records))
        elif out.suffix.lower() == ".zip":
            _write(out, as_zip(as_package(records)))
        else:
            _write_folder(out, as_package(records))
    except OSError as error:
        raise InputError(
            f"a place that cannot be written ({error.strerror or 'unwritable'})",
            expected="an existing folder with room",
            do="Check the path and the disk",
            where=str(out),
        ) from error
    print(f"{len(records)} records, HSDS 3.1: {out}")
    return 0


def _write(path: Path, data: bytes) -> None:
    """The file whole, or not at all."""
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_folder(path: Path, files: dict[str, bytes]) -> None:
    """The folder with every table, or none."""
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    draft.mkdir()
    try:
        for name, data in files.items():
            (draft / name).write_bytes(data)
        draft.rename(path)
    except OSError:
        for one in draft.iterdir():
            one.unlink()
        draft.rmdir()
        raise


def load(arguments: argparse.Namespace) -> int:
    """Loads a directory whole, or says what is wrong with it and loads nothing of it."""
    book, home = catalogue(), home_folder()
    terms = _terms(arguments, book)
    records = _records(Path(arguments.file))
    fed = fed_services(records, terms)
    if not fed.services:
        raise InputError(
            "no service that is not in Leeward already",
            expected="a directory of other services",
            do="Check the file; nothing was loaded",
            where=arguments.file,
        )
    old = open_feed(home)
    before = {one.name: one for one in old.names()} if old is not None else {}
    info = FeedInfo(terms.name, terms.source, terms.loaded_on.isoformat(), 0)
    loaded = put_feed(home, info, fed.services, words_of_needs(book))
    inactive = sum(one.status != "active" for one in fed.services)
    print(f"Services loaded as {loaded.name}: {loaded.services}")
    if loaded.name in before:
        replaced = before[loaded.name]
        print(f"In place of those loaded on {replaced.loaded_on}: {replaced.services}")
    if inactive:
        print(f"Not active, so no search finds them: {inactive}")
    if fed.already_known:
        print(f"Left out, because Leeward has them itself: {fed.already_known}")
    if fed.without_area:
        print(f"Without a state, so no search for a state shows them: {fed.without_area} (see --state)")
    return 0


def _terms(arguments: argparse.Namespace, book: Catalogue) -> FeedTerms:
    if arguments.source and web_address(arguments.source) != arguments.source:
        raise InputError(
            "no web address", expected="https://...", do="Correct it, or leave it out", where="--source"
        )
    home = None
    if arguments.state is not None:
        try:
            home = book.jurisdiction(arguments.state).jurisdiction
        except NotFound as error:
            raise InputError(error.found, expected=error.expected, do=error.do, where="--state") from error
    return FeedTerms(
        name=arguments.name,
        source=arguments.source,
        loaded_on=date.today(),
        places={
            place.name.lower(): place.jurisdiction
            for place in book.law
            if not _is_federal(place.jurisdiction)
        },
        home=None if home is None or _is_federal(home) else home,
        known=frozenset(one.id for one in every_service(book)),
        tags=frozenset(term.id for term in book.vocabulary.service_tags),
    )


def _is_federal(code: str) -> bool:
    return code == "US-FED"


def _records(path: Path) -> tuple[ServiceRecord, ...]:
    try:
        if path.is_dir():
            tables = [one for one in sorted(path.iterdir()) if one.suffix.lower() == ".csv" and one.is_file()]
            if sum(one.stat().st_size for one in tables) > MAX_BYTES:
                raise InputError(
                    "very large tables", expected=f"at most {MAX_BYTES} bytes", do="Split it", where=str(path)
                )
            return read_package({one.name.lower(): one.read_bytes() for one in tables}, path.name)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"no readable file ({error.strerror or 'unreadable'})",
            expected="a JSON file, a .zip of tables or a folder of tables",
            do="Check the path and its permissions",
            where=str(path),
        ) from error
    if data.startswith(_ZIP_BEGINS):
        return read_package(package_files(data, path.name), path.name)
    return read_json(data, path.name)


def show(arguments: argparse.Namespace) -> int:
    """The loaded directories with their counts."""
    feed = open_feed(home_folder())
    loaded = feed.names() if feed is not None else ()
    if arguments.json:
        print_json({"directories": [plain(one) for one in loaded]})
        return 0
    for one in loaded:
        source = f", from {one.source}" if one.source else ""
        print(f"{one.name}: {one.services}, loaded {one.loaded_on}{source}")
    if not loaded:
        print("No directory is loaded; `leeward services` answers from Leeward's own.")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Takes a loaded directory out."""
    gone = drop_feed(home_folder(), arguments.name, words_of_needs(catalogue()))
    print(f"Removed {gone.name}: {gone.services}")
    return 0
