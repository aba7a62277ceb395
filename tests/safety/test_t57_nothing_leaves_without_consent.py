# SPDX-License-Identifier: Apache-2.0
"""T57: an export without a consent, or with one that ended, was taken back, is another's or is narrower.

The consent is looked at in the transaction that writes the release down: of a taking back and an export
begun together, either the export was first, or nothing leaves. LEEWARD_LONG races them 1,000 times.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import pytest
from tests.support.disclosures import agreed, agreement_form, at_once_with_taking_back, copy_form
from tests.support.practice import Home
from tests.support.visits import At, visit_with

pytestmark = pytest.mark.db
RACES = 1_000 if os.environ.get("LEEWARD_LONG") else 25
WHO = "Dr. Example Reyes"


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, {"answers": {"o1": "yes"}}, code_name="Ternmarker")


def asks(at: At, **changes: Any) -> Any:
    return at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(WHO, **changes))


def refused(at: At, answer: Any, why: str) -> None:
    """Nothing left: no file, no release, and the reason in a plain sentence."""
    from leeward.practice.models import AuditEntry, Release

    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")
    assert why in answer.content.decode().replace("&#x27;", "'")
    assert Release.objects.count() == 0
    tries = AuditEntry.objects.filter(action="release.export")
    assert [one.is_allowed for one in tries] == [False]


def test_without_a_consent(at: At) -> None:
    refused(at, asks(at), "There is no agreement with this client.")


def test_with_one_that_was_not_signed_or_said(at: At) -> None:
    at.browser.post(f"/clients/{at.case_id}/agreements/new/", agreement_form(WHO))
    refused(at, asks(at), "not signed or said yet")


def test_with_one_that_ended_yesterday(at: At) -> None:
    from leeward.practice.models import Agreement

    agreed(at, WHO)
    Agreement.objects.update(ends_on=date.today() - timedelta(days=1))
    refused(at, asks(at), "The agreement has ended.")


def test_with_one_that_begins_tomorrow(at: At) -> None:
    agreed(at, WHO, starts_on=(date.today() + timedelta(days=1)).isoformat())
    refused(at, asks(at), "has not begun yet")


def test_with_one_that_was_taken_back_a_moment_ago(at: At) -> None:
    where = agreed(at, WHO)
    assert at.browser.post(f"{where}back/").status_code == 302
    refused(at, asks(at), "took this agreement back")


def test_for_another_recipient(at: At) -> None:
    agreed(at, "Somebody Else")
    refused(at, asks(at), "No agreement names this recipient.")


def test_for_more_than_was_agreed(at: At) -> None:
    agreed(at, WHO, classes=["chart-line"])
    refused(at, asks(at), "covers less than this")


def test_of_a_class_that_is_never_given_out(at: At) -> None:
    from leeward.practice.models import Release

    agreed(at, WHO)
    assert asks(at, record_class="working-paper").status_code == 422
    assert Release.objects.count() == 0


def test_with_the_consent_of_another_client(home: Home, at: At) -> None:
    other = visit_with(home, {"answers": {"o1": "yes"}}, code_name="Wrenmarker")
    agreed(other, WHO)
    refused(at, asks(at), "There is no agreement with this client.")


def test_taking_back_and_exporting_at_once(at: At) -> None:
    """The rows say who was first: what was exported stands before the taking back, or not at all."""
    seed = int(os.environ.get("LEEWARD_SEED", "") or random.SystemRandom().randrange(10**6))
    chance, came = random.Random(seed), {"left": 0, "revoked": 0}  # noqa: S311 no secret
    for number in range(RACES):
        who = f"{WHO} {number}"
        agreement_id = agreed(at, who, classes=["chart-line"]).rstrip("/").split("/")[-1]
        came[one_race(at, who, agreement_id, f"{number:024x}", chance.uniform(0, 0.03))] += 1
    assert sum(came.values()) == RACES
    assert all(came.values()), f"seed {seed}: never both orders, {came}"


def one_race(at: At, who: str, agreement_id: str, once: str, late_by: float) -> str:
    """An export and a taking back, begun together: `left`, or why it did not."""
    from leeward.practice.disclosures import giving
    from leeward.practice.disclosures.content import Choice
    from leeward.stewardship.retention import RecordClass

    choice = Choice(RecordClass.CHART_LINE, frozenset(), frozenset({"json"}), "en")
    return at_once_with_taking_back(
        at,
        agreement_id,
        once,
        late_by,
        lambda: giving.give_out(at.account, at.case_id, who, choice, once=once),
    )


def test_two_clicks_at_the_same_moment_are_one_release(at: At) -> None:
    from tests.safety.test_t13_no_step_is_skipped import at_once

    from leeward.practice.disclosures.content import Choice
    from leeward.practice.disclosures.giving import give_out
    from leeward.practice.models import AuditEntry, Release
    from leeward.stewardship.retention import RecordClass

    agreed(at, WHO, classes=["chart-line"])
    choice = Choice(RecordClass.CHART_LINE, frozenset(), frozenset({"json"}), "en")
    found = at_once(*[lambda: give_out(at.account, at.case_id, WHO, choice, once="c" * 24)] * 4)
    assert found == [""] * 4
    assert Release.objects.count() == 1
    assert AuditEntry.objects.filter(action="release.export").count() == 1
    assert AuditEntry.objects.filter(action="release.repeat").count() == 3
