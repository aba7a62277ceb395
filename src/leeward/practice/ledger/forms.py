# SPDX-License-Identifier: Apache-2.0
"""How the accounting is printed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leeward.practice.visits.paper_forms import SIZES, TONGUES

_CHOOSE = {"required": _("Choose one"), "invalid_choice": _("Choose one of the answers")}


class PaperForm(forms.Form):
    """A language and a size."""

    language = forms.ChoiceField(
        label=_("Language"), choices=TONGUES, widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    size = forms.ChoiceField(
        label=_("Paper size"), choices=SIZES, widget=forms.RadioSelect, error_messages=_CHOOSE
    )
