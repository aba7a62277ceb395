# SPDX-License-Identifier: Apache-2.0
"""T37. Hostile messages, pictures and dumps end within time and memory, with what was not read named.

Promise P6. No picture, video or sound is decoded by anything that reads messages or app lists:
there is no preview to flood. Previews of evidence, and their own limits, come with the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from leeward.formats.confined import Confined
from leeward.formats.values import Mail

HEAD = b"From: a@example.org\nSubject: x\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
BASE64 = b"Content-Transfer-Encoding: base64\n"
MEGABYTES = 100


def nested_messages() -> bytes:
    return (HEAD + b"Content-Type: message/rfc822\n\n") * 100 + HEAD + b"\nhi"


def nested_multiparts() -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(100)
    )


def picture(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is huge."""
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + width.to_bytes(4, "big")
        + height.to_bytes(4, "big")
        + b"\x08\2\0\0\0"
    )


HOSTILE = {
    "100 MB of words": (HEAD + b"\n", b"words and words\n", MEGABYTES, "too-large"),
    "100 MB attachment": (
        HEAD + BASE64 + b"Content-Type: application/zip\n\n",
        b"QUJDREVGR0hJ\n",
        MEGABYTES,
        "too-large",
    ),
    "100 MB header": (HEAD + b"X-A: ", b"aaaaaaaaaaaaaaaa", MEGABYTES, "too-large"),
    "100 MB of headers": (HEAD, b"X-A: aaaaaaaaaa\n", MEGABYTES, "too-large"),
    "100 MB almost a boundary": (MIXED, b"\n--bb", MEGABYTES, "no-boundary"),
    "100 MB of quoted-printable": (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n",
        b"=3D=\n",
        MEGABYTES,
        "too-large",
    ),
    "100 MB flowed": (HEAD + b"Content-Type: text/plain; format=flowed\n\n", b"a \n", MEGABYTES, "too-large"),
    "10,000 parts": (MIXED, b"--b\nContent-Type: text/plain\n\nhi\n", 0.34, "too-many-parts"),
    "100,000 files in the words": (HEAD + b"\n", b"begin 644 a\n`\nend\n", 1.8, "too-many-parts"),
    "encoded words without end": (HEAD + b"X-A: ", b"=?utf-8?q?a", 0.4, ""),
    "parameters without end": (HEAD + b"Content-Type: text/plain", b"; a*1=b", 0.4, ""),
    "nested 100 deep": (nested_messages(), b"", 0, "too-deep"),
    "multiparts 100 deep": (nested_multiparts(), b"", 0, "too-deep"),
    "pixel flood": (HEAD + b"Content-Type: image/png\n\n" + picture(50_000, 50_000), b"", 0, ""),
    "ten thousand frames": (HEAD + b"Content-Type: image/gif\n\nGIF89a", b"\x21\xf9\4\0\0\0\0\0", 0.08, ""),
    "video that says it is huge": (
        HEAD + b"Content-Type: video/mp4\n\n\xff\xff\xff\xffftypmp42",
        b"\xff",
        0.1,
        "",
    ),
}


@pytest.fixture(scope="module")
def child() -> Iterator[Confined]:
    with Confined() as child:
        yield child


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_an_answer_in_five_seconds_and_300_megabytes(name: str, child: Confined, tmp_path: Path) -> None:
    head, again, megabytes, why = HOSTILE[name]
    path = tmp_path / "hostile.eml"
    with path.open("wb") as file:
        file.write(head)
        for _ in range(int(megabytes)):
            file.write(again * (1_000_000 // len(again) + 1))
        file.write(again * int(megabytes % 1 * 1_000_000 / max(1, len(again))))
    start = time.monotonic()
    mail = child.read("message", path)
    assert time.monotonic() - start < 5
    assert isinstance(mail, Mail), mail
    assert mail.headers[0].value == "a@example.org"
    assert not why or why in {one.why for one in mail.unread}
    assert child._child is not None
    status = Path(f"/proc/{child._child.pid}/status").read_text()
    assert int(status.split("VmHWM:")[1].split()[0]) < 300_000
