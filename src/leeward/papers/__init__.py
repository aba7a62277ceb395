# SPDX-License-Identifier: Apache-2.0
"""Plan and Findings -> Papers: PDFs as bytes, made by one engine with one look.

    paper = client_plan(plan, catalogue, "en", "letter")    # the client's: bland, large, no names
    save_paper(paper, folder / paper.file_name)              # whole or not at all

`client_sheet` is the client's paper as a value, for a screen; `print_sheet` prints it as it was shown.
`adult_sheet` is for the adult who stays with a young person in danger, `record_plan` for the file (its
working papers only when they are named), `ten_minutes_sheet` for the desk. The same values always give
the same bytes. No paper names the program; titles, file names and metadata say nothing of what it is about.
"""

from __future__ import annotations

from leeward.papers.adult import adult_sheet
from leeward.papers.check_list import check_list_paper
from leeward.papers.client import client_plan, print_sheet
from leeward.papers.confidential_request import RequestWords, confidential_request
from leeward.papers.extract import Part, Writing, bundle, manifest_of, writings
from leeward.papers.given_out import GivenOut, given_out_paper
from leeward.papers.letters import letter_paper
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.record import record_data, record_plan
from leeward.papers.record_accounts import LookedAt
from leeward.papers.record_checks import SignTold
from leeward.papers.record_done import Done, Talk
from leeward.papers.record_parts import RECORD_PARTS, RecordPart
from leeward.papers.record_referrals import ReferralTold
from leeward.papers.release_paper import ReleaseForm, release_paper
from leeward.papers.saving import save_paper
from leeward.papers.sheet import ClientSheet, client_sheet
from leeward.papers.ten_minutes import ten_minutes_sheet
from leeward.papers.worksheet import worksheet_paper

__all__ = [
    "RECORD_PARTS",
    "ClientSheet",
    "Done",
    "GivenOut",
    "LookedAt",
    "Paper",
    "PaperSize",
    "Part",
    "RecordPart",
    "ReferralTold",
    "ReleaseForm",
    "RequestWords",
    "SignTold",
    "Talk",
    "Writing",
    "adult_sheet",
    "bundle",
    "check_list_paper",
    "client_plan",
    "client_sheet",
    "confidential_request",
    "given_out_paper",
    "letter_paper",
    "manifest_of",
    "print_sheet",
    "record_data",
    "record_plan",
    "release_paper",
    "save_paper",
    "ten_minutes_sheet",
    "worksheet_paper",
    "writings",
]
