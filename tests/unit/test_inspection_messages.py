# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501  (one message a line reads better)
"""The message check: which messages are warned of, on what it rests, and that nothing makes it fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.messages import LEGITIMATE, LEGITIMATE_TEXTS, TRICK_TEXTS, TRICKS, link, mail

from leeward.formats.mail import read_message
from leeward.formats.values import Header, Mail, Part, Unread
from leeward.inspection.advising import advise
from leeward.inspection.message import check_message
from leeward.inspection.personal import NOBODY, Known, read_known
from leeward.inspection.verdict import VERDICTS, Answer, weigh

CONTACTS = read_known("Ana Ex <ana.ex@example.org>\nplace: Ex Harbor Street\n")


def answer(data: bytes | str, known: Known = NOBODY) -> Answer:
    """The answer for the bytes of a message, or for pasted words."""
    raw = data.encode() if isinstance(data, str) else data
    return check_message(read_message(raw), the_book(), known)


def ids(found: Answer) -> set[str]:
    """The reasons of an answer."""
    return {reason.id for reason in found.reasons}


@pytest.mark.parametrize("name", [*LEGITIMATE, *LEGITIMATE_TEXTS])
def test_everyday_messages_are_not_warned_of(name: str) -> None:
    """Real kinds of mail, in several languages: nothing found by these checks."""
    found = answer(LEGITIMATE.get(name) or LEGITIMATE_TEXTS[name])
    assert ("nothing-found", set()) == (
        found.verdict,
        ids(found) if found.verdict != "nothing-found" else set(),
    )


@pytest.mark.parametrize("name", [*TRICKS, *TRICK_TEXTS])
def test_tricks_are_warned_of(name: str) -> None:
    """Every kind of trick gets one of the two warning verdicts, and rests on something."""
    found = answer(TRICKS.get(name) or TRICK_TEXTS[name])
    assert "nothing-found" != found.verdict
    assert found.reasons and all(reason.where for reason in found.reasons)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("account-suspended", "brand-sender"), ("own-domain-lookalike", "lookalike-sender"),
        ("homograph", "lookalike-sender"), ("html-attachment", "page-file"), ("smuggling", "smuggling"),
        ("double-extension", "disguised-file"), ("turned-name", "disguised-file"), ("program-as-pdf", "program-file"),
        ("sextortion", "sextortion"), ("sextortion-es", "sextortion"), ("advance-fee", "advance-fee"),
        ("gift-card", "gift-card"), ("bec", "errand"), ("payment-change", "payment-change"), ("parcel-es", "brand-sender"),
        ("link-says-other", "link-says-other"), ("userinfo", "name-before-at"), ("data-link", "code-link"),
        ("form", "secret-form"), ("logger", "logger-link"), ("picture", "picture-only"), ("nested-forward", "brand-sender"),
        ("code", "code-ask"), ("code-es", "code-ask"), ("threat", "threat"), ("threat-es", "threat"), ("apk", "program-link"),
        ("link-lookalike", "lookalike-link"), ("link-ip", "number-host"), ("images", "sexual-images"),
        ("images-es", "sexual-images"), ("remote", "remote-access"), ("sms-mama", "new-number"),
        ("only-a-link", "look-at-this"), ("sum-in-a-form", "money-waiting"), ("file-by-lot", "made-up-file"),
        ("capital-i", "swapped-letters"), ("free-host-sender", "free-host-sender"), ("strayed", "buttons-elsewhere"),
        ("false-office-pt", "office-from-free-mail"), ("gov-look", "brand-in-address"),
        ("free-mail-button", "reply-elsewhere"), ("forwarded-de", "brand-sender"), ("calendar", "document-lure"),
        ("forum-goods", "unwanted-offer"), ("link-inside-everyday", "ending-inside-link"), ("link-in-capitals", "lookalike-link"), ("link-capital-ending", "lookalike-link"),
        ("link-at-home", "number-host"), ("house-name", "brand-in-link"), ("sms-call", "callback"),
        ("sms-mama-dinero", "errand"),
    ],
)  # fmt: skip
def test_each_trick_is_named(name: str, reason: str) -> None:
    """The reason an analyst would give stands among the reasons."""
    assert reason in ids(answer(TRICKS.get(name) or TRICK_TEXTS[name]))


@pytest.mark.parametrize(
    ("address", "expected"), [("x@exviagemgov.com", True), ("x@irs-gov.com", True), ("x@dolgov.com", False)]
)
def test_a_surname_is_no_office(address: str, expected: bool) -> None:
    """Names of people end in "gov", too."""
    found = ids(answer(mail(f"Ex Person <{address}>", "hello", "See https://www.ex-harbor.org/a")))
    assert expected == ("brand-in-address" in found)


def test_sharing_a_free_mail_service_makes_nobody_known() -> None:
    """Two people of one service are strangers all the same."""
    said = mail("Royal Guild <xk7.zz@gmx.com>", "paper", "open", to="ex.client@gmx.com",
                files=(("a.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),))  # fmt: skip
    assert "only-a-file" in ids(answer(said))


def test_reasons_quote_the_message() -> None:
    """`where` holds the exact words, or the header line."""
    found = {reason.id: reason.where for reason in answer(TRICKS["account-suspended"]).reasons}
    assert "From: PayPal Support <service@secure-mail-center.com>" == found["brand-sender"]
    assert "within 24 hours" in found["deadline"]


def test_nothing_that_steers_a_terminal_is_quoted() -> None:
    """Control and direction characters are written out."""
    for reason in answer(TRICKS["turned-name"]).reasons:
        assert reason.where.isprintable()


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("Ana Ex <ana.ex@examp1e.org>", "contact-lookalike"), ("Ana Ex <anna.ex@example.org>", "contact-lookalike"),
        ("Ana Ex <someone@elsewhere.com>", "contact-other-address"),
    ],
)  # fmt: skip
def test_somebody_known_is_posed_as(sender: str, reason: str) -> None:
    """With the client's contacts at hand it is said, and the message counts as targeted."""
    found = answer(mail(sender, "hi", "Can you write back?"), CONTACTS)
    assert reason in ids(found) and found.targeted and "nothing-found" != found.verdict


