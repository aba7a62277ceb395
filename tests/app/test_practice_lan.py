# SPDX-License-Identifier: Apache-2.0
"""`leeward serve --lan` as processes: what a tablet in the practice's network reaches, and what not."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.device import THANKS, only
from tests.support.lan import LAN, Doors, Line, two_doors
from tests.support.serving import refused

from leeward.vault.certificates import own_certificate, read_certificate

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with two_doors(only("o1", "o2", "c12")) as opened:
        yield opened


def tablet(doors: Doors, number: int) -> Line:
    """Each test asks from an address of its own: the tries and pages of one are not another's."""
    return Line(doors.lan, f"127.0.1.{number}")


def staff_addresses(doors: Doors) -> list[str]:
    """Every address of the staff pages, with the ids of a case and visit that are there."""
    from leeward.practice.urls import urlpatterns

    ids = {"case_id": doors.at.case_id, "visit_id": doors.at.visit_id}
    return [
        "/" + re.sub(r"<\w+:(\w+)>", lambda found: ids.get(found[1], "nobody"), str(one.pattern))
        for one in urlpatterns
        if not str(one.name).startswith("questions")
    ]


def test_every_other_address_is_one_bare_page(doors: Doors) -> None:
    line = tablet(doors, 1)
    more = ["/admin/", "/static/", "/static/leeward/minutes.js", "/static/leeward/marks/leeward.svg"]
    more += ["/questions/x/", "/static/../settings.py", "/static/leeward/%2e%2e/x", "/favicon.ico"]
    bare = line.ask("/no-such-page/")
    assert bare.status == 404
    assert (len(bare.body) < 400, "eeward" in bare.body) == (True, False)
    addresses = staff_addresses(doors)
    assert len(addresses) > 40
    for path in (*addresses, *more):
        answer = line.ask(path)
        assert (answer.status, answer.body) == (404, bare.body), path


@pytest.mark.parametrize("method", METHODS)
def test_no_method_and_no_cookie_of_staff_opens_a_staff_page(doors: Doors, method: str) -> None:
    line = tablet(doors, 2)
    line.cookies = doors.staff().cookies
    for path in (f"/clients/{doors.at.case_id}/", doors.at.url("ask"), "/today/", "/sign-in/", "/unlock/"):
        answer = line.ask(path, {} if method == "POST" else None, method=method)
        assert answer.status in (302, 404), (path, answer.status)  # 302: a form without its token
        assert answer.headers.get("location", "/questions/") == "/questions/"
        assert "Tern" not in answer.body


def test_no_header_makes_it_the_other_door(doors: Doors) -> None:
    line = tablet(doors, 3)
    port = doors.served.address.rsplit(":", 1)[1]
    believed: tuple[dict[str, str], ...] = (
        {"X_Forwarded_Host": f"localhost:{port}", "X_Forwarded_Proto": "http"},
        {"Forwarded": "for=127.0.0.1;host=localhost;proto=http"},
        {"X_Forwarded_For": "127.0.0.1", "X_Real_IP": "127.0.0.1"},
        {"X_Original_URL": "/today/", "X_Rewrite_URL": "/today/"},
    )
    for headers in believed:
        assert line.ask("/today/", None, method="GET", **headers).status == 404
    for host in ("localhost", "127.0.0.1", "elsewhere.example", ""):
        assert line.ask("/questions/", Host=host).status == 400, host


def test_each_door_listens_at_its_own_address_alone(doors: Doors) -> None:
    lan_port = int(doors.lan.rsplit(":", 1)[1])
    staff_port = int(doors.served.address.rsplit(":", 1)[1])
    for host, port in ((LAN, staff_port), ("127.0.0.1", lan_port)):
        with socket.socket() as probe:
            assert probe.connect_ex((host, port)) != 0, (host, port)


