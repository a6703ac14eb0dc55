"""Each template imports the macros that it calls, and no other: an included one too."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
ENVIRONMENT = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


def _tree(path: Path) -> nodes.Template:
    return ENVIRONMENT.parse(path.read_text(encoding="utf-8"))


def _imported(tree: nodes.Template) -> set[str]:
    names = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    return {name if isinstance(name, str) else name[1] for name in names}


def _modules(tree: nodes.Template) -> set[str]:
    return {one.target for one in tree.find_all(nodes.Import)}


MACROS = {
    macro.name
    for path in (ROOT / "macros").glob("*.html")
    for macro in _tree(path).find_all(nodes.Macro)
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_imports_what_it_calls_and_no_more(path: Path) -> None:
    tree = _tree(path)
    calls = [call.node for call in tree.find_all(nodes.Call)]
    called = {node.name for node in calls if isinstance(node, nodes.Name)} & MACROS
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    used = {name.name for name in tree.find_all(nodes.Name)}
    imported = _imported(tree)
    assert not called - imported - own, "called without an import"
    assert not (imported | _modules(tree)) - used, "imported and not used"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_template_shows_is_not_named_as_a_macro_that_it_imports(path: Path) -> None:
    tree = _tree(path)
    callees = {id(call.node) for call in tree.find_all(nodes.Call)}
    values = {name.name for name in tree.find_all(nodes.Name) if id(name) not in callees}
    assert not _imported(tree) & values
