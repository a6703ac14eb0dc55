"""A file made of something else, on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.files import images, stored
from wiki.files import queries
from wiki.files.models import FileVersion
from wiki.files.service import add, manage
from wiki.files.service.add import Incoming
from wiki.files.service.replace import replace, restore_version
from wiki.kernel.db import act, release_reading
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.permissions import Actor
from wiki.pages.models import Rendering
from wiki.pages.service.save import Edit, save
from wiki.web.rendering import rendering_of

OTHER = images.PDF.replace(b"xref\n", b"%%%\nxref\n", 1)


def numbers(uid: str) -> list[tuple[int, int]]:
    release_reading()
    return [(one.number, one.size) for one, _ in queries.versions(queries.get(uid))]


def test_a_file_keeps_its_uid_its_name_and_what_it_was(charlie: Actor, bob: Actor) -> None:
    uid = add.add(charlie, Incoming("statuts.pdf", images.PDF)).uid
    file = replace(bob, uid, Incoming("autre.pdf", OTHER))
    assert (file.uid, file.name, file.size, file.version) == (uid, "statuts.pdf", len(OTHER), 2)
    assert numbers(uid) == [(2, len(OTHER)), (1, len(images.PDF))]
    found = [name for _, name in queries.versions(file)]
    assert found == ["bob", "charlie"]
    assert queries.content(queries.version(file, 1)) == images.PDF
    replace(bob, uid, Incoming("autre.pdf", OTHER))
    assert len(numbers(uid)) == 2
    back = restore_version(charlie, uid, 1)
    assert (back.version, queries.content(back)) == (3, images.PDF)
    assert numbers(uid)[0] == (3, len(images.PDF))
    for number in (0, 9, 10**30):
        with pytest.raises(Missing, match="file_version_missing"):
            restore_version(charlie, uid, number)


def test_pages_show_what_it_is_now(charlie: Actor) -> None:
    file = add.add(charlie, Incoming("plan.png", images.image()))
    page = save(charlie, Edit("Le quai", f"![Plan](/files/{file.uid}/plan.png)\n", 0)).page
    replace(charlie, file.uid, Incoming("plan.png", images.image(colour="red")))
    with act() as session:
        query = sa.select(Rendering.is_stale).where(Rendering.page_id == page.id)
        assert set(session.scalars(query)) <= {True}
    release_reading()
    assert f"/files/{file.uid}/plan.png?v=2" in rendering_of(page).html


def test_what_its_name_does_not_say_is_refused(charlie: Actor) -> None:
    uid = add.add(charlie, Incoming("plan.png", images.image())).uid
    with pytest.raises(Invalid, match="file_other_type"):
        replace(charlie, uid, Incoming("plan.png", images.PDF))
    with pytest.raises(Invalid, match="file_type"):
        replace(charlie, uid, Incoming("plan.png", images.SVG))
    assert len(numbers(uid)) == 1
    assert len([path for path in stored.folder().rglob("*") if path.is_file()]) == 1


def test_a_file_in_the_bin_is_not_replaced(charlie: Actor, bob: Actor) -> None:
    uid = add.add(charlie, Incoming("plan.png", images.image())).uid
    manage.delete(bob, uid)
    with pytest.raises(Missing, match="file_missing"):
        replace(charlie, uid, Incoming("plan.png", images.image(colour="red")))


def test_a_version_never_changes(charlie: Actor) -> None:
    add.add(charlie, Incoming("plan.png", images.image()))
    for change in (sa.update(FileVersion).values(size=1), sa.delete(FileVersion)):
        with pytest.raises(DatabaseError, match="never changed"), act() as session:
            session.execute(change)
