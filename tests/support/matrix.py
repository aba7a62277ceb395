# SPDX-License-Identifier: Apache-2.0
"""Who gets what from every address: one line a route, written by hand. `test_t09_matrix` asks all of it.

    "client": Row(get=READS, post=METHOD),
               who is answered on GET   on POST: nobody, 405

A column names the signed-in people who get an answer (a page, a paper, a redirect, "needs an answer");
every other signed-in person gets the page for what is not there, and the try is on record. Who is not
signed in, and a device in a client's hands, come to the door, unless `door` says otherwise.

A new route needs a line in ROUTES. Where its address holds a new kind of id, `RECORDS` needs a way to make
one, robin's; and where its POST wants fields without which nobody is refused, `FIELDS` has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.support.practice import PASSWORD, Home, client_form

OWNER = "clinician, the owner"  # robin; an administrator besides
OTHER = "clinician, another"  # sam
SUPERVISOR = "supervisor of the owner"  # uma; no clients of their own
DESK = "front desk"  # fern
TECHNICIAN = "technician"  # toni
ADMINISTRATOR = "administrator"  # alex
OPENED = "clinician, opened it with a reason"  # ola
SIGNED_IN = (OWNER, OTHER, SUPERVISOR, DESK, TECHNICIAN, ADMINISTRATOR, OPENED)
NOBODY_THERE, DEVICE = "nobody signed in", "device in a client's hands"

Who = frozenset[str]
NONE: Who = frozenset()
ALL: Who = frozenset(SIGNED_IN)
OWNS: Who = frozenset({OWNER})
"""The owner alone: changing the client's page, printing, handing a device over."""
READS: Who = frozenset({OWNER, SUPERVISOR, OPENED})
"""Reading the record."""
WRITES: Who = frozenset({OWNER, OPENED})
"""The work of a visit."""
OVERSEES: Who = frozenset({OWNER, SUPERVISOR})
CLINICIANS: Who = frozenset({OWNER, OTHER, OPENED})
MAY_OPEN: Who = CLINICIANS | {SUPERVISOR}
RUNS: Who = frozenset({OWNER, ADMINISTRATOR})
"""Administrators; robin is one."""
TENDS: Who = RUNS | {TECHNICIAN}


@dataclass(frozen=True)
class Method:
    """405 for everybody who is signed in."""


METHOD = Method()


@dataclass(frozen=True)
class Row:
    """What is expected of one route. `door`: who is not signed in is sent there, or "open": answered."""

    get: Who | Method
    post: Who | Method
    door: str = "/sign-in/"


