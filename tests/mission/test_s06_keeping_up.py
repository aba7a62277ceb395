# SPDX-License-Identifier: Apache-2.0
"""S6 keeping up: what is known is dated and sourced, shows its age, can be changed without touching code, is
taught in two minutes.

Now: every entry of the Library with its age, a banner past its review date, a practice's own entry in its
place, a page of two minutes on every means. Later: briefs that come with an update.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from tests.support.catalogues import TODAY, raw_entry

from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.check.teaching import MOST_WORDS, words_of
from leeward.terms.source import review_due
from leeward.terms.text import LANGUAGES

OF_THE_ARTICLE = (
    "social-media", "tracking-device", "messaging", "email", "spyware", "surveillance-camera", "keylogger",
)  # fmt: skip


def ages(book: Catalogue, language: Any, today: Any) -> dict[str, Any]:
    """The age of every entry of the Library, as its page tells it."""
    from leeward.practice.library.ages import age_of

    entries = [(one, "mechanism") for one in (*book.mechanisms, *book.teaching)]
    entries += [(one, "sign") for one in book.signs]
    return {f"{kind}:{one.id}": age_of(one, kind, language, today) for one, kind in entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_says_when_it_was_read_and_when_it_must_be_again(
    home: Any, book: Catalogue, language: Any
) -> None:
    """With where it comes from, or that it is our own judgement; and how sure we are."""
    told = ages(book, language, TODAY)
    assert len(told) >= len(book.mechanisms) + len(book.signs)
    assert [id for id, age in told.items() if not (age.read_on and age.due_on and age.says)] == []
    assert [id for id, age in told.items() if not age.sources and not age.rests_on_us] == []
    assert [id for id, age in told.items() if age.is_overdue] == []


def test_every_entry_past_its_review_date_carries_a_banner(home: Any, book: Catalogue) -> None:
    """On the day itself not yet; the day after, each."""
    from leeward.practice.library.ages import age_of

    for one, kind in [(one, "mechanism") for one in book.mechanisms] + [(one, "sign") for one in book.signs]:
        due = review_due(kind, one.reviewed)
        assert not age_of(one, kind, "en", due).is_overdue, one.id
        assert age_of(one, kind, "en", due + timedelta(days=1)).is_overdue, one.id


def test_a_practice_corrects_an_entry_without_touching_the_program(tmp_path: Path, home: Any) -> None:
    """Its own entry takes our place, says that it is local, and shows the day on which it was read."""
    from leeward.practice.library.ages import age_of

    entry = raw_entry("mechanisms/mechanisms-tracker.yaml", "mechanisms", "item-tracker")
    entry["reviewed"] = "2026-11-20"
    entry["another_explanation"] = {
        "en": "It could be a made-up cause.",
        "es": "Podría ser una causa inventada.",
    }
    folder = tmp_path / "overlay" / "mechanisms"
    folder.mkdir(parents=True)
    document = {"schema": "leeward.mechanisms/2", "family": "tracker", "mechanisms": [entry]}
    (folder / "mechanisms-ours.yaml").write_text(
        yaml.safe_dump(document, allow_unicode=True), encoding="utf-8"
    )
    book = load_catalogue(overlay=tmp_path / "overlay")
    ours = book.mechanism("item-tracker")
    assert ours.another_explanation.en == "It could be a made-up cause."
    age = age_of(ours, "mechanism", "en", TODAY)
    assert (age.is_local, age.read_on) == (True, "Nov 20, 2026")


@pytest.mark.parametrize("means", OF_THE_ARTICLE)
def test_each_means_of_the_article_has_a_page_of_its_own_read_in_two_minutes(
    means: str, book: Catalogue
) -> None:
    page = book.teaching_for(means)
    assert page.id == means
    assert len(page.says) == 3 and page.ask and page.lately
    for language in LANGUAGES:
        assert 200 <= words_of(page, language) <= MOST_WORDS
    assert all(source.seen for source in page.sources)
    assert msgspec.to_builtins(page.first).keys() == {"keep", "leave", "helps"}


def test_no_means_of_the_vocabulary_is_left_untaught(book: Catalogue) -> None:
    assert all(book.teaching_for(term.id).how.en for term in book.vocabulary.means)
