# SPDX-License-Identifier: Apache-2.0
"""Referrals stand in the record of a visit and in copies of it: the copy tells less, and no later visit."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.support.disclosures import agreed, copy_form, files_in
from tests.support.practice import Home
from tests.support.referrals import begun, press, row_of
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True
WHO = "Dr. Example Reyes"
OFFICE, NOTE, PURPOSE = "Quokkahouse Example", "Quokkanote", "Quokkapurpose"
LINE = "988-lifeline"


@pytest.fixture
def at(home: Home) -> At:
    """One open referral to a name that was typed, one closed, one by mistake."""
    at = visit_with(home, {"answers": {"o1": "yes", "o2": "yes", "s6": "yes"}}, alone="yes")
    begun(at, OFFICE, said="given", purpose=PURPOSE)
    helped = begun(at, "988 Example Line", service=LINE, said="given", kind="crisis")
    press(at, helped, act="step", step="got-help", how="client-said", note=NOTE)
    row = row_of(helped)
    assert row.step == "got-help", row.step
    return at


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def record(at: At, language: str = "en") -> str:
    sent = {"what": "record", "staff_language": language, "staff_size": "letter"}
    answer = at.browser.post(at.url("paper"), sent)
    assert answer["Content-Type"] == "application/pdf"
    return words_of(answer.content)


def copied(at: At, **changes: Any) -> dict[str, bytes]:
    agreed(at, WHO)
    form = copy_form(WHO, record_class="client-record", kinds="both", **changes)
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", form)
    assert answer.status_code == 200
    return files_in(answer.content)


def all_words(files: dict[str, bytes]) -> str:
    return " ".join(
        words_of(data) if name.endswith(".pdf") else data.decode() for name, data in files.items()
    )


def test_the_record_lists_them_with_day_office_and_outcome(at: At) -> None:
    text = record(at)
    assert "Referrals, open" in text
    assert f"{OFFICE} (something else, begun {_today('en')}): The client gets in touch there" in text
    assert "988 Example Line (help now," in text
    assert "The client got help there" in text
    assert NOTE not in text and PURPOSE not in text


def test_a_closed_one_stands_apart_with_how_it_went(home: Home) -> None:
    from leeward.practice.models import Referral
    from leeward.practice.referrals.services import take_step
    from leeward.practice.referrals.values import StepInput
    from leeward.stewardship.referrals import How, Step

    at = visit_with(home, {"answers": {"o1": "yes", "o2": "yes"}}, alone="yes")
    where = begun(at, OFFICE, said="given")
    id = where.strip("/").split("/")[-1]
    for step in (StepInput(Step.GOT_HELP, How.CLIENT_SAID), StepInput(Step.CLOSED)):
        take_step(at.account, id, step, seen=Referral.objects.get(id=id).version)
    text = record(at)
    assert "Referrals, open" not in text
    closed = text.split("Referrals, closed")[1]
    assert f"The client got help there ({_today('en')}); Closed ({_today('en')})" in closed


def test_in_spanish(at: At) -> None:
    text = record(at, "es")
    assert "Derivaciones, abiertas" in text
    assert "ayuda ahora" in text
    assert "The client" not in text


def test_a_copy_tells_them_and_names_no_office_where_the_client_may_be_met(at: At) -> None:
    """The name that was typed is known to nobody; the line is in the directory for everybody."""
    from tests.support.answers import the_book

    from leeward.practice.referrals.told import STAYS_WITH_US

    assert not STAYS_WITH_US & set(the_book().service(LINE).services)
    files = copied(at)
    text = all_words(files)
    for held in (OFFICE, NOTE, PURPOSE):
        assert held not in text
    for name in ("visit-1.pdf", "visits.json"):
        said = words_of(files[name]) if name.endswith(".pdf") else files[name].decode()
        assert "An office whose name stays with us" in said
        assert "988 Example Line" in said
        assert "The client got help there" in said


def test_a_copy_of_one_visit_tells_nothing_of_a_later_one(at: At) -> None:
    from leeward.practice.models import Referral, ReferralStep, Visit
    from leeward.practice.visits.services import end_visit, open_visit

    first = at.visit_id
    end_visit(at.account, first)
    week = timezone.now() - timedelta(days=7)
    Visit.objects.filter(id=first).update(opened_at=week)
    Referral.objects.update(made_at=week + timedelta(hours=1))
    ReferralStep.objects.exclude(step="got-help").update(at=week + timedelta(hours=1))
    later = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    begun(later, "911 Example Desk", service="911-emergency", said="given", kind="crisis")
    ReferralStep.objects.filter(step="got-help").update(at=timezone.now())
    text = all_words(copied(at, visits=[first]))
    assert "988 Example Line" in text
    assert "911 Example Desk" not in text
    assert "got help" not in text
    assert "got help" in all_words(copied(at))


def test_one_entered_by_mistake_is_in_no_copy(at: At) -> None:
    where = begun(at, "988 Mistaken Line", service=LINE, said="offered")
    press(at, where, act="mistake")
    assert row_of(where).step == "mistake"
    assert "Mistaken" not in all_words(copied(at))
    assert "Mistaken" in record(at)


def _today(language: str) -> str:
    from leeward.papers.dates import day_in_words

    return day_in_words(timezone.localdate(), language)  # type: ignore[arg-type]
