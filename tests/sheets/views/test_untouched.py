"""A form that is sent back untouched changes nothing, whatever the sheet says."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.pages.queries.pages import get
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]
SAID: dict[str, Any] = {
    "alt_names": ["L’Arrêt", "AM"],
    "purpose": "Travailler ensemble.\n\nEt déjeuner.",
    "opened_on": "2010-10",
    "position": {"lat": 44.9312, "lon": -0.2071, "precision": "address"},
    "opening_hours": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 09:00-12:00; PH off",
    "phone": "+33557000000",
    "website": "https://exemple.fr/a?b=1&c=2",
    "wifi": False,
    "surface_built": 120.5,
    "siret": "73282932000074",
    "networks": ["SoLozère", "Coworking"],
    "services": ["coworking", "training"],
    "seats": [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 0}],
    "offers": [{"formula": "day", "price": {"cents": 1250, "tax": "incl"}}],
}
SOURCE = {"text": "Page de discussion", "url": "https://exemple.fr/", "checked": "2012-10-08"}


class Fields(HTMLParser):
    """What a browser would send of a page's last form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.writing = self.choosing = ""
        self.feed(html)

    def put(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        is_box = given.get("type") == "checkbox"
        is_sent = "checked" in given if is_box else given.get("type") != "search"
        if tag == "input" and name and is_sent:
            self.put(name, given.get("value", ""))
        elif tag == "textarea":
            self.writing = name
            self.put(name, "")
        elif tag == "select":
            self.choosing = name
            self.put(name, "")
        elif tag == "option" and "selected" in given:
            self.sent[self.choosing][-1] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":  # a browser takes the first line feed away
            self.sent[self.writing][-1] = self.sent[self.writing][-1].removeprefix("\n")
            self.writing = ""

    def handle_data(self, data: str) -> None:
        if self.writing:
            self.sent[self.writing][-1] += data


@pytest.mark.parametrize("name", ["charlie", "alice"])
def test_a_form_sent_back_untouched_changes_nothing(
    describe: Describe, sign_in: SignIn, ask: Any, name: str
) -> None:
    said = place(**SAID)
    sources = {"status": SOURCE, "seats": {"text": "Movilab"}}
    describe("Arrêt Minute", Sheet("place", said.values, frozenset({"rna"}), sources))
    client = sign_in(name)
    fields = Fields(client.get("/wiki/Arrêt_Minute/sheet").text).sent
    sent = {key: texts for key, texts in fields.items() if key not in ("csrf_token", "q")}
    answer = people.post(client, "/wiki/Arrêt_Minute/sheet", **sent)
    assert (answer.status_code, answer.location) == (303, "/wiki/Arr%C3%AAt_Minute")
    assert ask(lambda: get("Arrêt Minute").head) == 1


def test_hours_are_told_in_words(describe: Describe, client: FlaskClient) -> None:
    describe("Arrêt Minute", place(**SAID))
    shown = client.get("/wiki/Arrêt_Minute").text
    assert "lundi–vendredi 9h-12h, 14h-18h30" in shown
    assert "fermé les jours fériés" in shown
