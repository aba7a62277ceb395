# SPDX-License-Identifier: Apache-2.0
"""`leeward serve`: the practice in the browser, on this machine alone."""

from __future__ import annotations

import argparse

from leeward.commands.io import home_folder


def run(arguments: argparse.Namespace) -> int:
    """Serves until Ctrl+C. Asks nothing here: set-up and unlocking happen in the browser."""
    from leeward.practice.lan.listening import Wanted
    from leeward.practice.serving import serve  # Django: not for other commands

    lan = (
        Wanted(arguments.lan, arguments.lan_port, arguments.lan_cert, arguments.lan_key)
        if arguments.lan
        else None
    )
    serve(home_folder().absolute(), host=arguments.host, port=arguments.port, say=_say, lan=lan)
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
