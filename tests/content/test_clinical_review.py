# SPDX-License-Identifier: Apache-2.0
"""The desk review of 22 November 2026: its ten faults stay mended, its three sessions stay passed."""

from __future__ import annotations

import re

import msgspec
import pytest
from tests.support.answers import Raw, asq, boarded, by_hand, example, flags_of, found, the_book, visit

from leeward.knowledge import Catalogue
from leeward.screening.ten_minutes import MinuteLine

# --- the ten faults ---------------------------------------------------------------------------------

NOTHING_BEFORE = (
    "call-emergency", "crisis-988", "dv-hotline", "advocate-meeting", "victim-advocate", "police-report",
    "police-other-agency", "protective-order-dv", "protective-order-stalking", "firearms-surrender",
    "mandated-report-talk", "swatting-prep", "suicide-safety-plan", "ncmec-report", "fbi-ic3",
    "image-abuse-helpline", "stalking-resources", "safe-adult-told",
)  # fmt: skip


def test_fault_01_order_and_hiding_take_no_help_from_the_most_endangered(book: Catalogue) -> None:
    """Help that answers today waits for nothing; a log that cannot be carried is no longer hidden."""
    for option_id in NOTHING_BEFORE:
        option = book.option(option_id)
        assert option.answers_now, option_id
        assert ((), ()) == (option.before_this.must, option.before_this.one_of), option_id
    assert () == book.option("incident-log").hidden_when
    assert () == book.option("wait-and-watch").hidden_when
    assert () == book.option("keep-normal-look").hidden_when
    assert {"links-not-copies-minor"} == {
        rule.instead for rule in book.option("save-before-delete").hidden_when
    }
    assert () == book.option("save-words").hidden_when
    assert {"safer-device", "talk-to-lawyer"}.isdisjoint(
        must.option
        for name in ("dv-hotline", "protective-order-dv")
        for must in book.option(name).before_this.must
    )
    for must in ("police-report", "id-theft-steps"):
        assert must not in {one.option for one in book.option("financial-help").before_this.must}
    wanting_a_letter = {**visit({"w1": "ex_partner"}), "wanted": ["no-contact-letter"]}
    assert "no-contact-letter" not in boarded(wanting_a_letter).order
    for flag in (
        "strangulation",
        "weapon-access",
        "past-violence",
        "stalking-danger-cluster",
        "covert-surveillance",
    ):
        stopped = {**by_hand(flag, relationship="stranger"), "wanted": ["no-contact-letter"]}
        assert "no-contact-letter" not in boarded(stopped).order


def test_fault_02_danger_words_are_wired_to_what_they_mean(book: Catalogue) -> None:
    """One vocabulary: a report duty, a parent who does it, a status, a life in danger."""
    groups = {group.id: set(group.flags) for group in book.vocabulary.flag_groups}
    assert {"report-duty-possible"} == groups["mandated-report-needed"]
    assert {"offender-parent-or-guardian"} == groups["parent-is-perpetrator"]
    assert {"offender-police-or-court"} == groups["perpetrator-law-enforcement"]
    must_mean_danger = {
        "strangulation", "break-in", "children-threatened", "threat-to-kill",
        "stalking-danger-cluster", "imminent-danger",
    }  # fmt: skip
    assert must_mean_danger <= groups["life-in-danger"]
    assert {"safe-place-stay", "call-emergency"} <= set(boarded(by_hand("strangulation")).order)
    assert "small-test" not in boarded({**by_hand("strangulation"), "wanted": ["small-test"]}).order
    for code, flag in {
        "status": "immigration-threat", "custody": "custody-threat", "job_school": "threat-to-livelihood",
        "erase": "wipe-threat", "outing": "outing-threat",
    }.items():  # fmt: skip
        assert flag in flags_of(visit({"t1": [code]}))
    relationships = {choice.code for choice in book.screen.choices_of(book.items["w1"])}
    assert {
        "police_court",
        "carer",
        "landlord",
        "parent_guardian",
        "teacher_coach",
        "therapist_clergy",
    } <= relationships
    reachable = boarded(visit({"t1": ["status"], "o5": "other", "g2": "not_now"})).order
    assert {"immigration-legal", "interpreter-culture", "wait-and-watch", "log-only"} <= set(reachable)
    assert "unmask-subpoena" in boarded(visit({"c1": "yes", "c8": "unknown"})).order


