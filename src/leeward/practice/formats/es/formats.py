# SPDX-License-Identifier: Apache-2.0
"""Spanish as written in the United States: 27 de noviembre de 2026, 5:00 p. m."""

from __future__ import annotations

TIME_FORMAT = "g:i a"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
