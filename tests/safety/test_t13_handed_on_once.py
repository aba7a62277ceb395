# SPDX-License-Identifier: Apache-2.0
"""T13, as far as people go: an offer is answered once, and nobody takes what was offered to another."""

from __future__ import annotations

import threading

import pytest
from tests.support.matrix import account
from tests.support.practice import Home

from leeward.terms.errors import LeewardError

pytestmark = pytest.mark.db


def an_offer(home: Home) -> str:
    """sam's clients, offered by alex to robin."""
    from leeward.practice.people.handing_on import offer_cases
    from leeward.practice.people.services import close_account

    home.open_case(home.signed_in("sam"), code_name="Plover")
    close_account(account("alex"), account("sam").id)
    return offer_cases(account("alex"), account("sam").id, account("robin").id)


def test_a_yes_and_a_no_at_once_have_one_winner(home: Home) -> None:
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.models import AuditEntry, Case, HandingOn
    from leeward.practice.people.handing_on import answer_offer

    id = an_offer(home)
    robin = account("robin")
    together = threading.Barrier(2)

    def answer(takes: bool) -> None:
        sealing._local.agent = home.agent
        together.wait(timeout=10)
        try:
            answer_offer(robin, id, takes=takes)
        except LeewardError:
            pass  # the other one was first
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(takes,)) for takes in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    offer = HandingOn.objects.get(id=id)
    is_robins = Case.objects.get().owner_id == robin.id
    taken = AuditEntry.objects.filter(action="case.take", case_id=Case.objects.get().id).count()
    assert offer.answered_at is not None
    assert (offer.is_taken, taken) == (is_robins, int(is_robins))


def test_after_a_no_there_is_no_yes(home: Home) -> None:
    from leeward.practice.models import Case
    from leeward.practice.people.handing_on import answer_offer
    from leeward.terms.errors import NotFound

    id = an_offer(home)
    answer_offer(account("robin"), id, takes=False)
    with pytest.raises(NotFound):
        answer_offer(account("robin"), id, takes=True)
    assert Case.objects.get().owner_id == account("sam").id


def test_an_offer_ends_when_the_account_is_opened_again(home: Home) -> None:
    from leeward.practice.people.handing_on import answer_offer
    from leeward.practice.people.services import reopen_account
    from leeward.terms.errors import NotFound

    id = an_offer(home)
    reopen_account(account("alex"), account("sam").id)
    with pytest.raises(NotFound):
        answer_offer(account("robin"), id, takes=True)
