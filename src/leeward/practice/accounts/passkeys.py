# SPDX-License-Identifier: Apache-2.0
"""Passkeys: a key pair in a person's device, in place of password and code. Checked with python-fido2.

    begin_adding -> the browser makes a key -> add          begin_asking -> the browser signs -> whose

What the device said is sealed; a row is found by a digest of the key's random id. The challenge stands in
the session, for five minutes and one answer. The device itself asks for a finger or a PIN (`user
verification`), so a passkey alone is both factors. Its entry there is called Leeward and names no person.

Browsers make passkeys for a name (`localhost`, `leeward.example`), never for a number such as 127.0.0.1.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from leeward.practice.accounts.models import Account, Passkey
from leeward.practice.audit.services import acting, note
from leeward.practice.sealing import ACCOUNT_PASSKEY, new_id, own_key, seal, unseal
from leeward.stewardship import Action
from leeward.terms.errors import LeewardError

ANSWER_WITHIN = timedelta(minutes=5)
MOST = 10
_ASKED = "passkey-asked"
_VERIFIED = UserVerificationRequirement.REQUIRED


class PasskeyRefused(LeewardError):
    """The browser's answer does not fit: another site, an old question, an unknown or copied key."""


class KeptKey(msgspec.Struct, frozen=True):
    """What is sealed of one."""

    name: str
    credential: str
    host: str
    may_be_copied: bool
    """Whether its maker's cloud can bring it to other devices."""


@dataclass(frozen=True, slots=True)
class ListedPasskey:
    """One as its owner sees it."""

    id: str
    name: str
    host: str
    may_be_copied: bool
    made_at: datetime
    used_at: datetime | None


def host_for(request: HttpRequest) -> str:
    """The name passkeys are made for here; empty where the page was opened by a number."""
    host = request.get_host().rsplit(":", 1)[0] if "]" not in request.get_host() else "[]"
    try:
        ipaddress.ip_address(host.strip("[]") or "::1")
    except ValueError:
        return host if request.is_secure() or host == "localhost" else ""
    return ""


def passkeys_of(account_id: str) -> list[ListedPasskey]:
    """The passkeys of an account, the oldest first."""
    rows = Passkey.objects.filter(account_id=account_id).order_by("made_at", "id")
    found = ((row, _kept(row)) for row in rows)
    return [
        ListedPasskey(row.id, kept.name, kept.host, kept.may_be_copied, row.made_at, row.used_at)
        for row, kept in found
    ]


def has_one_for(account_id: str, host: str) -> bool:
    """Whether an account can sign with a passkey at this name."""
    return bool(host) and any(one.host == host for one in passkeys_of(account_id))


def as_json(options: Mapping[str, Any]) -> str:
    """For the page's script."""
    return msgspec.json.encode(options).decode()


def begin_adding(request: HttpRequest) -> dict[str, Any]:
    """What the browser needs to make a key, as JSON; and the question is noted in the session."""
    user = PublicKeyCredentialUserEntity(id=request.user.id.encode(), name="Leeward", display_name="Leeward")
    options, state = _server(request).register_begin(
        user,
        credentials=_credentials(request.user.id, host_for(request)),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
    )
    _note_question(request.session, state)
    return dict(options)


def add(request: HttpRequest, answer: str, name: str) -> None:
    """Keeps the key the browser made. Raises PasskeyRefused."""
    account: Account = request.user
    if Passkey.objects.filter(account=account).count() >= MOST:
        raise _refused()
    state = _take_question(request.session)
    try:
        response = RegistrationResponse.from_dict(msgspec.json.decode(answer))
        made = _server(request).register_complete(state, response)
    except (ValueError, TypeError, KeyError, msgspec.DecodeError) as error:
        note(Action.ADD_PASSKEY.value, actor_id=account.id, is_allowed=False)
        raise _refused() from error
    credential = made.credential_data
    if credential is None:
        raise _refused()
    id = new_id()
    kept = KeptKey(
        name,
        base64.b64encode(bytes(credential)).decode(),
        host_for(request),
        made.is_backup_eligible(),
    )
    words = msgspec.json.encode(kept).decode()
    with acting(account.actor(), Action.ADD_PASSKEY):
        _row, is_new = Passkey.objects.get_or_create(
            digest=_digest(credential.credential_id),
            defaults={
                "id": id,
                "account": account,
                "sealed": seal(own_key(), ACCOUNT_PASSKEY.name, id, words, version=1, person=None),
                "sign_count": made.counter,
                "made_at": timezone.now(),
            },
        )
    if not is_new:
        raise _refused()


