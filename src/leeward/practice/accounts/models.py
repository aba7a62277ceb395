# SPDX-License-Identifier: Apache-2.0
"""Who may sign in, and with what. Names are sealed; the table alone tells nobody who works here."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from leeward.stewardship import Actor, Role


class Account(AbstractBaseUser):
    id = models.CharField(primary_key=True, max_length=64)
    sealed_name = models.BinaryField()
    name_version = models.PositiveIntegerField(default=1)
    roles = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    wrong_tries = models.PositiveIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    objects = BaseUserManager()
    USERNAME_FIELD = "id"

    class Meta:
        app_label = "practice"

    def actor(self) -> Actor:
        """The person, as the rules know them."""
        return Actor(self.id, frozenset(Role(role) for role in self.roles.split()))


class SecondFactor(models.Model):
    """An account's app. Turned off, the row stays empty: its version must never be given out again."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    sealed_secret = models.BinaryField()
    version = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    class Meta:
        app_label = "practice"


class RecoveryCode(models.Model):
    """A code that is left. One that was used is gone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    handle = models.CharField(max_length=4)
    hashed = models.CharField(max_length=128)

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=("account", "handle"), name="one_code_a_handle")]
