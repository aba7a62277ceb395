# SPDX-License-Identifier: Apache-2.0
"""Letters and papers: nothing leaves that was not ticked, shown, and covered by an agreement."""

from __future__ import annotations

import html
import io
import random
import re
import secrets
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.disclosures import agreed, at_once_with_taking_back
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.papers.letters import KINDS, LetterKind

pytestmark = pytest.mark.db
WHO = "Officer Example Lane"
OURS = {"HTTP_ORIGIN": "http://testserver"}
LATEST = "On Sunday he waited at the gate. Then he sent 40 messages."
SAID = {
    "answers": {"c1": "yes", "w1": "ex_partner", "w4": ["devices"], "p8": LATEST, "s6": "yes", "g4": "yes"}
}


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, SAID, code_name="Ternmarker", contact_word="Quokkaword")


def address(at: At, kind: LetterKind = "police") -> str:
    from leeward.practice.letters.addresses import address_of

    return f"{at.url('letters')}{address_of(kind)}/"


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def form(at: At, kind: LetterKind = "police", /, **changes: Any) -> dict[str, Any]:
    """What a browser sends to see a paper on which the latest words were agreed to."""
    page = at.browser.get(address(at, kind)).content.decode()
    sent = {
        "once": value_of(page, "once"),
        "filled_in": value_of(page, "filled_in"),
        "language": "en",
        "size": "letter",
        "text-words": LATEST,
        "tick-words": "on",
        "do": "show",
        **changes,
    }
    return {name: value for name, value in sent.items() if value}


def shown(at: At, kind: LetterKind = "police", /, **changes: Any) -> tuple[dict[str, Any], str]:
    """The form as the page with the preview holds it, and that page."""
    sent = form(at, kind, **changes)
    answer = at.browser.post(address(at, kind), sent)
    page = answer.content.decode()
    assert answer.status_code == 200, re.findall(r'class="what".*', page)
    return {**sent, "shown": value_of(page, "shown"), "do": "make"}, html.unescape(page)


def makes(at: At, giver: str, kind: LetterKind = "police", /, **changes: Any) -> Any:
    sent, _page = shown(at, kind, **changes)
    return at.browser.post(address(at, kind), {**sent, "giver": giver})


def words_of(answer: Any) -> str:
    assert answer.status_code == 200, re.findall(r'class="what".*', answer.content.decode(errors="replace"))
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def consent_of(where: str) -> str:
    return where.rstrip("/").split("/")[-1]


def ledger(action: str) -> list[Any]:
    from leeward.practice.models import AuditEntry

    return list(AuditEntry.objects.filter(action=action).order_by("at"))


# Nothing is ticked, and nothing is kept.


def test_the_list_tells_which_fit_and_why(at: At) -> None:
    page = html.unescape(at.get("letters"))
    assert "These may fit" in page
    assert "A summary for police" in page.split("The others")[0]
    assert "If police could help" in page


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_paper_opens_with_nothing_ticked(at: At, kind: LetterKind) -> None:
    page = at.browser.get(address(at, kind)).content.decode()
    assert "checked" not in "".join(re.findall(r"<input[^>]*tick-[^>]*>", page))
    assert "checked" not in "".join(re.findall(r'<input[^>]*name="asks"[^>]*>', page))
    assert "Where this is from".lower() in page.lower()


def test_it_is_filled_from_what_was_said(at: At) -> None:
    page = html.unescape(at.browser.get(address(at)).content.decode())
    assert LATEST in page
    assert "Contact or posts went on" in page
    assert "An ex" in page


def test_an_address_that_is_not_one_is_not_there(at: At) -> None:
    assert at.browser.get(f"{at.url('letters')}p00000000/").status_code == 404


def test_what_is_not_ticked_is_neither_shown_nor_printed(at: At) -> None:
    sent, page = shown(at, **{"text-acts": "Quokkaacts", "text-about": "Quokkaabout"})
    preview = page.split("as-printed")[1].split("Who gives it")[0]
    assert LATEST in preview
    assert "Quokka" not in preview
    paper = words_of(at.browser.post(address(at), {**sent, "giver": "own"}))
    assert LATEST in paper
    assert "Quokka" not in paper


