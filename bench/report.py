"""The table of what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.rows import REFERENCE
from bench.visit import Row


@dataclass(frozen=True)
class Measured:
    """One size of wiki: milliseconds of processor, and how many times bare Flask's."""

    size: int
    bare: float
    costs: Mapping[str, float]
    ratios: Mapping[str, float]
    memory: float
    bare_memory: float
    start: float
    bare_start: float
    imported: float
    #: Of the job that makes a page ready after an import; None for wikis that are measured before.
    ready: float | None = None


def table(sizes: Sequence[Measured], rows: Sequence[Row]) -> str:
    """In Markdown, as the reference shows it."""
    return "\n".join(_lines(sizes, rows))


def _lines(sizes: Sequence[Measured], rows: Sequence[Row]) -> Iterator[str]:
    first, last = sizes[0], sizes[-1]
    columns = [f"{found.size} pages : ms | × Flask nu" for found in sizes]
    growth = ["croissance"] if first is not last else []
    yield f"| mesure | {' | '.join([*columns, 'but (×)', *growth])} | |"
    yield "|---|" + "---|" * (2 * len(sizes) + 2 + len(growth))
    yield _line("Flask nu", [(found.bare, 1.0) for found in sizes])
    for row in rows:
        pairs = [(found.costs[row.name], found.ratios[row.name]) for found in sizes]
        yield _line(row.name, pairs, row.goal, row.growth)
    yield ""
    for found in sizes:
        yield (
            f"{found.size} pages : mémoire {found.memory:.0f} Mio"
            f" (Flask nu {found.bare_memory:.0f}), démarrage {found.start:.0f} ms de processeur"
            f" (Flask nu {found.bare_start:.0f}),"
            f" import {found.imported:.0f} pages par seconde de processeur"
            f" ({found.imported * found.bare / REFERENCE:.0f} sur la machine des buts)"
            + ("." if found.ready is None else f", puis {found.ready:.1f} ms par page à préparer.")
        )


def _line(
    name: str,
    pairs: Sequence[tuple[float, float]],
    goal: float | None = None,
    most_growth: float | None = None,
) -> str:
    growth = pairs[-1][1] / pairs[0][1]
    cells = [f"{cost:.2f} | {ratio:.1f}" for cost, ratio in pairs]
    cells.append("" if goal is None else f"≤ {goal:.1f}")
    if len(pairs) > 1:
        cells.append(f"{growth:.2f}")
    is_kept = goal is None or all(ratio <= goal for _, ratio in pairs)
    is_flat = most_growth is None or growth <= most_growth
    missed = [*([] if is_kept else ["manqué"]), *([] if is_flat else ["croît"])]
    return f"| {name} | {' | '.join(cells)} | {', '.join(missed)} |"
