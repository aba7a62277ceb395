# SPDX-License-Identifier: Apache-2.0
"""Set-up can be left at any step, proves the paper before it ends, and never makes a key over data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from tests.support.practice import CODE, PASSPHRASE, PASSWORD, Home

LOCALE = Path("src/leeward/practice/locale/es/LC_MESSAGES")


def begin(home: Home) -> Any:
    browser = home.browser()
    assert browser.post("/set-up/", {"code": CODE}).status_code == 302
    return browser


def test_t71_before_set_up_there_is_no_account_and_every_address_leads_to_set_up(empty_home: Home) -> None:
    from django.conf import settings

    from leeward.practice.accounts.models import Account
    from leeward.practice.urls import urlpatterns

    assert not Account.objects.exists()
    assert settings.DEBUG is False
    for one in urlpatterns:
        path = "/" + re.sub(r"<.*?>", "nobody", str(one.pattern))
        if one.name in ("set-up", "language", "questions-done", "questions-leave"):  # leaving always works
            continue
        assert empty_home.browser().get(path)["Location"] == "/set-up/", path


def test_t71_without_the_code_of_the_console_nobody_sets_up(empty_home: Home) -> None:
    browser = empty_home.browser()
    assert browser.post("/set-up/", {"code": "WXYZ-WXYZ-WXYZ"}).status_code == 422
    given = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert browser.post("/set-up/passphrase/", given)["Location"] == "/set-up/"
    assert empty_home.agent.status().ring == "absent"


def test_set_up_left_at_any_step_goes_on_there(empty_home: Home) -> None:
    home = empty_home
    given = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert begin(home).post("/set-up/passphrase/", given)["Location"] == "/set-up/practice/"
    home.agent.lock()  # the program was stopped
    assert home.browser().get("/")["Location"] == "/unlock/"
    home.browser().post("/unlock/", {"passphrase": PASSPHRASE})
    browser = begin(home)
    assert browser.get("/set-up/passphrase/")["Location"] == "/set-up/practice/"
    browser.post("/set-up/practice/", {"name": "Example House", "states": ["US-WA", "US-OR"]})
    browser = begin(home)
    assert browser.get("/set-up/")["Location"] == "/set-up/account/"
    account = {"name": "robin", "password": PASSWORD, "again": PASSWORD}
    assert browser.post("/set-up/account/", account)["Location"] == "/set-up/paper/"
    assert home.browser().get("/today/")["Location"] == "/set-up/"  # no paper yet: no sign-in
    shown = browser.post("/set-up/paper/").content.decode()
    table = re.findall(r'<th scope="row">(\d)</th><td>([^<]+)</td><td>(\w+)</td>', shown)
    rows = {f"row_{number}": f"{letters} {check}" for number, letters, check in table}
    assert len(rows) == 5
    wrong = browser.post("/set-up/proof/", {**rows, "row_2": rows["row_3"]})
    assert wrong.status_code == 422
    assert 'id="id_row_2_error"' in wrong.content.decode()
    assert browser.post("/set-up/proof/", rows).status_code == 200
    assert home.agent.status().paper_proven
    assert home.browser().get("/set-up/")["Location"] == "/sign-in/"
    assert home.signed_in().get("/today/").status_code == 200


def test_set_up_cannot_end_before_the_paper_is_proven(empty_home: Home) -> None:
    from leeward.practice.first_run import services
    from leeward.practice.first_run.state import is_set_up
    from leeward.terms.errors import VaultError

    services.make_ring(PASSPHRASE)
    services.name_practice("Example practice", ["US-WA"])
    services.add_first_account("robin example", PASSWORD)
    empty_home.agent.make_paper()
    with pytest.raises(VaultError, match="not proven yet"):
        services.finish()
    assert not is_set_up()


def test_t20_a_new_key_is_never_made_over_records(home: Home) -> None:
    from leeward.practice.first_run.models import Practice
    from leeward.practice.first_run.services import make_ring
    from leeward.vault.faults import WouldOverwrite

    with pytest.raises(WouldOverwrite):
        make_ring(PASSPHRASE)
    home.agent.lock()
    for path in (home.path / "keys").glob("ring.sqlite3*"):
        path.unlink()
    Practice.objects.update(set_up_at=None)
    answer = begin(home).post("/set-up/passphrase/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 503
    assert "key ring is missing" in answer.content.decode()
    assert home.agent.status().ring == "absent"


def test_the_ring_of_other_records_is_not_taken(home: Home) -> None:
    from leeward.practice.first_run.models import Practice

    Practice.objects.update(ring_id="0" * 32)
    home.agent.lock()
    answer = home.browser().post("/unlock/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 422
    assert "belongs to other records" in answer.content.decode()


def test_made_up_clients_are_marked_on_every_page(empty_home: Home) -> None:
    from leeward.practice.first_run.state import EXAMPLE_NAME, EXAMPLE_PASSWORD

    assert begin(empty_home).post("/set-up/passphrase/", {"example": "1"})["Location"] == "/sign-in/"
    browser = empty_home.browser()
    assert EXAMPLE_PASSWORD in browser.get("/sign-in/").content.decode()
    browser.post("/sign-in/", {"name": EXAMPLE_NAME, "password": EXAMPLE_PASSWORD})
    cases = re.findall(r'href="(/clients/\w{24}/)"', browser.get("/clients/").content.decode())
    assert len(cases) == 4
    for path in ("/today/", "/clients/", "/clients/new/", *cases):
        assert "Everyone here is made up." in browser.get(path).content.decode()


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "passwordpassword",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "robin robin robin",
        "leewardleeward1",
    ],
)
def test_passwords_that_people_try_first_are_refused(empty_home: Home, password: str) -> None:
    from leeward.practice.accounts.passwords import weakness

    assert weakness(password, "robin")


@pytest.mark.parametrize(
    "password", ["the heron waits by the weir", "correct horse battery staple", "ñandú y tres faroles"]
)
def test_plain_words_are_enough(empty_home: Home, password: str) -> None:
    from leeward.practice.accounts.passwords import weakness

    assert weakness(password, "robin") == ""


def translations(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Sentence -> translation; with a plural two of each."""
    return {_forms(message.id): _forms(message.string) for message in catalog if message.id}


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_the_spanish_catalog_is_whole_and_compiled() -> None:
    with (LOCALE / "django.po").open("rb") as text, (LOCALE / "django.mo").open("rb") as compiled:
        written, made = read_po(text, locale="es"), read_mo(compiled)
    assert [message.id for message in written if message.id and message.fuzzy] == []
    assert [forms for forms, said in translations(written).items() if not all(said)] == []
    assert translations(written) == translations(made)


def test_every_sentence_of_the_pages_is_in_the_spanish_catalog() -> None:
    with (LOCALE / "django.po").open("rb") as text:
        known = {one for forms in translations(read_po(text, locale="es")) for one in forms}
    said: set[str] = set()
    for path in Path("src/leeward/practice/templates").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        said |= {one[1] for one in re.findall(r"""translate (["'])(.+?)\1""", page)}
        for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", page, re.DOTALL):
            said |= set(re.sub(r"{{ (\w+) }}", r"%(\1)s", block).split("{% plural %}"))
    for path in Path("src/leeward/practice").rglob("*.py"):
        said |= set(re.findall(r"""\b_\(\s*"([^"]+)"\s*\)""", path.read_text(encoding="utf-8")))
    assert said - known == set()
