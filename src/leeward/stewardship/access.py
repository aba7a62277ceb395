# SPDX-License-Identifier: Apache-2.0
"""Who may do what: one question, `may(actor, action, case)`, asked by every service.

>>> robin = Actor("a1", frozenset({Role.CLINICIAN}))
>>> may(robin, Action.SEE_CASE, CaseFacts("c1", owner_id="a1"))
True
>>> may(robin, Action.SEE_CASE, CaseFacts("c2", owner_id="a2"))
False

A clinician works on their own cases. A supervisor reads those of the clinicians named to them. Whoever
opened a case that is not theirs, with a reason ("break the glass"), works on it until that ends. The front
desk sees times and codes, a technician the state of the machine, an administrator people and settings: none
of these sees a case by that. A device in a client's hands may answer the questions of the one visit it was
handed over for. What is not allowed here is refused: a new action starts with nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What a person does here; one person may have several."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    FRONT_DESK = "front-desk"
    TECHNICIAN = "technician"
    ADMINISTRATOR = "administrator"
    DEVICE = "device"  # handed to a client; never given to an account


class Action(StrEnum):
    """Everything a signed-in person can do. The values stand in the audit and never change."""

    LIST_CASES = "case.list"
    OPEN_CASE = "case.open"  # a new one
    SEE_CASE = "case.see"
    CHANGE_CASE = "case.change"
    OPEN_VISIT = "visit.open"
    SEE_VISIT = "visit.see"
    WRITE_VISIT = "visit.write"
    END_VISIT = "visit.end"
    HAND_OVER = "visit.hand-over"
    ANSWER = "visit.answer"  # on the device that was handed over
    PRINT = "paper.print"
    LIST_VISITS = "visit.list"
    FOLLOW_UP = "follow-up.write"
    LOCK = "practice.lock"
    BEGIN_FACTOR = "account.factor-begin"
    SET_FACTOR = "account.factor-set"
    RENEW_CODES = "account.codes-renew"
    DROP_FACTOR = "account.factor-drop"
    AMEND_CASE = "case.amend"  # what a visit asks and the client's page keeps
    LIST_SUPERVISED = "case.list-supervised"
    LIST_DESK = "desk.list"  # agreed times across the practice
    SEE_MACHINE = "machine.see"
    MANAGE_PEOPLE = "people.manage"
    SET_PRACTICE = "practice.set"
    SEE_OVERSIGHT = "practice.oversight"
    BREAK_GLASS = "case.break-glass"  # opening a case that is not theirs, with a reason
    GIVE_BACK = "case.give-back"  # ending that early
    SEE_OPENINGS = "case.see-openings"  # who opened it, when and why
    CHECK_NAMES = "case.names"
    SEE_CONFLICTS = "practice.conflicts"
    SEE_KEYS = "keys.see"
    ROTATE_KEYS = "keys.rotate"
    CHANGE_PASSPHRASE = "keys.passphrase"  # noqa: S105
    MAKE_PAPER = "keys.paper"
    PROVE_PAPER = "keys.paper-proof"
    READ_COURT_HELP = "court.help"  # no case: to read before a paper comes
    READ_LIBRARY = "library.read"  # no case: what the program knows
    MARK_SERVICE = "directory.mark"  # no case: a number was called, a page opened
    WRITE_DIRECTORY = "directory.write"  # no case: the practice's own entries
    SEE_KEEPING = "keeping.see"  # what is due to go, what was asked for, what is gone
    REMOVE_CLASS = "case.remove-class"
    ASK_REMOVAL = "case.removal-ask"
    AGREE_REMOVAL = "case.removal-agree"
    CALL_OFF_REMOVAL = "case.removal-call-off"
    SEE_NUMBERS = "numbers.see"
    COUNT_NUMBERS = "numbers.count"
    TAKE_CASE = "case.take"  # the yes of the clinician to whom a case is handed on
    SEE_RELEASES = "release.see"  # agreements, requests, holds and what was given out
    AGREE = "release.agree"  # writing a release down, and that it was signed or said
    REVOKE = "release.revoke"
    WRITE_REQUEST = "release.request"  # somebody asks for a record
    APPROVE_RELEASE = "release.approve"  # the second person
    EXPORT = "release.export"
    REPEAT_EXPORT = "release.repeat"  # a second click on the same release: not another one
    TELL_IN_DANGER = "release.danger"
    SET_HOLD = "hold.set"
    ASK_TO_LIFT = "hold.lift-ask"
    KEEP_HOLD = "hold.keep"
    LIFT_HOLD = "hold.lift"
    NOTE_COURT_PAPER = "court-paper.write"
    CHANGE_PASSWORD = "account.password"  # noqa: S105
    ADD_PASSKEY = "account.passkey-add"
    DROP_PASSKEY = "account.passkey-drop"
    END_SESSION = "account.session-end"
    START_WAY_IN = "account.way-in-start"  # for somebody who lost password or phone
    APPROVE_WAY_IN = "account.way-in-approve"
    CALL_OFF_WAY_IN = "account.way-in-call-off"
    SEE_NOTES = "note.list"
    SEE_NOTE = "note.see"  # a chart line, or a line of the evidence index
    SEE_PROTECTED = "note.see-protected"  # a protected note, or a working paper that was filed
    WRITE_NOTE = "note.write"
    SIGN_NOTE = "note.sign"
    AMEND_NOTE = "note.amend"
    REMOVE_NOTE = "note.remove"
    ATTACH = "note.attach"
    SEE_ATTACHMENT = "note.attachment-see"
    REMOVE_ATTACHMENT = "note.attachment-remove"
    SEE_LOOKS = "case.looks"  # who looked at a record, and why
    SEE_GIVEN_OUT = "case.given-out"  # the accounting of disclosures
    SEE_LEDGER = "ledger.see"
    WRITE_WORKING = "working.write"
    FILE_WORKING = "working.file"

    SEE_CHANNEL = "channel.see"  # the way a client said only they read
    CONFIRM_CHANNEL = "channel.confirm"
    SEND_MESSAGE = "message.send"
    SEE_REFERRALS = "referral.see"
    REFER = "referral.write"
    CONTACT_OFFICE = "referral.contact"  # somebody here speaks or writes to an office about the client


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks."""

    id: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rule needs to know of a case."""

    id: str
    owner_id: str
    handed_to: str = ""
    """The hand-over that is going on, if one is."""
    supervisor_ids: frozenset[str] = frozenset()
    """Accounts to whom the owner is named as supervised, now."""
    opened_to: frozenset[str] = frozenset()
    """Accounts that opened this case with a reason, while that lasts."""


_OWN_CASE = frozenset(
    {
        Action.SEE_CASE,
        Action.CHANGE_CASE,
        Action.OPEN_VISIT,
        Action.SEE_VISIT,
        Action.WRITE_VISIT,
        Action.END_VISIT,
        Action.HAND_OVER,
        Action.PRINT,
        Action.FOLLOW_UP,
        Action.AMEND_CASE,
        Action.SEE_OPENINGS,
        Action.SEE_LOOKS,
        Action.SEE_GIVEN_OUT,
        Action.CHECK_NAMES,
        Action.REMOVE_CLASS,
        Action.ASK_REMOVAL,
        Action.SEE_NOTES,
        Action.SEE_NOTE,
        Action.SEE_PROTECTED,
        Action.WRITE_NOTE,
        Action.SIGN_NOTE,
        Action.AMEND_NOTE,
        Action.REMOVE_NOTE,
        Action.ATTACH,
        Action.SEE_ATTACHMENT,
        Action.REMOVE_ATTACHMENT,
        Action.WRITE_WORKING,
        Action.FILE_WORKING,
        Action.SEE_RELEASES,
        Action.AGREE,
        Action.REVOKE,
        Action.WRITE_REQUEST,
        Action.APPROVE_RELEASE,
        Action.EXPORT,
        Action.REPEAT_EXPORT,
        Action.TELL_IN_DANGER,
        Action.SET_HOLD,
        Action.ASK_TO_LIFT,
        Action.KEEP_HOLD,
        Action.LIFT_HOLD,
        Action.NOTE_COURT_PAPER,
        Action.SEE_CHANNEL,
        Action.CONFIRM_CHANNEL,
        Action.SEND_MESSAGE,
        Action.SEE_REFERRALS,
        Action.REFER,
        Action.CONTACT_OFFICE,
    }
)
_SUPERVISED = frozenset(
    {
        Action.SEE_CASE,
        Action.SEE_VISIT,
        Action.SEE_OPENINGS,
        Action.SEE_LOOKS,
        Action.SEE_GIVEN_OUT,
        Action.SEE_NOTES,
        Action.SEE_NOTE,
        Action.SEE_PROTECTED,
        Action.SEE_ATTACHMENT,
        Action.SEE_RELEASES,
        Action.APPROVE_RELEASE,
        Action.SET_HOLD,
        Action.ASK_TO_LIFT,
        Action.KEEP_HOLD,
        Action.LIFT_HOLD,
        Action.SEE_REFERRALS,
    }
)
"""What a supervisor does with a case of a clinician named to them: reading, no writing, no paper."""
_OPENED = frozenset(
    {
        Action.SEE_CASE,
        Action.AMEND_CASE,
        Action.OPEN_VISIT,
        Action.SEE_VISIT,
        Action.WRITE_VISIT,
        Action.END_VISIT,
        Action.FOLLOW_UP,
        Action.GIVE_BACK,
        Action.SEE_NOTES,
        Action.SEE_NOTE,
        Action.WRITE_NOTE,
        Action.SIGN_NOTE,
        Action.AMEND_NOTE,
        Action.ATTACH,
        Action.SEE_ATTACHMENT,
        Action.WRITE_WORKING,
        Action.FILE_WORKING,
        Action.SEE_RELEASES,
        Action.REVOKE,
        Action.WRITE_REQUEST,
        Action.APPROVE_RELEASE,
        Action.TELL_IN_DANGER,
        Action.SET_HOLD,
        Action.KEEP_HOLD,
        Action.LIFT_HOLD,
        Action.NOTE_COURT_PAPER,
        Action.SEE_REFERRALS,
        Action.REFER,
    }
)
"""What a clinician does with a case they opened with a reason: the work of a visit, and no paper.

