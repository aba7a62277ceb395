# SPDX-License-Identifier: Apache-2.0
"""Which protective orders this person could ask for, who files, and what else there is where none fits.

    found = find_orders(OrderFacts(state="US-WA", relationship="ex-partner", age=15), catalogue)
    found.orders          # fit what is known, same-day emergency orders first, closer fits before wider
    found.check_first     # may fit, but something was not read or not said; never shown as a match
    found.instead         # what else there is; honest where nothing fits

Nothing is predicted: a judge decides. What the content does not say is never filled in.
"""

from __future__ import annotations

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.eligibility import Backfire, Conduct, Eligibility, Tie
from leeward.knowledge.models.law import Provision
from leeward.planning import order_words as words
from leeward.planning.first_steps import FIRST_STEPS, special_of
from leeward.planning.order_roads import Instead, roads_without
from leeward.planning.place import CLOSE_RELATIONSHIPS
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

SUREST: tuple[Confidence, ...] = ("confirmed", "likely", "unverified")
PARTNERS = frozenset({"ex-partner", "current-partner"})
WORKPLACE = frozenset({"coworker", "employer", "client-or-patient"})
SCHOOL = frozenset({"peer-student", "teacher-or-staff"})
PEERS = PARTNERS | {"peer-student", "friend"}
GENERAL: frozenset[Conduct] = frozenset({"violence", "stalking", "harassment", "threats", "coercive-control"})
"""An order that reaches any of these is for harassment or abuse at large; others are for one kind of act."""

REACHES: dict[str, frozenset[Conduct]] = {
    "tracking": frozenset({"tracking", "stalking", "harassment"}),
    "following": frozenset({"stalking", "harassment"}),
    "intimidating": frozenset({"threats", "harassment", "coercive-control", "stalking", "violence"}),
    "harassing": frozenset({"harassment", "stalking"}),
    "stalking": frozenset({"stalking", "harassment"}),
    "cyberstalking": frozenset({"stalking", "harassment"}),
    "electronic-harassment": frozenset({"harassment", "stalking"}),
    "threats": frozenset({"threats", "harassment", "violence", "stalking"}),
    "extortion": frozenset({"extortion", "threats", "harassment", "coercive-control"}),
    "intimate-image": frozenset({"intimate-images", "harassment"}),
    "deepfake-intimate": frozenset({"intimate-images", "harassment"}),
    "computer-access": frozenset({"account-access", "stalking", "harassment"}),
    "tracking-device": frozenset({"tracking", "stalking", "harassment"}),
    "voyeurism-surveillance": frozenset({"stalking", "harassment"}),
    "eavesdropping": frozenset({"eavesdropping", "stalking", "harassment"}),
    "doxxing": frozenset({"doxxing", "harassment", "stalking"}),
    "identity-theft": frozenset({"impersonation", "harassment", "financial"}),
    "hate-crime": frozenset({"harassment", "threats", "violence"}),
    "violence": frozenset({"violence"}),
    "sexual-violence": frozenset({"sexual-violence"}),
}
"""What an order must reach to be for an act (ids of acts and of kinds of law, and two of our own)."""

AS_SUCH: dict[str, frozenset[Conduct]] = {
    "harassing": frozenset({"harassment"}),
    "electronic-harassment": frozenset({"harassment"}),
    "intimidating": frozenset({"threats", "harassment"}),
    "threats": frozenset({"threats"}),
}
"""What these acts are by themselves, where a law opens its order to others for stalking or assault alone."""

SPECIAL = (
    "tribal-land",
    "military-base",
    "police-or-court",
    "immigration-papers",
    "depends-on-care",
    "outing",
)
"""Facts that change the first steps."""
CHILD_BELOW, OLDER_FROM = 12, 60
NOBODY = frozenset({"unknown", "online-contact", "group"})
"""Where nobody is known, no court can be asked against anybody yet."""


class OrderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known. `relationship`: who the person doing this is. `age`: of the client, in years.

    `other_age`: of the person doing this, where known.
    `ties`: of married, lived-together, child-together those that hold; None: not asked.
    `acts`: ids that `REACHES` knows; empty: not said.
    """

    state: str
    relationship: str
    age: int | None = None
    other_age: int | None = None
    other_state: str | None = None
    ties: frozenset[str] | None = None
    acts: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()


class OpenOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order, who would file it and why it stands where it stands."""

    provision: Provision
    who_files: Text | None
    why: tuple[Text, ...]
    confidence: Confidence
    proof: Text = words.PROOF
    may_backfire: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()
    note: Text | None = None


