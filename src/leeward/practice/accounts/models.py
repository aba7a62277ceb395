# SPDX-License-Identifier: Apache-2.0
"""Who may sign in, and with what. Names are sealed; the table alone tells nobody who works here."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

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

    def get_session_auth_hash(self) -> str:
        """What a session was begun with: a new password, or other roles, end it."""
        held = f"{self.password}\n{self.roles}"
        return salted_hmac("leeward.session", held, algorithm="sha256").hexdigest()


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


class Passkey(models.Model):
    """A key pair of a person's device: found by a digest of its id, everything else sealed."""

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    sign_count = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"


class WayIn(models.Model):
    """A lost password that two others, or the recovery paper and 72 hours, let somebody replace.

    Three ends, one column each: it was used, it was called off, or its hours ran out.
    """

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    """Empty where the recovery paper asked."""
    sealed_reason = models.BinaryField(default=b"")
    started_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    approved_at = models.DateTimeField(null=True)
    hashed_code = models.CharField(max_length=128, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(
                fields=("account",), condition=models.Q(ended_at=None), name="one_way_in_at_a_time"
            )
        ]


class Draft(models.Model):
    """What somebody was writing on a page when they were last heard of; sealed under its case's key."""

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("practice.Case", on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=200)
    action = models.CharField(max_length=200)
    """Where its form is sent; the same as `page` for most."""
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=("account", "page"), name="one_draft_a_page")]
