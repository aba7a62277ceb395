# SPDX-License-Identifier: Apache-2.0
"""Licensed instruments: worded as their owners word them, scored as their owners score them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NO, YES, Raw, answered, asq, flags_of, found, to_total, visit
from tests.support.strategies import asq_answers

from leeward.knowledge import Catalogue
from leeward.screening.instruments import InstrumentResult, score_instruments

# --- wording ---------------------------------------------------------------------------------------

WORDING: dict[tuple[str, str], str] = {
    ("asq-1", "en"): "c0b169a6052bbcc8e7292ec9d723f4819eff78b3346c915ede987100c7fd4d91",
    ("asq-1", "es"): "0068ab37d5ce8d6da8e64622696c1a0760655b1ac99efa2e31b478517d3a0245",
    ("asq-2", "en"): "d9adafd96ec63447b9ece5859969384cdf89308a6c89923955b6de82ba418868",
    ("asq-2", "es"): "599b04a4070c63b740bd9a4b99a3a80f737219e2a0e621696aecb555e595b963",
    ("asq-3", "en"): "474f4f485c80a34610cda10369458e688ffb17fd70a9dd8cc783c70943998c6f",
    ("asq-3", "es"): "a07e08f9f6c4016e4f42921aca93ecf63d7e67c9556c9fdc121d9d4eecb25c7c",
    ("asq-4", "en"): "56a27b8759327e64a4a46473d5ea47c81c88e82199d2c1ab69785820f8d4e34c",
    ("asq-4", "es"): "63f8f53ae1ba26ed9145e2e7881724f55238ca751f4d932c7a270df6334183e2",
    ("asq-4-when", "en"): "def61816115f4873314e8d0e1d5ff739f91c89c453de7a94bc236fc2733aaed5",
    ("asq-5", "en"): "deefa32ee74141e656a490dda6ec38b8dd18dae97cb91c6526475ec84e7148f1",
    ("asq-5", "es"): "5d13dbfd98abc8d87eb2cbda018153f220cd68c30b1ab8fb554931b632c560bd",
    ("asq-5-describe", "en"): "4c7df895d3bbeadb7a6cbc7c62840a4b8704bf0554e985ec7b95fada6fa6fe80",
    ("gad2-1", "en"): "a608faf93c7fe84faed648ea11c0765dbb14ff03ea7c42174c95ecc59efc3df8",
    ("gad2-2", "en"): "f0412d630d01a77c1811da96b1922f89e2314af9d55d400cc03cb691dd87ab9e",
    ("gad7-1", "en"): "a608faf93c7fe84faed648ea11c0765dbb14ff03ea7c42174c95ecc59efc3df8",
    ("gad7-2", "en"): "f0412d630d01a77c1811da96b1922f89e2314af9d55d400cc03cb691dd87ab9e",
    ("gad7-3", "en"): "d3d338b468725df41cc647f5d844d41413d9a60e01bd90fcc6d9ded110bbc9e9",
    ("gad7-4", "en"): "8c0b7a6b0ee0f7db77b07aadfbe3c1c12ae1bb4882bafa58d57b77382391413c",
    ("gad7-5", "en"): "66cf6024e2ff522e54627de318cf827603a4c61bd2445c50be69ac574cf4f2c8",
    ("gad7-6", "en"): "ec61ae10a65ecc538c84e92b4632d7974da083b1677cc63747befe76126348b4",
    ("gad7-7", "en"): "56e9c044eea906e987729acccf6b8c527f6fe3137804456cd4acf5eaf4f76c86",
    ("pcptsd-0", "en"): "8152d5fc151dac6c45894fea568dcc659167c82380434f627d769470aad2bc94",
    ("pcptsd-1", "en"): "bf77753e00b3499410b903376897d317da23de9c8bec9bfc0e09e8e0b3ff66cd",
    ("pcptsd-2", "en"): "68fb76c7a1bb3f88bb539992ac42951720124b934e259d161421600b3c0fa572",
    ("pcptsd-3", "en"): "89ebebcc9206c8b8a1f30a0123ed361a759e4e794a0ab1a5d00c9b0f729b4429",
    ("pcptsd-4", "en"): "6d6252c4a7140dec7fcf60975652bab573b72e5d5cbc33e478063ca281cbcebf",
    ("pcptsd-5", "en"): "908bcb0a353cc7ecf533dcd04bdddc4a64cf646844a513c75e1e065e90a9665d",
    ("phq2-1", "en"): "9bb34b8f7ca6dbcbf1b043003ad019e8175a52602c6d5b72d191b364f3d9d131",
    ("phq2-2", "en"): "aeb17a99adad141299f27444d5e59a6855ea75e338e340abc0f71179f13197f6",
    ("phq9-1", "en"): "9bb34b8f7ca6dbcbf1b043003ad019e8175a52602c6d5b72d191b364f3d9d131",
    ("phq9-2", "en"): "aeb17a99adad141299f27444d5e59a6855ea75e338e340abc0f71179f13197f6",
    ("phq9-3", "en"): "1244963d1912c2bff840ffa4ad5af16d15ac409ac98cce784d1e257c9e97417f",
    ("phq9-4", "en"): "0b9fa7b8a9c198909ea66cf494f3aca8ceb2a8491aeb8b014f498f8d970e3d6a",
    ("phq9-5", "en"): "2a3dfdd4401d8c5bcb92897c2786b2c250e371ad50c6ce617ae08648e9910aa6",
    ("phq9-6", "en"): "f1383307d7fbbc9dc3fe99e888d0cad2563a5dcc92320d044d853e03dcaed2ca",
    ("phq9-7", "en"): "901ce5230a967d194c201938cdaaeae717bcbbc7c6fc5de677f58b26cf615781",
    ("phq9-8", "en"): "398c2a3dd840ef998831734bd46f7b577b149dfbcfef85e39aee5d9f87fad08a",
    ("phq9-9", "en"): "eb6a4c91968e26385527723e14785f50bfc78e0a6494ff2e13c9694a70ad4ecb",
    ("phq9-10", "en"): "a9be6872f364adb4f02011536535906fc03ed9eabd8df49476be418169f418bb",
}
"""SHA-256 of each item, in each language, as the owner publishes it: an edit to a word fails here."""

INTROS: dict[str, str] = {
    "asq": "a6f5f895e4ed094d299ea024ad44e63087f2179a9e162d7854d86bc0fc60ee3b",
    "gad-2": "a7cf6c81d77ca468de5386e8576845151160ddebce993f56ce84e6627e2ff3de",
    "gad-7": "a7cf6c81d77ca468de5386e8576845151160ddebce993f56ce84e6627e2ff3de",
    "pc-ptsd-5": "16b285f5f9b94e5182eb1170ca7a2e14f8419f609ea6a43728baad9270689789",
    "phq-2": "a7cf6c81d77ca468de5386e8576845151160ddebce993f56ce84e6627e2ff3de",
    "phq-9": "a7cf6c81d77ca468de5386e8576845151160ddebce993f56ce84e6627e2ff3de",
}


def digest(text: str) -> str:
    """How a text is named in the tables above."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_item_is_worded_as_its_owner_words_it(book: Catalogue) -> None:
    """A paraphrased item is no longer the instrument, and its bands mean nothing."""
    shipped = {
        (item.linkId, language): digest(text)
        for one in book.instruments
        for item in one.items
        if item.text is not None
        for language in ("en", "es")
        if (text := getattr(item.text, language)) is not None
    }
    assert WORDING == shipped


