# SPDX-License-Identifier: Apache-2.0
"""A sealed file is whole or absent, opens with any age program, and leaves no plaintext behind."""

from __future__ import annotations

import errno
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pyrage  # type: ignore[import-untyped]
import pytest

from leeward.vault.age import new_identity, recipient_of
from leeward.vault.durable import PART_PREFIX, private_folder, sweep_parts, whole_file
from leeward.vault.faults import DiskTrouble, ValueDamaged, WouldOverwrite
from leeward.vault.files import SealedFile, file_is_whole, open_file, seal_file
from leeward.vault.keys import CaseKey, FileIdentity

MIB = 1024 * 1024


class Case:
    """A case's keys and a folder, without a ring."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = CaseKey.random()
        self.identity = new_identity()
        self.recipient = recipient_of(self.identity)

    def seal(self, plain: bytes, name: str = "sealed", file_id: str = "f1") -> SealedFile:
        """Seals bytes under a name."""
        return seal_file(
            io.BytesIO(plain), self.folder / name, recipient=self.recipient, key=self.key, file_id=file_id
        )

    def open(self, facts: SealedFile, *, file_id: str = "f1", identity: FileIdentity | None = None) -> bytes:
        """Opens it again."""
        target = self.folder / "opened"
        open_file(
            self.folder / "sealed",
            target,
            identity=identity or self.identity,
            key=self.key,
            file_id=file_id,
            digest=facts.digest,
        )
        return target.read_bytes()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """One case."""
    return Case(tmp_path)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 3 * MIB])
def test_a_file_comes_back_as_it_was(case: Case, size: int) -> None:
    """Around age's block borders too; both files are closed to others."""
    plain = os.urandom(size)
    facts = case.seal(plain)
    assert case.open(facts) == plain
    assert facts.plain_bytes == size
    assert facts.sealed_bytes == (case.folder / "sealed").stat().st_size
    for name in ("sealed", "opened"):
        assert stat.S_IMODE((case.folder / name).stat().st_mode) == 0o600
    assert (
        pyrage.decrypt(
            (case.folder / "sealed").read_bytes(),
            [pyrage.x25519.Identity.from_str(case.identity.reveal())],
        )
        == plain
    )


@pytest.mark.parametrize("kept", [0, 10, 180, 65536 + 300, 3 * MIB, -1])
def test_a_file_cut_short_leaves_no_plaintext(case: Case, kept: int) -> None:
    """age would leave what it had opened so far: here nothing stays."""
    facts = case.seal(b"he knew where I was " * (4 * MIB // 20))
    sealed = case.folder / "sealed"
    sealed.write_bytes(sealed.read_bytes()[:kept])
    with pytest.raises(ValueDamaged, match="cut short"):
        case.open(facts)
    assert [path.name for path in case.folder.iterdir()] == ["sealed"]


def test_a_file_in_anothers_place_does_not_open(case: Case, tmp_path: Path) -> None:
    """Another id, another case's identity, or one sealed by somebody who has the recipient only."""
    facts = case.seal(b"hers")
    with pytest.raises(ValueDamaged):
        case.open(facts, file_id="f2")
    with pytest.raises(ValueDamaged):
        case.open(facts, identity=new_identity())
    other = case.seal(b"his", name="other", file_id="f2")
    (tmp_path / "other").replace(tmp_path / "sealed")
    with pytest.raises(ValueDamaged):
        case.open(facts)
    with pytest.raises(ValueDamaged):
        case.open(other)
    recipient = pyrage.x25519.Recipient.from_str(case.recipient)
    (tmp_path / "sealed").write_bytes(pyrage.encrypt(b"forged", [recipient]))
    with pytest.raises(ValueDamaged):
        case.open(facts)
    assert not (tmp_path / "opened").exists()


def test_bytes_added_behind_the_end_are_seen(case: Case) -> None:
    """Opening and the nightly check both refuse."""
    facts = case.seal(b"x" * 100)
    sealed = case.folder / "sealed"
    assert file_is_whole(sealed, key=case.key, file_id="f1", digest=facts.digest)
    with sealed.open("ab") as stream:
        stream.write(b"\0")
    assert not file_is_whole(sealed, key=case.key, file_id="f1", digest=facts.digest)
    with pytest.raises(ValueDamaged):
        case.open(facts)
    sealed.unlink()
    assert not file_is_whole(sealed, key=case.key, file_id="f1", digest=facts.digest)
    with pytest.raises(DiskTrouble):
        case.open(facts)


def test_nothing_is_written_over(case: Case) -> None:
    """Neither a sealed file nor an opened one."""
    facts = case.seal(b"first")
    with pytest.raises(WouldOverwrite):
        case.seal(b"second")
    assert case.open(facts) == b"first"
    with pytest.raises(WouldOverwrite):
        case.open(facts)


class FullAfter(io.BytesIO):
    """A source whose disk fails midway, or a person who closes the page."""

    def __init__(self, error: Exception) -> None:
        super().__init__(b"x" * MIB)
        self._error = error

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 200_000:
            raise self._error
        return super().read(size)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskTrouble),
        (OSError(errno.EIO, "Input/output error"), DiskTrouble),
        (KeyError("the upload was broken off"), KeyError),
    ],
)
def test_a_stream_that_breaks_leaves_nothing(case: Case, error: Exception, raised: type[Exception]) -> None:
    """And what broke it is told as it was."""
    with pytest.raises(raised):
        seal_file(
            FullAfter(error), case.folder / "sealed", recipient=case.recipient, key=case.key, file_id="f1"
        )
    assert list(case.folder.iterdir()) == []


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """No half file; what was there stays."""
    path = tmp_path / "kept"
    path.write_bytes(b"before")
    with pytest.raises(DiskTrouble, match="The disk is full"), whole_file(path, replace=True) as stream:
        stream.write(b"after")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_left_is_swept(tmp_path: Path) -> None:
    """Parts of opened files are plaintext: they go at the next start."""
    (tmp_path / f"{PART_PREFIX}abc").write_bytes(b"half a file")
    (tmp_path / "kept").write_bytes(b"whole")
    assert sweep_parts(tmp_path, older_than_seconds=3600) == 0
    assert sweep_parts(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    """Made so, and mended when it was opened."""
    folder = private_folder(tmp_path / "a" / "b")
    folder.chmod(0o755)
    assert stat.S_IMODE(private_folder(folder).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


STREAMS = """
import resource, sys
from pathlib import Path
from leeward.vault.age import new_identity, recipient_of
from leeward.vault.files import open_file, seal_file
from leeward.vault.keys import CaseKey

class Zeros:
    left = int(sys.argv[2])
    def read(self, size=-1):
        size = min(size, self.left); self.left -= size
        return bytes(size)

def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
folder, key, identity = Path(sys.argv[1]), CaseKey.random(), new_identity()
before = peak()
facts = seal_file(Zeros(), folder / "s", recipient=recipient_of(identity), key=key, file_id="f")
open_file(folder / "s", folder / "o", identity=identity, key=key, file_id="f", digest=facts.digest)
print(facts.plain_bytes, (peak() - before) // 1024)
"""


def test_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    """64 MiB sealed and opened in under 16 MiB more."""
    out = subprocess.run(
        [sys.executable, "-c", STREAMS, str(tmp_path), str(64 * MIB)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert int(out[0]) == 64 * MIB
    assert int(out[1]) < 16
