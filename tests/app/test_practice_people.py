# SPDX-License-Identifier: Apache-2.0
"""People: joining, roles, closed accounts, cases handed on, the desk, the machine, supervision and names."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.matrix import account, add_people, records_of
from tests.support.practice import PASSWORD, Home, client_form

OWN_PASSWORD = "eleven otters in the reeds"  # noqa: S105


def code_on(page: str) -> str:
    found = re.search(r'<p class="sheet letters"><code>([A-Z0-9-]+)</code>', page)
    assert found, page
    return found[1]


def a_code(home: Home, name: str = "Kim", *roles: str) -> str:
    """alex adds somebody."""
    answer = home.signed_in("alex").post(
        "/oversight/people/new/", {"name": name, "roles": roles or ("clinician",)}
    )
    return code_on(answer.content.decode())


def joins(home: Home, code: str, name: str = "kim", **words: str) -> Any:
    fields = {"code": code, "name": name, "password": OWN_PASSWORD, "again": OWN_PASSWORD, **words}
    return home.browser().post("/join/", fields)


def can_sign_in(home: Home, name: str, password: str = PASSWORD) -> bool:
    answer = home.browser().post("/sign-in/", {"name": name, "password": password})
    return bool(answer.status_code == 302)


def client_of(home: Home, name: str, code_name: str = "Plover") -> str:
    """The id of a new client of this person."""
    return home.open_case(home.signed_in(name), code_name=code_name).split("/")[2]


def test_a_new_person_chooses_their_own_name_and_password_with_a_code(home: Home) -> None:
    code = a_code(home, "Kim, from January", "clinician", "supervisor")
    assert not can_sign_in(home, "Kim, from January")
    assert joins(home, code.lower().replace("-", " "), "kim").status_code == 200
    assert can_sign_in(home, "kim", OWN_PASSWORD)
    assert sorted(account("kim").actor().roles) == ["clinician", "supervisor"]
    assert joins(home, code, "kim2").status_code == 422, "it works once"


@pytest.mark.parametrize("how", ["wrong", "too old", "another was made"])
def test_a_code_that_does_not_fit_lets_nobody_in(
    home: Home, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    from leeward.practice.models import Account, AuditEntry

    code = a_code(home)
    if how == "wrong":
        code = "ABCD-EFGH-JKLM-NPQR"
    elif how == "too old":
        Clock(monkeypatch).step(days=8)
    else:
        waiting = Account.objects.get(is_active=False)
        home.signed_in("alex").post(f"/oversight/people/{waiting.id}/code/")
    answer = joins(home, code)
    assert answer.status_code == 422
    assert "does not fit" in answer.content.decode()
    assert not can_sign_in(home, "kim", OWN_PASSWORD)
    assert not AuditEntry.objects.filter(action="account.join", is_allowed=True).exists()


def test_a_name_that_is_taken_is_told_to_the_holder_of_a_code_alone(home: Home) -> None:
    taken = "Somebody here signs in with this name"
    assert taken not in joins(home, "ABCD-EFGH-JKLM-NPQR", "Robin").content.decode()
    assert taken in joins(home, a_code(home), " ROBIN ").content.decode()


def test_the_code_and_the_password_are_on_no_page_and_in_no_row(home: Home) -> None:
    from django.db import connection

    code = a_code(home)
    page = home.signed_in("alex").get("/oversight/people/").content.decode()
    assert code not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM practice_joincode")
        assert code.replace("-", "") not in str(cursor.fetchall())


def test_the_only_administrator_neither_leaves_nor_drops_the_role(home: Home) -> None:
    alex, robin = account("alex").id, account("robin").id
    browser = home.signed_in()
    assert browser.post(f"/oversight/people/{alex}/close/").status_code == 302
    assert browser.post(f"/oversight/people/{robin}/close/").status_code == 409
    answer = browser.post(f"/oversight/people/{robin}/roles/", {"roles": ["clinician"]})
    assert answer.status_code == 422
    assert "Nobody would run the practice" in answer.content.decode()
    assert browser.get("/oversight/people/").status_code == 200


def test_two_administrators_who_close_each_other_at_once_leave_one(home: Home) -> None:
    """The second one finds the practice as the first one left it."""
    from leeward.practice.people.services import NobodyInCharge, close_account

    alex, robin = account("alex"), account("robin")
    close_account(robin, alex.id)
    with pytest.raises(NobodyInCharge):
        close_account(alex, robin.id)


def test_a_closed_account_is_signed_out_at_once_and_its_cases_stay(home: Home) -> None:
    from leeward.practice.models import Case

    sam = home.signed_in("sam")
    case_id = client_of(home, "sam")
    administrator = home.signed_in("alex")
    administrator.post(f"/oversight/people/{account('sam').id}/close/")
    assert sam.get("/today/")["Location"] == "/sign-in/"
    assert not can_sign_in(home, "sam")
    assert Case.objects.get(id=case_id).owner_id == account("sam").id
    administrator.post(f"/oversight/people/{account('sam').id}/reopen/")
    assert home.signed_in("sam").get(f"/clients/{case_id}/").status_code == 200


def test_a_change_of_roles_signs_out_whoever_it_is_about_and_nobody_else(home: Home) -> None:
    sam, administrator = home.signed_in("sam"), home.signed_in("alex")
    path = f"/oversight/people/{account('sam').id}/roles/"
    administrator.post(path, {"roles": ["front-desk"]})
    assert sam.get("/today/")["Location"] == "/sign-in/"
    assert administrator.get(path).status_code == 200
    assert home.signed_in("sam").get("/today/", follow=True).redirect_chain == [("/desk/", 302)]


def test_cases_are_handed_on_by_an_administrator_and_the_yes_of_the_clinician(home: Home) -> None:
    from leeward.practice.models import AuditEntry

    case_id = client_of(home, "sam")
    administrator, robin = home.signed_in("alex"), home.signed_in()
    sam, to = account("sam").id, account("robin").id
    path = f"/oversight/people/{sam}/hand-on/"
    assert administrator.post(path, {"to": to}).status_code == 422, "the account is not closed"
    administrator.post(f"/oversight/people/{sam}/close/")
    assert administrator.post(path, {"to": to}).status_code == 302
    assert robin.get(f"/clients/{case_id}/").status_code == 404, "not before the yes"
    page = robin.get("/today/").content.decode()
    offer = re.search(r"/offers/([0-9a-f]+)/", page)
    assert offer and "1 client of sam" in page and "Plover" not in page
    assert administrator.post(f"/offers/{offer[1]}/", {"yes": "1"}).status_code == 404
    assert robin.post(f"/offers/{offer[1]}/", {"yes": "1"})["Location"] == "/clients/"
    assert robin.get(f"/clients/{case_id}/").status_code == 200
    assert robin.post(f"/offers/{offer[1]}/", {"yes": "1"}).status_code == 404, "answered once"
    assert AuditEntry.objects.filter(action="case.take", case_id=case_id, is_allowed=True).count() == 1


def test_a_no_leaves_everything_as_it_was_and_another_can_be_asked(home: Home) -> None:
    from leeward.practice.people.handing_on import offers_to

    case_id = client_of(home, "sam")
    administrator = home.signed_in("alex")
    sam = account("sam").id
    administrator.post(f"/oversight/people/{sam}/close/")
    administrator.post(f"/oversight/people/{sam}/hand-on/", {"to": account("robin").id})
    [offer] = offers_to(account("robin"))
    home.signed_in().post(f"/offers/{offer.id}/", {"no": "1"})
    assert home.signed_in().get(f"/clients/{case_id}/").status_code == 404
    assert (
        administrator.post(f"/oversight/people/{sam}/hand-on/", {"to": account("robin").id}).status_code
        == 302
    )


def test_nobody_hands_cases_to_themself_while_somebody_else_could(home: Home) -> None:
    administrator = home.signed_in()
    administrator.post(f"/oversight/people/{account('sam').id}/close/")
    path = f"/oversight/people/{account('sam').id}/hand-on/"
    answer = administrator.post(path, {"to": account("robin").id})
    assert answer.status_code == 422
    assert "ask the other administrator" in answer.content.decode()


def test_alone_the_recovery_paper_and_72_hours_stand_in_for_the_second_person(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.first_run.services import prove_paper

    clock = Clock(monkeypatch)
    case_id = client_of(home, "sam")
    paper = home.agent.make_paper()
    prove_paper(paper.text())
    lines = enumerate(paper.text().splitlines(), start=1)
    rows = {f"row_{number}": line.split(None, 1)[1] for number, line in lines}
    robin = home.signed_in()
    for name in ("alex", "sam"):
        robin.post(f"/oversight/people/{account(name).id}/close/")
    robin.post(f"/oversight/people/{account('sam').id}/hand-on/", {"to": account("robin").id})
    found = re.search(r"/offers/[0-9a-f]+/", robin.get("/today/").content.decode())
    assert found
    assert robin.post(found[0], {**rows, "yes": "1"}).status_code == 422, "too early"
    clock.step(hours=73)
    robin = home.signed_in()
    wrong = {**rows, "row_1": rows["row_2"]}
    assert robin.post(found[0], {**wrong, "yes": "1"}).status_code == 422
    assert robin.get(f"/clients/{case_id}/").status_code == 404
    assert robin.post(found[0], {**rows, "yes": "1"}).status_code == 302
    assert robin.get(f"/clients/{case_id}/").status_code == 200


def test_each_person_starts_where_they_have_something_to_do(home: Home) -> None:
    add_people()
    first = {"robin": [], "uma": ["/oversight/"], "fern": ["/desk/"], "toni": ["/oversight/machine/"]}
    for name, expected in {**first, "alex": ["/oversight/"]}.items():
        answer = home.signed_in(name).get("/today/", follow=True)
        assert answer.status_code == 200, name
        assert [path for path, _ in answer.redirect_chain] == expected, name


def test_the_desk_shows_times_code_names_and_clinicians_and_nothing_else(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.visits.follow_ups import make_follow_up

    add_people()
    for name, code_name in (("robin", "Tern"), ("sam", "Plover")):
        case_id = client_of(home, name, code_name)
        words = {"what": "Quokkamarker", "way": "Quokkamarker"}
        make_follow_up(account(name), case_id, None, timezone.now() + timedelta(days=1), words)
    page = home.signed_in("fern").get("/desk/").content.decode()
    for said in ("Tern", "Plover", "with robin", "with sam"):
        assert said in page
    assert "Quokkamarker" not in page
    assert not re.search(r"/clients/|/visits/|[0-9a-f]{24}", page), "no way to a record"


def test_the_desk_asks_the_database_no_more_for_many_times_than_for_few(home: Home) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from leeward.practice.visits.follow_ups import make_follow_up

    add_people()
    fern, uma = home.signed_in("fern"), home.signed_in("uma")

    def asked() -> tuple[int, ...]:
        counts = []
        for browser, path in ((fern, "/desk/"), (uma, "/oversight/supervised/")):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            counts.append(len(queries))
        return tuple(counts)

    def one_more() -> None:
        case_id = client_of(home, "robin")
        make_follow_up(account("robin"), case_id, None, timezone.now(), {"what": "x", "way": ""})

    one_more()
    few = asked()
    for _ in range(5):
        one_more()
    assert asked() == few


def test_who_else_reaches_a_case_is_one_question(home: Home) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from leeward.practice.cases.services import facts_of
    from leeward.practice.models import Case

    ids = records_of(home)
    case = Case.objects.get(id=ids["case_id"])
    with CaptureQueriesContext(connection) as queries:
        facts = facts_of(case)
    assert len(queries) == 1
    assert facts.supervisor_ids == {account("uma").id}
    assert facts.opened_to == {account("ola").id}


def test_a_supervisor_reads_and_finds_no_button_that_would_write(home: Home) -> None:
    ids = records_of(home)
    uma = home.signed_in("uma")
    assert "Ternmarker" in uma.get("/oversight/supervised/").content.decode()
    page = uma.get(f"/clients/{ids['case_id']}/").content.decode()
    assert "You read a clinician’s record" in page
    assert "visit/" not in re.sub(r'href="[^"]*"', "", page), "no form that begins a visit"
    for step in ("ask", "board", "plan", "ending", "minutes"):
        page = uma.get(f"/visits/{ids['visit_id']}/{step}/").content.decode()
        assert "<fieldset disabled>" in page, step


def test_a_look_of_somebody_else_leaves_a_device_that_came_back_waiting_for_the_owner(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.models import Visit

    ids = records_of(home)
    Visit.objects.update(waits_since=timezone.now())
    for name in ("uma", "ola"):
        assert home.signed_in(name).get(f"/visits/{ids['visit_id']}/meaning/").status_code == 200
        assert Visit.objects.get().waits_since is not None, name
    home.signed_in().get(f"/visits/{ids['visit_id']}/meaning/")
    assert Visit.objects.get().waits_since is None


def names(home: Home, name: str, case_id: str, **words: str) -> Any:
    return home.signed_in(name).post(f"/clients/{case_id}/names/", words)


def test_both_sides_are_told_to_a_supervisor_by_number_and_to_nobody_else(home: Home) -> None:
    add_people()
    one, other = client_of(home, "robin", "Ternmarker"), client_of(home, "sam", "Plovermarker")
    assert names(home, "robin", one, client="Ana Ejemplo", other="Tom Example").status_code == 302
    assert names(home, "sam", other, client="EXAMPLE, Tóm", other="").status_code == 302
    page = home.signed_in("uma").get("/oversight/").content.decode()
    assert "The practice may see both sides" in page
    for id in (one, other):
        assert f"{id[:4].upper()} {id[4:8].upper()}" in page
        assert id not in page
    assert "marker" not in page
    for name in ("robin", "sam", "alex", "toni"):
        assert "both sides</h2>" not in home.signed_in(name).get("/oversight/").content.decode(), name


def test_the_clinicians_page_is_the_same_whether_there_is_another_side_or_not(home: Home) -> None:
    """Also in what is asked of the database: nothing is looked for."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add_people()
    ids = {name: client_of(home, "sam", name) for name in ("Plover", "Dunlin")}
    names(home, "robin", client_of(home, "robin"), other="Tom Example", client="")
    sam = home.signed_in("sam")
    seen = []
    for case_id, typed in ((ids["Plover"], "Tom Example"), (ids["Dunlin"], "Nobody Else")):
        with CaptureQueriesContext(connection) as queries:
            answer = sam.post(f"/clients/{case_id}/names/", {"client": typed, "other": ""}, follow=True)
        page = re.sub(r'value="[^"]*"|' + case_id, "", answer.content.decode())
        seen.append((page, len(queries)))
    assert seen[0] == seen[1]


