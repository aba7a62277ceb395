# SPDX-License-Identifier: Apache-2.0
"""English: Nov. 27, 2026, 5:00 p.m."""

from __future__ import annotations

TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "N j, Y, g:i a"
