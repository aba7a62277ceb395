# SPDX-License-Identifier: Apache-2.0
"""The one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "leeward.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