def test_nothing_ticked_is_refused(at: At) -> None:
    answer = at.browser.post(address(at), form(at, **{"tick-words": ""}))
    assert answer.status_code == 422
    assert "Nothing is ticked" in answer.content.decode()


def test_what_was_typed_is_kept_nowhere(at: At) -> None:
    from leeward.practice.models import AuditEntry, Release

    before = {name: sheet.version for name, sheet in at.words.documents.items()}
    words_of(makes(at, "own", to="Quokkareader"))
    assert {name: sheet.version for name, sheet in at.words.documents.items()} == before
    assert Release.objects.count() == 0
    page = at.browser.get(address(at)).content.decode()
    assert "Quokkareader" not in page
    assert AuditEntry.objects.filter(action="paper.print").count() == 1


def test_ticked_and_empty_is_room_to_write_where_the_paper_has_room(at: At) -> None:
    _sent, page = shown(at, **{"text-words": "", "text-reach": "", "tick-reach": "on", "tick-name": "on"})
    preview = page.split("as-printed")[1].split("Who gives it")[0]
    assert "What happened" in preview
    assert "How to answer" in preview
    assert "(a line to sign on)" in preview
    bare = form(at, **{"text-orders": "", "tick-orders": "on"})
    answer = at.browser.post(address(at), bare)
    assert "Ticked, and empty" in answer.content.decode()


@pytest.mark.parametrize("name", ["to", "text-name", "text-about"])
def test_a_name_that_is_too_long_is_told_and_not_cut(at: At, name: str) -> None:
    sent = form(at, **{name: "Ex " * 60, name.replace("text", "tick"): "on", "to": "Ex " * 60})
    assert at.browser.post(address(at), sent).status_code == 422
    longest = {"to": "E" * 120, "text-name": "N" * 160, "tick-name": "on"}
    assert "E" * 120 in "".join(words_of(makes(at, "own", **longest)).split())


# Shown before it is made.


def test_nothing_is_made_that_was_not_shown(at: At) -> None:
    sent = form(at, do="make", giver="own")
    answer = at.browser.post(address(at), sent)
    assert answer["Content-Type"].startswith("text/html")
    assert "It changed since it was shown" in answer.content.decode()
    assert ledger("paper.print") == []


def test_a_word_changed_after_it_was_shown_is_shown_again(at: At) -> None:
    sent, _page = shown(at)
    answer = at.browser.post(address(at), {**sent, "text-words": "Something else.", "giver": "own"})
    page = html.unescape(answer.content.decode())
    assert "It changed since it was shown" in page
    assert "Something else." in page.split("as-printed")[1]
    again = {**sent, "text-words": "Something else.", "shown": value_of(page, "shown"), "giver": "own"}
    assert "Something else." in words_of(at.browser.post(address(at), again))


def test_the_size_may_be_chosen_last(at: At) -> None:
    answer = makes(at, "own", size="a4")
    assert round(float(PdfReader(io.BytesIO(answer.content)).pages[0].mediabox.height)) == 842


def test_another_language_fills_again_what_nobody_changed(at: At) -> None:
    page = at.browser.get(address(at)).content.decode()
    acts = html.unescape(re.search(r'name="text-acts"[^>]*>([^<]*)<', page)[1]).strip()  # type: ignore[index]
    _sent, spanish = shown(at, language="es", **{"text-acts": acts, "tick-acts": "on", "text-who": "Mine"})
    preview = spanish.split("as-printed")[1]
    assert "El contacto o las publicaciones siguieron" in preview
    assert "Qué pasó" in preview
    assert LATEST in preview
    assert 'value="Mine"' in spanish


# What may not stand there.


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I moved to 12 Oak Street", "looks like a home address"),
        ("He calls me Ternmarker", "stays with us"),
        ("I was diagnosed in May", "names an illness"),
    ],
)
def test_a_tick_does_not_let_it_through(at: At, text: str, why: str) -> None:
    answer = at.browser.post(address(at), form(at, **{"text-words": text}))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert why in page
    assert text in page
    assert "as-printed" not in page
    assert "#id_text-words" in page


