# SPDX-License-Identifier: Apache-2.0
"""Which services a colleague found wrong, for pages and papers that show numbers to call.

One query; most days it finds nothing, and then no entry is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from leeward.papers.dates import day_in_words
from leeward.planning.directory import every_service
from leeward.planning.service_checks import WRONG, standings_of
from leeward.practice.book import book
from leeward.practice.directory.models import ServiceCheck
from leeward.terms.text import Language


def found_wrong() -> Mapping[str, date]:
    """Ids of the book's services that were found wrong as they stand now, each with the day."""
    outcomes = [outcome.value for outcome in WRONG]
    rows = ServiceCheck.objects.filter(undone_at=None, outcome__in=outcomes).order_by("-checked_at")
    tries = [row.tried() for row in rows]
    if not tries:
        return {}
    ids = {one.service_id for one in tries}
    marked = [one for one in every_service(book()) if one.id in ids]
    found = standings_of(marked, tries, timezone.localdate())
    return {id: one.wrong.on for id, one in found.items() if one.wrong is not None}


def trouble_in_words(day: date | None, language: Language) -> str:
    """What stands beside a number that was found wrong on this day; nothing for None."""
    if day is None:
        return ""
    return _("A colleague found this wrong on %(day)s") % {"day": day_in_words(day, language)}
