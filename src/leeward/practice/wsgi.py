# SPDX-License-Identifier: Apache-2.0
"""What the server calls."""

from __future__ import annotations

import logging
import os

from django.core.wsgi import get_wsgi_application

from leeward.practice.lifeline import when_parent_is_gone
from leeward.vault.process import harden

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeward.practice.settings")
harden()  # case keys pass through this process: no core dumps
os.umask(0o077)
logging.disable(logging.CRITICAL)  # Django's messages name addresses; nothing of them is kept
if os.environ.get("LEEWARD_SERVER_ID") == str(os.getppid()):
    os.setpgrp()  # Ctrl+C reaches the server alone, which then ends this one: two signals at once block it
    when_parent_is_gone(os.getppid(), lambda: os._exit(0))
application = get_wsgi_application()
