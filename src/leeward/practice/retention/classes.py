# SPDX-License-Identifier: Apache-2.0
"""Which classes of record a case holds, and the refusal where a legal hold stands."""

from __future__ import annotations

from leeward.practice.cases.models import Case
from leeward.practice.notes.holds import held
from leeward.practice.notes.models import Note
from leeward.practice.visits.models import Visit
from leeward.practice.visits.storing import RECORD_CLASSES, read_sheets
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import LeewardError
from leeward.vault.ring import OpenCase


class Held(LeewardError):
    """A legal hold stands: nothing of this case may go."""


def require_not_held(case_id: str) -> None:
    """In the transaction that removes: raises Held."""
    if held(case_id):
        raise Held(
            "A record under a legal hold",
            expected="a hold that was lifted",
            do="Nothing was removed. Ask counsel; lift the hold first, if it may be lifted",
        )


def classes_of(case: Case, keys: OpenCase) -> frozenset[RecordClass]:
    """The classes of which there is anything in a case. The documents of a visit are all there from its
    first moment, so those are opened and looked into."""
    notes = Note.objects.filter(case=case).values_list("record_class", flat=True)
    found = {RecordClass.CLIENT_RECORD, *(RecordClass(one) for one in notes)}
    for visit in Visit.objects.filter(case=case):
        for name, sheet in read_sheets(visit, keys).items():
            if sheet.words:
                found.add(RecordClass(RECORD_CLASSES[name]))
    return frozenset(found)
