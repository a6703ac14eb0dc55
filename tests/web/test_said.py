from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet
from wiki.web.said import Line, parts


@pytest.fixture
def engine_name() -> str:
    """Words are the same on both engines."""
    return "sqlite"


def _line(app: Flask, kind: str, field: str, value: Any) -> Line:
    with app.test_request_context():
        found = parts(core_kinds()[kind], Sheet.from_json(kind, {"values": {field: value}}))
    return found[0].lines[0]


def _row(line: Line) -> dict[str, str]:
    return {
        label: "".join(one.text for one in cell).replace("\u202f", " ").replace("\xa0", " ")
        for label, cell in zip(line.header, line.rows[0], strict=True)
    }


def _funding(**more: Any) -> list[dict[str, Any]]:
    return [{"funder": "Région", "amount": {"cents": 5428000, "tax": "exempt"}} | more]


def test_a_grant_says_its_share_of_the_cost(app: Flask) -> None:
    funding = _funding(total={"cents": 8872000, "tax": "exempt"})
    row = _row(_line(app, "programme", "funding", funding))
    assert row["Part du coût"] == "61 %"
    assert row["Coût total"].startswith("88 720 €")


def test_a_share_of_an_unknown_cost_is_not_said(app: Flask) -> None:
    assert "Part du coût" not in _row(_line(app, "programme", "funding", _funding()))


@pytest.mark.parametrize(
    ("cents", "said"), [(1200, "12 € TTC"), (1250, "12,50 € TTC"), (0, "0 € TTC")]
)
def test_cents_are_said_when_there_are_some(app: Flask, cents: int, said: str) -> None:
    offers = [{"formula": "day", "price": {"cents": cents, "tax": "incl"}}]
    assert said in _row(_line(app, "place", "offers", offers)).values()
