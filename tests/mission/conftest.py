# SPDX-License-Identifier: Apache-2.0
"""The same practice as the tests of the pages have."""

from __future__ import annotations

from tests.app.conftest import empty_home, home

__all__ = ["empty_home", "home"]
