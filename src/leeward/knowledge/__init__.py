# SPDX-License-Identifier: Apache-2.0
"""What the program knows: typed, validated, read-only. The only room that reads content files.

    catalogue = load_catalogue()
    catalogue.option("safety-plan").title.said_in("es")

`load_catalogue` gives one frozen `Catalogue`. Ids are public interface and never change their
meaning; old spellings are aliases and resolve. A practice's overlay folder wins over the package
and is marked local. `leeward content check` runs the same rules over both.
"""

from __future__ import annotations

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.loading import load_catalogue

__all__ = ["Catalogue", "load_catalogue"]
