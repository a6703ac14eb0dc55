"""One page more, `/gallery`, that shows every piece of the interface."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask

from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.web.slots import Open
from wiki.web.templates import render

_SOURCE = Path(__file__).with_name("gallery.html")


def add_gallery(app: Flask) -> None:
    """Gives the page to a wiki."""
    app.add_url_rule("/gallery", "gallery", _show)


def _show() -> bytes:
    template = state().kept["templates"].from_string(_SOURCE.read_text("utf-8"))
    return Open(render(template, now=clock.now() - timedelta(days=3))).fill()