def test_the_agreed_word_is_no_part_of_how_to_answer(at: At) -> None:
    sent = form(at, **{"text-reach": "555-0134, the word is Quokkaword", "tick-reach": "on"})
    answer = at.browser.post(address(at), sent)
    assert answer.status_code == 422
    assert "stays with us" in html.unescape(answer.content.decode())


@pytest.mark.parametrize("kind", ["police", "school"])
@pytest.mark.parametrize("typed", ["1420 maple st", "Av. Juárez 123", "47.6062, -122.3321", "zip 98101"])
@pytest.mark.parametrize("name", ["text-words", "text-reach"])
def test_an_address_is_named_and_kept_off_however_it_is_typed(
    at: At, kind: LetterKind, typed: str, name: str
) -> None:
    sent = form(at, kind, **{name: f"Here: {typed}", name.replace("text", "tick"): "on"})
    answer = at.browser.post(address(at, kind), sent)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert f"“{typed}” looks like a home address" in page
    assert "as-printed" not in page


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("Officer at 12 oak st", "“12 oak st” looks like an address. A name is enough here"),
        ("Officer Example / Ternmarker", "stays with us"),
        ("The desk of Quokkaword", "stays with us"),
    ],
)
def test_whom_it_goes_to_gives_nothing_away(at: At, to: str, why: str) -> None:
    answer = at.browser.post(address(at), form(at, to=to))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert why in page
    assert "#id_to" in page
    assert "as-printed" not in page


def test_an_address_field_is_not_there_where_it_must_be_kept_off(at: At, home: Home) -> None:
    page = at.browser.get(address(at)).content.decode()
    assert "text-address" not in page
    assert "No home address" in page
    sent = {"text-address": "12 Oak Street", "tick-address": "on"}
    assert "12 Oak Street" not in words_of(makes(at, "own", **sent))
    known = visit_with(home, {"answers": {**SAID["answers"], "w4": ["home"], "w2": "no"}})
    assert "text-address" in known.browser.get(address(known)).content.decode()
    assert "12 Oak Street" in words_of(makes(known, "own", **sent))


def test_a_sentence_of_the_law_needs_what_it_rests_on(at: At) -> None:
    answer = at.browser.post(
        address(at, "platform"), form(at, "platform", asks="letter-ask-platform-intimate")
    )
    assert answer.status_code == 422
    assert answer.content.decode().count("A sentence that is ticked needs this") >= 2


# Who gives it.


@pytest.mark.parametrize("safe", ["no", "not_sure"])
def test_what_may_not_be_carried_stays_at_the_desk(home: Home, safe: str) -> None:
    at = visit_with(home, {"answers": {**SAID["answers"], "s6": safe}})
    _sent, page = shown(at)
    assert "They do not take it along" in page
    assert 'name="giver" value="own"' not in page
    assert makes(at, "own").status_code == 422
    assert ledger("paper.print") == []
    assert "Stays here." in words_of(makes(at, "desk"))
    assert len(ledger("paper.print")) == 1


def test_a_client_who_lives_under_their_eyes_takes_no_letter_along(home: Home) -> None:
    at = visit_with(home, {"answers": {**SAID["answers"], "w1": "partner", "c11": "yes"}})
    assert makes(at, "own").status_code == 422


@pytest.mark.parametrize("safe", ["no", "yes"])
def test_a_request_to_an_app_can_be_sent_though_no_paper_is_carried(home: Home, safe: str) -> None:
    """In a drawer it starts no 48 hours: the client copies it into the form of the app, here and now."""
    at = visit_with(home, {"answers": {**SAID["answers"], "s6": safe}})
    _sent, page = shown(at, "platform")
    assert "They copy it into the app’s form now" in page and "the 48 hours run from" in page
    assert "They copy it into" not in shown(at)[1]
    words_of(makes(at, "form", "platform"))
    page = html.unescape(at.browser.get(f"/clients/{at.case_id}/given-out/").content.decode())
    assert "A request to an app or a site, copied into a form by the client" in page


