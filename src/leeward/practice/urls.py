# SPDX-License-Identifier: Apache-2.0
"""Every address. Random ids at most: no word, no name, nothing of what a page is about."""

from __future__ import annotations

from django.urls import path

from leeward.practice.accounts import views as accounts
from leeward.practice.cases import views as cases
from leeward.practice.first_run import views as first_run
from leeward.practice.site import views as site

urlpatterns = [
    path("", site.home, name="home"),
    path("language/", site.language, name="language"),
    path("set-up/", first_run.start, name="set-up"),
    path("set-up/passphrase/", first_run.passphrase, name="set-up-passphrase"),
    path("set-up/practice/", first_run.practice, name="set-up-practice"),
    path("set-up/account/", first_run.account, name="set-up-account"),
    path("set-up/paper/", first_run.paper, name="set-up-paper"),
    path("set-up/proof/", first_run.proof, name="set-up-proof"),
    path("unlock/", accounts.unlock, name="unlock"),
    path("lock/", accounts.lock, name="lock"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("today/", cases.today, name="today"),
    path("clients/", cases.clients, name="clients"),
    path("clients/new/", cases.new_client, name="new-client"),
    path("clients/<slug:case_id>/", cases.client, name="client"),
    path("clients/<slug:case_id>/change/", cases.change_client, name="change-client"),
]
handler404 = site.not_found
handler500 = site.went_wrong
