"""Benchmarks: places side by side, their figures in the same units, with medians and gaps."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "benchmarks",
    blueprint="views:blueprint",
    directives="views.inside:HANDLERS",
    menu=(MenuEntry("wiki.benchmarks.new", "Comparer des lieux", May.EDIT, "more", "diff"),),
    wording="wording:SENTENCES",
    has_models=False,
)
