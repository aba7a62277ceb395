# SPDX-License-Identifier: Apache-2.0
"""Plan and Findings -> Papers: PDFs as bytes, made by one engine with one look.

    paper = client_plan(plan, catalogue, "en", "letter")    # the client's: bland, large, no names
    save_paper(paper, folder / paper.file_name)              # whole or not at all

`record_plan` is for the file, `ten_minutes_sheet` for the desk. The same values always give the same
bytes. No paper names the program; titles, file names and metadata say nothing of what it is about.
"""

from __future__ import annotations

from leeward.papers.client import client_plan
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.record import record_plan
from leeward.papers.saving import save_paper
from leeward.papers.ten_minutes import ten_minutes_sheet

__all__ = ["Paper", "PaperSize", "client_plan", "record_plan", "save_paper", "ten_minutes_sheet"]
