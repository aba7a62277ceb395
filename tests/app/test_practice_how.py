# SPDX-License-Identifier: Apache-2.0
"""*How could they know?*: signs are kept as told or seen, the picture nowhere; steps reach plan and paper."""

from __future__ import annotations

import html
import io
import json
import re
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.answers import the_book
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.planning.check_finds import SHOWN_BY_LOOKING

ONE_DATABASE_IS_ENOUGH = True
"""What is kept here are documents of a visit: the one way there runs on both in test_practice_visits."""

ADULT: dict[str, Any] = {"answers": {"c1": "yes"}, "context": {"age": 34}}
TOLD = {"s:knows-location-live": "reported", "s:sharing-is-on": "reported", "s:they-set-it-up": "reported"}
STEP = re.compile(r"<h4>([^<]*)")


def hidden(page: str) -> dict[str, str]:
    """What the form of the signs was filled with."""
    form = page.split('id="next"', 1)[1]
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(seen|was)" value="([^"]*)"', form)[:2]
    }


def say(at: At, page: str | None = None, **said: str) -> Any:
    """Saves answers to signs, as the page would."""
    return at.browser.post(at.url("picture"), {**hidden(page or at.get("picture")), **said})


def press(at: At, **button: str) -> Any:
    """One of the small buttons, on a page that shows what is saved now."""
    seen = str(at.words.document("signs").version)
    answer = at.browser.post(at.url("picture"), {"seen": seen, **button})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def steps_on(page: str) -> list[str]:
    return [html.unescape(text).strip() for text in STEP.findall(page)]


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_nothing_is_asked_before_they_begin_and_nothing_has_to_be_answered(home: Home) -> None:
    """The page opens with what happened; saving it untouched writes nothing."""
    at = visit_with(home, ADULT)
    page = at.get("picture")
    assert "Begin where they begin." in page
    assert page.count('class="one-sign"') == len(the_book().signs)
    before = at.words.document("signs").version
    assert 302 == say(at, page).status_code
    assert before == at.words.document("signs").version
    assert {} == at.words.document("signs").words


def test_a_sign_is_kept_with_its_day_and_whether_it_was_told_or_seen(home: Home) -> None:
    at = visit_with(home, ADULT)
    say(
        at,
        **TOLD,
        **{"h:they-set-it-up": "1", "s:quotes-messages": "denied", "s:knows-only-by-car": "unsure"},
    )
    words = at.words.document("signs").words
    assert ("reported", "told") == (words["s:sharing-is-on"]["answer"], words["s:sharing-is-on"]["how"])
    assert "seen" == words["s:they-set-it-up"]["how"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", words["s:quotes-messages"]["on"])
    signs = at.chain.picture.differential
    assert signs.mechanisms
    page = at.get("picture")
    assert "What they told you" in page
    assert "seen here" in page


def test_not_sure_is_an_answer_and_is_not_asked_again(home: Home) -> None:
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    asked = re.search(r'name="q:([\w-]+)"', at.get("picture"))
    assert asked
    say(at, **{f"q:{asked[1]}": "unsure"})
    assert "unsure" == at.words.document("signs").words[f"s:{asked[1]}"]["answer"]
    assert f'name="q:{asked[1]}"' not in at.get("picture")


def test_the_picture_is_worked_out_and_stored_nowhere(home: Home) -> None:
    """Ranks and possibilities are a working paper."""
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    page = html.unescape(at.get("picture"))
    leading = at.chain.picture.differential.mechanisms[0]
    assert the_book().mechanism(leading.id).name.en in page
    stored = json.dumps(dict(at.words.document("signs").words))
    assert leading.id not in stored
    assert "rank" not in stored
    assert {key.split(":")[0] for key in at.words.document("signs").words} == {"s"}


def test_two_windows_answer_different_signs_and_meet_over_the_same_one(home: Home) -> None:
    at = visit_with(home, ADULT)
    one, other = at.get("picture"), at.get("picture")
    say(at, one, **{"s:sharing-is-on": "reported"})
    assert 302 == say(at, other, **{"s:login-alerts": "reported"}).status_code
    answer = say(at, other, **{"s:sharing-is-on": "denied"})
    assert 409 == answer.status_code
    assert 'value="denied" checked' in answer.content.decode()
    assert "reported" == at.words.document("signs").words["s:sharing-is-on"]["answer"]
    assert 302 == say(at, answer.content.decode(), **{"s:sharing-is-on": "denied"}).status_code


def test_an_answer_that_does_not_exist_is_named_and_nothing_is_saved(home: Home) -> None:
    at = visit_with(home, ADULT)
    answer = say(at, **{"s:sharing-is-on": "perhaps", "s:login-alerts": "reported"})
    assert 422 == answer.status_code
    page = answer.content.decode()
    number = re.search(r'<a href="#(s-\d+)">', page)
    assert number and f'id="{number[1]}"' in page
    assert {} == at.words.document("signs").words
    assert re.search(r'name="s:login-alerts" value="reported" checked', page)


def test_steps_are_put_on_the_plan_and_taken_off(home: Home) -> None:
    """Per possibility and per step; what a step needs first comes along, and goes with it."""
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    leading = at.chain.check_list.mechanisms[0]
    press(at, checks=leading)
    checks = [one.text.en for one in the_book().mechanism(leading).how_to_check]
    assert set(checks) <= set(steps_on(at.get("plan")))
    act = next(step for step in at.chain.check_list.steps if step.kind == "act" and step.notice != "no")
    press(at, add=act.key)
    plan = steps_on(at.get("plan"))
    assert [step.step.text.en for step in at.chain.chosen_checks] == [one.replace("  ", " ") for one in plan]
    assert plan[-1] == act.text.en
    assert "Needed first" in at.get("plan")
    press(at, off=act.key)
    press(at, **{"checks-off": leading})
    assert [] == steps_on(at.get("plan"))
    press(at, checks=leading)
    for key in [one.step.key for one in at.chain.chosen_checks if one.chosen]:
        press(at, off=key, then="plan")
    assert [] == steps_on(at.get("plan"))


def test_what_may_be_noticed_waits_until_they_agree(home: Home) -> None:
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    assert any(step.waits for step in at.chain.check_list.steps)
    for answer, waits in (("not-yet", True), ("no", True), ("yes", False)):
        press(at, agreed=answer)
        assert waits is any(step.waits == "may-know" for step in at.chain.check_list.steps)
    assert "yes" == at.words.document("signs").words["may-know"]["agreed"]


def test_what_was_found_is_kept_and_a_round_without_a_find_ends(home: Home) -> None:
    """Then: care and a date; no further check is offered as the way on."""
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    press(at, agreed="yes")
    for leading in at.chain.check_list.mechanisms:
        press(at, checks=leading)
    checks = [step for step in at.chain.check_list.steps if step.kind == "check"]
    press(at, step=checks[0].key, outcome="found")
    assert "Keep proof before anything changes" in at.get("picture")
    for step in checks:
        press(at, step=step.key, outcome="not-found")
    page = html.unescape(at.get("picture"))
    assert f"{at.url('plan')}#id_again_at" in page
    assert page.index("Enough looking for now") < page.index('id="all"')
    assert 'class="asked"' not in page
    assert "Look at the accounts together" not in page
    press(at, step=checks[0].key, outcome="")
    assert 'class="asked"' in at.get("picture")
    assert "" == at.words.document("signs").words[checks[0].key]["outcome"]


def test_while_the_client_may_be_doing_it_nothing_is_explained(home: Home) -> None:
    """No sign is asked, no step shown, nothing taken from a crafted page; what was chosen is off the plan."""
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    press(at, checks=at.chain.check_list.mechanisms[0])
    from leeward.practice.visits.services import change_document

    version = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version)
    page = at.get("picture")
    assert "Not part of today’s visit." in page
    assert 'class="one-sign"' not in page
    assert [] == steps_on(page) + steps_on(at.get("plan"))
    before = at.words.document("signs").version
    at.browser.post(at.url("picture"), {"seen": str(before), "s:login-alerts": "reported"})
    assert before == at.words.document("signs").version


def test_a_danger_puts_people_above_everything_technical(home: Home) -> None:
    at = visit_with(home, ADULT)
    say(at, **{"s:shows-up-unplanned": "reported"})
    page = at.get("picture")
    assert page.index("People first, then phones") < page.index("Ask next") < page.index('id="steps"')
    assert re.search(r'<details class="everyday">', page) or "everyday" not in page


def test_whose_device_it_is_is_asked_for_a_client_under_18(home: Home) -> None:
    at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 15}})
    say(at, **TOLD)
    assert 'id="custody"' in at.get("picture")
    assert any(step.waits == "custody" for step in at.chain.check_list.steps)
    for held, order, answer in (
        ("other", "no", "may-not"),
        ("here", "yes", "unclear"),
        ("here", "no", "may"),
    ):
        press(at, custody="said", held=held, order=order)
        assert answer == at.chain.settled.custody
        assert (answer != "may") is any(step.waits == "custody" for step in at.chain.check_list.steps)


