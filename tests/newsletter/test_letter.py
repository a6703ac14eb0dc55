"""The letter of a month: what it says, and the form where it is edited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.events.conftest import event
from tests.sheets.places import place
from wiki.kernel import clock
from wiki.kernel.errors import Invalid
from wiki.newsletter.rules import Brought, Decided, Month, ToCome, letter, month_given
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

Ask = Callable[..., Any]
TODAY = datetime(2026, 12, 2, 12, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def filled(ask: Ask) -> Iterator[None]:
    """A month of the wiki, and a page of the next one; the clock stands in the next one."""
    alice = ask(lambda: people.make("alice"))
    charlie = ask(lambda: people.make("charlie"))

    def write() -> None:
        save(alice, Edit("Le quai", "", 0, sheet=place(name="Le quai")))
        for base, body in enumerate(("Un.\n", "Deux.\n", "Trois.\n")):
            save(charlie, Edit("Une méthode", body, base))
        text = "::::{decision} Ouvrir le samedi\nOn ouvre le [samedi].\n::::\n"
        save(alice, Edit("Compte rendu", text, 0))
        for base, body in enumerate(("Un.\n", "Deux.\n")):
            save(alice, Edit("Wiki:Essai", body, base))
        save(alice, Edit("Atelier", "", 0, sheet=event("Un atelier", "2026-12-20")))

    with clock.stopped_at(NOVEMBER):
        ask(write)
    with clock.stopped_at(TODAY):
        ask(lambda: save(alice, Edit("De décembre", "Un.\n", 0)))
        yield


def _body(html: str) -> str:
    found = re.search(r'name="body" value="([^"]*)"', html)
    assert found
    return unescape(found[1])


@pytest.mark.usefixtures("filled")
def test_a_month_makes_a_draft_that_an_editor_publishes(
    sign_in: Callable[[str], FlaskClient], ask: Ask
) -> None:
    charlie = sign_in("charlie")
    shown = charlie.get("/newsletter?month=2026-11").text
    text = _body(shown)
    assert "En novembre 2026, le wiki compte 1 nouveau lieu, 3 nouvelles pages" in text
    assert "## Nouveaux lieux\n\n- [[Le quai]]" in text
    assert "- [[Une méthode]], en 3 versions" in text
    assert "On ouvre le" in text
    assert "([[Compte rendu]])" in text
    assert "[[Atelier|Un atelier]], 20 décembre 2026" in text.replace("\u00a0", " ")
    assert "Merci à alice et charlie, qui ont écrit." in text
    assert "De décembre" not in text
    assert "Wiki:Essai" not in text
    assert "Wiki" not in text
    at = "/wiki/Lettre_du_réseau,_novembre_2026"
    edited = people.post(charlie, f"{at}/edit", body=text, base="0", action="preview")
    assert edited.status_code == 200
    assert "Merci à alice et charlie" in edited.text
    assert people.post(charlie, f"{at}/edit", body=text, base="0").status_code == 303
    assert ask(lambda: pages.body(pages.get("Lettre du réseau, novembre 2026"))) == text
    again = charlie.get("/newsletter?month=2026-11").text
    assert "Cette lettre est déjà écrite" in again
    assert "Le quai" not in _body_or_nothing(charlie.get("/newsletter").text)


def _body_or_nothing(html: str) -> str:
    return _body(html).partition("## À l’agenda")[0]


@pytest.mark.parametrize("month", ["2027-01", "2026-13", "x", "0000-01", "2026-1", "9" * 40])
def test_refuses_what_is_no_month_yet(sign_in: Callable[[str], FlaskClient], month: str) -> None:
    with clock.stopped_at(TODAY):
        assert sign_in("charlie").get(f"/newsletter?month={month}").status_code == 422


def test_signs_in_names_are_words() -> None:
    brought = Brought(
        decided=[Decided("Page", "*Non*, [x](y) " + "mot " * 100)],
        to_come=[ToCome("Fête", "La ]] fête | ici", "2 mai", "Chez [moi]")],
        writers=["a*b", "c_d", "e"],
        versions=1,
    )
    text = letter(Month(2026, 5), brought)
    assert r"\*Non\*, \[x\](y)" in text
    assert "[[Fête|La   fête   ici]]" in text
    assert r"Merci à a\*b, c\_d et e, qui ont écrit." in text
    alone = letter(Month(2026, 5), brought._replace(writers=["alice"]))
    assert "Merci à alice, qui a écrit." in alone


def test_months_follow_each_other() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2027, 1).before == Month(2026, 12)
    assert Month(2026, 5).before == Month(2026, 4)
    assert month_given("2026-12", date(2026, 12, 1)) == Month(2026, 12)
    with pytest.raises(Invalid):
        month_given("2027-01", date(2026, 12, 31))
