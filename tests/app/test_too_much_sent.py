# SPDX-License-Identifier: Apache-2.0
"""What is too long, does not show or cannot be printed is answered calmly, and never kept."""

from __future__ import annotations

import html
from typing import Any

import pytest
from tests.support.practice import Home
from tests.support.visits import visit_with

pytestmark = pytest.mark.db
TOO_LONG = {"name": "x" * 600_000}


@pytest.mark.parametrize(
    ("language", "says"), [("en", "Too much for one page"), ("es", "Demasiado para una página")]
)
def test_a_page_that_is_too_long_says_so_and_where_the_words_are(
    home: Home, language: str, says: str
) -> None:
    browser = home.signed_in()
    browser.post("/language/", {"language": language, "next": "/today/"})
    answer = browser.post("/directory/queue/", TOO_LONG)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 413
    assert says in page and "xxx" not in page and "Traceback" not in page


def test_it_is_calm_before_signing_in_and_on_a_device_too(home: Home) -> None:
    assert home.browser().post("/sign-in/", TOO_LONG).status_code == 413
    answer = home.browser().post("/questions/", TOO_LONG)
    assert answer.status_code == 413 and "Too much" not in answer.content.decode()


@pytest.mark.parametrize("office", ["\u202eevil", "a\x07b", "Har\u200bbor", "\ufeffLegal Aid"])
def test_an_office_that_does_not_show_whole_is_refused_at_its_field(home: Home, office: str) -> None:
    """It stands in a list and is matched by name."""
    from leeward.practice.referrals.models import Referral

    at = visit_with(home, {"answers": {"c1": "yes"}})
    address = f"/clients/{at.case_id}/referrals/new/"
    sent: dict[str, Any] = {"service": "", "office": office, "why": "Help with an order."}
    answer = at.browser.post(address, sent)
    assert answer.status_code == 422
    assert "does not show" in answer.content.decode()
    assert not Referral.objects.exists()


def test_a_form_whose_words_are_printed_names_what_cannot_be(home: Home) -> None:
    from django.core.exceptions import ValidationError

    from leeward.practice.disclosures.forms import AgreementForm
    from leeward.practice.visits.paper_forms import AdultForm
    from leeward.practice.visits.plan_forms import _heart

    fields = [AgreementForm.base_fields[name] for name in ("recipient", "purpose", "told")]
    fields += [AdultForm.base_fields[name] for name in ("hour", "again")]
    for field in (*fields, _heart("", "")):
        field.clean("Ms Ánh")
        with pytest.raises(ValidationError, match="王"):
            field.clean("Ms 王")
