# SPDX-License-Identifier: Apache-2.0
"""The entry of the directory behind a referral: ours, the practice's own, a state's, or one of a feed."""

from __future__ import annotations

from django.utils import timezone

from leeward.knowledge.models.service import Service
from leeward.practice.directory.marks import standings
from leeward.practice.directory.reading import service_in_use
from leeward.practice.directory.words import DirectoryTeller, ServiceShown
from leeward.terms.errors import ContentError, NotFound
from leeward.terms.text import Language

OF_A_FEED = "feed-"


def service_of(service_id: str) -> Service | None:
    """The service with this id; None where there is none, or none any more."""
    if not service_id:
        return None
    try:
        return service_in_use(service_id)
    except (NotFound, ContentError):
        return None


def id_now(service_id: str) -> str:
    """The id this service has now; a directory that was loaded anew may have given it another."""
    if not service_id.startswith(OF_A_FEED):
        return service_id
    service = service_of(service_id)
    return service.id if service is not None else service_id


def office_shown(service_id: str, language: Language) -> ServiceShown | None:
    """The same in words, with its source and what colleagues found, for the page of a referral."""
    service = service_of(service_id)
    if service is None:
        return None
    return DirectoryTeller(language, timezone.localdate(), standings([service])).service(service)
