# SPDX-License-Identifier: Apache-2.0
"""T60: a subpoena arrives. The hold stops removal for that case only; the page says what to do first; and
each class of the record goes out apart, session notes only under an agreement of their own."""

from __future__ import annotations

import pytest
from tests.support.disclosures import agreed, copy_form, once_in
from tests.support.practice import Home
from tests.support.visits import At, made_long_ago, visit_with

from leeward.stewardship.hold import Hold, may_purge

WHO = "Superior Court of Example County"


@pytest.fixture
def both(home: Home) -> tuple[At, At]:
    return tuple(visit_with(home, {"answers": {"o1": "yes"}}, code_name=name) for name in ("Tern", "Wren"))  # type: ignore[return-value]


def page_of(at: At, page: str) -> str:
    answer = at.browser.get(f"/clients/{at.case_id}/{page}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"').split())


def test_the_hold_stops_removal_for_that_case_only(both: tuple[At, At]) -> None:
    from leeward.practice.notes.holds import held

    at, other = both
    page = f"/clients/{at.case_id}/hold/"
    at.browser.post(page, {"why": "subpoena of Monday", "since": "", "once": once_in(at.browser.get(page))})
    assert held(at.case_id)
    assert not held(other.case_id)


def test_a_held_case_is_not_removed_and_the_other_is() -> None:
    from datetime import UTC, datetime

    hold = Hold("h", "held", "robin", datetime(2026, 11, 22, tzinfo=UTC))
    assert [may_purge([hold], case_id) for case_id in ("held", "other")] == [False, True]


def test_removing_notes_is_refused_while_the_record_is_held_and_not_in_the_other(
    both: tuple[At, At],
) -> None:
    from leeward.practice.disclosures import holds
    from leeward.practice.models import LegalHold
    from leeward.practice.retention.classes import Held
    from leeward.practice.retention.one_class import remove_class
    from leeward.practice.visits.services import change_document
    from leeward.stewardship.retention import RecordClass

    at, other = both
    for one in both:
        change_document(one.account, one.visit_id, "notes", {"notes": "long ago"}, seen=0)
        made_long_ago(one.case_id)
    holds.set_hold(at.account, at.case_id, why="subpoena", since="")
    holds.ask(at.account, at.case_id, LegalHold.objects.get().id, "withdrawn")
    with pytest.raises(Held):
        remove_class(at.account, at.case_id, RecordClass.PROTECTED_NOTE)
    remove_class(other.account, other.case_id, RecordClass.PROTECTED_NOTE)


def test_the_page_says_first_what_matters_first(both: tuple[At, At]) -> None:
    shown = page_of(both[0], "court")
    order = [
        "It is usually not a court order",
        "Set the hold now",
        "Note how and when it came",
        "Call a lawyer, your own insurer",
        "Tell the client, unless an order forbids it",
        "Object first",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    for words in (
        "42 CFR Part 2 a subpoena is not enough",
        "45 CFR 164.508(a)(2)",
        "34 USC 12291(b)(2)",
        "A claim for emotional harm",
        "A fight over custody",
        "A professional interpreter usually does not",
        "not legal advice",
    ):
        assert words in shown


def test_a_hold_shows_on_the_court_page(both: tuple[At, At]) -> None:
    from leeward.practice.disclosures import holds

    at, _ = both
    holds.set_hold(at.account, at.case_id, why="subpoena", since="")
    shown = page_of(at, "court")
    assert "A hold stands" in shown
    assert "Set the hold now" not in shown


def test_session_notes_go_out_only_under_an_agreement_of_their_own(both: tuple[At, At]) -> None:
    at, _ = both
    agreed(at, WHO, classes=["client-record", "chart-line"])
    form = copy_form(WHO, record_class="protected-note")
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 422
    agreed(at, WHO, classes=["protected-note"])
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", copy_form(WHO, record_class="protected-note"))
    assert answer.status_code == 200


def test_a_subpoena_allows_nothing(both: tuple[At, At]) -> None:
    from leeward.stewardship import release as rules

    request = rules.open_request("q", "c", rules.Claim.LAWYER, rules.Way.LETTER, by="robin")
    request = rules.call_back(request, rules.NumberFrom.LOOKED_UP, rules.Reached.YES)
    request = rules.identify(request, rules.Check.OFFICE_CONFIRMED, matches=True)
    with pytest.raises(rules.OutOfOrder):
        rules.stand_on(request, rules.Ground.SUBPOENA)
