# SPDX-License-Identifier: Apache-2.0
"""S25 connections: the client comes to legal and other help, with their agreement, and the loop closes.

A referral is offered, wanted, called about together under an agreement, and ends with what the client says
of it. Nobody here calls without that agreement, and nothing is ever sent to the client about it.
"""

from __future__ import annotations

import re

import pytest
from tests.support.answers import NINE, example
from tests.support.disclosures import agreed
from tests.support.practice import Home
from tests.support.referrals import begun, page_of, press, row_of, text_of
from tests.support.visits import visit_with


@pytest.mark.parametrize("name", NINE)
def test_a_service_of_the_plan_becomes_a_referral_that_closes(home: Home, name: str) -> None:
    """For each written case: the first service its plan names, to "did you get what you needed?"."""
    at = visit_with(home, example(name))
    service = at.chain.plan.services[0]
    offered = at.browser.post(f"/clients/{at.case_id}/referrals/new/", {"service": service.id})
    assert service.name in text_of(offered)
    kind = re.search(r'name="kind" value="([a-z-]+)"[^>]*checked', offered.content.decode())
    assert kind is not None, "how urgent it is follows from what it helps with"
    where = begun(at, service.name, service=service.id, kind=kind[1], said="agreed")
    assert press(at, where, act="contact", how="together").status_code == 422
    agreed(at, service.name)
    assert press(at, where, act="contact", how="together").status_code == 302
    assert press(at, where, act="step", step="contact", how="client-said").status_code == 302
    assert press(at, where, act="step", step="got-help").status_code == 302
    said = {"got": "yes", "worse": "no", "would_return": "yes"}
    assert press(at, where, act="close", **said).status_code == 302
    assert (row_of(where).step, row_of(where).due_on) == ("closed", None)


@pytest.mark.parametrize("language", ["en", "es"])
def test_there_are_words_for_a_call_together_in_both_languages(home: Home, language: str) -> None:
    """What may be told, that no machine is spoken to, and that the office does not call the client."""
    at = visit_with(home, example(NINE[0]))
    agreed(at, "Harbor Example House")
    where = begun(at, said="agreed")
    at.browser.post("/language/", {"language": language, "next": where})
    page = page_of(at, where)
    assert "Please do not call, text or write to them." in page
    assert "Por favor, no les llamen ni les escriban." in page
    assert {"en": "If a machine answers", "es": "Si contesta un buzón de voz"}[language] in page


def test_every_open_referral_comes_back_to_somebody(home: Home) -> None:
    """Whatever the client said to it, there is a day; a "no" and nothing else has none."""
    at = visit_with(home, example(NINE[0]))
    for said in ("idea", "offered", "agreed", "given"):
        assert row_of(begun(at, f"Office {said}", said=said)).due_on is not None
    assert row_of(begun(at, "Office declined", said="declined")).due_on is None


def test_what_did_not_answer_is_not_offered_blindly_again(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    where = begun(at, "Harbor Example House", said="given")
    press(at, where, act="step", step="not-reached", how="client-said")
    page = page_of(at, f"/clients/{at.case_id}/referrals/new/")
    assert "Tried before with this client" in page
    assert "Harbor Example House" in page


def test_nothing_about_a_referral_leaves_this_machine(home: Home) -> None:
    """Every step of a referral taken: no mail, no message; the accounting holds the calls alone."""
    from leeward.practice.ledger.reading import given_out

    at = visit_with(home, example(NINE[0]))
    where = begun(at, "Harbor Example House", said="given")
    press(at, where, act="step", step="waiting", how="client-said")
    press(at, where, act="step", step="got-help")
    assert list(given_out(at.account, at.case_id).entries) == []
