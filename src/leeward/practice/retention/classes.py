# SPDX-License-Identifier: Apache-2.0
"""Which classes of record a case holds, which cases are held, and the end of one class within a case.

The client's record itself has no end of its own: it is what the others hang on, and goes with the case.
"""

from __future__ import annotations

from typing import Any

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.notes.holds import held
from leeward.practice.notes.models import Attachment, Note, WorkingPaper
from leeward.practice.notes.sweeping import unlink_files
from leeward.practice.sealing import DOCUMENT_LABELS, agent
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.models import Visit
from leeward.practice.visits.storing import RECORD_CLASSES, read_sheets, write_sheets
from leeward.stewardship import Action
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import LeewardError
from leeward.vault.ring import OpenCase

ENDS_ALONE = tuple(one for one in RecordClass if one is not RecordClass.CLIENT_RECORD)


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


def remove_class(account: Account, case_id: str, record_class: RecordClass) -> None:
    """Ends one class of record in a case that stays. Raises Held.

    What is sealed with keys that stay can still be opened from back-ups of before, until those are gone.
    """
    if record_class not in ENDS_ALONE:
        raise ValueError("the client's record goes with the case")
    case = find_case(account, case_id, Action.REMOVE_CLASS)
    with acting(account.actor(), Action.REMOVE_CLASS, facts_of(case), detail=record_class.value):
        Case.objects.select_for_update().get(id=case_id)
        require_not_held(case_id)
        notes = Note.objects.filter(case_id=case_id, record_class=record_class.value)
        files = list(Attachment.objects.filter(note__in=notes).values_list("id", flat=True))
        notes.delete()
        if record_class is RecordClass.WORKING_PAPER:
            WorkingPaper.objects.filter(visit__case_id=case_id).delete()
        _empty_documents(case, agent().open_case(case_id), record_class)
    unlink_files(files)


def _empty_documents(case: Case, keys: OpenCase, record_class: RecordClass) -> None:
    """Writes the visits' documents of this class anew, with nothing in them, over what stood there."""
    names = {name for name in DOCUMENT_LABELS if RECORD_CLASSES[name] == record_class.value}
    if not names:
        return
    for visit in Visit.objects.select_for_update().filter(case=case):
        sheets: dict[str, Any] = read_sheets(visit, keys)
        visit.version += 1
        visit.save(update_fields=["version"])
        write_sheets(visit, keys, {**sheets, **{name: Sheet(visit.version) for name in names}})