OPEN = "open"
ROUTES: dict[str, Row] = {
    "home": Row(get=ALL, post=ALL),
    "language": Row(get=METHOD, post=ALL, door=OPEN),
    # set-up is over: it leads home
    "set-up": Row(get=ALL, post=ALL),
    "set-up-passphrase": Row(get=ALL, post=ALL),
    "set-up-practice": Row(get=ALL, post=ALL),
    "set-up-account": Row(get=ALL, post=ALL),
    "set-up-paper": Row(get=ALL, post=ALL),
    "set-up-proof": Row(get=ALL, post=ALL),
    # doors
    "unlock": Row(get=ALL, post=ALL, door=OPEN),
    "unlock-paper": Row(get=ALL, post=ALL),
    "lock": Row(get=METHOD, post=ALL),
    "sign-in": Row(get=ALL, post=ALL, door=OPEN),
    "sign-in-code": Row(get=ALL, post=ALL),
    "sign-in-lost": Row(get=ALL, post=ALL, door=OPEN),
    "sign-in-paper": Row(get=ALL, post=ALL, door=OPEN),
    "sign-in-passkey": Row(get=ALL, post=ALL, door=OPEN),
    "sign-out": Row(get=METHOD, post=ALL),
    # everybody's own sign-in
    "account": Row(get=ALL, post=METHOD),
    "second-factor": Row(get=ALL, post=ALL),
    "recovery-codes": Row(get=ALL, post=ALL),
    "second-factor-off": Row(get=ALL, post=ALL),
    "step-up": Row(get=ALL, post=ALL),
    "password": Row(get=ALL, post=ALL),
    "passkeys": Row(get=ALL, post=ALL),
    "sessions": Row(get=ALL, post=ALL),
    "kept": Row(get=ALL, post=ALL),
    "ways-in": Row(get=RUNS | {SUPERVISOR}, post=RUNS | {SUPERVISOR}),
    # lists: each person's own
    "today": Row(get=ALL, post=METHOD),
    "clients": Row(get=CLINICIANS, post=METHOD),
    "new-client": Row(get=CLINICIANS, post=CLINICIANS),
    "minutes": Row(get=ALL, post=METHOD),
    # one client
    "client": Row(get=READS, post=METHOD),
    "change-client": Row(get=OWNS, post=OWNS),
    "billing": Row(get=READS, post=OWNS),
    "channel": Row(get=OWNS, post=OWNS),
    "open-visit": Row(get=METHOD, post=WRITES),
    # one visit
    "ask": Row(get=READS, post=WRITES),
    "aloud": Row(get=READS, post=WRITES),
    "meaning": Row(get=READS, post=WRITES),
    "ending": Row(get=READS, post=WRITES),
    "picture": Row(get=READS, post=WRITES),
    "picture-paper": Row(get=METHOD, post=OWNS),
    "side-by-side": Row(get=READS, post=WRITES),
    "side-by-side-paper": Row(get=METHOD, post=OWNS),
    "board": Row(get=READS, post=WRITES),
    "accounts": Row(get=READS, post=WRITES),
    "visit-message": Row(get=READS, post=WRITES),
    "visit-directory": Row(get=READS, post=WRITES),
    "visit-apps": Row(get=READS, post=WRITES),
    "visit-law": Row(get=READS, post=WRITES),
    "plan": Row(get=READS, post=WRITES),
    "visit-orders": Row(get=READS, post=WRITES),
    "visit-places": Row(get=READS, post=WRITES),
    "visit-courts": Row(get=READS, post=WRITES),
    "paper": Row(get=READS, post=OWNS),
    "visit-letters": Row(get=READS, post=METHOD),
    "visit-letter": Row(get=READS, post=OWNS),
    "visit-minutes": Row(get=READS, post=WRITES),
    "minutes-paper": Row(get=METHOD, post=OWNS),
    "hand-over": Row(get=READS, post=OWNS),
    # what is written, its files, and papers of a session
    "client-notes": Row(get=READS, post=METHOD),
    "new-note": Row(get=WRITES, post=WRITES),
    "note": Row(get=READS, post=METHOD),
    "change-note": Row(get=WRITES, post=WRITES),
    "amend-note": Row(get=METHOD, post=WRITES),
    "remove-note": Row(get=METHOD, post=OWNS),
    "keep-note": Row(get=METHOD, post=OWNS),
    "note-files": Row(get=METHOD, post=WRITES),
    "note-file": Row(get=READS, post=METHOD),
    "remove-file": Row(get=METHOD, post=OWNS),
    "keep-file": Row(get=METHOD, post=OWNS),
    "working": Row(get=WRITES, post=WRITES),
    "working-file": Row(get=WRITES, post=WRITES),
    "working-away": Row(get=METHOD, post=WRITES),
    "sight": Row(get=ALL, post=METHOD),
    # what the program knows: no case
    "library": Row(get=MAY_OPEN, post=METHOD),
    "library-leaf": Row(get=MAY_OPEN, post=METHOD),
    "law": Row(get=MAY_OPEN, post=MAY_OPEN),
    "directory": Row(get=MAY_OPEN, post=MAY_OPEN),
    "directory-queue": Row(get=MAY_OPEN, post=MAY_OPEN),
    "directory-own": Row(get=MAY_OPEN, post=METHOD),
    "directory-new": Row(get=MAY_OPEN, post=MAY_OPEN),
    "directory-entry": Row(get=MAY_OPEN, post=MAY_OPEN),
    "look-message": Row(get=MAY_OPEN, post=MAY_OPEN),
    "look-apps": Row(get=MAY_OPEN, post=MAY_OPEN),
    "orders": Row(get=MAY_OPEN, post=MAY_OPEN),
    "places": Row(get=MAY_OPEN, post=MAY_OPEN),
    "courts": Row(get=MAY_OPEN, post=MAY_OPEN),
    # what was agreed for a day
    "follow-up-done": Row(get=METHOD, post=WRITES),
    "follow-up-reopen": Row(get=METHOD, post=WRITES),
    "follow-up-move": Row(get=METHOD, post=WRITES),
    # who looked, what was given out, and the ledger over all of it
    "looks": Row(get=OVERSEES, post=METHOD),
    "given-out": Row(get=OVERSEES, post=OWNS),
    "ledger": Row(get=TENDS, post=METHOD),
    # keeping less
    "keeping": Row(get=CLINICIANS, post=METHOD),
    "keeping-whole": Row(get=OWNS, post=OWNS),
    "keeping-class": Row(get=OWNS, post=OWNS),
    "keys": Row(get=RUNS, post=METHOD),
    "keys-rotate": Row(get=RUNS, post=RUNS),
    "keys-passphrase": Row(get=RUNS, post=RUNS),
    "keys-paper": Row(get=RUNS, post=RUNS),
    "keys-proof": Row(get=RUNS, post=RUNS),
    "keeping-agree": Row(get=METHOD, post=frozenset({SUPERVISOR, ADMINISTRATOR})),
    "keeping-off": Row(get=METHOD, post=frozenset({OWNER, SUPERVISOR, ADMINISTRATOR})),
    "oversight-keeping": Row(get=RUNS | {SUPERVISOR}, post=METHOD),
    "keeping-periods": Row(get=RUNS, post=RUNS),
    "numbers": Row(get=RUNS | {SUPERVISOR}, post=RUNS),
    # a colleague's record, opened with a reason; cases that are handed on
    "opening": Row(get=MAY_OPEN, post=MAY_OPEN),
    "opening-seen": Row(get=METHOD, post=OVERSEES),
    "opening-back": Row(get=METHOD, post=frozenset({OPENED})),
    "offer": Row(get=frozenset({OWNER}), post=frozenset({OWNER})),
    "case-names": Row(get=OWNS, post=OWNS),
    # agreements, requests, copies, holds, court papers
    "agreements": Row(get=READS, post=METHOD),
    "new-agreement": Row(get=OWNS, post=OWNS),
    "agreement": Row(get=READS, post=METHOD),
    "agreement-paper": Row(get=METHOD, post=OWNS),
    "agreement-given": Row(get=METHOD, post=OWNS),
    "agreement-revoke": Row(get=METHOD, post=WRITES),
    "referrals": Row(get=READS, post=METHOD),
    "new-referral": Row(get=WRITES, post=WRITES),
    "referral": Row(get=READS, post=WRITES),
    "requests": Row(get=READS, post=METHOD),
    "new-request": Row(get=WRITES, post=WRITES),
    "request": Row(get=READS, post=WRITES),
    "request-approve": Row(get=METHOD, post=READS),
    "request-refuse": Row(get=WRITES, post=WRITES),
    "request-danger": Row(get=WRITES, post=WRITES),
    "copy-out": Row(get=OWNS, post=OWNS),
    "court": Row(get=READS, post=WRITES),
    "hold": Row(get=READS, post=READS),
    "hold-ask": Row(get=METHOD, post=OVERSEES),
    "hold-keep": Row(get=METHOD, post=READS),
    "hold-lift": Row(get=METHOD, post=READS),
    "court-help": Row(get=MAY_OPEN | RUNS, post=METHOD),
    # the practice
    "desk": Row(get=frozenset({DESK}), post=METHOD),
    "oversight": Row(get=ALL - {DESK}, post=METHOD),
    "supervised": Row(get=frozenset({SUPERVISOR}), post=METHOD),
    "machine": Row(get=TENDS, post=METHOD),
    "people": Row(get=RUNS, post=METHOD),
    "new-person": Row(get=RUNS, post=RUNS),
    "person": Row(get=RUNS, post=METHOD),
    "person-roles": Row(get=RUNS, post=RUNS),
    "person-supervisors": Row(get=RUNS, post=RUNS),
    "person-hand-on": Row(get=RUNS, post=RUNS),
    "person-close": Row(get=METHOD, post=RUNS),
    "person-reopen": Row(get=METHOD, post=RUNS),
    "person-code": Row(get=METHOD, post=RUNS),
    "join": Row(get=ALL, post=ALL, door=OPEN),
    # a device's own; it shows nothing but its closing page to a person who is signed in
    "questions": Row(get=ALL, post=ALL, door=OPEN),
    "questions-done": Row(get=ALL, post=METHOD, door=OPEN),
    "questions-leave": Row(get=ALL, post=METHOD, door=OPEN),
}


