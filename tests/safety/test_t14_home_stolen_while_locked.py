# SPDX-License-Identifier: Apache-2.0
"""T14, the whole home: an image of it taken while locked opens nothing, to a thief who has this program too.

Words are planted in every field of a client's page and in a visit. Then the records are locked and every
file is copied. On the copy each request of the agent is made, everything in it is tried as a passphrase,
and every 32 bytes of it as a key of every kind. With the passphrase the same copy gives every word back.
"""

from __future__ import annotations

import base64
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.support.postgresql import not_here
from tests.support.practice import CHEAP, PASSPHRASE, PASSWORD, Home, client_form

from leeward.terms.errors import VaultError
from leeward.vault import protocol as say
from leeward.vault.age import new_identity
from leeward.vault.client import AgentClient
from leeward.vault.faults import AgentGone, WrongKey
from leeward.vault.fields import Place, SealedText, open_text
from leeward.vault.keys import KEY_BYTES, CaseKey, PersonKey, PracticeKey, Secret, WrappingKey
from leeward.vault.paper import written
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Passphrase, read_parameters
from leeward.vault.store import open_store
from leeward.vault.ways import open_ways
from leeward.vault.wrapping import unwrap

pytestmark = not_here
IS_LONG = bool(os.environ.get("LEEWARD_LONG"))
HEADER_BYTES = 32
CODINGS = ("utf-8", "utf-16-le", "utf-16-be")
SAID_IN_A_VISIT = "canaryvisit he was at the bus stop again"
OWN_WORDS = "a thief's own long passphrase"

SERVES = """
import sys
from pathlib import Path
from leeward.vault.agent import serve_agent
from leeward.vault.sources import Cost
serve_agent(Path(sys.argv[1]) / "run" / "agent.sock", Path(sys.argv[1]) / "keys", cost=Cost(64, 1, 1))
"""


@dataclass(frozen=True)
class Loot:
    """The copy, what was planted in it, and (for the controls alone) keys that open it."""

    home: Path
    case_id: str
    person_id: str
    planted: list[str]
    keys: dict[str, bytes]

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.home).as_posix(): path.read_bytes()
            for path in sorted(self.home.rglob("*"))
            if path.is_file()
        }

    def sealed(self) -> Iterator[tuple[Place, SealedText]]:
        """Every sealed value of the case and its visits, and the place it belongs to."""
        with closing(sqlite3.connect(self.home / "db.sqlite3")) as database:
            for query in (
                "SELECT label, case_id, person_id, version, sealed FROM practice_said WHERE case_id = ?",
                "SELECT label, visit_id, person_id, practice_document.version, sealed FROM practice_document"
                " JOIN practice_visit ON practice_visit.id = visit_id WHERE case_id = ?",
            ):
                for label, record_id, person_id, version, data in database.execute(query, [self.case_id]):
                    yield Place(label, record_id, person_id, version), SealedText(data)


@pytest.fixture
def loot(home: Home) -> Iterator[Loot]:
    """A day's work, locked by its page; then every file of the home, copied by somebody else."""
    browser = home.signed_in()
    form = planted_form()
    address = home.open_case(browser, **form)
    case_id = address.split("/")[2]
    assert browser.post(f"{address}change/", client_form(**form, version="1", alone="yes")).status_code == 302
    speak_in_a_visit(case_id)
    home.agent.copy_ring([home.path / "backups" / "one", home.path / "backups" / "two"])
    case = home.agent.open_case(case_id)
    person_id, person = next(iter(case.persons.items()))
    keys = keys_in_use(home, case.key, person)
    assert browser.post("/lock/").status_code == 302
    assert home.agent.status().ring == "locked"
    with tempfile.TemporaryDirectory(prefix="lw") as folder:  # a socket's path must be short
        stolen = Path(folder) / "home"
        shutil.copytree(home.path, stolen)
        shutil.copy(stolen / "db.sqlite3", stolen / "backups" / "db.sqlite3")
        planted = [word for word in form.values() if word.startswith("canary")]
        yield Loot(stolen, case_id, person_id, [*planted, SAID_IN_A_VISIT], keys)


def planted_form() -> dict[str, str]:
    """A word of its own in every field that takes words, of the case and of the person."""
    from django import forms

    from leeward.practice.cases.forms import ClientForm, PersonForm

    found = {
        prefix + name: f"canary{name.replace('_', '')} said by Marigold"
        for prefix, form in (("", ClientForm()), ("p-0-", PersonForm()))
        for name, field in form.fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, forms.HiddenInput)
    }
    assert {"code_name", "reason", "where_now", "p-0-called"} <= set(found)
    return found


