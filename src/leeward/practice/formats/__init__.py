# SPDX-License-Identifier: Apache-2.0
"""How pages write days and hours, by language; hours as in `leeward.terms.hours`."""

from __future__ import annotations

from django.utils.translation import gettext_noop

HALVES = (gettext_noop("a.m."), gettext_noop("p.m."))
"""What stands behind an hour; Django's own Spanish has no space in it."""
