"""The reference page says what the analyser does: its tables and its example are run."""

from __future__ import annotations

import re
from pathlib import Path

from wiki.language import query, stems

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "recherche.md"


def test_the_table_of_what_is_recognised_is_true() -> None:
    section = PAGE.read_text(encoding="utf-8").split("## Ce qui est reconnu")[1].split("- **")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)[1:]
    assert len(rows) >= 8
    for typed, found in rows:
        for page in found.split(", "):
            assert query(typed).matches(stems(page).split()), f"{typed} ne trouve pas {page}"


def test_the_example_in_python_is_true() -> None:
    assert stems("L’espace des tiers-lieux") == "espac tier lieu"
    assert query("coopérat", typing=True).terms[0].stem == "cooper"
