# SPDX-License-Identifier: Apache-2.0
"""S17 organisations: the resources and processes of a school, an employer or another organisation.

From what was said in a session to the way through the organisation that fits, in English and in Spanish,
and on to the letter to it.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from tests.support.answers import SIX, example, the_book
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True
"""What an organisation's page shows comes from the catalogue, by no query of its own."""

FIRST = {
    "ex-partner-separation": "carrier",
    "identity-bullying": "school",
    "image-extortion": "platform",
    "political-deepfake": "campaign",
    "recreational-hacking": "platform",
    "burglary-recon": "landlord",
}
"""What each scenario of the article leads to first."""
ORGANISATION = re.compile(r'data-entry="organisation:([a-z]+)"')
FORTY_EIGHT = {"en": "within 48 hours of a valid request", "es": "en 48 horas desde un pedido válido"}


def page_of(at: At, language: str) -> str:
    at.browser.post("/language/", {"language": language, "back": "/"})
    return html.unescape(at.get("places"))


def card(page: str, organisation: str) -> str:
    """From the entry of one organisation to that of the next."""
    return page.split(f'data-entry="organisation:{organisation}"')[1].split('data-entry="organisation:')[0]


def said(text: Any, language: str) -> str:
    return str(text.said_in(language))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scenario", SIX)
def test_every_scenario_leads_to_an_organisation_and_a_first_step(
    home: Home, scenario: str, language: str
) -> None:
    """With what may backfire, who could notice, and where it is from."""
    at = visit_with(home, example(SIX[scenario]))
    page = page_of(at, language)
    assert ORGANISATION.findall(page)[0] == FIRST[scenario]
    one, told = the_book().organisation(FIRST[scenario]), card(page, FIRST[scenario])
    assert said(one.steps[0].do, language) in told
    assert said(one.backfire[0].how, language) in told
    assert said(one.notice.who, language) in told
    assert 'class="fact"' in told
    assert '<blockquote class="say">' in told


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_school_owes_and_a_letter_to_it(home: Home, language: str) -> None:
    """The state's bullying law, the federal rights, and the paper that asks for them."""
    at = visit_with(home, example(SIX["identity-bullying"]))
    told = card(page_of(at, language), "school")
    school = the_book().organisation("school")
    assert "Cal. Educ. Code 234" in told
    assert all(said(right.text, language) in told for right in school.rights)
    (letter,) = re.findall(rf'href="({at.url("letters")}[a-z0-9]+/)"', told)
    assert at.browser.get(letter).status_code == 200


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_platform_has_48_hours_and_each_says_what_the_other_side_notices(home: Home, language: str) -> None:
    at = visit_with(home, example(SIX["image-extortion"]))
    told = card(page_of(at, language), "platform")
    assert FORTY_EIGHT[language] in told
    assert "StopNCII.org" in told
    assert all(said(one.report.steps[0], language) in told for one in the_book().platforms)


@pytest.mark.parametrize(
    ("who", "organisation"),
    [("teacher_coach", "school"), ("coworker_boss", "employer"), ("landlord", "landlord")],
)
def test_where_that_person_works_is_not_where_the_client_is_sent_first(
    home: Home, who: str, organisation: str
) -> None:
    raw = {"context": {"age": 16, "state": "US-OR"}, "answers": {"c1": "yes", "w1": [who]}}
    told = card(page_of(visit_with(home, raw), "en"), organisation)
    cases = [one for one in the_book().organisation(organisation).special if one.relationship]
    assert any(one.text.en in told.split("May backfire")[0] for one in cases)
