"""Which page mentions which file."""

from __future__ import annotations

import sqlalchemy as sa

from tests.files import images
from wiki.files import queries
from wiki.files.models import FileUse
from wiki.files.service import add, uses
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.permissions import SYSTEM, Actor
from wiki.pages.queries import pages
from wiki.pages.service import bin as page_bin
from wiki.pages.service.save import Edit, save


def titles(uid: str) -> list[str]:
    """The pages that use a file."""
    release_reading()
    return [page.title for page in queries.pages_using(queries.get(uid))]


def test_a_use_follows_the_newest_revision(charlie: Actor) -> None:
    file = add.add(charlie, add.Incoming("a.png", images.image()))
    link = f"![x](/files/{file.uid}/a.png)\n"
    save(charlie, Edit("Plan", link + link, 0))
    save(charlie, Edit("Accès", link, 0))
    assert titles(file.uid) == ["Accès", "Plan"]
    save(charlie, Edit("Plan", "Plus d’image.\n", 1))
    assert titles(file.uid) == ["Accès"]


def test_a_page_in_the_bin_uses_nothing_until_it_is_back(charlie: Actor) -> None:
    file = add.add(charlie, add.Incoming("a.pdf", images.PDF))
    saved = save(charlie, Edit("Plan", f"[x](/files/{file.uid}/a.pdf)\n", 0))
    page_bin.delete(SYSTEM, saved.page.uid)
    assert titles(file.uid) == []
    page_bin.bring_back(SYSTEM, saved.page.uid)
    assert titles(file.uid) == ["Plan"]


def test_a_file_that_is_none_is_remembered_too(charlie: Actor) -> None:
    save(charlie, Edit("Plan", "![x](/files/abcdefghjkmn/a.png)\n", 0))
    release_reading()
    assert reading().scalars(sa.select(FileUse.file_uid)).all() == ["abcdefghjkmn"]


def test_uses_are_made_again_the_same(charlie: Actor) -> None:
    file = add.add(charlie, add.Incoming("a.png", images.image()))
    save(charlie, Edit("Plan", f"![x](/files/{file.uid}/a.png)\n", 0))
    query = sa.select(FileUse.file_uid, FileUse.page_id)
    before = reading().execute(query).all()
    with act() as session:
        session.execute(sa.delete(FileUse))
        uses.rebuild()
    assert reading().execute(query).all() == before == [(file.uid, pages.get("Plan").id)]
