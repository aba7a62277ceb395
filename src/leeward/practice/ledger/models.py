# SPDX-License-Identifier: Apache-2.0
"""The tree over the audit: which entry is which leaf, the tiles of hashes, the signed checkpoints, the key.

Nothing here is a word. Rows are only added; a tile grows at its end. What was done to them otherwise shows
against the checkpoints (`verifying`).
"""

from __future__ import annotations

from django.db import models


class LedgerLeaf(models.Model):
    """`row` is the audit's; `number` is None until the entry is put into the tree."""

    row = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(null=True, unique=True)

    class Meta:
        app_label = "practice"


class LedgerTile(models.Model):
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_tile_a_place")]


class LedgerCheckpoint(models.Model):
    """`note` is the signed text, whole."""

    size = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        app_label = "practice"


class LedgerKey(models.Model):
    """One row: the key that signs. Its seed is sealed under the ledger's own key."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    origin = models.CharField(max_length=80)
    public = models.BinaryField()
    sealed_seed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_ledger_key")]