def remove(account: Account, passkey_id: str) -> None:
    """Forgets one; the entry in the device stays there and opens nothing."""
    with acting(account.actor(), Action.DROP_PASSKEY):
        Passkey.objects.filter(account=account, id=passkey_id).delete()


def begin_asking(request: HttpRequest, account_id: str = "") -> dict[str, Any]:
    """What the browser needs to sign: any key of this site, or one of an account."""
    known = _credentials(account_id, host_for(request)) if account_id else None
    options, state = _server(request).authenticate_begin(known, user_verification=_VERIFIED)
    _note_question(request.session, state)
    return dict(options)


def whose(request: HttpRequest, answer: str) -> Account:
    """The account whose passkey signed. Raises PasskeyRefused; each try is on record.

    No wait after wrong passwords stands in its way: nobody guesses a signature.
    """
    state, row = _take_question(request.session), None
    try:
        response = AuthenticationResponse.from_dict(msgspec.json.decode(answer))
        row = Passkey.objects.select_related("account").filter(digest=_digest(response.raw_id)).first()
        if row is None or not row.account.is_active:
            raise ValueError
        _server(request).authenticate_complete(state, [_credential(_kept(row))], response)
    except (ValueError, TypeError, KeyError, msgspec.DecodeError) as error:
        note("account.passkey", actor_id=row.account_id if row else "", is_allowed=False)
        raise _refused() from error
    count = response.response.authenticator_data.counter
    # a count that does not grow is a copy of the key; devices that do not count always say nought
    grown = Q(sign_count__lt=count) if count else Q(sign_count=0)
    is_grown = Passkey.objects.filter(grown, id=row.id).update(sign_count=count, used_at=timezone.now())
    note("account.passkey", actor_id=row.account_id, is_allowed=bool(is_grown))
    if not is_grown:
        raise _refused()
    found: Account = row.account
    return found


def _server(request: HttpRequest) -> Fido2Server:
    host = host_for(request)
    if not host:
        raise _refused()
    ours = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(id=host, name="Leeward")
    return Fido2Server(entity, verify_origin=lambda origin: origin == ours)


def _note_question(session: SessionBase, state: Mapping[str, Any]) -> None:
    session[_ASKED] = {"at": timezone.now().timestamp(), "state": dict(state)}


def _take_question(session: SessionBase) -> dict[str, Any]:
    """The question that was asked in this session, once. Raises PasskeyRefused."""
    asked = session.pop(_ASKED, None)
    waited = timezone.now().timestamp() - asked["at"] if asked else -1.0
    if not 0 <= waited < ANSWER_WITHIN.total_seconds():
        raise _refused()
    found: dict[str, Any] = asked["state"]
    return found


def _credentials(account_id: str, host: str) -> list[AttestedCredentialData]:
    kept = (_kept(row) for row in Passkey.objects.filter(account_id=account_id))
    return [_credential(one) for one in kept if one.host == host]


def _credential(kept: KeptKey) -> AttestedCredentialData:
    return AttestedCredentialData(base64.b64decode(kept.credential))


def _kept(row: Passkey) -> KeptKey:
    words = unseal(own_key(), ACCOUNT_PASSKEY.name, row.id, row.sealed, version=1, person=None)
    return msgspec.json.decode(words, type=KeptKey)


def _digest(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()


def _refused() -> PasskeyRefused:
    return PasskeyRefused(
        "A passkey that does not fit",
        expected="a passkey that was added here, used on this address",
        do="Try once more, or sign in with your password",
    )
