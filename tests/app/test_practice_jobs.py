# SPDX-License-Identifier: Apache-2.0
"""Jobs: due, done, cut off and gone on with, held up by the lock, failed without a word."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.practice import PASSPHRASE, Home

from leeward.vault.client import AgentClient
from leeward.vault.duties import Duties
from leeward.vault.labels import Labels

NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _here(home: Home) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(HOME=home.path):
        yield


def kind(steps: Any, id: str = "one", **more: Any) -> Any:
    from leeward.practice.jobs.running import Kind, every

    return Kind(id, steps, every(timedelta(days=1)), **more)


def row(id: str = "one") -> Any:
    from leeward.practice.jobs.models import Job

    return Job.objects.get(kind=id)


def three_steps(done: list[str]) -> Any:
    from leeward.practice.jobs.running import Step

    def steps(place: str) -> Iterator[Any]:
        for number in range(int(place or 0), 3):
            done.append(str(number))
            yield Step(done=1, left=2 - number, place=str(number + 1))
        yield Step()

    return steps


def test_a_job_is_done_when_due_and_not_again_before_its_time(home: Home) -> None:
    from leeward.practice.jobs.running import Runner

    done: list[str] = []
    runner = Runner([kind(three_steps(done))])
    runner.begin(NOW)
    runner.look(NOW)
    runner.look(NOW)
    assert (done, row().state, row().done, row().left) == (["0", "1", "2"], "done", 3, 0)
    assert row().due_at - row().ended_at == timedelta(days=1)


def test_a_job_that_was_killed_half_way_goes_on_where_it_was(home: Home) -> None:
    from leeward.practice.jobs.running import Runner, Step

    def killed(_place: str) -> Iterator[Any]:
        yield Step(done=2, left=1, place="2")
        raise SystemExit  # as the process ends: nothing of the runner's own is written after it

    runner = Runner([kind(killed)])
    runner.begin(NOW)
    with pytest.raises(SystemExit):
        runner.look(NOW)
    assert (row().state, row().place, row().done) == ("running", "2", 2)
    done: list[str] = []
    after = Runner([kind(three_steps(done))])
    after.begin(NOW)
    after.look(NOW)
    assert (done, row().state, row().done) == (["2"], "done", 3)


def test_a_job_that_fails_leaves_the_class_of_its_fault_and_no_word(home: Home) -> None:
    from django.db import connection

    from leeward.practice.jobs.running import Runner

    def fails(_place: str) -> Iterator[Any]:
        raise ValueError("he knew where I was quokkamarker")
        yield

    runner = Runner([kind(fails)])
    runner.begin(NOW)
    runner.look(NOW)
    assert (row().state, row().fault) == ("failed", "ValueError")
    assert row().due_at - row().ended_at == timedelta(minutes=15)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM practice_job")
        assert "quokkamarker" not in str(cursor.fetchall())


def test_a_failed_job_keeps_no_other_from_being_done(home: Home) -> None:
    from leeward.practice.jobs.running import Runner

    def fails(_place: str) -> Iterator[Any]:
        raise OSError
        yield

    done: list[str] = []
    runner = Runner([kind(fails, "one"), kind(three_steps(done), "two")])
    runner.begin(NOW)
    runner.look(NOW)
    assert (row("one").state, row("two").state) == ("failed", "done")


def test_a_job_that_needs_a_key_waits_for_the_unlocking(home: Home) -> None:
    from leeward.practice.jobs.running import Runner, Step
    from leeward.practice.sealing import own_key

    def steps(_place: str) -> Iterator[Any]:
        own_key()
        yield Step(done=1)

    runner = Runner([kind(steps)])
    home.agent.lock()
    runner.begin(NOW)
    runner.look(NOW)
    assert (row().state, row().fault) == ("waiting", "")
    home.agent.unlock(PASSPHRASE)
    runner.look(LATER)
    assert row().state == "done"


def test_a_kind_that_is_no_more_leaves_no_row(home: Home) -> None:
    from leeward.practice.jobs.models import Job
    from leeward.practice.jobs.running import Runner

    Runner([kind(three_steps([]), "old")]).begin(NOW)
    Runner([kind(three_steps([]), "new")]).begin(NOW)
    assert list(Job.objects.values_list("kind", flat=True)) == ["new"]


def test_the_page_of_the_machine_can_show_every_state(home: Home) -> None:
    from leeward.practice.jobs.kinds import kinds
    from leeward.practice.jobs.running import Runner
    from leeward.practice.jobs.selectors import jobs_shown

    runner = Runner(kinds())
    runner.begin(NOW)
    assert {one.state for one in jobs_shown()} == {"Not begun yet"}
    runner.look(NOW)
    shown = jobs_shown()
    assert [one.title for one in shown] == sorted(one.title for one in shown)
    assert {(one.state, one.fault, one.is_well) for one in shown} == {("Done", "", True)}


def test_work_of_a_job_does_not_put_off_the_idle_lock(home: Home) -> None:
    clock = [0.0]
    duties = Duties(home.path / "keys", idle_lock_seconds=100, clock=lambda: clock[0])

    class Line(AgentClient):
        def _exchange(self, request: Any) -> Any:
            return duties.answer(request, is_use=not self._is_quiet)

    person, job = Line(home.path / "x"), Line(home.path / "x", is_quiet=True)
    person.unlock(PASSPHRASE)
    clock[0] = 60.0
    job.case_keys(["practice"])
    clock[0] = 101.0
    duties.lock_if_idle()
    assert job.status().ring == "locked"


def grown(labels: Labels, name: str) -> Labels:
    """The labels of the program with one that got a second shape: it shouts."""
    anew = Labels()
    for label in labels:
        upcasts = (bytes.upper,) if label.name == name else label.upcasts
        anew.register(label.name, label.id, upcasts)
    return anew


def test_values_of_an_older_shape_are_sealed_anew_once_and_read_the_same_place(home: Home) -> None:
    from leeward.practice.cases.models import Said
    from leeward.practice.jobs.resealing import reseal_all, shapes_of_today
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.fields import Place, SealedText, needs_reseal, open_text
    from leeward.vault.labels import LABELS

    robin = home.signed_in()
    cases = [home.open_case(robin, code_name=f"tern {n}").split("/")[-2] for n in range(3)]
    labels = grown(LABELS, "case.code-name")
    assert shapes_of_today(labels) != shapes_of_today()
    before = {one.pk: bytes(one.sealed) for one in Said.objects.all()}
    steps = list(reseal_all(COLUMNS, "", labels=labels, batch=7))
    assert sum(step.done for step in steps) == 3
    named = Said.objects.filter(label="case.code-name")
    assert not any(needs_reseal(SealedText(bytes(one.sealed)), one.label, labels=labels) for one in named)
    for one in named:
        key = home.agent.open_case(one.case_id).key
        place = Place(one.label, one.case_id, None, one.version)
        assert open_text(key, place, SealedText(bytes(one.sealed)), labels=labels).startswith("TERN")
    others = Said.objects.exclude(label="case.code-name")
    assert {one.pk: bytes(one.sealed) for one in others}.items() <= before.items()
    assert list(reseal_all(COLUMNS, steps[-1].place, labels=labels)) == []
    assert len(cases) == named.count()


def test_resealing_cut_off_anywhere_goes_on_and_leaves_nothing_out(home: Home) -> None:
    from leeward.practice.jobs.resealing import reseal_all
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.labels import LABELS

    robin = home.signed_in()
    for number in range(4):
        home.open_case(robin, code_name=f"tern {number}")
    labels = grown(LABELS, "case.code-name")
    place, done, steps = "", 0, 0
    while True:  # one step, then killed, again and again
        step = next(reseal_all(COLUMNS, place, labels=labels, batch=3), None)
        if step is None:
            break
        place, done, steps = step.place, done + step.done, steps + 1
    assert done == 4 and steps > 4


def test_resealing_waits_while_locked_and_has_nothing_to_do_without_a_new_shape(home: Home) -> None:
    from leeward.practice.jobs.resealing import reseal_all
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.faults import VaultLocked
    from leeward.vault.labels import LABELS

    home.open_case(home.signed_in())
    home.agent.lock()
    assert sum(step.done for step in reseal_all(COLUMNS, "")) == 0
    with pytest.raises(VaultLocked):
        list(reseal_all(COLUMNS, "", labels=grown(LABELS, "case.code-name")))


def test_resealing_never_overwrites_what_somebody_saved_meanwhile(home: Home) -> None:
    from leeward.practice.cases.models import Said
    from leeward.practice.jobs import resealing
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.labels import LABELS

    home.open_case(home.signed_in())
    column = next(one for one in COLUMNS if one.model is Said)
    one = Said.objects.get(label="case.code-name")
    Said.objects.filter(pk=one.pk).update(sealed=b"saved meanwhile")
    assert resealing._reseal_row(column, one, grown(LABELS, "case.code-name")) == 0
    assert bytes(Said.objects.get(pk=one.pk).sealed) == b"saved meanwhile"


def test_every_column_of_sealed_values_is_resealed_or_left_out_for_a_reason(home: Home) -> None:
    from django.apps import apps
    from django.db.models import BinaryField

    from leeward.practice.jobs.sealed_columns import COLUMNS, LEFT_OUT

    there = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("practice").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, BinaryField)
    }
    known = {f"{column.model.__name__}.{column.name}" for column in COLUMNS}
    assert known & set(LEFT_OUT) == set()
    assert there == known | set(LEFT_OUT), "add it to practice/jobs/sealed_columns.py"


def test_every_column_names_the_place_its_values_were_sealed_for(home: Home) -> None:
    """On the made-up practice: whatever it holds opens at the place the register names."""
    from leeward.practice.accounts.models import Account
    from leeward.practice.cases.example import add_examples
    from leeward.practice.jobs.sealed_columns import COLUMNS
    from leeward.vault.fields import SealedText, open_bytes

    add_examples(Account.objects.filter(roles__contains="clinician").first())
    opened = set()
    for column in COLUMNS:
        for one in column.model._default_manager.order_by("pk")[:40]:
            open_bytes(column.key(one), column.place(one), SealedText(bytes(getattr(one, column.name))))
            opened.add(column.model.__name__)
    assert opened >= {"Practice", "Account", "Said", "Document", "FollowUp"}


def test_old_copies_of_the_ring_go_and_the_newest_stays(home: Home) -> None:
    from leeward.practice.jobs.kinds import kinds
    from leeward.vault.copies import copy_ring

    places = [home.path / "one", home.path / "two"]
    ring = home.agent.duties._unlocked
    assert ring is not None
    for days in (90, 1):
        copy_ring(ring, places, now=datetime.now(UTC) - timedelta(days=days))
    (job,) = [one for one in kinds() if one.id == "ring-copies"]
    list(job.steps(""))
    assert [len(list(place.glob("ring-*"))) for place in places] == [1, 1]


def test_a_night_backs_up_where_a_folder_is_named(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from django.conf import settings
    from django.test import override_settings

    from leeward.practice.jobs.kinds import kinds, next_night

    disk: Path = tmp_path_factory.mktemp("disks")
    for name in ("r", "k"):
        (disk / name).mkdir(mode=0o700)
    address = f"sqlite://{settings.DATABASES['default']['NAME']}"
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("a back-up of a server is tested in test_backup")
    with override_settings(
        BACKUP_TO=str(disk / "r"), BACKUP_KEYS_TO=str(disk / "k"), DATABASE_ADDRESS=address
    ):
        (job,) = [one for one in kinds() if one.id == "backup"]
        assert [step.done for step in job.steps("")] == [2]
    assert [len(list((disk / name).iterdir())) for name in ("r", "k")] == [1, 1]
    assert timedelta(0) < next_night(NOW) - NOW <= timedelta(days=1)
    assert "backup" not in [one.id for one in kinds()]


def test_the_server_does_jobs_by_itself_and_what_needs_a_key_after_the_unlocking(home: Home) -> None:
    from tests.support.serving import served

    from leeward.practice.jobs.models import Job

    def settled(wanted: dict[str, str]) -> bool:
        for _ in range(120):
            if dict(Job.objects.values_list("kind", "state")) == wanted:
                return True
            time.sleep(0.5)
        return False

    done = dict.fromkeys(("sweep", "removals", "ring-copies", "reseal"), "done")
    home.agent.lock()
    with served(home.path):
        assert settled({**done, "ledger": "waiting"})
        line = AgentClient(home.path / "run" / "agent.sock")
        line.unlock(PASSPHRASE)
        assert settled({**done, "ledger": "done"})
        line.close()