def test_fault_03_the_extorted_teen_gets_the_asq_a_safe_adult_and_two_tellings(book: Catalogue) -> None:
    """Asked at every visit, suicide above the report, a safe adult tonight, the pictures his to tell."""
    assert "asq-due" in flags_of(visit(dict.fromkeys(("c1", "c6", "c7"), "no"), age=14))
    screened = found(
        visit({"c6": "yes", "x9": "yes", **asq(one="LA33-6", five="LA32-8")}, age=14)
    ).ten_minutes
    lines = [line.id for line in (*screened.first, *screened.also)]
    assert "bssa-minor" == lines[0]
    assert "safe-adult" in lines
    text = book.line_by_id["safe-adult"].text
    assert "Pictures and who they love are theirs to tell" in text.en
    assert "interpreter by phone, never the young person" in text.en
    assert "two-tellings" in {topic.id for topic in book.guide}
    for name in ("suicide-nonacute", "suicide-acute"):
        assert any("safe adult" in step for step in book.flag(name).now), name
    assert "suicide first" in book.flag("minor-known-offender").now[0]
    assert 18 == book.instrument("phq-9").population.from_years
    steps = [
        step for band in book.instrument("asq").bands if "positive" in band.id for step in band.must_happen
    ]
    assert 2 == sum("For a minor: a private talk with a safe adult" in step.en for step in steps)
    assert 2 == sum("hable en privado del peligro con una persona adulta" in step.es for step in steps)
    both = {
        line.id
        for line in all_lines(by_hand("suicide-nonacute", "no-contact-outside", "no-takeaway", age=14))
    }
    assert {"contact-48h-agreed", "safety-plan-by-heart"} <= both
    assert any("outing-threat" in rule.flags for rule in book.option("family-briefing").caution_when)


def test_fault_04_control_while_still_together_is_asked_and_early(book: Catalogue) -> None:
    """A core question fits her, the lethal ones come before the means, and not sure is not no."""
    section_of = {link_id: section.id for link_id, section in book.section_of.items()}
    assert "core" == section_of["c11"]
    flags = flags_of(visit({"c11": "yes"}))
    assert {"coercive-control", "device-unsafe"} <= flags
    order = list(book.items)
    assert order.index("o3") < order.index("c9") < order.index("c7") < order.index("w6") < order.index("m0")
    for asked, words in {"e2": "sexual", "e3": "pregnant", "e4": "jealous", "e5": "immigration"}.items():
        assert words in book.items[asked].clinician.en
        assert order.index(asked) < order.index("m0")
    for link_id in ("w6", "w5", "w7", "t4"):
        assert "ask-in-person-today" in flags_of(visit({link_id: "not_sure"}))
    assert "recent-separation" in flags_of(visit({"w2": "year"}))
    opening = book.items["o0"].clinician.en
    assert "ordinary reason for today" in opening
    assert "does nothing against a microphone" in opening
    assert "cover-reason" in {line.id for line in all_lines(visit({"o3": "yes"}))}
    assert "coercive-control-together" in {
        one.id for one in boarded(visit({"c11": "yes", "w1": "partner"})).picture.scenarios
    }


def test_fault_05_alarms_are_few_merged_and_no_exhibit(book: Catalogue) -> None:
    """Seven lines at most, no fights, and a sentence that says what they are not."""
    for name in ("session-a-mother", "session-b-boy", "session-c-candidate"):
        assert len(found(example(name)).ten_minutes.first) <= 7
    every = found(by_hand(*(flag.id for flag in book.flags))).ten_minutes
    assert len(every.first) == 7
    assert "not a standard of care" in every.notice.en
    assert "no es una norma de atención" in every.notice.es
    critical = [flag.id for flag in book.flags if flag.severity == "critical"]
    assert len(critical) * 4 < len(book.flags), "when everything is critical, nothing is"
    program = " ".join(step for flag in book.flags for step in flag.program).lower()
    assert "cannot be dismissed" not in program
    assert "unanswered" not in program


def test_fault_06_the_record_is_no_weapon(book: Catalogue) -> None:
    """Privilege on each legal option, the log with the advocate, bill and mail before the first claim."""
    legal = [option for option in book.options if option.family.startswith("legal")]
    assert [] == [option.id for option in legal if option.privilege is None]
    for name in ("civil-suit", "image-civil-action", "custody-tech-terms", "protective-order-dv"):
        privilege = book.option(name).privilege
        assert privilege is not None
        assert "open the whole record" in privilege.en
    first_step = book.option("incident-log").first_step.en
    assert "advocate" in first_step
    assert "keep a copy here" not in words_of_option(book, "incident-log")
    assert {"privilege-and-the-log", "bill-and-mail"} <= {topic.id for topic in book.guide}
    assert "bill-and-mail" in {line.id for line in all_lines(visit({"s7": "yes"}))}
    assert "confidential-communications" in boarded(visit({"s7": "yes"})).order
    i5 = book.items["i5"]
    assert "person" == i5.asked_by
    assert i5.enabled_when is not None, "thoughts of hitting back are asked only when anger calls for it"


