# SPDX-License-Identifier: Apache-2.0
"""T10: a colleague's case is not there, unless it is opened with a reason, which its owner is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.matrix import add_people
from tests.support.practice import Home

pytestmark = pytest.mark.db
WHY = {"reason": "Quokkamarker rings, and is in danger", "who_knows": "uma was told"}


@pytest.fixture
def case_id(home: Home) -> str:
    """robin's; uma supervises robin."""
    add_people()
    return home.open_case(home.signed_in(), code_name="Tern").split("/")[2]


def opens(home: Home, named: str, who: str = "ola", **words: str) -> Any:
    return home.signed_in(who).post("/opening/", {"named": named, **WHY, **words})


def openings(**fields: Any) -> Any:
    from leeward.practice.models import Opening

    return Opening.objects.filter(**fields)


def refused() -> int:
    from leeward.practice.models import AuditEntry

    return int(AuditEntry.objects.filter(action="case.break-glass", is_allowed=False).count())


@pytest.mark.parametrize("how", ["name", "number", "number in groups"])
def test_the_exact_name_or_the_number_and_a_reason_open_it(home: Home, case_id: str, how: str) -> None:
    named = {
        "name": " Tern ",
        "number": case_id[:8],
        "number in groups": case_id[:4].upper() + " " + case_id[4:8],
    }
    assert opens(home, named[how])["Location"] == f"/clients/{case_id}/"
    page = home.signed_in("ola").get(f"/clients/{case_id}/").content.decode()
    assert "They are told what you look at" in page


@pytest.mark.parametrize("named", ["tern", "Ter", "Terns", "", "T", "%", "Tern'--"])
def test_nothing_but_the_exact_name_does(home: Home, case_id: str, named: str) -> None:
    assert opens(home, named).status_code in (404, 422)
    assert not openings().exists()


def test_a_name_of_two_cases_opens_neither_and_looks_like_a_name_of_none(home: Home, case_id: str) -> None:
    home.open_case(home.signed_in("sam"), code_name="Tern")
    before = refused()
    pages = [opens(home, named) for named in ("Tern", "Dunlin")]
    assert [page.status_code for page in pages] == [404, 404]
    told = [re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages]
    assert told[0] == told[1]
    assert refused() == before + 2
    assert not openings().exists()


@pytest.mark.parametrize("words", [{"reason": ""}, {"reason": "urgent"}, {"who_knows": ""}])
def test_without_a_reason_and_who_knows_nothing_opens_and_nothing_typed_is_lost(
    home: Home, case_id: str, words: dict[str, str]
) -> None:
    answer = opens(home, "Tern", **words)
    assert answer.status_code == 422
    assert 'value="Tern"' in answer.content.decode()
    assert not openings().exists()


@pytest.mark.parametrize("who", ["fern", "toni", "alex"])
def test_desk_technician_and_administrator_cannot(home: Home, case_id: str, who: str) -> None:
    assert home.signed_in(who).get("/opening/").status_code == 404
    assert opens(home, "Tern", who).status_code == 404
    assert not openings().exists()


def test_one_reads_and_writes_in_a_visit_and_neither_prints_nor_hands_over_nor_changes(
    home: Home, case_id: str
) -> None:
    opens(home, "Tern")
    ola = home.signed_in("ola")
    visit = ola.post(f"/clients/{case_id}/visit/")["Location"].removesuffix("ask/")
    seen = re.search(r'name="seen" value="(\d+)"', ola.get(f"{visit}ask/").content.decode())
    assert seen
    saved = ola.post(f"{visit}ask/", {"notes": "Seen by ola", "save_notes": "1", "seen": seen[1]})
    assert saved.status_code == 302
    for path in (
        f"{visit}paper/",
        f"{visit}minutes/paper/",
        f"{visit}hand-over/",
        f"/clients/{case_id}/change/",
    ):
        assert ola.post(path, {"what": "record", "language": "en"}).status_code == 404, path
    assert ola.get(f"/clients/{case_id}/change/").status_code == 404
    assert home.signed_in().get(f"{visit}ask/").status_code == 200, "the owner finds the visit"


