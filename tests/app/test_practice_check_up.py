# SPDX-License-Identifier: Apache-2.0
"""The account check-up in a visit: what is looked at, what a find becomes, and what stays closed."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.practice.book import book

ONE_DATABASE_IS_ENOUGH = True
"""What is kept here are documents of a visit: the one way there runs on both in test_practice_visits."""

SOME = {"answers": {"c1": "yes"}}
DEVICES = "unknown-device-listed"


def number(platform: str) -> int:
    return 1 + [one.id for one in book().checkups].index(platform)


def page_of(at: At, platform: str) -> str:
    answer = at.browser.get(f"{at.url('accounts')}?part={number(platform)}")
    assert answer.status_code == 200
    return html.unescape(str(answer.content.decode()))


def fields(page: str, **changed: str) -> dict[str, str]:
    """What a browser would send of the items' form."""
    form = re.search(r'<form(?:(?!</form>).)*name="was".*?</form>', page, re.DOTALL)
    assert form is not None, "the items of this page are closed"
    found = dict(re.findall(r'<input type="hidden" name="(seen|was)" value="(.*?)">', form[0]))
    found |= dict(
        re.findall(r'<input type="radio" name="(s:[a-z-]+|how)" value="([a-z-]*)" checked', form[0])
    )
    found |= dict(re.findall(r'<textarea[^>]* name="(w:[a-z-]+)"[^>]*>(.*?)</textarea>', form[0], re.DOTALL))
    return {**found, **changed}


def look(at: At, platform: str, page: str = "", **changed: str) -> Any:
    """Saves one platform's page with answers changed, by kind: `s:devices-signed-in`, say."""
    sent = fields(page or page_of(at, platform), **changed)
    return at.browser.post(f"{at.url('accounts')}?part={number(platform)}", sent)


def words(at: At) -> dict[str, Any]:
    return dict(at.words.document("signs").words)


def reported(at: At) -> tuple[str, ...]:
    from leeward.practice.visits.how_signs import reported_of

    return reported_of(words(at)).reported


def test_the_page_says_who_holds_the_phone_and_that_nothing_is_changed(home: Home) -> None:
    page = visit_with(home, SOME).get("accounts")
    assert "You never hold it, and you never type or hear a password." in page
    assert "Change nothing while you look." in page


def test_the_platforms_they_use_are_remembered_and_stand_on_top(home: Home) -> None:
    at = visit_with(home, SOME)
    assert at.browser.post(at.url("accounts"), {"uses": ["yahoo", "steam"], "seen": "0"}).status_code == 302
    chosen = at.get("accounts").split('id="which"')[0]
    assert "Yahoo" in chosen
    assert "Steam" in chosen
    assert "Telegram" not in chosen


def test_no_address_names_a_platform(home: Home) -> None:
    at = visit_with(home, SOME)
    at.browser.post(at.url("accounts"), {"uses": ["grindr"], "seen": "0"})
    links = re.findall(r'href="([^"]*accounts[^"]*)"', at.get("accounts"))
    assert any("?part=" in link for link in links)
    assert not [link for link in links if "grindr" in link.lower()]


def test_a_find_becomes_a_sign_and_another_answer_takes_it_out(home: Home) -> None:
    at = visit_with(home, SOME)
    assert look(at, "google", **{"s:devices-signed-in": "found", "how": "seen"}).status_code == 302
    assert DEVICES in reported(at)
    said = words(at)[f"s:{DEVICES}"]
    assert (said["how"], said["from"]) == ("seen", "check-up:google")
    assert DEVICES in at.chain.picture.differential.mechanisms[0].speaks_for
    assert look(at, "google", **{"s:devices-signed-in": "fine", "how": "told"}).status_code == 302
    assert DEVICES not in reported(at)


def test_each_answer_says_who_saw_it_and_when(home: Home) -> None:
    at = visit_with(home, SOME)
    look(at, "google", **{"s:devices-signed-in": "fine", "how": "seen"})
    look(at, "google", **{"s:second-factor": "unsure", "how": "told", "w:second-factor": "an old number"})
    stands = words(at)
    assert stands["u:google:devices-signed-in"]["how"] == "seen"
    assert stands["u:google:second-factor"]["how"] == "told"
    assert stands["u:google:second-factor"]["words"] == "an old number"
    assert "an old number" in page_of(at, "google")


def test_one_item_may_be_known_in_another_way_than_the_rest(home: Home) -> None:
    at = visit_with(home, SOME)
    look(at, "google", **{
        "s:devices-signed-in": "fine", "s:second-factor": "fine", "how": "told", "h:second-factor": "seen",
    })  # fmt: skip
    assert words(at)["u:google:devices-signed-in"]["how"] == "told"
    assert words(at)["u:google:second-factor"]["how"] == "seen"


