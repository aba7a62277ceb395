# SPDX-License-Identifier: Apache-2.0
"""T14, every field: words typed into every form of a running practice are in no file it leaves behind.

A real `leeward serve` with a folder of its own for temporary files. Every page that can be reached from a
client is opened once, every form on it is filled with canaries and sent; then a back-up is made. Searched:
the whole home (database, WAL, sealed files, cache), the folder of temporary files, the back-ups, what the
console said, and any core dump. That the words did arrive is shown by reading them back.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.support.filling import Answer, Field, Filler, Form, same_kind
from tests.support.postgresql import not_here
from tests.support.practice import PASSPHRASE, PASSWORD, practice_in
from tests.support.serving import Served, served

pytestmark = not_here
CANARY = "quokkanary"
LEFT_ALONE = (
    "/lock/", "/sign-out/", "/language/", "/unlock/", "/sign-in/", "/account/", "/oversight/keys/",
    "/oversight/people/", "/oversight/ways-in/", "/keeping/", "/removals/", "/questions/", "/step-up/",
    "/set-up/", "/join/", "/directory/own/",
)  # fmt: skip
"""They end the session, are about secrets and staff, remove what was typed, or are the practice's own list of
services, which stands in the open and says so on its page: no client's word is there."""
LAST = ("/hand-over/", "/ending/", "/remove/", "/away/", "/back/", "/off/")
"""What ends or takes away something is done after everything else."""


@dataclass
class Typed:
    """What was typed where. `fields`: page and name; `pages`: kinds of pages met."""

    fields: set[tuple[str, str]] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    where: str = ""

    def plant(self, one: Field) -> str:
        self.fields.add((self.where, one.name))
        kinds = {"age": "34", "p-0-age": "34"}
        return kinds.get(one.name, f"{CANARY} {one.name} {len(self.fields)}")


