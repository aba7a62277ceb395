# SPDX-License-Identifier: Apache-2.0
"""The process of the second door. Started by `listening`, which says all it needs in the environment."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from leeward.practice.lifeline import when_parent_is_gone


def main() -> None:
    """Serves until the first server is gone or says stop."""
    from leeward.practice.serving import run_server

    parent = int(os.environ["LEEWARD_SERVER_ID"])
    when_parent_is_gone(parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    os.environ["LEEWARD_SERVER_ID"] = str(os.getpid())
    os.umask(0o077)
    address, port = os.environ.pop("LEEWARD_LAN_BIND").split()
    certificate, key = os.environ.pop("LEEWARD_LAN_FILES").split("\n")
    run_server(address, int(port), certificate=Path(certificate), key=Path(key))


if __name__ == "__main__":
    main()