def test_every_introduction_is_worded_as_its_owner_words_it(book: Catalogue) -> None:
    """The period asked about stands in the introduction."""
    assert {one.id: digest(one.intro.en) for one in book.instruments if one.intro is not None} == INTROS


def test_wording_that_is_not_ours_is_not_shipped(book: Catalogue) -> None:
    """Columbia's and WHO's words are loaded by the site, by linkId."""
    withheld = {one.id for one in book.instruments if not one.may_ship_items}
    assert {"c-ssrs-screener", "who-5"} == withheld
    assert [] == [
        item.linkId
        for one in book.instruments
        if one.id in withheld
        for item in one.items
        if item.text is not None
    ]


@pytest.mark.parametrize("instrument_id", ["asq", "c-ssrs-screener"])
def test_no_suicide_item_is_for_an_unattended_device(instrument_id: str, book: Catalogue) -> None:
    """A suicide question is asked by a person who can act on the answer."""
    one = book.instrument(instrument_id)
    assert [] == [item.linkId for item in one.items if item.unattended]
    assert one.administration["unattended"] is False


def test_phq9_item_9_is_not_for_an_unattended_device(book: Catalogue) -> None:
    """Item 9 asks about dying; a device gets the PHQ-2."""
    assert not next(item for item in book.instrument("phq-9").items if item.linkId == "phq9-9").unattended
    assert book.instrument("phq-9").administration["unattended"] is False


