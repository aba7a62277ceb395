# SPDX-License-Identifier: Apache-2.0
"""T35. Names that climb, turn round, or mean a device, in archives and messages: shown as data, never used.

Promise P6. Reading writes nothing at all (the child may not open a file for writing, T34), so a
name can lead nowhere; it is marked for whoever would unpack it. Names of files that an evidence
store keeps come with that store.
"""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from leeward.formats.archives import Member, list_archive
from leeward.formats.confined import Confined
from leeward.formats.inside import contains
from leeward.formats.sniffing import sniff
from leeward.formats.values import Mail

NAMES = {
    "../../etc/cron.d/x": "climbs",
    "a/../../b": "climbs",
    "..\\..\\windows\\x.dll": "climbs",
    "/etc/passwd": "absolute",
    "\\\\server\\share\\x": "absolute",
    "C:\\windows\\x": "absolute",
    "CON": "device-name",
    "a/nul.txt": "device-name",
    "com1.jpg": "device-name",
    "a\nb.txt": "control",
    "photo\u202egpj.exe": "turns-direction",
    "a" * 4_096: "too-long",
}
FINE = ("photo.jpg", "holiday/niña.jpg", "console.txt", "a..b/c.txt", "..hidden", "común.pdf")


def members(names: list[str], mode: int = 0) -> tuple[Member, ...]:
    return list_archive(zipped(names, mode)).members


def zipped(names: list[str], mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.external_attr = mode << 16
            archive.writestr(info, b"x")
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(NAMES), ids=range(len(NAMES)))
def test_a_name_that_leads_elsewhere_is_marked(name: str) -> None:
    (member,) = members([name])
    assert NAMES[name] in member.faults
    assert len(member.name) <= 255
    data = zipped([name])
    assert "odd-names" in contains(data, sniff(data))


@pytest.mark.parametrize("name", FINE)
def test_an_ordinary_name_is_not_marked(name: str) -> None:
    (member,) = members([name])
    assert (member.name, member.faults) == (name, ())


def test_a_zero_byte_in_a_name_is_marked() -> None:
    (member,) = list_archive(zipped(["photoX.exe"]).replace(b"photoX", b"photo\0")).members
    assert "control" in member.faults


@pytest.mark.parametrize(
    ("mode", "fault"),
    [(stat.S_IFLNK | 0o777, "link"), (stat.S_IFCHR | 0o666, "special"), (stat.S_IFIFO, "special")],
)
def test_links_and_devices_are_marked(mode: int, fault: str) -> None:
    (member,) = members(["x"], mode)
    assert member.faults == (fault,)


def test_two_names_that_look_the_same_are_marked() -> None:
    name = "niña.txt"
    twins = members([unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name), "NIÑA.TXT"])
    assert [member.faults for member in twins] == [(), ("twin",), ("twin",)]


def test_names_in_a_message_are_data_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    message = EmailMessage()
    message["Subject"] = "x"
    for name in NAMES:
        message.add_attachment(
            b"x", maintype="application", subtype="octet-stream", filename=name.replace("\n", " ")
        )
    with Confined() as child:
        mail = child.read("message", bytes(message), "../../a.eml")
    assert isinstance(mail, Mail)
    assert [part.filename for part in mail.parts] == [name.replace("\n", " ")[:1_000] for name in NAMES]
    assert not list(tmp_path.iterdir())