@dataclass
class Left:
    """What the practice left behind, and what was typed."""

    typed: Typed
    files: dict[str, bytes]
    console: str
    client: str


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    folder = tmp_path_factory.mktemp("c")
    temporary, places = folder / "tmp", folder / "backups"
    for one in (temporary, places / "records", places / "keys"):
        one.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        patch.chdir(temporary)
        with practice_in(_short(folder)) as home, _the_real_hasher():
            home.set_up()
        with served(_short(folder)) as where:
            filler = Filler(where.address)
            typed = Typed()
            client = _type_everywhere(filler, typed)
            made = subprocess.run(
                [
                    *(sys.executable, "-m", "leeward.cli", "backup"),
                    *("--to", str(places / "records"), "--keys-to", str(places / "keys")),
                ],
                env={**os.environ, "LEEWARD_HOME": str(where.home)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert made.returncode == 0, made.stderr
            files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            where.process.terminate()
            where.process.wait(20)
            said = _said(where)
        after = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        files |= {f"{name} (stopped)": data for name, data in after.items()}
        yield Left(typed, files, said + made.stdout + made.stderr, client)


def _the_real_hasher() -> AbstractContextManager[None]:
    """Tests have a cheap one, which a server that is really served does not know."""
    from django.test import override_settings

    hashers: AbstractContextManager[None] = override_settings(
        PASSWORD_HASHERS=["leeward.practice.accounts.hashing.PasswordHasher"]
    )
    return hashers


def _said(where: Served) -> str:
    """What the console said since it was last read."""
    if where.process.stdout is None:
        return ""
    try:
        return os.read(where.process.stdout.fileno(), 1 << 20).decode("utf-8", "replace")
    except BlockingIOError:
        return ""


def _short(folder: Path) -> Path:
    home = folder / "h"
    home.mkdir(exist_ok=True)
    return home


def _type_everywhere(filler: Filler, typed: Typed) -> str:
    """Walks and types; the text of the client's page in the end."""
    page = filler.get("/unlock/")
    page = filler.post("/unlock/", {**_hidden(page), "passphrase": PASSPHRASE})
    page = filler.get("/sign-in/")
    page = filler.post("/sign-in/", {**_hidden(page), "name": "robin", "password": PASSWORD})
    assert page.status == 200, page.text
    page = filler.get("/clients/new/")
    typed.where = "/clients/new/"
    form = next(one for one in page.forms if "code_name" in one.fields)
    room = {"alone": "yes", "phone": "off", "limits_said": "yes", "consent": "yes", "affected": "one"}
    page = filler.send(page, form, typed.plant, **room)
    assert same_kind(page.path) == "/clients/*/", page.text
    client = page.path
    waiting = [client, "/opening/", "/minutes/", "/today/"]
    late: list[str] = []
    done: set[str] = set()
    while waiting or late:
        path = waiting.pop(0) if waiting else late.pop(0)
        if same_kind(path) in done or path.startswith(LEFT_ALONE) or "/oversight/" in path:
            continue
        done.add(same_kind(path))
        page = filler.get(path)
        typed.pages.add(same_kind(page.path))
        for found in _sent(filler, page, typed, done, late):
            waiting.append(found)
        waiting += page.links
    return filler.get(client).text


def _sent(filler: Filler, page: Answer, typed: Typed, done: set[str], late: list[str]) -> list[str]:
    """Sends every form of a page once; where it led."""
    found: list[str] = []
    for form in page.forms:
        action = form.action or page.path
        kind = f"POST {same_kind(action)} {sorted(form.fields)}"
        if form.method != "post" or action.startswith(LEFT_ALONE) or kind in done:
            continue
        if any(one in action for one in LAST) and page.path not in late and f"late {page.path}" not in done:
            done.add(f"late {page.path}")
            done.discard(same_kind(page.path))
            late.append(page.path)
            continue
        done.add(kind)
        typed.where = same_kind(page.path)
        answer = filler.send(page, form, typed.plant, **_button(form))
        typed.answers[kind] = answer.status
        assert answer.status < 500, f"{kind}: {answer.text[:2000]}"
        found += [answer.path, *answer.links]
    return found


def _hidden(page: Answer) -> dict[str, str | list[str]]:
    return {
        name: one.value for form in page.forms for name, one in form.fields.items() if one.kind == "hidden"
    }


def _button(form: Form) -> dict[str, str | list[str]]:
    return dict(form.buttons[:1])


def spellings() -> list[bytes]:
    """The canary as text in three encodings, in hexadecimal, and in base64 at each of its offsets."""
    plain = CANARY.encode()
    return [
        plain,
        CANARY.encode("utf-16-le"),
        CANARY.encode("utf-16-be"),
        plain.hex().encode(),
        plain[::-1],
        *(base64.b64encode(b"x" * at + plain)[4:12] for at in range(3)),
    ]


def test_words_were_typed_into_every_part_of_the_practice(left: Left) -> None:
    """So that the search below can find something."""
    parts = {page.strip("/").split("/")[-1] for page, _ in left.typed.fields}
    assert len(left.typed.fields) > 60, sorted(left.typed.fields)
    assert {"new", "change", "meaning", "plan", "names", "working", "court", "hold", "opening"} <= parts
    assert CANARY in left.client
    refused = {kind: status for kind, status in left.typed.answers.items() if status == 422}
    assert len(refused) < len(left.typed.answers) / 3, refused


def test_no_file_holds_one_in_any_spelling(left: Left) -> None:
    assert any(name.endswith("db.sqlite3-wal") for name in left.files)
    assert any("/vault/" in name for name in left.files), "a file was attached"
    found = {name for name, data in left.files.items() for one in spellings() if one in data}
    assert set() == found


def test_the_console_said_none_and_nothing_dumped_its_memory(left: Left) -> None:
    assert CANARY not in left.console
    assert [] == [name for name in left.files if Path(name).name.startswith("core")]
