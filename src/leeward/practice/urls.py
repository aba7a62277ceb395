# SPDX-License-Identifier: Apache-2.0
"""Every address. Random ids at most: no word, no name, nothing of what a page is about."""

from __future__ import annotations

from django.urls import path

from leeward.practice.accounts import own_views, paper_views
from leeward.practice.accounts import views as accounts
from leeward.practice.cases import views as cases
from leeward.practice.first_run import views as first_run
from leeward.practice.site import views as site
from leeward.practice.visits import (
    aloud,
    board_views,
    device_views,
    ending,
    hand_over_views,
    meaning,
    minutes,
    plan_views,
    today,
)
from leeward.practice.visits import paper_views as visit_papers
from leeward.practice.visits import views as visits

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
    path("unlock/paper/", paper_views.unlock_paper, name="unlock-paper"),
    path("lock/", accounts.lock, name="lock"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-in/code/", accounts.sign_in_code, name="sign-in-code"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("account/", own_views.account, name="account"),
    path("account/second-factor/", own_views.set_up_factor, name="second-factor"),
    path("account/recovery-codes/", own_views.recovery_codes, name="recovery-codes"),
    path("account/off/", own_views.drop_factor, name="second-factor-off"),
    path("today/", today.today, name="today"),
    path("clients/", cases.clients, name="clients"),
    path("clients/new/", cases.new_client, name="new-client"),
    path("clients/<slug:case_id>/", cases.client, name="client"),
    path("clients/<slug:case_id>/change/", cases.change_client, name="change-client"),
    path("clients/<slug:case_id>/visit/", visits.begin, name="open-visit"),
    path("visits/<slug:visit_id>/ask/", visits.ask, name="ask"),
    path("visits/<slug:visit_id>/aloud/", aloud.aloud, name="aloud"),
    path("visits/<slug:visit_id>/meaning/", meaning.meaning, name="meaning"),
    path("visits/<slug:visit_id>/ending/", ending.ending, name="ending"),
    path("visits/<slug:visit_id>/board/", board_views.board, name="board"),
    path("visits/<slug:visit_id>/plan/", plan_views.plan, name="plan"),
    path("visits/<slug:visit_id>/paper/", visit_papers.paper, name="paper"),
    path("visits/<slug:visit_id>/minutes/", minutes.visit_minutes, name="visit-minutes"),
    path("visits/<slug:visit_id>/minutes/paper/", minutes.paper, name="minutes-paper"),
    path("minutes/", minutes.minutes, name="minutes"),
    path("follow-ups/<slug:follow_up_id>/done/", today.done, name="follow-up-done"),
    path("follow-ups/<slug:follow_up_id>/reopen/", today.reopen, name="follow-up-reopen"),
    path("follow-ups/<slug:follow_up_id>/move/", today.move, name="follow-up-move"),
    path("visits/<slug:visit_id>/hand-over/", hand_over_views.hand_over_visit, name="hand-over"),
    path("questions/", device_views.questions, name="questions"),
    path("questions/done/", device_views.done, name="questions-done"),
    path("questions/leave/", device_views.leave, name="questions-leave"),
]
handler404 = site.not_found
handler500 = site.went_wrong