def test_fault_07_the_client_who_does_it_the_couple_and_the_delusion_have_a_path(book: Catalogue) -> None:
    """Consult, no tools, no joint session; one round of checks; another explanation on every possibility."""
    lines = {line.id: line.text.en for line in all_lines(by_hand("client-may-be-doing-it"))}
    assert "stop all checks and tools" in lines["client-doing-it"]
    assert "No joint session" in lines["no-joint-session"]
    assert "small-test" not in boarded({**by_hand("client-may-be-doing-it"), "wanted": ["small-test"]}).order
    assert "consult-colleague" in boarded(by_hand("client-may-be-doing-it")).order
    topics = {topic.id for topic in book.guide}
    assert {
        "when-my-client-is-doing-it",
        "couples-and-joint-sessions",
        "delusional-differential",
        "stop-rule",
    } <= topics
    assert "one full round" in book.screen.rules["checks_stop"]
    assert [] == [one.id for one in book.mechanisms if not one.another_explanation.en]


def test_fault_08_nothing_is_asked_where_nobody_hears(book: Catalogue) -> None:
    """Danger today, self-harm, harm to others, a deadline: never on a tablet; telehealth has lines."""
    for link_id in ("c9", "i10", "i5", "x5"):
        assert "person" == book.items[link_id].asked_by
    x4 = {choice.code: choice.device for choice in book.screen.choices_of(book.items["x4"])}
    assert x4["hurt_self"] is False
    phq9 = {item.linkId: item.unattended for item in book.instrument("phq-9").items}
    assert phq9["phq9-9"] is False
    remote = {line.id: line for line in all_lines(by_hand("suicide-acute", setting="telehealth"))}
    assert {"stay-acute-tele", "tele-drop"} <= set(remote)
    assert "address" in remote["stay-acute-tele"].text.en
    assert "tele-address" in {line.id for line in all_lines(visit(setting="telehealth"))}
    assert "telehealth" in {topic.id for topic in book.guide}


def test_fault_09_minors_and_the_law_are_worked_out_not_guessed(book: Catalogue) -> None:
    """The duty by state and by who did it, the young person told first, a lawyer for who was made to harm."""
    line = book.line_by_id["report-tell-first"].text.en
    assert "for your state and who did it" in line and "Tell the young person before you call" in line
    usually = re.compile(r"usually yes|yes at once", re.I)
    assert [] == [flag.id for flag in book.flags for step in flag.now if usually.search(step)]
    other_parent = book.line_by_id["children-where-report"].text.en
    assert "the other parent may hear of it the same day" in other_parent
    forced = {one.id for one in all_lines(visit({"x4": ["hurt_others"]}, age=14))}
    assert {"lawyer-first", "no-look-lawyer"} & forced
    assert "lawyer-before-police" in boarded(visit({"x4": ["hurt_others"], "c6": "yes"}, age=14)).order
    small = found(visit(age=9))
    assert "under-12" in small.ten_minutes.first[0].id
    assert "no interviewing" in small.ten_minutes.first[0].text.en
    assert {"under-12", "images-by-accident"} <= {topic.id for topic in book.guide}
    assert "may be called abduction" in book.line_by_id["custody-advice"].text.en
    for option in ("child-device-plan", "safe-place-stay"):
        assert "talk-to-lawyer" not in {must.option for must in book.option(option).before_this.must}


def test_fault_10_it_is_built_for_more_than_one_kind_of_client(book: Catalogue) -> None:
    """Racist and homophobic harm, men, disability, status, tribal life, interpreters; police asked once."""
    topics = {topic.id for topic in book.guide}
    assert {
        "racist-harm", "lgbtq-harm-and-outing", "men", "disability-and-carers",
        "migrants-and-status", "tribal-life",
        "interpreters", "police",
    } <= topics  # fmt: skip
    assert {"yes", "with_someone", "not", "not_sure"} == {
        choice.code for choice in book.screen.choices_of(book.items["g4"])
    }
    for said, line in {"not": "imminent-no-police", "with_someone": "imminent-terms"}.items():
        ids = {one.id for one in all_lines(visit({"c9": "now", "g4": said}))}
        assert line in ids and "imminent-911" not in ids
    police = book.option("police-report")
    said = " ".join(
        (*(way.how.en for way in police.could_backfire_by), *(rule.text.en for rule in police.caution_when))
    )
    for word in ("arrest both", "immigration lawyer", "misnamed", "Black", "child protection"):
        assert word in said
    assert "never a child, a relative" in book.line_by_id["interpreter-now"].text.en
    assert "limited-english" in flags_of(visit({"o5": "sign"}))
    assert {"outing", "status"} <= {choice.code for choice in book.screen.choices_of(book.items["t1"])}
    assert "high" == book.flag("hate-motivated").severity


