# SPDX-License-Identifier: Apache-2.0
"""The process of the second door. Started by `listening`, which says all it needs in the environment."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from leeward.practice.lifeline import when_parent_is_gone


def main() -> None:
    """Serves until the first server is gone or says stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    from leeward.practice.serving import HEADERS_WITHIN_SECONDS, STOP_SECONDS, WAITING_THREADS

    parent = int(os.environ["LEEWARD_SERVER_ID"])
    when_parent_is_gone(parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    os.environ["LEEWARD_SERVER_ID"] = str(os.getpid())
    os.umask(0o077)
    address, port = os.environ.pop("LEEWARD_LAN_BIND").split()
    certificate, key = os.environ.pop("LEEWARD_LAN_FILES").split("\n")
    Granian(
        "leeward.practice.wsgi:served",
        address=address,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=WAITING_THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_SECONDS * 1000),
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        ssl_cert=Path(certificate),
        ssl_key=Path(key),
    ).serve()


if __name__ == "__main__":
    main()
