# SPDX-License-Identifier: Apache-2.0
"""Every address. Random ids at most: no word, no name, nothing of what a page is about."""

from __future__ import annotations

from django.urls import path

from leeward.practice.accounts import (
    own_views,
    paper_views,
    passkey_views,
    password_views,
    session_views,
    step_up,
    way_in_views,
)
from leeward.practice.accounts import views as accounts
from leeward.practice.billing import views as billing_views
from leeward.practice.cases import views as cases
from leeward.practice.charges import views as charges_views
from leeward.practice.directory import own_views as directory_own
from leeward.practice.directory import queue_views as directory_queue
from leeward.practice.directory import views as directory_views
from leeward.practice.disclosures import agreement_views, court_views, giving_views, request_views
from leeward.practice.first_run import views as first_run
from leeward.practice.inspection import views as inspection_views
from leeward.practice.keys import views as keys
from leeward.practice.laws import views as law_views
from leeward.practice.ledger import views as ledger_views
from leeward.practice.letters import views as letter_views
from leeward.practice.library import views as library_views
from leeward.practice.notes import file_views, working_views
from leeward.practice.notes import views as notes
from leeward.practice.orders import views as orders_views
from leeward.practice.organisations import views as organisation_views
from leeward.practice.outgoing import views as outgoing_views
from leeward.practice.people import (
    join_views,
    names_views,
    offer_views,
    opening_views,
    oversight_views,
    people_views,
)
from leeward.practice.referrals import views as referral_views
from leeward.practice.retention import views as retention
from leeward.practice.site import draft_views
from leeward.practice.site import views as site
from leeward.practice.visits import (
    accounts_views,
    aloud,
    board_views,
    device_views,
    ending,
    hand_over_views,
    how_views,
    meaning,
    minutes,
    plan_views,
    side_views,
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
    path("sign-in/passkey/", passkey_views.sign_in_passkey, name="sign-in-passkey"),
    path("sign-in/lost/", way_in_views.lost, name="sign-in-lost"),
    path("sign-in/paper/", way_in_views.lost_paper, name="sign-in-paper"),
    path("oversight/ways-in/", way_in_views.ways_in, name="ways-in"),
    path("join/", join_views.join, name="join"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("kept/", draft_views.kept, name="kept"),
    path("step-up/", step_up.step_up, name="step-up"),
    path("account/", own_views.account, name="account"),
    path("account/password/", password_views.password, name="password"),
    path("account/passkeys/", passkey_views.passkeys, name="passkeys"),
    path("account/sessions/", session_views.sessions, name="sessions"),
    path("account/second-factor/", own_views.set_up_factor, name="second-factor"),
    path("account/recovery-codes/", own_views.recovery_codes, name="recovery-codes"),
    path("account/off/", own_views.drop_factor, name="second-factor-off"),
    path("today/", today.today, name="today"),
    path("clients/", cases.clients, name="clients"),
    path("clients/new/", cases.new_client, name="new-client"),
    path("clients/<slug:case_id>/", cases.client, name="client"),
    path("clients/<slug:case_id>/change/", cases.change_client, name="change-client"),
    path("clients/<slug:case_id>/billing/", billing_views.billing, name="billing"),
    path("clients/<slug:case_id>/messages/", outgoing_views.channel, name="channel"),
    path("clients/<slug:case_id>/agreements/", agreement_views.agreements, name="agreements"),
    path("clients/<slug:case_id>/agreements/new/", agreement_views.new_agreement, name="new-agreement"),
    path(
        "clients/<slug:case_id>/agreements/<slug:agreement_id>/",
        agreement_views.agreement,
        name="agreement",
    ),
    path(
        "clients/<slug:case_id>/agreements/<slug:agreement_id>/paper/",
        agreement_views.agreement_paper,
        name="agreement-paper",
    ),
    path(
        "clients/<slug:case_id>/agreements/<slug:agreement_id>/given/",
        agreement_views.agreement_given,
        name="agreement-given",
    ),
    path(
        "clients/<slug:case_id>/agreements/<slug:agreement_id>/back/",
        agreement_views.agreement_revoke,
        name="agreement-revoke",
    ),
    path("clients/<slug:case_id>/requests/", request_views.requests, name="requests"),
    path("clients/<slug:case_id>/requests/new/", request_views.new_request, name="new-request"),
    path("clients/<slug:case_id>/requests/<slug:request_id>/", request_views.release_request, name="request"),
    path(
        "clients/<slug:case_id>/requests/<slug:request_id>/second/",
        request_views.request_approve,
        name="request-approve",
    ),
    path(
        "clients/<slug:case_id>/requests/<slug:request_id>/no/",
        request_views.request_refuse,
        name="request-refuse",
    ),
    path(
        "clients/<slug:case_id>/requests/<slug:request_id>/now/",
        request_views.request_danger,
        name="request-danger",
    ),
    path("clients/<slug:case_id>/copy/", giving_views.copy_out, name="copy-out"),
    path("clients/<slug:case_id>/court/", court_views.court, name="court"),
    path("clients/<slug:case_id>/hold/", court_views.hold, name="hold"),
    path("clients/<slug:case_id>/hold/<slug:hold_id>/ask/", court_views.hold_ask, name="hold-ask"),
    path("clients/<slug:case_id>/hold/<slug:hold_id>/keep/", court_views.hold_keep, name="hold-keep"),
    path("clients/<slug:case_id>/hold/<slug:hold_id>/lift/", court_views.hold_lift, name="hold-lift"),
    path("oversight/court/", court_views.court_help, name="court-help"),
    path("clients/<slug:case_id>/referrals/", referral_views.referrals, name="referrals"),
    path("clients/<slug:case_id>/referrals/new/", referral_views.new_referral, name="new-referral"),
    path("referrals/<slug:referral_id>/", referral_views.referral, name="referral"),
    path("clients/<slug:case_id>/visit/", visits.begin, name="open-visit"),
    path("clients/<slug:case_id>/names/", names_views.case_names, name="case-names"),
    path("visits/<slug:visit_id>/ask/", visits.ask, name="ask"),
    path("visits/<slug:visit_id>/aloud/", aloud.aloud, name="aloud"),
    path("visits/<slug:visit_id>/meaning/", meaning.meaning, name="meaning"),
    path("visits/<slug:visit_id>/ending/", ending.ending, name="ending"),
    path("visits/<slug:visit_id>/accounts/", accounts_views.accounts, name="accounts"),
    path("visits/<slug:visit_id>/picture/", how_views.picture, name="picture"),
    path("visits/<slug:visit_id>/picture/paper/", how_views.picture_paper, name="picture-paper"),
    path("visits/<slug:visit_id>/message/", inspection_views.visit_message, name="visit-message"),
    path("visits/<slug:visit_id>/apps/", inspection_views.visit_apps, name="visit-apps"),
    path("visits/<slug:visit_id>/law/", law_views.visit_law, name="visit-law"),
    path("visits/<slug:visit_id>/board/", board_views.board, name="board"),
    path("visits/<slug:visit_id>/plan/", plan_views.plan, name="plan"),
    path("visits/<slug:visit_id>/side-by-side/", side_views.side_by_side, name="side-by-side"),
    path("visits/<slug:visit_id>/side-by-side/paper/", side_views.side_paper, name="side-by-side-paper"),
    path("visits/<slug:visit_id>/orders/", orders_views.visit_orders, name="visit-orders"),
    path("orders/", orders_views.orders, name="orders"),
    path("visits/<slug:visit_id>/places/", organisation_views.visit_places, name="visit-places"),
    path("places/", organisation_views.places, name="places"),
    path("visits/<slug:visit_id>/courts/", charges_views.visit_courts, name="visit-courts"),
    path("courts/", charges_views.courts, name="courts"),
    path("visits/<slug:visit_id>/paper/", visit_papers.paper, name="paper"),
    path("visits/<slug:visit_id>/letters/", letter_views.letters, name="visit-letters"),
    path("visits/<slug:visit_id>/letters/<slug:letter_id>/", letter_views.letter, name="visit-letter"),
    path("visits/<slug:visit_id>/minutes/", minutes.visit_minutes, name="visit-minutes"),
    path("visits/<slug:visit_id>/minutes/paper/", minutes.paper, name="minutes-paper"),
    path("minutes/", minutes.minutes, name="minutes"),
    path("follow-ups/<slug:follow_up_id>/done/", today.done, name="follow-up-done"),
    path("follow-ups/<slug:follow_up_id>/reopen/", today.reopen, name="follow-up-reopen"),
    path("follow-ups/<slug:follow_up_id>/move/", today.move, name="follow-up-move"),
    path("visits/<slug:visit_id>/hand-over/", hand_over_views.hand_over_visit, name="hand-over"),
    path("opening/", opening_views.opening, name="opening"),
    path("openings/<slug:opening_id>/seen/", opening_views.seen, name="opening-seen"),
    path("openings/<slug:opening_id>/back/", opening_views.give_back, name="opening-back"),
    path("offers/<slug:offer_id>/", offer_views.offer, name="offer"),
    path("desk/", oversight_views.desk, name="desk"),
    path("oversight/", oversight_views.oversight, name="oversight"),
    path("oversight/supervised/", oversight_views.supervised, name="supervised"),
    path("oversight/machine/", oversight_views.machine, name="machine"),
    path("oversight/people/", people_views.people, name="people"),
    path("oversight/people/new/", people_views.new_person, name="new-person"),
    path("oversight/people/<slug:account_id>/", people_views.person, name="person"),
    path("oversight/people/<slug:account_id>/roles/", people_views.roles, name="person-roles"),
    path(
        "oversight/people/<slug:account_id>/supervisors/",
        people_views.supervisors,
        name="person-supervisors",
    ),
    path("oversight/people/<slug:account_id>/hand-on/", people_views.hand_on, name="person-hand-on"),
    path("oversight/people/<slug:account_id>/close/", people_views.close, name="person-close"),
    path("oversight/people/<slug:account_id>/reopen/", people_views.reopen, name="person-reopen"),
    path("oversight/people/<slug:account_id>/code/", people_views.code, name="person-code"),
    path("questions/", device_views.questions, name="questions"),
    path("questions/done/", device_views.done, name="questions-done"),
    path("questions/leave/", device_views.leave, name="questions-leave"),
    path("oversight/ledger/", ledger_views.ledger, name="ledger"),
    path("clients/<slug:case_id>/looks/", ledger_views.looks, name="looks"),
    path("clients/<slug:case_id>/given-out/", ledger_views.given, name="given-out"),
    path("oversight/keys/", keys.keys, name="keys"),
    path("oversight/keys/new/", keys.rotate, name="keys-rotate"),
    path("oversight/keys/passphrase/", keys.passphrase, name="keys-passphrase"),
    path("oversight/keys/paper/", keys.paper, name="keys-paper"),
    path("oversight/keys/proof/", keys.proof, name="keys-proof"),
    path("keeping/", retention.keeping, name="keeping"),
    path("keeping/<slug:case_id>/", retention.ask_removal, name="keeping-whole"),
    path("keeping/<slug:case_id>/<slug:record_class>/", retention.remove_one_class, name="keeping-class"),
    path("removals/<slug:removal_id>/agree/", retention.agree, name="keeping-agree"),
    path("removals/<slug:removal_id>/off/", retention.call_off, name="keeping-off"),
    path("oversight/keeping/", retention.oversight, name="oversight-keeping"),
    path("oversight/keeping/periods/", retention.set_periods, name="keeping-periods"),
    path("oversight/numbers/", retention.numbers, name="numbers"),
    path("clients/<slug:case_id>/notes/", notes.client_notes, name="client-notes"),
    path("clients/<slug:case_id>/notes/<slug:slug>/", notes.new_note, name="new-note"),
    path("notes/<slug:note_id>/", notes.note, name="note"),
    path("notes/<slug:note_id>/change/", notes.change_note, name="change-note"),
    path("notes/<slug:note_id>/more/", notes.amend_note, name="amend-note"),
    path("notes/<slug:note_id>/remove/", notes.remove_note, name="remove-note"),
    path("notes/<slug:note_id>/keep/", notes.keep_note, name="keep-note"),
    path("notes/<slug:note_id>/files/", file_views.note_files, name="note-files"),
    path("files/<slug:file_id>/", file_views.note_file, name="note-file"),
    path("files/<slug:file_id>/remove/", file_views.remove_file, name="remove-file"),
    path("files/<slug:file_id>/keep/", file_views.keep_file, name="keep-file"),
    path("visits/<slug:visit_id>/working/", working_views.working, name="working"),
    path("visits/<slug:visit_id>/working/file/", working_views.working_file, name="working-file"),
    path("visits/<slug:visit_id>/working/away/", working_views.working_away, name="working-away"),
    path("sight/", working_views.all_sights, name="sight"),
    path("look/message/", inspection_views.message, name="look-message"),
    path("look/apps/", inspection_views.apps, name="look-apps"),
    path("law/", law_views.law, name="law"),
    path("visits/<slug:visit_id>/directory/", directory_views.visit_directory, name="visit-directory"),
    path("directory/", directory_views.directory, name="directory"),
    path("directory/queue/", directory_queue.queue, name="directory-queue"),
    path("directory/own/", directory_own.own_list, name="directory-own"),
    path("directory/own/new/", directory_own.new_entry, name="directory-new"),
    path("directory/own/<slug:entry_id>/", directory_own.entry, name="directory-entry"),
    path("library/", library_views.library, name="library"),
    path("library/<slug:leaf_id>/", library_views.leaf, name="library-leaf"),
]
handler400 = site.cannot_be_read
handler404 = site.not_found
handler500 = site.went_wrong
