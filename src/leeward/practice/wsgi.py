# SPDX-License-Identifier: Apache-2.0
"""What the server calls: `served`. Whoever brings threads of their own calls `application`."""

from __future__ import annotations

import logging
import os

from django.core.wsgi import get_wsgi_application

from leeward.practice.lifeline import when_parent_is_gone
from leeward.practice.whole_forms import WholeForms
from leeward.vault.process import harden

THREADS = 16
"""That make pages: each has its own line to the database."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeward.practice.settings")
harden()  # case keys pass through this process: no core dumps
os.umask(0o077)
logging.disable(logging.CRITICAL)  # Django's messages name addresses; nothing of them is kept
if os.environ.get("LEEWARD_SERVER_ID") == str(os.getppid()):
    os.setpgrp()  # Ctrl+C reaches the server alone, which then ends this one: two signals at once block it
    when_parent_is_gone(os.getppid(), lambda: os._exit(0))
application = get_wsgi_application()
served = WholeForms(application, threads=THREADS)
if os.environ.get("LEEWARD_RUNS_JOBS") == str(os.getppid()):
    from leeward.practice.jobs.kinds import kinds  # tables: only after Django's start
    from leeward.practice.jobs.running import Runner

    Runner(kinds()).start()
