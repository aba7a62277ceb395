# SPDX-License-Identifier: Apache-2.0
"""The client's sheet on paper: a large, plain to-do list that gives nobody away.

What it says is decided in `sheet`. Its title, file name and metadata are ordinary in every form, and
the file carries no day.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from leeward.knowledge import Catalogue
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.sheet import ClientSheet, client_sheet
from leeward.papers.typesetting import set_paper
from leeward.planning import Plan, Takeaway
from leeward.terms.text import Language


def client_plan(
    plan: Plan,
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    heart: Sequence[str] = (),
    form: Takeaway | None = None,
) -> Paper:
    """The client's paper; see `client_sheet` for what may be asked.

    Raises:
        PaperError: an unknown size or language, words that cannot be set, or too much by heart.
    """
    return print_sheet(client_sheet(plan, catalogue, language, heart=heart, form=form, paper=paper))


def print_sheet(sheet: ClientSheet) -> Paper:
    """The PDF of a sheet, as it was shown. Raises PaperError."""
    return set_paper(
        "by-heart" if sheet.form == "by-heart" else "client",
        msgspec.to_builtins(sheet),
        title=sheet.title,
        file_name=sheet.file_name,
        language=sheet.language,
        paper=sheet.paper,
    )