def answered(route: str, method: str) -> Who:
    """Those who are signed in and get an answer; nobody where there is no row yet."""
    if route not in ROUTES:
        return NONE
    who = ROUTES[route].get if method == "get" else ROUTES[route].post
    return NONE if isinstance(who, Method) else who


NAMES = {
    OWNER: "robin",
    OTHER: "sam",
    SUPERVISOR: "uma",
    DESK: "fern",
    TECHNICIAN: "toni",
    ADMINISTRATOR: "alex",
    OPENED: "ola",
}
"""By which name each signs in."""


def add_people() -> None:
    """Those who are not in every practice of a test: uma, who supervises robin, fern, toni and ola."""
    from leeward.practice.accounts.services import add_account
    from leeward.practice.people.services import set_supervisors
    from leeward.stewardship import Role

    uma = add_account("uma", PASSWORD, (Role.SUPERVISOR,))
    add_account("fern", PASSWORD, (Role.FRONT_DESK,))
    add_account("toni", PASSWORD, (Role.TECHNICIAN,))
    add_account("ola", PASSWORD, (Role.CLINICIAN,))
    set_supervisors(account("alex"), account("robin").id, [uma.id])


def account(name: str) -> Any:
    """The account that signs in with this name."""
    from leeward.practice.accounts.services import name_of
    from leeward.practice.models import Account

    return next(one for one in Account.objects.all() if name_of(one) == name)


