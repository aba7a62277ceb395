# SPDX-License-Identifier: Apache-2.0
"""A practice started with example data: made-up clients that show the program, plainly marked everywhere."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any

import pytest
from tests.support.practice import Home

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES_OF_A_VISIT = ("ask", "aloud", "meaning", "board", "plan", "minutes", "ending", "hand-over")
MADE_UP = "Everyone here is made up."


@pytest.fixture
def looking_round(empty_home: Home) -> Any:
    """Signed in to a practice of made-up clients."""
    from leeward.practice.first_run.services import set_up_example
    from leeward.practice.first_run.state import EXAMPLE_NAME, EXAMPLE_PASSWORD

    set_up_example()
    browser = empty_home.browser()
    browser.post("/sign-in/", {"name": EXAMPLE_NAME, "password": EXAMPLE_PASSWORD})
    return browser


def visits() -> dict[str, str]:
    """Code name -> id of the visit."""
    from leeward.practice.cases.selectors import code_names
    from leeward.practice.visits.models import Visit

    rows = list(Visit.objects.all())
    names = code_names([row.case_id for row in rows])
    return {names[row.case_id]: row.id for row in rows}


def test_four_clients_are_there_each_with_a_visit(looking_round: Any) -> None:
    assert sorted(visits()) == ["Example Alondra", "Example Finch", "Example Heron", "Example Wren"]


def test_every_page_of_every_example_opens_and_says_it_is_made_up(looking_round: Any) -> None:
    from leeward.practice.visits.models import Visit

    addresses = ["/today/", "/clients/", "/clients/new/", "/minutes/", "/account/"]
    for visit in Visit.objects.all():
        addresses += [f"/clients/{visit.case_id}/", f"/clients/{visit.case_id}/change/"]
        addresses += [f"/visits/{visit.id}/{page}/" for page in PAGES_OF_A_VISIT]
    unmarked = []
    for address in addresses:
        answer = looking_round.get(address)
        if answer.status_code != 200 or MADE_UP not in answer.content.decode():
            unmarked.append(f"{answer.status_code} {address}")
    assert unmarked == []


def test_the_doors_say_it_too_and_how_to_get_in(empty_home: Home, looking_round: Any) -> None:
    from leeward.practice.first_run.state import EXAMPLE_PASSPHRASE, EXAMPLE_PASSWORD

    door = empty_home.browser().get("/sign-in/").content.decode()
    assert MADE_UP in door
    assert EXAMPLE_PASSWORD in door
    looking_round.post("/lock/")
    locked = looking_round.get("/unlock/").content.decode()
    assert MADE_UP in locked
    assert EXAMPLE_PASSPHRASE in locked


def test_wren_is_an_emergency_until_shown_otherwise(looking_round: Any) -> None:
    page = looking_round.get(f"/visits/{visits()['Example Wren']}/minutes/").content.decode()
    assert "The person doing this talks of suicide; a separation; threats about the children" in page
    assert "Child hand-over" in page


def test_finch_cannot_be_sent_home_before_his_screen_is_closed(looking_round: Any) -> None:
    from leeward.practice.visits.models import Visit

    visit_id = visits()["Example Finch"]
    assert looking_round.post(f"/visits/{visit_id}/ending/").status_code == 422
    assert Visit.objects.get(id=visit_id).ended_at is None
    assert "Spanish" in looking_round.get(f"/visits/{visit_id}/aloud/").content.decode()


def test_alondra_was_here_a_week_ago_and_is_due_today(looking_round: Any) -> None:
    from django.utils import timezone

    from leeward.practice.visits.models import FollowUp, Visit

    visit = Visit.objects.get(id=visits()["Example Alondra"])
    assert visit.ended_at is not None
    assert timezone.now() - visit.ended_at > timedelta(days=6)
    days = [timezone.localdate(one.due_at) for one in FollowUp.objects.filter(visit=visit).order_by("due_at")]
    assert days == [timezone.localdate(), timezone.localdate() + timedelta(days=3)]
    today = looking_round.get("/today/").content.decode()
    assert "Example Alondra" in today.split("Agreed for today")[1].split("In the next seven days")[0]
    plan = looking_round.get(f"/visits/{visit.id}/plan/").content.decode()
    assert "girasol" in plan


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("WREN", "session-a-mother.json"),
        ("FINCH", "session-b-boy.json"),
        ("HERON", "session-c-candidate.json"),
    ],
)
def test_the_answers_are_those_of_the_example_files(empty_home: Home, name: str, file: str) -> None:
    from leeward.practice.cases import example_answers

    in_file = json.loads((EXAMPLES / file).read_text(encoding="utf-8"))["answers"]
    ours = {key: value for key, value in getattr(example_answers, name).items() if key != "o4"}
    assert ours == in_file


def test_what_is_wanted_is_what_the_example_files_want(empty_home: Home) -> None:
    from leeward.practice.cases import example

    now = datetime(2026, 11, 22, 12, 0)
    for made, file in (
        (example.wren(now), "session-a-mother.json"),
        (example.finch(now), "session-b-boy.json"),
        (example.heron(now), "session-c-candidate.json"),
    ):
        raw = json.loads((EXAMPLES / file).read_text(encoding="utf-8"))
        views = {
            view: {id for id, one in made.views.items() if one.view == view} for view in ("wanted", "not-now")
        }
        assert views == {"wanted": set(raw["wanted"]), "not-now": set(raw["not_now"])}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, 12, 0), "2026-11-22T21:00"),
        (datetime(2026, 11, 22, 20, 30), "2026-11-23T21:00"),
        (datetime(2026, 11, 22, 23, 59), "2026-11-23T21:00"),
    ],
)
def test_the_deadline_is_tonight_or_tomorrow_night(empty_home: Home, now: datetime, expected: str) -> None:
    from leeward.practice.cases.example import finch

    assert finch(now).client.visit["next_at"] == expected


@pytest.mark.parametrize("day", range(22, 29))
def test_the_next_hand_over_is_a_friday_ahead(empty_home: Home, day: int) -> None:
    from leeward.practice.cases.example import wren

    now = datetime(2026, 11, day, 23, 0)
    at = datetime.fromisoformat(wren(now).client.visit["next_at"])
    assert (at.weekday(), at.time()) == (4, hour(17))
    assert timedelta() < at - now <= timedelta(days=7)


def test_everything_went_through_the_services_and_is_on_record(looking_round: Any) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.cases.models import Said

    actions = list(AuditEntry.objects.filter(is_allowed=True).values_list("action", flat=True))
    assert (actions.count("case.open"), actions.count("visit.open"), actions.count("visit.end")) == (4, 4, 1)
    assert all(b"Wren" not in bytes(row.sealed) for row in Said.objects.all())


def test_it_is_made_in_less_than_three_seconds(empty_home: Home) -> None:
    from leeward.practice.first_run.services import set_up_example

    start = time.monotonic()
    set_up_example()
    assert time.monotonic() - start < 3
