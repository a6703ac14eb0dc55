"""A wiki with one more page, that shows every piece of the interface: `/gallery`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask, request

from wiki.app import create_app
from wiki.kernel import clock
from wiki.kernel.db import Base, state
from wiki.members.queries import actor_of_session  # noqa: F401  (the actor comes from there)
from wiki.web.actors import current_actor

SOURCE = Path(__file__).with_name("gallery.html")


def gallery_app(data: Path) -> Flask:
    """The wiki on an empty database in `data`, with the gallery."""
    app = create_app({"WIKI_DATA_DIR": str(data), "WIKI_DATABASE_URL": f"sqlite:///{data}/w.db"})
    with app.app_context():
        Base.metadata.create_all(state().database.engine)
    app.add_url_rule("/gallery", "gallery", _show)
    return app


def _show() -> str:
    template = state().kept["templates"].from_string(SOURCE.read_text("utf-8"))
    return template.render(
        actor=current_actor(), request=request, now=clock.now() - timedelta(days=3)
    )