def test_a_contact_s_own_address_is_no_stranger() -> None:
    """The same words from the known address raise nothing."""
    found = answer(
        mail("Ana Ex <ana.ex@example.org>", "photos", "here: https://bit.ly/3x click here now, urgent"),
        CONTACTS,
    )
    assert "nothing-found" == found.verdict


@pytest.mark.parametrize("name", ["photo", "friend-of", "apk", "locate", "logger", "threat-es", "sms-mum"])
def test_what_looks_meant_for_one_person_is_said(name: str) -> None:
    """Targeted messages carry the extra line, before the other advice."""
    found = answer(TRICKS.get(name) or TRICK_TEXTS[name])
    assert found.targeted
    assert "talk-first" in [one.id for one in advise(found, the_book()).now][:2]


@pytest.mark.parametrize("name", ["account-suspended", "sextortion", "advance-fee", "sms-toll", "prize"])
def test_mass_mail_is_not_called_targeted(name: str) -> None:
    """A million others got it too."""
    assert not answer(TRICKS.get(name) or TRICK_TEXTS[name]).targeted


@pytest.mark.parametrize("name", ["threat", "images", "sextortion"])
def test_people_come_first(name: str) -> None:
    """Threats and intimate images: who to call stands before anything about the device."""
    now = advise(answer(TRICKS.get(name) or TRICK_TEXTS[name]), the_book()).now
    assert "people-first" == now[0].id


def test_results_below_the_trusted_hop_are_passed_over() -> None:
    """A sender may write any result; only the receiving service's own counts."""
    received = "from x by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000"
    for result, expected in (("mx.example.net", True), ("mx.elsewhere.org", False)):
        raw = mail(
            "Ex <a@harbor.org>", "hello", "hi",
            headers={"Received": received, "Authentication-Results": f"{result}; dmarc=fail header.from=harbor.org"},
        )  # fmt: skip
        assert expected == ("auth-failed" in ids(answer(raw)))


def test_age_and_missing_proof_are_no_reason() -> None:
    """The same message without Date and Message-ID gets the same answer."""
    raw = LEGITIMATE["bank-notice"]
    old = b"Date: Mon, 1 Jan 1996 00:00:00 +0000\n" + raw
    assert answer(raw) == answer(old)


def test_more_reasons_never_weaken_the_verdict() -> None:
    """Adding a reason keeps the verdict or makes it stronger."""
    entries = the_book().message_reasons
    for at in range(len(entries)):
        before = VERDICTS.index(weigh(entries[:at]))
        assert VERDICTS.index(weigh(entries[: at + 1])) <= before


def test_what_was_not_read_is_a_reason() -> None:
    """A message that was read in part is never called clear."""
    found = check_message(Mail("eml", (), (), (Unread("message", "too-large"),), ()), the_book())
    assert "be-careful" == found.verdict and (("message", "too-large"),) == found.unread


_WORDS = st.text(max_size=300)
_HEADERS = st.builds(
    lambda name, value: Header(name, value, value),
    st.sampled_from(
        ["From", "To", "Reply-To", "Return-Path", "Subject", "Received", "Authentication-Results", "List-Id"]
    ),
    _WORDS | st.from_regex(r"[\"<>@a-z., ;:=]{0,60}", fullmatch=True),
)
_PARTS = st.builds(
    Part, st.just("1"), st.sampled_from(["text/plain", "text/html", "application/zip", "image/svg+xml", ""]), st.just(""),
    _WORDS, st.sampled_from(["", "attachment", "inline"]),
    _WORDS | st.from_regex(r"[<>a-z=\"'/: &;#]{0,200}", fullmatch=True), st.binary(max_size=200), st.just(0),
    st.sampled_from(["", "application/zip", "text/html", "application/pdf", "application/x-ole-storage"]),
    st.integers(0, 2),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_HEADERS, max_size=8), st.lists(_PARTS, max_size=4), st.lists(_HEADERS, max_size=3))
