# SPDX-License-Identifier: Apache-2.0
"""Pages of those who are here for the practice and not for a client: oversight, the desk, the machine."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from leeward.practice.audit.services import acting
from leeward.practice.backups.last import last_backup
from leeward.practice.jobs.selectors import jobs_shown
from leeward.practice.people.desk import agreed_times
from leeward.practice.people.names import two_sides
from leeward.practice.people.openings import openings_shown
from leeward.practice.people.supervised import supervised_caseloads
from leeward.practice.sealing import agent
from leeward.stewardship import Action

LITTLE_SPACE_BYTES = 2 * 1024**3


@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    """The list of places, and what this person is told of."""
    with acting(request.user.actor(), Action.SEE_OVERSIGHT):
        pass
    context = {"openings": openings_shown(request.user), "two_sides": two_sides(request.user)}
    return render(request, "practice/oversight.html", context)


@require_GET
def supervised(request: HttpRequest) -> HttpResponse:
    """The clients of those who are supervised, by clinician."""
    context = {"caseloads": supervised_caseloads(request.user)}
    return render(request, "practice/supervised.html", context)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Who is expected, today and in the next days."""
    times = agreed_times(request.user)
    today = timezone.localdate()
    context = {
        "now": timezone.localtime(),
        "today": [one for one in times if timezone.localdate(one.at) == today],
        "ahead": [one for one in times if timezone.localdate(one.at) > today],
    }
    return render(request, "practice/desk.html", context)


@require_GET
def machine(request: HttpRequest) -> HttpResponse:
    """The last back-up, the keys and the disk. No record."""
    with acting(request.user.actor(), Action.SEE_MACHINE):
        backup = last_backup(settings.HOME)
    free = shutil.disk_usage(settings.HOME).free
    ring = agent().status()
    context = {
        "backup_days": None if backup is None else backup.age_days(),
        "paper_proven": ring.paper_proven,
        "rotating": ring.rotating,
        "free_bytes": free,
        "little_space": free < LITTLE_SPACE_BYTES,
        "jobs": jobs_shown(),
        "is_postgresql": settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
    }
    return render(request, "practice/machine.html", context)