# --- ASQ -------------------------------------------------------------------------------------------


def result(raw: Raw, instrument_id: str, book: Catalogue) -> InstrumentResult:
    """The result of one instrument for a visit."""
    results = {one.id: one for one in score_instruments(answered(raw), book)}
    return results[instrument_id]


@pytest.mark.parametrize(
    ("given", "age", "bands"),
    [
        (asq(), 30, ("negative",)),
        (asq(one=YES, five=NO), 30, ("non-acute-positive",)),
        (asq(two=YES, five=NO), 30, ("non-acute-positive",)),
        (asq(three=YES, five=NO), 30, ("non-acute-positive",)),
        (asq(four=YES, five=NO), 30, ("non-acute-positive",)),
        (asq(one=YES, five=YES), 30, ("acute-positive",)),
        (asq(five=YES), 30, ("acute-positive",)),
        ({"asq-5": YES}, 30, ("acute-positive",)),
        (asq(one=YES), 30, ("non-acute-positive", "incomplete")),
        ({**asq(one=YES), "asq-5": None}, 30, ("non-acute-positive", "incomplete")),
        ({"asq-1": YES, "asq-5": NO}, 30, ("non-acute-positive",)),
        ({"asq-1": NO}, 30, ("incomplete",)),
        ({**asq(), "asq-3": None}, 30, ("incomplete",)),
        ({**asq(), "asq-3": None}, 14, ("non-acute-positive",)),
        ({"asq-1": None}, 14, ("non-acute-positive",)),
        ({"asq-1": NO}, 14, ("incomplete",)),
        (asq(), 14, ("negative",)),
    ],
)
def test_asq_ends_in_its_owners_band(given: Raw, age: int, bands: tuple[str, ...], book: Catalogue) -> None:
    """Refusal by a young person counts as a non-acute positive; blank is never no."""
    assert bands == result(visit(given, age=age), "asq", book).bands


def test_a_refusal_in_the_teen_voice_counts_like_one_at_14(book: Catalogue) -> None:
    """The voice says how old the client is when the file does not."""
    assert ("non-acute-positive",) == result(visit({"asq-1": None}, voice="teen"), "asq", book).bands


def test_asq_names_what_is_missing(book: Catalogue) -> None:
    """The MHP sees which question is open, the one about right now first of all."""
    assert ("asq-5",) == result(visit(asq(one=YES)), "asq", book).missing
    assert ("asq-2", "asq-4") == result(visit({**asq(), "asq-2": None, "asq-4": None}), "asq", book).missing


@given(given=asq_answers(), age=st.sampled_from((None, 14, 40)))
def test_asq_is_negative_only_after_four_times_no(given: Raw, age: int | None) -> None:
    """However it was answered, skipped or cut short."""
    results = found(visit(given, age=age)).instruments
    if not given:
        assert () == results
        return
    four = [given.get(f"asq-{number}") for number in range(1, 5)]
    negative = ("negative",) == results[0].bands
    assert negative is (four == [NO] * 4 and given.get("asq-5") != YES)


@given(given=asq_answers(), age=st.sampled_from((None, 14, 40)))
def test_a_yes_on_the_asq_is_never_lost(given: Raw, age: int | None) -> None:
    """Whatever else was skipped, one yes is a positive screen."""
    if YES not in given.values():
        return
    bands = found(visit(given, age=age)).instruments[0].bands
    assert {"acute-positive", "non-acute-positive"} & set(bands)
    assert ("acute-positive" in bands) is (given.get("asq-5") == YES)


