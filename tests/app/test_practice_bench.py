# SPDX-License-Identifier: Apache-2.0
"""The page about a client at 10,000 cases costs no more than at 100; and how that is measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.practice import Home

from leeward.commands.bench import CASELOADS, PAGE_AT_MOST, PAGE_ROUNDS
from leeward.practice.bench import page_medians
from leeward.terms.errors import NotFound


def test_the_measurement_asks_practices_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever practice is on this machine stays as it is; one time for each size comes back."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite://{tmp_path / 'of-this-practice.sqlite3'}")
    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "home"))
    found = page_medians((2, 5), rounds=3)
    assert len(found) == 2 and all(0 < seconds < 5 for seconds in found)
    assert list(tmp_path.iterdir()) == []


def test_cases_opened_together_are_as_those_opened_one_by_one(home: Home) -> None:
    """Each on the owner's list, readable, on record, with a key of its own for each person."""
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.bench_filling import made_up
    from leeward.practice.cases.bulk import open_cases
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.selectors import my_caseload, see_case

    browser = home.signed_in()
    owner = Case.objects.get(id=home.open_case(browser).split("/")[2]).owner
    ids = open_cases(owner, [made_up(number) for number in range(260)])
    assert len(set(ids)) == 260
    assert {one.code_name for one in my_caseload(owner).cases} == {
        "Tern",
        *(f"Tern {at}" for at in range(260)),
    }
    case = see_case(owner, ids[255])
    assert case.words["code_name"] == "Tern 255"
    assert [one.words["called"] for one in case.persons] == ["Example 255", "Example sister"]
    assert set(home.agent.open_case(ids[255]).persons) == {one.id for one in case.persons}
    assert AuditEntry.objects.filter(action="case.open", case_id__in=ids[:200]).count() == 200
    assert b"Tern 7" in browser.get(f"/clients/{ids[7]}/change/").content


def test_a_long_list_shows_those_written_in_last_and_all_of_them_by_name(home: Home) -> None:
    """What is not on the page is counted, and one link away."""
    from leeward.practice.bench_filling import made_up
    from leeward.practice.cases.bulk import open_cases
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.views import AT_FIRST

    browser = home.signed_in()
    owner = Case.objects.get(id=home.open_case(browser, code_name="Ärger").split("/")[2]).owner
    whole = browser.get("/clients/").content.decode()
    assert _names(whole) == ["Ärger"] and "all=1" not in whole
    open_cases(owner, [made_up(number) for number in range(AT_FIRST)])
    page = browser.get("/clients/").content.decode()
    assert len(_names(page)) == AT_FIRST and f"All {AT_FIRST + 1} clients, A to Z" in page
    every = browser.get("/clients/?all=1").content.decode()
    assert _names(every) == ["Ärger", *sorted(f"Tern {number}" for number in range(AT_FIRST))]


def _names(page: str) -> list[str]:
    return re.findall(r'<h2 class="flat line"><a [^>]*>([^<]*)</a>', page)


def test_who_may_not_open_a_case_may_not_open_many(home: Home) -> None:
    """An administrator; the try is on record and nothing is made."""
    from leeward.practice.accounts.models import Account
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.bench_filling import made_up
    from leeward.practice.cases.bulk import open_cases
    from leeward.practice.cases.models import Case

    alex = Account.objects.get(roles="administrator")
    with pytest.raises(NotFound):
        open_cases(alex, [made_up(1)])
    assert not Case.objects.exists()
    assert AuditEntry.objects.filter(action="case.open", actor_id=alex.id, is_allowed=False).count() == 1


@pytest.mark.long
def test_the_page_costs_no_more_at_ten_thousand_cases() -> None:
    small, large = page_medians(CASELOADS, rounds=PAGE_ROUNDS)
    assert large / small <= PAGE_AT_MOST, (small, large)