def speak_in_a_visit(case_id: str) -> None:
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.services import change_document, open_visit

    owner = Case.objects.get(id=case_id).owner
    visit_id = open_visit(owner, case_id)
    change_document(owner, visit_id, "notes", {"text": SAID_IN_A_VISIT}, seen=0)


def keys_in_use(home: Home, case: CaseKey, person: PersonKey) -> dict[str, bytes]:
    """Keys of every kind and what is derived from them, as the memory holds them while unlocked."""
    ring = home.agent.duties._unlocked
    assert ring is not None
    (practice,) = ring.practice.values()
    ((stored,),) = ring.store.rows("SELECT parameters FROM way_in WHERE way_id = 'owner'")
    outer = Passphrase(PASSPHRASE, cost=CHEAP).key(read_parameters(stored))
    found = {"practice": practice.reveal(), "case": case.reveal(), "person": person.reveal()}
    found |= {"passphrase": outer.reveal()}
    found |= {f"{kind}/wrap": key.subkey("wrap") for kind, key in (("practice", practice), ("case", case))}
    return found | {"case/fields": case.subkey("fields"), "person/fields": person.subkey("fields")}


# --- what the agent can be asked -------------------------------------------------------------------------


def requests(loot: Loot) -> dict[type, list[say.Request]]:
    """Everything that can be asked of an agent, as a thief would ask it."""
    case, person = loot.case_id, loot.person_id
    paper = written(new_identity(), "x").text()
    own = str(loot.home / "taken")
    return {
        say.Status: [say.Status()],
        say.SetUp: [say.SetUp(OWN_WORDS, data_exists=False), say.SetUp(OWN_WORDS, data_exists=True)],
        say.Unlock: [say.Unlock(words) for words in ("", PASSPHRASE + " ", PASSPHRASE.title(), PASSWORD)],
        say.Lock: [say.Lock()],
        say.MakeCase: [say.MakeCase("a-new-one"), say.MakeCase(case), say.MakeCase("practice")],
        say.MakeCases: [say.MakeCases({"a-new-one": ("p",)}), say.MakeCases({case: (person,)})],
        say.MakePerson: [say.MakePerson(case, "a-new-one"), say.MakePerson(case, person)],
        say.OpenCases: [say.OpenCases((case,)), say.OpenCases(("practice",)), say.OpenCases(())],
        say.GlanceCases: [say.GlanceCases((case, "practice")), say.GlanceCases(())],
        say.DestroyCases: [say.DestroyCases((case,))],
        say.DestroyPersons: [say.DestroyPersons(case, (person,))],
        say.MakePaper: [say.MakePaper()],
        say.ProvePaper: [say.ProvePaper(paper)],
        say.ChangePassphrase: [
            say.ChangePassphrase(OWN_WORDS, OWN_WORDS),
            say.ChangePassphrase("", OWN_WORDS),
        ],
        say.Readmit: [say.Readmit(paper, OWN_WORDS), say.Readmit("", OWN_WORDS)],
        say.Rotate: [say.Rotate(OWN_WORDS), say.Rotate("")],
        say.CopyRing: [say.CopyRing((own, own + "-too"))],
        say.MakeSession: [say.MakeSession("a-new-one", 60.0)],
        say.OpenSession: [say.OpenSession("a-new-one", 60.0)],
        say.DropSessions: [say.DropSessions(("a-new-one",))],
        say.HeldSessions: [say.HeldSessions()],
        say.Quiet: [say.Quiet()],
    }


@pytest.fixture
def agent(loot: Loot) -> Iterator[AgentClient]:
    """A new agent of this program on the copy."""
    process = subprocess.Popen([sys.executable, "-c", SERVES, str(loot.home)])
    client = AgentClient(loot.home / "run" / "agent.sock")
    try:
        for _ in range(400):
            with suppress(AgentGone):
                client.status()
                break
            time.sleep(0.05)
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait(10)


def test_t14_every_request_of_the_agent_is_considered(loot: Loot) -> None:
    missing = set(get_args(say.Request)) - set(requests(loot))
    assert missing == set(), "a new request: may a thief of a locked home make it? Add it to `requests`"


def test_t14_an_agent_on_the_copy_gives_no_key_and_changes_nothing(loot: Loot, agent: AgentClient) -> None:
    """Each request is refused, or says that the ring is locked; afterwards it opens as before."""
    before = (loot.home / "keys" / "ring.sqlite3").read_bytes()
    for asked in requests(loot).values():
        for request in asked:
            answer = agent._exchange(request)
            if isinstance(answer, say.State):
                assert (answer.ring, answer.count) == ("locked", 0), request
            elif isinstance(answer, say.Names):
                assert answer.names == (), request  # no session has a key
            else:
                assert isinstance(answer, say.Fault), request
                assert answer.kind in {
                    *("VaultLocked", "WrongKey", "TryLater", "WouldOverwrite", "KeyMissing")
                }, answer.kind
            assert agent.status().ring == "locked", request
    assert (loot.home / "keys" / "ring.sqlite3").read_bytes() == before
    assert not list(loot.home.glob("taken*"))
    unlock_ring(loot.home / "keys", Passphrase(PASSPHRASE, cost=CHEAP)).lock()


