"""How the search understands French: pure functions text in, stems out, for any engine."""

from __future__ import annotations

from wiki.language.analyser import Token, analyse, pieces, stems
from wiki.language.folding import fold
from wiki.language.snippet import Span, highlight
from wiki.language.synonyms import Synonyms
from wiki.language.terms import Query, Term, query

__all__ = [
    "Query",
    "Span",
    "Synonyms",
    "Term",
    "Token",
    "analyse",
    "fold",
    "highlight",
    "pieces",
    "query",
    "stems",
]