class OrdersFound(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `notes`: what changes the first steps, before any order is talked over.

    `nobody_known`: what comes before an order while nobody is known; `orders` then wait for a name.
    `before_filing`: what to ask first, where there may be something to file.
    """

    orders: tuple[OpenOrder, ...]
    check_first: tuple[OpenOrder, ...]
    instead: tuple[Instead, ...]
    notes: tuple[Text, ...]
    nobody_known: Text | None = None
    before_filing: tuple[Text, ...] = ()


def find_orders(facts: OrderFacts, catalogue: Catalogue) -> OrdersFound:
    """The orders of the state for these facts. Raises NotFound for a place we do not know."""
    place = catalogue.jurisdiction(facts.state)
    names = {
        term.id: Text(en=term.en[:1].lower() + term.en[1:], es=term.es[:1].lower() + term.es[1:])
        for term in catalogue.vocabulary.relationships
    }
    open_now: list[OpenOrder] = []
    check: list[OpenOrder] = []
    by_others: list[Instead] = []
    for provision in place.provisions:
        if provision.kind != "protective-order":
            continue
        block = provision.eligibility
        if block is None:
            if _may_be_open(provision, facts):
                check.append(_checked(provision, facts, (words.NOT_READ,)))
            continue
        if block.criminal_court_only or block.who_may_file.adult != "self":
            if _worth_naming(block, facts):
                by_others.append(Instead(why=_who_else(block), provisions=(provision,)))
            continue
        reasons = _reasons(block, facts, names)
        if reasons is None:
            continue
        doubts = _doubts(block, facts)
        if doubts:
            check.append(_checked(provision, facts, doubts))
        else:
            open_now.append(_opened(provision, block, facts, reasons))
    open_now.sort(key=lambda one: _rank(one.provision))
    doubts_of = [one.why for one in check]
    without = () if open_now else roads_without(place, facts.acts, doubts_of, catalogue)
    return OrdersFound(
        orders=tuple(open_now),
        check_first=tuple(check),
        instead=(*without, *by_others, Instead(why=words.ADVOCATE)),
        notes=_notes(facts),
        nobody_known=words.NOBODY_KNOWN if facts.relationship in NOBODY else None,
        before_filing=(words.BEFORE_FILING, words.ADDRESS_IN_PAPERS) if open_now or check else (),
    )


def _may_be_open(provision: Provision, facts: OrderFacts) -> bool:
    """Whether an order whose rules were not read could be open at all, by its one-word limit."""
    if provision.route == "criminal" or provision.relationship != "intimate-or-family":
        return provision.route != "criminal"
    return facts.relationship == "unknown" or facts.relationship in CLOSE_RELATIONSHIPS


def _worth_naming(block: Eligibility, facts: OrderFacts) -> bool:
    filer = block.who_may_file.adult
    if filer == "employer":
        return facts.relationship in WORKPLACE
    if filer == "school":
        return facts.relationship in SCHOOL
    return _is_protected(block, facts)


def _who_else(block: Eligibility) -> Text:
    if block.criminal_court_only:
        return words.ONLY_IN_CRIMINAL_CASE
    return words.NOT_BY_CLIENT[block.who_may_file.adult]


def _reasons(block: Eligibility, facts: OrderFacts, names: dict[str, Text]) -> tuple[Text, ...] | None:
    """Why the order is open as far as who is concerned; None where it is not open."""
    if not _is_protected(block, facts) or not _may_answer(block, facts):
        return None
    if block.relationships is None:
        return ()
    if facts.relationship == "unknown":
        return (words.OPEN_TO_ALL,) if "any" in block.relationships and not block.not_against else ()
    if _is_minor(facts) and not _minor_may_ask(block, facts):
        return None
    exceptions = block.partners_not_if if facts.relationship in PARTNERS else ()
    if exceptions and facts.ties is not None and facts.ties & set(exceptions):
        return None
    if "any" in block.relationships:
        if facts.relationship in block.not_against:
            return None
        return (words.OPEN_TO_OTHERS if block.not_against else words.OPEN_TO_ALL, *_except(exceptions, facts))
    if facts.relationship in block.relationships:
        needed = block.partners_only_if if facts.relationship in PARTNERS else ()
        if needed and facts.ties is not None and not facts.ties & set(needed):
            return None
        who = words.filled(words.OPEN_TO_TIE, who=names[facts.relationship])
        if needed and facts.ties is None:
            ways = words.joined([words.TIES[tie] for tie in needed])
            return (who, words.filled(words.PARTNER_CONDITION, ways=ways))
        return (who, *_except(exceptions, facts))
    if facts.relationship in block.if_lived_together:
        if facts.ties is None:
            return ()
        return (words.LIVED_TOGETHER,) if "lived-together" in facts.ties else None
    return None


def _except(ties: tuple[Tie, ...], facts: OrderFacts) -> tuple[Text, ...]:
    """What would send a partner to another order, while that is not known."""
    if not ties or facts.ties is not None:
        return ()
    return (words.filled(words.PARTNER_EXCEPTION, ways=words.joined([words.TIES[tie] for tie in ties])),)


def _is_minor(facts: OrderFacts) -> bool:
    return facts.age is not None and facts.age < 18


def _minor_may_ask(block: Eligibility, facts: OrderFacts) -> bool:
    is_grown = facts.age is not None and facts.age >= block.as_adult_from
    return is_grown or not block.minors_only_against or facts.relationship in block.minors_only_against


def _is_protected(block: Eligibility, facts: OrderFacts) -> bool:
    if facts.age is None:
        return True
    if block.from_age is not None and facts.age < block.from_age:
        return False
    if block.protects == "anyone":
        return True
    if block.protects == "minors":
        return facts.age < 18
    if block.protects == "adults":
        return facts.age >= 18
    return _is_dependent(block, facts) or (block.older_from is None and facts.age >= OLDER_FROM)


def _is_dependent(block: Eligibility, facts: OrderFacts) -> bool:
    age = facts.age if facts.age is not None else 0
    is_old = block.older_from is not None and age >= block.older_from
    return is_old or (age >= 18 and "depends-on-care" in facts.special)


def _may_answer(block: Eligibility, facts: OrderFacts) -> bool:
    """Whether the person doing this can be of the age the order asks for."""
    if facts.other_age is not None:
        return block.respondent in ("any", "minor" if facts.other_age < 18 else "adult")
    return block.respondent != "minor" or _is_minor(facts) or facts.relationship == "peer-student"


def _doubts(block: Eligibility, facts: OrderFacts) -> tuple[Text, ...]:
    """What keeps an order that may fit from being shown as one that does."""
    doubts: list[Text] = []
    if block.relationships is None:
        doubts.append(words.NOT_READ)
    elif facts.relationship == "unknown" and _depends_on_who(block, facts):
        doubts.append(words.WHO_IS_NOT_KNOWN)
    elif facts.relationship in block.if_lived_together and facts.ties is None:
        doubts.append(words.IF_LIVED_TOGETHER)
    if facts.relationship in block.only_some:
        doubts.append(words.ONLY_SOME)
    if facts.other_age is None:
        peers = PEERS if _is_minor(facts) else {"peer-student"}
        if block.respondent == "minor":
            doubts.append(words.ONLY_AGAINST_MINOR)
        elif block.respondent == "adult" and facts.relationship in peers:
            doubts.append(words.ONLY_AGAINST_ADULT)
    if block.protects == "older-or-dependent" and not _is_dependent(block, facts):
        doubts.append(words.ONLY_DEPENDENT)
    doubts.extend(_conduct_doubts(block, facts))
    if _who_files(block, facts) is None:
        doubts.append(words.MINORS_NOT_READ)
    return tuple(doubts)


def _depends_on_who(block: Eligibility, facts: OrderFacts) -> bool:
    """Whether an order is not open against everybody to a client of this age."""
    for_some = _is_minor(facts) and bool(block.minors_only_against)
    narrowed = bool(block.not_against or block.partners_not_if) or for_some
    return narrowed or "any" not in (block.relationships or ())


def _conduct_doubts(block: Eligibility, facts: OrderFacts) -> tuple[Text, ...]:
    is_narrowed = bool(block.others_only_over) and facts.relationship not in block.with_a_tie
    over = set(block.others_only_over if is_narrowed else block.conduct)
    reaches = {**REACHES, **AS_SUCH} if is_narrowed else REACHES
    said: set[Conduct] = set().union(*(reaches.get(act, frozenset()) for act in facts.acts))
    if said & over or not block.conduct:
        return ()
    if not GENERAL & over:
        return (words.ONLY_SEXUAL if "sexual-violence" in over else words.ONLY_SPECIAL,)
    return (words.ACTS_MAY_NOT_FIT,) if said else ()


def _opened(
    provision: Provision, block: Eligibility, facts: OrderFacts, reasons: tuple[Text, ...]
) -> OpenOrder:
    return OpenOrder(
        provision=provision,
        who_files=_who_files(block, facts),
        why=reasons if facts.age is not None else (*reasons, words.AGE_NOT_KNOWN),
        confidence=max(provision.confidence, block.confidence, key=SUREST.index),
        proof=block.proof or words.PROOF,
        may_backfire=tuple(words.BACKFIRE[name] for name in _backfires(block, facts)),
        sources=block.sources or provision.sources,
        note=words.note_for(block, facts.age),
    )


def _checked(provision: Provision, facts: OrderFacts, doubts: tuple[Text, ...]) -> OpenOrder:
    block = provision.eligibility
    sure = (
        provision.confidence
        if block is None
        else max(provision.confidence, block.confidence, key=SUREST.index)
    )
    return OpenOrder(
        provision=provision,
        who_files=None if block is None else _who_files(block, facts),
        why=doubts,
        confidence=sure,
        sources=(block.sources if block is not None else ()) or provision.sources,
        note=words.note_for(block, facts.age) if block is not None else None,
    )


def _who_files(block: Eligibility, facts: OrderFacts) -> Text | None:
    """Who hands in the petition; for a minor, alone where the age allows it, and who else may.

    Below 12 nobody is sent to a court alone, whatever it allows. None: who may for a minor was not read.
    """
    if facts.age is None or facts.age >= 18:
        return words.SELF
    filing = block.who_may_file
    alone = filing.minor_from
    if facts.relationship in PARTNERS and filing.minor_from_for_partner is not None:
        needed = set(filing.minor_alone_ties)
        alone = filing.minor_from_for_partner if not needed or needed & (facts.ties or set()) else alone
    is_child = facts.age < CHILD_BELOW
    people = [words.FILERS[one] for one in filing.minor_by if not (is_child and one == "self-if-allowed")]
    if facts.relationship == "parent":
        people = [words.OTHER_PARENT if one == words.FILERS["parent"] else one for one in people]
    if alone == 0 and not is_child:
        people.insert(0, words.SELF_ANY_AGE)
    elif alone and alone < 18 and facts.age >= alone:
        people.insert(0, words.filled(words.SELF_FROM, age=Text(en=str(alone), es=str(alone))))
    if not people:
        return None
    return words.joined([*people, words.NOT_BY_THIS_PARENT] if facts.relationship == "parent" else people)


def _backfires(block: Eligibility, facts: OrderFacts) -> tuple[Backfire, ...]:
    found: list[Backfire] = ["service-day"]
    if facts.relationship in CLOSE_RELATIONSHIPS:
        found += ["both-arrested", "mutual-order"]
    if "child-together" in (facts.ties or ()):
        found.append("custody")
    if "immigration-papers" in facts.special:
        found.append("immigration-papers")
    found.append("chart-in-court")
    return tuple(dict.fromkeys((*found, *block.may_backfire)))


def _rank(provision: Provision) -> tuple[bool, bool]:
    """Same-day emergency orders first; those made for this relationship before those for anyone."""
    block = provision.eligibility
    is_wide = block is None or block.relationships is None or "any" in block.relationships
    return (block is None or block.same_day != "yes", is_wide)


def _notes(facts: OrderFacts) -> tuple[Text, ...]:
    found: list[Text] = []
    if facts.age is not None and facts.age < CHILD_BELOW:
        found.append(words.UNDER_TWELVE)
    special = special_of(facts.special, facts.relationship)
    found.extend(FIRST_STEPS[name] for name in SPECIAL if name in special)
    if facts.other_state is not None and facts.other_state != facts.state:
        found.append(words.OTHER_STATE)
    return tuple(found)
