# SPDX-License-Identifier: Apache-2.0
"""`leeward check apps FILE...`: which apps of a phone's list stand out, and why. Nothing is fetched.

Files are read in a confined process. The exit code is 0 unless none of them could be opened.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from leeward.commands.io import catalogue, home_folder, print_json
from leeward.formats.app_lists_types import APP_LIST_LIMITS
from leeward.formats.confined import Confined, Fault, Limits
from leeward.inspection.apps import check_apps
from leeward.inspection.apps_words import as_data, pack
from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.indicators import FOLDER, MAX_PACK_BYTES, Indicators, load_indicators
from leeward.terms.errors import InputError
from leeward.terms.shown import on_a_line
from leeward.terms.text import Language

LIMITS = Limits(read_bytes=APP_LIST_LIMITS.read_bytes, cpu_seconds=20, wall_seconds=60)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `leeward check apps` takes."""
    command.add_argument("files", nargs="+", metavar="FILE", help="a list of a phone's apps")
    command.add_argument("--json", action="store_true", help="print one JSON array, in the order given")
    command.add_argument("--language", choices=("en", "es"), default="en")
    command.add_argument(
        "--since",
        type=_day,
        default=None,
        metavar="DATE",
        help="name apps that came on or after this day, too",
    )
    command.add_argument(
        "--indicators", action="append", default=[], metavar="FILE", help="a STIX 2 file of newer indicators"
    )
    command.add_argument(
        "--keep", action="store_true", help="keep the files of --indicators for later checks of this practice"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Checks each file; prints sentences, or one JSON array."""
    book, language = catalogue(), arguments.language
    known = load_indicators(overlay=home_folder() / "overlay", also=_given(arguments.indicators))
    if arguments.keep:
        _keep(arguments.indicators)
    answers = list(_answers(arguments, book, known))
    if arguments.json:
        print_json(answers)
    else:
        for answer in answers:
            _print(answer, book, language)
        _print_pack(pack(known))
    return 2 if all(answer.get("fault") == "not-opened" for answer in answers) else 0


def _answers(arguments: argparse.Namespace, book: Catalogue, known: Indicators) -> Iterator[dict[str, Any]]:
    with Confined(LIMITS) as child:
        for name in arguments.files:
            path = Path(name)
            if not path.is_file():
                yield _unread(name, Fault("unreadable", "no such file"), known, is_there=False)
                continue
            listed = child.read("apps", path)
            if isinstance(listed, Fault):
                yield _unread(name, listed, known, is_there=True)
                continue
            answer = check_apps(listed, known, since=arguments.since or "")
            yield {"file": name, **as_data(answer, book, known, arguments.language)}


def _unread(name: str, fault: Fault, known: Indicators, *, is_there: bool) -> dict[str, Any]:
    """The answer for a file that gave nothing: careful, since nobody has looked into it."""
    return {
        "file": name,
        "platform": "unknown",
        "form": "",
        "verdict": "be-careful",
        "apps": [],
        "reasons": [{"id": "unreadable", "what": fault.found or fault.why, "where": "", "do": fault.do}],
        "fault": fault.why if is_there else "not-opened",
        "read": {"apps": 0, "whole": False, "unread": [{"where": "file", "why": fault.why}]},
        "pack": pack(known),
    }


def _given(names: list[str]) -> list[tuple[str, bytes]]:
    found = []
    for name in names:
        try:
            with Path(name).open("rb") as stream:
                data = stream.read(MAX_PACK_BYTES + 1)
        except OSError as error:
            raise InputError(
                f"no readable file ({error.strerror or 'unreadable'})",
                expected="a STIX 2 file",
                do="Check the path and its permissions",
                where=name,
            ) from error
        if len(data) > MAX_PACK_BYTES:
            raise InputError(
                "a very large file", expected=f"at most {MAX_PACK_BYTES} bytes", do="Split it", where=name
            )
        found.append((name, data))
    return found


def _keep(names: list[str]) -> None:
    """Copies files that were just read without a fault; an older one of the same name is replaced."""
    folder = home_folder() / "overlay" / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        suffix = ".json" if Path(name).suffix == ".json" else ".stix2"
        shutil.copyfile(name, folder / f"{Path(name).stem}{suffix}")


def _print(answer: dict[str, Any], book: Catalogue, language: Language) -> None:
    print(f"{on_a_line(answer['file'])}: {answer['verdict']}")
    for reason in answer.get("reasons", ()):
        print(f"  {on_a_line(reason['what'])}. {on_a_line(reason['do'])}")
    for sentence in (*answer.get("do_first", ()), *answer.get("nothing_found", ())):
        print(f"  {sentence}")
    for app in answer["apps"]:
        named = f"  ({app['title']})" if app["id"] and app["title"] else ""
        print(f"\n  {app['id'] or app['title']}{named}")
        for why in app["why"]:
            print(f"    - {why['what']}")
            print(f"      {why['where']}")
        for heading, sentences in ((_CAN[language], app["can_do"]), (_INNOCENT[language], app["innocent"])):
            if sentences:
                print(f"    {heading} {' '.join(sentences)}")
    for note in answer.get("phone", ()):
        print(f"\n  {note['what']} {note['where']}".rstrip())
    print()
    for number, sentence in enumerate(answer.get("next", ()), 1):
        print(f"  {number}. {sentence}")
    for sentence in answer.get("cannot_show", ()):
        print(f"  {sentence}")
    read = answer["read"]
    print(f"  {_READ[language]} {read['apps']}")
    for sentence in read.get("say", ()):
        print(f"  {sentence}")
    for part in read["unread"]:
        if part["why"] != "not-about-apps":
            print(f"  {part['where']}: {part['why']} ({part.get('count', 1)})")
    print()


_CAN = {"en": "It may be able to:", "es": "Podría:"}
_INNOCENT = {"en": "It could also be plain:", "es": "También podría ser algo corriente:"}
_READ = {"en": "Apps read:", "es": "Apps leídas:"}


def _print_pack(document: dict[str, Any]) -> None:
    for source in document["sources"]:
        about = ", ".join(part for part in (source["version"], source["date"], source["licence"]) if part)
        print(f"{on_a_line(source['title'])} ({about}): {on_a_line(source['attribution'])}. {source['url']}")
    for kind, times in document["left_out"].items():
        print(f"left out, not about apps: {on_a_line(kind)} ({times})")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no date; expected YYYY-MM-DD") from None
