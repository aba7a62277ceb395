# SPDX-License-Identifier: Apache-2.0
"""The mail server a practice names, read once at the start. Off where it names none.

LEEWARD_MAIL        smtp://host:port or smtps://host:port, with user:password@ where it asks for one
LEEWARD_MAIL_FROM   an address that says nothing of the practice's work
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from leeward.stewardship.outgoing import is_address, tells_of_the_work
from leeward.terms.errors import InputError, LeewardError


class NotSent(LeewardError):
    """The mail server did not take it; it stands on the record that it was tried."""


@dataclass(frozen=True, slots=True, repr=False)
class MailServer:
    host: str
    port: int
    is_tls: bool
    user: str
    password: str
    sender: str


def read_server(address: str, sender: str) -> MailServer | None:
    """The server of the settings; None: mail is off. Raises InputError: it cannot be used."""
    if not address:
        return None
    where = urlsplit(address)
    if where.scheme not in ("smtp", "smtps") or not where.hostname:
        raise InputError(
            "LEEWARD_MAIL cannot be used",
            expected="smtp://host:port or smtps://host:port",
            do="Mend it, or leave it out",
        )
    if not is_address(sender) or tells_of_the_work(sender):
        raise InputError(
            "LEEWARD_MAIL_FROM cannot be used",
            expected="an address without a word of the practice's work in it",
            do="Have a plain one made, such as office@ a plain name",
        )
    is_tls = where.scheme == "smtps"
    return MailServer(
        where.hostname,
        where.port or (465 if is_tls else 587),
        is_tls,
        unquote(where.username or ""),
        unquote(where.password or ""),
        sender,
    )
