"""The page of a department and of an EPCI: what is there, who is seen, what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.events.conftest import event
from tests.sheets.places import place
from wiki.kernel.errors import Missing
from wiki.members.service.profile import change_showing
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet
from wiki.territories import rules

Ask = Callable[..., Any]
#: Pomerol, its department and its EPCI.
POMEROL, GIRONDE, BODY = "33328", "/territories/33", "/territories/200070092"


@pytest.fixture
def write(ask: Ask) -> Callable[..., Any]:
    def write_(title: str, body: str = "", sheet: Sheet | None = None) -> Any:
        edit = Edit(title, body, 0, sheet=sheet)
        return ask(lambda: save(people.make("alice"), edit).page)

    return write_


@pytest.fixture
def filled(write: Callable[..., Any]) -> None:
    """Two places, one of them far from the other, an organisation, an event, a page."""
    write("Arrêt Minute", "", place(name="Arrêt Minute", commune=POMEROL, seats=None))
    write("Le quai", "", place(name="Le quai", commune="33063", status="closed"))
    write("La forge", "", place(name="La forge", commune="48095"))
    write("La scic", "", Sheet("organisation", {"name": "La scic", "commune": POMEROL}))
    write("Un atelier", "", event("Un atelier", "2999-01-02", place="Arrêt Minute"))
    write("Histoire", "Voir [[Gironde]].\n")


def _text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.usefixtures("filled")
def test_a_department_gathers_what_is_there(client: FlaskClient) -> None:
    shown = _text(client, GIRONDE)
    assert "2 lieux, dont 1 ouvert" in shown
    for name in ("Arrêt Minute", "Le quai", "La scic", "Un atelier", "Histoire"):
        assert f">{name}</a>" in shown, name
    assert "La forge" not in shown
    assert f'href="{BODY}"' in shown
    assert "/events.ics?departement=33" in shown
    assert "/places.geojson?departement=33" in shown


@pytest.mark.usefixtures("filled")
def test_an_epci_gathers_what_is_in_its_communes(client: FlaskClient) -> None:
    shown = _text(client, BODY)
    assert "1 lieu, dont 1 ouvert" in shown
    assert all(f">{name}</a>" in shown for name in ("Arrêt Minute", "La scic", "Un atelier"))
    assert "Le quai" not in shown
    assert f'href="{GIRONDE}"' in shown


@pytest.mark.usefixtures("filled")
def test_ways_lead_to_it(client: FlaskClient) -> None:
    for address in ("/territories", "/wiki/Arrêt_Minute", "/search?q=gironde", "/search?q=33"):
        assert f'href="{GIRONDE}"' in _text(client, address), address
    assert f'href="{BODY}"' in _text(client, "/territories?q=libournais")
    assert "Territoire" not in _text(client, "/wiki/Histoire").partition("<main")[2]
    assert client.get("/territories/2a").location == "/territories/2A"


@pytest.mark.parametrize("code", ["99", "x", "200069598", "0" * 300])
def test_refuses_a_code_of_nothing(client: FlaskClient, code: str) -> None:
    assert client.get(f"/territories/{code}").status_code == 404


def test_people_are_seen_by_those_they_choose(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], ask: Ask
) -> None:
    ask(lambda: change_showing(people.make("charlie"), "members", "33", "menuiserie"))
    assert "menuiserie" in _text(sign_in("dora"), GIRONDE)
    assert "menuiserie" not in _text(client, GIRONDE)


def test_each_commune_is_in_one_department_and_its_body_in_some() -> None:
    body = rules.territory("200070092")
    assert POMEROL in body.insees
    assert body.departments == ("33",)
    assert 0 < rules.inhabitants(body) < rules.inhabitants(rules.territory("33"))
    with pytest.raises(Missing):
        rules.territory("")
