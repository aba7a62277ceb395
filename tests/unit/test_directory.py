# SPDX-License-Identifier: Apache-2.0
"""The directory: who is found, in which order, whether it answers now, and who takes the place of whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.strategies import STATES

from leeward.knowledge.models.service import Eligibility, Service
from leeward.planning.directory import (
    MOST_FOUND,
    Need,
    every_service,
    is_crisis_line,
    search_directory,
    service_named,
)
from leeward.planning.directory_fit import GROUPS, called_for, groups_of
from leeward.planning.opening_hours import open_now, read_hours
from leeward.planning.service_checks import (
    TRIED_EVERY_DAYS,
    Outcome,
    Tried,
    contacts_of,
    due_after,
    outcomes_for,
    standing_of,
    tier_of,
    to_try,
)
from leeward.planning.state_services import PARTS, notes_of, services_of_state
from leeward.terms.errors import NotFound

BOOK = the_book()
TAGS = tuple(term.id for term in BOOK.vocabulary.service_tags)
NIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, 03:00 in New York
TODAY = date(2026, 11, 23)


def ids(need: Need) -> list[str]:
    return [hit.service.id for hit in search_directory(need, BOOK).hits]


def needs() -> st.SearchStrategy[Need]:
    """Anything that can be asked."""
    return st.builds(
        Need,
        words=st.sampled_from(("", "", "hotline", "legal aid", "línea", "zzz", "children images")),
        needs=st.frozensets(st.sampled_from(TAGS), max_size=4),
        state=st.none() | st.sampled_from(STATES),
        age=st.none() | st.integers(0, 100),
        language=st.none() | st.sampled_from(("en", "es", "vi", "xx")),
        groups=st.frozensets(st.sampled_from(tuple(GROUPS)), max_size=2),
        way=st.none() | st.sampled_from(("phone", "text", "chat", "video")),
        now=st.none() | st.just(NIGHT),
        scenarios=st.frozensets(st.sampled_from([one.id for one in BOOK.scenarios]), max_size=2),
    )


def made_up(**changes: object) -> Service:
    """A service of a made-up county."""
    return msgspec.structs.replace(
        BOOK.service("lawhelp"), id="ex-county", name="Example County Advocates", **changes
    )


# ---------------------------------------------------------------- who is found


@given(needs())
def test_nothing_is_for_another_state_another_age_or_another_need(need: Need) -> None:
    for hit in search_directory(need, BOOK).hits:
        one = hit.service
        people = one.eligibility
        assert one.status == "active"
        if need.state is not None:
            assert {"US", "INTL", need.state} & set(one.jurisdictions), one.id
        if need.age is not None:
            assert (people.minimum_age or 0) <= need.age <= (people.maximum_age or 200), one.id
        if need.needs:
            assert need.needs & set(one.services), one.id


@given(needs())
def test_the_same_question_has_the_same_answer_and_no_service_stands_twice(need: Need) -> None:
    found = search_directory(need, BOOK)
    listed = [hit.service.id for hit in found.hits] + [one.id for one in found.of_state]
    assert len(listed) == len(set(listed))
    assert search_directory(need, BOOK) == found
    assert len(found.hits) == min(found.total, MOST_FOUND)


@given(needs())
def test_what_may_not_be_for_this_client_comes_last(need: Need) -> None:
    """Where no state or age is known, what is only for some stands behind what is for everybody."""
    kinds = [{why.kind for why in hit.why} for hit in search_directory(need, BOOK).hits]
    places = ["limited-place" in kind for kind in kinds]
    assert places == sorted(places)
    ages = ["limited-age" in kind for kind, place in zip(kinds, places, strict=True) if not place]
    assert ages == sorted(ages)


@pytest.mark.parametrize("state", STATES)
def test_every_need_of_a_client_of_any_state_age_and_language_is_answered(state: str) -> None:
    for tag in TAGS:
        for age in (9, 15, 17, 30, 70):
            for language in ("en", "es"):
                need = Need(needs=frozenset({tag}), state=state, age=age, language=language)
                assert ids(need), (tag, age, language)


@pytest.mark.parametrize("tag", ["crisis", "domestic-violence", "legal"])
def test_who_speaks_spanish_stands_before_who_does_not(tag: str) -> None:
    hits = search_directory(Need(needs=frozenset({tag}), state="US-TX", language="es"), BOOK).hits
    hits = tuple(hit for hit in hits if not hit.is_beside)
    spoken = ["es" in hit.service.languages for hit in hits]
    assert True in spoken
    first_without = spoken.index(False) if False in spoken else len(spoken)
    interpreted = {"interpreters", "many"}
    assert all(
        not one or hit.service.scenarios or interpreted & set(hit.service.languages)
        for one, hit in zip(spoken[first_without:], hits[first_without:], strict=True)
    )


def test_a_positive_suicide_screen_brings_the_suicide_lines_first() -> None:
    found = ids(Need(needs=frozenset({"suicide", "crisis", "stalking", "legal"}), state="US-OH", age=30))
    assert found[:2] == ["988-lifeline", "crisis-text-line"]


def for_case(scenario: str, *flags: str, **about: object) -> Need:
    """What a visit looks for while nothing was chosen."""
    called = called_for([scenario], set(flags))
    return Need(
        needs=frozenset({"crisis"}) | called,
        called_for=called,
        scenarios=frozenset({scenario}),
        audience=frozenset({"client", "both"}),
        **about,  # type: ignore[arg-type]
    )


def fitting(need: Need) -> list[str]:
    return [hit.service.id for hit in search_directory(need, BOOK).hits if not hit.is_beside]


def test_what_a_case_calls_for_comes_first_then_its_state() -> None:
    mother = fitting(for_case("ex-partner-separation", "homicide-suicide-warning", state="US-WA", age=34))
    assert mother[:2] == ["ndvh", "state-wa-coalition"]
    assert not {"esperanza-united", "network-la-red", "trafficking-hotline", "deaf-hotline"} & set(mother)
    pictures = fitting(for_case("ncii", "images-shared", state="US-TX", age=29))
    assert pictures[0] == "ccri-helpline" and pictures.index("stopncii") < 4
    older = fitting(for_case("elder", state="US-FL", age=74, language="es"))
    assert older[0] == "eldercare-locator" and "elder-fraud-hotline" in older[:3]


def test_nobody_of_seventy_four_is_sent_to_a_line_for_children_unless_it_is_asked_for() -> None:
    young = {"childhelp", "boys-town-hotline", "trafficking-hotline"}
    assert not young & set(ids(for_case("elder", state="US-FL", age=74, language="es")))
    assert "childhelp" in ids(Need(needs=frozenset({"crisis", "minors"}), state="US-FL", age=74))
    assert "childhelp" in ids(Need(words="childhelp", age=74))


def test_a_line_for_another_place_stands_beside_and_is_still_there() -> None:
    found = search_directory(Need(needs=frozenset({"crisis"}), state="US-WA", age=34), BOOK)
    beside = [hit.service.id for hit in found.hits if hit.is_beside]
    assert "esperanza-united" in beside and "esperanza-united" not in fitting(
        Need(needs=frozenset({"crisis"}), state="US-WA", age=34)
    )
    assert found.fitting + len(beside) == found.total
    of_state = search_directory(Need(needs=frozenset({"crisis"}), state="US-MN", age=34), BOOK)
    assert not next(hit for hit in of_state.hits if hit.service.id == "esperanza-united").is_beside


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("caregiver", "eldercare-locator"),
        ("cuidador", "eldercare-locator"),
        ("hija que me cuida", "eldercare-locator"),
        ("gay", "trevor-project"),
        ("lesbiana", "trevor-project"),
        ("batterer", "ndvh"),
        ("elder", "ncall"),
        ("persona mayor", "elder-fraud-hotline"),
        ("older adult", "eldercare-locator"),
        ("LGBTQ+", "trevor-project"),
        ("court", "womenslaw"),
        ("phone", "safety-net"),
    ],
)
def test_plain_words_find_who_helps(words: str, found: str) -> None:
    """Among them each word that the page offers where nothing was found."""
    assert found in ids(Need(words=words, audience=frozenset({"client", "both", "mhp"})))


def test_a_group_that_was_named_comes_first_and_is_never_assumed() -> None:
    crisis = frozenset({"crisis"})
    assert ids(Need(needs=crisis, groups=frozenset({"deaf"})))[0] == "deaf-hotline"
    assert ids(Need(needs=crisis)).index("deaf-hotline") > ids(Need(needs=crisis)).index("988-lifeline")


def test_every_group_is_known_by_some_service() -> None:
    found = {group for one in BOOK.services for group in groups_of(one)}
    assert found == set(GROUPS)


def test_a_way_that_was_asked_for_comes_first() -> None:
    found = search_directory(Need(needs=frozenset({"crisis"}), way="text", age=30, state="US-OH"), BOOK)
    has = [any(phone.type == "text" for phone in hit.service.phones) for hit in found.hits]
    assert has == sorted(has, reverse=True)
    assert has[0]


def test_a_need_that_is_left_out_is_nowhere() -> None:
    found = search_directory(Need(state="US-OH", without=frozenset({"tech-safety", "stalking"})), BOOK)
    for one in (*(hit.service for hit in found.hits), *found.of_state):
        assert not {"tech-safety", "stalking"} & set(one.services)


def test_a_hit_of_a_feed_is_held_to_the_same_rules() -> None:
    near = made_up(jurisdictions=("US-OH",), services=("legal",))
    far = msgspec.structs.replace(near, id="ex-far", jurisdictions=("US-WA",))
    young = msgspec.structs.replace(
        near, id="ex-young", eligibility=Eligibility(population="teens", maximum_age=17)
    )
    silent = msgspec.structs.replace(near, id="ex-silent", jurisdictions=())
    need = Need(needs=frozenset({"legal"}), state="US-OH", age=40)
    hits = search_directory(need, BOOK, feed_hits=(near, far, young, silent)).hits
    by_id = {hit.service.id: hit for hit in hits}
    assert by_id["ex-county"].is_fed
    assert not {"ex-far", "ex-young"} & set(by_id)
    assert [why.kind for why in by_id["ex-silent"].why] == ["limited-place"]


# ---------------------------------------------------------------- by words


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("1-800-799-7233", "ndvh"),
        ("trevor", "trevor-project"),
        ("línea de prevención del suicidio", "988-lifeline"),
        ("SUICIDIO", "988-lifeline"),
        ("madison", "madison-tech-clinic"),
        ("stop ncii", "stopncii"),
        ("identity theft resource", "itrc"),
    ],
)
def test_a_name_a_number_or_a_word_finds_it(words: str, best: str) -> None:
    assert best in ids(Need(words=words))[:2]


@pytest.mark.parametrize(
    ("words", "old", "instead"),
    [
        ("games hotline", "games-hotline", ("crisis-text-line", "security-planner")),
        ("línea de juegos", "games-hotline", ("crisis-text-line", "security-planner")),
        ("988 press 3", "988-press-3", ("trevor-project", "trans-lifeline", "lgbt-national-help-center")),
        ("haltabuse", "whoa", ("ccri-helpline", "security-planner")),
    ],
)
def test_a_name_that_no_longer_answers_leads_to_who_does(
    words: str, old: str, instead: tuple[str, ...]
) -> None:
    gone = {hit.entry.id: hit for hit in search_directory(Need(words=words), BOOK).gone}
    assert tuple(one.id for one in gone[old].instead) == instead


def test_every_retired_name_is_found_by_itself_and_its_successors_are_active() -> None:
    for old in BOOK.retired:
        gone = {hit.entry.id: hit for hit in search_directory(Need(words=old.name), BOOK).gone}
        assert gone[old.id].instead, old.id
        assert {one.status for one in gone[old.id].instead} == {"active"}, old.id


@pytest.mark.parametrize("words", ["hotline", "stalking", "help", "crisis line"])
def test_a_common_word_names_no_retired_service(words: str) -> None:
    assert search_directory(Need(words=words), BOOK).gone == ()


# ---------------------------------------------------------------- what a state has


def test_each_part_of_a_state_is_a_service_with_its_own_source_and_confidence() -> None:
    for state in BOOK.state_help:
        for one in services_of_state(state):
            part = PARTS[one.id.removeprefix(f"{state.id}-")]
            assert one.confidence == getattr(state, part.field)["confidence"]
            assert one.sources and one.reviewed
            assert one.jurisdictions == (f"US-{state.code}",)
            assert one.phones or one.url
            assert one.description.en and one.description.es and one.leaves_trace_notes.es
            assert set(one.services) <= set(TAGS)


def test_a_state_without_an_address_programme_has_none_and_says_so() -> None:
    alabama = next(one for one in BOOK.state_help if one.code == "AL")
    assert "state-al-address" not in {one.id for one in services_of_state(alabama)}
    assert notes_of(alabama)[0].es.startswith("No hay programa")
    found = search_directory(Need(words="zzz", state="US-AL"), BOOK)
    assert found.state_notes == notes_of(alabama)


def test_a_service_is_found_by_its_id_wherever_it_stands() -> None:
    assert service_named("ndvh", BOOK).id == "ndvh"
    assert service_named("state-wa-child-abuse", BOOK).phones[0].number == "1-866-363-4276"
    with pytest.raises(NotFound):
        service_named("nobody", BOOK)


def test_no_two_services_share_an_id() -> None:
    listed = [one.id for one in every_service(BOOK)]
    assert len(listed) == len(set(listed))


# ---------------------------------------------------------------- open now


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment in UTC; the 23rd of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "now", "says"),
    [
        ("24/7", at(3), "open"),
        ("Mon-Fri 9-5 ET", at(14), "open"),  # 09:00 in New York
        ("Mon-Fri 9-5 ET", at(13, 59), "closed"),
        ("Mon-Fri 9-5 ET", at(22), "closed"),  # 17:00: the end is not within
        ("Mon-Fri 9-5 PT", at(14), "closed"),  # 06:00 in Los Angeles
        ("Mon-Fri 9-5 PT", at(0, 30, day=24), "open"),  # still Monday there
        ("Mon-Fri 9-5 ET", at(15, day=22), "closed"),  # Sunday
        ("Monday to Friday 10:00-18:00 Pacific (not 24/7)", at(18), "open"),
        ("Daily 22:00-06:00 ET", at(4), "open"),  # 23:00
        ("Daily 22:00-06:00 ET", at(10, 59), "open"),  # 05:59
        ("Daily 22:00-06:00 ET", at(11), "closed"),
        ("Friday 22:00-06:00 ET", at(10, day=28), "open"),  # Saturday 05:00: since Friday
        ("Friday 22:00-06:00 ET", at(10, day=27), "closed"),  # Friday 05:00
        ("Sat and Sun 10 a.m. to 2 p.m. Mountain", at(18, day=22), "open"),
        ("Mon-Thu 8:30-4:30 CT, Fri 8:30-noon CT", at(17, 59, day=27), "open"),
        ("Mon-Thu 8:30-4:30 CT, Fri 8:30-noon CT", at(18, day=27), "closed"),
        ("Daily 00:00-24:00 ET", at(9), "open"),
    ],
)
def test_open_now_by_the_listed_hours(hours: str, now: datetime, says: str) -> None:
    assert open_now(hours, now) == says


@pytest.mark.parametrize(
    "hours",
    [None, "", "Office hours", "Mon-Fri 9-5", "Mon-Fri 3-5 ET", "24/7 in most areas", "Mon-Fri 25-99 ET",
     "Listed as 24/7 by third parties; check", "Mon-Fri 9-5 ET; hours change", "Web 24/7; phone office hours",
     "Mon-Fri 9-5 ET, by appointment", "Funday 9-5 ET", "ask them"],
)  # fmt: skip
def test_what_is_not_plain_is_not_known(hours: str | None) -> None:
    assert open_now(hours, at(15)) == "unknown"


def test_the_clock_of_the_zone_holds_in_summer_too() -> None:
    summer = datetime(2026, 7, 6, 13, 0, tzinfo=UTC)  # Monday, 09:00 in New York
    assert open_now("Mon-Fri 9-5 ET", summer) == "open"
    assert open_now("Mon-Fri 9-5 ET", summer - timedelta(minutes=1)) == "closed"


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str) -> None:
    read_hours(text)
    read_hours(f"Mon-Fri {text} ET")


def test_what_is_closed_waits_behind_what_is_open() -> None:
    shut = made_up(hours="Mon-Fri 9-5 ET", services=("crisis",))
    wide = msgspec.structs.replace(shut, id="ex-wide", name="Z", hours="24/7")
    need = Need(needs=frozenset({"crisis"}), now=NIGHT)
    found = [hit.service.id for hit in search_directory(need, BOOK, feed_hits=(shut, wide)).hits]
    assert found.index("ex-wide") < found.index("ex-county")


# ---------------------------------------------------------------- who called, and when again


def tried(service: Service, outcome: Outcome, on: date = TODAY, id: str = "m1") -> Tried:
    return Tried(id, service.id, outcome, on, "a1", contacts_of(service))


def test_crisis_lines_come_up_each_month_numbers_twice_a_year_pages_once() -> None:
    line, number, page = BOOK.service("ndvh"), BOOK.service("itrc"), BOOK.service("lawhelp")
    assert [tier_of(one) for one in (line, number, page)] == ["crisis", "phone", "page"]
    for one, outcome in (
        (line, Outcome.CALLED_RIGHT),
        (number, Outcome.CALLED_RIGHT),
        (page, Outcome.PAGE_RIGHT),
    ):
        days = TRIED_EVERY_DAYS[tier_of(one)]
        assert due_after(one, outcome, TODAY) == TODAY + timedelta(days=days)
        on_time = standing_of(one, [tried(one, outcome)], TODAY + timedelta(days=days - 1))
        late = standing_of(one, [tried(one, outcome)], TODAY + timedelta(days=days))
        assert (on_time.is_due, late.is_due) == (False, True)


def test_what_was_never_tried_is_due_and_crisis_lines_come_first() -> None:
    services = [BOOK.service(id) for id in ("lawhelp", "itrc", "ndvh", "rainn")]
    tries = [tried(services[3], Outcome.CALLED_RIGHT, TODAY - timedelta(days=40))]
    due = to_try(standing_of(one, tries, TODAY) for one in services)
    assert [one.service.id for one in due] == ["ndvh", "rainn", "itrc", "lawhelp"]


def test_a_page_that_loads_says_nothing_about_the_number() -> None:
    line = BOOK.service("ndvh")
    assert standing_of(line, [tried(line, Outcome.PAGE_RIGHT)], TODAY).is_due


def test_wrong_stays_marked_until_the_entry_is_corrected() -> None:
    line = BOOK.service("ndvh")
    tries = [tried(line, Outcome.CALLED_RIGHT), tried(line, Outcome.CALLED_WRONG, TODAY - timedelta(days=3))]
    standing = standing_of(line, tries, TODAY)
    assert standing.wrong is not None and standing.needs_another_number
    phone = msgspec.structs.replace(line.phones[0], number="1-800-555-0100")
    corrected = msgspec.structs.replace(line, phones=(phone,))
    assert standing_of(corrected, tries, TODAY).tries == ()


def test_a_crisis_line_that_is_past_due_needs_988_and_911_above_it() -> None:
    line, other = BOOK.service("ndvh"), BOOK.service("itrc")
    fresh = standing_of(line, [tried(line, Outcome.CALLED_RIGHT)], TODAY)
    past = standing_of(line, [tried(line, Outcome.CALLED_RIGHT)], TODAY + timedelta(days=31))
    assert (fresh.needs_another_number, past.needs_another_number) == (False, True)
    assert not standing_of(other, [], TODAY).needs_another_number


def test_only_what_can_be_tried_is_offered() -> None:
    for one in every_service(BOOK):
        outcomes = set(outcomes_for(one))
        assert bool(outcomes & {Outcome.CALLED_RIGHT, Outcome.NO_ANSWER}) == bool(one.phones)
        assert (Outcome.PAGE_RIGHT in outcomes) == bool(one.url)
    assert is_crisis_line(BOOK.service("988-lifeline"))
