"""Texts on which parsers of Markdown, or bleach, take quadratic time, by name and size."""

from __future__ import annotations

from collections.abc import Callable

_REPEATED = {
    "prose": "Le réseau des tiers-lieux d'Aquitaine se réunit chaque année : voir.\n\n",
    "long rows": "| aaaa | bbb |\n",
    "long items": "- aaaaaaaa aaaaaaaa\n\n",
    "tight items": "- aaaaaaaaa\n",
    "tasks": "- [ ] aaaaa\n",
    "definitions": "aaaaaaaa\n: bbbbbbbbbb\n\n",
    "rows without bars": "aaaaaa | bbbb\n",
    "code lines": "``` ``` ```\n",
    "less than": "<",
    "bold tags": "<b>",
    "divisions": "<div>",
    "opening brackets": "[",
    "closing brackets": "]",
    "images opened": "![",
    "links opened": "[a](",
    "back-ticks": "`",
    "back-ticks of two lengths": "`a``b",
    "stars": "*",
    "underscores": "_a ",
    "escapes": "\\*",
    "comments": "<!-- ",
    "character data": "<![CDATA[",
    "references": "[a]: bbbbbbb\n",
    "reference uses": "[a][b]",
    "notes": "[^1]: xxxxxx\n",
    "page links opened": "[[",
    "page links half written": "[[a|b",
    "page links": "[[a]]",
    "directives opened": ":::{note}\n",
    "directives": ":::{note}\n:::\n",
    "tables of contents": ":::{sommaire}\n\n",
    "addresses": "http://",
    "addresses and brackets": "https://a.b/c) ",
    "tildes": "~",
    "struck out": "~~a ",
    "marked": "==a ",
    "carets": "^^a ",
    "mixed marks": "~~a ==b ^^c ",
    "abbreviations": "*[A]: bbbbbb\n",
    "references to characters": "&amp;",
    "guillemets": "« ",
    "apostrophes": "l'",
    "spaces": " ",
    "tabs": "\t",
    "dashes": "- ",
    "quotes": ">",
    "emphasis": "*a* ",
    "emphasis on both sides": "a*b_c**",
    "bars": "|",
    "line ends": "a  \n",
    "headings": "## Titre\n\n",
    "inclusions": ":::{inclure A}\n:::\n",
}
_MADE: dict[str, Callable[[int], str]] = {
    "a table of many rows": lambda n: "| a | b |\n|---|---|\n" + "| aaaa | bbb |\n" * (n // 15),
    "a table without outer bars": lambda n: "a | b\n--|--\n" + "aaaaaa | bbbb\n" * (n // 14),
    "a table of many columns": lambda n: "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "|\n" * n,
    "spaces in a heading": lambda n: "# a" + " " * n + "b",
    "headings full of spaces": lambda n: f"# a{' ' * 4_900}b\n" * (n // 4_905),
    "balanced emphasis": lambda n: "*a " * (n // 6) + " b*" * (n // 6),
    "balanced strong": lambda n: "**a " * (n // 8) + " b**" * (n // 8),
    "balanced mixture": lambda n: "_a *b " * (n // 12) + "c_ d* " * (n // 12),
    "emphasis just below the bound": lambda n: ("*a " * 19 + " b*" * 19) * (n // 114),
    "nested links": lambda n: "[" * (n // 4) + "](a)" * (n // 5),
    "nested images": lambda n: "![" * (n // 7) + "](a)" * (n // 7),
    "one note called often": lambda n: "[^1]" * (n // 4) + "\n\n[^1]: x\n",
    "many notes": lambda n: "".join(f"[^{i}]\n\n[^{i}]: x\n\n" for i in range(n // 25)),
    "many abbreviations": lambda n: (
        "".join(f"*[ESS {i}]: x\n" for i in range(400)) + "\n" + "ESS " * (n // 4)
    ),
    "directives in lists": lambda n: (
        ":::{note}\nx\n:::\n\n- a\n\n  :::{note}\n  x\n  :::\n\n" * (n // 46)
    ),
    "directives in definitions": lambda n: "aaaaaa\n:   :::{note}\n" * (n // 22),
    "a bar in a long line": lambda n: "|a" * (n // 2) + "\nx",
    "a lazy quotation": lambda n: "> a\n" + "bbbbbbbbb\n" * (n // 10),
    "nested lists": lambda n: "".join("  " * (i % 40) + "- a\n" for i in range(n // 44)),
}
NAMES = (*_REPEATED, *_MADE)


def text(name: str, size: int) -> str:
    """The slow text of that name, of about `size` characters."""
    if name in _MADE:
        return _MADE[name](size)
    piece = _REPEATED[name]
    return piece * (size // len(piece))
