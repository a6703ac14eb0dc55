"""Words that a network treats as equal, at query time, so that no index has to be rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiki.language.analyser import analyse

Expression = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of expressions of equal meaning; an expression is the tuple of its stems."""

    groups: tuple[tuple[Expression, ...], ...] = ()

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Build from groups as people write them: `[["EPN", "espace public numérique"]]`."""
        analysed = (tuple(dict.fromkeys(_stems(text) for text in group)) for group in groups)
        return cls(tuple(tuple(e for e in group if e) for group in analysed))

    def alternatives(self, terms: Sequence[str]) -> list[tuple[Expression, ...]]:
        """Return, for each stem of a query, the other expressions that may stand in its place."""
        found: list[dict[Expression, None]] = [{} for _ in terms]
        for group in self.groups:
            for expression in group:
                others = [other for other in group if other != expression]
                for start in _places(terms, expression):
                    for position in range(start, start + len(expression)):
                        found[position].update(dict.fromkeys(others))
        return [tuple(choices) for choices in found]


def _stems(text: str) -> Expression:
    return tuple(token.stem for token in analyse(text))


def _places(terms: Sequence[str], expression: Expression) -> list[int]:
    size = len(expression)
    return [i for i in range(len(terms) - size + 1) if tuple(terms[i : i + size]) == expression]
