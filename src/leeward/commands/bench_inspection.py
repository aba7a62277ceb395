# SPDX-License-Identifier: Apache-2.0
"""`leeward bench inspection`: mails a second, read and judged, beside Python's own reader of mail.

The peer reads the same bytes in the same run with `email`, its default policy and a walk over every
part and header. Without `--files` the mails are made here, so that any machine can measure: as letters
and newsletters are, with some five times the words of a usual mail. Time is the processor's, which a
busy machine changes little. What is told of app lists stands in `bench_apps`.
"""

from __future__ import annotations

import email
import email.policy
import time
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from typing import Any

from leeward.commands.bench_apps import measure_apps
from leeward.formats.faults import Unreadable
from leeward.formats.mail import read_message
from leeward.formulation import ReportedSigns
from leeward.formulation.differential import rank_mechanisms
from leeward.inspection.message import check_message
from leeward.knowledge import Catalogue, load_catalogue
from leeward.screening.context import read_context
from leeward.terms.errors import InputError

ROUNDS = 7
MADE = 60
SIGNS = 12
MAILS_AT_LEAST = 1.0
_MOST_FILES = 2_000


def measure_inspection(folder: str | None) -> dict[str, Any]:
    """Medians over rounds in which the two readers take turns; the ratio of mails a second."""
    book = load_catalogue()
    mails = _given(Path(folder)) if folder else _made_up()
    ours, peers = [], []
    _judged(mails, book)
    for _ in range(ROUNDS):
        ours.append(_judged(mails, book))
        peers.append(_walked(mails))
    own, peer = len(mails) / median(ours), len(mails) / median(peers)
    explained = median(_explained(book) for _ in range(ROUNDS))
    ratio = own / peer
    apps = measure_apps()
    return {
        "mails": len(mails),
        "bytes": sum(len(data) for data in mails),
        "mails_per_second": round(own, 1),
        "stdlib_mails_per_second": round(peer, 1),
        "explain_ms_for_12_signs": round(explained * 1000, 2),
        "apps": {name: found for name, found in apps.items() if name != "targets"},
        "targets": [
            {
                "id": "mails-per-second-to-stdlib-walk",
                "ratio": round(ratio, 2),
                "at_least": MAILS_AT_LEAST,
                "met": ratio >= MAILS_AT_LEAST,
            },
            *apps["targets"],
        ],
    }


def _judged(mails: list[bytes], book: Catalogue) -> float:
    start = time.process_time()
    for data in mails:
        with suppress(Unreadable):
            check_message(read_message(data, "mail.eml"), book)
    return time.process_time() - start


def _walked(mails: list[bytes]) -> float:
    start = time.process_time()
    for data in mails:
        try:
            for part in email.message_from_bytes(data, policy=email.policy.default).walk():
                part.items()
                if not part.is_multipart():
                    part.get_payload(decode=True)
        except Exception:  # noqa: BLE001, S112 - the peer fails on some real mails; its time counts all the same
            continue
    return time.process_time() - start


def _explained(book: Catalogue) -> float:
    signs = ReportedSigns(reported=tuple(sign.id for sign in book.signs[:SIGNS]))
    context = read_context({}, book)
    start = time.perf_counter()
    rank_mechanisms(signs, context, book)
    return time.perf_counter() - start


def _given(folder: Path) -> list[bytes]:
    if not folder.is_dir():
        raise InputError("no such folder", expected="a folder of mails", do="Check the path", where="--files")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())[:_MOST_FILES]
    mails = [path.read_bytes() for path in paths]
    if not mails:
        raise InputError(
            "an empty folder", expected="a folder of mails", do="Check the path", where="--files"
        )
    return mails


def _made_up() -> list[bytes]:
    """Newsletters, notices and letters of usual sizes."""
    found = []
    for number in range(MADE):
        message = EmailMessage()
        message["From"] = f"Ex Sender {number} <news{number}@example.org>"
        message["To"] = "Ex Client <ex-client@example.com>"
        message["Subject"] = f"Letter {number}: ¿qué hay de nuevo?"
        for hop in range(4):
            message["Received"] = (
                f"from a{hop}.example.org by b{hop}.example.net; Mon, 1 Jan 2024 10:00:00 +0000"
            )
        words = "A plain paragraph about the garden, the weather and the next meeting of the reading circle. "
        message.set_content(words * (5 + number))
        rows = "".join(
            f'<tr><td class="x"><p>{words}</p><a href="https://example.org/{row}">Read {row}</a></td></tr>'
            for row in range(10 + number)
        )
        message.add_alternative(f"<html><body><table>{rows}</table></body></html>", subtype="html")
        found.append(message.as_bytes())
    return found
