# SPDX-License-Identifier: Apache-2.0
"""What kind of page a fact was read on: said in words, and nothing confirmed by press or a blog alone."""

from __future__ import annotations

import pytest
from tests.support.answers import the_book

from leeward.knowledge.tiers import HEARSAY, page_kind, rests_on_hearsay
from leeward.terms.source import Source

READ, BLOG = "2026-11-22", "https://newssplashy.blogspot.com/2018/06/opinion.html"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://app.leg.wa.gov/RCW/default.aspx?cite=9A.90.130", "official"),
        (BLOG, "personal"),
        ("https://de.scribd.com/document/1", "personal"),
        ("https://www.usatoday.com/story/x", "press"),
        ("https://www.katesnussman.com/blog", "law_office"),
        ("https://nobody-knows.example/", "other"),
        ("https://notusatoday.com/", "other"),
    ],
)
def test_a_page_is_called_what_it_is(url: str, kind: str) -> None:
    """A reader sees a blog as a blog; a name that only ends alike is another host."""
    assert kind == page_kind(Source(url, seen=READ), the_book().source_tiers)


def test_press_and_blogs_alone_confirm_nothing() -> None:
    """With one page that stands behind it, or with nothing read at all, it is another matter."""
    tiers = the_book().source_tiers
    blog = Source(BLOG, seen=READ)
    assert rests_on_hearsay((blog, Source("https://www.cnet.com/x", seen=READ)), tiers)
    assert rests_on_hearsay((blog, Source("https://www.techsafety.org/x")), tiers)
    assert not rests_on_hearsay((blog, Source("https://www.techsafety.org/x", seen=READ)), tiers)
    assert not rests_on_hearsay((Source(BLOG),), tiers)


def test_nothing_here_is_confirmed_by_hearsay() -> None:
    """As shown on the pages, laws with the confidence that their sources bear."""
    book = the_book()
    entries = (*book.mechanisms, *book.scenarios, *book.options, *book.services, *book.roads, *book.talks)
    laws = [law for place in book.law for law in place.provisions]
    assert HEARSAY and len(entries) > 300
    shown = [one.id for one in (*entries, *laws) if one.confidence == "confirmed"]
    alone = [one.id for one in (*entries, *laws) if rests_on_hearsay(one.sources, book.source_tiers)]
    assert alone and not set(shown) & set(alone)
