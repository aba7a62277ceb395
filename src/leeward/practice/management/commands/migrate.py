# SPDX-License-Identifier: Apache-2.0
"""Django's `migrate`, with every step and its note in one transaction."""

from __future__ import annotations

from django.core.management.commands import migrate

from leeward.practice.migrating import WholeExecutor

migrate.MigrationExecutor = WholeExecutor  # the command has no other place to say which one

Command = migrate.Command