# --- sums ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instrument_id", "total", "band"),
    [
        ("phq-9", 0, "minimal"),
        ("phq-9", 4, "minimal"),
        ("phq-9", 5, "mild"),
        ("phq-9", 9, "mild"),
        ("phq-9", 10, "moderate"),
        ("phq-9", 14, "moderate"),
        ("phq-9", 15, "moderately-severe"),
        ("phq-9", 19, "moderately-severe"),
        ("phq-9", 20, "severe"),
        ("phq-9", 27, "severe"),
        ("gad-7", 4, "minimal"),
        ("gad-7", 5, "mild"),
        ("gad-7", 9, "mild"),
        ("gad-7", 10, "moderate"),
        ("gad-7", 14, "moderate"),
        ("gad-7", 15, "severe"),
        ("gad-7", 21, "severe"),
        ("phq-2", 2, "negative"),
        ("phq-2", 3, "positive"),
        ("phq-2", 6, "positive"),
        ("gad-2", 2, "negative"),
        ("gad-2", 3, "positive"),
        ("pc-ptsd-5", 2, "negative"),
        ("pc-ptsd-5", 3, "borderline"),
        ("pc-ptsd-5", 4, "positive"),
        ("who-5", 7, "likely-depression"),
        ("who-5", 8, "poor"),
        ("who-5", 12, "poor"),
        ("who-5", 13, "fair-or-better"),
    ],
)
def test_a_total_falls_into_its_band(instrument_id: str, total: int, band: str, book: Catalogue) -> None:
    """Both sides of every boundary."""
    given = to_total(book.instrument(instrument_id), total)
    got = result(visit(given, age=30), instrument_id, book)
    assert total == got.total
    assert band == got.bands[0]


def test_bands_of_a_sum_leave_no_gap_and_no_overlap(book: Catalogue) -> None:
    """Every total from the lowest to the highest ends in exactly one band."""
    for one in book.instruments:
        if one.scoring.range is None:
            continue
        low, high = one.scoring.range
        for total in range(low, high + 1):
            fitting = [
                band.id for band in one.bands if band.range and band.range[0] <= total <= band.range[1]
            ]
            assert 1 == len(fitting), f"{one.id} at {total}: {fitting}"


def test_item_9_is_an_alarm_at_a_total_of_1(book: Catalogue) -> None:
    """Whatever the total says."""
    phq9 = book.instrument("phq-9")
    given = {**to_total(phq9, 0), "phq9-9": "LA6569-3"}
    got = result(visit(given, age=30), "phq-9", book)
    assert 1 == got.total
    assert ("minimal", "item-9-positive") == got.bands
    assert "phq9-item9" in flags_of(visit(given, age=30))


def test_item_9_at_zero_is_no_alarm_even_in_a_severe_total(book: Catalogue) -> None:
    """The alarm is about the item, not about the sum."""
    given = {**to_total(book.instrument("phq-9"), 24), "phq9-9": "LA6568-5"}
    assert ("severe",) == result(visit(given, age=30), "phq-9", book).bands


@pytest.mark.parametrize(
    ("instrument_id", "most"), [("phq-9", 2), ("gad-7", 2), ("pc-ptsd-5", 1), ("phq-2", 0)]
)
def test_open_items_give_a_range_then_no_total(instrument_id: str, most: int, book: Catalogue) -> None:
    """A skipped item is never a zero: it could have been anything."""
    one = book.instrument(instrument_id)
    full = to_total(one, one.scoring.range[1] if one.scoring.range else 0)
    items = list(one.scoring.items)
    each = {"pc-ptsd-5": 1}.get(instrument_id, 3)
    for open_count in range(1, len(items)):
        given = {key: (None if key in items[:open_count] else code) for key, code in full.items()}
        got = result(visit(given, age=30), instrument_id, book)
        assert got.total is None
        assert tuple(items[:open_count]) == got.missing
        low = each * (len(items) - open_count)
        expected = (low, low + each * open_count) if open_count <= most else None
        assert expected == got.total_range


def test_the_alarm_of_item_9_needs_no_total(book: Catalogue) -> None:
    """One item answered, eight never asked: the alarm stands."""
    got = result(visit({"phq9-9": "LA6571-9"}, age=30), "phq-9", book)
    assert ("item-9-positive",) == got.bands
    assert got.total is None and got.total_range is None


