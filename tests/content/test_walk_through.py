# SPDX-License-Identifier: Apache-2.0
"""The clinical walk-through of the pages: what it found wrong in words and rules stays mended."""

from __future__ import annotations

import pytest
from tests.support.answers import YES, Raw, asq, by_hand, flags_of, found, visit

from leeward.formulation.picture import danger_factors
from leeward.knowledge import Catalogue
from leeward.screening.ten_minutes import MinuteLine
from leeward.terms.text import LANGUAGES, Language

DEADLINE = "2026-11-24T21:00"


def first_lines(raw: Raw) -> dict[str, MinuteLine]:
    """The lines that show, by id."""
    return {line.id: line for line in found(raw).ten_minutes.first}


def every_line(raw: Raw) -> dict[str, MinuteLine]:
    """The lines that show and those folded below, by id."""
    ten = found(raw).ten_minutes
    return {line.id: line for line in (*ten.first, *ten.also)}


# --- suicide talk of the person who does it ---------------------------------------------------------


def test_the_first_visit_asks_what_makes_suicide_talk_an_emergency(book: Catalogue) -> None:
    """Threats, what was prepared and the separation come right after it, or no line can speak of them."""
    first = book.screen.first_visit
    at = first.index("w7")
    assert ("w7", "t1", "t4", "w2") == first[at : at + 4]


@pytest.mark.parametrize("who", ["ex_partner", "partner"])
@pytest.mark.parametrize("children", ["between_homes", "with_them"])
def test_suicide_talk_of_a_partner_and_children_in_reach_is_an_emergency(who: str, children: str) -> None:
    """Nobody waits for a threat that was never asked about."""
    said = {"w7": "yes", "w1": who, "c13": children}
    assert "hs-family" == next(iter(first_lines(visit(said))))
    assert "homicide-suicide-warning" not in flags_of(visit({**said, "c13": "with_me"}))
    assert "homicide-suicide-warning" not in flags_of(visit({**said, "w1": "neighbor"}))


@pytest.mark.parametrize(
    ("also", "line"),
    [
        ({"w2": "weeks"}, "hs-separation-children"),
        ({"w2": "weeks", "t1": ["hurt_children"]}, "hs-full"),
        ({"t1": ["hurt_children"]}, "hs-children"),
        ({"w5": "yes"}, "hs-gun"),
        ({"w6": "yes"}, "hs-family"),
    ],
)
def test_one_line_says_it_all(also: Raw, line: str) -> None:
    """Two lines about the same talk of suicide would push the next thing off the page."""
    said = {"w7": "yes", "w1": "ex_partner", "c13": "between_homes", **also}
    assert [line] == [one for one in every_line(visit(said)) if one.startswith("hs-")]


def test_every_line_about_the_persons_suicide_talk_says_whose_it_is(book: Catalogue) -> None:
    """ "Suicide talk" alone reads as the client's own."""
    lines = [line.text for line in book.ten_minutes.lines if line.id.startswith("hs-")]
    assert len(lines) >= 10
    assert [] == [
        text.en for text in lines if not text.en.startswith("The person doing this talks of suicide")
    ]
    assert [] == [text.es for text in lines if not text.es.startswith("Quien hace esto habla de suicidio")]


def test_the_flag_names_signs_and_foretells_nothing(book: Catalogue) -> None:
    """A title that says what somebody may do is an exhibit."""
    title = book.flag("homicide-suicide-warning").title
    assert ("Signs of homicide and suicide danger", "Señales de peligro de homicidio y suicidio") == (
        title.en,
        title.es,
    )


# --- one question, one answer -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("link_id", ["o2", "s1", "w2"])
def test_a_yes_answers_one_question(link_id: str, language: Language, book: Catalogue) -> None:
    """ "Is it only yours? Could they open it?" has two opposite answers and one button."""
    assert 1 == book.items[link_id].clinician.said_in(language).count("?")


def test_yes_means_private_here_and_not_private_there() -> None:
    """The words changed; what the answers raise did not."""
    assert "not-private" not in flags_of(visit({"o2": "yes"}))
    assert "not-private" in flags_of(visit({"o2": "no"}))
    assert {"device-unsafe", "messages-unsafe"} <= flags_of(visit({"s1": "yes"}))
    assert not {"device-unsafe", "messages-unsafe"} & flags_of(visit({"s1": "no"}))


