# SPDX-License-Identifier: Apache-2.0
"""Looking at a message or an app list: what is said, what is never kept, and what goes into a visit."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.app_lists import package_block, package_dump
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True

SOME = {"answers": {"c1": "yes"}, "context": {"age": 34}}
TRICK = (
    "Your account has been suspended. Verify your password within 24 hours or it will be closed: "
    "http://paypal.com.secure-login.example.top/verify Quokkamarker"
)
HOSTILE = (
    b'From: "<script>alert(1)</script>\xe2\x80\xae" <a@b.example>\r\nTo: c@d.example\r\n'
    b"Subject: Verify your account <img src=x onerror=alert(1)>\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Verify your password now</p><a href="http://10.0.0.1/x">https://www.paypal.com/</a>'
    b"<script>atob(1)</script>"
)
DUMP = package_dump(
    package_block(
        "com.android.system.service.helper",
        installer=None,
        granted=("ACCESS_FINE_LOCATION", "RECORD_AUDIO", "READ_SMS"),
    )
)


def send(browser: Any, where: str, *, file: tuple[str, bytes] | None = None, **fields: Any) -> Any:
    """Fills the form in and sends it."""
    given = {"language": "en", "platform": "unknown", "pasted": "", "known": "", "since": "", **fields}
    if file is not None:
        given["file"] = SimpleUploadedFile(*file)
    return browser.post(where, {**given, "end": "end"})


def said(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return unescape(answer.content.decode())


# ---------------------------------------------------------------- a message


def test_a_trick_is_told_with_the_words_it_rests_on_and_no_link_works(home: Home) -> None:
    raw = send(home.signed_in(), "/look/message/", pasted=TRICK)
    page = said(raw)
    assert "Strong signs of a trick." in page
    assert "hxxp://paypal.com.secure-login.example.top" in page
    assert "http://paypal" not in page
    links = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert links
    assert [one for one in links if not one.startswith(("/", "#"))] == []
    assert "What to do now, in order" in page
    assert 'name="pasted"' not in page


def test_what_a_file_says_stays_words(home: Home) -> None:
    """T36: nothing of a file is rendered in our page; only its escaped words are."""
    answer = send(home.signed_in(), "/look/message/", file=("a.eml", HOSTILE))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "https://www.paypal.com" not in page
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_nothing_found_is_no_all_clear(home: Home) -> None:
    page = said(send(home.signed_in(), "/look/message/", pasted="See you at the library at noon."))
    assert "Nothing found by these checks." in page
    assert "That is no promise" in page
    assert not re.search(r"\b(?:safe|clean|no risk)\b", page.split("<main")[1].split("<footer")[0])


def test_a_contact_posed_as_is_found_and_the_contact_is_kept_nowhere(home: Home) -> None:
    mail = b"From: Ex Friend <ex.friend@examp1e.org>\r\nTo: c@d.example\r\nSubject: Hi\r\n\r\nHello"
    page = said(
        send(
            home.signed_in(), "/look/message/", file=("a.eml", mail),
            known="Ex Friend <ex.friend@example.org>",
        )
    )  # fmt: skip
    assert "This could be meant for this person" in page
    for form in ("message", "apps"):
        assert "ex.friend" not in home.signed_in().get(f"/look/{form}/").content.decode()


def test_the_answer_comes_in_the_language_that_was_chosen(home: Home) -> None:
    page = said(send(home.signed_in(), "/look/message/", pasted=TRICK, language="es"))
    assert '<div class="look" lang="es">' in page
    assert "Fuertes señales de un engaño." in page
    assert "Qué hacer ahora, por orden" in page


@pytest.mark.parametrize(
    ("file", "fields", "says"),
    [
        (None, {}, "Put the words in here, or choose a file."),
        (("a.eml", HOSTILE), {"pasted": TRICK}, "Send one of them; the words are still there."),
        (("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99)), {}, "Type its words into the field instead"),
        (("a.pdf", b"%PDF-1.7\n" + bytes(99)), {}, "This is a PDF."),
        (("a.eml", b""), {}, "There is nothing in it."),
        (("a.eml", bytes(range(256)) * 40), {}, "Nothing here could be read as a message."),
        (("a.eml", b"x" * 10_000_001), {}, "larger than 10 MB"),
        (None, {"pasted": "a" * 100_001}, "longer than the field takes"),
    ],
)  # fmt: skip
def test_a_mistake_says_what_to_do_and_keeps_what_was_typed(
    home: Home, file: tuple[str, bytes] | None, fields: dict[str, str], says: str
) -> None:
    page = said(
        send(home.signed_in(), "/look/message/", file=file, known="ex-friend@x.example", **fields), 422
    )
    assert says in page
    assert "ex-friend@x.example" in page
    assert fields.get("pasted", "") in page
    assert re.search(r'<a href="#id_(?:file|pasted)">', page)


# ---------------------------------------------------------------- an app list


def test_an_app_that_watches_is_told_and_not_to_be_removed_yet(home: Home) -> None:
    page = said(send(home.signed_in(), "/look/apps/", file=("dump.txt", DUMP.encode())))
    assert "Strong signs: an app here could be watching." in page
    first = page.index("Do not remove or change anything yet")
    assert first < page.index("What stands out") < page.index("What it may be able to do")
    assert page.index("What it may be able to do") < page.index("Why it stands out")
    assert "com.android.system.service.helper" in page
    assert "Echap" in page
    assert "What this list cannot show" in page


def test_names_typed_from_a_screen_are_enough(home: Home) -> None:
    page = said(send(home.signed_in(), "/look/apps/", pasted="TheTruthSpy\nMaps\nClock", platform="ios"))
    assert "TheTruthSpy" in page
    assert "Read as the list of: iPhone." in page


def test_no_list_in_it_says_so(home: Home) -> None:
    page = said(send(home.signed_in(), "/look/apps/", file=("a.txt", bytes(range(1, 256)) * 9)), 422)
    assert "No list of apps could be found in this." in page


# ---------------------------------------------------------------- nothing is kept


def test_nothing_of_it_touches_the_disk_nor_a_draft(home: Home) -> None:
    """T15: neither what was typed nor a file that came in is in any file of the practice's home."""
    at = visit_with(home, SOME)
    seen = _written(home.path)
    at.browser.post("/kept/", {
        "page": at.url("message"), "kept-path": at.url("message"), "kept:pasted": "Quokkamarker wrote this",
    })  # fmt: skip
    for where in ("/look/message/", at.url("message")):
        said(send(at.browser, where, pasted=TRICK))
        said(send(at.browser, where, file=("Quokkamarker.eml", HOSTILE + b"Quokkamarker")))
    said(send(at.browser, at.url("apps"), file=("Quokkamarker.txt", DUMP.encode())))
    assert b"Quokkamarker" not in b"".join(
        path.read_bytes() for path in home.path.rglob("*") if path.is_file()
    )
    assert _written(home.path) == seen
    from leeward.practice.accounts.models import Draft

    assert not Draft.objects.exists()


