# SPDX-License-Identifier: Apache-2.0
"""Every action in plain words, as whoever answers for a case reads it; and what was given out.

Each action has its words here, or a test fails: a line nobody can read hides a look.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leeward.stewardship import Action

ON_A_CASE: dict[str, str | Promise] = {
    Action.OPEN_CASE: _("Began this record"),
    Action.SEE_CASE: _("Looked at the client’s page"),
    Action.CHANGE_CASE: _("Changed the client’s page"),
    Action.AMEND_CASE: _("Wrote on the client’s page from a visit"),
    Action.OPEN_VISIT: _("Began a visit, or went on with it"),
    Action.SEE_VISIT: _("Looked at a visit"),
    Action.WRITE_VISIT: _("Wrote in a visit"),
    Action.END_VISIT: _("Ended a visit"),
    Action.HAND_OVER: _("Handed a device over, or took it back"),
    Action.ANSWER: _("Answers were given on the device"),
    Action.PRINT: _("Printed or showed a paper"),
    Action.FOLLOW_UP: _("Wrote down or changed an agreed next step"),
    Action.BREAK_GLASS: _("Opened this record with a reason"),
    Action.GIVE_BACK: _("Gave this record back"),
    Action.SEE_OPENINGS: _("Looked at who opened this record"),
    Action.CHECK_NAMES: _("Looked at or changed the names for the check on both sides"),
    Action.TAKE_CASE: _("Took this client on"),
    Action.REMOVE_CLASS: _("Removed one kind of writing whose time was over"),
    Action.ASK_REMOVAL: _("Asked for this record to be removed"),
    Action.AGREE_REMOVAL: _("Agreed to remove this record"),
    Action.CALL_OFF_REMOVAL: _("Called the removal off"),
    Action.SEE_RELEASES: _("Looked at releases and requests"),
    Action.AGREE: _("Wrote a release, or that it was signed"),
    Action.REVOKE: _("Noted that a release was taken back"),
    Action.WRITE_REQUEST: _("Wrote down who asked for this record"),
    Action.APPROVE_RELEASE: _("Agreed, as the second person, to give something out"),
    Action.EXPORT: _("Gave something out"),
    Action.REPEAT_EXPORT: _("Saved again what was given out"),
    Action.TELL_IN_DANGER: _("Told somebody because of a danger"),
    Action.SET_HOLD: _("Set a legal hold"),
    Action.ASK_TO_LIFT: _("Asked to lift a legal hold"),
    Action.KEEP_HOLD: _("Kept a legal hold"),
    Action.LIFT_HOLD: _("Lifted a legal hold"),
    Action.NOTE_COURT_PAPER: _("Wrote about a paper from a court or a lawyer"),
    Action.SEE_CHANNEL: _("Looked at the way a message may be sent"),
    Action.CONFIRM_CHANNEL: _("Wrote down or took out a way for messages"),
    Action.SEND_MESSAGE: _("Sent a message"),
    Action.SEE_REFERRALS: _("Looked at referrals"),
    Action.REFER: _("Wrote down a step of a referral"),
    Action.CONTACT_OFFICE: _("Got in touch with an office about the client"),
    Action.SEE_NOTES: _("Looked at the list of notes"),
    Action.SEE_NOTE: _("Read a note"),
    Action.SEE_PROTECTED: _("Read a protected note"),
    Action.WRITE_NOTE: _("Wrote a note"),
    Action.SIGN_NOTE: _("Signed a note"),
    Action.AMEND_NOTE: _("Added to a signed note"),
    Action.REMOVE_NOTE: _("Removed a note"),
    Action.ATTACH: _("Attached a file"),
    Action.SEE_ATTACHMENT: _("Opened or saved an attached file"),
    Action.REMOVE_ATTACHMENT: _("Removed an attached file"),
    Action.WRITE_WORKING: _("Wrote in working papers"),
    Action.FILE_WORKING: _("Filed a working paper"),
    Action.SEE_LOOKS: _("Looked at this list"),
    Action.SEE_GIVEN_OUT: _("Looked at what was given out"),
    "key.sweep": _("A key of this removed record came back with an older copy, and was destroyed"),
    "case.rows-removed": _("The removed record’s rows were deleted"),
}
"""What can stand beside a case in the audit."""

NO_CASE = frozenset(
    {
        Action.LIST_CASES,
        Action.READ_COURT_HELP,
        Action.READ_LIBRARY,
        Action.MARK_SERVICE,
        Action.WRITE_DIRECTORY,
        Action.LIST_VISITS,
        Action.LIST_SUPERVISED,
        Action.LIST_DESK,
        Action.LOCK,
        Action.BEGIN_FACTOR,
        Action.SET_FACTOR,
        Action.RENEW_CODES,
        Action.DROP_FACTOR,
        Action.CHANGE_PASSWORD,
        Action.ADD_PASSKEY,
        Action.DROP_PASSKEY,
        Action.END_SESSION,
        Action.START_WAY_IN,
        Action.APPROVE_WAY_IN,
        Action.CALL_OFF_WAY_IN,
        Action.SEE_OVERSIGHT,
        Action.SEE_MACHINE,
        Action.MANAGE_PEOPLE,
        Action.SET_PRACTICE,
        Action.SEE_CONFLICTS,
        Action.SEE_KEYS,
        Action.ROTATE_KEYS,
        Action.CHANGE_PASSPHRASE,
        Action.MAKE_PAPER,
        Action.PROVE_PAPER,
        Action.SEE_KEEPING,
        Action.SEE_NUMBERS,
        Action.COUNT_NUMBERS,
        Action.SEE_LEDGER,
    }
)
"""Done without a case: never in a case's list."""