@pytest.mark.parametrize("instrument_id", ["phq-9", "pc-ptsd-5"])
@pytest.mark.parametrize("context", [{"age": 14}, {"age": 17}, {"age": "minor"}])
def test_a_minor_gets_no_total_of_an_instrument_for_adults(
    instrument_id: str, context: Raw, book: Catalogue
) -> None:
    """A band made for adults says nothing about a child."""
    got = result(visit(to_total(book.instrument(instrument_id), 5), **context), instrument_id, book)
    assert got.total is None and got.total_range is None and got.bands == ()
    assert got.note is not None and "Made for ages" in got.note


def test_a_minor_gets_no_total_but_the_item_9_alarm(book: Catalogue) -> None:
    """What a child says about dying is heard, however the form got there."""
    given = {**to_total(book.instrument("phq-9"), 0), "phq9-9": "LA6569-3"}
    assert ("item-9-positive",) == result(visit(given, age=14), "phq-9", book).bands
    assert "phq9-item9" in flags_of(visit(given, age=14))


def test_a_no_at_the_gate_ends_the_pc_ptsd_5_at_zero(book: Catalogue) -> None:
    """No such event: a total of 0, nothing missing."""
    got = result(visit({"pcptsd-0": NO}, age=30), "pc-ptsd-5", book)
    assert (0, ("negative",), ()) == (got.total, got.bands, got.missing)


def test_an_open_gate_counts_nothing_by_itself(book: Catalogue) -> None:
    """A yes at the gate with five questions never asked is no total."""
    assert result(visit({"pcptsd-0": YES}, age=30), "pc-ptsd-5", book).total is None


# --- C-SSRS ----------------------------------------------------------------------------------------


def cssrs(*said: str | None, recent: str | None = None) -> Raw:
    """Answers to items 1, 2, 3, ... in order; None is skipped."""
    given: Raw = {f"cssrs-{number}": value for number, value in enumerate(said, start=1)}
    return given if recent is None else {**given, "cssrs-6-recent": recent}


@pytest.mark.parametrize(
    ("given", "bands"),
    [
        ({"cssrs-1": NO, "cssrs-2": NO, "cssrs-6": NO}, ("none",)),
        ({"cssrs-1": YES, "cssrs-2": NO, "cssrs-6": NO}, ("low",)),
        (cssrs(YES, YES, NO, NO, NO, NO), ("low",)),
        (cssrs(YES, YES, YES, NO, NO, NO), ("moderate",)),
        (cssrs(YES, YES, YES, YES, NO, NO), ("high",)),
        (cssrs(NO, YES, NO, NO, YES, NO), ("high",)),
        ({**cssrs(NO, NO), "cssrs-6": YES, "cssrs-6-recent": YES}, ("high",)),
        ({**cssrs(NO, NO), "cssrs-6": YES, "cssrs-6-recent": NO}, ("moderate",)),
        ({**cssrs(NO, NO), "cssrs-6": YES}, ("moderate", "incomplete")),
        (cssrs(NO), ("incomplete",)),
        (cssrs(YES), ("low", "incomplete")),
        (cssrs(YES, YES), ("low", "incomplete")),
        ({"cssrs-4": YES}, ("high",)),
        ({"cssrs-1": None}, ("incomplete",)),
    ],
)
def test_c_ssrs_ends_in_columbias_level(given: Raw, bands: tuple[str, ...], book: Catalogue) -> None:
    """High stays high however much is open; anything lower says when it is incomplete."""
    assert bands == result(visit(given, age=30), "c-ssrs-screener", book).bands


# --- what follows ----------------------------------------------------------------------------------


def test_an_instrument_that_was_not_begun_has_no_result() -> None:
    """Nothing is said of a form that was never opened."""
    assert () == found(visit({"c1": "yes"})).instruments


def test_every_band_raises_the_flags_it_names(book: Catalogue) -> None:
    """The content file of the instrument and the flag's own condition agree."""
    for one in book.instruments:
        for band in one.bands:
            for flag_id in band.raises:
                condition = book.flag(flag_id).raised_when
                assert condition is not None
                assert (one.id, band.id) in {(node.instrument, node.band) for node in condition.walk()}
