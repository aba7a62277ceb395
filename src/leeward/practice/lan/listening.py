# SPDX-License-Identifier: Apache-2.0
"""What `leeward serve --lan` starts: the second door, in a process of its own that ends with the first.

    with second_door(home, make_ready(home, wanted), say):
        ...                                    # a tablet finds check-in at https://192.168.1.10:8788/questions/

The address is said by whoever starts it, and is one of this machine in a private network. A request
cannot choose its door: the process that answers it knows no page but those of a device.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from leeward.terms.errors import InputError
from leeward.vault.certificates import Certificate, own_certificate, read_certificate

PORT = 8788
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    address: str
    port: int = PORT
    certificate: str = ""
    key: str = ""


def refuse_address(wanted: Wanted) -> None:
    """Raises InputError: not an address of this machine in a private network, or a port in use."""
    try:
        address = ip_address(wanted.address)
    except ValueError as error:
        raise _not_private() from error
    if not address.is_private or address.is_unspecified or address.is_multicast:
        raise _not_private()
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((wanted.address, wanted.port))
        except OSError as error:
            raise InputError(
                f"{wanted.address} port {wanted.port} cannot be used ({error.strerror})",
                expected="an address of this machine in the practice's network, and a free port",
                do="Look up this machine's address; choose another port with --lan-port",
            ) from error


@dataclass(frozen=True, slots=True)
class Ready:
    """A door that can be opened: where, with which certificate, and what to type on a tablet."""

    wanted: Wanted
    held: Certificate
    shown: str


def make_ready(home: Path, wanted: Wanted) -> Ready:
    """The certificate and the address; from now on this process's settings know it (LEEWARD_LAN_ADDRESS)."""
    held = _certificate(home, wanted)
    name = held.names[0] if held.names else wanted.address
    host = f"[{name}]" if ":" in name else name
    shown = f"https://{host}:{wanted.port}/questions/"
    os.environ["LEEWARD_LAN_ADDRESS"] = shown
    os.environ["LEEWARD_LAN_FINGERPRINT"] = held.fingerprint
    return Ready(wanted, held, shown)


@contextmanager
def second_door(home: Path, ready: Ready, say: Callable[[str], None]) -> Iterator[None]:
    """Opens it until the block ends."""
    say(f"For tablets in this network: {ready.shown}   check-in alone")
    say(f"Compare on the tablet, once: SHA-256 {ready.held.fingerprint}")
    say("Whoever runs the network sees that a tablet speaks to this machine, when and how much; never what")
    say("Nothing of it stands on a phone bill while the tablet is on this network and no other")
    door = _Door(home, ready.wanted, ready.held)
    try:
        yield
    finally:
        door.stop()


class _Door:
    """The process: started, started again when it dies, stopped at the end."""

    def __init__(self, home: Path, wanted: Wanted, held: Certificate) -> None:
        names = {wanted.address, *held.names}
        self._given = {
            **os.environ,
            "LEEWARD_HOME": str(home),
            "LEEWARD_SERVER_ID": str(os.getpid()),
            "LEEWARD_LAN_BIND": f"{wanted.address} {wanted.port}",
            "LEEWARD_LAN_FILES": f"{held.file}\n{held.key_file}",
            "LEEWARD_LAN_HOSTS": ",".join(f"[{one}]" if ":" in one else one for one in sorted(names)),
            "LEEWARD_SETUP_CODE": "",
            "LEEWARD_MAIL": "",
            "LEEWARD_RUNS_JOBS": "",
            "DJANGO_SETTINGS_MODULE": "leeward.practice.lan.settings",
        }
        self._stopping = threading.Event()
        self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "leeward.practice.lan.door"],
            env=self._given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C reaches the first server alone, which then ends this one
        )

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.wait(1):
                return
            self._start()

    def stop(self) -> None:
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _certificate(home: Path, wanted: Wanted) -> Certificate:
    if wanted.certificate and wanted.key:
        return read_certificate(Path(wanted.certificate).absolute(), Path(wanted.key).absolute())
    if wanted.certificate or wanted.key:
        raise InputError(
            "one of --lan-cert and --lan-key",
            expected="both, or neither",
            do="Give both files, or leave both out: a certificate is made here",
        )
    return own_certificate(home / "lan", wanted.address)


def _not_private() -> InputError:
    return InputError(
        "no address of a private network",
        expected="this machine's own address in the practice's network, such as 192.168.1.10",
        do="Look it up in this machine's network settings; a name or 0.0.0.0 is not taken",
    )