OTHER = _("Something that this version has no words for")

GIVEN: dict[str, str | Promise] = {
    "paper": _("The client’s own paper"),
    "photograph": _("The client’s page, to photograph"),
    "by-heart": _("Three things by heart; nothing was carried"),
    "nothing": _("Nothing was carried"),
    "record": _("The record on paper, for the file"),
    "adult": _("A page for the adult who stays"),
    "ten-minutes": _("The next ten minutes, on paper"),
    "check-list": _("The check list, on paper"),
    "check-list-own": _("The check list, for the client"),
    "worksheet": _("The worksheet, on paper"),
    "worksheet-own": _("The worksheet, for the client"),
    "accounting": _("The list of what was given out"),
    "form": _("A release form, to sign"),
    "letter": _("A letter that asks an insurer for another way to write"),
    "letter-school": _("A letter to a school"),
    "letter-employer": _("A letter to an employer"),
    "letter-platform": _("A request to an app or a site"),
    "letter-lawyer": _("A summary for a lawyer"),
    "letter-police": _("A summary for police"),
    "letter-advocate": _("A hand-off to an advocate"),
    "letter-statement": _("A sheet for a statement to a court"),
    "letter-card": _("A card for the wallet"),
    "letter-carrier": _("A request to split a shared phone plan"),
    "letter-professional": _("Our signed statement for the phone company"),
    "own-copy": _("taken along"),
    "desk-copy": _("a copy that stays here"),
    "form-copy": _("copied into a form by the client"),
    "client-record": _("The client record"),
    "chart-line": _("Chart lines"),
    "protected-note": _("Protected notes"),
    "evidence-index": _("The list of evidence"),
    "working-paper": _("Working papers that were filed"),
    "referral-together": _("A call together with the client"),
    "referral-alone": _("A call or a letter, without the client in the room"),
    "referral-asked": _("A question how far a referral has come"),
    "referral-taken-back": _("Taken back: a contact noted before did not take place"),
}
"""What it was, by the codes that services write."""
_TYPED = frozenset({Action.PRINT, Action.EXPORT, Action.TELL_IN_DANGER})
"""Where it may also be words of a person."""

TO: dict[str, str | Promise] = {
    "paper": _("the client"),
    "photograph": _("the client"),
    "record": _("the file here"),
    "adult": _("the adult who stays"),
    "ten-minutes": _("the desk here"),
    "check-list": _("the desk here"),
    "check-list-own": _("the client"),
    "worksheet": _("the desk here"),
    "worksheet-own": _("the client"),
    "accounting": _("the client"),
    "form": _("the client, to sign"),
    "letter": _("the client, to send"),
}
"""To whom a paper goes whose kind says so."""
TO_BY_COPY: dict[str, str | Promise] = {
    "own-copy": _("the client"),
    "desk-copy": _("the desk here"),
    "form-copy": _("the client, into a form"),
}
"""To whom, where the paper says only whether it was taken along."""


def action_told(action: str) -> str:
    """An action in words."""
    return str(ON_A_CASE.get(action, OTHER))


def detail_told(action: str, detail: str) -> str:
    """What it was, in words; several with commas between. What has no words and was not typed is left out."""
    parts = [one.strip() for one in detail.split(",")]
    if all(one in GIVEN for one in parts):
        return ", ".join(str(GIVEN[one]) for one in parts)
    return detail if action in _TYPED else ""


def recipient_told(detail: str) -> str:
    """To whom, where what it was says so; empty where it does not."""
    *_what, copy = [one.strip() for one in detail.split(",")]
    return str(TO.get(detail, TO_BY_COPY.get(copy, "")))