def test_no_message_makes_it_fail(headers: list[Header], parts: list[Part], inner: list[Header]) -> None:
    """Whatever was read, an answer comes back, and everything in it can be shown."""
    found = check_message(
        Mail("eml", tuple(headers), tuple(parts), (), (tuple(inner),)), the_book(), CONTACTS
    )
    assert found.verdict in VERDICTS
    assert all(reason.where.isprintable() for reason in found.reasons)


LONG = 1_000_000
HOSTILE = {
    "one-letter": "a" * LONG, "dots": "a." * (LONG // 2), "links": "http://a.com/x " * 60_000, "ats": "a@b.co," * 140_000,
    "tags": "<" * LONG, "nested": "<div>" * 200_000, "open-quotes": '<a =">"' * 140_000, "anchors": "<a href=x>" * 100_000,
    "unseen": "a\u200b" * (LONG // 2), "marks": "a" + "\u0301" * LONG, "from": "From: x\n" * 120_000,
    "spaced": "A " * (LONG // 2), "comments": "<!--" * 250_000, "entities": "&" * LONG,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_megabyte_of_anything_is_soon_done(name: str, kind: str) -> None:
    """No pattern runs away."""
    text = HOSTILE[name]
    part = Part("1", kind, "", "", "", text, b"", len(text), "", 0)
    head = tuple(
        Header(one, text, text) for one in ("From", "Subject", "To", "Received", "Authentication-Results")
    )
    start = time.perf_counter()
    check_message(Mail("eml", head, (part,), (), ()), the_book())
    assert 8 > time.perf_counter() - start


def test_a_link_alone_is_judged_by_its_host() -> None:
    """What counts is where it leads, not what stands before the @ or in a subdomain."""
    assert "name-before-at" in ids(answer("https://www.paypal.com@203.0.113.9/x"))
    assert "brand-in-link" in ids(answer("http://paypal.com.account-verify.ru/login"))
    assert set() == ids(answer("https://www.paypal.com/signin"))


def test_a_newsletter_s_own_trackers_explain_its_links() -> None:
    """Words that show the sender's site, and a link through its mailing service."""
    raw = mail(
        "Harbor <news@harbor.org>", "News", html=link("https://u1.ct.sendgrid.net/x", "www.harbor.org")
    )
    assert "link-says-other" not in ids(answer(raw))


def test_a_name_that_nothing_bears_out_is_said() -> None:
    """Neither address nor links fit the name; one that does, be it by initials, is not held against it."""
    page = link("https://offers.unrelated.example.net/x", "See more")
    assert {"name-apart", "nothing-fits"} <= ids(
        answer(mail("Harbor Savings <jo@plumbing.com>", "News", html=page))
    )
    assert "name-apart" not in ids(answer(mail("Harbor Savings <jo@hs-mail.com>", "News", html=page)))
    assert "name-apart" not in ids(answer(mail("Harbor Savings <jo@plumbing.com>", "Re: News", html=page,
                                               headers={"In-Reply-To": "<1@example.com>"})))  # fmt: skip


def test_a_message_passed_on_is_judged_as_its_first_reader_met_it() -> None:
    """The friend who forwards it is not the one who wrote it."""
    text = (
        "what is this?\n\nDe: PayPal <aviso@cuentas-mx.ru>\nEnviado: lunes\nAsunto: Aviso\n\n"
        "Su cuenta está bloqueada. Haga clic: https://cuentas-mx.ru/entrar\n"
    )
    assert "brand-sender" in ids(answer(mail("Ana Ex <ana.ex@example.org>", "Fw: Aviso", text)))
    assert "brand-sender" not in ids(answer(mail("Ana Ex <ana.ex@example.org>", "Aviso", text)))


def test_what_only_resembles_a_trick_is_let_be() -> None:
    """A mail address written as a link; a house that shares a brand's word; a long newsletter with a search form."""
    assert "name-before-at" not in ids(answer("http://desk@harbor.org"))
    assert "brand-in-address" not in ids(answer(mail("Tom <tom@slack.net>", "Lunch", "See you at noon.")))
    form = "<form action='https://find.example.net'><input name=q></form>" + "<p>words of the week</p>" * 80
    assert "form-in-mail" not in ids(answer(mail("Harbor <news@harbor.org>", "News", html=form)))
