"""All that one account wrote is undone in one act: nothing is lost, nothing is forced."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.sheets.places import place
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.moderation.models import Reverting
from wiki.moderation.queries import reverting as queries
from wiki.moderation.service.reverting import revert
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

TEXT = "Un café.\n\nUn thé.\n\nUn jardin.\n"


def uid(who: Actor) -> str:
    return members.member(who.member_id or 0).uid


def test_all_that_one_wrote_is_undone(inside: Flask) -> None:
    made = people.make_all()
    alice, bob, charlie = (made[name] for name in ("alice", "bob", "charlie"))
    for title in ("Reprise", "Défaite", "Mêlée"):
        save(alice, Edit(title, TEXT, 0))
    save(alice, Edit("Fiche", "", 0, sheet=place(name="Un lieu")))
    with clock.stopped_at(clock.now() - timedelta(days=20)):
        save(charlie, Edit("Ancienne", TEXT, 0))
    save(charlie, Edit("Reprise", TEXT + "\nPub un.\n", 1))
    save(charlie, Edit("Reprise", TEXT + "\nPub deux.\n", 2))
    save(charlie, Edit("Fiche", "", 1, sheet=place(name="Pub")))
    save(charlie, Edit("Toute de lui", "Pub.\n", 0))
    save(charlie, Edit("Défaite", TEXT.replace("café", "casino"), 1))
    save(alice, Edit("Défaite", TEXT.replace("café", "casino") + "\nUne cour.\n", 2))
    save(charlie, Edit("Mêlée", TEXT.replace("café", "casino"), 1))
    save(alice, Edit("Mêlée", TEXT.replace("café", "casino de nuit"), 2))
    before = reading().scalars(sa.select(Revision.id)).all()
    one = revert(bob, uid(charlie), 7, "Publicité")
    run_all()
    found = queries.by_uid(one)
    progress = queries.progress(found)
    assert (progress.state, progress.total, progress.changed, progress.left) == ("done", 5, 4, 1)
    assert pages.body(pages.get("Reprise")) == TEXT
    assert (pages.get("Reprise").head, pages.head(pages.get("Reprise")).author_id) == (
        4,
        bob.member_id,
    )
    assert pages.body(pages.get("Défaite")) == TEXT + "\nUne cour.\n"
    assert "casino de nuit" in pages.body(pages.get("Mêlée"))
    assert pages.head(pages.get("Fiche")).sheet == place(name="Un lieu")
    assert pages.find("Toute de lui") is None
    assert pages.find("Ancienne") is not None
    (left,) = queries.left(found).rows
    assert (left.title, left.reason) == ("Mêlée", "reverting_later")
    assert set(before) <= set(reading().scalars(sa.select(Revision.id)).all())
    binned = reading().scalar(sa.select(Page.deleted_at).where(Page.title == "Toute de lui"))
    assert binned is not None


def test_of_whom_and_since_when(inside: Flask) -> None:
    made = people.make_all()
    bob, charlie = made["bob"], made["charlie"]
    with pytest.raises(Invalid, match="reverting_nothing"):
        revert(bob, uid(charlie), 7)
    with pytest.raises(Invalid, match="reverting_days"):
        revert(bob, uid(charlie), 5)
    for who, whom in ((bob, made["alice"]), (bob, bob), (charlie, made["dora"])):
        with pytest.raises(Refused):
            revert(who, uid(whom), 7)
    assert reading().scalars(sa.select(Reverting)).all() == []


def test_the_screens(app: Flask) -> None:
    bob = app.test_client()
    with app.app_context():
        charlie = people.make_all()["charlie"]
        save(charlie, Edit("Un lieu", TEXT, 0))
        whom = uid(charlie)
    people.sign_in(bob, app, "bob")
    assert f'href="/moderation/revert/{whom}"' in bob.get(f"/members/{whom}/block").text
    wrong = people.post(bob, f"/moderation/revert/{whom}", since="x", summary="Publicité")
    assert (wrong.status_code, 'value="Publicité"' in wrong.text) == (422, True)
    done = people.post(bob, f"/moderation/revert/{whom}", since="0", summary="Publicité")
    with app.app_context():
        run_all()
    assert "une page remise comme avant" in bob.get(done.headers["Location"]).text
    assert bob.get("/wiki/Un_lieu").status_code == 404