def _a_case(home: Home, ids: dict[str, str]) -> str:
    return home.open_case(home.signed_in(), code_name="Ternmarker").split("/")[2]


def _a_visit(home: Home, ids: dict[str, str]) -> str:
    from leeward.practice.visits.services import open_visit

    return open_visit(account("robin"), ids["case_id"])


def _a_follow_up(home: Home, ids: dict[str, str]) -> str:
    from django.utils import timezone

    from leeward.practice.visits.follow_ups import make_follow_up

    due = timezone.now() + timedelta(days=1)
    words = {"what": "Ternmarker", "way": "Ternmarker"}
    return make_follow_up(account("robin"), ids["case_id"], ids["visit_id"], due, words)


def _a_removal(home: Home, ids: dict[str, str]) -> str:
    from django.utils import timezone

    from leeward.practice.retention.models import Removal

    robin = account("robin").id
    removal = {"case_id": ids["case_id"], "owner_id": robin, "asked_by": robin, "asked_at": timezone.now()}
    return str(Removal.objects.create(id="removal1", **removal).id)


def _a_class(home: Home, ids: dict[str, str]) -> str:
    return "protected-note"


def _a_colleague(home: Home, ids: dict[str, str]) -> str:
    """kim, who was added and has not come yet."""
    from leeward.practice.people.joining import add_person
    from leeward.stewardship import Role

    return add_person(account("alex"), "kim", (Role.CLINICIAN,))[0]


def _an_opening(home: Home, ids: dict[str, str]) -> str:
    """By ola."""
    from leeward.practice.models import Opening
    from leeward.practice.people.openings import open_with_reason

    add_people()
    why = {"reason": "Their client rings now", "who_knows": "uma"}
    open_with_reason(account("ola"), ids["case_id"][:8], **why)
    return str(Opening.objects.get(case_id=ids["case_id"]).id)


def _an_offer(home: Home, ids: dict[str, str]) -> str:
    """Of the clients of lee, who left, to robin."""
    from leeward.practice.accounts.services import add_account
    from leeward.practice.people.handing_on import offer_cases
    from leeward.practice.people.services import close_account
    from leeward.stewardship import Role

    left = add_account("lee", PASSWORD, (Role.CLINICIAN,))
    close_account(account("alex"), left.id)
    return offer_cases(account("alex"), left.id, account("robin").id)


def _a_note(home: Home, ids: dict[str, str]) -> str:
    """A draft of a chart line."""
    from leeward.practice.notes.services import begin_note
    from leeward.stewardship.writing import Kind

    words = {"text": "Session held. Ternmarker"}
    return begin_note(account("robin"), ids["case_id"], Kind.CHART_LINE, words, once="0" * 24)


