"""What an editor offers inside directives and between braces."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.sheets.conftest import alice, describe
from tests.sheets.places import Describe, place
from wiki.benchmarks.asking import written
from wiki.places.asking.question import asked
from wiki.schema.kinds import core_kinds

__all__ = ["alice", "describe"]
PLACE = core_kinds()["place"]


def test_the_words_that_are_offered_are_understood(describe: Describe, client: FlaskClient) -> None:
    describe("Lieu", place())
    found: Any = client.get("/words?title=Lieu").json
    assert "surface bâtie" in found["fields"]
    listed, compared = found["options"]["lieux"], found["options"]["comparatif"]
    assert compared["lieux"] == ["@titles"]
    names = " ; ".join(compared["champs"][:20])
    assert written(PLACE, {"places": "Lieu", "fields": names}).problems == ()
    assert "33" in listed["département"]
    questions = [("", {name: value}) for name in listed[""] for value in listed[name]]
    questions += [("tableau", {"columns": name}) for name in listed["colonnes"]]
    questions += [("", {"sort": name}) for name in listed["tri"]]
    questions += [("nombre", {"group": name}) for name in listed["grouper"]]
    questions += [(f"somme de {name}", {}) for name in listed["de"]]
    questions += [(shape, {"of": "postes"}) for shape in listed["forme"]]
    wrong = [one for one in questions if asked(PLACE, *one).problems]
    assert not wrong


def test_a_page_without_a_sheet_has_no_field(client: FlaskClient) -> None:
    for title in ("Nulle part", "²", "", "x" * 9_000):
        answer: Any = client.get("/words", query_string={"title": title}).json
        assert answer["fields"] == []
    assert client.get("/words?title=%00").status_code == 400
