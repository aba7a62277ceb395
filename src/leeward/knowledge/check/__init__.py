# SPDX-License-Identifier: Apache-2.0
"""Whether content is right, not only well-formed: the rules behind `leeward content check`.

Each rule is a function from a `Checked` (the catalogue and where everything stands) to problems
with file and line. A new rule is written beside the others of its subject and listed in `RULES`.
"""

from __future__ import annotations

from leeward.knowledge.check.report import Report, check_content

__all__ = ["Report", "check_content"]
