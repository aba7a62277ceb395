# SPDX-License-Identifier: Apache-2.0
"""The periods of a practice, and the rows of the paper where nobody else could agree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.stewardship.retention import KeptFor, RecordClass

CLASS_NAMES = {
    RecordClass.CLIENT_RECORD: _("The client’s record: page, visits, answers, board, plan"),
    RecordClass.CHART_LINE: _("Chart lines"),
    RecordClass.PROTECTED_NOTE: _("Protected notes"),
    RecordClass.EVIDENCE_INDEX: _("List of what the client holds"),
    RecordClass.WORKING_PAPER: _("Working papers that were filed"),
}
MOST_YEARS, MOST_AGE = 40, 60


def _number(label: object, least: int, most: int, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        error_messages={"required": _("Give the years as a number")},
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
    )


class PeriodsForm(forms.Form):
    """Two numbers for each class: `years-<class>`, `until-<class>`."""

    def __init__(self, *args: Any, now: dict[RecordClass, KeptFor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in RecordClass:
            years = _number(_("Years after the last contact"), 1, MOST_YEARS, required=True)
            until = _number(_("Of a minor: at least until age"), 18, MOST_AGE, required=False)
            years.initial, until.initial = now[one].years, now[one].minor_until_age
            self.fields[f"years-{one}"], self.fields[f"until-{one}"] = years, until

    def rows(self) -> list[tuple[object, forms.BoundField, forms.BoundField]]:
        """Each class with its two fields."""
        return [(CLASS_NAMES[one], self[f"years-{one}"], self[f"until-{one}"]) for one in RecordClass]

    def chosen(self) -> dict[RecordClass, KeptFor]:
        """What was chosen, once it is valid."""
        said = self.cleaned_data
        return {one: KeptFor(said[f"years-{one}"], said[f"until-{one}"]) for one in RecordClass}


class PaperForm(forms.Form):
    """The recovery paper stands in for the second person."""

    paper = forms.CharField(
        label=_("The five rows of the recovery paper"),
        help_text=_("Nobody else here could agree. The paper and 72 hours take their place."),
        max_length=600,
        error_messages={"required": _("Type the rows of the paper")},
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
