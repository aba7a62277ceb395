# SPDX-License-Identifier: Apache-2.0
"""Letters: only what was agreed stands on the paper, and nothing that never may, in both languages."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.safety.test_t74_nothing_is_called_safe import claims_in
from tests.support.answers import NINE, example, planned, the_book, visit

from leeward.papers.letters import (
    FIELDS,
    KINDS,
    LETTER_KINDS,
    MOST_LETTERS,
    Fault,
    KeptOff,
    Letter,
    LetterKind,
    asks_of,
    cautions,
    fault_of_reader,
    faults,
    fields_of,
    filled,
    fitting,
    letter_paper,
    make_letter,
    matter_of,
    may_go_from_us,
    missing_for,
    staying,
    why_no_address,
)
from leeward.planning import Plan
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language

BOOK = the_book()
EVERYTHING: dict[str, Any] = {
    "c1": "yes", "c2": "yes", "c3": "yes", "c4": "yes", "c5": "yes", "c6": "yes", "c9": "soon", "c12": "yes",
    "w1": "ex_partner", "w3": "yes", "w4": ["home", "devices"], "w5": "yes", "w6": "yes",
    "w7": "yes", "w8": "broken",
    "e2": "yes", "e5": ["immigration", "outing"],
    "t1": ["kill", "status", "outing", "sexual", "custody", "share"],
    "p2": "daily", "p3": "months", "p6": "yes", "p7": "inside", "p8": "On Sunday he stood at the gate.",
    "i5": "plan", "i7": "yes", "i10": "yes", "b5": "yes", "m0": ["messaging", "spyware"],
    "r1": ["blocked", "police", "moved", "paid", "kept_proof"], "g1": ["stop", "safe"], "s6": "yes",
}  # fmt: skip
PLAN = planned(visit(EVERYTHING, age=34, state="US-WA"))


def words_of(letter: Letter) -> str:
    """The words of its PDF."""
    pages = PdfReader(io.BytesIO(letter_paper(letter).pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def plan_of(given: dict[str, Any], **context: Any) -> Plan:
    return planned(visit(given, **context))


def canary(field: str) -> str:
    return f"Quokka{field.replace('_', '')}"


ticked = st.sampled_from(LETTER_KINDS).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.sets(st.sampled_from(KINDS[kind].fields)),
        st.sets(st.sampled_from([one.id for one in asks_of(kind, BOOK)] or [""])),
        st.sampled_from(LANGUAGES),
    )
)


@settings(max_examples=60, deadline=None)
@given(ticked)
def test_a_paper_holds_what_was_ticked_and_nothing_else(
    case: tuple[LetterKind, set[str], set[str], Language],
) -> None:
    """Field by field and sentence by sentence, in the very words of the PDF."""
    kind, fields, asks, language = case
    asks -= {""}
    agreed = {one: canary(one) for one in fields}
    text = words_of(make_letter(kind, agreed, sorted(asks), BOOK, language))
    for one in FIELDS:
        assert (canary(one) in text) is (one in fields), one
    for ask in BOOK.matters_of("letter-ask"):
        said = " ".join(ask.paper[0].said_in(language).split())
        agreed_to = [one.paper[0].said_in(language) for one in asks_of(kind, BOOK) if one.id in asks]
        assert (said in text) is (said in " ".join(agreed_to)), ask.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_the_paper_says_what_was_shown(kind: LetterKind, language: Language) -> None:
    """Every word of the value stands in the PDF, in both languages."""
    agreed = {one: text for one, text in filled(kind, PLAN, BOOK, language).items() if text}
    letter = make_letter(
        kind, agreed, [one.id for one in asks_of(kind, BOOK)], BOOK, language, to="Ex Reader"
    )
    text = words_of(letter)
    for line in [*letter.top, *(one.text for one in letter.head), letter.last]:
        assert " ".join(line.split()) in text
    for section in letter.sections:
        for line in (section.title, section.text, *section.points):
            assert " ".join(line.split()) in text


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_no_suggestion_tells_of_papers_of_whom_they_love_or_of_their_own_mind(kind: LetterKind) -> None:
    """Though all of it was answered with yes."""
    banned = re.compile(
        r"immigra|inmigra|who I love|a quién amo|sexual|forced|obligad|suicid|plan to hurt|cutting|pills|"
        r"diagnos|paid|pagué|moved|me mudé",
        re.IGNORECASE,
    )
    for language in LANGUAGES:
        said = "\n".join(filled(kind, PLAN, BOOK, language, kept=("A box of letters",)).values())
        assert banned.search(said) is None, banned.search(said)


def test_work_and_school_get_less_than_police() -> None:
    """Weapons, strangling and secrets are filled in for those alone who act on them."""
    few, all_of_it = filled("school", PLAN, BOOK, "en")["acts"], filled("police", PLAN, BOOK, "en")["acts"]
    assert "neck" not in few
    assert "weapon" not in few
    assert "neck" in all_of_it
    assert "weapon" in all_of_it
    assert set(few.splitlines()) < set(all_of_it.splitlines())


@pytest.mark.parametrize("answer", ["no", "not_sure", None])
def test_only_a_plain_yes_is_told(answer: str | None) -> None:
    plan = plan_of({"c1": answer, "c3": answer, "w6": answer, "p6": answer}, age=30)
    assert filled("police", plan, BOOK, "en")["acts"] == ""


def test_what_was_said_last_is_in_the_clients_own_words() -> None:
    assert filled("police", PLAN, BOOK, "es")["words"] == "On Sunday he stood at the gate."
    assert filled("statement", PLAN, BOOK, "en")["latest"] == "On Sunday he stood at the gate."


def test_the_language_is_told_where_an_interpreter_may_be_needed() -> None:
    plan = planned(visit({"c1": "yes"}, age=30, shown_in="es", language="es"))
    assert filled("police", plan, BOOK, "en")["language"] == "Spanish"
    assert filled("card", plan, BOOK, "es")["speaks"] == "español"


def test_the_list_of_what_is_kept_is_filled_in() -> None:
    assert filled("police", PLAN, BOOK, "en", kept=("A box", "Screenshots"))["kept"] == "A box\nScreenshots"


def test_our_own_words_claim_nothing_and_name_nobody_as_guilty() -> None:
    """Captions and sentences of every paper; staff texts around them as well."""
    for language in LANGUAGES:
        said = [field.label.said_in(language) for field in FIELDS.values()]
        for page in ("letter", "letter-ask", "letter-top", "letter-caution"):
            for one in BOOK.matters_of(page):
                texts = (one.title, one.text, *one.do, *one.paper)
                said += [text.said_in(language) for text in texts]
        for text in said:
            assert claims_in(text, language) == []
            assert not re.search(r"perpetrator|perpetrador|v[ií]ctima\b|\bvictim\b|agresor", text, re.I), text


def test_every_paper_has_its_entry_and_every_entry_its_paper() -> None:
    assert {one.id for one in BOOK.matters_of("letter")} == {matter_of(kind) for kind in LETTER_KINDS}
    assert {one.part for one in BOOK.matters_of("letter-ask")} < set(LETTER_KINDS)
    for one in BOOK.matters_of("letter-ask"):
        assert len(one.paper) == 1, one.id


# What never stands there.


REACHED_HOME = {"w4": ["home"], "w1": "ex_partner", "w2": "no"}


def test_an_address_may_stand_only_where_this_person_reaches_the_home_already() -> None:
    assert why_no_address(plan_of(REACHED_HOME, age=30)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"w4": ["devices"]},
        {"w4": None},
        {"w2": "about_to"},
        {"w2": "weeks"},
        {"w1": "police_court"},
        {"w1": "unknown", "c8": "unknown"},
    ],
)
def test_an_address_is_kept_off(changes: dict[str, Any]) -> None:
    given = {"c1": "yes", **REACHED_HOME, **changes}
    assert why_no_address(plan_of(given, age=30)), changes


@pytest.mark.parametrize("option", ["address-confidentiality", "safe-place-stay"])
def test_an_address_is_kept_off_where_a_new_place_was_chosen(option: str) -> None:
    raw = {**visit({"c1": "yes", **REACHED_HOME}, age=30, state="US-WA"), "wanted": [option]}
    assert why_no_address(planned(raw))


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_no_tick_brings_an_address_back(kind: LetterKind) -> None:
    """The field is not there; where it is sent all the same, it is refused."""
    kept_off = KeptOff(address=True)
    assert "address" not in fields_of(KINDS[kind], kept_off)
    if "address" in KINDS[kind].fields:
        assert faults(KINDS[kind], {"address": "anything"}, kept_off) == (Fault("address", "address"),)


ADDRESSES = (
    "I live at 12 Oak Street now",
    "1400 NE Campus Pkwy Apt 5",
    "vivo en la Calle Mayor 17",
    "Avenida del Sol, 220",
    "12 oak avenue",
    "Seattle, WA 98105",
    "apartamento 4B",
)


@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_an_address_in_any_other_field_is_found(kind: LetterKind, text: str) -> None:
    field = next(one for one in KINDS[kind].fields if one != "address")
    (found,) = faults(KINDS[kind], {field: text}, KeptOff())
    assert (found.field, found.reason) == (field, "address")
    assert found.words in text
    assert found.words


@pytest.mark.parametrize(
    "text",
    [
        "He sent 40 messages in 2 days, and came 3 times to court",
        "The court of King County, room 12",
        "Mandó 40 mensajes el 3 de noviembre a las 17:00",
        "https://example.org/u/1234567",
        "206-555-0134, weekdays before noon",
        "18 U.S.C. 2703(f)",
    ],
)
def test_dates_numbers_and_links_are_no_address(text: str) -> None:
    assert faults(KINDS["police"], {"words": text}, KeptOff()) == ()


@pytest.mark.parametrize(
    "text", ["I have PTSD", "diagnosed in May", "su diagnóstico", "F43.10", "PHQ-9 of 14", "TEPT"]
)
def test_a_diagnosis_stands_on_no_paper_that_goes_to_others(text: str) -> None:
    for kind in LETTER_KINDS:
        field = KINDS[kind].fields[0]
        found = [(one.field, one.reason) for one in faults(KINDS[kind], {field: text}, KeptOff())]
        assert found == ([] if KINDS[kind].is_theirs else [(field, "diagnosis")]), kind


@pytest.mark.parametrize("text", ["he said he would end his own life", "He hides my medication"])
def test_what_the_person_did_or_threatened_is_no_diagnosis(text: str) -> None:
    assert faults(KINDS["police"], {"words": text}, KeptOff()) == ()


def test_code_names_and_places_of_today_stay_here() -> None:
    kept_off = KeptOff(words=("Blue  Folder", "Tern", "ok"))
    assert faults(KINDS["police"], {"words": "the BLUE folder"}, kept_off) == (Fault("words", "kept-word"),)
    assert faults(KINDS["police"], {"words": "about tern."}, kept_off) == (Fault("words", "kept-word"),)
    assert faults(KINDS["police"], {"words": "ok, the pattern"}, kept_off) == ()


@pytest.mark.parametrize("kind", [one for one in LETTER_KINDS if not KINDS[one].is_theirs])
def test_whom_it_goes_to_says_no_more_than_a_field_may(kind: LetterKind) -> None:
    kept_off = KeptOff(words=("Tern",), agreed=("umbrella",))
    for to, reason in [
        ("Officer at 12 Oak Street", "address"),
        ("Officer Example / Tern", "kept-word"),
        ("Umbrella desk", "kept-word"),
    ]:
        found = fault_of_reader(KINDS[kind], to, kept_off)
        assert found is not None, to
        assert (found.field, found.reason) == ("to", reason)
    assert fault_of_reader(KINDS[kind], "Officer Example Lane, King County", kept_off) is None


def test_where_the_address_may_stand_the_reader_may_have_one() -> None:
    may_stand = KeptOff(address=False)
    assert fault_of_reader(KINDS["police"], "Desk, 12 Oak Street", may_stand) is None
    assert fault_of_reader(KINDS["school"], "Desk, 12 Oak Street", may_stand) is not None


def test_what_they_keep_goes_from_us_to_nobody() -> None:
    assert may_go_from_us("police", {"words"})
    for kind in LETTER_KINDS:
        for field in ("kept", "proof"):
            assert not may_go_from_us(kind, {"words", field})


def test_an_agreed_word_is_ordinary_in_a_story_and_tells_beside_a_number() -> None:
    kept_off = KeptOff(agreed=("umbrella",))
    assert faults(KINDS["police"], {"words": "He broke my umbrella."}, kept_off) == ()
    found = faults(KINDS["police"], {"reach": "555-0134, ask for Umbrella"}, kept_off)
    assert found == (Fault("reach", "kept-word"),)


@pytest.mark.parametrize("link", ["https://example.org/" + "a" * 200, "https://example.org/" + "ab/" * 60])
def test_a_long_link_stays_on_the_page(link: str) -> None:
    paper = letter_paper(make_letter("platform", {"where": link}, (), BOOK, "en"))
    text = PdfReader(io.BytesIO(paper.pdf)).pages[0].extract_text().replace("\u200b", "")
    assert link in "".join(text.split())
    assert not any(link in line for line in text.splitlines()), "it runs over the edge"


@pytest.mark.parametrize("name", NINE)
def test_every_example_has_a_paper_that_fits_and_says_why(name: str) -> None:
    found = [one for one in fitting(planned(example(name))) if one.chosen or one.why]
    assert found, name


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    long = "a" * (MOST_LETTERS["lines"] + 1)
    assert faults(KINDS["police"], {"words": long}, KeptOff()) == (Fault("words", "too-long"),)


def test_a_field_or_a_sentence_of_another_paper_is_refused() -> None:
    with pytest.raises(PaperError):
        make_letter("school", {"address": "x"}, (), BOOK, "en")
    with pytest.raises(PaperError):
        make_letter("school", {}, ("letter-ask-police-number",), BOOK, "en")


def test_the_federal_request_needs_where_it_is_and_how_to_answer() -> None:
    asks = ("letter-ask-platform-intimate",)
    assert missing_for(asks, {}) == ("where", "reach")
    assert missing_for(asks, {"where": "a link", "reach": " "}) == ("reach",)
    assert missing_for(asks, {"where": "a link", "reach": "ex@example.org"}) == ()


def test_the_federal_request_holds_its_four_parts() -> None:
    agreed = {"where": "https://example.org/1", "reach": "ex@example.org", "name": "Ex-Someone Heron"}
    text = words_of(make_letter("platform", agreed, ("letter-ask-platform-intimate",), BOOK, "en"))
    for part in (
        "https://example.org/1",
        "ex@example.org",
        "Signed",
        "Ex-Someone Heron",
        "good faith",
        "48 hours",
    ):
        assert part in text


def test_a_paper_that_stays_says_so_and_one_that_goes_does_not() -> None:
    letter = make_letter("police", {"words": "Something"}, (), BOOK, "en")
    assert "Stays here." not in words_of(letter)
    assert "Stays here." in words_of(staying(letter))


def test_a_sheet_with_nothing_agreed_is_room_to_write() -> None:
    """The client fills it in by hand; the note that others may read it stands above."""
    for language in LANGUAGES:
        letter = make_letter("statement", {}, (), BOOK, language)
        assert letter.top
        assert [one.title for one in letter.sections if one.room] == [
            FIELDS[one].label.said_in(language) for one in KINDS["statement"].fields if FIELDS[one].room
        ]


# Which of them fit.


def test_what_they_chose_comes_first_with_its_reason() -> None:
    raw = {**visit({"c1": "yes"}, age=30, state="US-WA"), "wanted": ["workplace-report"]}
    first = fitting(planned(raw))[0]
    assert (first.kind, first.chosen) == ("employer", ("workplace-report",))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"b1": "school"}, "school"),
        ({"b1": "work"}, "employer"),
        ({"m0": ["image_abuse"]}, "platform"),
        ({"w8": "asked"}, "statement"),
        ({"g4": "yes"}, "police"),
        ({"m0": ["shared_device"]}, "carrier"),
        ({"t1": ["custody"]}, "lawyer"),
    ],
)
def test_what_was_said_speaks_for_a_paper(given: dict[str, Any], kind: LetterKind) -> None:
    found = {one.kind: one.why for one in fitting(plan_of({"c1": "yes", **given}, age=30))}
    assert found[kind]
    assert set(found) == set(LETTER_KINDS)


def test_a_child_gets_only_what_a_safe_adult_can_use() -> None:
    kinds = {one.kind for one in fitting(plan_of({}, age=9), is_child=True)}
    assert kinds == {"school", "platform", "lawyer", "police", "advocate"}


@pytest.mark.parametrize(
    ("given", "kind", "part"),
    [
        ({"w1": "police_court"}, "police", "police-there"),
        ({"e5": ["immigration"]}, "police", "papers"),
        ({"w1": "coworker_boss"}, "employer", "work-there"),
        ({"w1": "teacher_coach"}, "school", "school-there"),
    ],
)
def test_cautions_stand_where_they_are_called_for(given: dict[str, Any], kind: LetterKind, part: str) -> None:
    calm = plan_of({"c1": "yes"}, age=30)
    called_for = plan_of({"c1": "yes", **given}, age=30)
    assert part not in {one.part for one in cautions(kind, calm, BOOK)}
    assert part in {one.part for one in cautions(kind, called_for, BOOK)}


def test_a_parent_who_may_be_the_danger_is_a_caution_for_school() -> None:
    plan = plan_of({"c1": "yes", "w1": "parent_guardian"}, age=15)
    assert "home" in {one.part for one in cautions("school", plan, BOOK)}
