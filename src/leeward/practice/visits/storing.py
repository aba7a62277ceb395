# SPDX-License-Identifier: Apache-2.0
"""The documents of a visit on the disk: all of them from the first moment, sealed anew together at each save.

A stolen file does not tell which of them was ever written to.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from leeward.practice.sealing import DOCUMENT_LABELS, seal, unseal
from leeward.practice.visits.documents import Sheet, packed, unpacked
from leeward.practice.visits.models import Document, Visit
from leeward.vault.ring import OpenCase

RECORD_CLASSES = {
    "answers": "client-record",
    "notes": "protected-note",
    "lines": "working-paper",
    "board": "client-record",
    "closing": "client-record",
    "plan": "client-record",
    "signs": "client-record",
}


def client_id(visit: Visit) -> str:
    """The person whose key seals a visit's documents: the case's first."""
    return str(visit.case.persons.values_list("id", flat=True)[0])


def read_sheet(visit: Visit, keys: OpenCase, name: str) -> Sheet:
    """One document of a visit; an empty one before its first word."""
    row = visit.documents.filter(label=DOCUMENT_LABELS[name].name).first()
    return unsealed(row, keys) if row is not None else Sheet()


def unsealed(row: Document, keys: OpenCase) -> Sheet:
    """The document in a row. Raises ValueDamaged."""
    key = keys.person(row.person_id)
    text = unseal(key, row.label, row.visit_id, row.sealed, version=row.version, person=row.person_id)
    return unpacked(text, row.version)


def read_sheets(visit: Visit, keys: OpenCase) -> dict[str, Sheet]:
    """All documents of a visit by name."""
    found = {_NAMES[row.label]: unsealed(row, keys) for row in visit.documents.all()}
    return {name: found.get(name, Sheet()) for name in DOCUMENT_LABELS}


def write_sheets(visit: Visit, keys: OpenCase, sheets: Mapping[str, Sheet]) -> None:
    """Seals all documents anew under the visit's version: the file does not tell which one was written."""
    person = client_id(visit)
    now = timezone.now()
    rows = []
    for name, sheet in sheets.items():
        label = DOCUMENT_LABELS[name].name
        text = packed(sheet)
        rows.append(
            Document(
                visit=visit,
                person_id=person,
                label=label,
                record_class=RECORD_CLASSES[name],
                version=visit.version,
                sealed=seal(keys.person(person), label, visit.id, text, version=visit.version, person=person),
                said_at=now,
            )
        )
    Document.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["visit", "label"],
        update_fields=["person", "record_class", "version", "sealed", "said_at"],
    )


_NAMES = {label.name: name for name, label in DOCUMENT_LABELS.items()}
