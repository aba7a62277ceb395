# SPDX-License-Identifier: Apache-2.0
"""No test may so much as try to reach another machine: Python reports every connection before it is made.

Covers this process. What tests start is covered by the run in a network of its own (T33), and browsers by
the addresses they ask for.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import Any

TRIED: list[str] = []
_EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
_HERE = {"", "localhost", "ip6-localhost", "0.0.0.0", "::"}  # noqa: S104  a port is asked for there, nothing is sent


class AnotherMachine(BaseException):
    """A test asked for another machine. Not an Exception: no code under test may swallow it."""


def is_here(host: str) -> bool:
    """Whether this names the machine itself."""
    if host.lower() in _HERE:
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if event not in _EVENTS:
        return
    asked = given[0] if event.startswith("socket.get") else given[1]
    host = asked[0] if isinstance(asked, tuple) else asked
    if host is None or isinstance(host, bytes) or not isinstance(asked, tuple | str):
        return  # a connected or a Unix socket
    is_unix = isinstance(asked, str) and event == "socket.connect"
    if not is_unix and not is_here(str(host)):
        TRIED.append(f"{event} {host}")
        raise AnotherMachine(f"{event}: {host}")


def forbid() -> None:
    """From now on, in this process. It cannot be undone."""
    sys.addaudithook(_watch)
