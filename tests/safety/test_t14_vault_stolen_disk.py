# SPDX-License-Identifier: Apache-2.0
"""T14, the vault's part: a thief with every file of a locked home, and everything but a way in, has nothing.

The home is filled through the real agent: sealed fields in a database, sealed files, ring, copies and
backups. Then the agent is stopped (or killed), every file is searched for planted words and for every
key, and each door is tried.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from leeward.terms.errors import VaultError
from leeward.vault.age import new_identity, recipient_of
from leeward.vault.fields import Place, SealedText, open_text
from leeward.vault.files import open_file
from leeward.vault.keys import CaseKey, FileIdentity, PersonKey
from leeward.vault.labels import Labels
from leeward.vault.paper import written
from leeward.vault.recovery import readmit
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Cost, KeyFile, Passphrase

CHEAP = Cost(64, 1, 1)
CANARY = "Canary-Marigold knew I was at my sister's on Alder Street"
PASSPHRASE = "marigold passphrase for tests only"  # noqa: S105
LABELS = Labels()
LABELS.register("client.code-name", 1)
LABELS.register("answer.value", 2)

FILLS = """
import io, json, sqlite3, sys, threading, os, signal, time
from pathlib import Path
from leeward.vault.agent import serve_agent
from leeward.vault.client import AgentClient
from leeward.vault.fields import Place, seal_text
from leeward.vault.files import seal_file
from leeward.vault.labels import Labels
from leeward.vault.sources import Cost
home, canary, passphrase = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
agent = os.fork()
if agent == 0:
    serve_agent(home / "run" / "agent.sock", home / "keys", cost=Cost(64, 1, 1))
    os._exit(0)
client = AgentClient(home / "run" / "agent.sock")
for _ in range(200):
    try:
        client.status(); break
    except Exception: time.sleep(0.05)
client.set_up(passphrase, data_exists=False)
paper = client.make_paper()
client.prove_paper(paper.text())
labels = Labels(); labels.register("client.code-name", 1); labels.register("answer.value", 2)
database = sqlite3.connect(home / "db.sqlite3", isolation_level=None)
database.execute("PRAGMA journal_mode=WAL"); database.execute("CREATE TABLE value (place TEXT, sealed BLOB)")
(home / "vault").mkdir(); secrets = [passphrase.encode(), *(row[4:].encode() for row in paper.rows)]
for number in range(4):
    client.make_case(f"c{number}")
    case = client.make_person(f"c{number}", "p1")
    secrets += [case.key.reveal(), case.person("p1").reveal(), case.identity.reveal().encode()]
    person = case.person("p1")
    for label, key, who in (("client.code-name", case.key, None), ("answer.value", person, "p1")):
        sealed = seal_text(key, Place(label, f"r{number}", who, 1), canary, labels=labels)
        database.execute("INSERT INTO value VALUES (?, ?)", (f"{label} r{number}", sealed.data))
    facts = seal_file(io.BytesIO(canary.encode() * 5000), home / "vault" / f"f{number}",
                      recipient=case.recipient, key=case.key, file_id=f"f{number}")
