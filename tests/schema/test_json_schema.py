"""A kind as JSON Schema says what the form asks for, in the words of the network."""

from __future__ import annotations

import json

from tests.schema.sheets import PLACE
from wiki.schema import customised
from wiki.schema.json_schema import json_schema


def test_each_type_has_its_shape() -> None:
    found = json_schema(PLACE)
    assert found["title"] == "Lieu"
    assert {"name", "commune", "status", "families"} <= set(found["required"])
    fields = found["properties"]
    assert fields["opened_on"]["type"] == "string"
    assert (
        fields["nearest_station_min"] | {"type": "integer", "x-unit": "minute"}
        == fields["nearest_station_min"]
    )
    assert {"const": "open", "title": "Ouvert"} in fields["status"]["oneOf"]
    assert fields["families"]["type"] == "array"
    seats = fields["seats"]
    assert seats["x-identity"] == ["kind"]
    assert seats["items"]["properties"]["count"]["type"] == "integer"
    assert fields["closed_on"]["x-when"]["field"] == "status"
    assert json.loads(json.dumps(found)) == found


def test_it_says_what_the_network_made_of_the_kind() -> None:
    kind, _ = customised(
        PLACE,
        {
            "fields": {"parking": {"hidden": True}, "tagline": {"labels": {"fr": "En deux mots"}}},
            "vocabularies": {"families": {"choices": {"fablab": {"hidden": True}}}},
        },
    )
    found = json_schema(kind, "en")["properties"]
    assert "parking" not in found
    assert found["tagline"]["title"] == "En deux mots"
    (fablab,) = (one for one in found["families"]["items"]["oneOf"] if one["const"] == "fablab")
    assert fablab["deprecated"] is True
