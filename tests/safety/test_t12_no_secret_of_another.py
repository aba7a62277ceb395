# SPDX-License-Identifier: Apache-2.0
"""T12: whoever runs the practice sees no secret and no record of anybody, on no page there is."""

from __future__ import annotations

import re
from typing import Any

import pyotp
from tests.support.matrix import NAMES, ROUTES, account, records_of, whole_form
from tests.support.practice import PASSPHRASE, PASSWORD, Home

MAKES_ONE_OF_ITS_OWN = {"person-code", "new-person", "keys-paper"}
"""They show a code or a paper, once, that was made for this very purpose."""


def patterns() -> dict[str, str]:
    from leeward.practice.urls import urlpatterns

    return {str(one.name): "/" + str(one.pattern) for one in urlpatterns}


def every_page(home: Home, browser: Any, ids: dict[str, str]) -> dict[str, str]:
    """What an administrator is answered, by route: GET of all, POST of what leaves everything in place."""
    found = {}
    for name, pattern in patterns().items():
        path = re.sub(r"<slug:(\w+)>", lambda match: ids.get(match[1], "nobody"), pattern)
        found[name] = browser.get(path).content.decode()
        if name.startswith("person") or name in ("people", "new-person"):
            found[name] += browser.post(path, whole_form(ids)).content.decode()
    return found


def secrets_of(home: Home, name: str) -> list[str]:
    """The second factor of somebody, its recovery codes, and what is kept of their password."""
    from leeward.practice.accounts import second_factor
    from leeward.practice.models import Account, RecoveryCode

    person = account(name)
    secret = second_factor.begin(person, PASSWORD)
    assert secret
    codes = second_factor.confirm(person, pyotp.TOTP(secret).now(), session_key="")
    assert codes
    hashed = Account.objects.get(id=person.id).password
    return [secret, *codes, hashed, *RecoveryCode.objects.values_list("hashed", flat=True)]


def test_an_administrator_finds_no_secret_and_no_code_name_on_any_page(home: Home) -> None:
    ids = records_of(home)
    administrator = home.signed_in("alex")
    told = [PASSWORD, PASSPHRASE, "Ternmarker", *secrets_of(home, "sam")]
    for people_page in ("sam", "robin"):
        pages = every_page(home, administrator, {**ids, "account_id": account(people_page).id})
        wrong = [
            f"{name}: {secret[:6]}..."
            for name, page in pages.items()
            for secret in told
            if secret.replace(" ", "") in page.replace(" ", "") and name not in MAKES_ONE_OF_ITS_OWN
        ]
        assert not wrong, "\n".join(wrong)
        administrator = home.signed_in("alex")


def test_a_code_for_somebody_else_is_shown_once_and_then_no_more(home: Home) -> None:
    records_of(home)
    administrator = home.signed_in("alex")
    page = administrator.post("/oversight/people/new/", {"name": "Noor", "roles": ["technician"]})
    code = re.search(r"<code>([A-Z0-9-]{19})</code>", page.content.decode())
    assert code
    new = account("Noor").id
    for path in ("", "roles/", "supervisors/", "hand-on/"):
        assert code[1] not in administrator.get(f"/oversight/people/{new}/{path}").content.decode()


def test_there_is_no_other_way_in_for_whoever_runs_the_practice() -> None:
    """No Django admin, and no page that sets the password of another."""
    assert not [name for name in ROUTES if name.startswith("admin")]
    assert NAMES