def test_custody_is_asked_once_for_this_page_and_the_accounts(home: Home) -> None:
    """What is said on one of them stands on the other."""
    at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 15}})
    say(at, **TOLD)
    held, order = 'name="held" value="both" checked', 'name="order" value="unsure" checked'
    press(at, custody="said", held="both", order="unsure")
    for page in (at.get("picture"), at.browser.get(at.url("accounts") + "?part=1").content.decode()):
        assert held in page and order in page
    seen = str(at.words.document("signs").version)
    at.browser.post(
        at.url("accounts") + "?part=1",
        {"seen": seen, "whose": "own", "contract": "theirs", "held": "here", "order": "no"},
    )
    assert "may" == at.chain.settled.custody
    assert "Settled: you may look together." in at.get("picture")


def test_a_danger_that_is_marked_opens_the_page_where_help_stands(home: Home) -> None:
    """Not at the group that was saved, with the danger out of sight above it."""
    at = visit_with(home, ADULT)
    answer = say(at, **{"s:shows-up-unplanned": "reported", "save": "location"})
    assert answer["Location"].endswith("/picture/#people")
    assert 'id="people"' in at.get("picture")
    answer = say(at, **{"s:knows-location-live": "reported", "save": "location"})
    assert answer["Location"].endswith("#g-location")


