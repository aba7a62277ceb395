# SPDX-License-Identifier: Apache-2.0
"""A client and a visit in a practice of a test, with the answers of an example written through the services.

at = visit_with(home, example("3-extortion-over-images"))
browser.get(f"/visits/{at.visit_id}/board/")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.practice import Home, client_form

SETTINGS = {"office": "room", "telehealth": "video"}
POLICE = {"yes": "yes", "with-someone": "with", "not": "not"}
LANGUAGES = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True)
class At:
    """Where a test is: a case, a visit, the account, and its signed-in browser."""

    case_id: str
    visit_id: str
    account: Any
    browser: Any

    def url(self, page: str) -> str:
        return f"/visits/{self.visit_id}/{page}/"

    def get(self, page: str) -> str:
        """A page of the visit as text; it must answer."""
        answer = self.browser.get(self.url(page))
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    @property
    def words(self) -> Any:
        """The visit as it stands."""
        from leeward.practice.visits.selectors import see_visit

        return see_visit(self.account, self.visit_id)

    @property
    def chain(self) -> Any:
        from leeward.practice.visits.chain import Chain

        return Chain(self.words)


def visit_with(home: Home, raw: Mapping[str, Any], *, name: str = "robin", **words: str) -> At:
    """A case and its visit.

    Args:
        raw: as an example file holds it: `answers`, `context`, and `wanted`, `tried`, `not_now`.
        words: fields of the client's form, over those that follow from `raw`.
    """
    from django.contrib.auth import get_user_model

    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.chain import OPTION
    from leeward.practice.visits.services import change_document, open_visit

    browser = home.signed_in(name)
    case_id = home.open_case(browser, **{**_client(raw), **words}).strip("/").split("/")[-1]
    account = get_user_model().objects.get(pk=browser.session["_auth_user_id"])
    visit_id = open_visit(account, case_id)
    answer_questions(account, visit_id, raw.get("answers", {}), seen=0)
    change_document(
        account, visit_id, "board", {f"{OPTION}{id}": view for id, view in _views(raw).items()}, seen=0
    )
    return At(case_id, visit_id, account, browser)


def _client(raw: Mapping[str, Any]) -> dict[str, str]:
    """What the client's page asks, from a context."""
    context = raw.get("context", {})
    due = (context.get("next_contact") or [{}])[0]
    found = {
        "p-0-age": str(context.get("age", "")),
        "p-0-language": LANGUAGES[raw.get("language", "en")],
        "state": context.get("state", ""),
        "setting": SETTINGS.get(context.get("setting", ""), "room"),
        "police": POLICE.get(context.get("police", ""), ""),
        "next_kind": due.get("kind", ""),
        "next_at": due.get("at", ""),
    }
    return {**client_form(), **{name: word for name, word in found.items() if word}}


def _views(raw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The wishes of an example as the board keeps them."""
    tried, not_now = raw.get("tried", {}), raw.get("not_now", {})
    view = {"outcome": "", "return_on": ""}
    return {
        **{id: {**view, "view": "wanted"} for id in raw.get("wanted", [])},
        **{id: {**view, "view": "tried", "outcome": _in(tried, id)} for id in tried},
        **{id: {**view, "view": "not-now", "return_on": _in(not_now, id)} for id in not_now},
    }


def _in(said: Any, option_id: str) -> str:
    return (said.get(option_id) or "") if isinstance(said, dict) else ""


def made_long_ago(case_id: str, years: int = 30) -> None:
    """A case nobody touched for so long that it is due to go, whoever is in it."""
    from datetime import timedelta

    from django.utils import timezone

    from leeward.practice.models import Case, Visit

    then = timezone.now() - timedelta(days=366 * years)
    Case.objects.filter(id=case_id).update(opened_at=then, changed_at=then)
    Visit.objects.filter(case_id=case_id).update(opened_at=then, changed_at=then)
