# SPDX-License-Identifier: Apache-2.0
"""What other systems call where a referral stands: FHIR R4, and the networks that pass referrals on. Pure.

>>> from datetime import date
>>> from leeward.stewardship.referrals import Kind, begin
>>> elsewhere(begin("r1", Kind.OTHER, by="robin", on=date(2026, 11, 23)))
Elsewhere(task='', request='draft', network='')

The Task is of the values that social-care guides use (all of R4 but `ready` and `received`); it points at the
ServiceRequest. Nothing is sent: these words are for whoever writes the same thing down a second time.
Source: hl7.org/fhir/us/sdoh-clinicalcare, support.findhelp.com.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from leeward.stewardship.referrals import Referral, Step


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Statuses of Task and ServiceRequest, and a network's word; empty where there is none."""

    task: str
    request: str
    network: str = ""


WORDS: Mapping[Step, Elsewhere] = {
    Step.IDEA: Elsewhere("", "draft"),
    Step.OFFERED: Elsewhere("", "draft"),
    Step.NOT_NOW: Elsewhere("on-hold", "on-hold"),
    Step.DECLINED: Elsewhere("cancelled", "revoked", "no longer interested"),
    Step.AGREED: Elsewhere("draft", "draft"),
    Step.GIVEN: Elsewhere("requested", "active", "needs client action"),
    Step.SENT: Elsewhere("requested", "active", "pending"),
    Step.ACCEPTED: Elsewhere("accepted", "active", "eligible"),
    Step.CONTACT: Elsewhere("in-progress", "active", "pending"),
    Step.WAITING: Elsewhere("on-hold", "active", "pending"),
    Step.GOT_HELP: Elsewhere("completed", "completed", "got help"),
    Step.OFFICE_NO: Elsewhere("rejected", "active", "couldn't get help"),
    Step.NOT_REACHED: Elsewhere("failed", "active", "couldn't contact"),
    Step.CLOSED: Elsewhere("completed", "completed", "got help"),
    Step.WITHDRAWN: Elsewhere("cancelled", "revoked", "no longer interested"),
    Step.MISTAKE: Elsewhere("entered-in-error", "entered-in-error"),
}


def elsewhere(referral: Referral) -> Elsewhere:
    """The words for where it stands. One that was closed after a no is not told as help."""
    if referral.step is not Step.CLOSED:
        return WORDS[referral.step]
    ended_on = next(one.step for one in reversed(referral.standing) if one.step not in (None, Step.CLOSED))
    words = WORDS[ended_on or Step.CLOSED]
    return words if ended_on is Step.GOT_HELP else replace(words, request="revoked")
