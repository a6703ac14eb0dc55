"""Adding a file, on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.files import images, stored
from wiki.files import queries
from wiki.files.models import File
from wiki.files.rules import Description
from wiki.files.service import add
from wiki.files.service.add import Incoming
from wiki.jobs import service as jobs
from wiki.journal.queries import entries
from wiki.kernel import signals
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid, Refused, TooMuch, TooOften
from wiki.kernel.permissions import VISITOR, Actor
from wiki.pages.service.save import Edit, save


def test_a_file_is_kept_with_what_is_said_about_it(charlie: Actor) -> None:
    said = Description("Le comptoir", "Alice", "CC BY 4.0")
    file = add.add(charlie, Incoming("Le café.JPEG", images.image("JPEG"), said))
    assert (file.name, file.media_type) == ("Le-café.jpg", "image/jpeg")
    assert (file.width, file.height) == (40, 30)
    assert (file.alt, file.credit, file.licence) == ("Le comptoir", "Alice", "CC BY 4.0")
    assert stored.path_of(file).stat().st_size == file.size
    assert entries().rows[0].action == "file_added"


def test_the_author_a_photograph_names_becomes_its_credit(charlie: Actor) -> None:
    data = images.image("JPEG", exif=images.telling_exif(orientation=6))
    file = add.add(charlie, Incoming("p.jpg", data))
    assert file.credit == "Alice Martin"
    assert (file.width, file.height) == (30, 40)
    assert b"SecretPhone" not in stored.path_of(file).read_bytes()


def test_a_document_where_an_image_is_needed_is_not_kept(charlie: Actor) -> None:
    with pytest.raises(Invalid, match="file_image"):
        add.add(charlie, Incoming("a.pdf", images.PDF, image_only=True))
    assert queries.listing().rows == []


def test_the_same_file_sent_twice_is_one(charlie: Actor) -> None:
    first = add.add(charlie, Incoming("a.png", images.image()))
    second = add.add(charlie, Incoming("a.png", images.image()))
    assert first.uid == second.uid


def test_one_content_under_two_names_is_stored_once(charlie: Actor, bob: Actor) -> None:
    first = add.add(charlie, Incoming("a.png", images.image()))
    second = add.add(bob, Incoming("b.png", images.image()))
    assert first.uid != second.uid
    assert stored.path_of(first) == stored.path_of(second)


def test_thumbnails_are_made_by_a_job(charlie: Actor) -> None:
    add.add(charlie, Incoming("a.png", images.image("PNG", (2000, 1000))))
    jobs.run_all()
    made = list(queries.thumbnails_folder().rglob("*.webp"))
    assert len(made) == 2


def test_others_are_told_inside_the_act(charlie: Actor) -> None:
    def refuse(**_: object) -> None:
        raise ZeroDivisionError

    signals.file_added.connect(refuse)
    try:
        with pytest.raises(ZeroDivisionError):
            add.add(charlie, Incoming("a.png", images.image()))
    finally:
        signals.file_added.disconnect(refuse)
    assert reading().scalars(sa.select(File)).all() == []


def test_a_visitor_may_not_add(inside: Flask) -> None:
    with pytest.raises(Refused, match="sign_in_first"):
        add.add(VISITOR, Incoming("a.png", images.image()))


def test_an_empty_file_is_refused(charlie: Actor) -> None:
    with pytest.raises(Invalid, match="file_empty"):
        add.add(charlie, Incoming("a.png", b""))


def test_a_file_too_large_is_refused(inside: Flask, charlie: Actor) -> None:
    inside.extensions["wiki"].options["WIKI_FILE_SIZE"] = 100
    with pytest.raises(TooMuch, match="file_size"):
        add.add(charlie, Incoming("a.pdf", images.PDF))


@pytest.mark.parametrize("data", [images.SVG, images.HTML, b"text"], ids=["svg", "html", "text"])
def test_what_is_neither_image_nor_pdf_is_refused(charlie: Actor, data: bytes) -> None:
    with pytest.raises(Invalid, match="file_type"):
        add.add(charlie, Incoming("innocent.png", data))
    assert not stored.folder().exists()


def test_too_many_files_in_an_hour_are_refused(
    charlie: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add, "_MOST", 2)
    for number in (1, 2):
        add.add(charlie, Incoming(f"{number}.png", images.image()))
    with pytest.raises(TooOften, match="too_often"):
        add.add(charlie, Incoming("3.png", images.image()))


def test_the_page_it_was_sent_from_is_remembered(charlie: Actor) -> None:
    page = save(charlie, Edit("Le Comptoir", "Un café.\n", 0)).page
    sent = Incoming("a.png", images.image(), page_title="le comptoir")
    assert add.add(charlie, sent).page_uid == page.uid


def test_a_page_that_is_none_is_not_remembered(charlie: Actor) -> None:
    file = add.add(charlie, Incoming("a.png", images.image(), page_title="Rien ici"))
    assert file.page_uid is None
