# SPDX-License-Identifier: Apache-2.0
"""T61: everything that leaves a record stands in its accounting, once: counted against the answers given.

A whole visit is driven; each answer that carries something out (a paper, a file, a page to photograph) is
counted, and so are the lines. A view that answers with a file and is not listed here fails the last test.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.app.test_practice_paper import ask
from tests.support.practice import Home
from tests.support.visits import At, visit_with

import leeward.practice

WORDS = {"answers": {"c1": "yes"}, "wanted": ["stalking-resources", "incident-log"]}
ANSWERS_WITH_A_FILE = {
    "billing/views.py": "PRINT",
    "disclosures/agreement_views.py": "PRINT",
    "disclosures/giving_views.py": "EXPORT",
    "ledger/views.py": "PRINT",
    "letters/views.py": "PRINT",
    "notes/file_views.py": "SEE_ATTACHMENT",
    "visits/how_views.py": "PRINT",
    "visits/minutes.py": "PRINT",
    "visits/paper_views.py": "PRINT",
    "visits/side_views.py": "PRINT",
}
"""Views whose answer is a file, and the action that puts it on record."""


class Counting:
    """A browser that counts what it was given."""

    def __init__(self, at: At) -> None:
        self.at, self.given = at, 0
        self._post = at.browser.post
        at.browser.post = self.post

    def post(self, *args: Any, **kwargs: Any) -> Any:
        answer = self._post(*args, **kwargs)
        self.given += answer.has_header("Content-Disposition")
        return answer


def _lines(at: At) -> list[Any]:
    from leeward.practice.ledger.reading import given_out
    from leeward.practice.models import Account, Case

    owner_id = Case.objects.get(id=at.case_id).owner_id
    return list(given_out(Account.objects.get(id=owner_id), at.case_id).entries)


def test_each_thing_that_leaves_is_one_line(home: Home) -> None:
    at = visit_with(home, WORDS)
    counting = Counting(at)
    client = f"/clients/{at.case_id}/"
    assert _lines(at) == []
    for way, safe in (("paper", "yes"), ("photograph", "yes"), ("nothing", "yes"), ("by-heart", "no")):
        assert ask(at, way=way, safe=safe).status_code in (200, 302)
    assert ask(at, way="paper", safe="").status_code == 422
    assert ask(at, way="paper", safe="no").status_code == 422
    record = {"what": "record", "staff_language": "en", "staff_size": "letter"}
    for _ in range(2):
        assert at.browser.post(at.url("paper"), record).status_code == 200
    assert at.browser.post(at.url("minutes") + "paper/").status_code == 200
    assert at.browser.post(f"{client}given-out/", {"language": "es", "size": "a4"}).status_code == 200
    told = [one.words.detail for one in reversed(_lines(at))]
    assert told == ["paper", "photograph", "record", "record", "ten-minutes", "accounting"]
    assert len(told) == counting.given + 1, "the page to photograph is no file"


def test_who_and_when_stand_in_every_line(home: Home) -> None:
    at = visit_with(home, WORDS)
    ask(at)
    (line,) = _lines(at)
    assert (line.who, line.is_allowed, line.is_owner) == ("robin", True, True)


def test_under_which_consent_to_whom_and_why_is_told(home: Home) -> None:
    from datetime import UTC, date, datetime

    from leeward.practice.audit.services import acting
    from leeward.practice.cases.services import facts_of
    from leeward.practice.models import Agreement, Case
    from leeward.stewardship import Action

    at = visit_with(home, WORDS)
    case = Case.objects.get(id=at.case_id)
    signed = datetime(2026, 11, 2, 9, tzinfo=UTC)
    Agreement.objects.create(
        id="a" * 24,
        case=case,
        person=case.persons.get(position=0),
        made_at=signed,
        given_at=signed,
        starts_on=date(2026, 11, 2),
        ends_on=date(2027, 11, 2),
        sealed=b"",
    )
    words = {"reason": "care", "recipient": "Dr. Heron", "detail": "chart-line", "consent": "a" * 24}
    with acting(case.owner.actor(), Action.EXPORT, facts_of(case), **words):
        pass
    (line,) = _lines(at)
    assert (line.words.reason, line.words.recipient, line.consent_at) == ("care", "Dr. Heron", signed)


def test_what_was_refused_is_no_disclosure(home: Home) -> None:
    at = visit_with(home, WORDS)
    assert home.signed_in("sam").post(at.url("minutes") + "paper/").status_code == 404
    assert _lines(at) == []


def test_every_view_that_answers_with_a_file_is_known_here() -> None:
    from leeward.stewardship import Action
    from leeward.stewardship.disclosures import DISCLOSURES

    folder = Path(leeward.practice.__file__).parent
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(
            r"Content-Disposition|content_type=\"application/pdf|FileResponse",
            path.read_text(encoding="utf-8"),
        )
    }
    assert found == set(ANSWERS_WITH_A_FILE)
    assert {Action[name] for name in ANSWERS_WITH_A_FILE.values()} <= DISCLOSURES