def test_a_code_brings_the_questions_to_a_tablet_once(doors: Doors) -> None:
    code = doors.code()
    first, second = tablet(doors, 4), tablet(doors, 5)
    assert "o1" not in first.ask("/questions/").body
    assert first.post("/questions/", {"code": code.lower().replace("-", " ")}).status == 302
    assert first.post("/questions/", {"start": "1"}).status == 302
    assert 'name="question" value="o1"' in first.ask("/questions/").body
    again = second.post("/questions/", {"code": code})
    assert (again.status, "__Host-questions" in second.cookies) == (422, False)
    assert first.post("/questions/", {"question": "o1", "answer": "yes", "next": "1"}).status == 302
    assert doors.at.words.document("answers").words["a:o1"] == "yes"


def test_the_staff_session_goes_on_and_reads_what_was_answered(doors: Doors) -> None:
    staff = doors.staff()
    line = tablet(doors, 6)
    line.post("/questions/", {"code": doors.code(staff)})
    assert staff.ask(doors.at.url("ask")).status == 200


@pytest.mark.parametrize("how", ["ten minutes", "handed over again", "called in"])
def test_a_code_that_is_over_does_nothing(doors: Doors, how: str) -> None:
    from leeward.practice.lan.models import TabletCode

    staff = doors.staff()
    code = doors.code(staff)
    if how == "ten minutes":
        row = TabletCode.objects.get(hand_over__ended_at=None)
        row.ends_at -= timedelta(minutes=10)
        row.save()
    elif how == "handed over again":
        doors.code(staff)
    else:
        staff.post(doors.at.url("hand-over"), {"take_back": "1"})
    line = tablet(doors, 20 + len(how))
    answer = line.post("/questions/", {"code": code})
    assert (answer.status, "__Host-questions" in line.cookies) == (422, False)


def test_guessing_codes_is_slow_and_stops_no_other_tablet(doors: Doors) -> None:
    guesser = tablet(doors, 8)
    codes = [f"AAA-AA{letter}" for letter in "BCDEFGHJ"]
    assert [guesser.post("/questions/", {"code": one}).status for one in codes] == [422] * 5 + [429] * 3
    code = doors.code()
    assert guesser.post("/questions/", {"code": code}).status == 429
    assert tablet(doors, 9).post("/questions/", {"code": code}).status == 302


def test_codes_on_the_disk_cannot_be_read(doors: Doors) -> None:
    code = doors.code().replace("-", "").encode()
    held = b"".join(one.read_bytes() for one in doors.home.path.glob("db.sqlite3*"))
    assert code not in held
    assert hashlib.sha256(code).hexdigest().encode() not in held


def test_the_cookies_are_for_this_door_alone(doors: Doors) -> None:
    line = tablet(doors, 10)
    given = line.post("/questions/", {"code": doors.code()}).cookies
    assert [one.split("=")[0] for one in given] == ["__Host-questions", "__Host-questions-language"]
    for one in (*given, *Line(doors.lan, "127.0.1.11").ask("/questions/").cookies):
        said = {part.strip().split("=")[0].lower() for part in one.split(";")[1:]}
        assert {"secure", "httponly", "samesite", "path"} <= said, one
        assert "path=/;" in one.lower() + ";" and not {"domain", "max-age", "expires"} & said, one


def test_locked_records_show_the_closing_page(doors: Doors) -> None:
    from tests.support.practice import PASSPHRASE

    from leeward.vault.client import AgentClient

    agent = AgentClient(doors.home.path / "run" / "agent.sock")
    line = tablet(doors, 12)
    line.post("/questions/", {"code": doors.code()})
    agent.lock()
    try:
        for who in (line, tablet(doors, 13)):
            assert THANKS in who.ask("/questions/").body
    finally:
        agent.unlock(PASSPHRASE)
        agent.close()


