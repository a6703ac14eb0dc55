"""The shape of `wiki/`, kept by a test: imports go down, files and functions stay small.

A module's floor is (zone, rung, file), and an import lands on a lower floor. Zones, lowest first:
the cores, `web/`, the faces, the shell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wiki"

#: Lowest first: a rung may use the rungs before it.
LADDER = (
    "kernel",
    "markup",
    "merge",
    "ot",
    "schema",
    "language",
    "geography",
    "journal",
    "site",
    "jobs",
    "mail",
    "members",
    "search",
    "pages",
    "navigation",
    "upkeep",
    "files",
    "sheets",
    "discussions",
    "moderation",
    "contacts",
    "letters",
    "glossary",
    "organisations",
    "places",
    "territories",
    "variants",
    "events",
    "resources",
    "benchmarks",
    "census",
    "live",
    "charter",
    "portals",
    "newsletter",
    "watch",
    "welcome",
    "publishing",
    "exchange",
    "admin",
)
#: Small libraries of plain values: free inside.
LIBRARIES = ("kernel", "markup", "merge", "ot", "schema", "language", "geography")
#: Lowest first, inside a rung; any other name is a helper, lower than all of them.
CORE = ("rules", "models", "queries", "service", "listeners", "directives")
FACES = ("forms", "views", "api", "cli")
SHELL = (
    "wiki",
    "wiki.__main__",
    "wiki.extension",
    "wiki.app",
    "wiki.asgi",
    "wiki.bridge",
    "wiki.cli",
    "wiki.commands",
    "wiki.demo",
    "wiki.listening",
    "wiki.maintenance",
    "wiki.threads",
)
HTTP = (
    "flask",
    "flask_sqlalchemy",
    "flask_wtf",
    "jinja2",
    "werkzeug",
    "wtforms",
)
#: The one core module that looks at Flask: it finds the application's wiki.
SEAM = "wiki.kernel.db"
#: Libraries that one file alone imports, so that each can be replaced in a morning.
ALONE = {
    "bleach": "wiki.markup.sanitise",
    "diff_match_patch": "wiki.merge.engine",
    "typst": "wiki.web.paper",
}
#: Longest file and function, in lines.
FILE, FUNCTION = 400, 50

CORES, WEB, FACE, ROOF = range(4)


def name_of(path: Path) -> str:
    parts = ("wiki", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def zone(module: str) -> int:
    if module in SHELL or is_in(module, "wiki.demo"):
        return ROOF
    _, rung, *rest = module.split(".")
    if rung == "web":
        return WEB
    return FACE if rung not in LIBRARIES and rest and rest[0] in FACES else CORES


def rung(module: str) -> str:
    return module.split(".")[1]


def step(module: str) -> int:
    """The floor of a file inside its rung; helpers are on the lowest one."""
    order = FACES if zone(module) == FACE else CORE
    rest = module.split(".")[2:]
    return order.index(rest[0]) if rest and rest[0] in order else -1


def imports(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: write imports in full, from wiki.…"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def refusal(module: str, name: str) -> str | None:
    """Why `module` may not import `name`; None when it may."""
    top = name.partition(".")[0]
    if top in HTTP and zone(module) == CORES and module != SEAM:
        return f"{module} is core: only faces, web/ and the shell know {top}"
    if top in ALONE and module != ALONE[top]:
        return f"only {ALONE[top]} imports {top}: {module} goes through it"
    if top != "wiki" or name == "wiki" or zone(module) == ROOF:
        return None
    return _refusal_inside(module, name)


def _refusal_inside(module: str, name: str) -> str | None:
    here, there = zone(module), zone(name)
    if there > here:
        return f"{module} may not import {name}: imports go down, a signal goes up"
    if here == there == WEB:
        return None
    same_home = rung(module) == rung(name)
    if here == there == FACE and not same_home:
        return f"{module} and {name} are faces: they meet through url_for and slots"
    if here == there == CORES and not same_home:
        if LADDER.index(rung(name)) > LADDER.index(rung(module)):
            return f"{module} may not import {name}: {rung(name)} is higher on the ladder"
        return None
    if here == there and same_home and rung(module) not in LIBRARIES:
        return _refusal_at_home(module, name)
    return None


def _refusal_at_home(module: str, name: str) -> str | None:
    siblings = module.split(".")[2:3] == name.split(".")[2:3]
    if step(name) > step(module) or (step(name) == step(module) != -1 and not siblings):
        return f"{module} may not import {name}: its file is higher in the subject"
    return None


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    refusals = [why for name in imports(module) if (why := refusal(module, name))]
    assert not refusals, "\n".join(refusals)


@pytest.mark.parametrize("module", MODULES)
def test_every_rung_is_on_the_ladder(module: str) -> None:
    assert zone(module) in (ROOF, WEB) or rung(module) in LADDER


PLANTED = (
    ("wiki.pages.rules", "wiki.pages.models"),
    ("wiki.pages.models", "wiki.pages.queries.pages"),
    ("wiki.pages.service.save", "wiki.pages.views.show"),
    ("wiki.kernel.clock", "wiki.pages.models"),
    ("wiki.search.queries", "wiki.pages.queries.pages"),
    ("wiki.pages.views.show", "wiki.members.views"),
    ("wiki.pages.models", "flask"),
    ("wiki.pages.views.show", "wiki.app"),
    ("wiki.web.errors", "wiki.pages.views.show"),
    ("wiki.pages.service.save", "wiki.web.templates"),
    ("wiki.markup.parse", "bleach"),
)


@pytest.mark.parametrize(("module", "name"), PLANTED)
def test_refuses_a_violation(module: str, name: str) -> None:
    assert refusal(module, name)


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_read_in_one_sitting(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert text.count("\n") <= FILE, f"{module} has more than {FILE} lines: split it"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION, (
                f"{module}.{node.name} has {length} lines: one screen at most"
            )


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{module}:{inner.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_one_place_makes_html_of_a_string() -> None:
    places = [
        module
        for module, path in MODULES.items()
        if "Markup(" in path.read_text("utf-8") and module != "wiki.web.safe"
    ]
    assert not places, "wiki.web.safe.safe is the only door"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda one: one.name)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python 3.11.2, that of Debian 12, takes the beginning of a last group that does not match.

    `(?>(?:…)*)` says the same and is read well. One class or sign repeated so (`\\w++`) is.
    """
    assert not re.search(r"\)(?:[*+?]|\{[0-9,]*\})\+(?!,)", path.read_text(encoding="utf-8"))
