# SPDX-License-Identifier: Apache-2.0
"""What a find may have been: signs that somebody who looks can see, to be marked at one tap.

    signs_of_find(step, reported, catalogue)     # ("sharing-is-on",)

Only what stands on a screen or lies in a hand. What a client lived through ("they know where I am") is
theirs to tell: a check never answers it. The list is our own judgement.
"""

from __future__ import annotations

from collections.abc import Collection

from leeward.knowledge import Catalogue
from leeward.planning.checks import CheckStep

SHOWN_BY_LOOKING = frozenset(
    {
        "address-was-posted",
        "browser-changed",
        "camera-found-outside",
        "fake-profile-of-me",
        "forwarding-found",
        "info-was-public",
        "login-alerts",
        "object-on-car-or-bag",
        "odd-object-in-room",
        "odd-plug-on-computer",
        "payment-notes",
        "phone-says-managed",
        "profile-or-list-changed",
        "recovery-not-mine",
        "security-setting-off",
        "sharing-is-on",
        "tracker-alert",
        "unknown-app",
        "unknown-device-listed",
        "unknown-on-wifi",
        "unknown-person-added",
    }
)
MOST_OFFERED = 3
_STRONGEST_FIRST = ("strong", "some", "weak")


def signs_of_find(step: CheckStep, reported: Collection[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The signs that a find of this step may have been, strongest first; none that was said already."""
    links = [link for one in step.mechanisms for link in catalogue.mechanism(one).signs]
    fitting = [one for one in links if one.direction == "for" and one.id in SHOWN_BY_LOOKING]
    fitting.sort(key=lambda one: _STRONGEST_FIRST.index(one.strength))
    found = dict.fromkeys(one.id for one in fitting if one.id not in reported)
    return tuple(found)[:MOST_OFFERED]
