# SPDX-License-Identifier: Apache-2.0
"""Working papers: impressions of a visit that are gone with the session, unless they are filed by choice.

    write_paper -> file_paper      (now a note of its own class, under the case's keys)
         |
         '--> the session ends: nobody can open it, and its row is swept

Under a legal hold nothing may vanish: what is written is filed at once, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.notes.holds import held
from leeward.practice.notes.models import WorkingPaper
from leeward.practice.notes.services import MAX_LETTERS, changed, new_note
from leeward.practice.notes.session_key import key_of, make_key, session_name
from leeward.practice.notes.storing import FIELDS, add_version, packed, unpacked
from leeward.practice.notes.values import WorkingWords
from leeward.practice.sealing import WORKING_PAPER, agent, new_id, seal, unseal
from leeward.practice.visits.models import Visit
from leeward.practice.visits.services import find_visit, visit_facts
from leeward.stewardship import Action
from leeward.stewardship.writing import Kind
from leeward.vault.faults import KeyMissing
from leeward.vault.keys import SessionKey

_NOTHING = dict.fromkeys(FIELDS[Kind.WORKING_PAPER], "")
_LONGEST_SECONDS = 60.0


def see_paper(account: Account, session: SessionBase, visit_id: str) -> WorkingWords:
    """This session's paper of a visit; an empty one where there is none, or none any more."""
    visit = find_visit(account.actor(), visit_id, Action.WRITE_WORKING)
    with acting(account.actor(), Action.WRITE_WORKING, visit_facts(visit)):
        row, key = _row(account, session, visit), key_of(session)
        if row is None or key is None:
            return WorkingWords("", 0, None, _NOTHING)
        return WorkingWords(row.id, row.version, row.changed_at, _opened(row, key))


def write_paper(
    account: Account, session: SessionBase, visit_id: str, words: Mapping[str, str], *, seen: int
) -> str:
    """Saves this session's paper. The id of a note where it had to be filed at once, else nothing.

    Raises ChangedMeanwhile: another window of this session saved since version `seen`.
    """
    visit = find_visit(account.actor(), visit_id, Action.WRITE_WORKING)
    with acting(account.actor(), Action.WRITE_WORKING, visit_facts(visit)):
        Visit.objects.select_for_update().get(id=visit.id)
        said = _said(words)
        if held(visit.case_id):
            _remove(account, session, visit)
            return _file(account, visit, said) if any(said.values()) else ""
        name, key = make_key(session)
        row = WorkingPaper.objects.filter(visit=visit, session_id=name, account=account).first()
        now = timezone.now()
        if row is None:
            row = WorkingPaper(id=new_id(), visit=visit, account=account, session_id=name, version=0)
        elif row.version != seen and _opened(row, key) != said:
            raise changed(seen)
        row.version += 1
        row.changed_at = now
        row.sealed = seal(key, WORKING_PAPER.name, row.id, packed(said), version=row.version, person=None)
        row.save()
    return ""


def file_paper(account: Account, session: SessionBase, visit_id: str, *, seen: int) -> str:
    """Makes it part of the record, as a note of its own class; the note's id. Not undone by anybody.

    Raises:
        KeyMissing: its session ended; nobody can open it.
        ChangedMeanwhile: another window saved since the page was shown.
    """
    visit = find_visit(account.actor(), visit_id, Action.FILE_WORKING)
    with acting(account.actor(), Action.FILE_WORKING, visit_facts(visit)):
        Visit.objects.select_for_update().get(id=visit.id)
        row, key = _row(account, session, visit), key_of(session)
        if row is None or key is None:
            raise KeyMissing(
                "No working paper in this session",
                expected="one that was saved in this session",
                do="Nothing was filed; what an ended session held cannot be opened by anybody",
            )
        if row.version != seen:
            raise changed(seen)
        note_id = _file(account, visit, _opened(row, key))
        row.delete()
    return note_id


def throw_away(account: Account, session: SessionBase, visit_id: str) -> None:
    """Removes this session's paper of a visit now, without waiting for the session's end."""
    visit = find_visit(account.actor(), visit_id, Action.WRITE_WORKING)
    with acting(account.actor(), Action.WRITE_WORKING, visit_facts(visit)):
        if not held(visit.case_id):
            _remove(account, session, visit)


def file_under_hold(case_id: str) -> int:
    """A hold was set: every paper of this case that still opens is filed, in anybody's session; how many.

    For the service that sets the hold, inside its transaction.
    """
    filed = 0
    rows = WorkingPaper.objects.filter(visit__case_id=case_id).select_related("visit__case", "account")
    for row in rows.select_for_update(of=("self",)):
        try:
            key = agent().open_session(row.session_id, seconds=_LONGEST_SECONDS)
        except KeyMissing:
            row.delete()
            continue
        _file(row.account, row.visit, _opened(row, key))
        row.delete()
        filed += 1
    return filed


def _file(account: Account, visit: Visit, words: Mapping[str, str]) -> str:
    note = new_note(visit.case, account, Kind.WORKING_PAPER, id=new_id())
    note.signed_at = note.made_at
    note.visit = visit
    note.save(update_fields=["signed_at", "visit"])
    add_version(note, agent().open_case(visit.case_id), words, state="signed", author_id=account.id)
    return note.id


def _row(account: Account, session: SessionBase, visit: Visit) -> WorkingPaper | None:
    return WorkingPaper.objects.filter(visit=visit, session_id=session_name(session), account=account).first()


def _remove(account: Account, session: SessionBase, visit: Visit) -> None:
    row = _row(account, session, visit)
    if row is not None:
        row.delete()


def _opened(row: WorkingPaper, key: SessionKey) -> dict[str, str]:
    return unpacked(unseal(key, WORKING_PAPER.name, row.id, row.sealed, version=row.version, person=None))


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {name: words.get(name, "").replace("\r\n", "\n")[:MAX_LETTERS] for name in _NOTHING}
