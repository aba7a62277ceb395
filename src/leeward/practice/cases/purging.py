# SPDX-License-Identifier: Apache-2.0
"""The end of a case: its keys are destroyed, then its rows removed. A crash between the two is made good.

    destroy(["4f..."])             # after whoever may decide it has decided it
    finish_purges(home / "keys")   # at each start, before anybody is served

Once the keys are gone the rows open no more, whoever has them. What is left of them, also after an older
back-up of the records was put back, is removed at the next start: the ring says which it destroyed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from leeward.practice.audit.services import note
from leeward.practice.cases.models import Case
from leeward.practice.first_run.models import Practice
from leeward.practice.sealing import agent
from leeward.terms.errors import VaultError
from leeward.vault.orphans import destroyed_cases
from leeward.vault.setup import look_at_ring, ring_exists

_AT_ONCE = 500


def destroy(case_ids: Sequence[str]) -> None:
    """Destroys keys, then rows, of whole cases. For a caller that was asked whether it may.

    Raises VaultLocked: nothing was destroyed.
    """
    agent().destroy_cases(case_ids)
    _remove_rows(case_ids)


def finish_purges(keys: Path) -> int:
    """Removes rows whose keys this practice's ring has destroyed; how many cases. Needs no key.

    The ring of other records decides nothing here; one that cannot be read is told of when it is unlocked.
    """
    if not ring_exists(keys):
        return 0
    try:
        is_ours = Practice.objects.filter(ring_id=look_at_ring(keys).ring_id).exists()
        gone = destroyed_cases(keys) if is_ours else ()
    except VaultError:
        return 0
    left = [
        id
        for at in range(0, len(gone), _AT_ONCE)
        for id in Case.objects.filter(id__in=gone[at : at + _AT_ONCE]).values_list("id", flat=True)
    ]
    _remove_rows(left)
    return len(left)


def _remove_rows(case_ids: Sequence[str]) -> None:
    """Each case whole or not at all, on record."""
    for case_id in case_ids:
        with transaction.atomic():
            note("case.rows-removed", case_id=case_id)
            Case.objects.filter(id=case_id).delete()
