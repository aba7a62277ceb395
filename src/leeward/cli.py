# SPDX-License-Identifier: Apache-2.0
"""`leeward ...`: the same functions for a terminal and for scripts. Documented in docs/cli.md.

Exit codes: 0 done; 1 the content has problems; 2 the input cannot be used. Faults are one message
on standard error that says what was found, what was expected and what to do; never a traceback.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence

from leeward import __version__
from leeward.commands import chain, check_apps, directory, doctor, examples, library, orders, serve
from leeward.papers import RECORD_PARTS, RecordPart
from leeward.terms.errors import LeewardError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    _stand_in_for_closed_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # Spanish in an ASCII terminal, odd file names
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except LeewardError as error:
        print(f"leeward: {error.message()}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        print(
            f"leeward: the output could not be written ({error.strerror}). "
            "Expected an open output with room. Check the disk and where the output goes.",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        _drop_output()
        return INTERRUPTED


def _stand_in_for_closed_streams() -> None:
    """Takes the numbers of closed standard streams, so that no paper or message is written by mistake.

    Without this, a file opened later gets the number of standard output or error, and what a
    library prints lands in it. Reading from or writing to a stand-in fails and is reported.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY), "r")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _drop_output() -> None:
    """Lets what is still waiting to be written go nowhere, so that leaving makes no second fault."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = argparse.ArgumentParser(
        prog="leeward",
        description="From what a client says to a safely ordered plan, with reasons and sources.",
    )
    parser.add_argument("--version", action="version", version=f"leeward {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _chain_commands(commands)
    _library_commands(commands)
    _check_commands(commands)
    command = commands.add_parser(
        "bench", help="measure speed as ratios to a limit or a peer in the same run"
    )
    command.add_argument(
        "what",
        nargs="?",
        choices=("web", "inspection", "directory"),
        help="web: a working day of 25 clinicians and 10 devices; inspection: messages and the differential; "
        "directory: 50,000 made-up services searched",
    )
    command.add_argument(
        "--files", metavar="FOLDER", help="with inspection: mails to read instead of made-up ones"
    )
    command.add_argument("--quick", action="store_true", help="with web: fewer cases, two short windows")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=_run_bench)
    command = commands.add_parser("doctor", help="is this practice's home in order? files, keys, content")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.add_argument(
        "--sweep-orphans",
        type=_count,
        metavar="N",
        help="destroy the N keys of deleted records that doctor found; nothing else is changed",
    )
    command.set_defaults(run=doctor.run)
    _backup_commands(commands)
    _keys_commands(commands)
    _ledger_commands(commands)
    command = commands.add_parser("examples", help="make the plans of the examples and say where they are")
    command.add_argument("--out", default="out", help="folder for the papers (default: out)")
    command.add_argument("--from", dest="folder", default="examples", help="folder of example files")
    command.set_defaults(run=examples.run)
    command = commands.add_parser("serve", help="the practice in the browser, on this machine alone")
    command.add_argument("--host", default="127.0.0.1", help="a loopback address (default: 127.0.0.1)")
    command.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("LEEWARD_PORT") or "8787",
        help="default: LEEWARD_PORT, else 8787",
    )
    command.add_argument(
        "--lan",
        metavar="ADDRESS",
        default="",
        help="this machine's address in the practice's network: a tablet there reaches check-in alone",
    )
    command.add_argument("--lan-port", type=_port, default="8788", help="default: 8788")
    command.add_argument(
        "--lan-cert", metavar="PEM", default="", help="a certificate (default: one made here)"
    )
    command.add_argument("--lan-key", metavar="PEM", default="", help="its key")
    command.set_defaults(run=serve.run)
    return parser


Commands = argparse._SubParsersAction


def _backup_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("backup", help="copy the records, and apart from them the key ring")
    command.add_argument("--to", metavar="FOLDER", help="where back-ups of the records are kept")
    command.add_argument("--keys-to", metavar="FOLDER", help="another folder, for the key ring")
    command.add_argument(
        "--keep", type=_days, metavar="DAYS", help="then remove back-ups of these records older than this"
    )
    command.add_argument("--check", metavar="FOLDER", help="is this back-up, or the newest in it, whole?")
    command.set_defaults(run=_run_backup)
    command = commands.add_parser("restore", help="put a back-up into a home, all of it or nothing")
    command.add_argument("folder", metavar="FOLDER", help="a back-up, or a folder that holds some")
    command.add_argument("--keys", metavar="FOLDER", help="the same, of the key ring")
    command.add_argument("--home", required=True, metavar="HOME", help="the folder to restore into")
    command.add_argument("--replace", action="store_true", help="move aside what stands there; never deleted")
    command.set_defaults(run=_run_restore)


def _run_backup(arguments: argparse.Namespace) -> int:
    from leeward.commands import backup  # the vault's libraries: not for other commands

    return backup.run(arguments)


def _run_restore(arguments: argparse.Namespace) -> int:
    from leeward.commands import restore

    return restore.run(arguments)


def _ledger_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    ledger = commands.add_parser("ledger", help="is the audit as it was written? with checkpoints")
    actions = ledger.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("checkpoint", help="sign what is there now, and show it; keep it elsewhere")
    action.add_argument("--out", metavar="FILE", help="write it into a new file")
    action.set_defaults(run=_run_ledger)
    action = actions.add_parser("verify", help="compare chains, tree and checkpoints; no key is asked for")
    action.add_argument(
        "--against", metavar="FILE", action="append", default=[], help="a checkpoint kept elsewhere"
    )
    action.add_argument(
        "--paper",
        nargs="+",
        metavar=("LINES", "ROOT"),
        help="one kept on paper: the number of lines, then the root, in groups or whole",
    )
    action.add_argument("--json", action="store_true", help="print one JSON document")
    action.set_defaults(run=_run_ledger)


def _run_ledger(arguments: argparse.Namespace) -> int:
    from leeward.commands import ledger

    return ledger.run(arguments)


def _keys_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    keys = commands.add_parser("keys", help="a new practice key, passphrase or recovery paper")
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, help_text in (
        ("rotate", "a new practice key, or the rest of a change that was cut off"),
        ("passphrase", "another passphrase"),
        ("paper", "a new recovery paper; the old one works until this one is typed back"),
    ):
        action = actions.add_parser(name, help=help_text)
        action.add_argument(
            "--passphrase-file", metavar="FILE", help="the passphrase of today, in a file of mode 0600"
        )
        if name == "passphrase":
            action.add_argument("--new-passphrase-file", metavar="FILE", help="the new one, the same way")
        action.set_defaults(run=_run_keys)


def _run_bench(arguments: argparse.Namespace) -> int:
    from leeward.commands import bench  # all that is measured: not for other commands

    return bench.run(arguments)


def _run_keys(arguments: argparse.Namespace) -> int:
    from leeward.commands import keys

    return keys.run(arguments)


def _chain_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    for name, run, help_text in (
        ("screen", chain.screen, "answers to findings: what is going on, flags, the next ten minutes"),
        ("explain", chain.explain, "reported signs to ranked possibilities: how could they know?"),
        ("board", chain.board, "answers and wishes to the option board in safe order"),
    ):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
        command.add_argument("--json", action="store_true", help="print one JSON document (the only form)")
        command.set_defaults(run=run)
    for name, run, help_text in (
        ("plan", chain.plan, "answers and wishes to a plan on paper"),
        ("ten-minutes", chain.ten_minutes, "answers to the next ten minutes on one page"),
    ):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
        command.add_argument("--out", required=True, metavar="PDF", help="where to write the paper")
        if name == "plan":
            command.add_argument(
                "--for",
                dest="reader",
                choices=("client", "record"),
                default="record",
                help="who the paper is for",
            )
            command.add_argument(
                "--parts",
                type=_parts,
                default=frozenset(),
                metavar="PARTS",
                help=f"working papers to add to the record: {','.join(RECORD_PARTS)}, or all",
            )
        command.add_argument("--language", choices=("en", "es"), help="default: the language of the file")
        command.add_argument("--paper", choices=("letter", "a4"), default="letter")
        command.set_defaults(run=run)


def _library_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("law", help="law of a place; not legal advice")
    command.add_argument("place", metavar="PLACE", nargs="?", help="US-WA, US-FED and so on")
    command.add_argument("--coverage", action="store_true", help="what was read of the law, as counts")
    command.add_argument("--markdown", action="store_true", help="with --coverage: docs/law-coverage.md")
    command.add_argument("--kind", help="a kind of law, such as protective-order")
    command.add_argument("--relationship", help="of the person doing this, such as ex-partner")
    command.add_argument("--age", type=_age, help="of the client, in whole years")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=library.law)
    orders.add_arguments(
        commands.add_parser("orders", help="protective orders this person could ask for"), _age
    )
    command = commands.add_parser("services", help="services by need, state, age and language")
    command.add_argument("--state", help="US-WA and so on")
    command.add_argument("--need", help="a service tag, such as domestic-violence")
    command.add_argument("--age", type=_age, help="of the client, in whole years")
    command.add_argument("--language", help="en, es and so on")
    command.add_argument("--search", metavar="WORDS", help="words of a name, a need or a description")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=library.services)
    directory.add_arguments(
        commands.add_parser("directory", help="our directory out as HSDS 3.1, and a local one in")
    )
    content = commands.add_parser("content", help="check, list and show what the program knows")
    actions = content.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("check", help="counts per kind, and each problem with file and line")
    action.add_argument("--json", action="store_true", help="print one JSON document")
    action.set_defaults(run=library.content_check)
    action = actions.add_parser("list", help="every id, by kind")
    action.add_argument("--kind", help="one kind only")
    action.set_defaults(run=library.content_list)
    action = actions.add_parser("show", help="one entry whole")
    action.add_argument("id", metavar="ID", help="an id, a linkId or an old spelling")
    action.add_argument("--kind", help="which kind, where several entries have this name")
    action.add_argument("--json", action="store_true", help="print one JSON document (the only form)")
    action.set_defaults(run=library.content_show)


def _check_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="what stands out in a file from outside; nothing is fetched")
    actions = check.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser(
        "message", help="a mail, a text message or a link: does it look like a trick?"
    )
    action.add_argument(
        "files", nargs="+", metavar="FILE", help=".eml, .msg, pasted words or a link; - for standard input"
    )
    action.add_argument(
        "--kind", choices=("mail", "text", "link"), help="what the files are (default: by their content)"
    )
    action.add_argument(
        "--contacts",
        metavar="FILE",
        help="people the client knows, one `Name <address>` a line; `place: ...` for places",
    )
    action.add_argument("--language", choices=("en", "es"), default="en")
    action.add_argument("--json", action="store_true", help="print one JSON array, in the order given")
    action.set_defaults(run=_run_check_message)
    action = actions.add_parser("apps", help="a list of a phone's apps: which stand out, and why")
    check_apps.add_arguments(action)


def _run_check_message(arguments: argparse.Namespace) -> int:
    from leeward.commands import check_message  # lists of letters that look alike: not for other commands

    return check_message.run(arguments)


def _parts(text: str) -> frozenset[RecordPart]:
    if text == "all":
        return frozenset(RECORD_PARTS)
    named = frozenset(text.split(","))
    if not named <= set(RECORD_PARTS):
        raise argparse.ArgumentTypeError(
            f"{text[:60]!r} names an unknown part; expected all, or some of {','.join(RECORD_PARTS)}"
        )
    return frozenset(part for part in RECORD_PARTS if part in named)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no port; expected 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no count; expected the number doctor named")
    return int(text[:9])


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 36500:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number of days; expected 1 or more")
    return int(text)


def _age(text: str) -> int:
    try:
        age = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a whole number of years") from None
    if not 0 <= age <= 120:
        raise argparse.ArgumentTypeError(f"{age} years; expected 0 to 120")
    return age


if __name__ == "__main__":
    sys.exit(main())