def test_while_a_danger_is_up_only_people_and_the_decision_stand_open(home: Home) -> None:
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    assert '<section class="phase" aria-labelledby="p-look"' in at.get("picture")
    say(at, **{"s:shows-up-unplanned": "reported"})
    page = at.get("picture")
    assert '<section class="phase" aria-labelledby="p-people"' in page
    assert '<details class="family phase" id="p-look">' in page
    press(at, add=at.chain.check_list.of_phase("look")[0].key)
    assert '<details class="family phase" id="p-look" open>' in at.get("picture")


def test_a_find_is_marked_as_its_sign_at_one_tap(home: Home) -> None:
    """Only what a look can show: nobody sees by looking that a person knows where the client is."""
    at = visit_with(home, ADULT)
    say(at, **{"s:knows-location-past": "reported", "s:they-set-it-up": "reported"})
    press(at, checks="location-sharing")
    press(at, step="k:location-sharing:1", outcome="found")
    page = at.get("picture")
    offered = re.findall(r'name="saw" value="([\w-]+)"', page)
    assert "sharing-is-on" in offered
    assert set(offered) <= SHOWN_BY_LOOKING
    press(at, saw="sharing-is-on")
    assert "seen" == at.words.document("signs").words["s:sharing-is-on"]["how"]
    assert 'value="sharing-is-on">' not in re.sub(r'name="[shq]:[^>]*', "", at.get("picture"))


def test_the_next_visit_starts_from_the_signs_but_asks_again_what_the_person_may_know(home: Home) -> None:
    from leeward.practice.visits.services import end_visit, open_visit

    at = visit_with(home, ADULT)
    say(at, **TOLD)
    press(at, agreed="yes")
    end_visit(at.account, at.visit_id)
    later = At(at.case_id, open_visit(at.account, at.case_id), at.account, at.browser)
    assert later.visit_id != at.visit_id
    words = later.words.document("signs").words
    assert "reported" == words["s:sharing-is-on"]["answer"]
    assert "may-know" not in words


