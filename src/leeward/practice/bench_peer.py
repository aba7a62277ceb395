# SPDX-License-Identifier: Apache-2.0
"""The addresses of a practice, and the page others are measured against: it reads a row and commits a row.

Everything around it is as for any page of somebody signed in: the same middleware, gate and session.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from leeward.practice.accounts.models import Account
from leeward.practice.urls import handler400, handler404, handler500
from leeward.practice.urls import urlpatterns as of_a_practice

PATH = "peer/"


def peer(request: HttpRequest) -> HttpResponse:
    """One row read, one row written and on the disk."""
    with transaction.atomic():
        account = Account.objects.get(id=request.user.id)
        Account.objects.filter(id=account.id).update(name_version=account.name_version)
    return HttpResponse(f"<!doctype html><title>Peer</title><p>{account.name_version}")


urlpatterns = [*of_a_practice, path(PATH, peer, name="peer")]

__all__ = ["PATH", "handler400", "handler404", "handler500", "urlpatterns"]
