# SPDX-License-Identifier: Apache-2.0
"""`leeward law --coverage`: what was read of the law, as counts; `--markdown` writes docs/law-coverage.md."""

from __future__ import annotations

from leeward.commands.io import plain, print_json
from leeward.knowledge import Catalogue
from leeward.knowledge.coverage import Coverage, coverage
from leeward.knowledge.tiers import TIERS

_HEAD = """\
# Law coverage

Made by `leeward law --coverage --markdown`; do not edit. Counts of provisions by kind of law. Tiers of
sources: **official** (legislature, official code publisher, a court's own text), **mirror** (a court's or
agency's page or form, code text in a public repository of the code), **organisation** (established
organisations, law schools, long-standing publishers of whole codes), **other**. Which host is which:
`src/leeward/content/source-tiers.yaml`. What rests on *other* alone shows as likely, whatever its file says.
"""


def print_coverage(book: Catalogue, *, as_json: bool, as_markdown: bool) -> None:
    """The counts as one JSON document, as the page of the docs, or as lines."""
    rows = coverage(book)
    if as_json:
        before = [plain(row) for row in book.source_tiers.before]
        print_json({"now": [plain(row) for row in rows], "before": before, "content_version": book.version})
    elif as_markdown:
        print(markdown(rows, book), end="")
    else:
        for row in rows:
            shown = ", ".join(f"{count} {name}" for name, count in row.shown.items())
            tiers = ", ".join(f"{count} {name}" for name, count in row.by_tier.items())
            print(f"{row.provisions:5d}  {row.kind}: {shown}; read in: {tiers}; never read {row.never_read}")


def markdown(rows: tuple[Coverage, ...], book: Catalogue) -> str:
    """The page docs/law-coverage.md."""
    now = _table(
        (
            "Kind", "Provisions", "Confirmed in the files", "Confirmed as shown", "Likely", "Unverified",
            *(f"Read: {tier}" for tier in TIERS), "Never read",
        ),
        [
            (
                row.kind, row.provisions, row.written["confirmed"], row.shown["confirmed"],
                row.shown["likely"], row.shown["unverified"], *row.by_tier.values(), row.never_read,
            )
            for row in rows
        ],
    )  # fmt: skip
    orders = next(row for row in rows if row.kind == "protective-order")
    before = _table(
        ("Kind", "Provisions", "Confirmed", "Likely", "Unverified", "Never read"),
        [
            (row.kind, row.provisions, row.confirmed, row.likely, row.unverified, row.never_read)
            for row in book.source_tiers.before
        ],
    )
    return (
        f"{_HEAD}\n## Now\n\n{now}\n## Who may ask for a protective order\n\n"
        f"Of {orders.provisions} provisions on protective orders, {orders.eligibility} say who may ask "
        f"({orders.eligibility_confirmed} of them confirmed).\n"
        'The rest show as "check first" in `leeward orders`.\n'
        f"\n## Before\n\nAs the files stood on 22 November 2026, before sources had tiers.\n\n{before}"
    )


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" if number == 0 else "--:" for number in range(len(head))), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)