# --- words as passphrases --------------------------------------------------------------------------------


def words_in(files: Iterable[bytes]) -> list[str]:
    """Whatever in the files reads like words, and each line and word of it."""
    found = {run.decode() for data in files for run in re.findall(rb"[\x20-\x7e]{4,200}", data)}
    return sorted(found | {word for run in found for word in run.split()})


def opened_by(ring: Path, words: Iterable[str]) -> list[str]:
    """Those of the words that are a passphrase of the ring."""
    right = []
    with closing(open_store(ring)) as store:
        ((ring_id,),) = store.rows("SELECT ring_id FROM ring")
        for one in words:
            with suppress(WrongKey):
                open_ways(store, ring_id, Passphrase(one))
                right.append(one)
    return right


def test_t14_nothing_written_in_the_home_is_the_passphrase(loot: Loot) -> None:
    """Nor is the account's password, a word of the practice, or the passphrase typed another way."""
    words = words_in(loot.files().values())
    assert len(words) > 500
    tried = words if IS_LONG else random.Random(14).sample(words, 500)  # noqa: S311
    near = ["", " ", "\0", PASSWORD, "Example House", "robin", PASSPHRASE.upper(), PASSPHRASE[:-1]]
    assert opened_by(loot.home / "keys", [*near, *tried]) == []
    assert opened_by(loot.home / "keys", [*near, PASSPHRASE]) == [PASSPHRASE]


# --- bytes as keys ---------------------------------------------------------------------------------------

Try = Callable[[bytes], object]


def raw(data: bytes, head: int, bound: bytes) -> Try:
    """The bytes as the AES key itself."""
    nonce, sealed = data[head - 12 : head], data[head:]
    return lambda key: AESGCM(key).decrypt(nonce, sealed, bound)


def tries(loot: Loot) -> list[Try]:
    """Every way in which 32 bytes could be a key: each returns when they are, and raises when not."""
    from leeward.vault.binding import bind
    from leeward.vault.labels import LABELS

    with closing(open_store(loot.home / "keys")) as store:
        ((ring_id,),) = store.rows("SELECT ring_id FROM ring")
        ((stored, way),) = store.rows("SELECT parameters, wrapped FROM way_in WHERE way_id = 'owner'")
        ((version, wrapped, recipient, identity),) = store.rows(
            "SELECT key_version, wrapped, recipient, identity FROM case_key WHERE case_id = ?", loot.case_id
        )
    way_in = ("practice", ring_id, "owner", version, stored)
    of_case = ("case", ring_id, loot.case_id, version)
    of_identity = ("file-identity", ring_id, loot.case_id, recipient)
    found: list[Try] = [
        lambda key: unwrap(WrappingKey(key), way, *way_in),
        lambda key: unwrap(PracticeKey(key), wrapped, *of_case),
        lambda key: unwrap(CaseKey(key), identity, *of_identity),
        raw(way, 13, bind("leeward-wrap", 1, *way_in)),
        raw(wrapped, 13, bind("leeward-wrap", 1, *of_case)),
        raw(identity, 13, bind("leeward-wrap", 1, *of_identity)),
    ]
    values = {place.person_id: (place, sealed) for place, sealed in loot.sealed()}
    for kind, person_id in ((CaseKey, None), (PersonKey, loot.person_id)):
        place, sealed = values[person_id]
        bound = bind("leeward-field", LABELS[place.label].id, place.record_id, person_id, place.row_version)
        found.append(raw(sealed.data, HEADER_BYTES, sealed.data[:HEADER_BYTES] + bound))
        found.append(key_named_in(sealed, kind))
    return found


def key_named_in(sealed: SealedText, kind: type[Secret]) -> Try:
    """The bytes as the key whose id stands in a value's header: quicker than opening it, and as sure."""
    wanted = sealed.data[8:16]

    def attempt(key: bytes) -> None:
        if kind(key).key_id != wanted:
            raise InvalidTag

    return attempt


def keys_among(windows: Iterable[bytes], ways: list[Try]) -> list[bytes]:
    """Those of the 32-byte runs that are a key of any kind."""
    return [window for window in windows for attempt in ways if is_key(attempt, window)]