def test_a_visit_from_before_there_were_signs_opens_and_takes_its_first(home: Home) -> None:
    """A missing document reads as empty, and is written at the first save."""
    from leeward.practice.models import Visit

    at = visit_with(home, ADULT)
    Visit.objects.get(id=at.visit_id).documents.filter(label="visit-record.signs").delete()
    assert "Begin where they begin." in at.get("picture")
    say(at, **TOLD)
    assert "reported" == at.words.document("signs").words["s:sharing-is-on"]["answer"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_is_printed_in_its_order(home: Home, language: str) -> None:
    """For the desk it says that it stays; it is on record who printed it."""
    at = visit_with(home, ADULT)
    say(at, **TOLD)
    press(at, checks=at.chain.check_list.mechanisms[0])
    answer = at.browser.post(at.url("picture") + "paper/", {"language": language, "for": "client"})
    text = words_of(answer.content)
    places = [
        text.index(" ".join(getattr(one.step.text, language).split())) for one in at.chain.chosen_checks
    ]
    assert sorted(places) == places
    assert {"en": "Stays here.", "es": "Se queda aquí."}[language] in text
    assert {"en": "list.pdf", "es": "lista.pdf"}[language] in answer["Content-Disposition"]
    given = at.browser.get(f"/clients/{at.case_id}/given-out/").content.decode()
    assert "The check list, on paper" in given


def test_the_clients_copy_is_given_only_where_own_words_may_be_carried(home: Home) -> None:
    """It has the open steps alone: nothing that waits, no find, no possibility, no reason, no day."""
    at = visit_with(home, {**ADULT, "answers": {"c1": "yes", "s6": "yes"}})
    say(at, **TOLD)
    leading = at.chain.check_list.mechanisms[0]
    press(at, checks=leading)
    shown = [one.step for one in at.chain.chosen_checks]
    (quiet, *_), (loud, *_) = ([one for one in shown if bool(one.waits) is waits] for waits in (False, True))
    look = next(one for one in shown if one.kind == "check" and not one.waits)
    press(at, step=look.key, outcome="found")
    answer = at.browser.post(at.url("picture") + "paper/", {"language": "en", "for": "client"})
    text = words_of(answer.content)
    assert quiet.text.en in text
    assert loud.text.en not in text
    assert "something was found" not in text
    assert "Stays here." not in text
    assert the_book().mechanism(leading).name.en not in text
    assert "20" not in str(PdfReader(io.BytesIO(answer.content)).metadata)


def test_the_record_tells_signs_and_steps_and_a_copy_for_others_only_the_signs(home: Home) -> None:
    """What is to be looked at would tell the person doing this; what a sign points to stands in neither."""
    from leeward.papers import record_data
    from leeward.practice.book import book
    from leeward.practice.visits.paper_words import signs_told

    at = visit_with(home, ADULT)
    say(at, **TOLD, **{"h:they-set-it-up": "1"})
    leading = at.chain.check_list.mechanisms[0]
    press(at, checks=leading)
    given = {"signs": signs_told(at.words), "checks": at.chain.chosen_checks}
    ours = record_data(at.chain.plan, book(), "en", **given)
    theirs = record_data(at.chain.plan, book(), "en", **given, for_others=True)
    assert [one["text"] for one in ours["checks"]] == [one.step.text.en for one in at.chain.chosen_checks]
    assert [] == theirs["checks"]
    assert ["seen here" in one["day"] for one in ours["signs"]].count(True) == 1
    assert ours["signs"] == theirs["signs"]
    assert the_book().mechanism(leading).name.en not in json.dumps(ours)
    pdf = at.browser.post(at.url("paper"), {"what": "record", "staff_language": "en", "staff_size": "letter"})
    assert at.chain.chosen_checks[0].step.text.en in words_of(pdf.content)


@pytest.mark.parametrize(
    ("words", "says"),
    [({"alone": "no"}, "Not here: someone may hear"), ({"p-0-age": "9"}, "Under 12: not with the child")],
)
def test_nothing_is_asked_where_someone_may_hear_nor_of_a_child(
    home: Home, words: dict[str, str], says: str
) -> None:
    at = visit_with(home, {"answers": {"c1": "yes"}}, **words)
    page = at.get("picture")
    assert says in page
    assert 'class="one-sign"' not in page
    for name in ("picture", "accounts", "message", "apps"):
        assert at.browser.post(at.url(name), {**TOLD, "seen": "99", "uses": "whatsapp"}).status_code < 400
    assert dict(at.words.document("signs").words) == {}, "a form sent to a page that stopped saved something"
