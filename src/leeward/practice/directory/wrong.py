# SPDX-License-Identifier: Apache-2.0
"""Which services a colleague found wrong, for pages and papers that show numbers to call.

One query; most days it finds nothing, and then no entry is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leeward.knowledge.models.service import Service
from leeward.papers.dates import day_in_words
from leeward.planning.directory import every_service
from leeward.planning.service_checks import WRONG, FoundWrong, Outcome, Tried, found_wrong_of
from leeward.practice.book import book
from leeward.practice.directory.models import ServiceCheck
from leeward.terms.text import Language


def found_wrong() -> FoundWrong:
    """What was found wrong of the book's services as they stand now."""
    outcomes = [outcome.value for outcome in WRONG]
    rows = ServiceCheck.objects.filter(undone_at=None, outcome__in=outcomes).order_by("-checked_at")
    tries = [row.tried() for row in rows]
    if not tries:
        return FoundWrong()
    return found_wrong_of(every_service(book()), tries, timezone.localdate())


def tries_of(services: Iterable[Service]) -> list[Tried]:
    """Marks of these services, and of others whose numbers were wrong; newest first."""
    of_these = Q(service_id__in=[one.id for one in services]) | Q(outcome=Outcome.CALLED_WRONG.value)
    rows = ServiceCheck.objects.filter(of_these, undone_at=None).order_by("-checked_at")
    return [row.tried() for row in rows]


def trouble_in_words(wrong: Tried | None, language: Language) -> str:
    """What stands beside a number that was found wrong; nothing for None."""
    if wrong is None:
        return ""
    day = {"day": day_in_words(wrong.on, language)}
    if wrong.outcome is Outcome.PAGE_WRONG:
        return _("A colleague found its page wrong on %(day)s") % day
    return _("A colleague found this wrong on %(day)s") % day
