# SPDX-License-Identifier: Apache-2.0
"""Any message somebody hands in -> `Mail`.

    read_message(data, "odd.eml")        # decides by content what it is
    read_mail(data)                      # where it is known to be an .eml

Kinds: "eml", "msg" (Outlook), "html" (a saved page or body), "link" (one address alone) and
"text" (a pasted message, an SMS, words typed from a screenshot). The name only breaks a tie.
"""

from __future__ import annotations

import re
from typing import Final

from leeward.formats.charsets import decoded
from leeward.formats.faults import Unreadable
from leeward.formats.leaves import Label, Tray
from leeward.formats.mime import read_mail
from leeward.formats.sniffing import sniff
from leeward.formats.values import MAIL_LIMITS, Header, Mail, MailLimits, Part, Unread

__all__ = ["MAIL_LIMITS", "Header", "Mail", "MailLimits", "Part", "Unread", "read_mail", "read_message"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = re.compile(rb"^([!-9;-~]{2,60})[ \t]*:[^\r\n]*+", re.M)
_KNOWN: Final = frozenset(
    b"from to cc bcc sender subject date sent reply-to return-path received message-id mime-version "
    b"content-type content-transfer-encoding delivered-to dkim-signature authentication-results "
    b"received-spf x-mailer x-received x-sender x-originating-ip x-apparently-to envelope-to arc-seal "
    b"importance x-priority list-unsubscribe in-reply-to references".split()
)
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LINK: Final = re.compile(
    r"\A(?:[a-z][a-z0-9+.\-]{1,20}:\S+|[^\s@<>\"']+\.[^\s@<>\"'.]{2,63}(?:[:/?#]\S*)?)\Z", re.I
)
_LONGEST_LINK: Final = 8_192
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_message(data: bytes, name: str = "", limits: MailLimits = MAIL_LIMITS) -> Mail:
    """A message of any kind; raises `Unreadable` where the bytes hold no message."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("the file is empty", expected="a message", do="Save the message again")
    if data.startswith(_OLE):
        from leeward.formats.msg import read_msg

        return read_msg(data, limits)
    ending = name.lower().rpartition(".")[2]
    if is_mail(data) or (ending == "eml" and not sniff(data) and not _is_without_words(data)):
        return read_mail(data, limits)
    if _HTML.match(data[:4096]):
        return _alone("html", "text/html", data, limits)
    return _typed(data, limits)


def is_mail(data: bytes) -> bool:
    """Whether it begins with the headers of a message: two known names before the first blank line."""
    head = data[:16_384].lstrip(b"\xef\xbb\xbf\r\n\t \0")
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {found.group(1).lower() for found in _HEADER.finditer(block)}
    starts = _HEADER.match(head) or head.startswith((b"From ", b">From ")) or head[:1].isdigit()
    return bool(starts) and len(names & _KNOWN) >= 2


def _alone(kind: str, content_type: str, data: bytes, limits: MailLimits) -> Mail:
    tray = Tray(limits)
    tray.put(data, Label("1", content_type))
    return tray.mail(kind, ())


def _is_without_words(data: bytes) -> bool:
    """Whether more than one sign in twenty of its beginning is none that anybody types."""
    sample = decoded(data[:65_536], "")[0]
    return len(_CONTROL.findall(sample)) * 20 > len(sample)


def _typed(data: bytes, limits: MailLimits) -> Mail:
    sniffed = sniff(data)
    if (sniffed and not sniffed.startswith("text/")) or _is_without_words(data):
        raise Unreadable(
            f"the file is not a message but {sniffed or 'bytes without words'}",
            expected="an .eml or .msg file, or the words of a message",
            do="Save the message itself, or type its words",
        )
    words = decoded(data[:65_536], "")[0].strip()
    is_link = len(data) <= _LONGEST_LINK and bool(_LINK.match(words))
    return _alone("link" if is_link else "text", "text/plain", data, limits)