def test_without_who_saw_it_nothing_is_saved_and_what_was_typed_stays(home: Home) -> None:
    at = visit_with(home, SOME)
    answer = look(at, "google", **{"s:devices-signed-in": "found", "w:devices-signed-in": "a blue tablet"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#how"' in page
    assert "a blue tablet" in page
    assert words(at) == {}
    again = look(at, "google", page=html.unescape(page), how="told")
    assert again.status_code == 302
    assert words(at)["u:google:devices-signed-in"]["words"] == "a blue tablet"


def test_two_windows_may_each_save_another_item(home: Home) -> None:
    at = visit_with(home, SOME)
    first, second = page_of(at, "google"), page_of(at, "google")
    look(at, "google", page=first, **{"s:devices-signed-in": "fine", "how": "seen"})
    assert look(at, "google", page=second, **{"s:second-factor": "found", "how": "told"}).status_code == 302
    assert words(at)["u:google:devices-signed-in"]["state"] == "fine"
    assert words(at)["u:google:second-factor"]["state"] == "found"
    clash = look(at, "google", page=second, **{"s:devices-signed-in": "found", "how": "told"})
    assert clash.status_code == 409
    assert words(at)["u:google:devices-signed-in"]["state"] == "fine"


def say_whose(at: At, platform: str, **said: str) -> str:
    at.browser.post(
        f"{at.url('accounts')}?part={number(platform)}",
        {"seen": str(at.words.document("signs").version), **said},
    )
    return page_of(at, platform)


def test_a_childs_account_stays_closed_until_custody_is_clear(home: Home) -> None:
    at = visit_with(home, SOME)
    page = say_whose(at, "roblox", whose="child", contract="theirs")
    assert "First: whose account is it" in page
    for held, order in (("here", "yes"), ("unsure", "no"), ("here", "unsure")):
        page = say_whose(at, "roblox", whose="child", contract="theirs", held=held, order=order)
        assert "A lawyer or an advocate first." in page
        assert 'name="s:devices-signed-in"' not in page
    page = say_whose(at, "roblox", whose="child", contract="theirs", held="here", order="no")
    assert 'name="s:devices-signed-in"' in page
    assert "Look only. Before anything is changed here" in page


def test_a_closed_account_takes_no_answer(home: Home) -> None:
    at = visit_with(home, SOME)
    page = page_of(at, "roblox")
    say_whose(at, "roblox", whose="shared", contract="other")
    look(at, "roblox", page=page, **{"s:devices-signed-in": "found", "how": "seen"})
    assert "u:roblox:devices-signed-in" not in words(at)
    assert reported(at) == ()


def test_what_is_about_a_child_waits_in_an_adults_own_account_too(home: Home) -> None:
    at = visit_with(home, SOME)
    page = page_of(at, "google")
    assert 'name="s:parent-link"' not in page
    look(at, "google", page=page, **{"s:parent-link": "found", "how": "seen"})
    assert "u:google:parent-link" not in words(at)
    page = say_whose(at, "google", whose="own", held="here", order="no")
    assert 'name="s:parent-link"' in page


def test_a_young_clients_own_account_asks_about_custody_first(home: Home) -> None:
    at = visit_with(home, SOME, **{"p-0-age": "15"})
    assert "First: whose account is it" in page_of(at, "google")
    page = say_whose(at, "google", whose="own", contract="theirs", held="here", order="no")
    assert 'name="s:devices-signed-in"' in page


def test_with_a_child_nothing_is_looked_at(home: Home) -> None:
    at = visit_with(home, {"answers": {}}, **{"p-0-age": "9"})
    page = at.get("accounts")
    assert "Under 12: not with the child" in page
    assert 'name="uses"' not in page


def test_it_does_not_go_on_where_the_client_may_be_doing_it(home: Home) -> None:
    """No tool for watching, and nothing said about why on the screen."""
    at = visit_with(home, SOME)
    from leeward.practice.visits.services import change_document

    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=99)
    page = at.get("accounts")
    assert "Not part of today’s visit." in page
    assert 'name="uses"' not in page
    at.browser.post(at.url("accounts"), {"uses": ["google"], "seen": "0"})
    assert "u:google:uses" not in words(at)


def test_a_number_that_stands_for_nothing_shows_the_list(home: Home) -> None:
    at = visit_with(home, SOME)
    for part in ("0", "99", "-1", "x", "1" * 400):
        assert (
            "Which of these do they use?"
            in at.browser.get(f"{at.url('accounts')}?part={part}").content.decode()
        )


def test_the_record_tells_what_was_looked_at_and_what_was_not(home: Home) -> None:
    from leeward.papers.record_accounts import accounts_in_words
    from leeward.practice.visits.paper_words import accounts_looked_at

    at = visit_with(home, SOME)
    look(at, "signal", **{"s:linked-devices": "found", "how": "seen", "w:linked-devices": "Quokkamarker"})
    rows = accounts_in_words(accounts_looked_at(at.words), book(), "en")
    assert [row["question"] for row in rows] == ["Signal"]
    assert rows[0]["answer"].startswith("Found: Devices that show the same chats.")
    assert "Not looked at: The second step when signing in" in rows[0]["answer"]
    assert rows[0]["day"].startswith("seen here")
    assert "Quokkamarker" not in str(rows)
    answer = at.browser.post(
        at.url("paper"), {"what": "record", "staff_language": "es", "staff_size": "letter"}
    )
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()[:2000]


def test_the_spanish_page_is_in_spanish(home: Home) -> None:
    at = visit_with(home, SOME)
    at.browser.post("/language/", {"language": "es", "next": "/today/"})
    page = page_of(at, "whatsapp")
    assert "Aparatos que muestran los mismos chats" in page
    assert "Who looks at the screen?" not in page
    assert "¿Quién mira la pantalla?" in page