def test_no_way_of_contact_is_offered_that_we_do_not_use(book: Catalogue) -> None:
    """Nothing goes out from here: text and e-mail only where both agree on them."""
    ways = {choice.code: choice for choice in book.screen.choices_of(book.items["s2"])}
    assert {"call", "text", "email", "other_person", "in_person", "do_not_contact"} == ways.keys()
    for code in ("text", "email"):
        assert "only if we agree on it" in ways[code].en
        assert "solo si lo acordamos" in ways[code].es


def test_not_sure_is_not_how_spanish_says_unsafe(book: Catalogue) -> None:
    """One wording for it, everywhere it is an answer."""
    said = {
        choice.es
        for item in book.items.values()
        for choice in book.screen.choices_of(item)
        if choice.en == "Not sure"
    }
    assert {"No lo sé"} == said


# --- where someone may hear -------------------------------------------------------------------------


@pytest.mark.parametrize("heard", ["no", "not_sure"])
@pytest.mark.parametrize(
    "also", [{}, {"i2": 8}, {"asq-1": "LA32-8"}, {"phq9-9": "LA6569-3"}, {"w6": "yes", "c1": "yes"}]
)
@pytest.mark.parametrize("age", [9, 14, 30])
def test_no_line_asks_the_asq_where_someone_may_hear(also: Raw, heard: str, age: int) -> None:
    """It stays due, and the line says so; nothing says "ask now" beside "stop asking"."""
    lines = every_line(visit({"c1": "yes", **also, "o2": heard}, age=age))
    assert [] == [line for line in lines if "asq" in line]
    assert "despair-ask" not in lines
    due = lines["stop-not-private"]
    assert "the ASQ too, stays due" in due.text.en
    assert "también el ASQ, sigue pendiente" in due.text.es
    assert "asq-due" in {one.ref for one in due.because} or age != 14


def test_a_positive_result_and_its_line_stay_where_someone_may_hear() -> None:
    """What was already told is not put aside."""
    lines = every_line(visit({"o2": "no", **asq(one=YES, five=YES)}, age=30))
    assert {"stay-acute", "stop-not-private"} <= lines.keys()


# --- later visits -----------------------------------------------------------------------------------


def test_a_later_visit_asks_again_what_can_kill_and_what_is_wanted(book: Catalogue) -> None:
    """A "not sure" about a gun was carried from visit to visit and never settled."""
    assert {"o3", "o4", "w5", "w6", "w7", "t1", "g1", "g2"} <= set(book.screen.recheck.short_set)


# --- not sure ---------------------------------------------------------------------------------------


def test_the_line_names_what_is_not_sure_and_nothing_that_was_answered() -> None:
    """Gun yes, suicide talk no: to ask again about those is not to have listened."""
    said = {"w1": "ex_partner", "w5": "yes", "w7": "no", "w6": "not_sure", "c9": "soon", "w3": "no"}
    text = every_line(visit(said))["ask-yourself"].text
    assert text.en.endswith("is not no: hands at the neck.")
    assert text.es.endswith("no es no: si le apretaron el cuello.")
    both = every_line(visit({**said, "w5": "not_sure"}))["ask-yourself"].text
    assert both.en.endswith("hands at the neck, a gun or other weapon.")


def test_the_line_names_an_answer_that_was_taken_back() -> None:
    """And says which, where it has a name for it."""
    raw = {**visit({"w5": "no"}), "earlier_answers": [{"linkId": "w5", "answer": "yes"}]}
    assert every_line(raw)["ask-yourself"].text.en.endswith(
        "a gun or other weapon, what they now answer differently."
    )


def test_every_question_whose_not_sure_is_asked_again_has_a_name(book: Catalogue) -> None:
    """A reason without a name would leave the line to its general words."""
    condition = book.flag("ask-in-person-today").raised_when
    assert condition is not None
    asked = {part.q for part in condition.walk() if part.q is not None and not part.answered}
    named = {one.of for one in book.line_by_id["ask-yourself"].names}
    assert asked | {"answer-taken-back"} == named


def test_a_weapon_in_reach_comes_before_what_is_not_sure() -> None:
    """What is known to be deadly first."""
    lines = [*every_line(visit({"w1": "neighbor", "w5": "yes", "w3": "not_sure"}))]
    assert lines.index("weapon-where") < lines.index("ask-yourself")


