"""The identifiers of renamed headings, from save to save, and made again from the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import people
from wiki import maintenance
from wiki.kernel import clock
from wiki.kernel.db import act, release_reading
from wiki.pages.anchors import MOST, Kept
from wiki.pages.models import Anchor, Page
from wiki.pages.queries.anchors import kept
from wiki.pages.queries.pages import get
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.past import PastRevision, record_history
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore
from wiki.web.rendering import rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]

ONE, TWO, THREE = (f"Bienvenue.\n\n## {name}\n\nEn train.\n" for name in ("Accès", "Venir", "Où"))
OLD = '<h2 id="s-venir"><span id="s-acces"></span>Venir</h2>'


def shown(page: Page) -> str:
    release_reading()
    return rendering_of(get(page.title)).html


def test_a_renamed_heading_is_found_by_its_old_name(write: Write) -> None:
    page = write("Lieu", ONE, TWO)
    assert kept(page.id) == [Kept("s-acces", "s-venir", 2)]
    assert OLD in shown(page)


def test_all_its_names_lead_to_it(write: Write) -> None:
    page = write("Lieu", ONE, TWO, THREE)
    assert '<h2 id="s-ou"><span id="s-venir"></span><span id="s-acces"></span>Où</h2>' in shown(
        page
    )


def test_a_name_taken_back_is_its_name(write: Write) -> None:
    page = write("Lieu", ONE, TWO, ONE)
    assert '<h2 id="s-acces"><span id="s-venir"></span>Accès</h2>' in shown(page)
    assert kept(page.id) == [Kept("s-venir", "s-acces", 3)]


def test_a_new_heading_of_the_old_name_wins_while_it_is_there(write: Write) -> None:
    page = write("Lieu", ONE, TWO, f"{TWO}\n## Accès\n\nPar la cour.\n")
    html = shown(page)
    assert html.count('id="s-acces"') == 1
    assert '<h2 id="s-acces">Accès</h2>' in html
    save(people.make("alice"), Edit("Lieu", TWO, 3))
    assert OLD in shown(page)


def test_a_text_erased_then_taken_back_keeps_them(write: Write) -> None:
    page = write("Lieu", ONE, TWO, "Plus rien.\n")
    assert "s-acces" not in shown(page)
    restore(people.make("alice"), page.uid, 2)
    assert OLD in shown(page)


def test_the_bin_and_a_new_title_keep_them(write: Write) -> None:
    page = write("Lieu", ONE, TWO)
    delete(people.make("bob"), page.uid)
    bring_back(people.make("bob"), page.uid)
    rename(people.make("alice"), page.uid, "Salon")
    assert OLD in shown(get("Salon"))


def test_what_was_merged_keeps_them(write: Write) -> None:
    page = write("Lieu", f"{ONE}\nLe soir aussi.\n", f"{TWO}\nLe soir aussi.\n")
    merged = save(people.make("bob"), Edit("Lieu", f"{ONE}\nLe soir aussi, tard.\n", 1))
    assert merged.merged_with == 2
    assert OLD in shown(page)


def test_an_included_page_keeps_its_own_names(write: Write) -> None:
    write("Annexe", "## Accès\n\nPar la cour.\n")
    page = write("Lieu", *(f"{text}\n:::{{inclure Annexe}}\n:::\n" for text in (ONE, TWO)))
    html = shown(page)
    assert html.count('id="s-acces"') == 1
    assert '<h2 id="s-acces">Accès</h2>' in html
    assert '<h2 id="s-venir">Venir</h2>' in html


def test_they_are_few(write: Write) -> None:
    page = write("Lieu", *(ONE.replace("Accès", f"Accès {number}") for number in range(MOST + 4)))
    assert len(kept(page.id)) == MOST
    assert shown(page).count("<span id=") == MOST


def test_they_are_made_again_from_the_history(write: Write) -> None:
    page = write("Lieu", ONE, TWO, "Plus rien.\n", TWO, THREE)
    thrown = write("Salon", ONE, TWO)
    delete(people.make("bob"), thrown.uid)
    before = kept(page.id), kept(thrown.id)
    assert all(before)
    with act() as session:
        session.execute(sa.delete(Anchor))
    maintenance.rebuild()
    assert (kept(page.id), kept(thrown.id)) == before


def test_a_history_from_elsewhere_has_them() -> None:
    alice, now = people.make("alice"), clock.now()
    past = [
        PastRevision(alice, now + timedelta(days=day), text)
        for day, text in enumerate((ONE, TWO, THREE))
    ]
    page = record_history(alice, "Lieu", past)
    before = kept(page.id)
    assert before == [Kept("s-venir", "s-ou", 3), Kept("s-acces", "s-ou", 2)]
    assert '<span id="s-acces"></span>' in shown(page)
    maintenance.rebuild()
    assert kept(page.id) == before
