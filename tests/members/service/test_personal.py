"""All that is kept of a member is given to them, and erased without breaking history."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.contacts.test_rules import GIVEN
from tests.sheets.places import place
from wiki.contacts import service as contacts
from wiki.discussions.service.drafts import keep_draft as keep_message
from wiki.discussions.service.speak import Words, open_thread
from wiki.discussions.spots import Spot, Unsent
from wiki.kernel.db import Base, reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import VISITOR, Actor, Role
from wiki.members.queries import member
from wiki.members.service.people import create_member
from wiki.members.service.personal import data_of, erase_member, erase_myself
from wiki.members.service.tokens import create_token
from wiki.pages.queries import pages
from wiki.pages.queries.integrity import problems
from wiki.pages.service.drafts import keep_draft
from wiki.pages.service.save import Edit, save
from wiki.places.service.batches import bring_back
from wiki.search.service import save_search
from wiki.sheets.queries.corrections import links_of, waiting
from wiki.sheets.service import corrections

#: What is charlie's own, and is to be found nowhere once it is erased.
OWN = (
    *("charlie", "charlie@exemple.fr", "un brouillon", "un message", "ma recherche"),
    *("mon jeton", "Dora", "dora@exemple.fr", "q=pomerol", "mes lieux.csv"),
)


@pytest.fixture
def charlie(inside: Flask) -> Actor:
    """Charlie, with something everywhere."""
    people.make("alice")
    charlie = people.make("charlie", Role.STEWARD)
    page = save(charlie, Edit("Lieu", "Un café.\n", 0)).page
    keep_draft(charlie, "Lieu", body="un brouillon", base=1)
    open_thread(charlie, "page", page.uid, "Un sujet", Words("Une question"))
    keep_message(charlie, Spot.thread("page", page.uid), Unsent("un message", "Sujet"))
    save_search(charlie, "ma recherche", "q=pomerol")
    create_token(charlie, "mon jeton", ("read",))
    quai = save(charlie, Edit("Le Quai", "", 0, sheet=place(name="Le Quai"))).page
    bring_back(charlie, "mes lieux.csv", f"uid,revision,status\n{quai.uid},1,closed\n".encode())
    key = corrections.make_link(charlie, quai, 7)
    for status in ("closed", "project"):
        told = place(name="Le Quai", status=status)
        corrections.propose(key, 1, told, "")
    corrections.refuse(charlie, waiting().rows[0].correction.uid, "Une autre fois")
    others = replace(GIVEN, name="Eva", email="eva@exemple.fr")
    letter = contacts.Letter("Objet", "Texte")
    contacts.give(people.make("alice"), quai.uid, others, "Oui", lambda _one: letter)
    contacts.write_to(
        charlie, quai.uid, "charlie@exemple.fr", lambda _one: letter, place="", submission="1"
    )
    contacts.give(charlie, page.uid, GIVEN, "Oui", lambda _one: letter)
    return charlie


def rows() -> str:
    """Everything that the database holds, as text."""
    return "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in reading().execute(sa.select(table)).all()
    )


def test_a_member_is_given_all_that_is_kept(charlie: Actor) -> None:
    said = str(data_of(charlie))
    assert [own for own in OWN if own not in said] == []
    assert "Lieu" in said


def test_nothing_of_it_is_left_and_the_history_holds(charlie: Actor) -> None:
    assert all(own in rows() for own in OWN)
    erase_myself(charlie, people.PASSWORD, place="here")
    left = rows()
    assert [own for own in OWN if own in left] == []
    assert list(problems()) == []
    page = pages.get("Lieu")
    assert pages.revision(page, 1).author_id == charlie.member_id
    former = member(charlie.member_id or 0)
    assert former.name == f"Ancien membre n°\xa0{former.id}"
    with pytest.raises(Invalid, match="name_reserved"):
        create_member(people.make("alice"), f"ancien  membre N° {former.id}", Role.MEMBER)
    assert pages.body(page) == "Un café.\n"


def test_what_places_propose_waits_though_nobody_is_known_to_have_asked(charlie: Actor) -> None:
    said = data_of(charlie)["sheets"]
    assert [link["page"] for link in said["correction_links"]] == ["Le Quai"]
    assert [one["answer"] for one in said["corrections_answered"]] == ["Une autre fois"]
    erase_myself(charlie, people.PASSWORD, place="here")
    links = links_of(pages.get("Le Quai").id)
    assert [link.member_id for link in links] == [None]
    assert len(waiting().rows) == 1


def test_refuses_without_the_password(charlie: Actor) -> None:
    with pytest.raises(Invalid, match="password_wrong"):
        erase_myself(charlie, "autre chose", place="here")
    assert "charlie@exemple.fr" in rows()


def test_refuses_the_last_administrator(charlie: Actor) -> None:
    with pytest.raises(Refused, match="last_administrator"):
        erase_myself(people.make("alice"), people.PASSWORD, place="here")


def test_the_administration_erases_who_asked_for_it(charlie: Actor) -> None:
    uid = member(charlie.member_id or 0).uid
    with pytest.raises(Refused):
        erase_member(people.make("bob"), uid)
    erase_member(people.make("alice"), uid)
    assert "charlie@exemple.fr" not in rows()


def test_refuses_a_visitor() -> None:
    with pytest.raises(Refused):
        data_of(VISITOR)
