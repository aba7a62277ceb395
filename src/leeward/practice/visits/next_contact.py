# SPDX-License-Identifier: Apache-2.0
"""The next time the person doing this is near or in touch, asked beside its question: a day and an hour."""

from __future__ import annotations

from django import forms

from leeward.practice.cases.forms import next_at_field, next_kind_field, next_where_field
from leeward.practice.visits.values import VisitWords


class NextContactForm(forms.Form):
    """The dated part of question e1; it stands with the client and heads every page."""

    next_kind = next_kind_field()
    next_at = next_at_field()
    next_where = next_where_field()

    @classmethod
    def of(cls, visit: VisitWords) -> NextContactForm:
        """Filled with what is known."""
        names = ("next_kind", "next_at", "next_where")
        return cls(initial={name: visit.case.words.get(name, "") for name in names})

    def words(self) -> dict[str, str]:
        """The fields as they are kept."""
        at = self.cleaned_data["next_at"]
        return {
            "next_kind": self.cleaned_data["next_kind"],
            "next_at": at.replace(tzinfo=None).isoformat(timespec="minutes") if at else "",
            "next_where": self.cleaned_data["next_where"],
        }
