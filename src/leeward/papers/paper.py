# SPDX-License-Identifier: Apache-2.0
"""A paper: the bytes of one PDF, a file name and a title that give nobody away."""

from __future__ import annotations

from typing import Literal

import msgspec

PaperSize = Literal["letter", "a4"]


class Paper(msgspec.Struct, frozen=True):
    """One finished PDF. `file_name` and `title` carry no word of what the paper is about."""

    pdf: bytes
    file_name: str
    title: str
