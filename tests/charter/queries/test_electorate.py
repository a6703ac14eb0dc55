"""Which places decide for a network."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.charter.made import NETWORK
from tests.charter.voting import PLACES, Voting
from tests.charter.voting import network as said
from tests.host.conftest import counted
from tests.sheets.places import place
from wiki.charter.queries.electorate import places_of
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