def test_the_ledger_tells_what_it_was_and_who_took_it(at: At) -> None:
    words_of(makes(at, "own"))
    words_of(makes(at, "desk", "statement"))
    page = html.unescape(at.browser.get(f"/clients/{at.case_id}/given-out/").content.decode())
    assert "A summary for police, taken along" in page
    assert "A sheet for a statement to a court, a copy that stays here" in page


def test_without_an_agreement_we_give_it_to_nobody(at: At) -> None:
    _sent, page = shown(at)
    assert "there is no agreement that names the reader" in page
    assert f"/clients/{at.case_id}/agreements/new/" in page
    assert makes(at, secrets.token_hex(12)).status_code == 422
    assert ledger("release.export") == []


def test_under_an_agreement_it_goes_and_is_on_record(at: At) -> None:
    from leeward.practice.models import Release

    consent = consent_of(agreed(at, WHO))
    answer = makes(at, consent, to=WHO)
    assert WHO in words_of(answer)
    assert re.fullmatch(r'inline; filename="[a-z]+\.pdf"', answer["Content-Disposition"])
    release = Release.objects.get()
    assert (release.agreement_id, release.record_class) == (consent, "client-record")
    assert [one.is_allowed for one in ledger("release.export")] == [True]
    page = html.unescape(at.browser.get(f"/clients/{at.case_id}/given-out/").content.decode())
    assert WHO in page
    assert "A summary for police" in page


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ends_on": -1}, "ended"),
        ({"classes": ["chart-line"]}, "narrower"),
    ],
)
def test_an_agreement_that_does_not_cover_it_is_not_offered(
    at: At, changes: dict[str, Any], why: str
) -> None:
    from leeward.practice.models import Agreement

    consent = consent_of(agreed(at, WHO, **{k: v for k, v in changes.items() if k == "classes"}))
    if "ends_on" in changes:
        Agreement.objects.update(ends_on=date.today() - timedelta(days=1))
    _sent, page = shown(at)
    assert consent not in page, why
    assert makes(at, consent).status_code == 422
    assert ledger("release.export") == []


def test_for_another_reader_than_the_agreement_names(at: At) -> None:
    consent = consent_of(agreed(at, WHO))
    answer = makes(at, consent, to="Somebody Else")
    assert answer.status_code == 422
    assert "No agreement names this recipient" in html.unescape(answer.content.decode())
    from leeward.practice.models import Release

    assert Release.objects.count() == 0
    assert [one.is_allowed for one in ledger("release.export")] == [False]


def test_with_the_agreement_of_another_client(home: Home, at: At) -> None:
    other = visit_with(home, SAID, code_name="Wrenmarker")
    assert makes(at, consent_of(agreed(other, WHO))).status_code == 422


def test_taken_back_while_the_page_was_open(at: At) -> None:
    where = agreed(at, WHO)
    sent, _page = shown(at)
    at.browser.post(f"{where}back/")
    answer = at.browser.post(address(at), {**sent, "giver": consent_of(where)})
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")


def test_taken_back_at_the_same_moment(at: At) -> None:
    """Either it left before, and says so, or it did not leave."""
    seed = random.SystemRandom().randrange(10**6)
    chance, came = random.Random(seed), []  # noqa: S311 no secret
    for number in range(12):
        consent = consent_of(agreed(at, f"{WHO} {number}"))
        came.append(_race(at, consent, f"{number:024x}", chance.uniform(0, 0.02)))
    assert set(came) <= {"left", "revoked"}, f"seed {seed}"


def _race(at: At, consent: str, once: str, late_by: float) -> str:
    from leeward.papers.letters import letter_paper, make_letter
    from leeward.practice.book import book
    from leeward.practice.letters.giving import give_letter

    paper = letter_paper(make_letter("police", {"words": LATEST}, (), book(), "en"))

    def give() -> None:
        give_letter(
            at.account, at.case_id, at.visit_id, "police", paper,
            consent_id=consent, to="", fields=("words",), language="en", once=once,
        )  # fmt: skip

    return at_once_with_taking_back(at, consent, once, late_by, give)


