# SPDX-License-Identifier: Apache-2.0
"""Referrals on the disk: the words of each, and of each of its steps, under the client's own key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.people.selectors import names_of
from leeward.practice.referrals.models import Referral as Row
from leeward.practice.referrals.models import ReferralStep
from leeward.practice.referrals.values import ReferralWords, StepInput, StepWords
from leeward.practice.sealing import REFERRAL, REFERRAL_STEP, new_id
from leeward.stewardship.referrals import How, Kind, Referral, Step, Taken, Why
from leeward.vault.ring import OpenCase


def read_all(rows: Iterable[Row], keys: OpenCase) -> list[ReferralWords]:
    """Referrals of one case, opened, for a caller that may see them."""
    rows = list(rows)
    steps: dict[str, list[ReferralStep]] = {row.id: [] for row in rows}
    for one in ReferralStep.objects.filter(referral__in=rows).order_by("number"):
        steps[one.referral_id].append(one)
    names = names_of(one.account_id for found in steps.values() for one in found)
    return [_opened(row, steps[row.id], keys, names) for row in rows]


def read_one(row: Row, keys: OpenCase) -> ReferralWords:
    """One of them."""
    return read_all([row], keys)[0]


def _opened(
    row: Row, steps: Sequence[ReferralStep], keys: OpenCase, names: Mapping[str, str]
) -> ReferralWords:
    key = keys.person(row.person_id)
    words = unsealed(key, REFERRAL, row.id, row.sealed, version=row.version, person=row.person_id)
    told = [
        unsealed(key, REFERRAL_STEP, one.id, one.sealed, version=1, person=row.person_id) for one in steps
    ]
    taken = tuple(_taken(one, said) for one, said in zip(steps, told, strict=True))
    referral = Referral(row.id, Kind(words["kind"]), taken)
    standing = {id(one) for one in referral.standing}
    return ReferralWords(
        referral,
        row.case_id,
        words["service"],
        words["office"],
        words["purpose"],
        tuple(
            StepWords(
                one,
                step.at,
                names.get(step.account_id, ""),
                said["note"],
                tuple((question, answer) for question, answer in said["answers"]),
                id(one) in standing,
            )
            for one, step, said in zip(taken, steps, told, strict=True)
        ),
        row.made_at,
        row.changed_at,
        row.version,
    )


def _taken(row: ReferralStep, said: Mapping[str, Any]) -> Taken:
    return Taken(
        Step(row.step) if row.step else None,
        row.account_id,
        timezone.localdate(row.at),
        How(said["how"]) if said["how"] else None,
        Why(said["why"]) if said["why"] else None,
        date.fromisoformat(said["until"]) if said["until"] else None,
        said["consent"],
        said["look"],
    )


def seal_words(row: Row, keys: OpenCase, words: Mapping[str, str]) -> None:
    """The words of a referral at the version its row has."""
    key = keys.person(row.person_id)
    row.sealed = sealed(key, REFERRAL, row.id, words, version=row.version, person=row.person_id)


def words_of(one: ReferralWords) -> dict[str, str]:
    """What `seal_words` takes, of a referral that was read."""
    return {
        "service": one.service_id,
        "office": one.office,
        "kind": one.referral.kind.value,
        "purpose": one.purpose,
    }


def add_steps(
    row: Row, keys: OpenCase, after: Referral, said: Sequence[StepInput | None], at: datetime
) -> None:
    """Writes the last steps of `after`, one for each of `said`, and where the referral then stands."""
    number = row.steps.count()
    key = keys.person(row.person_id)
    for taken, one in zip(after.history[number:], said, strict=True):
        number += 1
        step_id = new_id()
        words = {
            "how": taken.how or "",
            "why": taken.why or "",
            "until": taken.until.isoformat() if taken.until else "",
            "consent": taken.consent_id,
            "note": one.note if one else "",
            "answers": one.answers if one else (),
            "look": taken.is_look,
        }
        ReferralStep.objects.create(
            id=step_id,
            referral=row,
            number=number,
            step=taken.step or "",
            at=at,
            account_id=taken.by,
            sealed=sealed(key, REFERRAL_STEP, step_id, words, version=1, person=row.person_id),
        )
    row.step, row.due_on, row.changed_at = after.step.value, after.due_on, at