def is_key(attempt: Try, window: bytes) -> bool:
    try:
        attempt(window)
    except (InvalidTag, VaultError):
        return False
    return True


def windows_of(files: Iterable[bytes]) -> list[bytes]:
    """Every different run of 32 bytes, wherever it begins."""
    found = {data[at : at + KEY_BYTES] for data in files for at in range(len(data) - KEY_BYTES + 1)}
    return sorted(found)


def test_t14_each_kind_of_key_would_be_found(loot: Loot) -> None:
    """The control: keys as the memory holds them while unlocked, somewhere in a file of the home."""
    ways = tries(loot)
    chance = random.Random(14)  # noqa: S311
    for name, key in loot.keys.items():
        (loot.home / "left-behind").write_bytes(chance.randbytes(41) + key + chance.randbytes(7))
        assert key in keys_among(windows_of([loot.files()["left-behind"]]), ways), name


def test_t14_no_bytes_of_the_home_are_a_key(loot: Loot) -> None:
    """Every run of 32 bytes in the ring, a sample of all others; and no key in any spelling, anywhere."""
    files = loot.files()
    ring = windows_of([data for name, data in files.items() if name.startswith("keys/ring.sqlite3")])
    runs = windows_of(files.values())
    assert len(ring) > 3_000 and len(runs) > 50_000
    sample = random.Random(14).sample(runs, 6_000)  # noqa: S311
    assert keys_among([*ring, *sample], tries(loot)) == []
    found = {(file, name) for name, key in loot.keys.items() for file in files_with(files, key)}
    assert found == set()


@pytest.mark.long
def test_t14_no_bytes_of_the_home_are_a_key_all_of_them(loot: Loot) -> None:
    """Every run of 32 bytes in every file, as a key of every kind."""
    assert keys_among(windows_of(loot.files().values()), tries(loot)) == []


# --- words in any spelling -------------------------------------------------------------------------------


def spellings(word: bytes) -> set[bytes]:
    """As it stands, backwards, in hexadecimal, and in base64 wherever in the text it begins."""
    found = {word, word[::-1], word.hex().encode(), word.hex().upper().encode()}
    for before in range(3):
        text = base64.b64encode(b"\0" * before + word)
        known = text[(before * 8 + 5) // 6 : len(text) - 4]
        found |= {known, known.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def files_with(files: dict[str, bytes], word: str | bytes) -> list[str]:
    """Files that hold a word (as typed, in small letters, in UTF-8 or 16) or bytes, in some spelling."""
    needles: set[bytes] = set()
    for one in {word} if isinstance(word, bytes) else {word, word.lower(), word.title()}:
        codes = (
            [one]
            if isinstance(one, bytes)
            else [one.encode(to) for to in ("utf-8", "utf-16-le", "utf-16-be")]
        )
        needles |= {needle for code in codes for needle in spellings(code)}
    return [name for name, data in files.items() if any(needle in data for needle in needles)]


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "spelled",
    [
        bytes,
        lambda raw: raw[::-1],
        lambda raw: raw.hex().encode(),
        base64.b64encode,
        base64.urlsafe_b64encode,
    ],
)
def test_t14_a_planted_word_would_be_found(coding: str, spelled: Callable[[bytes], bytes]) -> None:
    """The control, in the middle of other text."""
    for before in range(4):
        data = b"x" * before + "canaryreason".encode(coding) + b"and more"
        assert files_with({"a file": b"..." + spelled(data) + b"..."}, "canaryreason") == ["a file"]


def test_t14_no_planted_word_is_in_any_file_in_any_spelling(loot: Loot) -> None:
    files = loot.files()
    assert {"db.sqlite3", "keys/ring.sqlite3", "backups/db.sqlite3"} <= set(files)
    assert sum(name.startswith("backups/one/ring-") for name in files) == 1
    words = [word.split()[0] for word in loot.planted]
    words += ["Marigold", PASSPHRASE, PASSWORD, "Example House", "bus stop"]
    assert {(word, name) for word in words for name in files_with(files, word)} == set()


# --- and with the passphrase -----------------------------------------------------------------------------


def test_t14_with_the_passphrase_the_same_copy_gives_every_word_back(loot: Loot) -> None:
    """So that these tests can fail: the words are there, and the passphrase is what was missing."""
    ring = unlock_ring(loot.home / "keys", Passphrase(PASSPHRASE, cost=CHEAP))
    case = ring.open_case(loot.case_id)
    said = "\n".join(
        open_text(case.person(place.person_id) if place.person_id else case.key, place, sealed)
        for place, sealed in loot.sealed()
    )
    ring.lock()
    assert [word for word in loot.planted if word not in said] == []
