"""Which places decide for a network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests import people
from tests.charter.made import NETWORK, SLUG
from tests.charter.voting import PLACES, Voting
from tests.charter.voting import network as said
from tests.host.conftest import counted
from tests.sheets.places import place
from wiki.charter.queries.electorate import moved_lately, places_of
from wiki.charter.rules.electorate import LATELY
from wiki.kernel import clock
from wiki.kernel.db import release_reading
from wiki.pages.queries import pages
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_more_places_ask_no_more_of_the_database(inside: Flask) -> None:
    voting = Voting(inside)

    def found() -> tuple[set[str], int]:
        release_reading()
        network = pages.get(NETWORK)
        with counted(inside.extensions["wiki"].database.engine) as statements:
            titles = set(places_of(network.id).values())
        return titles, len(statements)

    titles, asked = found()
    assert titles == set(PLACES)
    rename(voting.people["alice"], voting.uids["Le Quai"], "Le Vieux Quai")
    for title in ("Le Phare", "La Cale"):
        save(voting.eric, Edit(title, "", 0, sheet=place(name=title)))
    sheet = said("Le Phare", "La Cale", "Jamais ouvert")
    save(voting.eric, Edit(NETWORK, "", pages.get(NETWORK).head, sheet=sheet))
    assert found() == (titles - {"Le Quai"} | {"Le Vieux Quai", "Le Phare", "La Cale"}, asked)
    assert moved_lately(pages.get(NETWORK).id) == ((), ())
    with clock.stopped_at(clock.now() + LATELY + timedelta(days=1)):
        page = pages.get(NETWORK)
        save(voting.eric, Edit(NETWORK, "", page.head, sheet=said("Le Phare", "Le Môle")))
        came = moved_lately(page.id)
        assert came == (("Le Môle",), ("Jamais ouvert", "La Cale"))
        voting.propose()
        eric = voting.app.test_client()
        people.sign_in(eric, voting.app, "eric")
        for path in (f"/charters/{SLUG}", f"/charters/{SLUG}/ballots/new"):
            assert "Arrivés : Le Môle" in eric.get(path).text.replace("\u00a0", " "), path
        ballot = voting.put()
    shown = voting.app.test_client().get(f"/ballots/{ballot.uid}").text
    assert "la page du réseau a changé" in shown
