"""Reads the situations of `tests/merge/cases`: plain texts that anyone can read and complete.

A situation begins with `##### title`; then come its texts, each under a line `--- base`,
`--- head`, `--- mine`; the last line, `--- clean`, `--- suggested` or `--- conflict`, is the
verdict, above the text that is expected (with the proposals taken; none after a conflict).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
VERDICTS = ("clean", "suggested", "conflict")


@dataclass(frozen=True)
class Situation:
    """Three texts, and what their merge has to be."""

    title: str
    base: str
    head: str
    mine: str
    verdict: str
    expected: str


def situations() -> list[Situation]:
    """All situations of all files."""
    return [
        _situation(chunk)
        for path in sorted(FOLDER.glob("*.txt"))
        for chunk in path.read_text(encoding="utf-8").split("\n##### ")[1:]
    ]


def _situation(chunk: str) -> Situation:
    title, _, body = chunk.rstrip("\n").partition("\n")
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in body.split("\n"):
        if line.removeprefix("--- ") in ("base", "head", "mine", *VERDICTS):
            lines = parts.setdefault(line.removeprefix("--- "), [])
        else:
            lines.append(line + "\n")
    (verdict,) = set(parts) & set(VERDICTS)
    base, head, mine, expected = (
        "".join(parts[name]) for name in ("base", "head", "mine", verdict)
    )
    return Situation(title, base, head, mine, verdict, expected)