def test_a_second_click_is_the_same_release(at: At) -> None:
    from leeward.practice.models import Release

    consent = consent_of(agreed(at, WHO))
    sent, _page = shown(at)
    for _ in range(2):
        words_of(at.browser.post(address(at), {**sent, "giver": consent}))
    assert Release.objects.count() == 1
    assert len(ledger("release.repeat")) == 1


def test_we_give_it_only_once_it_was_shown_who_sits_there(at: At) -> None:
    """As with every file we give out: a proof of the last ten minutes; what was agreed is carried along."""
    consent = consent_of(agreed(at, WHO))
    sent, _page = shown(at)
    session = at.browser.session
    session["proved-at"] = 0.0
    session.save()
    answer = at.browser.post(address(at), {**sent, "giver": consent}, **OURS)
    assert answer.status_code == 403
    assert LATEST in html.unescape(answer.content.decode())
    assert ledger("release.export") == []
    assert LATEST in words_of(at.browser.post(address(at), {**sent, "giver": "own"}))


def test_what_was_typed_is_not_carried_past_the_end_of_a_session(at: At) -> None:
    sent = form(at, **{"text-words": "Quokkawords of a letter"})
    at.browser.post("/sign-out/")
    answer = at.browser.post(address(at), sent, follow=True, **OURS)
    assert "Quokkawords" not in answer.content.decode()


def test_who_gives_it_has_to_be_chosen(at: At) -> None:
    answer = makes(at, "")
    assert answer.status_code == 422
    assert "Choose who gives it" in answer.content.decode()
    assert "as-printed" in answer.content.decode()


def test_it_leaves_only_once_it_is_on_record(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from leeward.practice.letters import views
    from leeward.vault.faults import DiskTrouble

    def full(*given: object, **more: object) -> None:
        raise DiskTrouble("A full disk", expected="space", do="Free some")

    monkeypatch.setattr(views, "note_paper", full)
    answer = makes(at, "own")
    assert answer.status_code == 503
    assert answer["Content-Type"].startswith("text/html")


# Where it does not go on.


def test_under_12_only_the_safe_adult_gets_papers(home: Home) -> None:
    at = visit_with(home, {"answers": {}, "context": {"age": 9}})
    page = html.unescape(at.get("letters"))
    assert "A child carries no paper" in page or "a child carries no paper" in page
    assert "A card for the wallet" not in page
    assert "not this paper" in at.browser.get(address(at, "statement")).content.decode()
    _sent, preview = shown(at, "school", **{"text-words": "Something at school."})
    assert "A safe adult takes it along" in preview


def test_where_somebody_may_hear_no_paper_is_made(home: Home) -> None:
    at = visit_with(home, {"answers": {**SAID["answers"], "o2": "no"}})
    assert "someone may hear" in at.get("letters")
    assert "someone may hear" in at.browser.post(address(at), {"do": "show"}).content.decode()


def test_whoever_may_be_doing_it_writes_to_nobody(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, SAID)
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=0)
    assert at.chain.gives_no_tools
    assert "Not part of today’s visit." in at.get("letters")
    assert "as-printed" not in at.browser.post(address(at), {"do": "show"}).content.decode()


def test_a_colleague_gets_nothing(home: Home, at: At) -> None:
    other = home.signed_in("sam")
    assert other.get(address(at)).status_code == 404
    assert other.post(address(at), {"do": "show"}).status_code == 404


def test_the_list_of_what_they_keep_is_filled_in(at: At) -> None:
    from leeward.practice.notes.services import begin_note, sign
    from leeward.stewardship.writing import Kind

    words = {"text": "Screenshots, in a box at a friend"}
    note_id = begin_note(at.account, at.case_id, Kind.EVIDENCE_INDEX, words, once=secrets.token_hex(12))
    assert "in a box" not in at.browser.get(address(at)).content.decode()
    sign(at.account, note_id, words, seen=1)
    assert "in a box" in at.browser.get(address(at)).content.decode()
    assert "in a box" not in at.browser.get(address(at, "school")).content.decode()