A supervisor without clients of their own reads."""
_ANYONE = frozenset(
    {
        Action.LOCK,
        Action.BEGIN_FACTOR,
        Action.SET_FACTOR,
        Action.RENEW_CODES,
        Action.DROP_FACTOR,
        Action.CHANGE_PASSWORD,
        Action.ADD_PASSKEY,
        Action.DROP_PASSKEY,
        Action.END_SESSION,
    }
)
_OF_THE_ROLE = {
    Role.CLINICIAN: frozenset(
        {
            Action.READ_COURT_HELP,
            Action.READ_LIBRARY,
            Action.MARK_SERVICE,
            Action.WRITE_DIRECTORY,
            Action.LIST_CASES,
            Action.OPEN_CASE,
            Action.LIST_VISITS,
            Action.BREAK_GLASS,
            Action.SEE_OVERSIGHT,
            Action.TAKE_CASE,
            Action.SEE_KEEPING,
            Action.AGREE_REMOVAL,  # their own, in a practice of one; the service asks whose it is
            Action.CALL_OFF_REMOVAL,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Action.READ_COURT_HELP,
            Action.READ_LIBRARY,
            Action.MARK_SERVICE,
            Action.WRITE_DIRECTORY,
            Action.APPROVE_WAY_IN,
            Action.CALL_OFF_WAY_IN,
            Action.SEE_OVERSIGHT,
            Action.LIST_SUPERVISED,
            Action.BREAK_GLASS,
            Action.SEE_CONFLICTS,
            Action.SEE_KEEPING,
            Action.AGREE_REMOVAL,
            Action.CALL_OFF_REMOVAL,
            Action.SEE_NUMBERS,
        }
    ),
    Role.FRONT_DESK: frozenset({Action.LIST_DESK}),
    Role.TECHNICIAN: frozenset({Action.SEE_OVERSIGHT, Action.SEE_MACHINE, Action.SEE_LEDGER}),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.READ_COURT_HELP,
            Action.SEE_OVERSIGHT,
            Action.SEE_MACHINE,
            Action.SEE_LEDGER,
            Action.MANAGE_PEOPLE,
            Action.START_WAY_IN,
            Action.APPROVE_WAY_IN,
            Action.CALL_OFF_WAY_IN,
            Action.SET_PRACTICE,
            Action.SEE_CONFLICTS,
            Action.SEE_KEYS,
            Action.ROTATE_KEYS,
            Action.CHANGE_PASSPHRASE,
            Action.MAKE_PAPER,
            Action.PROVE_PAPER,
            Action.SEE_KEEPING,
            Action.AGREE_REMOVAL,
            Action.CALL_OFF_REMOVAL,
            Action.SEE_NUMBERS,
            Action.COUNT_NUMBERS,
        }
    ),
}
"""What each role does without naming a case."""


def may(actor: Actor, action: Action, case: CaseFacts | None = None) -> bool:
    """Whether this person may do this, with this case where there is one."""
    if Role.DEVICE in actor.roles:
        return action is Action.ANSWER and case is not None and bool(actor.id) and case.handed_to == actor.id
    if case is None:
        return action in _ANYONE or any(action in _OF_THE_ROLE[role] for role in actor.roles)
    return action in _with(actor, case)


def may_take_back_mark(actor: Actor, made_by: str) -> bool:
    """Whether this person may take back a mark on a service: their own, or any as who answers for others.

    Else whoever put a wrong number there could take away the warning that it is wrong.
    """
    answers_for_others = bool({Role.SUPERVISOR, Role.ADMINISTRATOR} & set(actor.roles))
    return may(actor, Action.MARK_SERVICE) and (actor.id == made_by or answers_for_others)


Reach = Literal["own", "opened", "read"]
"""How far somebody who may see a case comes: all of it, the work of a visit, or reading."""


def reach(actor: Actor, case: CaseFacts) -> Reach:
    """How far this person, who may see this case, comes in it."""
    allowed = _with(actor, case)
    if Action.CHANGE_CASE in allowed:
        return "own"
    return "opened" if Action.WRITE_VISIT in allowed else "read"


def _with(actor: Actor, case: CaseFacts) -> frozenset[Action]:
    """What this person may do with this case."""
    allowed: frozenset[Action] = frozenset()
    is_clinician, is_supervisor = Role.CLINICIAN in actor.roles, Role.SUPERVISOR in actor.roles
    if is_clinician and case.owner_id == actor.id:
        allowed |= _OWN_CASE
    if (is_clinician or is_supervisor) and case.owner_id != actor.id:
        allowed |= {Action.BREAK_GLASS}
    if is_supervisor and actor.id in case.supervisor_ids:
        allowed |= _SUPERVISED
    if actor.id in case.opened_to and (is_clinician or is_supervisor):
        allowed |= _OPENED if is_clinician else _SUPERVISED | {Action.GIVE_BACK}
    return allowed
