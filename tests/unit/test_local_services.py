# SPDX-License-Identifier: Apache-2.0
"""The file of a practice's own services: written whole or not at all, and never what the loader refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.support.answers import the_book

from leeward.knowledge import load_catalogue
from leeward.knowledge.local_services import FILE_NAME, local_file, local_services, write_local_file
from leeward.knowledge.models.service import Service
from leeward.terms.errors import ContentError
from leeward.terms.text import Text

TODAY = date(2026, 11, 23)


def own(**changes: object) -> Service:
    """A made-up service of a made-up county."""
    named = {"id": "own-0123456789ab", "name": "Example County: advocates", **changes}
    return msgspec.structs.replace(the_book().service("ndvh"), **named)


def write_local_services(overlay: Path, services: list[Service], *, today: date) -> None:
    write_local_file(overlay, local_file(overlay, services, today=today))


def test_what_was_written_is_read_back_and_marked_as_the_practices(tmp_path: Path) -> None:
    tricky = own(description=Text(en="no: 'yes' #1, \"on\"\n- 007", es="sí — ñ"))
    write_local_services(tmp_path, [tricky, own(id="own-2", name="no")], today=TODAY)
    first, second = local_services(tmp_path)
    assert msgspec.structs.replace(first, local=False) == tricky
    assert (second.name, second.local) == ("no", True)
    book = load_catalogue(overlay=tmp_path)
    assert book.service("own-0123456789ab") == first
    assert len(book.services) == len(the_book().services) + 2


def test_it_takes_the_place_of_ours_by_its_id(tmp_path: Path) -> None:
    write_local_services(tmp_path, [own(id="ndvh")], today=TODAY)
    assert load_catalogue(overlay=tmp_path).service("ndvh").name == "Example County: advocates"
    write_local_services(tmp_path, [], today=TODAY)
    assert load_catalogue(overlay=tmp_path).service("ndvh") == the_book().service("ndvh")


@pytest.mark.parametrize(
    "broken",
    [
        own(services=("no-such-need",)),
        own(jurisdictions=("US-XX",)),
        own(id="Not An Id"),
        own(name="a\u202eb"),
    ],
    ids=["need", "place", "id", "direction"],
)
def test_what_does_not_hold_together_is_refused_and_the_file_stays(tmp_path: Path, broken: Service) -> None:
    write_local_services(tmp_path, [own()], today=TODAY)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(ContentError):
        write_local_services(tmp_path, [own(), broken], today=TODAY)
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [one.name for one in (tmp_path / "services").iterdir()] == ["local-directory.yaml"]


def test_an_id_of_a_file_written_by_hand_is_refused(tmp_path: Path) -> None:
    write_local_services(tmp_path, [own()], today=TODAY)
    (tmp_path / FILE_NAME).rename(tmp_path / "services/local-mine.yaml")
    with pytest.raises(ContentError):
        write_local_services(tmp_path, [own()], today=TODAY)


def test_a_damaged_file_is_named_and_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / FILE_NAME).write_text("services: [{id: own-1}]\n", encoding="utf-8")
    with pytest.raises(ContentError):
        local_services(tmp_path)


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert local_services(tmp_path / "nothing") == ()
