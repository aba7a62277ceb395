# SPDX-License-Identifier: Apache-2.0
"""Bytes that somebody hands in -> typed values. No verdict is given here.

    mail = read_message(data, "odd.eml")         # .eml, .msg, a pasted text, a link
    [part.sniffed for part in mail.parts]        # what the bytes are, whatever their name says
    mail.unread                                  # what was not read, and why

Nothing here opens a connection, unpacks an archive to disk, draws a picture or runs what it
reads. Whoever reads a file from outside does so through `confined`, in a process with limits.
"""
