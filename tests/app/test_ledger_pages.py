# SPDX-License-Identifier: Apache-2.0
"""Who looked and why, what was given out, and the newest checkpoint: for those who answer for it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.practice import Home

from leeward.stewardship import Action
from leeward.stewardship.disclosures import DISCLOSURES


def _case_id(client: str) -> str:
    return client.strip("/").split("/")[-1]


def _acting(case_id: str, action: Action, **words: str) -> None:
    """Something another part of the program does with a case, as its owner."""
    from leeward.practice.audit.services import acting
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.services import facts_of

    case = Case.objects.get(id=case_id)
    with acting(case.owner.actor(), action, facts_of(case), **words):
        pass


def _text(answer: Any) -> str:
    from html import unescape

    return " ".join(unescape(answer.content.decode()).split())


def test_every_action_has_its_words_beside_a_case_or_stands_without_one() -> None:
    from leeward.practice.ledger.words import NO_CASE, ON_A_CASE

    assert {action.value for action in Action} - set(ON_A_CASE) == {action.value for action in NO_CASE}
    assert not {action.value for action in NO_CASE} & set(ON_A_CASE)


def test_every_disclosure_has_its_words() -> None:
    from leeward.practice.ledger.words import ON_A_CASE

    assert set(DISCLOSURES) <= set(ON_A_CASE)


def test_the_owner_sees_who_looked_in_lines_by_day(home: Home) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    robin.get(client)
    robin.get(client)
    home.signed_in("sam").get(client)
    page = _text(robin.get(f"{client}looks/"))
    assert "robin:</b> Looked at the client’s page" in page
    assert "2 times" in page
    assert "sam:</b> Looked at the client’s page" in page
    assert "Refused: nothing was shown" in page
    assert "Looked at this list" in page, "this look is on record too"


def test_a_reason_and_a_recipient_are_shown_to_the_owner_and_sealed_on_the_disk(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    robin = home.signed_in()
    client = home.open_case(robin)
    _acting(_case_id(client), Action.EXPORT, reason="ex-Quillreason", recipient="ex-Heronclinic", detail="x")
    page = _text(robin.get(f"{client}looks/"))
    assert "ex-Quillreason" in page
    assert "ex-Heronclinic" in page
    held = b"".join(bytes(one.sealed_words or b"") for one in AuditEntry.objects.all())
    assert held
    assert b"Quillreason" not in held


def test_words_of_one_entry_do_not_open_in_another(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.audit.words import open_words
    from leeward.vault.faults import ValueDamaged

    client = home.open_case(home.signed_in())
    for reason in ("first", "second"):
        _acting(_case_id(client), Action.EXPORT, reason=reason)
    one, other = AuditEntry.objects.filter(action=Action.EXPORT.value).order_by("id")
    assert open_words(None, one).reason == "first"
    one.sealed_words = other.sealed_words
    with pytest.raises(ValueDamaged):
        open_words(None, one)


def test_a_lost_ledger_key_is_never_made_anew_over_words(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.sealing import LEDGER_CASE, agent
    from leeward.vault.faults import KeyMissing

    client = home.open_case(home.signed_in())
    _acting(_case_id(client), Action.EXPORT, reason="why")
    agent().destroy_cases([LEDGER_CASE])
    before = AuditEntry.objects.count()
    with pytest.raises(KeyMissing):
        _acting(_case_id(client), Action.EXPORT, reason="again")
    assert AuditEntry.objects.count() == before


def test_more_lines_than_a_page_holds_go_on_behind_a_link(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.ledger import reading

    monkeypatch.setattr(reading, "AT_ONCE", 3)
    robin = home.signed_in()
    client = home.open_case(robin)
    for _ in range(2):
        robin.get(client)
        robin.get(f"{client}change/")
    first = _text(robin.get(f"{client}looks/"))
    assert "Earlier lines" in first
    earlier = first.split('href="?before=')[1].split('"')[0]
    second = _text(robin.get(f"{client}looks/?before={earlier}"))
    assert "The newest lines" in second
    assert "Looked at this list" not in second


@pytest.mark.parametrize("before", ["1", "' OR 1=1", "f" * 24, "x" * 9000])
def test_an_address_with_anything_else_shows_the_newest_lines(home: Home, before: str) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    answer = robin.get(f"{client}looks/", {"before": before})
    assert answer.status_code == 200
    assert "Looked at this list" in _text(answer)


def test_what_was_given_out_names_who_what_to_whom_why_and_under_what(home: Home) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    assert "Nothing was given out yet." in _text(robin.get(f"{client}given-out/"))
    _acting(_case_id(client), Action.EXPORT, reason="care", recipient="Dr. Heron", detail="chart-line")
    _acting(_case_id(client), Action.PRINT, detail="nothing")
    page = _text(robin.get(f"{client}given-out/"))
    for said in ("Chart lines", "Dr. Heron", "care", "robin"):
        assert said in page
    assert "Nothing was carried" not in page, "no disclosure"


@pytest.mark.parametrize(("language", "said"), [("en", "Chart lines"), ("es", "Líneas del expediente")])
def test_the_list_on_paper_is_in_its_own_language_and_stands_in_the_list(
    home: Home, language: str, said: str
) -> None:
    robin = home.signed_in()
    client = home.open_case(robin, code_name="Quokkamarker")
    _acting(_case_id(client), Action.EXPORT, recipient="Dr. Heron", detail="chart-line")
    answer = robin.post(f"{client}given-out/", {"language": language, "size": "letter"})
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert said in text
    assert "Dr. Heron" in text
    assert "Quokkamarker" not in text, "the paper names no client"
    assert "The list of what was given out" in _text(robin.get(f"{client}given-out/"))


def test_a_paper_without_a_language_is_asked_for_again(home: Home) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    answer = robin.post(f"{client}given-out/", {"size": "a4"})
    assert answer.status_code == 422
    assert "Choose one" in _text(answer)


def test_the_ledgers_page_tells_size_and_root_and_nothing_of_a_client(home: Home) -> None:
    from leeward.practice.ledger.newest import newest_checkpoint
    from leeward.practice.ledger.sequencer import place_entries

    robin = home.signed_in()
    home.open_case(robin, code_name="Quokkamarker")
    assert "No checkpoint yet." in _text(robin.get("/oversight/ledger/"))
    place_entries()
    newest = newest_checkpoint()
    page = _text(robin.get("/oversight/ledger/"))
    assert len(newest.groups) == 16
    for group in newest.groups:
        assert group in page
    assert "Quokkamarker" not in page


def test_entries_are_placed_once_however_often_it_is_asked(home: Home) -> None:
    from leeward.practice.ledger.models import LedgerCheckpoint
    from leeward.practice.ledger.sequencer import place_entries, waiting

    home.open_case(home.signed_in())
    first = place_entries()
    again = place_entries()
    assert first.added > 0
    assert (again.added, again.note) == (0, first.note)
    assert LedgerCheckpoint.objects.count() == 1
    assert waiting() == 0


def test_while_the_records_are_locked_entries_wait_and_none_is_lost(home: Home) -> None:
    from tests.support.practice import PASSPHRASE

    from leeward.practice.audit.services import note
    from leeward.practice.ledger.sequencer import place_entries, waiting
    from leeward.vault.faults import VaultLocked

    home.signed_in()
    place_entries()
    home.agent.lock()
    note("account.sign-in", is_allowed=False)
    with pytest.raises(VaultLocked):
        place_entries()
    assert waiting() == 1
    home.agent.unlock(PASSPHRASE)
    assert place_entries().added == 1


def test_two_who_write_at_once_keep_one_chain(home: Home) -> None:
    import threading

    from django.db import connection

    from leeward.practice.audit.services import note
    from leeward.practice.ledger.verifying import verify_ledger

    def write() -> None:
        for _ in range(20):
            note("case.see", actor_id="a1", case_id="c1")
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    from leeward.practice.audit.models import AuditEntry

    rows = AuditEntry.objects.filter(chain_id="c1").order_by("case_seq")
    assert list(rows.values_list("case_seq", flat=True)) == list(range(1, 81))
    assert verify_ledger().faults == ()


def test_many_entries_over_several_tiles_hold(home: Home) -> None:
    from leeward.practice.audit.services import note_new_cases
    from leeward.practice.ledger import sequencer
    from leeward.practice.ledger.verifying import verify_ledger

    note_new_cases("case.open", "a1", [f"c{number}" for number in range(600)])
    sequencer.place_entries()
    note_new_cases("case.open", "a1", [f"d{number}" for number in range(300)])
    sequencer.place_entries()
    verdict = verify_ledger()
    assert verdict.faults == ()
    assert verdict.checkpoints == 3, "six hundred are placed in two parts"


@pytest.mark.parametrize("fails", ["leeward.practice.ledger.sequencer.signed", "django.db.models.Model.save"])
def test_whoever_is_cut_off_while_placing_leaves_the_tree_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    from leeward.practice.ledger.models import LedgerTile
    from leeward.practice.ledger.sequencer import place_entries, waiting
    from leeward.practice.ledger.verifying import verify_ledger

    robin = home.signed_in()
    client = home.open_case(robin)
    place_entries()
    robin.get(client)
    before = (waiting(), list(LedgerTile.objects.values()))

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(fails, cut)
        with pytest.raises(KeyboardInterrupt):
            place_entries()
    assert (waiting(), list(LedgerTile.objects.values())) == before
    assert place_entries().added == before[0]
    assert verify_ledger().holds


def test_the_job_of_the_server_places_entries_and_says_how_many(home: Home) -> None:
    from leeward.practice.jobs.kinds import kinds
    from leeward.practice.ledger.sequencer import waiting

    home.open_case(home.signed_in())
    before = waiting()
    (job,) = (kind for kind in kinds() if kind.id == "ledger")
    assert [step.done for step in job.steps("")] == [before]
    assert waiting() == 0


def test_the_audits_guard_stands_after_the_ledgers_columns_came_and_went(home: Home) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection, transaction

    from leeward.practice.audit.services import note

    if connection.vendor != "sqlite":
        pytest.skip("SQLite may build a table anew and lose its triggers")
    note("account.sign-in", is_allowed=False)
    for target in ("0006", "0007"):
        call_command("migrate", "practice", target, verbosity=0)
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM practice_auditentry")
