"""Late slots: what is one reader's own is put in at the end, and cannot be forged."""

from __future__ import annotations

from flask import Flask, g

from wiki.web.safe import safe
from wiki.web.slots import Open, late, slot


def fill(html: str, values: dict[str, dict[str, object]] | None = None) -> str:
    """The HTML with its late slots filled in."""
    return Open(html).fill(values).decode("utf-8")


def filled(app: Flask, **pieces: object) -> None:
    """Slots filled by these functions instead of the subjects'."""
    app.extensions["wiki"].kept["templates.slots"] = {
        name: [piece] for name, piece in pieces.items()
    }


def test_a_late_slot_is_filled_in_its_place(app: Flask) -> None:
    with app.test_request_context():
        filled(app, who=lambda: safe("<b>alice</b>"))
        assert fill(f"<p>{late('who')}</p>") == "<p><b>alice</b></p>"


def test_it_is_given_the_values_of_the_template_or_those_of_the_view(app: Flask) -> None:
    with app.test_request_context():
        filled(app, page=lambda page: safe(f"page {page}"))
        piece = late("page", page=1)
        assert fill(piece) == "page 1"
        assert fill(piece, {"page": {"page": 2}}) == "page 2"


def test_a_slot_that_nobody_fills_leaves_nothing(app: Flask) -> None:
    with app.test_request_context():
        assert fill(f"a{late('nobody.fills.it')}b") == "ab"
        assert slot("nobody.fills.it") == ""


def test_the_mark_of_another_process_is_text_as_any_other(app: Flask) -> None:
    with app.test_request_context():
        filled(app, who=lambda: safe("alice"))
        g.wiki_late = {}
        forged = "<!--0123456789abcdef who-->"
        assert fill(forged) == forged