def test_the_certificate_names_the_address_and_nothing_else(doors: Doors) -> None:
    port = int(doors.lan.rsplit(":", 1)[1])
    pem = ssl.get_server_certificate((LAN, port))
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    page = doors.staff().post(doors.at.url("hand-over"), {"language": "en", "tablet": "1"}).body
    assert " ".join(digest[at : at + 4] for at in range(0, 64, 4)) in page
    assert doors.tablet in page
    kept = doors.home.path / "lan"
    found = read_certificate(kept / "certificate.pem", kept / "key.pem")
    assert found.names == (LAN,)
    assert b"eeward" not in ssl.PEM_cert_to_DER_cert(pem)
    assert [oct(one.stat().st_mode & 0o777) for one in kept.iterdir()] == ["0o600", "0o600"]


def test_it_speaks_todays_tls_alone(doors: Doors) -> None:
    """1.3, and neither an older one nor plain HTTP."""
    at = (LAN, int(doors.lan.rsplit(":", 1)[1]))
    speaking = ssl.create_default_context()
    speaking.check_hostname, speaking.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(at, 10) as line, speaking.wrap_socket(line) as secure:
        assert secure.version() == "TLSv1.3"
    speaking.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection(at, 10) as line,
        pytest.raises((ssl.SSLError, ConnectionError)),
        speaking.wrap_socket(line),
    ):
        pass
    with socket.create_connection(at, 10) as line:
        line.sendall(b"GET /questions/ HTTP/1.1\r\nHost: x\r\n\r\n")
        with suppress(ConnectionError):
            assert b"HTTP/" not in line.recv(1024)


def test_every_file_of_a_devices_pages_is_served_and_no_other(doors: Doors) -> None:
    from leeward.practice.lan.files import NEEDED

    line = tablet(doors, 14)
    pages = [line.ask(path).body for path in ("/questions/", "/questions/done/", "/questions/leave/")]
    asked = {one for page in pages for one in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    assert asked <= NEEDED
    for path in NEEDED:
        assert line.ask(path).status == 200, path
    folder = Path("src/leeward/practice/static")
    for one in folder.rglob("*"):
        path = f"/static/{one.relative_to(folder)}"
        if one.is_file() and path not in NEEDED:
            assert line.ask(path).status == 404, path


def test_no_page_of_it_says_whose_program_this_is(doors: Doors) -> None:
    line = tablet(doors, 15)
    for path in ("/questions/", "/questions/done/", "/questions/leave/", "/nowhere/"):
        answer = line.ask(path)
        text = re.sub(r"/static/leeward/", "", answer.body)
        assert "leeward" not in text.lower(), path
        assert "strict-transport-security" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    assert line.ask("/questions/done/").headers["clear-site-data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--lan", "0.0.0.0"), "private network"),  # noqa: S104
        (("--lan", "::"), "private network"),
        (("--lan", "8.8.8.8"), "private network"),
        (("--lan", "office.example"), "private network"),
        (("--lan", "192.168.254.254"), "cannot be used"),
        (("--lan", LAN, "--lan-cert", "x.pem"), "one of --lan-cert and --lan-key"),
        (("--lan", LAN, "--lan-cert", "x.pem", "--lan-key", "y.pem"), "cannot be used"),
    ],
)
def test_what_cannot_be_a_door_is_one_message(options: tuple[str, ...], said: str) -> None:
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        assert said in refused(Path(folder), *options)


def test_without_the_option_there_is_no_code_and_no_second_door() -> None:
    from django.conf import settings

    assert (settings.LAN_ADDRESS, settings.IS_LAN) == ("", False)


def test_a_certificate_is_kept_until_its_last_month(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, LAN)
    assert own_certificate(tmp_path, LAN).fingerprint == first.fingerprint
    late = first.ends_at - timedelta(days=29)
    assert own_certificate(tmp_path, LAN, now=late).fingerprint != first.fingerprint
    assert own_certificate(tmp_path, "192.168.1.10").names == ("192.168.1.10",)
