# SPDX-License-Identifier: Apache-2.0
"""Made-up clients, plainly so, to look round with."""

from __future__ import annotations

from leeward.practice.accounts.models import Account
from leeward.practice.cases.services import CaseInput, open_case
from leeward.practice.cases.values import PersonWords

_WREN = CaseInput(
    {"code_name": "Example Wren", "affected": "one"},
    {
        "setting": "room",
        "alone": "yes",
        "phone": "off",
        "reason": "“School paperwork” is what she told him. He knows each evening where she was.",
        "police": "with",
        "contact": "none",
        "overheard": "yes",
        "limits_said": "yes",
        "consent": "yes",
    },
    (PersonWords("", {"called": "Wren", "language": "English", "pronouns": "she", "interpreter": "no"}),),
)
_FINCH = CaseInput(
    {"code_name": "Example Finch", "affected": "several"},
    {
        "setting": "room",
        "alone": "no",
        "phone": "here",
        "reason": "Someone asks for money and says the pictures go to the whole class.",
        "police": "not",
        "contact": "through",
        "contact_how": "School nurse, weekdays before noon",
        "overheard": "unsure",
        "contact_word": "library card",
        "contact_say": "The form for the course",
        "limits_said": "yes",
        "consent": "yes",
    },
    (
        PersonWords("", {"called": "Finch", "language": "English", "pronouns": "he", "interpreter": "no"}),
        PersonWords(
            "", {"called": "Finch’s mother", "language": "Spanish", "pronouns": "she", "interpreter": "yes"}
        ),
    ),
)


def add_examples(account: Account) -> None:
    """Two cases for this account."""
    for given in (_WREN, _FINCH):
        open_case(account, given)