def test_no_name_is_kept_and_a_mark_goes_with_its_case(home: Home) -> None:
    from leeward.practice.models import AuditEntry, Case, NameMark

    case_id = client_of(home, "robin")
    answer = names(home, "robin", case_id, client="Quokka Marker", other="")
    assert "Quokka" not in home.signed_in().get(answer["Location"]).content.decode()
    assert (
        "quokka"
        not in (str(list(NameMark.objects.values())) + str(list(AuditEntry.objects.values()))).lower()
    )
    Case.objects.all().delete()
    assert not NameMark.objects.exists()


def test_names_are_optional_whole_and_can_be_taken_out(home: Home) -> None:
    from leeward.practice.models import NameMark

    case_id = client_of(home, "robin")
    answer = names(home, "robin", case_id, client="Robin", other="Tom Example")
    assert answer.status_code == 422
    assert "Tom Example" in answer.content.decode(), "what was typed is still there"
    assert names(home, "robin", case_id, client="", other="").status_code == 422
    names(home, "robin", case_id, client="", other="Tom Example")
    assert NameMark.objects.count() == 1
    names(home, "robin", case_id, take_out="1")
    assert not NameMark.objects.exists()


def test_a_person_without_any_role_has_their_own_sign_in_and_no_more(home: Home) -> None:
    from leeward.practice.accounts.services import add_account

    add_account("noor", PASSWORD, ())
    browser = home.signed_in("noor")
    assert browser.get("/today/", follow=True).redirect_chain == [("/account/", 302)]
    assert browser.post("/clients/new/", client_form()).status_code == 404
