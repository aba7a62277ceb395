# SPDX-License-Identifier: Apache-2.0
"""The practice in the browser: the only room that knows Django.

    settings, urls, wsgi     how Django is set up              serving      `leeward serve`: agent and server
    sealing                  what is sealed, and the agent     audit        one row for each thing done
    first_run                from set-up code to proven paper  accounts     unlock, sign in, lock, sign out
    cases                    clients: services, selectors      site         the gate, headers, the look

A view reads a form and calls a service; a service asks `may`, writes its audit row in the same
transaction, and seals what it keeps. Models never leave this room.
"""
