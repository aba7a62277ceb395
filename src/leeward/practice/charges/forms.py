# SPDX-License-Identifier: Apache-2.0
"""What the page of charges and suits asks: what happened, where, and what changes the first door."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from leeward.planning.charges import ChargeFacts
from leeward.planning.first_steps import COLLEGE
from leeward.practice.orders.forms import SPECIALS, FactsForm
from leeward.practice.visits.chain import Chain
from leeward.terms.text import Language


class ChargesForm(FactsForm):
    """Without a state, federal law alone is shown."""

    specials = {**SPECIALS, COLLEGE: _("The client studies or works at a college")}

    def facts(self, chain: Chain | None, language: Language) -> ChargeFacts:
        """What is looked for. `chain`: of a visit, for what was said of police and what was found."""
        given = self.cleaned_data
        found = chain.picture.scenarios if chain else ()
        return ChargeFacts(
            state=given["state"] or None,
            relationship=given["relationship"] or None,
            age=given["age"],
            happened=frozenset(given["acts"]),
            special=frozenset(given["special"]),
            police=chain.answers.context.police if chain else None,
            language=chain.answers.language if chain else language,
            scenarios=frozenset(one.id for one in found),
        )
