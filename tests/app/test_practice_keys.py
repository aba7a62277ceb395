# SPDX-License-Identifier: Apache-2.0
"""Keys looked after from the pages: a new practice key, a new passphrase, a new paper; each on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.practice import PASSPHRASE, PASSWORD, Home

from leeward.vault.copies import copy_ring
from leeward.vault.overview import overview

NEW = "another quiet morning on the water"
SHORT = "short"
WRONG = "not the passphrase of this house"


@pytest.fixture(autouse=True)
def _here(home: Home) -> Iterator[None]:
    """The home that the pages are about."""
    from django.test import override_settings

    with override_settings(HOME=home.path):
        yield


def audit(action: str) -> list[bool]:
    from leeward.practice.audit.models import AuditEntry

    return list(AuditEntry.objects.filter(action=action).order_by("id").values_list("is_allowed", flat=True))


def post(browser: Any, path: str, **fields: str) -> Any:
    return browser.post(f"/oversight/keys/{path}", fields)


def paper_rows(page: str) -> list[str]:
    return [f"{row}   {end}" for row, end in re.findall(r"<td>([^<]+)</td><td>([^<]+)</td></tr>", page)]


def typed(rows: list[str]) -> dict[str, str]:
    return {f"row_{at}": row for at, row in enumerate(rows, 1)}


def opens_with(home: Home, passphrase: str) -> bool:
    home.agent.lock()
    answer = home.browser().post("/unlock/", {"passphrase": passphrase})
    return bool(answer.status_code == 302)


def test_only_an_administrator_sees_the_keys(home: Home) -> None:
    assert home.signed_in("sam").get("/oversight/keys/").status_code == 404
    assert home.signed_in("alex").get("/oversight/keys/").status_code == 200
    for page in ("new/", "passphrase/", "paper/", "proof/"):
        assert home.signed_in("sam").get(f"/oversight/keys/{page}").status_code == 404


def test_every_page_asks_who_is_there_first(home: Home) -> None:
    browser = home.signed_in("alex")
    session = browser.session
    session["proved-at"] = (datetime.now(UTC) - timedelta(minutes=11)).timestamp()
    session.save()
    for page in ("", "new/", "passphrase/", "paper/", "proof/"):
        shown = browser.get(f"/oversight/keys/{page}").content.decode()
        assert 'action="/step-up/"' in shown and 'name="present"' not in shown
    refused = post(browser, "new/", present=PASSPHRASE)
    assert refused.status_code == 403 and PASSPHRASE not in refused.content.decode()
    assert overview(home.path / "keys").version == 1


def test_a_new_practice_key_leaves_every_client_readable(home: Home) -> None:
    robin = home.signed_in()
    where = home.open_case(robin, code_name="Ternmarker")
    answer = post(home.signed_in("alex"), "new/", present=PASSPHRASE)
    assert answer["Location"] == "/oversight/keys/"
    ring = overview(home.path / "keys")
    assert (ring.version, ring.is_under_way, ring.moved) == (2, False, ring.cases)
    assert "Ternmarker" in robin.get(where).content.decode()
    assert audit("keys.rotate") == [True]
    assert opens_with(home, PASSPHRASE)


def test_a_wrong_passphrase_changes_nothing_and_is_on_record(home: Home) -> None:
    alex = home.signed_in("alex")
    for page, more in (
        ("new/", {}),
        ("passphrase/", {"passphrase": NEW, "again": NEW}),
        ("paper/", {}),
    ):
        home.agent.duties._patience.right()
        answer = post(alex, page, present=WRONG, **more)
        shown = answer.content.decode()
        assert answer.status_code == 422 and "does not open the records" in shown
        assert WRONG not in shown and "<table" not in shown
    assert audit("keys.rotate") == audit("keys.passphrase") == audit("keys.paper") == [False]
    assert overview(home.path / "keys").version == 1
    assert opens_with(home, PASSPHRASE)


def test_after_several_wrong_ones_it_asks_to_wait(home: Home) -> None:
    alex = home.signed_in("alex")
    shown = [post(alex, "new/", present=WRONG).content.decode() for _ in range(4)][-1]
    assert "Wait" in shown


def test_a_new_passphrase_takes_the_place_of_the_old_one(home: Home) -> None:
    alex = home.signed_in("alex")
    short = post(alex, "passphrase/", present=PASSPHRASE, passphrase=SHORT, again=SHORT)
    assert short.status_code == 422
    same = post(alex, "passphrase/", present=PASSPHRASE, passphrase=PASSPHRASE, again=PASSPHRASE)
    assert "Choose another one" in same.content.decode()
    assert post(alex, "passphrase/", present=PASSPHRASE, passphrase=NEW, again=NEW).status_code == 302
    assert "The new passphrase opens the records" in alex.get("/oversight/keys/").content.decode()
    assert (opens_with(home, PASSPHRASE), opens_with(home, NEW)) == (False, True)


def test_the_old_paper_works_until_the_new_one_is_typed_back(home: Home) -> None:
    first = home.agent.make_paper()
    home.agent.prove_paper(first.text())
    alex = home.signed_in("alex")
    rows = paper_rows(post(alex, "paper/", present=PASSPHRASE).content.decode())
    assert len(rows) == 5
    slip = post(alex, "proof/", **{**typed(rows), "row_2": rows[3]})
    assert slip.status_code == 422 and 'id="id_row_2_error"' in slip.content.decode()
    assert overview(home.path / "keys").paper_proven_at is not None
    home.agent.readmit(first.text(), PASSPHRASE)  # still good
    alex = home.signed_in("alex")
    assert post(alex, "proof/", **typed(rows)).status_code == 302
    from leeward.vault.faults import WrongKey

    with pytest.raises(WrongKey):
        home.agent.readmit(first.text(), NEW)
    home.agent.readmit("\n".join(f"{at}   {row}" for at, row in enumerate(rows, 1)), PASSPHRASE)
    assert audit("keys.paper-proof") == [False, True]


def test_the_page_names_the_day_from_which_a_destroyed_key_is_in_no_copy(home: Home) -> None:
    robin = home.signed_in()
    case_id = home.open_case(robin).split("/")[-2]
    for name in ("one", "two"):
        (home.path / name).mkdir()
    ring = home.agent.duties._unlocked
    assert ring is not None
    copied_at = datetime.now(UTC) - timedelta(days=3)
    copy_ring(ring, [home.path / "one", home.path / "two"], now=copied_at)
    home.agent.destroy_cases([case_id])
    found = overview(home.path / "keys")
    assert found.gone_on == (copied_at + timedelta(days=35)).date()
    assert (found.destroyed, len(found.copies)) == (1, 2)
    shown = home.signed_in("alex").get("/oversight/keys/").content.decode()
    assert "1 key was destroyed" in shown and case_id not in shown


def test_a_change_that_was_cut_off_is_shown_and_ended(home: Home) -> None:
    from leeward.vault import rotation
    from leeward.vault.sources import Passphrase

    home.open_case(home.signed_in())
    ring = home.agent.duties._unlocked
    assert ring is not None

    class Cut(Exception):
        pass

    def cut(step: str) -> None:
        if step == "begun":
            raise Cut

    with pytest.raises(Cut):
        rotation.rotate(ring, {"owner": Passphrase(PASSPHRASE)}, on_step=cut)
    alex = home.signed_in("alex")
    assert "was cut off" in alex.get("/oversight/keys/").content.decode()
    assert post(alex, "new/", present=PASSPHRASE).status_code == 302
    ring_now = overview(home.path / "keys")
    assert (ring_now.version, ring_now.is_under_way) == (2, False)


def test_made_up_records_keep_the_passphrase_on_their_door(home: Home) -> None:
    from leeward.practice.first_run.models import Practice

    Practice.objects.update(is_example=True)
    alex = home.signed_in("alex")
    assert alex.get("/oversight/keys/passphrase/").status_code == 302
    assert PASSWORD not in alex.get("/oversight/keys/").content.decode()