def _written(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*") if path.is_file() and "vault" in path.parts}


def test_after_sign_out_what_was_pasted_is_not_carried_along(home: Home) -> None:
    at = visit_with(home, SOME)
    at.browser.post("/sign-out/")
    answer = send(at.browser, at.url("message"), pasted=TRICK)
    assert answer.status_code == 302
    assert b"Quokkamarker" not in answer.content


# ---------------------------------------------------------------- within a visit


def _offered(page: str) -> list[str]:
    return re.findall(r'name="sign" value="([^"]+)"', page)


def _note(at: At, page: str, *ids: str) -> Any:
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    return at.browser.post(at.url("message"), {
        "note": "note", "sign": ids, "offered": _offered(page), "seen": seen[1],
    })  # fmt: skip


def test_reasons_offer_signs_none_is_ticked_and_the_chosen_one_goes_into_the_visit(home: Home) -> None:
    at = visit_with(home, SOME)
    page = said(send(at.browser, at.url("message"), pasted=TRICK))
    assert "message-fake-support" in _offered(page)
    assert "message-typed-or-code" in _offered(page)
    assert not re.search(r'name="sign"[^>]*checked', page)
    assert at.words.document("signs").words == {}
    answer = _note(at, page, "message-fake-support")
    assert answer.status_code == 302
    assert answer["Location"] == at.url("picture") + "#told"
    signs = at.words.document("signs").words
    assert set(signs) == {"s:fake-support-message"}
    written = signs["s:fake-support-message"]
    assert (written["answer"], written["how"], written["from"]) == ("reported", "seen", "message")
    assert "a message" in at.get("picture")
    again = said(send(at.browser, at.url("message"), pasted=TRICK))
    assert "message-fake-support" not in _offered(again)
    assert "noted already" in again


def test_in_a_visit_that_has_ended_nothing_is_written_and_the_ticks_stay(home: Home) -> None:
    from leeward.practice.visits.services import end_visit

    at = visit_with(home, SOME)
    page = said(send(at.browser, at.url("message"), pasted=TRICK))
    end_visit(at.account, at.visit_id)
    answer = said(_note(at, page, "message-fake-support"), 409)
    assert re.search(r'value="message-fake-support" checked', answer)
    assert at.words.document("signs").words == {}


@pytest.mark.parametrize("page", ["message", "apps"])
def test_it_does_not_go_on_where_the_client_may_be_doing_it(home: Home, page: str) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, SOME)
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=99)
    assert "Not part of today’s visit." in at.get(page)
    answer = said(send(at.browser, at.url(page), pasted=TRICK))
    assert "Why" not in answer
    assert 'name="pasted"' not in answer
