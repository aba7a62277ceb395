# SPDX-License-Identifier: Apache-2.0
"""A correction in one language does not leave the other saying, unsaid, what stood before."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.practice import Home

pytestmark = pytest.mark.db
SERVICE = "ndvh"
ASKS = "this says what stood before. Correct it too"


@pytest.fixture
def browser(home: Home) -> Iterator[Any]:
    """Somebody who writes the directory, in a home whose overlay is its own."""
    from django.test import override_settings

    from leeward.practice.book import read_anew

    with override_settings(HOME=home.path):
        read_anew()
        yield home.signed_in("sam")
    read_anew()


def sent(browser: Any, **changes: str) -> Any:
    """The entry's page opened, some fields changed, and sent."""
    from django.utils import timezone

    from leeward.practice.directory.own import standing_entry
    from leeward.practice.directory.own_form import known_of
    from leeward.practice.directory.reading import address_of

    where = f"/directory/own/{address_of(SERVICE)}/"
    service = standing_entry(SERVICE)
    assert service is not None
    known = {key: said for key, said in known_of(service, timezone.localdate()).items() if said is not None}
    seen = re.findall(r'name="seen" value="(\w+)"', browser.get(where).content.decode())[0]
    return browser.post(where, {**known, "how": "called", "source": "their page", "seen": seen, **changes})


def says(browser: Any) -> Any:
    from leeward.practice.directory.own import standing_entry

    return standing_entry(SERVICE)


@pytest.mark.parametrize(("changed", "other"), [("description", "description_es"), ("trace_es", "trace")])
def test_one_language_alone_is_asked_about_and_nothing_is_written(
    browser: Any, changed: str, other: str
) -> None:
    before = says(browser)
    answer = sent(browser, **{changed: "Example words."})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and ASKS in page
    assert re.search(
        rf'id="id_{other}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_{other}"', page
    )
    assert 'name="is_same"' in page and "Example words." in page
    assert says(browser) == before


def test_both_or_an_empty_spanish_or_a_tick_is_enough(browser: Any) -> None:
    assert sent(browser, description="They answer.", description_es="Contestan.").status_code == 302
    assert (says(browser).description.en, says(browser).description.es) == ("They answer.", "Contestan.")
    assert sent(browser, description_es="Ahí contestan.", is_same="1").status_code == 302
    assert says(browser).description.es == "Ahí contestan."
    assert sent(browser, description="They call back.", description_es="").status_code == 302
    assert says(browser).description.es == "They call back."


def test_spaces_are_no_change_and_a_new_warning_needs_no_spanish(browser: Any) -> None:
    text = says(browser).description.en
    assert sent(browser, description=f" {text}  ").status_code == 302
    assert sent(browser, alert="", alert_es="").status_code == 302
    assert sent(browser, alert="Ask for a quiet line.").status_code == 302


def test_the_two_warnings_that_were_lost_in_spanish(browser: Any) -> None:
    """Where that person cannot look; and that a find settles it."""
    from leeward.practice.book import book

    codes = [one.text for one in book().mechanism("google-account").how_to_respond]
    assert [one.es for one in codes if "save backup codes" in one.en] == [
        "Active la verificación en dos pasos y guarde los códigos de respaldo "
        "donde esa persona no pueda verlos"
    ]
    checks = [one.text for one in book().mechanism("benign-map-error").how_to_check]
    assert [one.es for one in checks if "it is not this" in one.en][-1].endswith("si lo hay, no es esto")
