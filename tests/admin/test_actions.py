"""Every action that the code journals has its sentence."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from wiki.admin.actions import ACTIONS
from wiki.pages.rules import ACTIONS as REVISIONS

WIKI = Path(__file__).parents[2] / "wiki"
#: What journals; a file that names neither is not parsed, which takes long.
NAMES = re.compile(r"\b(record|note)\b")


@cache
def journaled() -> frozenset[str]:
    """The actions that `record(actor, "action", …)` names, page revisions included."""
    found = {f"page_{action}" for action in REVISIONS}
    for source in (path.read_text("utf-8") for path in WIKI.rglob("*.py")):
        for node in ast.walk(ast.parse(source)) if NAMES.search(source) else ():
            if isinstance(node, ast.Call) and len(node.args) > 3:
                name = node.func
                called = name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")
                if called == "record" and isinstance(node.args[1], ast.Constant):
                    found.add(str(node.args[1].value))
            if isinstance(node, ast.Call) and len(node.args) == 3:
                called = getattr(node.func, "id", "")
                if called == "note" and isinstance(node.args[2], ast.Constant):
                    found.add(str(node.args[2].value))
    return frozenset(found)


def test_some_are_found() -> None:
    assert {"signed_in", "settings_changed", "page_created"} <= journaled()


@pytest.mark.parametrize("action", sorted(journaled()))
def test_each_has_its_sentence(action: str) -> None:
    assert action in ACTIONS, "add its sentence to wiki/admin/actions.py"


@pytest.mark.parametrize("sentence", sorted(ACTIONS.values()))
def test_a_sentence_can_be_filled(sentence: str) -> None:
    assert sentence % {"object": "x"}
    assert re.findall(r"%\((\w+)\)s", sentence) in ([], ["object"])