KEPT = "Canaryscreenshots, at a friend"


def listed(at: At) -> None:
    """One signed entry in the list of what the client keeps."""
    from leeward.practice.notes.services import begin_note, sign
    from leeward.stewardship.writing import Kind

    words = {"text": KEPT}
    note_id = begin_note(at.account, at.case_id, Kind.EVIDENCE_INDEX, words, once=secrets.token_hex(12))
    sign(at.account, note_id, words, seen=1)


@pytest.mark.parametrize("kind", ["police", "lawyer"])
def test_what_they_keep_does_not_go_from_us_under_any_agreement(at: At, kind: LetterKind) -> None:
    """No agreement can name the list; the page says so, and the client may take the very same paper."""
    from leeward.practice.models import Release

    listed(at)
    consent = consent_of(agreed(at, WHO))
    sent, page = shown(at, kind, **{"text-kept": KEPT, "tick-kept": "on"})
    assert "No agreement covers that, so we give it to nobody" in page
    assert consent not in page
    answer = at.browser.post(address(at, kind), {**sent, "giver": consent})
    assert answer.status_code == 422
    assert "No agreement covers that" in html.unescape(answer.content.decode())
    assert Release.objects.count() == 0
    assert ledger("release.export") == []
    assert KEPT in words_of(at.browser.post(address(at, kind), {**sent, "giver": "own"}))


def test_a_paper_that_tells_what_they_keep_is_refused_where_it_would_leave(at: At) -> None:
    from leeward.papers.letters import letter_paper, make_letter
    from leeward.practice.book import book
    from leeward.practice.disclosures.values import NotCovered
    from leeward.practice.letters.giving import give_letter
    from leeward.practice.models import Release

    consent = consent_of(agreed(at, WHO))
    paper = letter_paper(make_letter("police", {"kept": KEPT}, (), book(), "en"))
    with pytest.raises(NotCovered):
        give_letter(
            at.account, at.case_id, at.visit_id, "police", paper,
            consent_id=consent, to="", fields=("kept",), language="en", once=secrets.token_hex(12),
        )  # fmt: skip
    assert Release.objects.count() == 0
    assert [one.is_allowed for one in ledger("release.export")] == [False]


def test_in_spanish(at: At) -> None:
    at.browser.post("/language/", {"language": "es", "next": "/today/"})
    page = html.unescape(at.browser.get(address(at)).content.decode())
    for said in ("Un resumen para la policía", "Aceptó compartir esto", "Sin dirección de casa", "Mostrarlo"):
        assert said in page


def test_the_list_names_the_agreement_that_was_chosen(at: At) -> None:
    """Two with one reader differ in purpose and end: it is judged and written down by the chosen one."""
    from leeward.practice.disclosures.models import Release

    chosen = [consent_of(agreed(at, WHO)) for _ in range(2)]
    for consent in chosen:
        assert makes(at, consent).status_code == 200
        assert Release.objects.latest("given_at").agreement_id == consent


def test_a_paper_that_we_give_names_its_reader_and_one_they_take_does_not(at: At) -> None:
    consent = consent_of(agreed(at, WHO))
    assert f"To {WHO}" in words_of(makes(at, consent, "employer")).replace(":", "")
    assert WHO not in words_of(makes(at, "own", "employer"))


def test_what_a_paper_cannot_print_is_named_before_it_is_shown(at: At) -> None:
    """At its field and at the line "To"; nothing is made."""
    for field, typed in (("text-words", "He wrote 王小明 to me"), ("to", "Officer 王小明")):
        answer = at.browser.post(address(at), form(at, **{field: typed}))
        page = html.unescape(answer.content.decode())
        assert answer.status_code == 422 and "Our papers cannot print “王小明”" in page
        assert typed in page and 'name="shown" value="' not in page.replace('value=""', "")
    at.browser.post("/language/", {"language": "es", "next": "/today/"})
    answer = at.browser.post(address(at), form(at, **{"text-words": "안녕 END"}))
    assert "no pueden imprimir «안녕»" in html.unescape(answer.content.decode())
