# SPDX-License-Identifier: Apache-2.0
"""Who may ask for a protective order, as typed values that the order finder reads.

Only what was read is written down. A field that is null or absent was *not read*; the finder then
says so and never takes it for a yes or a no.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import Id, Value
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Filer = Literal["self", "employer", "school", "police", "prosecutor", "family-or-police"]
"""Who asks for the order when an adult is to be protected."""

MinorFiler = Literal[
    "parent", "guardian", "adult-household-member", "adult-relative", "any-adult", "guardian-ad-litem",
    "child-protection", "prosecutor", "minor-household-member", "self-if-allowed",
]  # fmt: skip
"""Who may ask for a minor who cannot, or does not wish to, ask alone."""

Conduct = Literal[
    "violence", "stalking", "harassment", "threats", "coercive-control", "sexual-violence", "tracking",
    "intimate-images", "account-access", "impersonation", "doxxing", "extortion", "eavesdropping",
    "financial", "neglect", "danger-with-firearms",
]  # fmt: skip
Relief = Literal[
    "no-contact", "stay-away", "no-posting", "no-tracking", "hand-over-accounts-or-images",
    "device-return", "firearms", "custody", "move-out", "support", "pets", "treatment", "school-change",
]  # fmt: skip
Backfire = Literal[
    "service-day", "both-arrested", "mutual-order", "custody", "immigration-papers", "chart-in-court",
    "address-shown", "fees-if-refused",
]  # fmt: skip
Tie = Literal["married", "lived-together", "child-together"]
Protects = Literal["anyone", "minors", "adults", "older-or-dependent"]
Age = Annotated[int, msgspec.Meta(ge=0, le=21)]


class WhoMayFile(Value, frozen=True, kw_only=True):
    """Who hands in the petition.

    `minor_from`: the age from which a minor asks alone; 0: at any age; 18: never; None: not read.
    `minor_from_for_partner`: the same against a spouse or dating partner, where that differs.
    `minor_alone_ties`: the ties one of which that asks for; empty: dating is enough.
    `minor_by`: who else may ask for a minor; empty: not read.
    """

    adult: Filer = "self"
    minor_from: Age | None = None
    minor_from_for_partner: Age | None = None
    minor_alone_ties: tuple[Tie, ...] = ()
    minor_by: tuple[MinorFiler, ...] = ()


class Eligibility(Value, frozen=True, kw_only=True):
    """Who may ask, against whom, over what, and what the court can order.

    `relationships`: what the person doing this may be to the one who asks (ids of the vocabulary, or
    `any`); None: not read.
    `not_against`: who is left out of `any`, since another order must be used against them.
    `only_some`: those named of whom only some fit; the note says which.
    `if_lived_together`: more who fit only where both live or lived together.
    `partners_only_if`: where dating alone is not enough, what a partner or former partner must be.
    `partners_not_if`: ties with which a partner falls under another order instead.
    `minors_only_against`: where a minor may ask against fewer people than an adult; empty: as an adult.
    `as_adult_from`: the age from which a minor counts as an adult for that.
    `respondent`: of which age the person doing this must be.
    `others_only_over`: with `any`, over what alone those may ask who are not in `with_a_tie`.
    `from_age`: nobody younger is protected, whoever files.
    `older_from`: the age from which `older-or-dependent` fits without a disability.
    `criminal_court_only`: nobody can ask for it alone; it comes inside a criminal case.
    `minors_note`: what to know where the one who asks is under 18.
    `sources`: where this block was read; empty: in the sources of the provision.
    """

    relationships: tuple[Id, ...] | None = None
    not_against: tuple[Id, ...] = ()
    only_some: tuple[Id, ...] = ()
    if_lived_together: tuple[Id, ...] = ()
    minors_only_against: tuple[Id, ...] = ()
    as_adult_from: Age = 18
    respondent: Literal["any", "adult", "minor"] = "any"
    from_age: Age | None = None
    partners_only_if: tuple[Tie, ...] = ()
    partners_not_if: tuple[Tie, ...] = ()
    living_together: Literal["required", "not-required", "one-of"] | None = None
    children: Literal["required", "not-required", "one-of"] | None = None
    protects: Protects = "anyone"
    older_from: Annotated[int, msgspec.Meta(ge=50, le=90)] | None = None
    conduct: tuple[Conduct, ...] = ()
    with_a_tie: tuple[Id, ...] = ()
    others_only_over: tuple[Conduct, ...] = ()
    electronic: str | None = None
    who_may_file: WhoMayFile = WhoMayFile()
    criminal_court_only: bool = False
    cost: Literal["free", "fee", "waivable", "unknown"] = "unknown"
    same_day: Literal["yes", "no", "unknown"] = "unknown"
    can_order: tuple[Relief, ...] = ()
    proof: Text | None = None
    may_backfire: tuple[Backfire, ...] = ()
    note: Text | None = None
    minors_note: Text | None = None
    sources: tuple[Source, ...] = ()
    confidence: Confidence
