# SPDX-License-Identifier: Apache-2.0
"""Whether a look may be noticed here: one rule for the check list, its paper and *The next ten minutes*.

    watch_of(picture, catalogue)     # "device", "danger" or ""

What content calls quiet is quiet on a phone that nobody else opens. Where the ten minutes say that nothing on
the phone is touched today, or where a danger is critical, no look by the client on their own phone, car or
bag counts as unseen. A talk in the room and a look on a device this person never had stay as they are.
"""

from __future__ import annotations

from typing import Literal

from leeward.formulation import Picture
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Check, Mechanism

Watch = Literal["", "device", "danger"]
"""`device`: their phone may be opened or watched; `danger`: a flag is critical, whoever opens the phone."""
SeenHow = Literal["", "device", "danger", "place"]
"""Why a look counts as noticed that content calls quiet. `place`: whoever is near sees it."""
LEAVE_THE_PHONE = "phone-as-usual"
"""The line of the ten minutes by which nothing on the phone changes today."""
OFF_SCREEN = frozenset({"people", "physical", "tracker"})
"""Families whose checks look at things, places and talks, not at a screen."""


def watch_of(picture: Picture, catalogue: Catalogue) -> Watch:
    """What stands against looking today; empty: nothing told so far."""
    findings = picture.findings
    leaves_it = {flag.id for flag in catalogue.flags if LEAVE_THE_PHONE in flag.lines}
    if leaves_it & findings.flag_ids:
        return "device"
    return "danger" if any(flag.severity == "critical" for flag in findings.flags) else ""


def seen_how(check: Check, mechanism: Mechanism, watch: Watch) -> SeenHow:
    """Why this look may be noticed, beyond what content says of it; empty: it is as content says."""
    if not watch or check.who != "client" or check.safe_device_needed:
        return ""
    return "place" if mechanism.family in OFF_SCREEN else watch
