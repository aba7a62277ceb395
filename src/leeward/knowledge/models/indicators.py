# SPDX-License-Identifier: Apache-2.0
"""Public lists of apps that can be used to watch somebody: one dated pack, made by a script.

The lists are other people's work (see NOTICE); what is ours is the form, the grouping of dual-use apps
by what they are for, and nothing else. No list is complete, and none of them says who uses an app.
"""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.entry import Id, Value

Kind = Literal["stalkerware", "watchware", "spyware", "dual-use"]
"""Made to watch in secret; made to watch in the open; called spyware by a list; made for something else."""

CATEGORIES = (
    "find-family", "parental-control", "remote-control", "call-recorder", "recorder", "anti-theft",
    "work-phone", "message-copy", "hide-apps", "root-tool", "keyboard", "vpn", "map", "other",
)  # fmt: skip


class IndicatorSource(Value, frozen=True, kw_only=True):
    """A list: where it comes from, which day's, and on what terms. `attribution` goes with every answer."""

    id: Id
    title: str
    url: str
    version: str
    dated: str
    licence: str
    attribution: str


class Family(Value, frozen=True, kw_only=True):
    """A product under all its names, with what gives it away. Certificates: SHA-1 or SHA-256 in capitals."""

    name: str
    also: tuple[str, ...] = ()
    kind: Kind
    source: Id
    packages: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


class ListedApps(Value, frozen=True, kw_only=True):
    """Single apps of one list and one kind. Each: the id, and behind a tab the title where there is one."""

    source: Id
    kind: Kind
    category: str
    apps: tuple[str, ...]


class IndicatorPack(Value, frozen=True, kw_only=True):
    """A whole pack. `made`: the day it was put together."""

    schema: Literal["leeward.indicators/1"]
    made: str
    sources: tuple[IndicatorSource, ...]
    families: tuple[Family, ...]
    listed: tuple[ListedApps, ...] = ()
