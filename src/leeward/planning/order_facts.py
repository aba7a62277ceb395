# SPDX-License-Identifier: Apache-2.0
"""What a visit tells the order finder, and what the board then says of its orders.

The board offers an order as a road; whether this state has one for this person only the finder knows.
Where it names none, the option says so, and the two pages agree.
"""

from __future__ import annotations

from leeward.knowledge import Catalogue
from leeward.planning import order_words as words
from leeward.planning.first_steps import special_in
from leeward.planning.happenings import chosen, happened_of
from leeward.planning.orders import SPECIAL, OrderFacts, find_orders
from leeward.screening import Findings
from leeward.terms.text import Text

ORDER_OPTIONS = frozenset({"protective-order-dv", "protective-order-stalking"})


def order_facts_of(findings: Findings) -> OrderFacts | None:
    """What is asked; None where no state is known, and no order of any place can be named."""
    context = findings.answers.context
    if context.state is None:
        return None
    return OrderFacts(
        state=context.state,
        relationship=context.relationship or "unknown",
        age=context.age,
        acts=frozenset(act for one in chosen(happened_of(findings)) for act in one.acts),
        special=special_in(findings) & set(SPECIAL),
    )


def no_order_here(findings: Findings, catalogue: Catalogue) -> Text | None:
    """What an order on the board says where the finder names none; None where it names one."""
    facts = order_facts_of(findings)
    if facts is None or facts.relationship == "unknown":
        return None
    found = find_orders(facts, catalogue)
    if found.nobody_known is not None:
        return found.nobody_known
    return None if found.orders else words.NO_ORDER_HERE
