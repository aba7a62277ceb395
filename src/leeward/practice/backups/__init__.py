# SPDX-License-Identifier: Apache-2.0
"""Back-ups: the records in one folder, the key ring in another, each with a manifest; and the way back.

    making      a new back-up, whole or not there          manifest   what a back-up says of itself
    checking    does it hold what its manifest says?       folders    names, the newest, the old ones
    restoring   into a home, all of it or nothing          last       when the last one was made
    sqlite_records, postgresql_records                     the two kinds of database
    sealed_files, overlay_files                            what lies beside them in the home

Nothing here unlocks or opens a word: what is copied stays sealed, and what is not (the
overlay: the practice's own entries, about no client) is copied as it stands. No Django is needed.
"""
