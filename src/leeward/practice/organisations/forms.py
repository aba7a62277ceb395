# SPDX-License-Identifier: Apache-2.0
"""What the pages of organisations ask: filled in from a visit, changed on the page, and stored nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.book import book
from leeward.practice.orders.forms import WhoForm
from leeward.terms.text import Language


class PlacesForm(WhoForm):
    """What changes the way through an organisation."""

    def said(self) -> dict[str, str | int | None]:
        """What was said, by the names of the context."""
        given = self.cleaned_data
        return {
            "state": given["state"] or None,
            "relationship": given["relationship"] or None,
            "age": given["age"],
        }


class LibraryForm(PlacesForm):
    """The same without a client, and which organisation to show."""

    organisation = forms.ChoiceField(
        label=_("Which one?"),
        error_messages={"required": _("Choose the organisation to read about.")},
        widget=forms.RadioSelect,
    )
    field_order = ("organisation", "relationship", "state", "age")

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        titles = [(one.id, one.title.said_in(language)) for one in book().organisations]
        self._choose("organisation", titles)
