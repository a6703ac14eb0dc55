"""What is wrong with a value, in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from wiki import schema
from wiki.schema.checks import CHECKS
from wiki.web.sheet_problems import SENTENCES, sentence


def _codes() -> set[str]:
    """The codes that the schema gives literally to what it refuses."""
    found = set(CHECKS)
    for path in Path(schema.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"Unfit": 0, "Problem": 1, "_registered": 1}.get(node.func.id)
                if (
                    at is not None
                    and len(node.args) > at
                    and isinstance(node.args[at], ast.Constant)
                ):
                    found.add(str(node.args[at].value))
    return found


def test_every_code_of_the_schema_has_its_sentence() -> None:
    assert {"not_siret", "required", "unknown_choice", "closed_but_open"} <= _codes()
    assert _codes() - SENTENCES.keys() == set()


def test_a_sentence_has_its_numbers(inside: object) -> None:
    assert sentence("too_great", {"max": 12_000}).replace("\u202f", " ") == "12 000 au plus."


@pytest.mark.parametrize("code", ["unknown_commune", "unknown_choice"])
def test_what_was_typed_is_said(inside: object, code: str) -> None:
    assert "«\u202fPomérolle\u202f»" in sentence(code, {"value": "Pomérolle"})
