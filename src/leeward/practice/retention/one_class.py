# SPDX-License-Identifier: Apache-2.0
"""The end of one class of record within a case that stays.

The client's record itself has no end of its own: it is what the others hang on, and goes with the case.
"""

from __future__ import annotations

from typing import Any

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.notes.models import Attachment, Note, WorkingPaper
from leeward.practice.notes.sweeping import unlink_files
from leeward.practice.retention.classes import require_not_held
from leeward.practice.retention.due import require_due
from leeward.practice.sealing import DOCUMENT_LABELS, agent
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.models import Visit
from leeward.practice.visits.storing import RECORD_CLASSES, read_sheets, write_sheets
from leeward.stewardship import Action
from leeward.stewardship.retention import RecordClass
from leeward.vault.ring import OpenCase

ENDS_ALONE = tuple(one for one in RecordClass if one is not RecordClass.CLIENT_RECORD)


def remove_class(account: Account, case_id: str, record_class: RecordClass) -> None:
    """Ends one class of record in a case that stays. Raises Held, and NotDue: somebody wrote in it since.

    What is sealed with keys that stay can still be opened from back-ups of before, until those are gone.
    """
    if record_class not in ENDS_ALONE:
        raise ValueError("the client's record goes with the case")
    case = find_case(account, case_id, Action.REMOVE_CLASS)
    with acting(account.actor(), Action.REMOVE_CLASS, facts_of(case), detail=record_class.value):
        case = Case.objects.select_for_update().get(id=case_id)
        require_not_held(case_id)
        require_due(case, record_class)
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
