"""Saving a page: what is kept, what is merged, what is refused."""

from __future__ import annotations

import pytest

from tests import people
from wiki.kernel import signals
from wiki.kernel.errors import Conflict, Invalid, Refused, TooMuch
from wiki.kernel.permissions import VISITOR
from wiki.pages.models import Page
from wiki.pages.queries import history
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, EditConflict, save

pytestmark = pytest.mark.usefixtures("inside")
TEXT = "# Le Comptoir\n\nUn café partagé.\n\nOuvert le lundi.\n"


def test_it_makes_a_page() -> None:
    saved = save(people.make("alice"), Edit("Le  Comptoir", TEXT, 0, "Première version"))
    assert (saved.page.title, saved.page.head, saved.is_new) == ("Le Comptoir", 1, True)
    assert queries.body(queries.get("le comptoir")) == TEXT
    line = history.line(saved.page, 1)
    assert line is not None
    assert (line.author_name, line.action, line.summary) == ("alice", "created", "Première version")


def test_it_adds_a_revision_and_keeps_the_old_one() -> None:
    alice = people.make("alice")
    save(alice, Edit("Lieu", TEXT, 0))
    saved = save(alice, Edit("Lieu", TEXT + "Wifi.\n", 1))
    assert saved.revision.number == 2
    assert saved.revision.size_change == len("Wifi.\n")
    assert queries.text(queries.revision(saved.page, 1).text_sha256) == TEXT


def test_those_who_listen_find_the_revision(request: pytest.FixtureRequest) -> None:
    found: list[object] = []

    def listen(page: Page, **_: object) -> None:
        line = history.line(page, page.head)
        found.append((queries.body(page), line and (line.author_name, line.tag_codes)))

    signals.page_saved.connect(listen)
    request.addfinalizer(lambda: signals.page_saved.disconnect(listen))
    save(people.make("alice"), Edit("Lieu", "Voir https://movilab.org\n", 0))
    assert found == [("Voir https://movilab.org\n", ("alice", ["outside_links"]))]


def test_it_makes_no_revision_of_nothing() -> None:
    alice = people.make("alice")
    save(alice, Edit("Lieu", TEXT, 0))
    saved = save(alice, Edit("Lieu", TEXT, 1))
    assert (saved.is_new, saved.page.head) == (False, 1)


def test_it_makes_one_revision_of_a_form_sent_twice() -> None:
    alice = people.make("alice")
    first = save(alice, Edit("Lieu", TEXT, 0, submission="abc"))
    again = save(alice, Edit("Lieu", TEXT, 0, submission="abc"))
    assert (again.is_new, again.revision.number) == (False, first.revision.number)


def test_two_people_may_give_their_forms_one_name() -> None:
    save(people.make("alice"), Edit("Lieu", TEXT, 0, submission="abc"))
    saved = save(people.make("bob"), Edit("Lieu", TEXT + "Wifi.\n", 1, submission="abc"))
    assert (saved.is_new, saved.revision.number) == (True, 2)


def test_it_merges_edits_of_different_lines() -> None:
    alice, bob = people.make("alice"), people.make("bob")
    save(alice, Edit("Lieu", TEXT, 0))
    save(bob, Edit("Lieu", TEXT.replace("lundi", "mardi"), 1))
    saved = save(alice, Edit("Lieu", TEXT.replace("café", "thé"), 1))
    assert queries.body(saved.page) == TEXT.replace("lundi", "mardi").replace("café", "thé")
    assert (saved.merged_with, saved.revision.action) == (2, "merged")
    assert (saved.revision.parent, saved.revision.merged_from) == (2, 1)


def test_it_refuses_a_contradiction_and_writes_nothing() -> None:
    alice, bob = people.make("alice"), people.make("bob")
    save(alice, Edit("Lieu", TEXT, 0))
    save(bob, Edit("Lieu", TEXT.replace("lundi", "mardi"), 1))
    with pytest.raises(EditConflict) as caught:
        save(alice, Edit("Lieu", TEXT.replace("lundi", "jeudi"), 1))
    assert caught.value.mine == TEXT.replace("lundi", "jeudi")
    assert queries.get("Lieu").head == 2


def test_it_refuses_two_beginnings_of_one_page() -> None:
    alice, bob = people.make("alice"), people.make("bob")
    save(alice, Edit("Lieu", "Un café.\n", 0))
    with pytest.raises(EditConflict):
        save(bob, Edit("Lieu", "Un atelier.\n", 0))


def test_it_saves_one_section() -> None:
    alice = people.make("alice")
    body = "Début.\n\n## Un\n\nA.\n\n## Deux\n\nB.\n"
    save(alice, Edit("Lieu", body, 0))
    save(alice, Edit("Lieu", "## Un\n\nAA.\n", 1, section=1))
    assert queries.body(queries.get("Lieu")) == body.replace("A.", "AA.")


@pytest.mark.parametrize("base", [2, 99])
def test_it_refuses_a_base_that_does_not_exist(base: int) -> None:
    alice = people.make("alice")
    save(alice, Edit("Lieu", TEXT, 0))
    with pytest.raises(Invalid, match="base_unknown"):
        save(alice, Edit("Lieu", TEXT + "!", base))


def test_it_refuses_a_visitor() -> None:
    with pytest.raises(Refused, match="sign_in_first"):
        save(VISITOR, Edit("Lieu", TEXT, 0))


def test_it_refuses_a_settings_page_to_a_member() -> None:
    with pytest.raises(Refused, match="settings_page"):
        save(people.make("charlie"), Edit("Wiki:Interwiki", TEXT, 0))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "title_empty"),
        ("   ", "title_empty"),
        ("x" * 201, "title_too_long"),
        ("a\x00b", "title_character"),
        ("a\u202eb", "title_character"),
        ("[[a]]", "title_character"),
        ("a//b", "title_segment"),
        ("../a", "title_segment"),
        ("Lieu/edit", "title_reserved"),
        ("changes.atom", "title_suffix"),
    ],
)
def test_it_refuses_a_title(title: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        save(people.make("alice"), Edit(title, TEXT, 0))


def test_it_refuses_a_title_that_links_take_for_another_wikis() -> None:
    alice = people.make("alice")
    save(alice, Edit("Movilab: annexe", TEXT, 0))
    save(alice, Edit("Wiki:Interwiki", "- movilab: https://movilab.example/wiki/$1\n", 0))
    with pytest.raises(Invalid, match="title_interwiki"):
        save(alice, Edit("Movilab:Lieu", TEXT, 0))
    save(alice, Edit("Movilab: annexe", TEXT + "encore\n", 1))  # what was there stays


def test_it_refuses_a_nul() -> None:
    with pytest.raises(Invalid, match="body_nul"):
        save(people.make("alice"), Edit("Lieu", "a\x00b", 0))


def test_it_refuses_a_body_without_end() -> None:
    with pytest.raises(TooMuch, match="body_too_large"):
        save(people.make("alice"), Edit("Lieu", "a\n" * 400_000, 0))


def test_it_refuses_a_title_that_leads_elsewhere() -> None:
    from wiki.pages.service.rename import rename

    alice = people.make("alice")
    uid = save(alice, Edit("Lieu", TEXT, 0)).page.uid
    rename(alice, uid, "Le Comptoir")
    with pytest.raises(Conflict, match="title_redirects"):
        save(alice, Edit("Lieu", TEXT, 0))
