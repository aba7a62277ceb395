# SPDX-License-Identifier: Apache-2.0
"""Our own words in a record: what HSDS has no place for, and the ids by which they are known again.

A UUID of ours is made from a readable id, so it stays the same from export to export and from one
practice to another. `NAMESPACE` and the codes below never change their meaning.

>>> str(uuid_of("service", "988-lifeline"))
'caf70b26-0509-55a4-aa16-d7d971d41674'
"""

from __future__ import annotations

import uuid

import msgspec

from leeward.exchange.hsds.model import Attribute, Taxonomy, TaxonomyTerm

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:leeward:directory")


def uuid_of(*parts: str) -> str:
    """The UUID of what these words name."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


def _taxonomy(code: str, name: str, description: str) -> Taxonomy:
    return Taxonomy(id=uuid_of("taxonomy", code), name=name, description=description)


ENTRY = _taxonomy("entry", "Leeward entry", "What an entry of Leeward's directory says beyond HSDS.")
NEEDS = _taxonomy("needs", "Leeward service tags", "What people look for when someone stalks them online.")
SCENARIOS = _taxonomy("scenarios", "Leeward scenarios", "Situations for which a service was made.")

TAXONOMIES = {str(one.id): one for one in (ENTRY, NEEDS, SCENARIOS)}
"""By id. In JSON a term names its list; the tables hold the list itself."""

NOBODY = "nobody"
"""In the id of the organization of an entry that names none: HSDS wants one."""

ENTRY_TERMS = {
    "id": "The readable id of the entry.",
    "kind": "What the entry is: service, state-help or retired.",
    "old-id": "An id the entry had before.",
    "audience": "For whom it is written: client, mhp (a mental-health professional) or both.",
    "confidence": "How sure we are of the record or the number: confirmed, likely or unverified.",
    "reviewed": "The day on which the entry was last read over.",
    "local": "Present where a practice wrote the entry itself.",
    "confidential": "Whether what is said there stays there: yes, no or limits.",
    "trace-note": "What contact leaves on a bill, a phone or a computer. Label: the language.",
    "in-spanish": "A text of this record in Spanish. Label: which text.",
    "accessibility": "What makes it reachable for people with disabilities.",
    "source": "Where the facts were read, as JSON: url, the day seen, publisher, notes.",
    "keyword": "The word to send to the number.",
    "phone-type": "The kind of contact where HSDS has no word for it.",
    "exact": "A field of the entry that does not fit into the record as it stands, as JSON. Label: which.",
    "field": "A field of a state's help or of a retired name, as JSON. Label: which.",
}


def entry_attribute(code: str, value: str, label: str | None = None) -> Attribute:
    """One of our words; `attached` says on what record."""
    term = TaxonomyTerm(
        id=uuid_of("term", "entry", code),
        code=code,
        name=f"Leeward: {code.replace('-', ' ')}",
        description=ENTRY_TERMS[code],
        taxonomy=ENTRY.name,
        taxonomy_id=ENTRY.id,
    )
    return Attribute(taxonomy_term_id=term.id, taxonomy_term=term, value=value, label=label)


def tag_attribute(taxonomy: Taxonomy, code: str, name: str) -> Attribute:
    """A word of one of our lists of tags."""
    term = TaxonomyTerm(
        id=uuid_of("term", str(taxonomy.id), code),
        code=code,
        name=name,
        description=name,
        taxonomy=taxonomy.name,
        taxonomy_id=taxonomy.id,
    )
    return Attribute(taxonomy_term_id=term.id, taxonomy_term=term)


def attached(attributes: list[Attribute], record: str, entity: str) -> tuple[Attribute, ...]:
    """The attributes on a record, each with an id by its place there."""
    return tuple(
        msgspec.structs.replace(
            one, id=uuid_of("attribute", record, str(place)), link_id=record, link_entity=entity
        )
        for place, one in enumerate(attributes)
    )


def values_of(attributes: tuple[Attribute, ...] | None, taxonomy: Taxonomy) -> list[tuple[str, Attribute]]:
    """The attributes of one of our lists with the code of each, in their order."""
    found = []
    for one in attributes or ():
        term = one.taxonomy_term
        if term is not None and term.taxonomy_id == taxonomy.id and term.code:
            found.append((term.code, one))
    return found
