"""What somebody chose of a merge, passage by passage, on a screen that shows it."""

from __future__ import annotations

from flask import request

from wiki.merge.outcome import Choice, Typed


def choices_sent() -> dict[int, str]:
    """The choices of this request. A text typed for a passage counts when « typed » is chosen."""
    form = request.form
    choices: dict[int, str] = {}
    for name, value in form.items():
        kind, _, index = name.partition("-")
        if kind == "choice" and index.isascii() and index.isdigit() and len(index) < 7:
            if value == "typed":
                typed = form.get(f"typed-{index}", "").replace("\r\n", "\n")
                choices[int(index)] = Typed(typed)
            elif value in set(Choice):
                choices[int(index)] = value
    return choices
