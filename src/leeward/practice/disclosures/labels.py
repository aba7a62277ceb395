# SPDX-License-Identifier: Apache-2.0
"""The words of this room: classes, people who ask, steps, and every refusal in a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from leeward.stewardship.consent import Fault, GivenBy, GivenHow, Refusal
from leeward.stewardship.release import Check, Claim, Ground, NumberFrom, Reached, Step, Way
from leeward.stewardship.retention import RecordClass

CLASSES: Mapping[str, str] = {
    RecordClass.CLIENT_RECORD: _("What was said and chosen in visits"),
    RecordClass.CHART_LINE: _("Chart lines"),
    RecordClass.PROTECTED_NOTE: _("Protected notes"),
    RecordClass.EVIDENCE_INDEX: _("The list of what the client keeps"),
    RecordClass.WORKING_PAPER: _("Working papers"),
}
GIVEN_BY: Mapping[str, str] = {
    GivenBy.CLIENT: _("The client"),
    GivenBy.PARENT: _("A parent, for a minor"),
    GivenBy.GUARDIAN: _("A guardian"),
}
GIVEN_HOW: Mapping[str, str] = {
    GivenHow.SIGNED: _("Signed on paper"),
    GivenHow.ALOUD: _("Said aloud, and noted here"),
}
CLAIMS: Mapping[str, str] = {
    Claim.CLIENT: _("The client"),
    Claim.PARENT: _("A parent or guardian"),
    Claim.POLICE: _("Police"),
    Claim.LAWYER: _("A lawyer"),
    Claim.COURT: _("A court"),
    Claim.INSURER: _("An insurer"),
    Claim.OTHER: _("Somebody else"),
}
WAYS: Mapping[str, str] = {
    Way.PHONE: _("By phone"),
    Way.LETTER: _("By letter or fax"),
    Way.DOOR: _("At the door"),
    Way.MAIL: _("By e-mail or message"),
}
NUMBERS: Mapping[str, str] = {
    NumberFrom.KNOWN_BEFORE: _("We had it before this request"),
    NumberFrom.LOOKED_UP: _("I looked it up on the office’s own page or in a directory"),
    NumberFrom.AGREED: _("The way that was agreed with this client"),
    NumberFrom.IN_PERSON: _("They stand here, and staff know them"),
    NumberFrom.GIVEN: _("Whoever asks gave it to me"),
}
REACHED: Mapping[str, str] = {
    Reached.YES: _("Yes, and they do ask for this"),
    Reached.NOT_KNOWN_THERE: _("Nobody there knows of it"),
}
CHECKS: Mapping[str, str] = {
    Check.WORD: _("They said the word we agreed on"),
    Check.KNOWN_BY_SIGHT: _("A person who works here knows them by sight"),
    Check.OFFICE_CONFIRMED: _("Their office confirmed name, task and case number"),
    Check.FACTS: _("They knew birth date, address or the like"),
}
MATCHES: Mapping[str, str] = {"yes": _("Yes, it is them"), "no": _("No, or not sure")}
GROUNDS: Mapping[str, str] = {
    Ground.CONSENT: _("An agreement of the client that covers it"),
    Ground.OWN_RECORD: _("The client asks for their own record"),
    Ground.COURT_ORDER: _("An order signed by a judge"),
    Ground.LAW: _("A law that obliges us"),
    Ground.SUBPOENA: _("A subpoena"),
    Ground.NONE: _("None of these"),
}
STEPS: Mapping[str, str] = {
    Step.RECEIVED: _("Written down; nothing was said"),
    Step.CALLED_BACK: _("Called back"),
    Step.KNOWN: _("It is known whether it is them"),
    Step.GROUNDED: _("Waits to be given or refused"),
    Step.GIVEN: _("Given out"),
    Step.REFUSED: _("Refused"),
    Step.TOLD: _("Told because a life was in danger"),
}
FAULTS: Mapping[str, tuple[str, str]] = {
    Fault.NO_RECIPIENT: ("recipient", _("Name the one person or office who may get it")),
    Fault.NO_CLASS: ("classes", _("Choose what may be shared")),
    Fault.NOT_ALONE: ("classes", _("Protected notes need an agreement of their own: choose nothing beside")),
    Fault.ENDS_BEFORE: ("ends_on", _("Give a last day that is not past, and not before the first")),
    Fault.TOO_LONG: ("ends_on", _("Give a last day within a year of the first")),
}
"""The field each fault stands at, and what to do."""
REFUSALS: Mapping[str, str] = {
    Refusal.NONE: _("There is no agreement with this client. Make one together, or refuse."),
    Refusal.OTHER_RECIPIENT: _(
        "No agreement names this recipient. Write the name as it stands in the agreement, or make a new one."
    ),
    Refusal.WIDER: _("The agreement covers less than this. Give out only what it names, or make a new one."),
    Refusal.NOT_YET: _("The agreement has not begun yet. Its first day is still to come."),
    Refusal.NOT_GIVEN: _("The agreement is written down and not signed or said yet."),
    Refusal.EXPIRED: _("The agreement has ended. If the client still wants it, make a new one."),
    Refusal.REVOKED: _("The client took this agreement back. Nothing is given out under it any more."),
    "not-own": _(
        "Notes kept apart are not part of what a client gets on asking. Make an agreement for them."
    ),
    "not-who-asked": _("The request was looked at for somebody else. Write the name as it stands there."),
    "sent-before": _("This page has sent something else already. Open it again for another release."),
    "no second person yet": _("A second person has to look at the request first."),
}
NOT_ALLOWED: str = _("The request does not allow this. Look at where it stands, or refuse.")
ORDER: Mapping[str, str] = {
    "a number that does not count": _(
        "This number does not count. Find one yourself, call, and write down where it is from."
    ),
    "nobody there knows them": _("Nobody there knows of it: all that is left is to refuse."),
    "a check that others pass too": _(
        "Others know this too, an ex-partner first of all. It shows nothing; check another way."
    ),
    "it is not them": _("It is not them, or not sure: all that is left is to refuse."),
    "no ground to give anything": _("This allows nothing. Refuse, and open the page on court papers."),
    "a record that is not their own": _(
        "Only the client asks for their own record. Anyone else needs their agreement."
    ),
    "one's own request": _("A second person has to look at it: not whoever wrote it down."),
    "a request that has ended": _("This request has ended. Write down a new one."),
}
"""Every rule that stands against a step, by its name in `stewardship.release`."""
OUT_OF_ORDER: str = _("This step is not due now. Look at where the request stands.")


def refusal_in_words(reason: str) -> str:
    """Why nothing was given out."""
    return {**ORDER, **REFUSALS}.get(reason, NOT_ALLOWED)


def picks(words: Mapping[str, str], *wanted: str) -> list[tuple[str, str]]:
    """Choices for a form: all of them, or those named, in this order."""
    return [(str(code), label) for code, label in words.items() if not wanted or code in wanted]
