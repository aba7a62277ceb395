# SPDX-License-Identifier: Apache-2.0
"""What every paper promises: tagged, neutral, the same bytes twice, and no word that acts."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from pypdf import PdfReader

from leeward.formulation import form_picture, read_signs
from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.models.service import Eligibility, Phone, Service
from leeward.papers import RECORD_PARTS, PaperSize, client_plan, record_plan, ten_minutes_sheet
from leeward.papers.bland import LINE_OF_FAMILY, LINE_OF_OPTION, ORDINARY, bland_lines, line_for
from leeward.papers.paper import Paper
from leeward.papers.reasons import say_because, say_reasons
from leeward.papers.sheet_numbers import client_numbers
from leeward.planning import Plan, make_board, make_plan, read_wishes
from leeward.screening import find, read_answers
from leeward.terms.because import Because
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language, Text

SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
MAKERS = ("client", "record", "whole-record", "minutes")
ALL_PARTS = frozenset(RECORD_PARTS)
TELLING = re.compile(
    r"leeward|stalk|police|polic[ií]a|court|lawyer|legal|proof|evidence|threat|\bspy|track|victim|protecti|"
    r"advocate|abus|violen|danger|suicid|peligro|corte|abogad|prueba|amenaza|acech|acos|esp[ií]a|rastre|"
    r"v[ií]ctima|segur|hotline|refug|shelter|hack|fbi",
    re.IGNORECASE,
)
OVERCLAIMING = re.compile(r"you are safe|is clean|guarantee|admissible|garantiza|admisible", re.IGNORECASE)

MOTHER: dict[str, Any] = {
    "context": {
        "age": 34,
        "state": "WA",
        "now": "2026-11-22T18:40",
        "next_contact": [{"kind": "handover", "at": "2026-11-27T17:00"}],
    },
    "answers": {
        "c1": "yes",
        "c2": "yes",
        "w1": "ex_partner",
        "w2": "weeks",
        "w7": "yes",
        "t1": ["hurt_children", "self"],
    },
    "reported_signs": ["knows-location-past", "knows-only-by-car"],
    "wanted": [
        "protective-order-dv",
        "police-report",
        "advocate-meeting",
        "check-car-and-bags",
        "save-words",
    ],
    "not_now": {"new-phone-new-plan": "2026-12-06"},
}
NOTHING_CHOSEN: dict[str, Any] = {**MOTHER, "wanted": [], "not_now": {}}
SAFE_TO_CARRY: dict[str, Any] = {**MOTHER, "answers": {**MOTHER["answers"], "s6": "yes"}}
WATCHED_AT_HOME: dict[str, Any] = {
    **SAFE_TO_CARRY,
    "answers": {**SAFE_TO_CARRY["answers"], "w1": "partner", "c11": "yes"},
}
STAYS_HERE: dict[str, Any] = {**MOTHER, "answers": {**MOTHER["answers"], "s6": "no"}}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(cache=tmp_path_factory.mktemp("cache"))


def planned(raw: dict[str, Any], catalogue: Catalogue) -> Plan:
    wishes: dict[str, Any] = {key: raw[key] for key in ("tried", "wanted", "not_now") if key in raw}
    answers = read_answers(raw, catalogue, also=frozenset({*wishes, "reported_signs"}))
    picture = form_picture(find(answers, catalogue), read_signs(raw, catalogue), catalogue)
    return make_plan(make_board(picture, read_wishes(wishes, answers, catalogue), catalogue), catalogue)


def made(kind: str, plan: Plan, catalogue: Catalogue, language: Language, size: PaperSize) -> Paper:
    if kind == "client":
        return client_plan(plan, catalogue, language, size)
    if kind == "record":
        return record_plan(plan, catalogue, language, size)
    if kind == "whole-record":
        return record_plan(plan, catalogue, language, size, parts=ALL_PARTS)
    return ten_minutes_sheet(plan.board.picture.findings, catalogue, language, size)


def reader(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(paper.pdf))


def words(paper: Paper) -> str:
    """The text of all pages on one line, without the invisible breaks inside addresses."""
    text = " ".join(page.extract_text() for page in reader(paper).pages)
    return " ".join(text.replace("\u200b", "").split())


def root(paper: Paper) -> Any:
    return reader(paper).trailer["/Root"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_every_paper_is_tagged_and_names_its_language(
    kind: str, language: Language, size: PaperSize, catalogue: Catalogue
) -> None:
    paper = made(kind, planned(MOTHER, catalogue), catalogue, language, size)
    metadata = root(paper)["/Metadata"].get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root(paper)["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root(paper)
    assert language == root(paper)["/Lang"]
    assert root(paper)["/ViewerPreferences"]["/DisplayDocTitle"]
    width = float(reader(paper).pages[0].mediabox.width)
    assert {"letter": 612, "a4": 595}[size] == round(width)


@pytest.mark.parametrize("kind", ("record", "whole-record", "minutes"))
def test_papers_for_the_file_are_made_to_be_kept(kind: str, catalogue: Catalogue) -> None:
    paper = made(kind, planned(MOTHER, catalogue), catalogue, "en", "letter")
    metadata = root(paper)["/Metadata"].get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in metadata


@pytest.mark.parametrize("raw", (MOTHER, NOTHING_CHOSEN, STAYS_HERE, SAFE_TO_CARRY))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_metadata_title_and_file_name_say_nothing(
    kind: str, language: Language, raw: dict[str, Any], catalogue: Catalogue
) -> None:
    paper = made(kind, planned(raw, catalogue), catalogue, language, "letter")
    info = reader(paper).metadata
    assert info is not None
    assert info.title == paper.title
    assert not info.author
    assert not info.subject
    assert "/Keywords" not in info
    metadata = root(paper)["/Metadata"].get_data().decode("utf-8")
    metadata = metadata.replace("RenditionClass>proof<", "")  # a term of XMP, in every such file
    assert not TELLING.search(" ".join((metadata, paper.title, paper.file_name, *map(str, info.values()))))
    assert re.fullmatch(r"[a-z-]+\.pdf", paper.file_name)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_plan_gives_the_same_bytes(kind: str, catalogue: Catalogue) -> None:
    first = made(kind, planned(MOTHER, catalogue), catalogue, "es", "a4")
    again = made(kind, planned(MOTHER, catalogue), catalogue, "es", "a4")
    assert first == again


@pytest.mark.parametrize("raw", (MOTHER, NOTHING_CHOSEN, STAYS_HERE, WATCHED_AT_HOME))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_on_the_clients_paper_tells_what_it_is_about(
    language: Language, raw: dict[str, Any], catalogue: Catalogue
) -> None:
    paper = client_plan(planned(raw, catalogue), catalogue, language)
    assert not TELLING.search(words(paper))
    assert b"CreationDate" not in paper.pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_words_stand_only_where_the_client_said_paper_is_safe(
    language: Language, catalogue: Catalogue
) -> None:
    title = catalogue.option("police-report").title.said_in(language)
    assert title in words(client_plan(planned(SAFE_TO_CARRY, catalogue), catalogue, language))
    for raw in (MOTHER, WATCHED_AT_HOME, STAYS_HERE):
        assert title not in words(client_plan(planned(raw, catalogue), catalogue, language))


def test_only_what_was_chosen_and_what_it_needs_is_on_the_clients_paper(catalogue: Catalogue) -> None:
    plan = planned(SAFE_TO_CARRY, catalogue)
    text = words(client_plan(plan, catalogue, "en"))
    chosen = {step.entry.option.id for step in plan.steps}
    for option in catalogue.options:
        assert (option.title.en in text) is (option.id in chosen), option.id


def test_no_option_has_a_telling_line(catalogue: Catalogue) -> None:
    for option in catalogue.options:
        line = line_for(option)
        said = [line.en, line.es]
        if option.id in ORDINARY:
            said += [option.description.en, option.description.es]
        assert not TELLING.search(" ".join(said)), option.id


def test_every_option_and_family_of_the_catalogue_has_an_ordinary_line(catalogue: Catalogue) -> None:
    ids = {option.id for option in catalogue.options}
    assert ids - ORDINARY == set(LINE_OF_OPTION)
    assert set(LINE_OF_FAMILY) <= {family.id for family in catalogue.vocabulary.option_families}


def test_a_practices_own_option_never_prints_its_own_words(catalogue: Catalogue) -> None:
    own = msgspec.structs.replace(
        catalogue.option("paced-plan"),
        id="ask-the-sheriff",
        local=True,
        title=Text(en="Ask the sheriff about stalking", es="Preguntar al alguacil"),
    )
    assert "sheriff" not in line_for(own).en


def test_lines_of_the_same_words_are_told_apart(catalogue: Catalogue) -> None:
    options = [catalogue.option(name) for name in ("police-report", "protective-order-dv")]
    assert [line.en for line in bland_lines(options)] == ["An errand", "An errand (2)"]


def test_chosen_steps_stand_in_order_and_what_is_not_now_does_not(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    text = words(client_plan(plan, catalogue, "en"))
    places = [text.index(line.en) for line in bland_lines(step.entry.option for step in plan.steps)]
    assert places == sorted(places)
    assert "Sunday, Dec 6" in text
    assert catalogue.option("new-phone-new-plan").title.en not in text


def test_a_must_that_was_not_chosen_comes_first_and_says_so(catalogue: Catalogue) -> None:
    plan = planned({**MOTHER, "wanted": ["account-checkup"]}, catalogue)
    assert any(not step.chosen for step in plan.steps)
    assert "comes first" in words(client_plan(plan, catalogue, "en"))


def test_choosing_nothing_is_fine(catalogue: Catalogue) -> None:
    text = words(client_plan(planned(NOTHING_CHOSEN, catalogue), catalogue, "en"))
    assert "It is fine to choose nothing now." in text
    assert "To do" not in text
    assert "911" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_take_home_means_one_page_of_three_things(
    language: Language, catalogue: Catalogue
) -> None:
    plan = planned(STAYS_HERE, catalogue)
    paper = client_plan(plan, catalogue, language)
    assert len(reader(paper).pages) == 1
    text = words(paper)
    assert {"en": "Stays here.", "es": "Se queda aquí."}[language] in text
    assert len(text) < 150
    assert not any(line.said_in(language) in text for line in bland_lines([plan.steps[0].entry.option]))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_agreed_by_heart_stands_on_paper_in_every_form(
    language: Language, size: PaperSize, catalogue: Catalogue
) -> None:
    agreed = ("blue door", "Tue 3:15", "Ana Ruiz")
    for raw in (MOTHER, SAFE_TO_CARRY, STAYS_HERE):
        paper = client_plan(planned(raw, catalogue), catalogue, language, size, heart=agreed)
        assert all(one in words(paper) for one in agreed)
        assert not TELLING.search(paper.title + paper.file_name)
    stays = client_plan(planned(STAYS_HERE, catalogue), catalogue, language, size, heart=("W" * 40,) * 3)
    assert len(reader(stays).pages) == 1
    assert words(stays).replace(" ", "").count("W") == 120


def test_a_quieter_paper_than_allowed_can_be_had_and_the_record_says_so(catalogue: Catalogue) -> None:
    plan = planned(SAFE_TO_CARRY, catalogue)
    assert client_plan(plan, catalogue, "en", form="ordinary") == client_plan(
        planned(MOTHER, catalogue), catalogue, "en"
    )
    line = bland_lines([plan.steps[0].entry.option])[0].en
    assert f"paper: {line}" not in words(record_plan(plan, catalogue, "en"))
    assert line in words(record_plan(plan, catalogue, "en", form="ordinary"))
    assert record_plan(plan, catalogue, "en", form="own-words") == record_plan(plan, catalogue, "en")


def test_a_louder_paper_than_allowed_cannot_be_had(catalogue: Catalogue) -> None:
    for raw in (MOTHER, WATCHED_AT_HOME, STAYS_HERE):
        plan = planned(raw, catalogue)
        usual = client_plan(plan, catalogue, "en")
        assert usual == client_plan(plan, catalogue, "en", form="own-words")


def test_a_young_client_is_told_tu_in_spanish(catalogue: Catalogue) -> None:
    raw = {"voice": "teen", "context": {"age": 14}, "answers": {"c1": "yes"}, "wanted": ["circle-of-support"]}
    text = words(client_plan(planned(raw, catalogue), catalogue, "es"))
    assert "Puedes cambiar" in text
    assert not re.search(r"\b(usted|Puede cambiar)\b", text)


def test_the_clients_numbers_are_confirmed_and_have_no_names(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    numbers = client_numbers(plan, catalogue, "en", "ordinary")
    confirmed = {
        phone.number
        for service in catalogue.services
        for phone in service.phones
        if phone.confidence == "confirmed"
    }
    assert [row.number for row in numbers][-2:] == ["988", "911"]
    assert {row.number for row in numbers} - {"911"} <= confirmed
    text = words(client_plan(plan, catalogue, "en"))
    assert not any(service.name in text for service in plan.services)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hand", (False, True))
def test_ten_minutes_is_one_page_however_many_flags_are_up(
    hand: bool, language: Language, size: PaperSize, catalogue: Catalogue
) -> None:
    raw = dict(MOTHER)
    if hand:
        every = [flag.id for flag in catalogue.flags]
        raw["context"] = {**MOTHER["context"], "flags_by_hand": every}
    findings = planned(raw, catalogue).board.picture.findings
    paper = ten_minutes_sheet(findings, catalogue, language, size)
    assert len(reader(paper).pages) == 1
    text = words(paper)
    for line in findings.ten_minutes.first:
        assert " ".join(line.text.said_in(language).split())[:30] in text
    assert findings.ten_minutes.notice.said_in(language)[:30] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_says_where_every_fact_comes_from(language: Language, catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    text = words(record_plan(plan, catalogue, language, parts=ALL_PARTS))
    for step in plan.steps:
        assert step.entry.option.title.said_in(language) in text
        assert step.entry.option.evidence_lost.said_in(language)[:40] in text
    for place in plan.law:
        for provision in place.provisions:
            assert provision.citation[:25] in text
    advice = {"en": "Not legal advice", "es": "No es asesoría legal"}[language]
    assert text.count(advice) == 1
    assert catalogue.screen.validity_statement.said_in(language)[:30] in text
    assert {"en": "Check before relying on it", "es": "Verifique antes de confiar"}[language] in text
    assert not OVERCLAIMING.search(text)
    assert "Leeward" not in text


def test_the_record_shows_every_possibility_with_another_explanation(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    text = words(record_plan(plan, catalogue, "en", parts=frozenset({"possibilities"})))
    assert plan.board.picture.differential.mechanisms
    for one in plan.board.picture.differential.mechanisms[:5]:
        assert catalogue.mechanism(one.id).another_explanation.en[:40] in text
    assert "Working paper" in text


def test_a_record_without_answers_can_be_made(catalogue: Catalogue) -> None:
    plan = planned({"answers": {}}, catalogue)
    text = words(record_plan(plan, catalogue, "en", parts=ALL_PARTS))
    assert "not an all-clear" in text
    assert "only federal law" in text


@pytest.mark.parametrize(
    "evil",
    (
        '#read("/etc/passwd")',
        "$x^2$ *bold* _em_ <label> @ref",
        "= Heading\n#pagebreak()",
        '#panic("x") \\ ` // /* ~ --',
    ),
)
def test_words_that_look_like_commands_come_out_as_words(evil: str, catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    evil_service = Service(
        id="evil",
        confidence="confirmed",
        name=evil,
        status="active",
        audience="client",
        description=Text(en=evil, es=evil),
        phones=(Phone(number=f"1 {evil}", type="voice", languages=("en",), confidence="confirmed"),),
        languages=("en",),
        eligibility=Eligibility(population="anyone"),
        services=("crisis",),
        scenarios=(),
        confidential="limits",
        leaves_trace_notes=Text(en=evil, es=evil),
        jurisdictions=("US",),
    )
    plan = msgspec.structs.replace(plan, services=(evil_service,))
    shown = " ".join(evil.split())
    assert shown in words(record_plan(plan, catalogue, "en", parts=ALL_PARTS))
    assert shown in words(client_plan(plan, catalogue, "en"))
    assert "root:" not in words(record_plan(plan, catalogue, "en", parts=ALL_PARTS))


def test_letters_no_font_has_and_hidden_signs_do_not_stop_a_paper(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    odd = msgspec.structs.replace(plan.services[0], name="Ayuda 热线 \u202eabc\u0007 ñ ł")
    plan = msgspec.structs.replace(plan, services=(odd,))
    text = words(record_plan(plan, catalogue, "en", parts=ALL_PARTS))
    assert "Ayuda □□ abc ñ ł" in text


def test_an_unknown_size_or_language_is_refused(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    with pytest.raises(PaperError, match="letter or a4"):
        client_plan(plan, catalogue, "en", "legal")  # type: ignore[arg-type]


def test_every_reason_of_a_plan_can_be_said_in_words(catalogue: Catalogue) -> None:
    plan = planned(MOTHER, catalogue)
    findings = plan.board.picture.findings
    reasons = [because for option in plan.board.options for because in option.why]
    reasons += [because for flag in findings.flags for because in flag.because]
    reasons += [because for one in plan.board.picture.scenarios for because in one.because]
    for language in LANGUAGES:
        for because in reasons:
            said = say_because(because, catalogue, language)
            assert said
            assert because.ref == "means" or not said.startswith(("Rests on", "Se basa en")), because


def test_a_reason_never_repeats_free_text(catalogue: Catalogue) -> None:
    said = say_because(Because("answer", "z1", "he waits at my door"), catalogue, "en")
    assert "door" not in said


def test_a_reason_nobody_knows_any_more_is_shown_by_its_id(catalogue: Catalogue) -> None:
    assert say_because(Because("flag", "gone-since"), catalogue, "en") == "Rests on: gone-since"


def test_long_lists_of_reasons_say_how_many_more(catalogue: Catalogue) -> None:
    reasons = [Because("flag", flag.id) for flag in catalogue.flags[:9]]
    assert say_reasons(reasons, catalogue, "es", most=4)[-1] == "y 5 más"


def test_fonts_and_their_licence_are_in_the_package() -> None:
    fonts = Path(__file__).parents[2] / "src" / "leeward" / "papers" / "fonts"
    names = {path.name for path in fonts.iterdir()}
    assert {"OFL.txt", "AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"} <= names
