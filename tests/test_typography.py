"""Templates break no line before a sign of French punctuation: what is written as it is, outside
`_(…)`, which sees to it, has no-break spaces there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parents[1] / "templates"
_WORDED = ("_", "gettext", "ngettext")
#: A space that may break before a sign, or after a guillemet; not one that a sign of code follows.
_RAW = re.compile(r"(?<=[^\s]) [:;?!»](?![\w=:;-])|« ")


def pieces(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a template that are shown as they are, each with its line."""
    data, line, depth, is_worded = "", 1, 0, False
    for number, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data":
            data, line = data + value, line if data else number
        elif kind == "variable_begin":
            data += "…"  # something is said there
        elif kind == "name" and not depth:
            is_worded = value in _WORDED
        elif kind == "operator" and is_worded:
            depth += {"(": 1, ")": -1}.get(value, 0)
            is_worded = depth > 0
        elif kind == "string" and not depth:
            yield number, "…" + value[1:-1]
    yield line, data


def faults(source: str) -> list[str]:
    """What may break, with its line."""
    found = []
    for line, text in pieces(source):
        for one in _RAW.finditer(text):
            at = line + text.count("\n", 0, one.start())
            found.append(f"{at}: {text[max(0, one.start() - 20) : one.end() + 10]!r}")
    return found


@pytest.mark.parametrize(
    "path", sorted(ROOT.rglob("*.*")), ids=lambda one: str(one.relative_to(ROOT))
)
def test_no_line_breaks_before_a_sign(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


def test_the_test_refuses_what_may_break() -> None:
    for text in ("{{ a }} : {{ b }}", "« oui »", '{{ "Somme : " ~ b }}', '{{ _("x") }} ; {{ y }}'):
        assert faults(text), text
    for text in (
        '{{ _("Oui : %(n)s", n=f("a")) }}',
        "a\u00a0: b",
        "{# « a » : b #}",
        "{% if a %} :root",
    ):
        assert not faults(text), text