def test_it_ends_after_four_hours_and_can_be_given_back_before(
    home: Home, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    opens(home, "Tern")
    path = f"/clients/{case_id}/"
    clock.step(hours=3, minutes=59)
    assert home.signed_in("ola").get(path).status_code == 200
    clock.step(minutes=2)
    assert home.signed_in("ola").get(path).status_code == 404
    opens(home, "Tern")
    opening = openings().latest("opened_at")
    ola = home.signed_in("ola")
    assert ola.get(path).status_code == 200
    assert ola.post(f"/openings/{opening.id}/back/").status_code == 302
    assert ola.get(path).status_code == 404


@pytest.mark.parametrize("who", ["robin", "uma"])
def test_owner_and_supervisor_are_told_who_why_and_what_until_they_say_seen(
    home: Home, case_id: str, who: str
) -> None:
    opens(home, "Tern")
    home.signed_in("ola").get(f"/clients/{case_id}/")
    told = home.signed_in(who)
    start = "/today/" if who == "robin" else "/oversight/"
    page = told.get(start).content.decode()
    for said in ("ola opened Tern", *WHY.values(), "the client’s page"):
        assert said in page, said
    opening = openings().get()
    assert told.post(f"/openings/{opening.id}/seen/").status_code == 302
    assert "ola opened Tern" not in told.get(start).content.decode()
    other = "uma" if who == "robin" else "robin"
    start = "/today/" if other == "robin" else "/oversight/"
    assert "ola opened Tern" in home.signed_in(other).get(start).content.decode(), "each for themself"


def test_it_is_told_also_when_it_is_over_and_to_nobody_else(home: Home, case_id: str) -> None:
    opens(home, "Tern")
    home.signed_in("ola").post(f"/openings/{openings().get().id}/back/")
    assert "ola opened Tern" in home.signed_in().get("/today/").content.decode()
    for who, start in (("sam", "/today/"), ("ola", "/today/"), ("alex", "/oversight/")):
        assert "opened Tern" not in home.signed_in(who).get(start).content.decode()
    for who in ("sam", "ola", "alex"):
        answer = home.signed_in(who).post(f"/openings/{openings().get().id}/seen/")
        assert answer.status_code == 404, who


def test_the_reason_is_sealed(home: Home, case_id: str) -> None:
    from leeward.practice.models import AuditEntry, Opening

    opens(home, "Tern")
    kept = str(list(Opening.objects.values())) + str(list(AuditEntry.objects.values()))
    assert "Quokkamarker" not in kept


def test_guessing_goes_slowly_and_another_persons_tries_are_their_own(
    home: Home, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    for name in ("Ibis", "Dunlin", "Plover", "Knot", "Rail"):
        assert opens(home, name).status_code == 404
    before = refused()
    answer = opens(home, "Tern")
    assert answer.status_code == 429
    assert WHY["reason"] in answer.content.decode(), "what was typed is still there"
    assert refused() == before + 1
    assert not openings().exists()
    assert opens(home, "Tern", "sam").status_code == 302
    clock.step(minutes=61)
    assert opens(home, "Tern").status_code == 302


def test_pressed_twice_it_is_one_opening(home: Home, case_id: str) -> None:
    assert [opens(home, "Tern").status_code for _ in range(2)] == [302, 302]
    assert openings().count() == 1


def test_t62_where_the_audit_cannot_be_written_nothing_opens(home: Home, case_id: str) -> None:
    from django.db import connection

    refuse = {
        "sqlite": "CREATE TRIGGER no_audit BEFORE INSERT ON practice_auditentry"
        " BEGIN SELECT RAISE(ABORT, 'read-only'); END",
        "postgresql": "CREATE TRIGGER no_audit BEFORE INSERT ON practice_auditentry"
        " EXECUTE FUNCTION practice_audit_refuse()",
    }
    ola = home.signed_in("ola")
    with connection.cursor() as cursor:
        cursor.execute(refuse[connection.vendor])
    ola.raise_request_exception = False
    assert ola.post("/opening/", {"named": "Tern", **WHY}).status_code == 500
    assert not openings().exists()
