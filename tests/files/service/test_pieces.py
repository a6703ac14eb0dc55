"""Files that come in pieces, on both engines."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.files import images, stored
from wiki.files import queries
from wiki.files.models import FileUpload
from wiki.files.rules import Description
from wiki.files.service import pieces, room
from wiki.files.service.pieces import Announced
from wiki.jobs import queries as jobs
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, TooMuch
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor
from wiki.site.service import change_settings

DATA = images.PDF.replace(b"xref\n", b"%" * 900 + b"\nxref\n", 1)


def test_pieces_make_a_file_and_a_cut_loses_nothing(charlie: Actor) -> None:
    said = Announced("Statuts.PDF", len(DATA), Description("Les statuts", "Alice"))
    uid = pieces.begin(charlie, said).uid
    assert pieces.append(charlie, uid, 0, DATA[:400]) is None
    with pytest.raises(Conflict, match="upload_elsewhere"):
        pieces.append(charlie, uid, 0, DATA[:400])
    assert pieces.look(charlie, uid).received == 400
    with pytest.raises(Conflict) as elsewhere:
        pieces.append(charlie, uid, 900, DATA[900:])
    assert elsewhere.value.params["public"] == {"offset": 400}
    file = pieces.append(charlie, uid, 400, DATA[400:])
    assert file is not None
    assert (file.name, file.alt, file.credit) == ("Statuts.pdf", "Les statuts", "Alice")
    assert stored.path_of(file).read_bytes() == DATA
    assert not (queries.uploads_folder() / uid).exists()
    release_reading()
    # Who did not hear the answer asks again.
    again = pieces.append(charlie, uid, len(DATA), b"")
    assert again is not None
    assert again.uid == file.uid


def test_the_last_piece_is_taken_again_when_nothing_came_of_it(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", len(DATA))).uid
    pieces._put(pieces.look(charlie, uid), 0, DATA)
    assert pieces.append(charlie, uid, len(DATA), b"") is not None


def test_a_piece_that_comes_twice_and_late_cuts_nothing(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", len(DATA))).uid
    late, last = pieces.look(charlie, uid), len(DATA) - 9
    pieces.append(charlie, uid, 0, DATA[:400])
    pieces.append(charlie, uid, 400, DATA[400:last])
    with pytest.raises(Conflict) as elsewhere:
        pieces._put(late, 0, DATA[:400])
    assert elsewhere.value.params["public"] == {"offset": last}
    whole = pieces.look(charlie, uid)
    file = pieces.append(charlie, uid, last, DATA[last:])
    assert file is not None
    assert queries.content(file) == DATA
    again = pieces._finished(charlie, whole)  # who asked at the same time finds nothing there
    assert again.uid == file.uid


def test_what_no_database_holds_is_left_out(charlie: Actor) -> None:
    pieces.begin(charlie, Announced("a\0.pdf", len(DATA), page_title="Le\0 quai"))
    with pytest.raises(Missing, match="file_missing"):
        pieces.begin(charlie, Announced("a.pdf", len(DATA), replaces="\0"))


@pytest.mark.parametrize(
    ("size", "refusal", "code"),
    [(5_000_000_000, TooMuch, "file_size"), (0, Invalid, "file_empty")],
)
def test_what_does_not_fit_is_refused_before_it_is_sent(
    charlie: Actor, size: int, refusal: type[Exception], code: str
) -> None:
    with pytest.raises(refusal, match=code):
        pieces.begin(charlie, Announced("film.pdf", size))
    assert reading().scalars(sa.select(FileUpload)).all() == []


def test_more_than_was_announced_is_refused(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", 10)).uid
    with pytest.raises(Invalid, match="upload_beyond"):
        pieces.append(charlie, uid, 0, b"x" * 11)


def test_what_is_not_taken_is_forgotten(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", len(images.HTML))).uid
    with pytest.raises(Invalid, match="file_type"):
        pieces.append(charlie, uid, 0, images.HTML)
    with pytest.raises(Missing, match="upload_missing"):
        pieces.look(charlie, uid)
    assert not (queries.uploads_folder() / uid).exists()


def test_what_came_and_is_gone_is_begun_again(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", len(DATA))).uid
    pieces.append(charlie, uid, 0, DATA[:400])
    (queries.uploads_folder() / uid).unlink()
    with pytest.raises(Missing, match="upload_missing"):
        pieces.append(charlie, uid, 400, DATA[400:])


def test_an_upload_is_its_senders_alone(charlie: Actor) -> None:
    uid = pieces.begin(charlie, Announced("a.pdf", len(DATA))).uid
    with pytest.raises(Missing, match="upload_missing"):
        pieces.append(people.make("bob"), uid, 0, DATA)
    with pytest.raises(Refused, match="sign_in_first"):
        pieces.look(VISITOR, uid)
    pieces.append(charlie, uid, 0, DATA[:5])
    pieces.drop(charlie, uid)
    assert not (queries.uploads_folder() / uid).exists()


def test_what_is_coming_takes_room(charlie: Actor) -> None:
    change_settings(SYSTEM, {"files_per_member": "1"})
    pieces.begin(charlie, Announced("a.pdf", 600_000))
    with pytest.raises(TooMuch, match="file_room_member"):
        pieces.begin(charlie, Announced("b.pdf", 600_000))
    pieces.begin(people.make("bob"), Announced("c.pdf", 600_000))
    change_settings(SYSTEM, {"files_per_member": "", "files_in_all": "2"})
    with pytest.raises(TooMuch, match="file_room_wiki"):
        pieces.begin(charlie, Announced("d.pdf", 900_000))
    assert room.of_all().share == 60
    assert room.of_member(charlie.member_id).most is None


def test_what_stopped_coming_is_swept(inside: Flask, charlie: Actor) -> None:
    old = pieces.begin(charlie, Announced("a.pdf", len(DATA))).uid
    pieces.append(charlie, old, 0, DATA[:5])
    kept = pieces.begin(charlie, Announced("b.pdf", len(DATA))).uid
    pieces.append(charlie, kept, 0, DATA[:5])
    past = clock.now() - pieces.KEPT - timedelta(minutes=1)
    with act() as session:
        aged = sa.update(FileUpload).where(FileUpload.uid == old).values(touched_at=past)
        session.execute(aged)
    os.utime(queries.uploads_folder() / old, (past.timestamp(), past.timestamp()))
    pieces.sweep()
    assert [path.name for path in queries.uploads_folder().iterdir()] == [kept]
    assert jobs.waits(pieces.JOB)
