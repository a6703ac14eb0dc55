"""Values past their period, what sheets lack, figures without a source: three lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.pages.service.bin import delete
from wiki.sheets.queries.tended import LISTS, counts, tended

Ask = Callable[..., Any]
LATER = "2199-01-01"


def _listed(code: str) -> list[tuple[str, str, int]]:
    seen, after = [], None
    while True:
        found, after = tended(code, LATER, after, size=1)
        seen += [(one.title, one.field, one.number) for one in found]
        if after is None:
            return seen


def test_each_list_tells_what_a_sheet_lacks_and_forgets_it_once_said(
    describe: Describe, ask: Ask, alice: Actor
) -> None:
    seats = [{"kind": "permanent", "count": 5}]
    describe("Arrêt Minute", place(seats=seats, opening_hours="Mo-Fr 09:00-18:00"))
    page = describe("Le quai", place(seats=seats)).page
    assert ask(_listed, "unsourced") == [("Arrêt Minute", "seats", 1), ("Le quai", "seats", 1)]
    assert {title for title, *_ in ask(_listed, "stale")} >= {"Arrêt Minute"}
    assert {title for title, *_ in ask(_listed, "incomplete")} == {"Arrêt Minute", "Le quai"}
    assert ask(counts, LATER)["unsourced"] == 2
    said = replace(place(seats=seats), sources={"seats": {"url": "https://exemple.fr/"}})
    describe("Arrêt Minute", said)
    assert ask(_listed, "unsourced") == [("Le quai", "seats", 1)]
    ask(delete, alice, page.uid)
    assert ask(_listed, "unsourced") == []
    assert {title for title, *_ in ask(_listed, "incomplete")} == {"Arrêt Minute"}


@pytest.mark.parametrize("care", LISTS)
def test_a_line_leads_to_the_act(
    describe: Describe, client: FlaskClient, sign_in: Callable[[str], FlaskClient], care: str
) -> None:
    assert "Aucune fiche" in client.get(f"/sheets/tended/{care}").text
    describe("Arrêt Minute", place(seats=[{"kind": "permanent", "count": 5}]))
    charlie = sign_in("charlie")
    if care == "stale":
        with clock.stopped_at(datetime(2199, 1, 1, tzinfo=UTC)):
            assert "Arrêt Minute" in client.get("/sheets/tended/stale").text
    else:
        assert "?field=" in charlie.get(f"/sheets/tended/{care}").text
        assert "?field=" not in client.get(f"/sheets/tended/{care}").text
    assert f"/sheets/tended/{care}" in charlie.get("/upkeep").text
    assert client.get("/sheets/tended/tout").status_code == 404
    assert client.get(f"/sheets/tended/{care}?after=9&key=9999999999").status_code == 200
