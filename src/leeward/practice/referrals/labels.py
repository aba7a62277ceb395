# SPDX-License-Identifier: Apache-2.0
"""The words of this room: where a referral stands, what can be done next, and every refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from leeward.stewardship.consent import Refusal
from leeward.stewardship.referrals import How, Kind, Owner, Step, Why

KINDS: Mapping[Kind, str] = {
    Kind.CRISIS: _("Help now (look again the same day)"),
    Kind.PROTECTIVE_ORDER: _("A court order (the next working day)"),
    Kind.LEGAL_OR_TECH: _("Legal help, phones and accounts (5 working days)"),
    Kind.COUNSELLING: _("Counseling or care (10 working days)"),
    Kind.OTHER: _("Something else (14 working days)"),
}
STANDS: Mapping[Step, str] = {
    Step.IDEA: _("An idea; not offered yet"),
    Step.OFFERED: _("Offered; the client is thinking"),
    Step.NOT_NOW: _("Not now"),
    Step.DECLINED: _("The client said no"),
    Step.AGREED: _("Wanted; nobody has called yet"),
    Step.GIVEN: _("The client gets in touch there"),
    Step.SENT: _("We got in touch; no answer yet"),
    Step.ACCEPTED: _("The office said yes"),
    Step.CONTACT: _("They have talked with each other"),
    Step.WAITING: _("On a waiting list"),
    Step.GOT_HELP: _("The client got help there"),
    Step.OFFICE_NO: _("The office said no"),
    Step.NOT_REACHED: _("Nobody could be reached there"),
    Step.CLOSED: _("Closed"),
    Step.WITHDRAWN: _("The client no longer wants it"),
    Step.MISTAKE: _("Entered by mistake"),
}
"""Where it stands: over the page, in the list, and in what was done so far."""
LOOKED: str = _("Looked again: nothing new")
CHOICES: Mapping[Step, str] = {
    **STANDS,
    Step.OFFERED: _("I offered it"),
    Step.AGREED: _("They want it, and we get in touch"),
    Step.GIVEN: _("They want it, and get in touch themselves"),
    Step.NOT_NOW: _("Not now: ask again on a day"),
    Step.DECLINED: _("They said no"),
    Step.GOT_HELP: _("They say they got help there"),
    Step.CLOSED: _("Leave it at that, and close"),
}
"""The same as answers to "what happened?"."""
FOR_A_CHILD: Mapping[str, str] = {
    Step.AGREED.value: _("The safe adult wants it, and we get in touch"),
    Step.GIVEN.value: _("The safe adult wants it, and gets in touch there"),
}
"""The same under 12: nothing is put into the child's hands."""
ON_TODAY: Mapping[Step, str] = {
    Step.IDEA: _("A referral: ask what they think of it"),
    Step.OFFERED: _("A referral: ask what they think of it"),
    Step.NOT_NOW: _("A referral: ask again"),
    Step.AGREED: _("A referral: a call to make"),
    Step.GIVEN: _("A referral: ask how it went"),
    Step.SENT: _("A referral: ask how far it is"),
    Step.ACCEPTED: _("A referral: ask how far it is"),
    Step.CONTACT: _("A referral: ask how it went"),
    Step.WAITING: _("A referral: ask how far it is"),
    Step.GOT_HELP: _("A referral: ask how it was"),
    Step.OFFICE_NO: _("A referral: look for another one"),
    Step.NOT_REACHED: _("A referral: look for another one"),
}
"""What there is to do, without the name of an office: *Today* is read over shoulders."""
NEXT: Mapping[Step, str] = {
    Step.IDEA: _("Offer it at the next talk. The client decides."),
    Step.OFFERED: _("Ask at the next talk what they think of it. Nothing is sent to them."),
    Step.NOT_NOW: _("Ask again on that day, and not before."),
    Step.AGREED: _("Call there together, while the client is in the room."),
    Step.GIVEN: _("The client gets in touch. Ask at the next talk how it went; nothing is sent to them."),
    Step.SENT: _("The office has to answer. If you hear nothing by then, ask."),
    Step.ACCEPTED: _("The office has to see the client. Ask at the next talk whether they talked."),
    Step.CONTACT: _("Ask at the next talk whether it is of help."),
    Step.WAITING: _("The office has a list. Ask then how far it is, and what to do until then."),
    Step.GOT_HELP: _("Ask three things at the next talk, then close it."),
    Step.OFFICE_NO: _("Tell the client whose no it is, and look for another office together."),
    Step.NOT_REACHED: _("Try once more, or look for another office together."),
}
OWNERS: Mapping[Owner, str] = {
    Owner.CLIENT: _("The client"),
    Owner.HERE: _("We, here"),
    Owner.OFFICE: _("The office"),
}
HOWS: Mapping[How, str] = {
    How.TOGETHER: _("Together, the client in the room"),
    How.ALONE: _("Without the client in the room"),
    How.CLIENT_SAID: _("The client told me"),
    How.THEY_SAID: _("The office called us"),
    How.WE_ASKED: _("I asked the office"),
}
WHYS: Mapping[Why, str] = {
    Why.NO_ROOM: _("They have no room"),
    Why.NOT_ELIGIBLE: _("A rule of theirs: age, place, income or the like"),
    Why.OTHER_WORK: _("They do not do this"),
    Why.TOO_NEAR: _("Somebody there is close to the person doing this"),
    Why.OTHER: _("Something else"),
}
QUESTIONS: Mapping[str, str] = {
    "got": _("Did they get what they needed?"),
    "worse": _("Did it make anything worse, or did anyone find out?"),
    "would_return": _("Would they go there again?"),
}
ANSWERS: Mapping[str, str] = {
    "yes": _("Yes"),
    "partly": _("In part"),
    "no": _("No"),
    "not-asked": _("Not asked"),
}
REFUSALS: Mapping[Refusal, str] = {
    Refusal.NONE: _("The client has agreed to nothing yet, so nobody here calls there."),
    Refusal.OTHER_RECIPIENT: _("No agreement names this office, so nobody here calls there."),
    Refusal.WIDER: _(
        "The agreement with this office does not cover what was said in visits, so nobody here calls there."
    ),
    Refusal.NOT_YET: _("The agreement with this office begins on a later day."),
    Refusal.NOT_GIVEN: _("The agreement with this office is written down and not signed or said yet."),
    Refusal.EXPIRED: _("The agreement with this office has ended."),
    Refusal.REVOKED: _("The client took the agreement with this office back. Nobody here calls there."),
}
"""Why nobody here may get in touch with an office now."""
OUT_OF_ORDER: str = _("This step is not due now. Look at where the referral stands.")


def picks(words: Mapping[Any, str], *wanted: str) -> list[tuple[str, str]]:
    """Choices for a form: all of them, or those named, in the order they are named in."""
    return [(str(one), words[one]) for one in (wanted or words)]


def for_a_child(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same choices, with the safe adult in the place of a client under 12."""
    return [(value, FOR_A_CHILD.get(value, label)) for value, label in choices]