def test_a_gun_and_a_neck_not_ruled_out_are_a_danger_to_life(book: Catalogue) -> None:
    """They have a line of their own, which comes first, and count where a life may be in danger."""
    said = {"w1": "partner", "w5": "yes", "w6": "not_sure", "w7": "no"}
    assert "neck-and-gun" == next(iter(first_lines(visit(said))))
    assert "stalking-danger-cluster" in {one.id for one in danger_factors(found(visit(said)), book)}
    assert () == danger_factors(found(visit({**said, "w5": "no"})), book)
    assert "neck-and-gun" not in every_line(visit({**said, "w6": "no"}))


# --- before anything was said, and a deadline -------------------------------------------------------


@pytest.mark.parametrize(("police", "later"), [("with-someone", "police-terms"), ("not", "police-no")])
def test_before_anything_was_said_phone_and_place_come_first(police: str, later: str) -> None:
    """A wish about police, known from the client's page, opened the visit."""
    assert ["room-first"] == [*first_lines(visit({"o1": "yes", "o2": "yes"}, police=police))]
    assert [later] == [*first_lines(visit({"o1": "yes", "o2": "yes", "o3": "no"}, police=police))]
    assert "room-first" not in every_line(visit({"c9": "now"}, police=police))


def test_a_deadline_with_a_date_needs_no_answer_to_have_its_line() -> None:
    """Typed on the client's page with its hour, it stood there and raised nothing."""
    near = visit(now="2026-11-23T16:30", next_contact=[{"kind": "deadline", "at": DEADLINE}])
    line = first_lines(near)["deadline-near"]
    assert "Tue 24 Nov, 9:00 p.m. (in 28 hours)" in line.text.en
    assert "mar 24 de nov, 9:00 p.\xa0m. (en 28 horas)" in line.text.es
    assert "through-deadline" in first_lines(near)


def test_a_running_extortion_deadline_speaks_for_both() -> None:
    """Not twice the same hour."""
    both = visit(
        {"x5": "deadline"}, now="2026-11-23T16:30", next_contact=[{"kind": "deadline", "at": DEADLINE}]
    )
    assert "deadline-clock" in first_lines(both)
    assert "deadline-near" not in every_line(both)


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ("2026-11-22T20:59", "deadline"),
        ("2026-11-24T21:01", "deadline"),
        (None, "deadline"),
        ("2026-11-23T16:30", "hearing"),
    ],
)
def test_a_far_a_past_or_another_date_is_no_deadline(now: str | None, kind: str) -> None:
    """More than 48 hours off, over, of another kind, or without knowing what today is."""
    assert "deadline-near" not in flags_of(visit(now=now, next_contact=[{"kind": kind, "at": DEADLINE}]))


# --- children under 12, and the ASQ in Spanish ------------------------------------------------------


def test_nothing_is_put_into_a_childs_mouth(book: Catalogue) -> None:
    """ "This was done to you" leads a child under 12; a teen who was extorted may hear it."""
    child = every_line(visit(age=9))
    assert "not-in-trouble" not in child
    assert "This was done to you" not in " ".join(line.text.en for line in child.values())
    assert "in your own words" in child["not-in-trouble-child"].text.en
    assert "con tus palabras" in child["not-in-trouble-child"].text.es
    assert "not-in-trouble" in every_line(by_hand("minor-sextortion-adult", age=14))
    assert "If anything was said or seen" in child["under-12"].text.en
    assert "Si se dijo o se vio algo" in child["under-12"].text.es
    said = " ".join(book.flag("under-12").now)
    assert "no questions about what was done" in said
    assert "talk with the child" not in said


def test_spanish_words_stand_ready_for_what_has_no_official_spanish(book: Catalogue) -> None:
    """Read as our own, never as the Institute's; and a woman is not asked in the masculine."""
    instrument = book.instrument("asq")
    own = {item.linkId: item.staff_es or "" for item in instrument.items}
    assert own["asq-4-when"].startswith("¿Cuándo fue el intento más reciente?")
    assert own["asq-5-describe"].startswith("¿Qué piensa? Dígamelo con sus palabras.")
    assert instrument.read_aloud is not None
    assert "Con una mujer, diga «muerta»; lo demás, igual." in instrument.read_aloud.es
    assert "muerta" in instrument.read_aloud.en