client.copy_ring([home / "backups" / "one", home / "backups" / "two"])
client.rotate(passphrase)
client.destroy_cases(["c3"])
database.execute("VACUUM INTO ?", (str(home / "backups" / "db.sqlite3"),))
print(json.dumps({"secrets": [one.hex() for one in secrets], "check_code": paper.check_code}), flush=True)
os.kill(agent, getattr(signal, sys.argv[4])); os.waitpid(agent, 0)
os._exit(0)   # the database is not closed either: -wal and -shm stay, as on a machine that is pulled off
"""


@dataclass(frozen=True)
class Loot:
    """What the thief has (the home), and what only the test knows (the secrets)."""

    home: Path
    secrets: list[bytes]

    def files(self) -> dict[str, bytes]:
        """Every file."""
        return {
            str(path.relative_to(self.home)): path.read_bytes()
            for path in self.home.rglob("*")
            if path.is_file()
        }


@pytest.fixture(params=["SIGTERM", "SIGKILL"])
def loot(request: pytest.FixtureRequest, tmp_path: Path) -> Loot:
    """A home after a day's work; the agent ended in good order, or was killed while unlocked."""
    assert hasattr(signal, request.param)
    home = tmp_path / "home"
    home.mkdir()
    out = subprocess.run(
        [sys.executable, "-c", FILLS, str(home), CANARY, PASSPHRASE, request.param],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert out.returncode == 0, out.stderr
    assert CANARY not in out.stderr
    return Loot(home, [bytes.fromhex(one) for one in json.loads(out.stdout)["secrets"]])


def test_t14_no_word_and_no_key_in_any_file(loot: Loot) -> None:
    """Database, log, ring, copies, backup, sealed files, run folder: no canary, no key in any spelling."""
    files = loot.files()
    assert {"db.sqlite3", "keys/ring.sqlite3", "vault/f0", "backups/db.sqlite3"} < set(files)
    assert sum(name.startswith("backups/one/ring-") for name in files) == 1
    words = [CANARY, "Marigold", "marigold", "Alder Street", PASSPHRASE]
    needles = [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    for secret in loot.secrets:
        needles += [secret, secret.hex().encode(), secret[:16]] if len(secret) >= 20 else [secret]
    found = {(name, needle[:8]) for name, data in files.items() for needle in needles if needle in data}
    assert found == set()


def test_t14_no_door_opens_without_the_passphrase_or_the_paper(loot: Loot) -> None:
    """Wrong passphrases, a new key file, a new paper, keys of one's own: each is refused."""
    keys = loot.home / "keys"
    thief = KeyFile.make(loot.home.parent / "thief.key")
    for words in ("", "password", "correct horse battery staple", PASSPHRASE + " ", PASSPHRASE.title()):
        with pytest.raises(VaultError):
            unlock_ring(keys, Passphrase(words, cost=CHEAP))
    with pytest.raises(VaultError):
        unlock_ring(keys, thief)
    with pytest.raises(VaultError):
        readmit(keys, written(new_identity(), "x").text(), Passphrase("a thief's own passphrase", cost=CHEAP))
    with closing(sqlite3.connect(loot.home / "db.sqlite3")) as database:
        ((sealed,),) = database.execute("SELECT sealed FROM value WHERE place = 'answer.value r0'").fetchall()
    place = Place("answer.value", "r0", "p1", 1)
    for key in (PersonKey.random(), PersonKey(bytes(32)), PersonKey(sealed[32:64]), CaseKey.random()):
        with pytest.raises(VaultError):
            open_text(key, place, SealedText(sealed), labels=LABELS)
    with pytest.raises(VaultError):
        open_file(
            loot.home / "vault" / "f0",
            loot.home / "stolen",
            identity=thief_identity(),
            key=CaseKey.random(),
            file_id="f0",
            digest=b"",
        )
    assert not (loot.home / "stolen").exists()


def test_t14_the_passphrase_is_what_was_missing(loot: Loot) -> None:
    """So that this test can fail: with it, all opens; a destroyed case does not, in the ring or its data."""
    ring = unlock_ring(loot.home / "keys", Passphrase(PASSPHRASE, cost=CHEAP))
    case = ring.open_case("c0")
    with closing(sqlite3.connect(loot.home / "backups" / "db.sqlite3")) as database:
        ((sealed,),) = database.execute("SELECT sealed FROM value WHERE place = 'answer.value r0'").fetchall()
    assert open_text(
        case.person("p1"), Place("answer.value", "r0", "p1", 1), SealedText(sealed), labels=LABELS
    ) == (CANARY)
    with pytest.raises(VaultError, match="gone for good"):
        ring.open_case("c3")
    ring.lock()


def thief_identity() -> FileIdentity:
    """An identity of the thief's own."""
    identity = new_identity()
    assert recipient_of(identity).startswith("age1")
    return identity
