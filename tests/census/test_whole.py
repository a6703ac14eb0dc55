"""A census from its first day to what is cited of it: invited, answered, judged, frozen."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests import people
from tests.census.conftest import Census
from tests.sheets.places import Describe, place
from wiki.pages.queries.pages import get, head
from wiki.sheets.queries.corrections import waiting

SignIn = Callable[[str], FlaskClient]
LinkTo = Callable[..., str]


def _file(client: FlaskClient, path: str, data: str) -> str:
    answer = client.post(
        path,
        data={"csrf_token": people.csrf(client), "file": (io.BytesIO(data.encode()), "un.csv")},
    )
    return answer.text


def test_from_the_first_letter_to_what_is_cited(
    census: Census,
    describe: Describe,
    sign_in: SignIn,
    client: FlaskClient,
    link_to: LinkTo,
    ask: Any,
) -> None:
    describe("Arrêt Minute", place())
    known = census.add("Arrêt Minute", "am@exemple.fr")
    new = census.add("Le Quai Imaginaire", "quai@exemple.fr")
    eric, path = sign_in("eric"), f"/census/{census.uid}"
    for act, said in (
        (f"/census/targets/{known}/link", {"page": "Arrêt Minute"}),
        (f"{path}/open", {}),
        (f"{path}/invite", {}),
    ):
        assert people.post(eric, act, **said).status_code == 303
    census.run()
    assert [census.state(one) for one in (known, new)] == ["invited", "invited"]
    _answers_of_its_page(client, link_to("am@exemple.fr"))
    assert census.state(known) == "answered"
    link = link_to("quai@exemple.fr")
    _answers_of_no_page_yet(client, link)
    uids = ask(lambda: [one.correction.uid for one in waiting().rows])
    assert len(uids) == 2, "what is sent again takes the place of what waits"
    charlie = sign_in("charlie")
    assert people.post(charlie, f"/sheets/corrections/{uids[1]}/accept").status_code == 403
    for uid in uids:
        assert people.post(eric, f"/sheets/corrections/{uid}/accept").status_code == 303
    said = ask(lambda: head(get("Arrêt Minute")).sheet.values)
    assert (said["status"], said["families"]) == ("paused", ["coworking"])
    assert ask(lambda: head(get("Le Quai Imaginaire")).sheet.values["commune"]) == "33328"
    assert [census.state(one) for one in (known, new)] == ["accepted", "accepted"]
    assert people.post(eric, f"{path}/close").status_code == 303
    assert client.get(link).status_code == 404
    published = people.post(eric, f"{path}/publish").location
    table = _published(client, published)
    describe("Arrêt Minute", place(status="closed"))
    assert client.get(f"{published}/csv").text == table
    assert "octet pour octet" in _file(client, f"{published}/verify", table).casefold()
    assert "un des trois" in _file(client, f"{published}/verify", table + " ").casefold()
    assert "am@exemple.fr" not in eric.get(f"{path}/targets").text, "no address outlives it"


def _answers_of_its_page(client: FlaskClient, link: str) -> None:
    """The fields that are asked, and no other; shown again as they were said."""
    form = client.get(link)
    assert "Recensement des lieux imaginaires" in form.text
    assert "<strong>où vous en êtes</strong>" in form.text
    assert "field-families" not in form.text
    said = {"kind": "place", "base": "1", "field-status": "paused", "field-website": ""}
    assert "Merci" in people.post(client, link, **said).text
    assert 'value="paused" selected' in client.get(link).text


def _answers_of_no_page_yet(client: FlaskClient, link: str) -> None:
    """What is wrong is told and kept on the screen; sent twice, it is one answer."""
    said = {
        "kind": "place",
        "base": "0",
        "field-name": "Le Quai Imaginaire",
        "field-commune": "Pomerol",
        "field-status": "open",
        "field-website": "pas une adresse",
    }
    again = people.post(client, link, **said)
    assert again.status_code == 422
    assert "pas une adresse" in again.text
    said |= {"field-website": "https://quai.example.fr", "field-families": "coworking"}
    for _time in range(2):
        assert people.post(client, link, **said).status_code == 200


def _published(client: FlaskClient, path: str) -> str:
    """The table that is published; the other files and the screen agree with it."""
    table = client.get(f"{path}/csv").text
    sha = hashlib.sha256(table.encode()).hexdigest()
    assert sha in client.get(path).text
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["status"] for row in rows] == ["paused", "open"]
    assert rows[1]["website"] == "https://quai.example.fr"
    assert rows[0]["status__source"] == "Réponse au recensement"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["status__date"])
    assert "families" not in rows[0]
    told = json.loads(client.get(f"{path}/description").text)
    assert told["census"]["response_rate"] == 1.0
    assert told["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"] == sha
    points = json.loads(client.get(f"{path}/geojson").text)
    assert points["features"][1]["properties"]["values"]["status"] == "open"
    assert "am@exemple.fr" not in table + json.dumps([told, points])
    return table
