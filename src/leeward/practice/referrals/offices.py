# SPDX-License-Identifier: Apache-2.0
"""The entry of the directory behind a referral: ours, the practice's own, a state's, or one of a feed."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from leeward.knowledge.feeds import open_feed
from leeward.knowledge.models.service import Service
from leeward.planning.directory import service_named
from leeward.practice.book import book
from leeward.practice.directory.marks import standings
from leeward.practice.directory.words import DirectoryTeller, ServiceShown
from leeward.terms.errors import NotFound
from leeward.terms.text import Language


def service_of(service_id: str) -> Service | None:
    """The service with this id; None where there is none, or none any more."""
    if not service_id:
        return None
    try:
        return service_named(service_id, book(), open_feed(settings.HOME))
    except NotFound:
        return None


def office_shown(service_id: str, language: Language) -> ServiceShown | None:
    """The same in words, with its source and what colleagues found, for the page of a referral."""
    service = service_of(service_id)
    if service is None:
        return None
    return DirectoryTeller(language, timezone.localdate(), standings([service])).service(service)
