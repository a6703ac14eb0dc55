"""`:::{comparatif}` in a page: places side by side, for everybody, in French as the page is."""

from __future__ import annotations

from wiki.benchmarks.asking import OPTIONS, Benchmark, written
from wiki.benchmarks.measures import MEASURES
from wiki.benchmarks.views.table import table
from wiki.kernel.directives import Offered, Shown
from wiki.kernel.slugs import title_key
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.derive import text_dependency, title_dependency
from wiki.places.asking.columns import AUDIENCE
from wiki.places.asking.problems import sentence_of
from wiki.places.queries.offered import names
from wiki.places.rules import KIND
from wiki.sheets.rules import schema_dependency
from wiki.web.rendering import path_of

BENCHMARK = Directive(
    "comparatif",
    ("benchmark",),
    OPTIONS,
    "none",
    "Lieux côte à côte : leurs chiffres ramenés aux mêmes unités, médianes et quartiles.",
)


def compared(call: Call, _context: Context) -> Shown:
    """The benchmark that a directive writes; or what is wrong with it."""
    asked = written(kind_of(KIND), call.options)
    keys = _keys(asked)
    if asked.problems:
        told = [sentence_of(problem) for problem in asked.problems]
        values = {"problems": told, "source": call.source.strip("\n")}
        return Shown("places/asked_problems.html", values, keys)
    found = table(asked, AUDIENCE, lambda title, number: f"{path_of(title)}?rev={number}")
    return Shown("benchmarks/inside.html", {"table": found}, keys)


def words() -> dict[str, list[str]]:
    """What may be written in it: titles of places, measures and fields."""
    measures = [one.labels["fr"] for one in MEASURES.values()]
    return {"lieux": ["@titles"], "champs": [*measures, *names()]}


def _keys(asked: Benchmark) -> tuple[str, ...]:
    """It follows the pages of its places: what they say, whether they are there."""
    keys = [title_key(one.title) for one in asked.places]
    named = (name(key) for key in keys for name in (text_dependency, title_dependency))
    return (*dict.fromkeys(named), schema_dependency(KIND))


HANDLERS = (Offered(BENCHMARK, compared, 20, words),)
