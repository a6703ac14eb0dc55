"""The reference page says what sheets are: its example and its table of types are tried."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.schema.sheets import ENOUGH, PLACE
from wiki.schema import Sheet, customised, validated
from wiki.schema.kinds import Field
from wiki.schema.reading import read
from wiki.schema.types import TYPES

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "fiches.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
TYPED = PAGE.split("## Les types")[1].split("## ")[0]


def test_the_example_is_a_sheet_without_a_problem() -> None:
    data = json.loads(EXAMPLES[0])
    data["values"] = {**ENOUGH, **data["values"]}
    sheet, problems = validated(PLACE, Sheet.from_json("place", data))
    assert problems == ()
    assert sheet.to_json() == Sheet.from_json("place", data).to_json()


def test_the_example_of_changes_is_taken_whole() -> None:
    kind, problems = customised(PLACE, json.loads(EXAMPLES[1]))
    assert problems == ()
    assert "nap_room" in kind.by_id


def test_every_type_has_its_line() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", TYPED, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(TYPES)


def test_what_one_may_write_is_read() -> None:
    kept = {
        "12 345": ("integer", 12345),
        "12,5": ("number", 12.5),
        "54 280 €": ("money", {"cents": 5428000}),
        "12,50 € TTC": ("money", {"cents": 1250, "tax": "incl"}),
        "2010": ("date", "2010"),
        "10/2010": ("date", "2010-10"),
        "octobre 2010": ("date", "2010-10"),
        "8 octobre 2012": ("date", "2012-10-08"),
        "exemple.fr": ("url", "https://exemple.fr"),
        "05 57 00 00 00": ("phone", "05 57 00 00 00"),
        "Pomerol (33328)": ("commune", "33328"),
        "du lundi au vendredi de 9h à 18h, fermé les jours fériés": (
            "hours",
            "Mo-Fr 09:00-18:00; PH off",
        ),
    }
    quoted = set(re.findall(r"«\s(.*?)\s»", TYPED))
    assert quoted == set(kept)
    for text, (type_, value) in kept.items():
        assert read(Field("x", {}, type_), text) == value