def _a_file(home: Home, ids: dict[str, str]) -> str:
    """The row of one; the file itself is missing, which its page says."""
    from django.utils import timezone

    from leeward.practice.models import Attachment, Note
    from leeward.practice.notes.storing import FileFacts, seal_facts

    note = Note.objects.get(id=ids["note_id"])
    facts = FileFacts("Ternmarker.pdf", 1, 1, b"x")
    sealed = seal_facts(note, home.agent.open_case(ids["case_id"]), "1" * 24, facts)
    return str(Attachment.objects.create(id="1" * 24, note=note, sealed=sealed, added_at=timezone.now()).id)


def _a_kind_of_note(home: Home, ids: dict[str, str]) -> str:
    return "line"


def _an_agreement(home: Home, ids: dict[str, str]) -> str:
    from leeward.practice.disclosures.agreements import write_agreement
    from leeward.practice.disclosures.values import AgreementInput
    from leeward.stewardship.consent import GivenBy
    from leeward.stewardship.retention import RecordClass

    today = date.today()
    classes = frozenset({RecordClass.CHART_LINE})
    given = AgreementInput("Ternmarker", classes, "Ternmarker", "", today, today, GivenBy.CLIENT)
    return write_agreement(account("robin"), ids["case_id"], given)


def _a_request(home: Home, ids: dict[str, str]) -> str:
    from leeward.practice.disclosures.requests import write_request
    from leeward.stewardship.release import Claim, Way

    words = {"said_name": "Ternmarker", "asked": "Ternmarker"}
    return write_request(account("robin"), ids["case_id"], Claim.POLICE, Way.PHONE, words)


def _a_hold(home: Home, ids: dict[str, str]) -> str:
    from leeward.practice.disclosures.holds import set_hold
    from leeward.practice.models import LegalHold

    set_hold(account("robin"), ids["case_id"], why="Ternmarker", since="")
    return str(LegalHold.objects.get(case_id=ids["case_id"]).id)


def _a_referral(home: Home, ids: dict[str, str]) -> str:
    from leeward.practice.referrals.services import make_referral
    from leeward.practice.referrals.values import ReferralInput
    from leeward.stewardship.referrals import Kind

    given = ReferralInput("", "Ternmarker", Kind.OTHER, "Ternmarker")
    return make_referral(account("robin"), ids["case_id"], given)


def _a_leaf(home: Home, ids: dict[str, str]) -> str:
    """Of the Library: nobody's record."""
    from leeward.practice.library.addresses import Leaf, address_of

    return address_of(Leaf("mechanism", "known-password"))


def _a_letter(home: Home, ids: dict[str, str]) -> str:
    """A kind of paper: nobody's record."""
    from leeward.practice.letters.addresses import address_of

    return address_of("police")


def _an_entry(home: Home, ids: dict[str, str]) -> str:
    """Of the directory: nobody's record."""
    from leeward.practice.directory.reading import address_of

    return address_of("ndvh")


RECORDS: dict[str, Callable[[Home, dict[str, str]], str]] = {
    "case_id": _a_case,
    "visit_id": _a_visit,
    "follow_up_id": _a_follow_up,
    "account_id": _a_colleague,
    "opening_id": _an_opening,
    "offer_id": _an_offer,
    "removal_id": _a_removal,
    "record_class": _a_class,
    "note_id": _a_note,
    "file_id": _a_file,
    "slug": _a_kind_of_note,
    "agreement_id": _an_agreement,
    "request_id": _a_request,
    "hold_id": _a_hold,
    "referral_id": _a_referral,
    "leaf_id": _a_leaf,
    "entry_id": _an_entry,
    "letter_id": _a_letter,
}
"""How to make one record of each kind that addresses name, robin's; in this order."""


def records_of(home: Home) -> dict[str, str]:
    """One record of each kind: its id by the name that addresses give it."""
    ids: dict[str, str] = {}
    for kind, make in RECORDS.items():
        ids[kind] = make(home, ids)
    return ids


FIELDS: dict[str, str] = {}
"""Further fields for every POST."""


def whole_form(ids: dict[str, str]) -> dict[str, str]:
    """Fields that every page takes, so that nothing is refused for its words."""
    moved = {
        f"{ids['follow_up_id']}-due_at": f"{date.today().year + 1}-01-01T10:00",
        f"{ids['follow_up_id']}-seen": "1",
    }
    return {**client_form(version="1", seen="1"), **moved, **FIELDS}