# --- the three sessions -----------------------------------------------------------------------------


def all_lines(raw: Raw) -> tuple[MinuteLine, ...]:
    """Every line of the next ten minutes, the folded ones last."""
    ten = found(raw).ten_minutes
    return (*ten.first, *ten.also)


def words_of_option(book: Catalogue, option_id: str) -> str:
    """Every word of an option."""
    return msgspec.json.encode(book.option(option_id)).decode()


SESSIONS: dict[str, tuple[str, ...]] = {
    "session-a-mother": ("hs-full", "children-where-report", "hand-over", "advocate-quiet", "phone-as-usual"),
    "session-b-boy": (
        "bssa-minor",
        "safe-adult",
        "not-in-trouble",
        "deadline-clock",
        "through-deadline",
        "no-look",
    ),
    "session-c-candidate": (
        "kill-and-child",
        "children-where",
        "public-date",
        "threat-team-terms",
        "swatting-terms",
    ),
}
KEY_WORDS: dict[str, tuple[str, ...]] = {
    "session-a-mother": (
        "The person doing this talks of suicide; a separation; threats about the children: "
        "treat as an emergency",
        "A gun?",
        "Where are the children",
        "Fri 27 Nov, 5:00 p.m.",
        "Nothing on paper or phone",
    ),
    "session-b-boy": (
        "does not leave before",
        "Stop answering, do not pay, keep the chat, do not look",
        "Mon 23 Nov, 9:00 p.m. (in 4 hours)",
        "2 a.m.",
        "Take It Down: their phone; CyberTipline: ours",
        "You are not in trouble",
    ),
    "session-c-candidate": (
        "Threats to kill and to harm a child",
        "school and bus",
        "the night and the day after",
        "on the client's terms",
        "plain clothes",
    ),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_shows_the_lines_that_count_seven_at_most(name: str) -> None:
    """What the reviewer needed on the screen is among the seven, life first."""
    ten = found(example(name)).ten_minutes
    shown = [line.id for line in ten.first]
    assert len(shown) <= 7
    assert SESSIONS[name][0] == shown[0]
    assert set(SESSIONS[name]) <= set(shown)


@pytest.mark.parametrize("name", KEY_WORDS)
def test_a_session_says_the_words_that_count(name: str) -> None:
    """The sentences themselves, with the hour where there is one."""
    words = " ".join(line.text.en for line in found(example(name)).ten_minutes.first)
    assert [] == [expected for expected in KEY_WORDS[name] if expected not in words]


def test_the_mother_keeps_police_court_and_the_risk_review() -> None:
    """She cannot carry paper; nothing she needs hangs on paper."""
    board = boarded(example("session-a-mother"))
    for option_id in (
        "police-report",
        "protective-order-dv",
        "stalking-resources",
        "advocate-meeting",
        "dv-hotline",
    ):
        assert () == board.option(option_id).before_this
    assert board.order.index("dv-hotline") < 5


def test_the_boy_keeps_the_reports_and_the_take_down() -> None:
    """The picture is not copied; the words, the report and the block remain."""
    board = boarded(example("session-b-boy"))
    assert {
        "ncmec-report",
        "fbi-ic3",
        "takedown-minor",
        "report-platform",
        "save-words",
        "parent-teen-talk",
    } <= set(board.order)
    assert "save-before-delete" not in board.order
    assert board.order.index("suicide-safety-plan") < 3
    assert "asq-due" not in flags_of(example("session-b-boy")), "it was given"


def test_the_candidate_gets_threat_assessment_and_dispatch_without_a_wait() -> None:
    """A five-minute call once waited for weeks of clean-up."""
    board = boarded(example("session-c-candidate"))
    assert {"swatting-prep", "threat-assessment-unit", "community-security-help"} <= set(board.order)
    assert () == board.option("swatting-prep").before_this
    assert board.order.index("swatting-prep") < board.order.index("doxxing-cleanup")
    assert not any(line.id == "danger-cluster-partner" for line in all_lines(example("session-c-candidate")))


def test_the_boys_minimum_is_all_that_leads_his_board() -> None:
    """Too much, said the reviewer: account check-up, law, packet stay behind what tonight needs."""
    order = boarded(example("session-b-boy")).order
    for later in ("account-checkup", "privacy-tuning", "civil-suit"):
        assert order.index(later) > order.index("ncmec-report")


# --- public words -----------------------------------------------------------------------------------

PICTURE = r"(picture|photo|image|nude|foto|imagen)\w*"
DYING = (
    r"(die|dying|dead|death|suicid\w*|cost (you )?your life|morir|muert\w*|costarle la vida|costarte la vida)"
)
BANNED: dict[str, str] = {
    "links a picture to dying": rf"\b{PICTURE}\b[^.!?]*\b{DYING}\b|\b{DYING}\b[^.!?]*\b{PICTURE}\b",
    "says telling works": r"\btelling (always )?(works|helps every|is how it stops|makes it stop)\b"
    r"|\bcontarlo (siempre )?(funciona|lo detiene)\b",
    "says you are not imagining it": r"\b(you are|you're|you’re) not imagining"
    r"|\bno (se |te )?lo est[aá]s? imaginando",
    "offers to store proof": r"\bwe (can|will|could) (store|keep|hold|save)\b(?! private)"
    r"|\b(podemos|vamos a|le) guarda(r|mos)\b[^.]*\b(pruebas|copia)",
    "confiscates the phone": r"\bkeep the phone and\b|\bqu[eé]dese con el tel[eé]fono\b",
}  # fmt: skip
MINORS_ARE_TOLD = re.compile(
    r"\b(take|save|keep|copy|delete|erase|remove|screenshot|photograph)\b[^.!?]*"
    rf"\b(the|your|that|those|these|any) (nude |sexual )?{PICTURE}"
    r"|\b(guarda|copia|borra|elimina|fotograf[ií]a|captura)\b[^.!?]*"
    r"\b(la|las|tu|tus|esa|esas) (fotos?|im[aá]gen\w*)",
    re.I,
)
DENIES = re.compile(
    r"\b(do not|don't|don’t|never|no one|nobody|without|not have to|no|nunca|nadie|sin)\b", re.I
)


def public_sentences(book: Catalogue, *, for_teens: bool = False) -> list[tuple[str, str]]:
    """Every sentence of the awareness texts, of those for teens only where asked."""
    found_here = []
    for text in book.awareness:
        teens = "teen" in f"{text.id} {text.audience} {text.kind}" or "12-17" in (text.audience or "")
        if for_teens and not teens:
            continue
        raw = msgspec.to_builtins({"title": text.title, "blocks": text.blocks, "page_2": text.page_2})
        for words in _strings(raw):
            found_here += [(text.id, sentence) for sentence in re.split(r"(?<=[.!?])\s+", words)]
    return found_here


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [words for one in value.values() for words in _strings(one)]
    if isinstance(value, list | tuple):
        return [words for one in value for words in _strings(one)]
    return []


@pytest.mark.parametrize("ban", BANNED)
def test_no_public_line_says_what_the_review_forbids(ban: str, book: Catalogue) -> None:
    """Posters, cards, slides, hand-outs and web texts, in both languages."""
    pattern = re.compile(BANNED[ban], re.I)
    assert [] == [pair for pair in public_sentences(book) if pattern.search(pair[1])], ban


def test_no_public_line_has_a_minor_photograph_keep_or_delete_a_picture(book: Catalogue) -> None:
    """A sentence for teens that names a picture and such an act must forbid it."""
    wrong = [
        pair
        for pair in public_sentences(book, for_teens=True)
        if MINORS_ARE_TOLD.search(pair[1]) and not DENIES.search(pair[1])
    ]
    assert [] == wrong


@pytest.mark.parametrize(
    ("ban", "sentence"),
    [
        ("links a picture to dying", "A picture should not cost you your life."),
        ("says telling works", "People say that because telling works."),
        ("says you are not imagining it", "You are not imagining it."),
        ("offers to store proof", "We can store it for you."),
        ("confiscates the phone", "Keep the phone and the proof."),
    ],
)
def test_the_bans_find_the_sentences_that_were_banned(ban: str, sentence: str) -> None:
    """The review's own examples, so that the bans can fail."""
    assert re.search(BANNED[ban], sentence, re.I)
    assert MINORS_ARE_TOLD.search("Tell your friends to delete the pictures.")
    assert len(public_sentences(the_book(), for_teens=True)) > 30
