# SPDX-License-Identifier: Apache-2.0
"""Handing one neutral message to the practice's own mail server. Asked for only where mail is switched on.

smtp:// is encrypted with STARTTLS, except to this machine. Neither this program nor this machine is named.
"""

from __future__ import annotations

import smtplib
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from leeward.practice.outgoing.server import MailServer, NotSent

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_SECONDS = 15


def written(server: MailServer, to: str, subject: str, body: str) -> EmailMessage:
    """The whole message: five headers, one sentence."""
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message.set_content(body + "\n", charset="utf-8", cte="quoted-printable")
    return message


def hand_over_mail(server: MailServer, message: EmailMessage) -> None:
    """Raises NotSent."""
    secure = ssl.create_default_context()
    try:
        line = (
            smtplib.SMTP_SSL(server.host, server.port, "localhost", timeout=_SECONDS, context=secure)
            if server.is_tls
            else smtplib.SMTP(server.host, server.port, "localhost", timeout=_SECONDS)
        )
        with line:
            if not server.is_tls and server.host not in _LOOPBACK:
                line.starttls(context=secure)
            if server.user:
                line.login(server.user, server.password)
            line.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            "The mail server did not take the message",
            expected="a server that answers and takes it",
            do="Call instead; ask whoever looks after this machine to look at LEEWARD_MAIL",
        ) from error
