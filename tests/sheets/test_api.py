"""Programs read the kinds as the network makes them."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.sheets.places import Describe
from wiki.schema.sheet import Sheet


def test_the_kinds_and_their_schemas(client: FlaskClient, describe: Describe) -> None:
    said = {"labels": [{"language": "fr", "text": "Ressourcerie"}]}
    describe("Wiki:Fiches/ressourcerie", Sheet("schema", said))
    hidden = {"fields": [{"id": "parking", "hidden": True}]}
    describe("Wiki:Fiches/place", Sheet("schema", hidden))
    found = client.get("/api/v1/kinds").json or {}
    codes = [one["kind"] for one in found["kinds"]]
    assert codes[0] == "place"
    assert codes[-1] == "ressourcerie"
    place = client.get("/api/v1/kinds/place").json or {}
    assert "parking" not in place["schema"]["properties"]
    assert place["schema"]["properties"]["commune"]["title"] == "Commune"


def test_refuses_a_kind_that_there_is_not(client: FlaskClient) -> None:
    assert client.get("/api/v1/kinds/nothing").status_code == 404
    assert client.get("/api/v1/kinds/schema").status_code == 404
